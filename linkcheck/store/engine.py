"""Opening the store: which databases it may be in, how connections behave, and tables of this version."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from linkcheck.errors import DatabaseTrouble
from linkcheck.store.migrations import HEAD, REVISIONS, VERSION_TABLE, upgrade
from linkcheck.store.shared_models import Base  # with all tables, those of `models` too
from linkcheck.store.troubles import database_trouble, store_name

BUSY_SECONDS = 30
"""How long a connection to SQLite waits for another one's transaction."""

CONNECT_SECONDS = 15
"""How long PostgreSQL may take to answer a new connection."""

WRITERS_LOCK = 0x6C696E6B  # "link"
"""Key of the advisory lock (PostgreSQL) that `one_writer` takes; the second key is the schema's."""

_TAKES_THE_LOCK = text(f"DELETE FROM {VERSION_TABLE} WHERE 0")  # noqa: S608  # and changes nothing

_DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_FORMS = "Write sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE"


def open_store(url: str, *, create: bool = True) -> Engine:
    """Open the store at an SQLAlchemy URL, creating its tables or bringing them up to this version.

    Without `create` it has to be there already: else DatabaseTrouble, and nothing is made. Several processes may do so
    at once. On this engine, whatever the database itself is at fault for is raised as
    DatabaseTrouble, now and later. A relative SQLite path is taken from the working directory of this moment.
    """
    parsed = _parse(url)
    if not create and parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        raise _no_store(parsed)  # connecting would make the file
    engine = _create(parsed)
    try:
        _bring_up_to_date(engine, create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def look_at_store(url: str) -> tuple[Engine, str]:
    """The store as it is, changing nothing, and the revision of its tables.

    Raises DatabaseTrouble where there is none.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").exists():
        raise _no_store(parsed)
    engine = _create(parsed)
    with _first_connection(engine) as connection:
        revision = _revision(connection)
    if revision is None:
        engine.dispose()
        raise _no_store(parsed)
    return engine, revision


def one_writer(session: Session) -> None:
    """Wait until this transaction is the only one that changes reports and runs; it stays so until its end.

    To be called first: what was read earlier in the transaction may be old already (SQLite then refuses to write).
    """
    if not writes_from_the_start(session):
        session.execute(select(func.pg_advisory_xact_lock(WRITERS_LOCK, schema_key())))


def writes_from_the_start(session: Session) -> bool:
    """For SQLite: wait until this transaction may write, before it reads what may be old by then. Else false."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return False
    connection.execute(_TAKES_THE_LOCK)
    return True


def schema_key() -> Any:
    """PostgreSQL's advisory locks are the whole database's: this second key makes them the schema's."""
    return func.hashtext(func.current_schema())


def _parse(text_: str) -> URL:
    try:
        url = make_url(text_)
    except (ArgumentError, ValueError):
        raise DatabaseTrouble(f"not a database URL: {_without_secrets(text_)!r}", _FORMS) from None
    driver = _DRIVERS.get(url.get_backend_name())
    if driver is None or url.drivername not in (url.get_backend_name(), driver):
        raise DatabaseTrouble(f"the store can't be kept in {url.drivername!r}", _FORMS)
    url = url.set(drivername=driver)
    if driver.startswith("sqlite"):
        if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
            raise DatabaseTrouble("the store needs a file: in memory nothing would be kept", _FORMS)
        if unknown := set(url.query) - {"timeout"}:
            raise DatabaseTrouble(f"an SQLite store has no option {min(unknown)!r}", _FORMS)
        url = url.set(database=str(Path(url.database).expanduser().absolute()))
    return url


def _without_secrets(text_: str) -> str:
    """What of a malformed URL may be shown: nothing before an @ and no query, either may hold a password."""
    return re.sub(r"^.*@", "***@", text_.partition("?")[0], flags=re.DOTALL)


def _create(url: URL) -> Engine:
    sqlite = url.get_backend_name() == "sqlite"
    defaults = {"timeout": BUSY_SECONDS} if sqlite else {"connect_timeout": CONNECT_SECONDS}
    try:
        engine = create_engine(
            url,
            connect_args={key: value for key, value in defaults.items() if key not in url.query},
            pool_pre_ping=not sqlite,
            json_serializer=lambda value: to_json(value).decode(),
            json_deserializer=from_json,
        )
    except ImportError:
        raise DatabaseTrouble(
            "PostgreSQL needs psycopg, which isn't installed", "pip install 'disclosure-linkcheck[postgres]'"
        ) from None
    event.listen(engine, "handle_error", _as_database_trouble)
    if sqlite:
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _as_database_trouble(context: ExceptionContext) -> BaseException | None:
    if context.engine is None:  # the pool's own ping: it connects anew and asks us again where that fails
        return None
    return database_trouble(context.engine.url, context.original_exception)


def _set_up_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes late and never for DDL; ours is `_begin_sqlite`
    connection.execute("PRAGMA foreign_keys = ON")
    _write_ahead(connection)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Readers beside a writer (WAL). Of two processes that switch a new file at once, SQLite refuses one unwaited."""
    deadline = time.monotonic() + BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return  # or it stays as it is, where the file system can't: slower, and right
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('sqlite_begin', '')}")


def _no_store(url: URL) -> DatabaseTrouble:
    where = url.database if url.get_backend_name() == "sqlite" else store_name(url)
    return DatabaseTrouble(f"there is no store in {where}", "Name it with --database; `linkcheck run REPORT` makes one")


def _bring_up_to_date(engine: Engine, create: bool) -> None:
    with _first_connection(engine) as connection:
        revision = _revision(connection)
        if revision == HEAD:
            return
        if revision is None and not create:
            raise _no_store(engine.url)
    with engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(WRITERS_LOCK, schema_key())))
        revision = _revision(connection)  # once more: another process may have been at it
        if revision is None:
            _refuse_foreign_tables(connection)
        elif revision not in REVISIONS:
            raise DatabaseTrouble(
                f"{store_name(engine.url)} was made by a newer version of this program (revision {revision})",
                "pip install --upgrade disclosure-linkcheck",
            )
        if revision != HEAD:
            upgrade(connection)


def _first_connection(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except (DBAPIError, TypeError) as error:  # an option in the URL's query that the driver doesn't know
        raise DatabaseTrouble(
            f"{store_name(engine.url)} can't be opened with the options in its URL ({type(error).__name__})", _FORMS
        ) from None


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608  # a constant
    return revision


def _refuse_foreign_tables(connection: Connection) -> None:
    """No tables of ours among another program's: in a file any is one too many, on a server those of our names."""
    there = set(inspect(connection).get_table_names())
    foreign = there if connection.dialect.name == "sqlite" else there & set(Base.metadata.tables)
    if foreign:
        raise DatabaseTrouble(
            f"{store_name(connection.engine.url)} belongs to another program: it has a table {min(foreign)!r}",
            "Name another database with --database",
        )
