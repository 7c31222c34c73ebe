"""A fetch as its row has it, in both directions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from linkcheck.fetch import Capture, Document, Fetch, Hop
from linkcheck.store.models import FetchRow

_SAME_IN_BOTH = (
    "outcome",
    "detail",
    "started_at",
    "finished_at",
    "status",
    "final_url",
    "content_type",
    "etag",
    "last_modified",
    "bytes",
    "sha256",
    "sha1",
    "complete",
    "attempts",
    "robots",
    "probe",
)
"""Fields of a fetch that are columns of its row."""

_CAPTURE = ("warc_file", "warc_offset", "warc_record_id", "body_file", "body_offset", "body_record_id")


def fetch_columns(table: type[FetchRow]) -> list[InstrumentedAttribute[Any]]:
    """The last columns of a row for `as_fetch`. Hops and second look are left out: large, and not always wanted."""
    return [getattr(table, name) for name in ("document_sha256", *_CAPTURE, *_SAME_IN_BOTH)]


def as_fetch(
    url: str,
    columns: Sequence[Any],
    documents: Mapping[str, Document] = {},  # never changed
    hops: tuple[Hop, ...] = (),
    second_look: Hop | None = None,
) -> Fetch:
    """The fetch of a resource's URL from a row that ends with `fetch_columns`; `documents` are by SHA-256."""
    same = columns[-len(_SAME_IN_BOTH) :]
    document_sha256, *capture = columns[-len(_SAME_IN_BOTH) - len(_CAPTURE) - 1 : -len(_SAME_IN_BOTH)]
    return Fetch(
        url=url,
        hops=hops,
        second_look=second_look,
        capture=_capture(*capture),
        document=documents.get(document_sha256),
        **dict(zip(_SAME_IN_BOTH, same, strict=True)),
    )


def fetch_values(fetch: Fetch) -> dict[str, Any]:
    """The columns of a fetch's row, but for its identity."""
    capture = fetch.capture
    body = capture.body if capture else None
    return {name: getattr(fetch, name) for name in _SAME_IN_BOTH} | {
        "outcome": fetch.outcome.value,
        "probe": fetch.probe.model_dump(mode="json") if fetch.probe else None,
        "hops": [hop.model_dump(mode="json") for hop in fetch.hops],
        "second_look": fetch.second_look.model_dump(mode="json") if fetch.second_look else None,
        "document_sha256": fetch.document.sha256 if fetch.document else None,
        "warc_file": capture.file if capture else None,
        "warc_offset": capture.offset if capture else None,
        "warc_record_id": capture.record_id if capture else None,
        "body_file": body.file if body else None,
        "body_offset": body.offset if body else None,
        "body_record_id": body.record_id if body else None,
    }


def _capture(
    warc_file: str | None,
    warc_offset: int | None,
    warc_record_id: str | None,
    body_file: str | None,
    body_offset: int | None,
    body_record_id: str | None,
) -> Capture | None:
    if warc_file is None or warc_offset is None or warc_record_id is None:
        return None
    body = _capture(body_file, body_offset, body_record_id, None, None, None)
    return Capture(file=warc_file, offset=warc_offset, record_id=warc_record_id, body=body)
