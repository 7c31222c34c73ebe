"""What is in the archive's records: WARC 1.1 (ISO 28500:2017), for exchanges and for what a person saved."""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote

from linkcheck.archive.exchange import Exchange, SavedFile
from linkcheck.archive.gathering import GatheredFile
from linkcheck.archive.members import Body, sha1_field, write_record

CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
SHA256_FIELD = "Linkcheck-Payload-SHA256"
"""Our own field beside WARC-Payload-Digest, which takes one digest and is SHA-1 in every public archive."""

_random = random.Random()  # noqa: S311  # ids are no secrets; the system's numbers would cost a system call each
os.register_at_fork(after_in_child=_random.seed)

_FIELDS = "application/warc-fields"
_REQUEST = "application/http; msgtype=request"
_RESPONSE = "application/http; msgtype=response"


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


def new_record_id() -> str:
    """A random UUID (RFC 9562, 5.4)."""
    digits = f"{_random.getrandbits(128):032x}"
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"<urn:uuid:{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}>"


def as_original(exchange: Exchange, record_id: str) -> Original:
    """What revisits say of the response record that was written for the exchange."""
    return Original(record_id, _uri(exchange.url), _date(exchange.started_at))


def write_warcinfo(file: GatheredFile, name: str, info: Mapping[str, str]) -> str:
    """Who wrote the file and how; returns the record's id."""
    record_id = new_record_id()
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", record_id),
        ("WARC-Filename", name),
        ("WARC-Date", _date(datetime.now(UTC))),
    ]
    described = {"format": "WARC File Format 1.1", "conformsTo": CONFORMS_TO, **info}
    write_record(file, fields, _FIELDS, body=_lines(described))
    return record_id


def write_request(file: GatheredFile, exchange: Exchange, concurrent_to: str, warcinfo_id: str) -> None:
    """The request's head. Our requests have no body."""
    fields = _exchange_fields("request", new_record_id(), exchange, warcinfo_id)
    fields.append(("WARC-Concurrent-To", concurrent_to))
    write_record(file, fields, _REQUEST, head=exchange.request_head)


def write_response(file: GatheredFile, exchange: Exchange, record_id: str, warcinfo_id: str) -> None:
    """The response, body included. Raises ArchiveTrouble where the body isn't what its hashes say."""
    fields = _exchange_fields("response", record_id, exchange, warcinfo_id)
    fields.append((SHA256_FIELD, exchange.sha256))
    if exchange.truncated is not None:
        fields.append(("WARC-Truncated", exchange.truncated.value))
    write_record(file, fields, _RESPONSE, head=exchange.response_head, body=_body(exchange))


def write_revisit(
    file: GatheredFile, exchange: Exchange, record_id: str, warcinfo_id: str, original: Original, profile: Profile
) -> None:
    """The response's head alone: its body is the original's."""
    fields = _exchange_fields("revisit", record_id, exchange, warcinfo_id)
    fields += [
        ("WARC-Profile", profile.value),
        ("WARC-Refers-To", original.record_id),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.date),
    ]
    if profile is Profile.SAME_PAYLOAD:
        fields += [("WARC-Payload-Digest", sha1_field(exchange.sha1)), (SHA256_FIELD, exchange.sha256)]
    write_record(file, fields, _RESPONSE, head=exchange.response_head)


def write_metadata(
    file: GatheredFile, exchange: Exchange, concurrent_to: str, warcinfo_id: str, notes: Mapping[str, str]
) -> None:
    """What is known of the exchange beside its bytes, one field a line."""
    fields = _fields("metadata", new_record_id(), exchange.url, exchange.started_at, warcinfo_id)
    fields += [("WARC-Concurrent-To", concurrent_to), ("WARC-Refers-To", concurrent_to)]
    found = {"bytes": str(exchange.bytes), "sha256": exchange.sha256, "sha1": exchange.sha1}
    if b"transfer-encoding:" in exchange.response_head.lower():
        found["transfer-encoding"] = "undone: the body stands in the response record as it was before it was chunked"
    if exchange.truncated is not None:
        found["truncated"] = exchange.truncated.value
    write_record(file, fields, _FIELDS, body=_lines(found | dict(notes)))


def write_saved_file(file: GatheredFile, saved: SavedFile, record_id: str, warcinfo_id: str) -> None:
    """What a person saved, under a URN: nobody must take it for what the URL's server answered to us."""
    urn = f"urn:sha256:{saved.sha256}"
    fields = _fields("resource", record_id, urn, saved.saved_at, warcinfo_id)
    fields.append((SHA256_FIELD, saved.sha256))
    write_record(file, fields, _media_type(saved), body=_body(saved))
    about = _fields("metadata", new_record_id(), urn, saved.saved_at, warcinfo_id)
    about += [("WARC-Concurrent-To", record_id), ("WARC-Refers-To", record_id)]
    write_record(file, about, _FIELDS, body=_lines({"saved-from": saved.url, "file-name": saved.name}))


def _exchange_fields(kind: str, record_id: str, exchange: Exchange, warcinfo_id: str) -> list[tuple[str, str]]:
    fields = _fields(kind, record_id, exchange.url, exchange.started_at, warcinfo_id)
    address = _address(exchange.address)
    return [*fields, ("WARC-IP-Address", address)] if address else fields


@lru_cache(maxsize=1024)
def _address(text: str) -> str | None:
    try:
        return str(ip_address(text.partition("%")[0]))  # a scope is of this machine alone
    except ValueError:
        return None


def _fields(kind: str, record_id: str, url: str, moment: datetime, warcinfo_id: str) -> list[tuple[str, str]]:
    return [
        ("WARC-Type", kind),
        ("WARC-Record-ID", record_id),
        ("WARC-Target-URI", _uri(url)),
        ("WARC-Date", _date(moment)),
        ("WARC-Warcinfo-ID", warcinfo_id),
    ]


def _body(whose: Exchange | SavedFile) -> Body:
    return Body(whose.body, whose.bytes, whose.sha256, whose.sha1)


def _media_type(saved: SavedFile) -> str:
    return _one_line(saved.media_type) if saved.media_type.isascii() else "application/octet-stream"


@lru_cache(maxsize=64)  # both stand in several records of an exchange
def _date(moment: datetime) -> str:
    """W3C-DTF in UTC with microseconds, as WARC 1.1 (5.4) has it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


@lru_cache(maxsize=64)
def _uri(url: str) -> str:
    """The URL as a field can hold it: nothing beyond ASCII, no spaces, no line ends."""
    return quote(url, safe="!#$&'()*+,/:;=?@[]~%-._", errors="replace")


def _lines(values: Mapping[str, str]) -> Body:
    text = "".join([f"{_one_line(name)}: {_one_line(value)}\r\n" for name, value in values.items()])
    return Body.of(text.encode("utf-8", "replace"))


def _one_line(text: str) -> str:
    return " ".join(text.split())
