"""The queue on the store's PostgreSQL: its tables, and what goes on in them."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, func, inspect, select, text

from linkcheck.errors import DatabaseTrouble, UsageError
from linkcheck.store.engine import schema_key
from linkcheck.store.outages import OUTAGE_SECONDS
from linkcheck.store.troubles import store_name

if TYPE_CHECKING:
    import procrastinate

QUEUE_LOCK = 0x71756575  # "queu"
"""Key of the advisory lock under which the queue's tables are made; the second key is the schema's."""

SITES, OFFICE = "sites", "office"
"""Queues: crawls of one registrable domain each, and what is done after runs."""

_JOBS = "procrastinate_jobs"
_MADE_BY = re.compile(r"procrastinate (\d+)\.(\d+)\.(\d+)")
_STATUSES = text(
    f"SELECT status::text, count(*) FROM {_JOBS} "  # noqa: S608  # a constant
    "WHERE queue_name = :queue AND (args ->> 'run_id')::bigint = :run_id AND id <> :besides GROUP BY status"
)


def require_workers(engine: Engine) -> None:
    """Raises UsageError where the store is no PostgreSQL, or the extra is missing."""
    if engine.dialect.name != "postgresql":
        raise UsageError(
            f"workers share a PostgreSQL database, and {store_name(engine.url)} is none",
            "Name one with --database postgresql+psycopg://USER@HOST/DATABASE",
        )
    try:
        import procrastinate  # noqa: F401
    except ImportError:
        raise UsageError(
            "workers need procrastinate, which isn't installed", "pip install 'disclosure-linkcheck[workers]'"
        ) from None


def install(engine: Engine) -> None:
    """Make the queue's tables, or bring them up to the installed version; several processes may do so at once."""
    from procrastinate import __version__ as version

    with engine.begin() as connection:
        connection.execute(select(func.pg_advisory_xact_lock(QUEUE_LOCK, schema_key())))
        if not inspect(connection).has_table(_JOBS):
            _execute(connection, _schema())
        else:
            _migrate(connection, engine.url)
        connection.execute(text(f"COMMENT ON TABLE {_JOBS} IS 'procrastinate {version}'"))


def of_schedule(name: str) -> str:
    """The queue of a schedule's times: only workers whose settings have the schedule take from it."""
    return f"schedule {name}"


def statuses(engine: Engine, run_id: int, queue: str = SITES, besides: int | None = None) -> dict[str, int]:
    """How many of the run's jobs are in each status (`todo`, `doing`, `failed` …), not counting the one `besides`."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(_JOBS):
            return {}
        return dict(connection.execute(_STATUSES, {"queue": queue, "run_id": run_id, "besides": besides or 0}).all())


def under_way(engine: Engine, run_id: int, besides: int | None = None) -> int:
    """How many of the run's jobs wait or are being done, not counting the one `besides`."""
    found = statuses(engine, run_id, besides=besides)
    return found.get("todo", 0) + found.get("doing", 0)


def workers(engine: Engine, stalled: float) -> list[float]:
    """Seconds since the last sign of life of each of the engine's workers (two of each `linkcheck worker`).

    Those that gave none for `stalled` seconds are left out.
    """
    query = text(
        "SELECT EXTRACT(epoch FROM clock_timestamp() - last_heartbeat) AS silent FROM procrastinate_workers "
        "WHERE last_heartbeat > clock_timestamp() - :stalled * interval '1 second' ORDER BY silent"
    )
    with engine.connect() as connection:
        return [float(silent) for silent in connection.scalars(query, {"stalled": stalled})]


def connector(url: URL) -> procrastinate.PsycopgConnector:
    """A connector to the store's database, for `procrastinate.App`. A server that is away is waited for."""
    from procrastinate import PsycopgConnector
    from procrastinate.exceptions import ConnectorException
    from psycopg.conninfo import make_conninfo

    class PatientConnector(PsycopgConnector):
        async def listen_notify(self, on_notification: Any, channels: Iterable[str]) -> None:
            while True:
                try:
                    await super().listen_notify(on_notification=on_notification, channels=channels)
                except ConnectorException:
                    await asyncio.sleep(1)  # jobs are asked for every few seconds all the same

    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # a line for each attempt: whoever waits says it once
    parts = {"host": url.host, "port": url.port, "user": url.username, "password": url.password, "dbname": url.database}
    options = {name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()}
    given = {name: value for name, value in parts.items() if value is not None}
    return PatientConnector(
        conninfo=make_conninfo("", **given, **options, application_name="linkcheck worker"),
        timeout=OUTAGE_SECONDS,  # of waiting for a connection that works
        reconnect_timeout=OUTAGE_SECONDS,
        min_size=1,
        max_size=6,
    )


def _schema() -> str:
    from procrastinate.schema import SchemaManager

    return str(SchemaManager.get_schema())


def _migrate(connection: Connection, url: URL) -> None:
    """What the installed version's own migrations add to the version that made the tables."""
    from procrastinate.schema import SchemaManager

    comment = connection.scalar(select(func.obj_description(func.to_regclass(_JOBS), "pg_class")))
    made_by = _MADE_BY.fullmatch(comment or "")
    if made_by is None:
        raise DatabaseTrouble(
            f"{store_name(url)} has a Procrastinate queue of another program", "Name another database or schema"
        )
    before = tuple(map(int, made_by.groups()))
    for path in sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql")):
        if tuple(map(int, path.name.split("_")[0].split("."))) > before:
            _execute(connection, path.read_text(encoding="utf-8"))


def _execute(connection: Connection, script: str) -> None:
    """Many statements at once, as the driver takes them without parameters."""
    connection.connection.cursor().execute(script)
