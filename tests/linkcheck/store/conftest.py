"""A store per test, on SQLite always and on PostgreSQL where LINKCHECK_TEST_POSTGRES names a database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateSchema, DropSchema

from linkcheck.store.engine import open_store
from linkcheck.store.migrations import HEAD, VERSION_TABLE
from linkcheck.store.models import Base

UNSYNCED = {"synchronous_commit": "off"}
"""A commit doesn't wait for the disk: no test pulls the server's plug."""


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a store that doesn't exist yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/linkcheck.db"
        return
    server = os.environ.get("LINKCHECK_TEST_POSTGRES")
    if not server:
        pytest.skip("LINKCHECK_TEST_POSTGRES names no PostgreSQL database")
    with fresh_schema(server, **UNSYNCED) as url:
        yield url


@contextmanager
def fresh_schema(server: str, **settings: str) -> Iterator[str]:
    """A schema of its own, so that tests run beside each other in one database. `settings` are those of sessions."""
    schema = f"linkcheck_{uuid4().hex}"
    admin = create_engine(server)
    with admin.begin() as connection:
        connection.execute(CreateSchema(schema))
    try:
        options = " ".join(f"-c{name}={value}" for name, value in {"search_path": schema, **settings}.items())
        url = make_url(server).update_query_dict({"options": options})
        yield url.render_as_string(hide_password=False)
    finally:
        with admin.begin() as connection:
            connection.execute(DropSchema(schema, cascade=True))
        admin.dispose()


def create_from_models(url: str) -> None:
    """What migrations make of an empty store (that they do is tested), many times as fast."""
    if (parsed := make_url(url)).get_backend_name() == "sqlite":
        Path(parsed.database or "").write_bytes(_empty_file())
    else:
        _create_from_models(url)


@cache
def _empty_file() -> bytes:
    """Of an SQLite store."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "linkcheck.db"
        _create_from_models(f"sqlite:///{path}")
        return path.read_bytes()


def _create_from_models(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        connection.execute(text(f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text(f"INSERT INTO {VERSION_TABLE} VALUES ('{HEAD}')"))
    engine.dispose()


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    create_from_models(store_url)
    engine = open_store(store_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session
