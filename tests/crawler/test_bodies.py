"""A body on its way, lent to another process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crawler.handlers import bodies
from crawler.handlers.bodies import Body
from linkcheck.errors import ArchiveTrouble


def test_what_is_in_memory_is_lent_as_a_copy(tmp_path: Path) -> None:
    body = Body(tmp_path)
    body.write(b"as it came")
    with body.lent() as file:
        assert os.pread(file.fileno(), 100, 0) == b"as it came"
        os.pwrite(file.fileno(), b"by somebody else", 0)
    assert file.closed
    assert body.read() == b"as it came"
    body.close()


def test_what_is_on_the_disk_is_lent_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "IN_MEMORY", 4)
    body = Body(tmp_path)
    body.write(b"too long")
    with body.lent() as file:
        assert file is body.file
    assert not file.closed
    body.close()
    assert list(tmp_path.iterdir()) == []


def test_where_there_is_no_room_for_a_copy_that_is_trouble_of_the_archive(tmp_path: Path) -> None:
    body = Body(tmp_path / "away")
    body.write(b"x")
    with pytest.raises(ArchiveTrouble, match="can't be kept"), body.lent():
        pass
    body.close()
