"""Exchanges of a fictional site, and what warcio reads of an archive."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from linkcheck.archive.exchange import Exchange, Truncation

URL = "https://www.northwind.example/ghg.pdf"
STARTED = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
REQUEST = b"GET /ghg.pdf HTTP/1.1\r\nHost: www.northwind.example\r\nuSER-aGENT: test\r\n\r\n"
RESPONSE = (
    b"HTTP/1.1 200  Fine,  thanks \r\ncontent-TYPE:application/pdf\r\n"
    b"X-Latin: \xe9\r\nX-Twice: 1\r\nX-Twice:  2\r\n\r\n"
)


def exchange(
    body: bytes = b"%PDF-1.7 a body",
    url: str = URL,
    response_head: bytes = RESPONSE,
    truncated: Truncation | None = None,
    address: str = "192.0.2.7",
) -> Exchange:
    return Exchange(
        url=url,
        started_at=STARTED,
        address=address,
        request_head=REQUEST,
        response_head=response_head,
        body=io.BytesIO(body),
        bytes=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        sha1=hashlib.sha1(body).hexdigest(),
        truncated=truncated,
    )


@dataclass(frozen=True)
class Record:
    """A record as warcio reads it; `block` holds head and body."""

    offset: int
    fields: dict[str, str]
    block: bytes

    def __getitem__(self, name: str) -> str | None:
        return self.fields.get(name)


def records(path: Path) -> list[Record]:
    found = []
    with path.open("rb") as file:
        iterator = ArchiveIterator(file, no_record_parse=True)
        for record in iterator:
            block = record.raw_stream.read()
            found.append(Record(iterator.get_record_offset(), dict(record.rec_headers.headers), block))
    return found


def warcs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.warc.gz"))
