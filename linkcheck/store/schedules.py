"""Since when schedules are known: what was due before was never missed."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from linkcheck.store.engine import one_writer
from linkcheck.store.shared_models import ScheduleRow


def known_since(session: Session, name: str, cron: str) -> datetime:
    """When the schedule was first seen with this cron line: now, where it is new. Notes that."""
    one_writer(session)
    row = session.get(ScheduleRow, name)
    if row is None or row.cron != cron:
        row = session.merge(ScheduleRow(name=name, cron=cron, since=datetime.now(UTC)))
    return row.since


def was_known(session: Session, name: str, at: datetime) -> bool:
    """Whether the schedule was there at that time. Notes nothing: other workers' settings may say another cron line."""
    row = session.get(ScheduleRow, name)
    return row is not None and row.since <= at
