from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.store import kept, reports, runs
from linkcheck.store.models import DocumentRow, FetchRow, RunRow
from linkcheck.store.snapshot import load_snapshot
from linkcheck.vocabulary import Outcome
from tests.linkcheck.store import examples
from tests.linkcheck.store.examples import GHG, POLICY, WATER, fetch

SETTINGS = {"delay": 1.0, "database": "postgresql://user:secret@host/db"}


def add(session: Session, *urls: str) -> int:
    """A report that cites the URLs."""
    return reports.add_report(session, examples.report(urls, sha256=f"{abs(hash(urls)):064x}"[-64:]))


def start(session: Session, *report_ids: int, urls: list[str] | None = None) -> int:
    run_id = runs.start_run(session, report_ids, user_agent="linkcheck/test", settings=SETTINGS, urls=urls)
    session.commit()
    return run_id


def record_all(session: Session, run_id: int, day: int = 0, **fields: Any) -> None:
    for pending in runs.pending(session, run_id):
        assert runs.record(session, pending.fetch_id, fetch(pending.url, day=day, **fields))


def test_a_run_begins_with_one_pending_fetch_per_distinct_url(session: Session) -> None:
    run_id = start(session, reports.add_report(session, examples.report()))
    assert [p.url for p in runs.pending(session, run_id)] == [POLICY, WATER, GHG]
    assert [p.site for p in runs.pending(session, run_id)] == ["northwind.example", "example.org", "northwind.example"]
    assert runs.counts(session, run_id) == (0, 3)


def test_urls_that_two_reports_cite_are_fetched_once(session: Session) -> None:
    run_id = start(session, add(session, POLICY, GHG), add(session, GHG, WATER))
    assert runs.counts(session, run_id) == (0, 3)


def test_a_run_can_be_limited_to_some_urls(session: Session) -> None:
    report_id = add(session, POLICY, GHG, WATER)
    run_id = start(session, report_id, urls=[WATER, GHG.upper().replace("GHG-2025.PDF", "ghg-2025.pdf"), WATER])
    assert {p.url for p in runs.pending(session, run_id)} == {GHG, WATER}
    assert runs.counts(session, start(session, report_id, urls=[])) == (0, 0)


def test_a_run_for_what_is_not_there_is_one_line(session: Session) -> None:
    report_id = add(session, POLICY)
    with pytest.raises(UsageError, match="the store has no report 99"):
        start(session, report_id, 99)
    with pytest.raises(UsageError, match=f"none of the reports cites {GHG}"):
        start(session, report_id, urls=[GHG])


def test_a_run_keeps_who_asked_and_how_but_no_password(session: Session) -> None:
    run_id = start(session, add(session, POLICY))
    run = session.get_one(RunRow, run_id)
    assert run.program.startswith("disclosure-linkcheck ")
    assert (run.user_agent, run.settings, run.finished_at) == ("linkcheck/test", {"delay": 1.0}, None)


def test_pending_takes_sites_by_turns(session: Session) -> None:
    urls = [f"https://{site}.example/{number}" for site in "ab" for number in range(3)]
    run_id = start(session, add(session, *urls))
    assert [p.site for p in runs.pending(session, run_id)] == ["a.example", "b.example"] * 3
    assert [site for _, site in runs.waiting(session, run_id, "b.example")] == ["b.example"] * 3


def test_of_some_fetches_those_are_told_that_are_pending(session: Session) -> None:
    run_id = start(session, add(session, POLICY, WATER, GHG))
    first, second, third = [fetch_id for fetch_id, _ in runs.waiting(session, run_id)]
    runs.record(session, second, fetch(WATER))
    assert [p.fetch_id for p in runs.pending(session, run_id, [third, second, first])] == [third, first]
    assert runs.pending(session, run_id + 1, [first]) == []


