"""One run at a time on a store. The lock ends with its process, however that ends.

On PostgreSQL it is a session's: a server that goes away takes it along, so whoever holds it makes sure of it now and
then (`RunLock.assure`).
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import BigInteger, Connection, Engine, bindparam, cast, func, select, text

from linkcheck.errors import DatabaseTrouble, RunInProgress
from linkcheck.store.engine import schema_key
from linkcheck.store.outages import never, patiently

RUN_LOCK = 0x72756E21  # "run!"
"""First key of PostgreSQL's advisory lock; the second is the schema's."""

_HOLDER = text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND classid = :run AND objid = :schema AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())"
)


ASSURE_EVERY = 5.0
"""Seconds that a lock is taken to be ours without another look."""

TAKE_BACK_SECONDS = 90.0
"""How long the server may take to notice that the session which we lost is gone (`notice_dead_peers`)."""


class RunLock:
    """The run lock, held."""

    def assure(self, unless: Callable[[], bool] = never) -> None:
        """Make sure that it is still ours, and take it anew where the server was away.

        Raises RunInProgress where another process has it by now, DatabaseTrouble where the server stays away, or is
        away while `unless` says that nobody waits any more.
        """


@contextmanager
def run_lock(engine: Engine, wait: bool = False) -> Iterator[RunLock]:
    """Hold the store's run lock. `wait` waits for as long as another process holds it.

    Without it, raises RunInProgress, which says who holds it and since when. Raises DatabaseTrouble where the lock
    can't be kept at all.
    """
    lock = _file_lock if engine.dialect.name == "sqlite" else _advisory_lock
    with lock(engine, wait) as held:
        yield held


def notice_dead_peers(connection: Connection) -> None:
    """Have the server end this session, and its locks, within half a minute of losing sight of our machine."""
    for name, seconds in (
        ("tcp_keepalives_idle", "15"),
        ("tcp_keepalives_interval", "5"),
        ("tcp_keepalives_count", "3"),
    ):
        connection.execute(select(func.set_config(name, seconds, False)))


@contextmanager
def _file_lock(engine: Engine, wait: bool) -> Iterator[RunLock]:
    path = Path(f"{engine.url.database}.lock")
    lock = FileLock(path)
    try:
        lock.acquire(timeout=-1 if wait else 0)
    except Timeout:
        raise _in_progress(path.read_text(encoding="utf-8", errors="replace")) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DatabaseTrouble(f"{path} can't be written: {reason}", "Check the permissions of its folder") from error
    try:
        path.write_text(_this_process(), encoding="utf-8")
        yield RunLock()
    finally:
        with suppress(OSError):  # a full disk: the name of who held it last does no harm
            path.write_text("", encoding="utf-8")
        lock.release()


@contextmanager
def _advisory_lock(engine: Engine, wait: bool) -> Iterator[RunLock]:
    lock = _AdvisoryLock(engine)
    try:
        lock.take(wait)
        yield lock
    finally:
        lock.close()


class _AdvisoryLock(RunLock):
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._name = _this_process()
        self._connection: Connection | None = None
        self._assured = 0.0

    def take(self, wait: bool) -> None:
        """On a connection of its own: its name must not come back to the pool."""
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        self._connection = connection
        notice_dead_peers(connection)
        connection.execute(select(func.set_config("application_name", f"linkcheck: {self._name}", False)))
        if not connection.scalar(select(func.pg_try_advisory_lock(RUN_LOCK, schema_key()))):
            if not wait:
                raise _in_progress(_holder(connection))
            connection.execute(select(func.pg_advisory_lock(RUN_LOCK, schema_key())))
        self._assured = time.monotonic()

    def assure(self, unless: Callable[[], bool] = never) -> None:
        if time.monotonic() - self._assured < ASSURE_EVERY:
            return
        try:
            if self._connection is not None:
                self._connection.execute(select(1))
                self._assured = time.monotonic()
                return
        except DatabaseTrouble:
            pass
        self._take_back(unless)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DatabaseTrouble):  # the server went away, and the lock with it
                connection.close()  # a session's end is its locks' end

    def _take_back(self, unless: Callable[[], bool]) -> None:
        deadline = time.monotonic() + TAKE_BACK_SECONDS
        while True:
            self.close()
            try:
                patiently(lambda: self.take(wait=False), unless=unless)
                return
            except RunInProgress as other:
                if self._name not in str(other) or time.monotonic() > deadline or unless():
                    raise RunInProgress(
                        f"the database was away, and {other.message}",
                        "What is recorded stays; start again when it is done: the run goes on where it was",
                    ) from None
                time.sleep(1)  # the server still believes in the session that we lost


def _holder(connection: Connection) -> str:
    # pg_locks shows the keys as unsigned numbers
    schema = connection.scalar(select(cast(schema_key(), BigInteger).op("&")(bindparam(None, 0xFFFFFFFF, BigInteger))))
    name: str | None = connection.scalar(_HOLDER, {"run": RUN_LOCK, "schema": schema})
    return (name or "").removeprefix("linkcheck: ")


def _this_process() -> str:
    """Who holds the lock, in at most 52 letters: PostgreSQL cuts a connection's name at 63."""
    return f"process {os.getpid()} on {socket.gethostname():.12}, since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def _in_progress(holder: str) -> RunInProgress:
    who = f": {holder}" if holder else ""
    return RunInProgress(f"another run works on this database{who}", "Wait until it is done, or start with --wait")
