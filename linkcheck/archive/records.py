"""WARC 1.1 records (ISO 28500:2017) of an exchange. Heads stand in them byte by byte as they went over the wire."""

from __future__ import annotations

import base64
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from ipaddress import ip_address
from typing import BinaryIO
from urllib.parse import quote
from uuid import uuid4

from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from linkcheck.archive.exchange import Exchange
from linkcheck.errors import ArchiveTrouble

VERSION = "WARC/1.1"
CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
SHA256_FIELD = "Linkcheck-Payload-SHA256"
"""Our own field beside WARC-Payload-Digest, which takes one digest and is SHA-1 in every public archive."""

CHUNK = 64 * 1024

_SAMPLES = 3
_SAMPLE = 32 * 1024
_WORTH_IT = 0.9
"""A body whose samples stay larger than this share of themselves is compressed already."""

_DEFLATE, _STORE = 6, 0


class Profile(StrEnum):
    """Why a revisit has no body (WARC 1.1, 6.7.2 and 6.7.3)."""

    SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Original:
    """The response record that a revisit refers to. `date` and `url` as its own fields have them."""

    record_id: str
    url: str
    date: str


class _Head:
    """What warcio takes for parsed headers: bytes that it writes as they are."""

    def __init__(self, raw: bytes) -> None:
        self.headers_buff = raw

    def compute_headers_buffer(self, _header_filter: object = None) -> None:
        """Nothing: they are here already."""


def new_record_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def warc_date(moment: datetime) -> str:
    """W3C-DTF in UTC with microseconds, as WARC 1.1 (5.4) has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def as_original(exchange: Exchange, record_id: str) -> Original:
    """What revisits say of the response record that was written for the exchange."""
    return Original(record_id, _uri(exchange.url), warc_date(exchange.started_at))


def write_warcinfo(file: BinaryIO, name: str, info: Mapping[str, str]) -> str:
    """Who wrote the file and how; returns the record's id."""
    record_id = new_record_id()
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", record_id),
        ("WARC-Filename", name),
        ("WARC-Date", warc_date(datetime.now(UTC))),
    ]
    described = {"format": "WARC File Format 1.1", "conformsTo": CONFORMS_TO, **info}
    _write_fields(file, fields, described.items())
    return record_id


def write_request(file: BinaryIO, exchange: Exchange, concurrent_to: str, warcinfo_id: str) -> None:
    """The request's head. Our requests have no body."""
    fields = _common("request", new_record_id(), exchange, warcinfo_id)
    fields.append(("WARC-Concurrent-To", concurrent_to))
    block = hashlib.sha1(exchange.request_head, usedforsecurity=False)
    _write_http(file, fields, exchange.request_head, io.BytesIO(), 0, block.digest(), _DEFLATE)


def write_response(file: BinaryIO, exchange: Exchange, record_id: str, warcinfo_id: str) -> None:
    """The response, body included. Raises ArchiveTrouble where the body isn't what its hashes say."""
    fields = _common("response", record_id, exchange, warcinfo_id)
    fields += [("WARC-Payload-Digest", _sha1_field(exchange.sha1)), (SHA256_FIELD, exchange.sha256)]
    if exchange.truncated is not None:
        fields.append(("WARC-Truncated", exchange.truncated.value))
    block = _verified_block_digest(exchange)
    level = _level_for(exchange.body, exchange.bytes)
    exchange.body.seek(0)
    body = LimitReader(exchange.body, exchange.bytes)
    _write_http(file, fields, exchange.response_head, body, exchange.bytes, block, level)


def write_revisit(
    file: BinaryIO, exchange: Exchange, record_id: str, warcinfo_id: str, original: Original, profile: Profile
) -> None:
    """The response's head alone: its body is the original's."""
    fields = _common("revisit", record_id, exchange, warcinfo_id)
    fields += [
        ("WARC-Profile", profile.value),
        ("WARC-Refers-To", original.record_id),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.date),
    ]
    if profile is Profile.SAME_PAYLOAD:
        fields += [("WARC-Payload-Digest", _sha1_field(exchange.sha1)), (SHA256_FIELD, exchange.sha256)]
    block = hashlib.sha1(exchange.response_head, usedforsecurity=False)
    _write_http(file, fields, exchange.response_head, io.BytesIO(), 0, block.digest(), _DEFLATE)


def write_metadata(
    file: BinaryIO, exchange: Exchange, concurrent_to: str, warcinfo_id: str, notes: Mapping[str, str]
) -> None:
    """What is known of the exchange beside its bytes, one field a line."""
    fields = _common("metadata", new_record_id(), exchange, warcinfo_id)
    fields += [("WARC-Concurrent-To", concurrent_to), ("WARC-Refers-To", concurrent_to)]
    found = {"bytes": str(exchange.bytes), "sha256": exchange.sha256, "sha1": exchange.sha1}
    if b"transfer-encoding:" in exchange.response_head.lower():
        found["transfer-encoding"] = "undone: the body stands in the response record as it was before it was chunked"
    if exchange.truncated is not None:
        found["truncated"] = exchange.truncated.value
    _write_fields(file, fields, (found | dict(notes)).items())


