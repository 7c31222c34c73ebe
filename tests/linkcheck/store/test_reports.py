from __future__ import annotations

import threading

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.report import AuditReport, Finding, Source
from linkcheck.store import reports, runs
from linkcheck.store.models import CitationRow, FetchRow, ReportRow
from tests.linkcheck.store import examples


@pytest.mark.parametrize(
    "report",
    [examples.report(), examples.report(["https://example.com/a"]), AuditReport(source=examples.report().source)],
    ids=["full", "a table", "empty"],
)
def test_a_report_comes_back_as_it_was_read(session: Session, report: AuditReport) -> None:
    report_id = reports.add_report(session, report)
    session.commit()
    session.expire_all()
    assert reports.get_report(session, report_id) == report


def test_reports_come_back_in_the_order_asked(session: Session) -> None:
    first = reports.add_report(session, examples.report())
    second = reports.add_report(session, examples.report(["https://example.com/a"], sha256="b" * 64))
    assert reports.report_ids(session) == [first, second]
    assert [reports.report_id(session, letter * 64) for letter in "abc"] == [first, second, None]
    assert list(reports.get_reports(session, [second, first])) == [second, first]


def test_the_same_file_again_is_the_same_report(session: Session) -> None:
    report_id = reports.add_report(session, examples.report())
    citations = session.scalars(select(CitationRow.id)).all()
    assert reports.add_report(session, examples.report()) == report_id
    assert session.scalars(select(CitationRow.id)).all() == citations


def test_another_reading_of_the_same_file_takes_the_place_of_the_last(session: Session) -> None:
    report_id = reports.add_report(session, examples.report())
    added_at = session.scalar(select(ReportRow.added_at))
    run_id = runs.start_run(session, [report_id], user_agent="test", settings={})
    better = examples.report(["https://example.com/new"]).model_copy(update={"entity": "Northwind"})
    assert reports.add_report(session, better) == report_id
    session.commit()
    assert reports.get_report(session, report_id) == better
    assert session.scalar(select(ReportRow.added_at)) == added_at
    assert session.scalar(select(func.count()).where(FetchRow.run_id == run_id)) == 3


def test_an_unknown_report_is_one_line(session: Session) -> None:
    with pytest.raises(UsageError, match="the store has no report 7"):
        reports.get_report(session, 7)


def test_what_no_database_keeps_is_replaced(session: Session) -> None:
    nasty = "a\0b\ud800"
    source = Source(path=nasty, sha256="a" * 64, media_type=nasty)
    finding = Finding(criterion=nasty, title=nasty, comment=nasty)
    report = AuditReport(
        source=source,
        entity=nasty,
        supply_chain_activities=(nasty,),
        findings=(finding,),
        citations=(examples.citation(f"https://example.com/{nasty}", nasty),),
    )
    report_id = reports.add_report(session, report)
    session.commit()
    back = reports.get_report(session, report_id)
    assert back.entity == back.findings[0].comment == back.supply_chain_activities[0] == "a\ufffdb\ufffd"
    assert back.citations[0].url == "https://example.com/a\ufffdb\ufffd"


def test_two_processes_may_add_the_same_report_at_once(engine: Engine) -> None:
    ids: list[int] = []
    barrier = threading.Barrier(4)

    def add() -> None:
        barrier.wait()
        with Session(engine) as session:
            report_id = reports.add_report(session, examples.report())
            session.commit()
            ids.append(report_id)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1
