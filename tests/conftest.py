"""What all tests share: a clean environment and, for those that ask, the local web of faults."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.web.server import Web


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
