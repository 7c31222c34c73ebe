"""Seven kinds of host, each with what it has and what it hasn't, PDF and web page, asked by the crawl itself."""

from __future__ import annotations

import threading
from collections import Counter
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from linkcheck.documents.soft404 import likeness
from linkcheck.verdicts import Check, Verdict
from linkcheck.vocabulary import EvidenceState, Outcome
from tests.crawler.crawls import Office
from tests.web.server import Web
from tests.web.soft import KINDS

NAMES = ("esg.pdf", "esg.html", "gone-2024.pdf", "gone-2024.html")
CASES = list(product(KINDS, NAMES))


def _host(kind: str) -> str:
    return f"www.{kind}.test"


def _url(kind: str, name: str) -> str:
    return f"http://{_host(kind)}/soft/{kind}/{name}"


class Crawled(NamedTuple):
    """One crawl over all cases: what each URL is worth, and what was asked for, by host."""

    verdicts: dict[str, Verdict]
    asked: list[tuple[str, str]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    with Web() as web:
        office = Office(tmp_path_factory.mktemp("office"))
        settings = office.settings(web, *map(_host, KINDS))
        run = office.start([_url(kind, name) for kind, name in CASES], settings)
        office.crawl(run, settings)
        return Crawled(office.verdicts(run), [(request.host, request.path) for request in web.log.requests])


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_gone_is_never_live_and_live_is_never_doubted(kind: str, name: str, crawled: Crawled) -> None:
    gone = EvidenceState.DEAD if kind == "honest" else EvidenceState.DOUBTFUL
    verdict = crawled.verdicts[_url(kind, name)]
    assert verdict.state is (EvidenceState.LIVE if name.startswith("esg") else gone), verdict.reasons


def test_one_sibling_is_asked_for_per_host_and_extension(crawled: Crawled) -> None:
    assert len(CASES) == 28
    siblings = Counter(
        (host, Path(path).suffix)
        for host, path in crawled.asked
        if "/soft/" in path and path != "/soft/login" and Path(path).name not in NAMES
    )
    assert set(siblings.values()) == {1}
    assert {extension for _, extension in siblings} == {".pdf", ".html"}
    assert siblings.keys() >= {(_host(kind), ".html") for kind in KINDS}
    assert (_host("honest"), ".pdf") not in siblings  # a 404 and a long PDF need no second question


def test_pages_are_not_compared_in_the_crawls_own_thread(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def watched(*pages: str) -> float:
        threads.append(threading.current_thread())
        return likeness(*pages)

    monkeypatch.setattr("crawler.pipelines.probes.likeness", watched)
    office = Office(tmp_path)
    settings = office.settings(web, _host("echoing"))
    run = office.start([_url("echoing", "gone-2024.html")], settings)
    office.crawl(run, settings)
    assert threads
    assert threading.main_thread() not in threads


@pytest.mark.parametrize("name", ["same-page", "echoing", "home-in-place"])
def test_the_reason_names_the_address_that_can_not_exist(name: str, web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    url = _url(name, "gone-2024.html")
    settings = office.settings(web, _host(name))
    run = office.start([url], settings)
    office.crawl(run, settings)
    reason = office.verdicts(run)[url].reasons[0]
    assert reason.code is Check.SOFT_404
    (probe,) = [request.target for request in web.log.requests if request.path.endswith(".html")][1:]
    assert reason.proof.url == f"http://{_host(name)}{probe}"


@pytest.mark.parametrize(
    ("kind", "name", "check"),
    [
        ("words", "gone-2024", Check.SOFT_404),
        ("regret-in-pdf", "gone-2024.pdf", Check.SOFT_404),
        ("shell", "gone-2024", Check.SOFT_404),
    ],
)
def test_regret_that_is_no_page_with_words(kind: str, name: str, check: Check, web: Web, tmp_path: Path) -> None:
    office, url = Office(tmp_path), _url(kind, name)
    settings = office.settings(web, _host(kind))
    run = office.start([url], settings)
    office.crawl(run, settings)
    verdict = office.verdicts(run)[url]
    assert verdict.state is EvidenceState.DOUBTFUL
    assert check in [reason.code for reason in verdict.reasons]


def test_robots_txt_keeps_the_crawl_from_asking(web: Web, tmp_path: Path) -> None:
    """Then it can't be told, and what can't be told is no doubt."""
    office = Office(tmp_path)
    host = "www.northwind.test"
    web.robots[host] = "/robots/deny-but-esg"
    url = f"http://{host}/soft/same-page/esg.html"
    fetch = office.fetch([url], office.settings(web, host))[url]
    assert fetch.outcome is Outcome.OK
    assert fetch.probe is not None
    assert (fetch.probe.outcome, fetch.probe.likeness) == (Outcome.ROBOTS_DISALLOWED, None)
    assert [request.path for request in web.log.requests] == ["/robots.txt", "/soft/same-page/esg.html"]


def test_the_sibling_waits_its_turn(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    host = "www.northwind.test"
    url = f"http://{host}/soft/same-page/esg.html"
    office.fetch([url], office.settings(web, host, delay=0.3))
    _, cited, probe = [request.at for request in web.log.requests]
    assert probe - cited >= 0.29
