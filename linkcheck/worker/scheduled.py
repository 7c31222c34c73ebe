"""A schedule's time has come: its run begins, unless one of the same reports is still under way."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.cli.checking import read_files, start
from linkcheck.errors import LinkcheckError, RunInProgress, UnreadableReport
from linkcheck.schedules.model import Schedule
from linkcheck.settings import Settings
from linkcheck.store import distributed
from linkcheck.store.locks import run_lock
from linkcheck.store.schedules import known_since, was_known
from linkcheck.worker import queue


def note_schedules(engine: Engine, settings: Settings) -> None:
    """Note the schedules that are new: what would have been due before was not missed."""
    with Session(engine) as session:
        for schedule in settings.schedule:
            known_since(session, schedule.name, schedule.cron)
        session.commit()


def is_missed_or_due(engine: Engine, schedule: Schedule, timestamp: int) -> bool:
    """Whether a time (seconds since 1970) is one that the schedule was there for."""
    with Session(engine) as session:
        return was_known(session, schedule.name, datetime.fromtimestamp(timestamp, UTC))


def begin(engine: Engine, settings: Settings, schedule: Schedule) -> int | None:
    """Begin the schedule's run and return its id; None where nothing is due. It is still to be handed out.

    Raises RunInProgress where a run of the same reports is still under way, UsageError for a tag that no report has,
    UnreadableReport where none of its files can be read.
    """
    configured = settings.model_copy(update=schedule.options())
    read, unreadable = read_files(schedule.reports, configured) if schedule.reports else ([], 0)
    if unreadable and not read and not schedule.tags:
        raise UnreadableReport(f"none of the files of schedule {schedule.name} can be read", "Look at the lines above")
    _, run_id = start(engine, read, configured, tags=schedule.tags, due=schedule.due, whose=refuse_overlap)
    if run_id is not None:
        with Session(engine) as session:
            notify = schedule.notify or settings.notify
            distributed.distribute(session, run_id, write=True, notify=notify, schedule=schedule.name)
            session.commit()
    return run_id


def refuse_overlap(engine: Engine, session: Session, run_id: int) -> str:
    """An unfinished run that nobody works on is gone on with; else RunInProgress."""
    if distributed.of_run(session, run_id) is not None:
        if queue.under_way(engine, run_id):
            raise RunInProgress(f"run {run_id} of the same reports is still under way", "Give it more time or workers")
        return "was left unfinished"
    with run_lock(engine):
        return "was interrupted"


def refusal(schedule: Schedule, trouble: LinkcheckError) -> str:
    """One line for the log."""
    return f"schedule {schedule.name} was not run: {trouble}"