def test_an_outcome_is_recorded_once_and_for_all(session: Session) -> None:
    run_id = start(session, add(session, POLICY))
    (pending,) = runs.pending(session, run_id)
    assert runs.record(session, pending.fetch_id, fetch(POLICY))
    again = fetch(POLICY, Outcome.GONE, document=examples.document("9" * 64))
    assert not runs.record(session, pending.fetch_id, again)
    assert runs.pending(session, run_id) == []
    assert session.scalars(select(FetchRow.outcome)).all() == ["ok"]
    assert session.scalars(select(DocumentRow.sha256)).all() == ["1" * 64]


def test_record_commits(engine: Engine, session: Session) -> None:
    run_id = start(session, add(session, POLICY))
    runs.record(session, runs.pending(session, run_id)[0].fetch_id, fetch(POLICY))
    with Session(engine) as other:
        assert runs.counts(other, run_id) == (1, 1)


def test_a_fetch_comes_back_as_it_was_recorded(session: Session) -> None:
    run_id = start(session, add(session, POLICY))
    seen = examples.full_fetch(POLICY)
    runs.record(session, runs.pending(session, run_id)[0].fetch_id, seen)
    (report,) = load_snapshot(session).reports
    assert report.fetches == {POLICY: seen}
    assert report.history == {POLICY: (seen,)}


def test_hostile_texts_in_a_fetch_are_taken(session: Session) -> None:
    run_id = start(session, add(session, POLICY))
    nasty = "\0\ud800"
    seen = fetch(
        POLICY,
        detail=nasty,
        content_type=nasty,
        etag=nasty,
        final_url=nasty,
        robots=nasty,
        document=examples.document(title=nasty, score=float("nan")),
        hops=[{"url": nasty, "started_at": examples.START, "seconds": 1, "headers": [[nasty, nasty]]}],
    )
    assert runs.record(session, runs.pending(session, run_id)[0].fetch_id, seen)
    back = load_snapshot(session).reports[0].fetches[POLICY]
    assert back.hops[0].headers == (("\ufffd\ufffd", "\ufffd\ufffd"),)
    assert back.document is not None
    assert back.document.facts == {"pages": 12, "title": "\ufffd\ufffd", "score": None}


def test_a_run_is_finished_when_nothing_is_pending(session: Session) -> None:
    run_id = start(session, add(session, POLICY, GHG))
    first, second = runs.pending(session, run_id)
    runs.record(session, first.fetch_id, fetch(POLICY))
    assert not runs.finish_run(session, run_id)
    runs.record(session, second.fetch_id, fetch(GHG))
    assert runs.finish_run(session, run_id)
    finished_at = session.scalar(select(RunRow.finished_at))
    assert finished_at is not None
    assert runs.finish_run(session, run_id)
    assert session.scalar(select(RunRow.finished_at)) == finished_at


def test_an_interrupted_run_is_found_by_its_reports(session: Session) -> None:
    one, other = add(session, POLICY), add(session, GHG)
    assert runs.unfinished_run(session, [one]) is None
    run_id = start(session, one)
    assert runs.unfinished_run(session, [one]) == run_id
    assert runs.unfinished_run(session, [one, other]) is None
    assert runs.unfinished_run(session, [other]) is None
    later = start(session, other, one)
    assert runs.unfinished_run(session, [one, other]) == later
    assert runs.unfinished_run(session, [one], since=datetime.now(UTC) + timedelta(days=1)) is None
    record_all(session, run_id)
    runs.finish_run(session, run_id)
    assert runs.unfinished_run(session, [one]) is None


def test_an_interrupted_run_takes_up_what_was_read_since(session: Session) -> None:
    first = examples.report([POLICY])
    report_id = reports.add_report(session, first)
    run_id = start(session, report_id)
    reports.add_report(session, examples.report([POLICY, WATER]))
    assert runs.add_new_citations(session, run_id) == 1
    assert runs.add_new_citations(session, run_id) == 0
    assert {p.url for p in runs.pending(session, run_id)} == {POLICY, WATER}


