"""Large bodies cost no memory, and looking again costs next to nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.vocabulary import EvidenceState, Outcome
from tests.crawler.children import FINISHED, crawling
from tests.crawler.crawls import Office
from tests.web.server import Web

HOST = "www.example-metals.test"
MIB = 2**20


def peak(web: Web, folder: Path, size: int, framing: str) -> int:
    """Bytes of memory that a crawl of one body of that size holds at most."""
    office = Office(folder)
    settings = office.settings(web, HOST, max_bytes=400 * MIB, total_timeout=100)
    url = f"http://{HOST}/body/zeros?bytes={size}&framing={framing}"
    run_id = office.start([url], settings)
    with crawling(settings, run_id) as child:
        assert child.ended(seconds=100) == FINISHED, child.error
    (fetch,) = office.fetches(run_id).values()
    assert (fetch.outcome, fetch.bytes) == (Outcome.OK, size)
    office.engine.dispose()
    for file in settings.archive.rglob("*"):
        if file.is_file():
            file.unlink()
    return child.peak


@pytest.mark.parametrize(("framing", "size"), [("length", 300 * MIB), ("chunked", 80 * MIB)])
def test_memory_stays_flat_however_large_a_body_is(web: Web, tmp_path: Path, framing: str, size: int) -> None:
    for name in ("idle", "large"):
        (tmp_path / name).mkdir()
    idle = peak(web, tmp_path / "idle", 1000, framing)
    large = peak(web, tmp_path / "large", size, framing)
    assert large - idle < 30 * MIB


def test_an_unchanged_site_is_looked_at_again_for_next_to_nothing(web: Web, tmp_path: Path) -> None:
    hosts = [f"www.company-{number}.test" for number in range(8)]
    urls = [f"http://{host}/kept/{number}.pdf" for host in hosts for number in range(5)]
    office = Office(tmp_path)
    settings = office.settings(web, *hosts)
    first = office.fetch(urls, settings)
    transferred = web.log.sent
    run_id = office.start(urls, settings)
    office.crawl(run_id, settings)
    again = office.fetches(run_id)
    assert web.log.sent - transferred < transferred / 100
    assert {fetch.outcome for fetch in again.values()} == {Outcome.NOT_MODIFIED}
    assert {url: fetch.sha256 for url, fetch in again.items()} == {url: fetch.sha256 for url, fetch in first.items()}
    assert {verdict.state for verdict in office.verdicts(run_id).values()} == {EvidenceState.LIVE}


@pytest.mark.parametrize("path", ["etag", "weak-etag", "modified", "both"])
def test_each_kind_of_validator_is_given_back(web: Web, tmp_path: Path, path: str) -> None:
    urls = [f"http://{HOST}/kept/{path}.pdf"]
    office = Office(tmp_path)
    settings = office.settings(web, HOST)
    outcomes = [office.fetch(urls, settings)[urls[0]].outcome for _ in range(3)]
    assert outcomes == [Outcome.OK, Outcome.NOT_MODIFIED, Outcome.NOT_MODIFIED]


@pytest.mark.parametrize("path", ["ignoring", "changing", "odd-etag"])
def test_who_sends_the_document_again_is_believed(web: Web, tmp_path: Path, path: str) -> None:
    urls = [f"http://{HOST}/kept/{path}.pdf"]
    office = Office(tmp_path)
    settings = office.settings(web, HOST)
    outcomes = [office.fetch(urls, settings)[urls[0]].outcome for _ in range(2)]
    assert outcomes == [Outcome.OK, Outcome.OK]


def test_only_a_whole_and_good_answer_is_asked_for_changes(web: Web, tmp_path: Path) -> None:
    urls = [f"http://{HOST}{path}" for path in ("/drop/inside-body", "/status/404", "/wall/cloudflare-403")]
    office = Office(tmp_path)
    settings = office.settings(web, HOST)
    for _ in range(2):
        office.fetch(urls, settings)
    headers = [(request.header("If-None-Match"), request.header("If-Modified-Since")) for request in web.log.of(HOST)]
    assert set(headers) == {(None, None)}
