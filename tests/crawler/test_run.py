"""One crawl in this process, again and again; our own faults; Scrapy's own commands."""

from __future__ import annotations

import ast
import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from scrapy.crawler import Crawler
from sqlalchemy.orm import Session

from crawler import challenge, outcomes, settings
from crawler.challenge import Head
from crawler.job import Job
from crawler.run import CrawlResult, crawl
from linkcheck.errors import ArchiveTrouble, UsageError
from linkcheck.fetch import Fetch
from linkcheck.settings import Settings
from linkcheck.vocabulary import Outcome
from tests.crawler.crawls import Office
from tests.web.server import Web

HOST = "www.example-metals.test"
ROOT = Path(settings.__file__).parent.parent


def urls(*paths: str) -> list[str]:
    return [f"http://{HOST}{path}" for path in paths]


class Told:
    """A progress that remembers."""

    def __init__(self) -> None:
        self.start: tuple[int, int] | None = None
        self.outcomes: list[Outcome] = []

    def started(self, done: int, total: int) -> None:
        self.start = done, total

    def fetched(self, fetch: Fetch) -> None:
        self.outcomes.append(fetch.outcome)


def test_every_pending_fetch_gets_one_outcome_also_what_cannot_be_asked_for(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    cited = {
        f"http://{HOST}/report.pdf": Outcome.OK,
        "mailto:office@example-metals.test": Outcome.UNSUPPORTED_SCHEME,
        "ftp://ftp.example-metals.test/report.pdf": Outcome.UNSUPPORTED_SCHEME,
        "http://[::1": Outcome.INVALID_URL,
        "http://www.example-metals.test:99999/": Outcome.INVALID_URL,
        "http:///report.pdf": Outcome.INVALID_URL,
        "not a url": Outcome.UNSUPPORTED_SCHEME,
        "http://nowhere.example-metals.invalid/": Outcome.DNS_FAILURE,
    }
    configured = office.settings(web, HOST)
    run_id = office.start(cited, configured)
    told = Told()
    assert crawl(office.engine, run_id, configured, told) == CrawlResult(done=len(cited), pending=0)
    assert dict(office.rows(run_id)) == cited
    assert told.start == (0, len(cited))
    assert sorted(told.outcomes) == sorted(cited.values())


def test_a_site_is_not_blamed_for_where_it_sends_us(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    broken = "www.broken-metals.test"
    onward = f"/redirect/to?location=http://{broken}/status/503"
    cited = urls(*(f"{onward}?{number}" for number in range(7)), "/report.pdf")
    fetches = office.fetch(cited, office.settings(web, HOST, broken))
    assert [fetches[url].outcome for url in cited] == [Outcome.SERVER_ERROR] * 7 + [Outcome.OK]
    assert len(web.log.targets(broken)) == 5
    assert [len(fetches[url].hops) for url in cited] == [2, 2, 2, 2, 2, 1, 1, 1]


def test_a_finished_run_is_marked_and_crawling_it_again_asks_nobody(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    configured = office.settings(web, HOST)
    run_id = office.start(urls("/report.pdf"), configured)
    office.crawl(run_id, configured)
    asked = len(web.log.requests)
    assert office.crawl(run_id, configured) == CrawlResult(done=1, pending=0)
    assert len(web.log.requests) == asked


def test_signal_handlers_are_as_they_were(web: Web, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    mine, interrupting = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        office = Office(tmp_path)
        office.fetch(urls("/report.pdf"), office.settings(web, HOST))
        assert signal.getsignal(signal.SIGTERM) is mine
        assert signal.getsignal(signal.SIGINT) is interrupting
    finally:
        signal.signal(signal.SIGTERM, before)


def test_many_crawls_in_one_process_leave_nothing_of_each_behind(web: Web, tmp_path: Path) -> None:
    def crawled(name: str) -> int:
        office = Office(tmp_path / name)
        (tmp_path / name).mkdir()
        configured = office.settings(web, HOST)
        office.crawl(office.start(urls("/report.pdf", "/redirect/301"), configured), configured)
        office.engine.dispose()
        return sum(type(one) in (Crawler, Job, Session) for one in gc.get_objects())

    first = crawled("0")
    assert max(crawled(str(number)) for number in range(1, 6)) <= first


def test_a_crawl_can_be_made_in_another_thread(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    configured = office.settings(web, HOST)
    run_id = office.start(urls("/report.pdf"), configured)
    results: list[CrawlResult] = []
    thread = threading.Thread(target=lambda: results.append(office.crawl(run_id, configured)))
    thread.start()
    thread.join()
    assert results == [CrawlResult(done=1, pending=0)]


def test_a_fault_of_our_own_is_not_the_sites(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty(head: Head) -> str:
        if head.status == 403:
            raise ZeroDivisionError("a bug")
        return challenge.wall(head)

    office = Office(tmp_path)
    configured = office.settings(web, HOST)
    cited = urls("/report.pdf", "/status/403", "/status/404", "/redirect/to?location=/status/403", "/news.html")
    run_id = office.start(cited, configured)
    monkeypatch.setattr(outcomes, "wall", faulty)
    result = office.crawl(run_id, configured)
    assert (result.done, result.pending, result.interrupted) == (3, 2, False)
    assert sorted(result.faults) == [f"{url}: ZeroDivisionError: a bug" for url in sorted((cited[1], cited[3]))]
    assert [url for url, outcome in office.rows(run_id) if outcome is None] == [cited[1], cited[3]]
    assert "a bug" in caplog.text
    monkeypatch.undo()
    assert office.crawl(run_id, configured) == CrawlResult(done=5, pending=0)
    assert dict(office.rows(run_id))[cited[1]] == Outcome.FORBIDDEN


@pytest.mark.parametrize(
    "where",
    [
        "crawler.spiders.disclosures.DisclosuresSpider._request",
        "crawler.spiders.disclosures.DisclosuresSpider._seen",
        "crawler.pipelines.keeping._entry",
        "crawler.keeper.Keeper._look_up",
        "crawler.keeper.Keeper._write",
        "crawler.pipelines.documents.DocumentPipeline._examined",
        "crawler.keeper.Keeper._recorded",
        "crawler.middlewares.robots.RobotsMiddleware._ask",
        "crawler.middlewares.redirects.RedirectMiddleware.process_response",
        "crawler.feed.Feed.next",
    ],
)
def test_wherever_our_code_breaks_the_crawl_ends_and_the_next_one_completes_it(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    office = Office(tmp_path)
    configured = office.settings(web, HOST)
    run_id = office.start(urls("/report.pdf", "/redirect/301"), configured)
    monkeypatch.setattr(where, broken)
    result = office.crawl(run_id, configured)
    assert (result.done, result.pending) == (0, 2)
    assert result.faults
    monkeypatch.undo()
    assert office.crawl(run_id, configured) == CrawlResult(done=2, pending=0)


def test_a_file_that_holds_no_authorities_is_said_before_anything_is_asked(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    nothing = tmp_path / "authorities.pem"
    nothing.write_text("no certificates")
    configured = office.settings(web, HOST, ca_file=nothing)
    run_id = office.start(urls("/report.pdf"), configured)
    with pytest.raises(UsageError, match=r"authorities\.pem"):
        office.crawl(run_id, configured)
    assert web.log.requests == []


def test_an_archive_that_cannot_be_made_is_said_before_anything_is_asked(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    (tmp_path / "file").touch()
    configured = office.settings(web, HOST, archive=tmp_path / "file" / "evidence")
    run_id = office.start(urls("/report.pdf"), configured)
    with pytest.raises(ArchiveTrouble, match="can't be made"):
        office.crawl(run_id, configured)
    assert web.log.requests == []


def scrapy(*arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def in_words(office: Office, configured: Settings, web: Web) -> dict[str, str]:
    """The settings as the environment has them."""
    return {
        "LINKCHECK_DATABASE": office.database,
        "LINKCHECK_ARCHIVE": str(configured.archive),
        "LINKCHECK_RESOLVE": f'["{HOST}:80:127.0.0.1:{web.port("http")}"]',
        "LINKCHECK_ALLOW_NETWORKS": '["127.0.0.1/32"]',
        "LINKCHECK_DELAY": "0",
    }


def test_scrapys_own_command_can_be_stopped_while_a_document_is_examined(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    configured = office.settings(web, HOST)
    run_id = office.start(urls("/body/slow.pdf"), configured)
    command = [sys.executable, "-m", "scrapy", "crawl", "disclosures", "-a", f"run={run_id}"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | in_words(office, configured, web)) as crawled:
        try:
            while not web.log.of(robots=False):
                assert crawled.poll() is None
                time.sleep(0.1)
            time.sleep(1)  # the document has come, and is looked into
            for _ in range(2):
                crawled.send_signal(signal.SIGINT)
                time.sleep(0.2)
            crawled.wait(20)
        finally:
            crawled.kill()
    assert dict(office.rows(run_id)) == {urls("/body/slow.pdf")[0]: None}
    assert office.crawl(office.start(urls("/report.pdf"), configured), configured).pending == 0, "its lock is free"


def test_a_progress_that_breaks_is_told_nothing_more_and_changes_nothing(
    web: Web, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Told):
        def fetched(self, fetch: Fetch) -> None:
            super().fetched(fetch)
            raise BrokenPipeError

    office = Office(tmp_path)
    configured = office.settings(web, HOST)
    run_id, told = office.start(urls("/report.pdf", "/status/404"), configured), Broken()
    assert crawl(office.engine, run_id, configured, told) == CrawlResult(done=2, pending=0)
    assert len(told.outcomes) == 1
    assert "nobody can be told" in caplog.text


def test_scrapys_own_commands_work(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    configured = office.settings(web, HOST)
    run_id = office.start(urls("/report.pdf", "/status/404"), configured)
    environment = in_words(office, configured, web)
    listed = scrapy("list", environment=environment)
    assert (listed.returncode, listed.stdout) == (0, "disclosures\n")
    crawled = scrapy("crawl", "disclosures", "-a", f"run={run_id}", environment=environment)
    assert (crawled.returncode, crawled.stdout, crawled.stderr) == (0, "", "")
    assert dict(office.rows(run_id)) == dict(zip(urls("/report.pdf", "/status/404"), ("ok", "gone"), strict=True))


def test_every_setting_says_why() -> None:
    source = Path(settings.__file__).read_text()
    lines = source.splitlines()
    named = 0
    for statement in ast.parse(source).body:
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)):
            continue
        above = statement.lineno - 2
        while lines[above].strip() and not lines[above].startswith("#"):
            above -= 1  # a group of settings stands under one reason
        assert lines[above].startswith("#"), f"line {statement.lineno}: {lines[statement.lineno - 1]}"
        named += 1
    assert named > 20
