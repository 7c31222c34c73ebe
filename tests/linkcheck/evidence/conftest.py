from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.linkcheck.evidence.kept import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    yield office
    office.engine.dispose()
