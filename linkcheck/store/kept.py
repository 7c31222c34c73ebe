"""Bodies that the archive keeps: what a revisit or a 304 refers to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from linkcheck.fetch import Capture, Fetch
from linkcheck.store.models import FetchRow, ResourceRow
from linkcheck.store.rows import as_fetch, fetch_columns
from linkcheck.vocabulary import Outcome

_GOOD = (
    FetchRow.outcome.in_((Outcome.OK.value, Outcome.NOT_MODIFIED.value)),
    FetchRow.complete,
    FetchRow.sha256.is_not(None),
    FetchRow.warc_record_id.is_not(None),
)
"""A fetch whose body can be gone back to."""

_NEWEST_FIRST = (FetchRow.finished_at.desc(), FetchRow.id.desc())

_SAME_RESOURCE = select(FetchRow.resource_id).where(FetchRow.id == bindparam("fetch_id")).scalar_subquery()
_GOOD_ONES = select(*fetch_columns(FetchRow)).where(FetchRow.resource_id == _SAME_RESOURCE, *_GOOD)
_LAST_GOOD = _GOOD_ONES.order_by(*_NEWEST_FIRST).limit(1)

_KEPT_BODY = (
    select(FetchRow.warc_file, FetchRow.warc_offset, FetchRow.warc_record_id)
    .where(
        FetchRow.sha256 == bindparam("sha256"),
        FetchRow.complete,
        FetchRow.outcome != Outcome.NOT_MODIFIED.value,
        FetchRow.warc_record_id.is_not(None),
        FetchRow.body_record_id.is_(None),
    )
    .order_by(FetchRow.id)
    .limit(1)
)
"""Built once: it is asked for every body that comes in."""


def kept_body(session: Session, sha256: str) -> Capture | None:
    """The archive's record that holds the whole body of that SHA-256 (in hex) itself, no revisit; or None."""
    row = session.connection().execute(_KEPT_BODY, {"sha256": sha256}).one_or_none()
    return Capture(file=row.warc_file, offset=row.warc_offset, record_id=row.warc_record_id) if row else None


def last_good_fetches(session: Session, run_id: int, site: str | None = None) -> dict[int, Fetch]:
    """By resource, the last good fetch of what the run has pending, or of that at one registrable domain.

    Without hops and document.
    """
    pending = select(FetchRow.resource_id).where(FetchRow.run_id == run_id, FetchRow.outcome.is_(None))
    if site is not None:
        pending = pending.join(ResourceRow, ResourceRow.id == FetchRow.resource_id).where(ResourceRow.site == site)
    age = func.row_number().over(partition_by=FetchRow.resource_id, order_by=_NEWEST_FIRST).label("age")
    good = (
        select(age, FetchRow.resource_id, ResourceRow.url, *fetch_columns(FetchRow))
        .join(ResourceRow, ResourceRow.id == FetchRow.resource_id)
        .where(FetchRow.resource_id.in_(pending), *_GOOD)
        .subquery()
    )
    return {row.resource_id: as_fetch(row.url, row) for row in session.execute(select(good).where(good.c.age == 1))}


def kept_values(session: Session, fetch_id: int, own: Mapping[str, Any]) -> dict[str, Any]:
    """What a `not_modified` fetch has from its resource's last good one: columns that differ from its `own`."""
    kept = session.execute(_LAST_GOOD, {"fetch_id": fetch_id}).one_or_none()
    if kept is None:
        return {}
    origin = (kept.body_file, kept.body_offset, kept.body_record_id)
    if kept.body_record_id is None:
        origin = (kept.warc_file, kept.warc_offset, kept.warc_record_id)
    where_it_is = "warc" if own["warc_record_id"] is None else "body"
    return {
        "sha256": kept.sha256,
        "sha1": kept.sha1,
        "bytes": kept.bytes,
        "content_type": kept.content_type,
        "complete": True,
        "document_sha256": kept.document_sha256,
        "etag": own["etag"] or kept.etag,
        "last_modified": own["last_modified"] or kept.last_modified,
        **dict(zip((f"{where_it_is}_file", f"{where_it_is}_offset", f"{where_it_is}_record_id"), origin, strict=True)),
    }
