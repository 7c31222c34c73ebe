"""One WARC record after another, each a gzip member of its own (WARC 1.1, annex D)."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from typing import BinaryIO, Self

from isal import igzip_lib, isal_zlib

from linkcheck.archive.gathering import GatheredFile, Piece
from linkcheck.errors import ArchiveTrouble

VERSION = "WARC/1.1"
CHUNK = 0xFFFF
"""Bytes that are taken at a time: as many as a stored block of a gzip member holds (RFC 1951, 3.2.4)."""

_END = b"\r\n\r\n"
_WITHOUT_PAYLOAD = frozenset({"warcinfo", "revisit"})
"""Types whose payload digest is none, or another record's."""

_GZIP_HEAD = b"\x1f\x8b\x08" + bytes(6) + b"\xff"
_BLOCK, _TRAILER = struct.Struct("<BHH"), struct.Struct("<II")
"""A gzip member's head, the head of a stored block, and the member's end."""

_GZIP = 16 + isal_zlib.MAX_WBITS
"""Bits of Deflate's window, for a gzip member."""

_ROUGHLY, _USUAL = 0, 2
"""Levels of compression. The usual one costs a quarter of zlib's for some percent more bytes."""

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

    def chunks(self) -> Iterator[Piece]:
        """The body in pieces, shorter than it should be where the file is."""
        if isinstance(self.file, io.BytesIO):
            yield memoryview(self.file.getvalue())[: self.size]  # no copy
            return
        self.file.seek(0)
        left = self.size
        while left > 0 and (chunk := self.file.read(min(left, CHUNK))):
            left -= len(chunk)
            yield chunk


NOTHING = Body.of(b"")


def write_record(
    file: GatheredFile, fields: list[tuple[str, str]], media_type: str, *, head: bytes = b"", body: Body = NOTHING
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
    text = "".join([f"{name}: {value}\r\n" for name, value in about])
    begin = f"{VERSION}\r\n{text}\r\n".encode() + head
    pieces = chain([begin], body.chunks(), [_END])
    for piece in _gzip_member(pieces, length, body):
        file.write(piece)


_BASE32 = ["".join(pair) for pair in product("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", repeat=2)]
"""Ten bits each (RFC 4648, 6). The standard library's takes as long as the digest itself."""

_TENS = range(150, -1, -10)


@lru_cache(maxsize=64)  # a body's stands in several fields
def sha1_field(in_hex: str) -> str:
    """A digest in base32, as public archives index it."""
    number = int(in_hex, 16)
    return "sha1:" + "".join([_BASE32[number >> bits & 0x3FF] for bits in _TENS])


def _verified_block_digest(head: bytes, body: Body) -> str:
    block = hashlib.sha1(head, usedforsecurity=False)
    if body is NOTHING:
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


def _is_compressible(body: Body) -> bool:
    """PDFs, pictures and packages are compressed already: doing it again would cost time for nothing."""
    if body.size < _SHORT:
        return True
    samples = bytearray()
    for part in range(_SAMPLES):
        body.file.seek(max(0, (body.size - _SAMPLE) * part // (_SAMPLES - 1)))
        samples += body.file.read(_SAMPLE)
    return len(igzip_lib.compress(samples, _ROUGHLY)) < _WORTH_IT * len(samples)


def _gzip_member(pieces: Iterable[Piece], length: int, body: Body) -> Iterator[Piece]:
    """The pieces, a block of so many bytes with its body among them, as a gzip member."""
    if length < _SHORT:
        return iter([igzip_lib.compress(b"".join(pieces), _USUAL, igzip_lib.COMP_GZIP)])
    return _deflated(pieces) if _is_compressible(body) else _stored(pieces)


def _deflated(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """A part at a time."""
    deflate = isal_zlib.compressobj(_USUAL, isal_zlib.DEFLATED, _GZIP)
    for piece in pieces:
        yield deflate.compress(piece)
    yield deflate.flush()


def _stored(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same, nothing compressed (RFC 1951, 3.2.4; RFC 1952)."""
    crc32, size = 0, 0
    begin = _GZIP_HEAD
    for piece in pieces:
        crc32, size = isal_zlib.crc32(piece, crc32), size + len(piece)
        for start in range(0, len(piece), CHUNK):
            block = piece[start : start + CHUNK]
            yield begin + _BLOCK.pack(0, len(block), len(block) ^ 0xFFFF)
            yield block
            begin = b""
    yield begin + _BLOCK.pack(1, 0, 0xFFFF) + _TRAILER.pack(crc32, size & 0xFFFFFFFF)
