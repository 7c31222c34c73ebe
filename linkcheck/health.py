"""Whether all that the program rests on is in order: `linkcheck doctor` prints it. Nothing is changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.orm import Session

from linkcheck.errors import LinkcheckError, UsageError
from linkcheck.settings import Settings
from linkcheck.store.checks import check
from linkcheck.store.engine import look_at_store
from linkcheck.store.migrations import HEAD
from linkcheck.store.models import FetchRow, RunRow
from linkcheck.store.shared_models import StoredFileRow
from linkcheck.store.tags import tagged
from linkcheck.store.troubles import store_name
from linkcheck.worker import queue

LITTLE, TOO_LITTLE = 5 * 2**30, 2**30
"""Bytes free where the archive is: what is worth a warning, and what is wrong."""

CLOCK_OFF, CLOCK_WRONG = 2.0, 60.0
"""Seconds between two machines' clocks."""


class Level(StrEnum):
    """How a finding is to be taken."""

    WELL = "ok"
    WARNING = "warning"
    WRONG = "wrong"


class Finding(NamedTuple):
    """One line."""

    level: Level
    about: str
    text: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the database, its tables and what they hold, the archive, its disk, the clock, workers and schedules."""
    try:
        engine, revision = look_at_store(settings.database)
    except LinkcheckError as trouble:
        yield Finding(Level.WRONG, "database", str(trouble))
        yield from _disk(settings)
        return
    try:
        yield Finding(Level.WELL, "database", f"{store_name(engine.url)} answers")
        if revision != HEAD:
            what = f"they are of revision {revision}, this program is of {HEAD}: the next command brings them up to it"
            yield Finding(Level.WARNING, "tables", what)
            return
        yield Finding(Level.WELL, "tables", f"they are of this version (revision {HEAD})")
        for about, look in _OF_THE_STORE.items():
            yield from _unless_trouble(about, look, engine, settings)
    finally:
        engine.dispose()


Look = Callable[[Engine, Settings], Iterator[Finding]]


def _unless_trouble(about: str, look: Look, engine: Engine, settings: Settings) -> Iterator[Finding]:
    try:
        yield from look(engine, settings)
    except LinkcheckError as trouble:
        yield Finding(Level.WRONG, about, str(trouble))


def _contents(engine: Engine, _settings: Settings) -> Iterator[Finding]:
    with Session(engine) as session:
        wrong = check(session)
        fetches, unfinished = (
            session.scalar(query) or 0
            for query in (
                select(func.count()).select_from(FetchRow),
                select(func.count()).select_from(RunRow).where(RunRow.finished_at.is_(None)),
            )
        )
    for line in wrong:
        yield Finding(Level.WRONG, "contents", line)
    if not wrong:
        yield Finding(Level.WELL, "contents", f"{fetches} fetches are in order, {unfinished} runs are unfinished")


def _archive(engine: Engine, settings: Settings) -> Iterator[Finding]:
    folder = settings.archive
    if not folder.is_dir():
        yield Finding(Level.WARNING, "archive", f"there is no folder {folder} yet")
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(Level.WRONG, "archive", f"{folder} can't be written. Set its permissions right")
    with Session(engine) as session:
        named = set(session.scalars(select(FetchRow.warc_file).where(FetchRow.warc_file.is_not(None)).distinct()))
        elsewhere = set(session.scalars(select(StoredFileRow.name)))
    missing = {name for name in named - elsewhere if not (folder / str(name)).is_file()}
    if missing:
        text_ = f"{len(missing)} files that fetches name are not in {folder}, the first is {min(map(str, missing))}"
        yield Finding(Level.WRONG, "archive", text_)
    else:
        yield Finding(Level.WELL, "archive", f"{len(named)} files that fetches name are where they should be")


def _disk(settings: Settings) -> Iterator[Finding]:
    folder = settings.archive.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    level = Level.WRONG if free < TOO_LITTLE else Level.WARNING if free < LITTLE else Level.WELL
    yield Finding(level, "disk", f"{free / 2**30:.1f} GiB are free where {folder} is")


def _clock(engine: Engine, _settings: Settings) -> Iterator[Finding]:
    now = datetime.now(UTC)
    with Session(engine) as session:
        if engine.dialect.name == "postgresql":
            off = abs((session.scalar(select(func.clock_timestamp())) or now) - now).total_seconds()
            level = Level.WRONG if off > CLOCK_WRONG else Level.WARNING if off > CLOCK_OFF else Level.WELL
            yield Finding(level, "clock", f"{off:.1f} s between this machine's and the database server's")
            return
        last = session.scalar(select(func.max(RunRow.started_at)))
    if last is not None and last > now:
        yield Finding(Level.WRONG, "clock", f"a run began at {last:%Y-%m-%d %H:%M} UTC, which is still to come")
    else:
        yield Finding(Level.WELL, "clock", "no run began in the future")


def _workers(engine: Engine, settings: Settings) -> Iterator[Finding]:
    with engine.connect() as connection:
        if engine.dialect.name != "postgresql" or not inspect(connection).has_table("procrastinate_jobs"):
            return
        counts: dict[str, int] = dict(
            connection.execute(text("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")).all()
        )
    silent = queue.workers(engine, settings.worker_stalled)
    waiting = counts.get("todo", 0)
    if silent:
        alive = f"{max(1, len(silent) // 2)} alive, the last sign of life {silent[0]:.0f} s ago; {waiting} jobs wait"
        yield Finding(Level.WELL, "workers", alive)
    else:
        level = Level.WRONG if waiting else Level.WARNING
        yield Finding(level, "workers", f"none gives a sign of life, and {waiting} jobs wait. Start `linkcheck worker`")
    if failed := counts.get("failed", 0):
        yield Finding(Level.WARNING, "workers", f"{failed} jobs failed for good; the same run command tries them again")


def _schedules(engine: Engine, settings: Settings) -> Iterator[Finding]:
    with Session(engine) as session:
        for schedule in settings.schedule:
            missing = [str(path) for path in schedule.reports if not Path(path).is_file()]
            for path in missing:
                yield Finding(Level.WRONG, f"schedule {schedule.name}", f"there is no file {path}")
            try:
                tagged(session, schedule.tags)
            except UsageError as trouble:
                yield Finding(Level.WRONG, f"schedule {schedule.name}", str(trouble))
                continue
            if not missing:
                yield Finding(Level.WELL, f"schedule {schedule.name}", f"{schedule.cron}: its reports are there")
    for variable in {*settings.notify, *(name for schedule in settings.schedule for name in schedule.notify)}:
        if not os.environ.get(variable):
            yield Finding(Level.WARNING, "notices", f"the environment has no {variable}: nobody there is told")


def _disk_of_the_archive(_engine: Engine, settings: Settings) -> Iterator[Finding]:
    yield from _disk(settings)


_OF_THE_STORE: dict[str, Look] = {
    "contents": _contents,
    "archive": _archive,
    "disk": _disk_of_the_archive,
    "clock": _clock,
    "workers": _workers,
    "schedules": _schedules,
}
"""What is looked at once the database answers, in this order."""
