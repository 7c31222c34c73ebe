"""Politeness, as the servers see it: their own clock, their own count."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from linkcheck.vocabulary import Outcome
from tests.crawler.crawls import Office
from tests.web.server import Web

WWW, BARE = "www.example-metals.test", "example-metals.test"
"""Two names of one registrable domain: one slot."""

LATENESS = 0.15
"""Seconds that a busy machine may deliver one request later than the one after it."""


def urls(*paths: str, host: str = WWW) -> list[str]:
    return [f"http://{host}{path}" for path in paths]


def pages(count: int, host: str = WWW) -> list[str]:
    """So many addresses at which the server says that there is nothing: no document to examine either."""
    return urls(*(f"/status/404?{number}" for number in range(count)), host=host)


def kept(gaps: list[float], delay: float) -> bool:
    """Whether requests were `delay` apart: each nearly, all together surely."""
    return min(gaps) >= delay - LATENESS and sum(gaps) >= delay * len(gaps) - LATENESS


def test_the_delay_is_kept_between_all_requests_to_a_registrable_domain(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.fetch(pages(3) + pages(3, BARE), office.settings(web, WWW, BARE, delay=0.3))
    assert len(web.log.of(WWW, BARE)) == 8
    assert kept(web.log.gaps(WWW, BARE), 0.3)
    assert web.log.most_at_once(WWW, BARE) == 1


def test_two_domains_do_not_wait_for_each_other(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    hosts = [f"www.domain-{number}.test" for number in range(8)]
    office.fetch([url for host in hosts for url in pages(2, host)], office.settings(web, *hosts, delay=0.5))
    requests = web.log.of()
    assert len(requests) == 24
    assert requests[-1].at - requests[0].at < 0.5 * 12


def test_redirects_to_a_domain_wait_for_its_slot_too(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    others = [f"other-{number}.test" for number in range(3)]
    cited = [f"http://{other}/redirect/absolute/http/{WWW}" for other in others]
    office.fetch(cited, office.settings(web, WWW, *others, delay=0.4))
    assert len(web.log.targets(WWW)) == 3
    assert kept(web.log.gaps(WWW), 0.4)


def test_a_crawl_delay_is_kept(web: Web, tmp_path: Path) -> None:
    web.robots[WWW] = web.robots[BARE] = "/robots/delay"
    office = Office(tmp_path)
    fetches = office.fetch(pages(2) + pages(2, BARE), office.settings(web, WWW, BARE))
    asked = web.log.of(WWW, BARE, robots=False)
    gaps = [later.at - earlier.at for earlier, later in itertools.pairwise(asked)]
    assert len(asked) == 4
    assert kept(gaps, 0.6)
    assert all("0.6" in fetch.robots for fetch in fetches.values())


def test_a_huge_crawl_delay_is_capped_and_recorded(web: Web, tmp_path: Path) -> None:
    web.robots[WWW] = "/robots/delay-huge"
    office = Office(tmp_path)
    fetches = office.fetch(pages(3), office.settings(web, WWW, max_crawl_delay=0.3))
    assert {fetch.outcome for fetch in fetches.values()} == {Outcome.GONE}
    assert kept(web.log.gaps(WWW), 0.3)
    assert all("86400" in fetch.robots for fetch in fetches.values())


@pytest.mark.parametrize("busy", ["/busy/503/seconds", "/busy/429/seconds", "/busy/503/date", "/busy/429/date"])
def test_retry_after_holds_the_whole_domain(web: Web, tmp_path: Path, busy: str) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, WWW, BARE, retries=1)
    fetches = office.fetch(urls(f"{busy}?seconds=1") + pages(3) + pages(3, BARE), settings)
    assert {fetch.outcome for fetch in fetches.values()} == {Outcome.OK, Outcome.GONE}
    requests = web.log.of(WWW, BARE)
    asked = next(number for number, request in enumerate(requests) if request.path == busy)
    assert requests[asked + 1].at - requests[asked].at >= 1 - LATENESS
    assert fetches[f"http://{WWW}{busy}?seconds=1"].attempts == 2


@pytest.mark.parametrize(("status", "outcome"), [(429, Outcome.RATE_LIMITED), (503, Outcome.SERVER_ERROR)])
def test_who_asks_to_come_back_much_later_is_left_alone(
    web: Web, tmp_path: Path, status: int, outcome: Outcome
) -> None:
    office = Office(tmp_path)
    busy = f"/busy/{status}/seconds?seconds=3600"
    settings = office.settings(web, WWW, BARE, retries=2, max_retry_after=5)
    fetches = office.fetch(urls(busy) + pages(2) + pages(2, BARE), settings)
    assert web.log.targets(WWW, BARE) == [busy]
    assert {fetch.outcome for fetch in fetches.values()} == {outcome}
    assert "3600" in fetches[f"http://{WWW}{busy}"].detail


def test_disallowed_urls_are_never_fetched_however_many_come_at_once(web: Web, tmp_path: Path) -> None:
    web.robots[WWW] = "/robots/deny-late"
    office = Office(tmp_path)
    fetches = office.fetch(pages(20), office.settings(web, WWW, concurrency_per_domain=20))
    assert web.log.targets(WWW) == []
    assert len(web.log.of(WWW)) == 1
    assert [fetch.outcome for fetch in fetches.values()] == [Outcome.ROBOTS_DISALLOWED] * 20


def test_a_redirect_into_a_disallowed_place_is_not_followed(web: Web, tmp_path: Path) -> None:
    web.robots[WWW] = "/robots/deny"
    office = Office(tmp_path)
    cited = f"http://open.test/redirect/absolute/http/{WWW}"
    fetches = office.fetch([cited], office.settings(web, WWW, "open.test"))
    assert fetches[cited].outcome is Outcome.ROBOTS_DISALLOWED
    assert len(fetches[cited].hops) == 1
    assert web.log.targets(WWW) == []


def test_robots_txt_is_asked_once_for_each_host_and_scheme(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.fetch(pages(5) + [url.replace("http:", "https:") for url in pages(2)], office.settings(web, WWW))
    asked = [request.listener for request in web.log.of(WWW) if request.path == "/robots.txt"]
    assert sorted(asked) == ["http", "verified"]


@pytest.mark.parametrize("failing", ["drop/before-head", "reset/before-head", "status/503", "drop/inside-body"])
def test_what_can_pass_is_tried_again_with_growing_pauses(web: Web, tmp_path: Path, failing: str) -> None:
    office = Office(tmp_path)
    cited = urls(f"/flaky/2/{failing}")
    # without robots.txt, which would leave a connection open: one that went away meanwhile is replaced at once
    settings = office.settings(web, WWW, retries=2, retry_pause=0.2, obey_robots=False)
    fetch = office.fetch(cited, settings)[cited[0]]
    assert (fetch.outcome, fetch.attempts) == (Outcome.OK, 3)
    first, second, third = (request.at for request in web.log.of(WWW, robots=False))
    assert second - first >= 0.2 - LATENESS / 2
    assert third - second >= 0.4 - LATENESS


def test_what_cannot_pass_is_asked_once(web: Web, tmp_path: Path) -> None:
    paths = ["/status/404", "/status/410", "/status/401", "/status/403", "/status/400", "/wall/cloudflare-503"]
    paths += ["/redirect/self", "/head/no-colon", "/body/zeros?bytes=2000000", "/status/451"]
    office = Office(tmp_path)
    fetches = office.fetch(urls(*paths), office.settings(web, WWW, retries=2))
    assert sorted(web.log.targets(WWW)) == sorted(paths)
    assert {fetch.attempts for fetch in fetches.values()} == {1}


def test_a_domain_that_fails_five_times_in_a_row_is_left_for_the_rest_of_the_run(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    cited = urls(*(f"/status/503?{number}" for number in range(6))) + urls("/status/503", "/report.pdf", host=BARE)
    fetches = office.fetch(cited, office.settings(web, WWW, BARE))
    assert len(web.log.targets(WWW, BARE)) == 5
    assert {fetch.outcome for fetch in fetches.values()} == {Outcome.SERVER_ERROR}
    assert sorted(fetch.attempts for fetch in fetches.values()) == [0, 0, 0, 1, 1, 1, 1, 1]


def test_one_answer_in_between_keeps_a_domain_in_the_run(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    failing = [f"/status/503?{number}" for number in range(8)]
    cited = urls(*failing[:4], "/report.pdf", *failing[4:])
    office.fetch(cited, office.settings(web, WWW))
    assert len(web.log.targets(WWW)) == 9


def test_requests_are_honest_and_plain(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, WWW, contact="office@example-metals.test")
    office.fetch(urls("/head/large-cookies", "/report.pdf", "/redirect/301"), settings)
    requests = web.log.of(WWW)
    assert {request.method for request in requests} == {"GET"}
    assert {request.header("User-Agent") for request in requests} == {settings.agent()}
    assert "office@example-metals.test" in settings.agent()
    assert {request.header("Accept-Encoding") for request in requests} == {"identity"}
    assert not any(request.header("Cookie") or request.header("Referer") for request in requests)


def test_another_user_agent_can_be_set(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.fetch(urls("/report.pdf"), office.settings(web, WWW, user_agent="Northwind-Auditor/1.0"))
    assert {request.header("User-Agent") for request in web.log.of(WWW)} == {"Northwind-Auditor/1.0"}


def test_robots_can_be_left_unasked(web: Web, tmp_path: Path) -> None:
    web.robots[WWW] = "/robots/deny"
    office = Office(tmp_path)
    fetches = office.fetch(urls("/report.pdf"), office.settings(web, WWW, obey_robots=False))
    assert {fetch.outcome for fetch in fetches.values()} == {Outcome.OK}
    assert web.log.targets(WWW) == ["/report.pdf"]
