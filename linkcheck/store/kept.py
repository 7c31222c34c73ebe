"""Bodies that the archive keeps: what a revisit or a 304 refers to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from linkcheck.fetch import Capture, Fetch
from linkcheck.store.models import FetchRow, ResourceRow
from linkcheck.store.rows import as_fetch, fetch_columns
from linkcheck.vocabulary import Outcome

READ_AT_ONCE = 1000
"""Values that one query asks for at most: databases limit its parameters."""

_GOOD = (
    FetchRow.outcome.in_((Outcome.OK.value, Outcome.NOT_MODIFIED.value)),
    FetchRow.complete,
    FetchRow.sha256.is_not(None),
    FetchRow.warc_record_id.is_not(None),
)
"""A fetch whose body can be gone back to."""

_NEWEST_FIRST = (FetchRow.finished_at.desc(), FetchRow.id.desc())

_OWN = aliased(FetchRow)
_LAST_GOOD = (
    select(
        _OWN.id.label("own_id"),
        func.row_number().over(partition_by=_OWN.id, order_by=_NEWEST_FIRST).label("age"),
        ResourceRow.url,
        *fetch_columns(FetchRow),
    )
    .join(_OWN, _OWN.resource_id == FetchRow.resource_id)
    .join(ResourceRow, ResourceRow.id == FetchRow.resource_id)
    .where(_OWN.id.in_(bindparam("fetch_ids", expanding=True)), *_GOOD)
    .subquery()
)
_LAST_GOOD_ONES = select(_LAST_GOOD).where(_LAST_GOOD.c.age == 1)

_OLDEST = (
    select(func.min(FetchRow.id))
    .where(
        FetchRow.sha256.in_(bindparam("sha256s", expanding=True)),
        FetchRow.complete,
        FetchRow.outcome != Outcome.NOT_MODIFIED.value,
        FetchRow.warc_record_id.is_not(None),
        FetchRow.body_record_id.is_(None),
    )
    .group_by(FetchRow.sha256)
)
_KEPT_BODIES = select(FetchRow.sha256, FetchRow.warc_file, FetchRow.warc_offset, FetchRow.warc_record_id).where(
    FetchRow.id.in_(_OLDEST)
)
"""Built once: it is asked for all bodies that come in."""


def kept_bodies(session: Session, sha256s: Sequence[str]) -> dict[str, Capture]:
    """By SHA-256 (in hex), the oldest record that holds that body itself, no revisit. Of some there is none."""
    kept = {}
    for start in range(0, len(sha256s), READ_AT_ONCE):
        part = {"sha256s": sha256s[start : start + READ_AT_ONCE]}
        for row in session.connection().execute(_KEPT_BODIES, part):
            kept[row.sha256] = Capture(file=row.warc_file, offset=row.warc_offset, record_id=row.warc_record_id)
    return kept


def last_good_fetches(session: Session, fetch_ids: Sequence[int]) -> dict[int, Fetch]:
    """By fetch, the last good one of its resource, of any run. Without hops and document."""
    return {row.own_id: as_fetch(row.url, row) for row in _last_good(session, fetch_ids)}


def kept_values(session: Session, own: Mapping[int, Mapping[str, Any]]) -> dict[int, dict[str, Any]]:
    """What `not_modified` fetches have from their resources' last good ones: columns that differ from their `own`.

    Both by the fetch's id; one without a good fetch before it is left out.
    """
    return {kept.own_id: _from_before(kept, own[kept.own_id]) for kept in _last_good(session, list(own))}


def _last_good(session: Session, fetch_ids: Sequence[int]) -> Iterable[Row[Any]]:
    return session.connection().execute(_LAST_GOOD_ONES, {"fetch_ids": fetch_ids}) if fetch_ids else ()


def _from_before(kept: Row[Any], own: Mapping[str, Any]) -> dict[str, Any]:
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