def _common(kind: str, record_id: str, exchange: Exchange, warcinfo_id: str) -> list[tuple[str, str]]:
    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Target-URI", _uri(exchange.url)),
        ("WARC-Date", warc_date(exchange.started_at)),
        ("WARC-Warcinfo-ID", warcinfo_id),
    ]
    try:
        if kind != "metadata":
            fields.append(("WARC-IP-Address", str(ip_address(exchange.address))))
    except ValueError:
        return fields
    return fields


def _uri(url: str) -> str:
    """The URL as a field can hold it: nothing beyond ASCII, no spaces, no line ends."""
    return quote(url, safe="!#$&'()*+,/:;=?@[]~%-._", errors="replace")


def _sha1_field(in_hex: str) -> str:
    return "sha1:" + base64.b32encode(bytes.fromhex(in_hex)).decode()


def _verified_block_digest(exchange: Exchange) -> bytes:
    """SHA-1 of head and body; on the way, that the body is what it is said to be: an archive must not be wrong."""
    block = hashlib.sha1(exchange.response_head, usedforsecurity=False)
    sha1, sha256, size = hashlib.sha1(usedforsecurity=False), hashlib.sha256(), 0
    for chunk in _chunks(exchange.body, exchange.bytes):
        size += len(chunk)
        for digest in (block, sha1, sha256):
            digest.update(chunk)
    if (size, sha1.hexdigest(), sha256.hexdigest()) != (exchange.bytes, exchange.sha1, exchange.sha256):
        raise ArchiveTrouble(
            f"the body of {exchange.url} is not what was read from the network: {size} of {exchange.bytes} bytes",
            "Check the disk of the temporary folder, and start again",
        )
    return block.digest()


def _chunks(body: BinaryIO, length: int) -> Iterator[bytes]:
    body.seek(0)
    limited = LimitReader(body, length)
    while chunk := limited.read(CHUNK):
        yield chunk


def _level_for(body: BinaryIO, length: int) -> int:
    """Deflate's level for a body: PDFs, pictures and packages are compressed already, and cost time for nothing."""
    if length == 0:
        return _DEFLATE
    samples = bytearray()
    for part in range(_SAMPLES):
        body.seek(max(0, (length - _SAMPLE) * part // (_SAMPLES - 1)))
        samples += body.read(min(_SAMPLE, length))
    return _DEFLATE if len(zlib.compress(samples, 1)) < _WORTH_IT * len(samples) else _STORE


def _write_fields(file: BinaryIO, fields: list[tuple[str, str]], lines: Iterable[tuple[str, str]]) -> None:
    text = "".join(f"{_one_line(name)}: {_one_line(value)}\r\n" for name, value in lines)
    block = text.encode("utf-8", "replace")
    digest = hashlib.sha1(block, usedforsecurity=False).digest()
    record = _record(fields, "application/warc-fields", None, io.BytesIO(block), len(block), digest)
    _write_member(file, record, _DEFLATE)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _write_http(
    file: BinaryIO,
    fields: list[tuple[str, str]],
    head: bytes,
    body: LimitReader | BinaryIO,
    length: int,
    block_digest: bytes,
    level: int,
) -> None:
    kind = "request" if fields[0][1] == "request" else "response"
    media_type = f"application/http; msgtype={kind}"
    _write_member(file, _record(fields, media_type, _Head(head), body, length, block_digest), level)


def _record(
    fields: list[tuple[str, str]], media_type: str, head: _Head | None, body: object, length: int, block_digest: bytes
) -> ArcWarcRecord:
    digest = ("WARC-Block-Digest", "sha1:" + base64.b32encode(block_digest).decode())
    headers = StatusAndHeaders("", [*fields, digest], protocol=VERSION)
    return ArcWarcRecord("warc", fields[0][1], headers, body, head, media_type, length, payload_length=length)


def _write_member(file: BinaryIO, record: ArcWarcRecord, level: int) -> None:
    member = _GzipMember(file, level)
    WARCWriter(member, gzip=False, warc_version=VERSION).write_record(record)
    member.close()


class _GzipMember:
    """One gzip member at a level of its own: warcio compresses every record at the highest."""

    def __init__(self, file: BinaryIO, level: int) -> None:
        self._file = file
        self._deflate = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)

    def write(self, data: bytes) -> None:
        self._file.write(self._deflate.compress(data))

    def flush(self) -> None:
        """Nothing in the middle of a member."""

    def close(self) -> None:
        self._file.write(self._deflate.flush())
