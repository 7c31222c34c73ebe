"""From the records of a WARC file to exchanges: which request, answer and notes belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from linkcheck.archive.records import SHA256_FIELD
from linkcheck.evidence.manifest import SealedExchange
from linkcheck.evidence.scanning import Scanned

ANSWERS = ("response", "revisit")


def exchanges_by_url(file: str, records: Iterable[Scanned]) -> dict[str, list[SealedExchange]]:
    """The exchanges of a file by the URL that they were made for, in their order.

    Those that no fetch was made for (robots.txt, a probe) are under the empty text.
    """
    answers: dict[str, Scanned] = {}
    requests: dict[str, Scanned] = {}
    notes: dict[str, Mapping[str, str]] = {}
    for record in records:
        belongs_to = record.fields.get("warc-concurrent-to", "")
        if record.kind in ANSWERS:
            answers[record.record_id] = record
        elif record.kind == "request":
            requests[belongs_to] = record
        elif record.kind == "metadata":
            notes[belongs_to] = record.notes
    found: dict[str, list[SealedExchange]] = defaultdict(list)
    for record_id, answer in answers.items():
        said = notes.get(record_id, {})
        exchange = _exchange(file, answer, requests.get(record_id), said)
        found[said.get("cited-url", "")].append(exchange)
    return found


def _exchange(file: str, answer: Scanned, request: Scanned | None, notes: Mapping[str, str]) -> SealedExchange:
    holds_body = answer.kind == "response"
    return SealedExchange(
        file=file,
        offset=answer.offset,
        record_id=answer.record_id,
        kind=answer.kind,
        url=answer.fields.get("warc-target-uri", ""),
        hop=notes.get("hop", ""),
        date=answer.fields.get("warc-date", ""),
        request_sha256=request.head_sha256 if request else "",
        head_sha256=answer.head_sha256,
        payload_sha256=answer.payload_sha256 if holds_body else answer.fields.get(SHA256_FIELD.lower()),
        bytes=answer.payload_bytes if holds_body else None,
        truncated=answer.fields.get("warc-truncated"),
        refers_to=answer.fields.get("warc-refers-to"),
    )
