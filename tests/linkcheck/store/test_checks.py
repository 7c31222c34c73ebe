from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from linkcheck.store import reports
from linkcheck.store.checks import check
from linkcheck.store.models import FetchRow, ResourceRow, RunRow
from linkcheck.vocabulary import Outcome
from tests.linkcheck.store import examples
from tests.linkcheck.store.crawling import crawl
from tests.linkcheck.store.examples import GHG, POLICY, START, WATER


@pytest.fixture
def run_id(session: Session) -> int:
    """A run that is in order, with every kind of fetch."""
    report_id = reports.add_report(session, examples.report())
    crawl(session, report_id, 0, {POLICY: Outcome.OK, GHG: Outcome.GONE, WATER: Outcome.TIMEOUT})
    return crawl(session, report_id, 1, {POLICY: Outcome.NOT_MODIFIED, GHG: Outcome.OK})


def test_a_store_in_order_has_nothing_to_say(session: Session, run_id: int) -> None:
    assert check(session) == []


@pytest.mark.parametrize(
    ("where", "change", "says"),
    [
        (FetchRow.outcome.is_(None), {"finished_at": START}, "pending fetches with a result: 1"),
        (FetchRow.outcome.is_(None), {"sha256": "0" * 64}, "pending fetches with a result: 1"),
        (FetchRow.outcome == "timeout", {"outcome": "nonsense"}, "outcomes that are none: 1"),
        (FetchRow.outcome == "timeout", {"finished_at": None}, "outcomes without their times: 1"),
        (FetchRow.outcome == "ok", {"warc_record_id": None}, "bodies that the archive doesn't keep: 2"),
        (FetchRow.outcome == "ok", {"warc_offset": None}, "places in the archive that are told in part: 2"),
        (FetchRow.outcome == "not_modified", {"body_file": "x"}, "places in the archive that are told in part: 1"),
    ],
    ids=str,
)
def test_a_fetch_out_of_order_is_told(
    session: Session, run_id: int, where: Any, change: dict[str, Any], says: str
) -> None:
    session.execute(update(FetchRow).where(where).values(**change))
    assert says in check(session)


def test_a_run_that_was_finished_too_soon_is_told(session: Session, run_id: int) -> None:
    session.execute(update(RunRow).where(RunRow.id == run_id).values(finished_at=START))
    assert check(session) == ["finished runs with pending fetches: 1"]


def test_a_changed_url_is_told(session: Session, run_id: int) -> None:
    session.execute(update(ResourceRow).where(ResourceRow.url == GHG).values(url=GHG + "x"))
    (line,) = check(session)
    assert line.startswith("resources whose URL was changed: 1, the first is ")


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_orphans_are_told(session: Session, run_id: int) -> None:
    session.commit()
    session.execute(text("PRAGMA foreign_keys = OFF"))  # within a transaction SQLite ignores it
    session.rollback()
    connection = session.connection().connection.driver_connection
    assert connection is not None
    connection.execute("ROLLBACK")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM report")
    connection.execute("DELETE FROM document")
    connection.execute("DELETE FROM resource")
    connection.execute("BEGIN")
    assert check(session) == [
        "citations without their report: 4",
        "citations without their resource: 4",
        "fetches without their resource: 6",
        "fetches whose document is missing: 3",
    ]
