from __future__ import annotations

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.store import reports
from linkcheck.store.snapshot import Snapshot, load_snapshot
from linkcheck.vocabulary import Outcome
from tests.linkcheck.store import examples
from tests.linkcheck.store.crawling import crawl
from tests.linkcheck.store.examples import GHG, POLICY, WATER


def test_an_empty_store_has_an_empty_snapshot(session: Session) -> None:
    assert load_snapshot(session) == Snapshot(None, ())


def test_a_report_that_was_never_crawled_has_no_fetches(session: Session) -> None:
    reports.add_report(session, examples.report())
    snapshot = load_snapshot(session)
    assert snapshot.run is None
    assert snapshot.reports[0].report == examples.report()
    assert (snapshot.reports[0].fetches, snapshot.reports[0].history) == ({}, {})


def test_each_url_has_its_latest_finished_fetch_and_its_history(session: Session) -> None:
    report_id = reports.add_report(session, examples.report())
    crawl(session, report_id, 0, {POLICY: Outcome.OK, GHG: Outcome.GONE})
    last = crawl(session, report_id, 1, {POLICY: Outcome.TIMEOUT})
    snapshot = load_snapshot(session)
    assert snapshot.run is not None
    assert (snapshot.run.id, snapshot.run.finished_at, snapshot.run.user_agent) == (last, None, "test")
    (report,) = snapshot.reports
    assert {url: f.outcome for url, f in report.fetches.items()} == {POLICY: Outcome.TIMEOUT, GHG: Outcome.GONE}
    assert [f.outcome for f in report.history[POLICY]] == [Outcome.OK, Outcome.TIMEOUT]
    assert [len(f.hops) for f in report.history[POLICY]] == [0, 1]
    assert report.history[POLICY][0].document == examples.document()


def test_the_history_tells_each_fetch_with_its_run_and_what_a_second_look_showed(session: Session) -> None:
    report_id = reports.add_report(session, examples.report([POLICY]))
    look = examples.full_fetch(POLICY).second_look
    ran = [
        crawl(session, report_id, 0, {POLICY: Outcome.TLS_EXPIRED}, second_look=look),
        crawl(session, report_id, 1, {POLICY: Outcome.OK}),
        crawl(session, report_id, 2, {POLICY: Outcome.OK}),
    ]
    snapshot = load_snapshot(session)
    assert snapshot.reports[0].runs == {POLICY: tuple(ran)}
    assert [f.second_look for f in snapshot.reports[0].history[POLICY]] == [look, None, None]
    assert [run.id for run in snapshot.earlier] == ran[:2]


def test_a_run_asked_for_is_shown_as_it_was_then(session: Session) -> None:
    report_id = reports.add_report(session, examples.report())
    first = crawl(session, report_id, 0, {POLICY: Outcome.OK, GHG: Outcome.GONE, WATER: Outcome.OK})
    second = crawl(session, report_id, 1, {POLICY: Outcome.TIMEOUT}, urls=[POLICY])
    crawl(session, report_id, 2, {POLICY: Outcome.GONE, GHG: Outcome.OK})
    (as_of_first,) = load_snapshot(session, run_id=first).reports
    assert [f.outcome for f in as_of_first.history[POLICY]] == [Outcome.OK]
    (as_of_second,) = load_snapshot(session, run_id=second).reports
    assert {url: f.outcome for url, f in as_of_second.fetches.items()} == {
        POLICY: Outcome.TIMEOUT,
        GHG: Outcome.GONE,
        WATER: Outcome.OK,
    }
    assert [f.outcome for f in as_of_second.history[POLICY]] == [Outcome.OK, Outcome.TIMEOUT]


def test_the_run_asked_for_goes_before_one_that_ended_later(session: Session) -> None:
    report_id = reports.add_report(session, examples.report([POLICY]))
    crawl(session, report_id, 9, {POLICY: Outcome.GONE})
    asked = crawl(session, report_id, 1, {POLICY: Outcome.OK})
    assert load_snapshot(session, run_id=asked).reports[0].fetches[POLICY].outcome is Outcome.OK
    assert load_snapshot(session).reports[0].fetches[POLICY].outcome is Outcome.GONE


def test_only_the_reports_asked_for_and_their_last_run(session: Session) -> None:
    one = reports.add_report(session, examples.report([POLICY]))
    other = reports.add_report(session, examples.report([GHG], sha256="b" * 64))
    run_id = crawl(session, one, 0, {POLICY: Outcome.OK})
    crawl(session, other, 1, {GHG: Outcome.OK})
    snapshot = load_snapshot(session, [one])
    assert snapshot.run is not None
    assert snapshot.run.id == run_id
    assert [list(r.fetches) for r in snapshot.reports] == [[POLICY]]
    assert [list(r.fetches) for r in load_snapshot(session, [other, one, other]).reports] == [[GHG], [POLICY]]


def test_two_spellings_lead_to_one_fetch_of_the_first(session: Session) -> None:
    shouted = POLICY.replace("https://www", "HTTPS://WWW")
    report_id = reports.add_report(session, examples.report([POLICY, shouted, POLICY + "#page=3"]))
    crawl(session, report_id, 0, {POLICY: Outcome.OK})
    fetches = load_snapshot(session).reports[0].fetches
    assert list(fetches) == [POLICY, shouted, POLICY + "#page=3"]
    assert {f.url for f in fetches.values()} == {POLICY}


@pytest.mark.parametrize(("asked", "says"), [({"report_ids": [5]}, "no report 5"), ({"run_id": 5}, "no run 5")])
def test_what_is_not_there_is_one_line(session: Session, asked: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        load_snapshot(session, **asked)  # type: ignore[arg-type]  # of the table above


def test_the_number_of_queries_does_not_grow_with_reports_and_citations(engine: Engine, session: Session) -> None:
    statements: list[str] = []
    for count in (1, 40):
        urls = [f"https://example.com/{number}" for number in range(count)]
        report_id = reports.add_report(session, examples.report(urls, sha256=f"{count:064}"))
        crawl(session, report_id, 0, dict.fromkeys(urls, Outcome.OK))
        crawl(session, report_id, 1, dict.fromkeys(urls, Outcome.OK))
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    numbers = []
    for report_ids in ([1], [1, 2]):
        statements.clear()
        load_snapshot(session, report_ids)
        numbers.append(sum(statement.startswith("SELECT") for statement in statements))
    assert numbers == [14, 14]
