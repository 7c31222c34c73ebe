"""What all tests share: how they are spread over the cores, a clean environment, and the local web of faults."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.web.server import Web

MEMORY, ROOM = Path("/dev/shm"), 2 * 2**30
"""A file system in memory, and the bytes that have to be free in it."""


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than there are cores: tests wait, too, for pauses that must be kept and for what others do."""
    return (yield) + 1


def pytest_configure() -> None:
    """Files are in memory where that has room: no test pulls the plug, so nothing has to reach a disk."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of few tests first: theirs take longest, and no core shall wait in the end for one that began late."""
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: tests[item.path])


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the settings nor the proxies of whoever runs the tests reach them."""
    for name in os.environ:
        ours = name.startswith("LINKCHECK_") and not name.startswith("LINKCHECK_TEST_")
        if ours or name.lower() in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def web() -> Iterator[Web]:
    """A local web of faults with an empty log. Entering it takes some milliseconds: one per test keeps logs apart."""
    with Web() as web:
        yield web
