"""A store as runs would have left it, without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from linkcheck.report import AuditReport
from linkcheck.store import reports, runs
from linkcheck.store.engine import open_store
from linkcheck.vocabulary import Outcome
from tests.reports import factory


def run(folder: Path, known: Sequence[AuditReport], letters: Mapping[str, str], at: datetime) -> None:
    """A finished run at this time over what the reports cite. URLs end as their letters say (`factory.OUTCOMES`); those
    without one are live."""
    with Session(open_store(f"sqlite:///{folder / 'linkcheck.db'}")) as session:
        ids = [reports.add_report(session, report) for report in known]
        run_id = runs.start_run(session, ids, user_agent="test", settings={})
        pending = runs.pending(session, run_id)
        session.commit()
        for one in pending:
            fetch = factory.fetch_of(one.url, factory.OUTCOMES[letters.get(one.url, "l")], at)
            if fetch.outcome is not Outcome.OK:  # the factory has one body for each URL, whatever it is
                fetch = fetch.model_copy(update={"document": None, "sha256": None, "sha1": None})
            runs.record(session, one.fetch_id, fetch)
        runs.finish_run(session, run_id)
        session.commit()


def take_in(folder: Path, known: Sequence[AuditReport]) -> list[int]:
    """The reports in a store that knows nothing of their URLs yet; their ids."""
    with Session(open_store(f"sqlite:///{folder / 'linkcheck.db'}")) as session:
        ids = [reports.add_report(session, report) for report in known]
        session.commit()
    return ids
