"""Reading the archive: one record by its place, its body in pieces. An archive may have been tampered with."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from linkcheck.archive.members import CHUNK
from linkcheck.archive.records import SHA256_FIELD, Original
from linkcheck.errors import ArchiveTrouble
from linkcheck.fetch import Capture

LARGEST_HEAD = 2**20
"""Bytes of a record's fields or of an HTTP head; what is longer is taken for damage."""

USUAL_HEAD = 4 * 1024
"""Bytes that are read of a record whose head alone is wanted."""

FIELDS_END = re.compile(rb"\r\n\r\n")
"""What ends the fields of a WARC record."""

HEAD_END = re.compile(rb"\r?\n\r?\n")
"""What ends an HTTP head as servers send it: not all of them end lines as they should (RFC 9112, 2.2)."""

_HINT = "Restore the file from a copy of the archive"


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record while it is open. `fields` are WARC's, names in lower case; `head` is HTTP's, byte by byte.

    `body` can be gone through once.
    """

    fields: Mapping[str, str]
    head: bytes
    body: Iterator[bytes]


@contextmanager
def open_record(folder: Path, capture: Capture) -> Iterator[StoredRecord]:
    """The record at a capture's place, whether it holds the body or not.

    Raises ArchiveTrouble where the file or the record isn't there, or can't be read, now or while the body is read.
    """
    if Path(capture.file).name != capture.file:
        raise ArchiveTrouble(f"{capture.file!r} is no file of the archive")
    path = folder / capture.file
    try:
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise ArchiveTrouble(f"{path} can't be opened: {error.strerror}", _HINT) from error
    with file:
        yield _read_record(_Member(file, capture), path, capture)


def read_body(folder: Path, capture: Capture, *, most: int | None = None) -> Iterator[bytes]:
    """The body of a capture in pieces, from where it is kept if the capture is a revisit.

    Raises ArchiveTrouble where it isn't there, is longer than `most` bytes, or (after the last piece) where it doesn't
    have the SHA-256 that its record says.
    """
    holder = capture.body or capture
    with open_record(folder, holder) as record:
        if record.fields.get("warc-type") not in ("response", "resource"):
            raise ArchiveTrouble(f"record {holder.record_id} of {holder.file} holds no body", _HINT)
        sha256, size = hashlib.sha256(), 0
        for piece in record.body:
            size += len(piece)
            if most is not None and size > most:
                raise ArchiveTrouble(f"the body of {holder.record_id} in {holder.file} has more than {most} bytes")
            sha256.update(piece)
            yield piece
        if sha256.hexdigest() != record.fields.get(SHA256_FIELD.lower()):
            raise ArchiveTrouble(f"the body of {holder.record_id} in {holder.file} was changed", _HINT)


def original_of(folder: Path, capture: Capture, sha256: str) -> Original | None:
    """What a revisit says of the record at `capture`; None where that doesn't hold the body of that SHA-256 whole."""
    try:
        with open_record(folder, capture) as record:
            fields = record.fields
    except ArchiveTrouble:
        return None
    whole = fields.get("warc-type") == "response" and "warc-truncated" not in fields
    if not whole or fields.get(SHA256_FIELD.lower()) != sha256:
        return None
    return Original(capture.record_id, fields.get("warc-target-uri", ""), fields.get("warc-date", ""))


def parted(end: re.Pattern[bytes], ready: bytes, more: Callable[[], bytes]) -> tuple[bytes, bytes]:
    """What is `ready`, and as much more as it takes: up to and with the end, and what comes after it.

    Raises ValueError where it takes more than `LARGEST_HEAD`.
    """
    searched = 0
    while (found := end.search(ready, max(0, searched - 3))) is None:  # the end may have begun
        searched = len(ready)
        if searched > LARGEST_HEAD:
            raise ValueError("a head without an end")
        ready += more()
    return ready[: found.end()], ready[found.end() :]


def _read_record(member: _Member, path: Path, capture: Capture) -> StoredRecord:
    fields = _fields(member.until(FIELDS_END))
    length = fields.get("content-length", "")
    if fields.get("warc-record-id") != capture.record_id or not length.isdecimal():
        raise ArchiveTrouble(f"{path} has no record {capture.record_id} at {capture.offset}", _HINT)
    head = b""
    if fields.get("content-type", "").startswith("application/http"):
        head = member.until(HEAD_END)
    return StoredRecord(fields, head, member.next_bytes(int(length) - len(head)))


def _fields(text: bytes) -> dict[str, str]:
    lines = text.decode("utf-8", "replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines if line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


class _Member:
    """What is in the gzip member at a capture's place, never more than two pieces of it at a time."""

    def __init__(self, file: BinaryIO, capture: Capture) -> None:
        self._file = file
        self._capture = capture
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        self._ready = b""
        file.seek(capture.offset)

    def until(self, end: re.Pattern[bytes]) -> bytes:
        """Up to and with the next end."""
        try:
            head, self._ready = parted(end, self._ready, partial(self._piece, USUAL_HEAD))
        except ValueError as error:
            raise self._trouble(str(error)) from None
        return head

    def next_bytes(self, length: int) -> Iterator[bytes]:
        """The next `length` bytes, which must be there."""
        while length > 0:
            piece = self._ready or self._piece(CHUNK)
            self._ready = piece[length:]
            yield piece[:length]
            length -= len(piece)

    def _piece(self, most: int) -> bytes:
        """Some of what comes next, `most` bytes of it at most."""
        try:
            while not self._inflate.eof and (data := self._inflate.unconsumed_tail or self._file.read(most)):
                if piece := self._inflate.decompress(data, most):
                    return piece
        except (OSError, zlib.error) as error:
            raise self._trouble(getattr(error, "strerror", None) or "it is damaged") from error
        raise self._trouble("the record is cut")

    def _trouble(self, reason: str) -> ArchiveTrouble:
        return ArchiveTrouble(f"{self._file.name} can't be read at {self._capture.offset}: {reason}", _HINT)
