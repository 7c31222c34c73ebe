from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from linkcheck.archive.reader import read_body
from linkcheck.archive.recovery import Recovered, recover
from linkcheck.archive.writer import WarcArchive
from linkcheck.errors import ArchiveTrouble
from tests.linkcheck.archive.examples import exchange, records, warcs


def left_open(folder: Path, content: bytes) -> Path:
    path = folder / "run-1-x.warc.gz"
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file of two exchanges."""
    folder = tmp_path_factory.mktemp("archive")
    with WarcArchive(folder, 1, {}) as archive:
        archive.write(exchange(b"one" * 100))
        archive.write(exchange(b"two" * 100))
    return warcs(folder)[0].read_bytes()


def test_wherever_a_file_was_cut_whole_records_stay(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "whole.warc.gz").write_bytes(whole)
    ends = [record.offset for record in records(tmp_path / "whole.warc.gz")] + [len(whole)]
    (tmp_path / "whole.warc.gz").unlink()
    for cut_at in range(1, len(whole) + 1, 23):
        path = left_open(tmp_path, whole[:cut_at])
        kept = max(end for end in ends if end <= cut_at)
        assert recover(tmp_path) == (Recovered(path.name, kept, cut=cut_at - kept),)
        if kept:
            assert path.read_bytes() == whole[:kept]
            assert stat.S_IMODE(path.stat().st_mode) == 0o444
            path.chmod(0o644)
        else:
            assert not path.exists()


@pytest.mark.parametrize("rubbish", [b"\0" * 3000, b"rubbish", b"\x1f\x8b\x08 not a member", b"WARC/1.1\r\n"])
def test_rubbish_at_the_end_goes(tmp_path: Path, whole: bytes, rubbish: bytes) -> None:
    path = left_open(tmp_path, whole + rubbish)
    assert recover(tmp_path) == (Recovered(path.name, len(whole), cut=len(rubbish)),)
    assert path.read_bytes() == whole


def test_a_file_damaged_in_the_middle_is_left_as_it_is(tmp_path: Path, whole: bytes) -> None:
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 0xFF
    path = left_open(tmp_path, bytes(damaged))
    (found,) = recover(tmp_path)
    assert found.damaged
    assert "is damaged after" in str(found)
    assert path.read_bytes() == damaged
    assert recover(tmp_path) == ()


def test_a_file_is_read_only_once_what_it_holds_is_on_the_disk(
    tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the power might go in between, and nobody would look at what is left of it."""

    def failing(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    left_open(tmp_path, whole + b"cut")
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", failing)
        with pytest.raises(OSError, match="Input/output error"):
            recover(tmp_path)
    assert recover(tmp_path) == (Recovered("run-1-x.warc.gz", len(whole)),)


def test_an_empty_file_goes(tmp_path: Path) -> None:
    left_open(tmp_path, b"")
    recover(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_closed_files_and_those_of_a_living_process_are_left_alone(tmp_path: Path) -> None:
    with WarcArchive(tmp_path, 1, {}) as archive:
        archive.write(exchange())
    with WarcArchive(tmp_path, 2, {}) as archive:
        archive.write(exchange(b"living"))
        before = {path: path.stat() for path in warcs(tmp_path)}
        assert recover(tmp_path) == ()
        assert {path: path.stat() for path in warcs(tmp_path)} == before
        archive.write(exchange(b"goes on"))


def test_the_next_archive_recovers_and_notes_it(tmp_path: Path, whole: bytes) -> None:
    path = left_open(tmp_path, whole + b"cut")
    with WarcArchive(tmp_path, 2, {}) as archive:
        assert [found.cut for found in archive.recovered] == [3]
        capture = archive.write(exchange())
    warcinfo = records(tmp_path / capture.file)[0]
    assert f"recovered: {path.name}: 3 bytes of a cut last record removed" in warcinfo.block.decode()


def test_a_folder_that_can_t_be_put_right_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").mkdir()
    with pytest.raises(ArchiveTrouble, match="Is a directory"):
        WarcArchive(tmp_path, 1, {})


def test_what_was_recovered_can_be_read(tmp_path: Path) -> None:
    archive = WarcArchive(tmp_path, 1, {})
    capture = archive.write(exchange(b"kept"))
    content = warcs(tmp_path)[0].read_bytes()
    archive.close()
    path = tmp_path / capture.file
    path.unlink()
    path.write_bytes(content + content[:100])
    recover(tmp_path)
    assert b"".join(read_body(tmp_path, capture)) == b"kept"
