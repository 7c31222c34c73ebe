"""One run at a time on a store. The lock ends with its process, however that ends."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import BigInteger, Connection, Engine, bindparam, cast, func, select, text

from linkcheck.errors import DatabaseTrouble, RunInProgress
from linkcheck.store.engine import schema_key

RUN_LOCK = 0x72756E21  # "run!"
"""First key of PostgreSQL's advisory lock; the second is the schema's."""

_HOLDER = text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) "
    "WHERE locktype = 'advisory' AND granted AND classid = :run AND objid = :schema AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database())"
)


@contextmanager
def run_lock(engine: Engine, wait: bool = False) -> Iterator[None]:
    """Hold the store's run lock. `wait` waits for as long as another process holds it.

    Without it, raises RunInProgress, which says who holds it and since when. Raises DatabaseTrouble where the lock
    can't be kept at all.
    """
    lock = _file_lock if engine.dialect.name == "sqlite" else _advisory_lock
    with lock(engine, wait):
        yield


@contextmanager
def _file_lock(engine: Engine, wait: bool) -> Iterator[None]:
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
        yield
    finally:
        with suppress(OSError):  # a full disk: the name of who held it last does no harm
            path.write_text("", encoding="utf-8")
        lock.release()


@contextmanager
def _advisory_lock(engine: Engine, wait: bool) -> Iterator[None]:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # a connection of its own: its name must not come back to the pool
        connection.execute(select(func.set_config("application_name", f"linkcheck: {_this_process()}", False)))
        if not connection.scalar(select(func.pg_try_advisory_lock(RUN_LOCK, schema_key()))):
            if not wait:
                raise _in_progress(_holder(connection))
            connection.execute(select(func.pg_advisory_lock(RUN_LOCK, schema_key())))
        try:
            yield
        finally:
            with suppress(DatabaseTrouble):  # the server went away, and the lock with it
                connection.execute(select(func.pg_advisory_unlock(RUN_LOCK, schema_key())))


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
