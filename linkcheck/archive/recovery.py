"""Putting right what a process that was killed left behind: a file that nobody closed, with a cut last record."""

from __future__ import annotations

import fcntl
import os
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_BLOCK = 256 * 1024
_MEMBER = b"\x1f\x8b\x08"  # RFC 1952: how a gzip member begins


@dataclass(frozen=True, slots=True)
class Recovered:
    """A file that was left open. `cut` bytes of a last record that wasn't whole were taken off; the rest is whole.

    `damaged`: a record in the middle can't be read though others follow it. Such a file is left as it is.
    """

    file: str
    bytes: int
    cut: int = 0
    damaged: bool = False

    def __str__(self) -> str:
        if self.damaged:
            return f"{self.file} is damaged after {self.bytes} bytes, and was left as it is"
        return f"{self.file}: {self.cut} bytes of a cut last record removed" if self.cut else f"{self.file} closed"


def recover(folder: Path) -> tuple[Recovered, ...]:
    """Trim and close the folder's WARC files that no living process writes; those closed already are not looked at.

    Raises OSError where the folder can't be read or a file not be changed.
    """
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        if not path.is_symlink() and path.stat().st_mode & stat.S_IWUSR:
            with path.open("r+b") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue  # its process lives
                found.append(_put_right(path, file))
    return tuple(found)


def close_for_good(file: BinaryIO) -> None:
    """Make a file that is whole read-only, on the disk too: first what it holds, for then nobody looks at it again."""
    os.fsync(file.fileno())
    os.fchmod(file.fileno(), stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    os.fsync(file.fileno())


def _put_right(path: Path, file: BinaryIO) -> Recovered:
    size = path.stat().st_size
    whole = _whole_members(file)
    if whole < size and _has_member_after(file, whole):
        close_for_good(file)
        return Recovered(path.name, whole, damaged=True)
    file.truncate(whole)
    close_for_good(file)
    if whole == 0:
        path.unlink()
    return Recovered(path.name, whole, cut=size - whole)


def _whole_members(file: BinaryIO) -> int:
    """How many bytes from the start are whole gzip members, each with its checksum right."""
    end = 0
    while True:
        file.seek(end)
        length = _member_length(file)
        if length is None:
            return end
        end += length


def _member_length(file: BinaryIO) -> int | None:
    """The bytes of the member that begins here, or None where it isn't whole. What is in it is thrown away."""
    inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
    taken = 0
    while not inflate.eof:
        block = file.read(_BLOCK)
        if not block:
            return None
        taken += len(block)
        try:
            while block and not inflate.eof:
                inflate.decompress(block, _BLOCK)
                block = inflate.unconsumed_tail
        except zlib.error:
            return None
    return taken - len(inflate.unused_data)


def _has_member_after(file: BinaryIO, bad: int) -> bool:
    """Does a record begin after the one that is bad?"""
    position = bad + 1
    tail = b""
    file.seek(position)
    while block := file.read(_BLOCK):
        window = tail + block
        start = position - len(tail)
        at = window.find(_MEMBER)
        while at >= 0:
            if _begins_a_record(file, start + at):
                return True
            at = window.find(_MEMBER, at + 1)
        position += len(block)
        tail = window[-(len(_MEMBER) - 1) :]
        file.seek(position)
    return False


def _begins_a_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(zlib.MAX_WBITS + 16).decompress(file.read(4096), 8).startswith(b"WARC/1.")
    except zlib.error:
        return False
