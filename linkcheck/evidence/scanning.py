"""Going through a WARC file record by record, and recomputing every digest on the way. Memory stays flat."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from linkcheck.archive.reader import FIELDS_END, HEAD_END, parted
from linkcheck.archive.records import SHA256_FIELD
from linkcheck.errors import ArchiveTrouble

_PIECE = 32 * 1024
_END = b"\r\n\r\n"
_REMEMBERED = 64 * 1024
"""Bytes of a warcinfo's or a metadata record's block that are kept: more is none of ours."""

_WITH_PAYLOAD = ("response", "resource")


@dataclass(frozen=True, slots=True)
class Scanned:
    """One record, `length` bytes of the file long. `fields` are WARC's, names in lower case.

    `head_sha256` is of the HTTP head, `status` and `media_type` are what it says; empty where it has none. `payload_*`
    are of what follows that head. `notes` are the lines of a metadata record. `faults` says which digests of the record
    are wrong, in words.
    """

    offset: int
    length: int
    fields: Mapping[str, str]
    head_sha256: str
    status: str
    media_type: str
    payload_sha256: str
    payload_bytes: int
    notes: Mapping[str, str]
    faults: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "")

    @property
    def record_id(self) -> str:
        return self.fields.get("warc-record-id", "")


def scan(path: Path) -> Iterator[Scanned]:
    """All records in their order. Raises ArchiveTrouble, which says where, at the first that can't be read."""
    try:
        with path.open("rb") as file:
            end, offset = path.stat().st_size, 0
            while offset < end:
                member = _Member(file, offset)
                try:
                    yield _scanned(member, offset)
                except (zlib.error, ValueError) as error:
                    raise ArchiveTrouble(f"the record at {offset} can't be read: {error}") from error
                offset = member.end
    except OSError as error:
        raise ArchiveTrouble(f"it can't be read: {error.strerror or type(error).__name__}") from error


def _scanned(member: _Member, offset: int) -> Scanned:
    fields = _lines(member.until(FIELDS_END).partition(b"\r\n")[2])
    length = fields.get("content-length", "")
    if not length.isdecimal():
        raise ValueError("it has no length")
    has_head = fields.get("content-type", "").startswith("application/http")
    head = member.until(HEAD_END) if has_head else b""
    left = int(length) - len(head)
    if left < 0:
        raise ValueError("its head is longer than the record")
    block = hashlib.sha1(head, usedforsecurity=False)
    sha1, sha256, beginning = hashlib.sha1(usedforsecurity=False), hashlib.sha256(), b""
    keeps = fields.get("warc-type") == "metadata"
    for piece in member.next_bytes(left):
        for running in (block, sha1, sha256):
            running.update(piece)
        if keeps and len(beginning) < _REMEMBERED:
            beginning += piece
    member.must_end()
    found = {"block": block.hexdigest(), "payload": sha1.hexdigest(), "sha256": sha256.hexdigest()}
    return Scanned(
        offset=offset,
        length=member.end - offset,
        fields=fields,
        head_sha256=hashlib.sha256(head).hexdigest() if head else "",
        status=_status(head),
        media_type=_lines(head).get("content-type", "").partition(";")[0].strip().lower(),
        payload_sha256=found["sha256"],
        payload_bytes=left,
        notes=_lines(beginning),
        faults=tuple(_faults(fields, found)),
    )


def _status(head: bytes) -> str:
    parts = head.partition(b"\r\n")[0].split(b" ", 2)
    code = parts[1] if len(parts) > 1 and parts[0].startswith(b"HTTP/") else b""
    return code.decode() if code.isdigit() else ""


def _faults(fields: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    if fields.get("warc-block-digest") != _base32(found["block"]):
        yield "its block is not what WARC-Block-Digest says"
    if fields.get("warc-type") in _WITH_PAYLOAD:
        if fields.get("warc-payload-digest") != _base32(found["payload"]):
            yield "its payload is not what WARC-Payload-Digest says"
        if fields.get(SHA256_FIELD.lower()) != found["sha256"]:
            yield f"its payload is not what {SHA256_FIELD} says"


def _base32(in_hex: str) -> str:
    return "sha1:" + base64.b32encode(bytes.fromhex(in_hex)).decode()


def _lines(text: bytes) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.decode("utf-8", "replace").split("\n") if line.strip())
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


class _Member:
    """One gzip member, read in pieces. `end` is where the next one begins, once this one was read to its end."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS + 16)
        self._ready = b""
        self.end = offset
        file.seek(offset)

    def until(self, end: re.Pattern[bytes]) -> bytes:
        head, self._ready = parted(end, self._ready, self._needed)
        return head

    def next_bytes(self, length: int) -> Iterator[bytes]:
        while length > 0:
            piece = self._ready or self._needed()
            self._ready = piece[length:]
            yield piece[:length]
            length -= len(piece)

    def must_end(self) -> None:
        """Nothing but the two line ends that close every record, then the member's own checksum."""
        rest = self._ready
        while len(rest) <= len(_END) and (piece := self._piece()):
            rest += piece
        if rest != _END or not self._inflate.eof:
            raise ValueError("it does not end where it should")

    def _needed(self) -> bytes:
        if piece := self._piece():
            return piece
        raise ValueError("it is cut")

    def _piece(self) -> bytes:
        while not self._inflate.eof:
            data = self._inflate.unconsumed_tail
            if not data:
                data = self._file.read(_PIECE)
                self.end += len(data)
            if not data:
                raise ValueError("it is cut")
            piece = self._inflate.decompress(data, _PIECE)
            if self._inflate.eof:
                self.end -= len(self._inflate.unused_data)
            if piece:
                return piece
        return b""
