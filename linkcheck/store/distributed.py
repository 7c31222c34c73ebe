"""Runs that are handed out to workers: what is to be done once nothing of them is pending, and whether it was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from linkcheck.store.models import RunRow
from linkcheck.store.shared_models import DistributedRow


def distribute(
    session: Session, run_id: int, *, write: bool, notify: Sequence[str] = (), schedule: str | None = None
) -> None:
    """Note that workers do this run. What was noted of it before is replaced.

    `write`: the worker that concludes it writes the coverage reports. `notify`: names of the environment variables
    that say whom to tell what has changed.
    """
    take_back(session, run_id)
    session.add(DistributedRow(run_id=run_id, write=write, notify=list(notify), schedule=schedule))


def take_back(session: Session, run_id: int) -> None:
    """The run is no longer the workers'."""
    session.execute(delete(DistributedRow).where(DistributedRow.run_id == run_id))


def of_run(session: Session, run_id: int) -> DistributedRow | None:
    """What is noted of a run; None where it is no worker's."""
    return session.get(DistributedRow, run_id, populate_existing=True)


def unconcluded(session: Session) -> list[int]:
    """The runs of which nothing is pending, and that nobody has concluded."""
    query = (
        select(DistributedRow.run_id)
        .join(RunRow, RunRow.id == DistributedRow.run_id)
        .where(RunRow.finished_at.is_not(None), DistributedRow.concluded_at.is_(None))
        .order_by(DistributedRow.run_id)
    )
    return list(session.scalars(query))


def concluded(session: Session, run_id: int) -> None:
    """All that had to be done after the run is done."""
    session.execute(
        update(DistributedRow).where(DistributedRow.run_id == run_id).values(concluded_at=datetime.now(UTC))
    )
