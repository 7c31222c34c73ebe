"""One WARC record after another, each a gzip member of its own (WARC 1.1, annex D)."""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Self

from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from linkcheck.errors import ArchiveTrouble

VERSION = "WARC/1.1"
CHUNK = 64 * 1024

_DEFLATE, _STORE = 6, 0
_SAMPLES = 3
_SAMPLE = 4 * 1024
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
        limited = LimitReader(self.file, self.size)
        while chunk := limited.read(CHUNK):
            yield chunk


NOTHING = Body.of(b"")


def write_record(
    file: BinaryIO, fields: list[tuple[str, str]], media_type: str, *, head: bytes = b"", body: Body = NOTHING
) -> None:
    """Write a record whose block is `head`, byte by byte, and `body`. The first of its fields is its type.

    The digests of block and body are added, the latter not where the type has no payload.
    Raises ArchiveTrouble where the body isn't what its hashes say: an archive must not be wrong.
    """
    kind = fields[0][1]
    digests = [("WARC-Block-Digest", sha1_field(_verified_block_digest(head, body)))]
    if kind not in WARCWriter.NO_PAYLOAD_DIGEST_TYPES:
        digests.append(("WARC-Payload-Digest", sha1_field(body.sha1)))
    headers = StatusAndHeaders("", fields + digests, protocol=VERSION)
    member = _GzipMember(file, _level_for(body))
    body.file.seek(0)
    stream, size = LimitReader(body.file, body.size), body.size
    parsed = _Head(head) if head else None
    record = ArcWarcRecord("warc", kind, headers, stream, parsed, media_type, size, payload_length=size)
    WARCWriter(member, gzip=False, warc_version=VERSION).write_record(record)
    member.close()


def sha1_field(in_hex: str) -> str:
    """A digest in base32, as public archives index it."""
    return "sha1:" + base64.b32encode(bytes.fromhex(in_hex)).decode()


def _verified_block_digest(head: bytes, body: Body) -> str:
    block = hashlib.sha1(head, usedforsecurity=False)
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
    if body.size < _SAMPLE:
        return _DEFLATE
    samples = bytearray()
    for part in range(_SAMPLES):
        body.file.seek(max(0, (body.size - _SAMPLE) * part // (_SAMPLES - 1)))
        samples += body.file.read(min(_SAMPLE, body.size))
    quick = zlib.compressobj(1, strategy=zlib.Z_HUFFMAN_ONLY)
    return _DEFLATE if len(quick.compress(samples) + quick.flush()) < _WORTH_IT * len(samples) else _STORE


class _Head:
    """What warcio takes for parsed headers: bytes that it writes as they are."""

    def __init__(self, raw: bytes) -> None:
        self.headers_buff = raw

    def compute_headers_buffer(self, _header_filter: object = None) -> None:
        """Nothing: they are here already."""


class _GzipMember:
    """One gzip member at a level of its own: warcio compresses every record at the highest."""

    def __init__(self, file: BinaryIO, level: int) -> None:
        self._file = file
        self._deflate = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)

    def write(self, data: bytes) -> None:
        self._put(self._deflate.compress(data))

    def flush(self) -> None:
        """Nothing in the middle of a member."""

    def close(self) -> None:
        self._put(self._deflate.flush())

    def _put(self, data: bytes) -> None:
        """All of it: a file without a buffer may take a part."""
        while data:
            data = data[self._file.write(data) :]