def test_a_pending_fetch_knows_the_last_good_one_of_any_run(session: Session) -> None:
    report_id = add(session, POLICY, GHG)
    for day, outcome in enumerate([Outcome.OK, Outcome.OK, Outcome.TIMEOUT]):
        run_id = start(session, report_id)
        for pending in runs.pending(session, run_id):
            runs.record(session, pending.fetch_id, fetch(pending.url, outcome, day, etag=f'"{day}"'))
    previous = [p.previous for p in runs.pending(session, start(session, report_id))]
    assert [p.etag for p in previous if p] == ['"1"', '"1"']
    assert [p.url for p in previous if p] == [POLICY, GHG]


@pytest.mark.parametrize(
    "fields", [{"complete": False}, {"capture": None}, {"sha256": None}, {"outcome": Outcome.GONE}], ids=str
)
def test_what_can_t_be_gone_back_to_is_no_last_good_fetch(session: Session, fields: dict[str, Any]) -> None:
    report_id = add(session, POLICY)
    record_all(session, start(session, report_id), **fields)
    assert [p.previous for p in runs.pending(session, start(session, report_id))] == [None]


def test_not_modified_carries_what_the_kept_body_s_fetch_knew(session: Session) -> None:
    report_id = add(session, POLICY)
    record_all(session, start(session, report_id))
    for day in (1, 2):
        (pending,) = runs.pending(session, run_id := start(session, report_id))
        assert pending.previous is not None
        seen = fetch(POLICY, Outcome.NOT_MODIFIED, day, status=304, capture=examples.capture(7 + day), bytes=0)
        runs.record(session, pending.fetch_id, seen)
        back = load_snapshot(session, run_id=run_id).reports[0].fetches[POLICY]
        assert back.capture == examples.capture(7 + day).model_copy(update={"body": examples.capture(1)})
        assert (back.outcome, back.status, back.sha256) == (Outcome.NOT_MODIFIED, 304, "1" * 64)
        assert (back.bytes, back.content_type, back.etag) == (1000, "application/pdf", '"1"')
        assert back.document == examples.document()


def test_not_modified_without_a_record_of_its_own_leads_to_the_kept_body(session: Session) -> None:
    report_id = add(session, POLICY)
    record_all(session, start(session, report_id))
    (pending,) = runs.pending(session, start(session, report_id))
    runs.record(session, pending.fetch_id, fetch(POLICY, Outcome.NOT_MODIFIED, 1))
    assert load_snapshot(session).reports[0].fetches[POLICY].capture == examples.capture(1)


def test_not_modified_out_of_the_blue_is_recorded_as_it_is(session: Session) -> None:
    (pending,) = runs.pending(session, start(session, add(session, POLICY)))
    assert runs.record(session, pending.fetch_id, fetch(POLICY, Outcome.NOT_MODIFIED))
    assert load_snapshot(session).reports[0].fetches[POLICY].sha256 is None


def test_the_kept_body_is_a_record_that_holds_it_itself(session: Session) -> None:
    revisit = examples.capture(1).model_copy(update={"body": examples.capture(5)})
    for captured in (revisit, examples.capture(2), examples.capture(3)):
        record_all(session, start(session, add(session, POLICY)), capture=captured)
    assert kept.kept_bodies(session, ["1" * 64, "0" * 64]) == {"1" * 64: examples.capture(2)}


def test_a_document_is_kept_once_and_its_facts_renewed(session: Session) -> None:
    facts: dict[str, Any]
    for facts in ({"version": 1}, {"version": 1}, {"version": 2}):
        record_all(session, start(session, add(session, POLICY)), document=examples.document("1" * 64, **facts))
    assert session.scalars(select(DocumentRow.facts)).all() == [{"pages": 12, "version": 2}]


def test_the_number_of_queries_does_not_grow_with_the_run(engine: Engine, session: Session) -> None:
    run_id = start(session, add(session, *(f"https://example.com/{number}" for number in range(300))))
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert len(runs.pending(session, run_id)) == 300
    assert sum(statement.startswith("SELECT") for statement in statements) == 3


def test_counting_and_finishing_don_t_commit(engine: Engine, session: Session) -> None:
    run_id = start(session, add(session))
    runs.finish_run(session, run_id)
    session.rollback()
    with Session(engine) as other:
        assert other.scalar(select(func.count()).where(RunRow.finished_at.is_not(None))) == 0
