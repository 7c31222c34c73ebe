"""What a database's driver complains of, as one line for a person. Passwords never appear in it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL

from linkcheck.errors import DatabaseTrouble

_SQLITE: dict[str, tuple[str, str]] = {
    "SQLITE_NOTADB": ("{store} is not an SQLite database", "Name another file with --database"),
    "SQLITE_CORRUPT": ("{store} is damaged", "Restore a copy of it, or name another file with --database"),
    "SQLITE_READONLY": ("{store} can't be written", "Check the permissions of the file and of its folder"),
    "SQLITE_PERM": ("{store} can't be written", "Check the permissions of the file and of its folder"),
    "SQLITE_CANTOPEN": ("{store} can't be opened", "Check the permissions of the file and of its folder"),
    "SQLITE_BUSY": ("{store} is held by another program", "Close what has it open, and start again"),
    "SQLITE_LOCKED": ("{store} is held by another program", "Close what has it open, and start again"),
    "SQLITE_FULL": ("the disk is full where {store} is", "Make room, and start again: the run goes on where it was"),
    "SQLITE_IOERR": ("{store} can't be read or written: {error}", "Check the disk, and start again"),
}
"""By SQLite's result code; extended codes (SQLITE_READONLY_DIRECTORY …) begin with one of these."""

_POSTGRESQL: dict[str, str] = {
    "08": "Check that the server runs, and start again: the run goes on where it was",
    "25006": "The server takes no writing: is it a standby?",
    "28": "Check the user and the password in --database or LINKCHECK_DATABASE",
    "3D": "Create the database, or name another one with --database",
    "3F": "Create the schema, or name another one with --database",
    "42501": "Give the user the right to create and write tables in its schema",
    "53": "The server is short of room or connections: see to it, and start again",
    "55P03": "Another program holds a lock: start again when it is done",
    "57P": "Check that the server runs, and start again: the run goes on where it was",
}
"""By SQLSTATE (PostgreSQL manual, appendix A) or the beginning of one."""

_PASSING = ("08", "57P", "53300")
"""Beginnings of the SQLSTATEs of a server that is away, starts, stops, or has no connection left."""

_NO_STATE = "Check the address, that the server runs, and the user and password in --database or LINKCHECK_DATABASE"


def store_name(url: URL) -> str:
    """The store as messages name it: its file, or its server and database, without user and password."""
    if url.get_backend_name() == "sqlite":
        return f"the database {url.database}"
    host = url.host or url.query.get("host") or "localhost"
    return f"the PostgreSQL database {url.database or ''!r} on {host}:{url.port or 5432}"


def database_trouble(url: URL, error: BaseException) -> DatabaseTrouble | None:
    """The line for what a driver raised, or None where it is no fault of the database's (then it is one of ours)."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_trouble(url, error)
    return _postgresql_trouble(url, error)


def _sqlite_trouble(url: URL, error: BaseException) -> DatabaseTrouble | None:
    code = getattr(error, "sqlite_errorname", "")
    path = Path(url.database or "")
    if code.startswith("SQLITE_CANTOPEN"):
        if path.is_dir():
            return DatabaseTrouble(f"{path} is a folder, not a database", "Name a file in it with --database")
        if not path.parent.is_dir():
            return DatabaseTrouble(f"no such folder for the database: {path.parent}", "Create it, or name another file")
    for prefix, (message, hint) in _SQLITE.items():
        if code.startswith(prefix):
            return DatabaseTrouble(message.format(store=store_name(url), error=error), hint)
    return None


def _postgresql_trouble(url: URL, error: BaseException) -> DatabaseTrouble | None:
    state = getattr(error, "sqlstate", None)
    hint = next((hint for prefix, hint in _POSTGRESQL.items() if state and state.startswith(prefix)), None)
    if hint is None:
        if state or type(error).__name__ != "OperationalError":  # a name: psycopg may not be there to import
            return None
        hint = _NO_STATE
    message = f"{store_name(url)} doesn't answer as it should: {_reason(url, error)}"
    return DatabaseTrouble(message, hint, passing=not state or state.startswith(_PASSING))


def _reason(url: URL, error: BaseException) -> str:
    """The driver's first line. Its passwords are masked should it ever quote one."""
    line = next((part.strip() for part in str(error).splitlines() if part.strip()), type(error).__name__)
    for secret in (url.password, url.query.get("password")):
        if isinstance(secret, str) and secret:
            line = line.replace(secret, "***")
    return line.rstrip(".")
