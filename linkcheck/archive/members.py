"""One WARC record after another, each a gzip member of its own (WARC 1.1, annex D)."""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO, Self

from linkcheck.errors import ArchiveTrouble

VERSION = "WARC/1.1"
CHUNK = 64 * 1024

_END = b"\r\n\r\n"
_WITHOUT_PAYLOAD = frozenset({"warcinfo", "revisit"})
"""Types whose payload digest is none, or another record's."""

_DEFLATE, _STORE = 6, 0
_SMALL = 12, 5
"""Bits of Deflate's window, and its memory's level: to set up the usual ones takes longer than a short record does."""

_GZIP = 16
"""To be added to a window's bits for a gzip member."""

_SHORT = 4 * 1024
"""Bytes: what is shorter is compressed in any case."""

_SAMPLES = 3
_SAMPLE = 1024
_WORTH_IT = 0.9
"""A body whose samples stay larger than this share of themselves is compressed already."""


@dataclass(frozen=True, slots=True)
class Body:
    """What follows a record's head: `size` bytes of `file` from its start, which have these hashes (hex)."""

    file: BinaryIO
    size: int
    sha256: str
    sha1: str

    @classmethod
    def of(cls, data: bytes) -> Self:
        sha1 = hashlib.sha1(data, usedforsecurity=False).hexdigest()
        return cls(io.BytesIO(data), len(data), hashlib.sha256(data).hexdigest(), sha1)

    def chunks(self) -> Iterator[bytes]:
        """The body in pieces, shorter than it should be where the file is."""
        self.file.seek(0)
        left = self.size
        while left > 0 and (chunk := self.file.read(min(left, CHUNK))):
            left -= len(chunk)
            yield chunk


NOTHING = Body.of(b"")


def write_record(
    file: BinaryIO, fields: list[tuple[str, str]], media_type: str, *, head: bytes = b"", body: Body = NOTHING
) -> None:
    """Write a record whose block is `head`, byte by byte, and `body`. The first of its fields is its type.

    The digests of block and body are added, the latter not where the type has no payload; no field may hold a line end.
    Raises ArchiveTrouble where the body isn't what its hashes say: an archive must not be wrong.
    """
    length = len(head) + body.size
    about = [*fields, ("WARC-Block-Digest", sha1_field(_verified_block_digest(head, body)))]
    if fields[0][1] not in _WITHOUT_PAYLOAD:
        about.append(("WARC-Payload-Digest", sha1_field(body.sha1)))
    about += [("Content-Type", media_type), ("Content-Length", str(length))]
    text = "".join(f"{name}: {value}\r\n" for name, value in about)
    begin = f"{VERSION}\r\n{text}\r\n".encode() + head
    if length < _SHORT:
        _put(file, zlib.compress(b"".join((begin, *body.chunks(), _END)), _DEFLATE, _GZIP + _SMALL[0]))
        return
    member = _GzipMember(file, _level_for(body))
    member.write(begin)
    for chunk in body.chunks():
        member.write(chunk)
    member.write(_END)
    member.close()


@lru_cache(maxsize=64)  # a body's stands in several fields
def sha1_field(in_hex: str) -> str:
    """A digest in base32, as public archives index it."""
    return "sha1:" + base64.b32encode(bytes.fromhex(in_hex)).decode()


def _verified_block_digest(head: bytes, body: Body) -> str:
    block = hashlib.sha1(head, usedforsecurity=False)
    if not body.size:
        return block.hexdigest()
    sha1, sha256, size = hashlib.sha1(usedforsecurity=False), hashlib.sha256(), 0
    for chunk in body.chunks():
        size += len(chunk)
        for digest in (block, sha1, sha256):
            digest.update(chunk)
    if (size, sha1.hexdigest(), sha256.hexdigest()) != (body.size, body.sha1, body.sha256):
        raise ArchiveTrouble(
            f"a body is no longer what it was when it was read: {size} of {body.size} bytes, SHA-256 {body.sha256}",
            "Check the disk of the temporary folder, and start again",
        )
    return block.hexdigest()


def _level_for(body: Body) -> int:
    """Deflate's level: PDFs, pictures and packages are compressed already, and would cost time for nothing."""
    if body.size < _SHORT:
        return _DEFLATE
    samples = bytearray()
    for part in range(_SAMPLES):
        body.file.seek(max(0, (body.size - _SAMPLE) * part // (_SAMPLES - 1)))
        samples += body.file.read(_SAMPLE)
    quick = zlib.compressobj(1, zlib.DEFLATED, *_SMALL, zlib.Z_HUFFMAN_ONLY)
    return _DEFLATE if len(quick.compress(samples) + quick.flush()) < _WORTH_IT * len(samples) else _STORE


class _GzipMember:
    """One gzip member, compressed at a level that suits what is in it; written in few pieces."""

    def __init__(self, file: BinaryIO, level: int) -> None:
        self._file = file
        self._deflate = zlib.compressobj(level, zlib.DEFLATED, _GZIP + zlib.MAX_WBITS)
        self._ready: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        self._add(self._deflate.compress(data))
        if self._size >= CHUNK:
            self._put()

    def close(self) -> None:
        self._add(self._deflate.flush())
        self._put()

    def _add(self, data: bytes) -> None:
        self._ready.append(data)
        self._size += len(data)

    def _put(self) -> None:
        _put(self._file, b"".join(self._ready))
        self._ready.clear()
        self._size = 0


def _put(file: BinaryIO, data: bytes) -> None:
    """All of it: a file without a buffer may take a part."""
    while data:
        data = data[file.write(data) :]
