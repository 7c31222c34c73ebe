from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.archive.gathering import ENOUGH, GatheredFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.fixture
def file(path: Path) -> Iterator[GatheredFile]:
    with path.open("xb", buffering=0) as raw:
        raw.write(b"before ")
        yield GatheredFile(raw)


def test_nothing_is_written_before_there_is_enough_or_somebody_asks(file: GatheredFile, path: Path) -> None:
    file.write(b"one ")
    file.write(memoryview(b"two"))
    assert (file.tell(), path.read_bytes()) == (14, b"before ")
    file.flush()
    assert (file.tell(), path.read_bytes()) == (14, b"before one two")
    file.write(b"x" * ENOUGH)
    assert path.stat().st_size == file.tell() == 14 + ENOUGH


def test_what_is_taken_back_may_be_written_or_not(file: GatheredFile, path: Path) -> None:
    file.write(b"one ")
    file.flush()
    for piece in (b"two ", b"three ", b"four "):
        file.write(piece)
    file.take_back(15)
    file.flush()
    assert path.read_bytes() == b"before one two "
    file.write(b"five")
    file.take_back(7)
    file.write(b"six")
    file.sync()
    assert (file.tell(), path.read_bytes()) == (10, b"before six")


@given(
    lengths=st.lists(st.integers(0, 5), max_size=40),
    repeated=st.integers(1, 75),
    parts=st.lists(st.integers(1, 7), max_size=20),
)
def test_a_disk_may_take_a_part(
    tmp_path_factory: pytest.TempPathFactory, lengths: list[int], repeated: int, parts: list[int]
) -> None:
    """Also of more pieces than one write may have."""
    pieces = [bytes([number % 256]) * length for number, length in enumerate(lengths * repeated)]
    writev = os.writev
    left = iter(parts)

    def partly(descriptor: int, given: Any) -> int:
        most = next(left, None)
        return writev(descriptor, given) if most is None else os.write(descriptor, b"".join(given)[:most])

    path = tmp_path_factory.mktemp("gathered") / "file"
    with path.open("xb", buffering=0) as raw, pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.writev", partly)
        file = GatheredFile(raw)
        for piece in pieces:
            file.write(piece)
        file.flush()
    assert path.read_bytes() == b"".join(pieces)


def test_what_a_full_disk_did_not_take_can_be_taken_back(
    file: GatheredFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, given: list[bytes]) -> int:
        if room:
            return os.write(descriptor, given[0][: room.pop()])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    room = [2]
    file.write(b"one ")
    with monkeypatch.context() as patch:
        patch.setattr("os.writev", full)
        with pytest.raises(OSError, match="No space left"):
            file.flush()
    assert path.read_bytes() == b"before on"
    file.take_back(7)
    file.write(b"two")
    file.sync()
    assert path.read_bytes() == b"before two"
