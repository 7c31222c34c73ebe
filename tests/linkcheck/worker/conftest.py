"""A store on PostgreSQL per test; skipped where LINKCHECK_TEST_POSTGRES names none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from linkcheck.store.engine import open_store
from tests.linkcheck.store.conftest import UNSYNCED, create_from_models, fresh_schema


@pytest.fixture
def store_url() -> Iterator[str]:
    """The URL of an empty store."""
    with _store() as url:
        yield url


@pytest.fixture
def other_store_url() -> Iterator[str]:
    """The URL of another one."""
    with _store() as url:
        yield url


@contextmanager
def _store() -> Iterator[str]:
    server = os.environ.get("LINKCHECK_TEST_POSTGRES")
    if not server:
        pytest.skip("LINKCHECK_TEST_POSTGRES names no PostgreSQL database")
    with fresh_schema(server, **UNSYNCED) as url:
        create_from_models(url)
        yield url


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    engine = open_store(store_url)
    yield engine
    engine.dispose()
