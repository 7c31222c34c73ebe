"""Finding a body in the archive by what a person knows of it: its SHA-256, or a URL."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.fetch import Capture
from linkcheck.store.models import AttestationRow, FetchRow, ResourceRow
from linkcheck.store.resources import key
from linkcheck.store.rows import as_fetch, fetch_columns

_SHA256 = re.compile(r"[0-9a-f]{8,64}")


def body_named(session: Session, name: str, run_id: int | None = None) -> Capture:
    """The capture of the body with that SHA-256 (its first 8 digits will do), or of the last one of that URL.

    `run_id` takes that run's. Raises UsageError where there is none, or where the digits stand for several.
    """
    if _SHA256.fullmatch(name.lower()):
        return _by_sha256(session, name.lower(), run_id)
    found = _captures(session, ResourceRow.key == key(name), run_id)
    if not found:
        raise UsageError(f"the archive has no body of {name}", "Write the URL as the report does, or give a SHA-256")
    return next(iter(found.values()))


def _by_sha256(session: Session, digits: str, run_id: int | None) -> Capture:
    found = _captures(session, FetchRow.sha256.startswith(digits), run_id)
    if run_id is None:
        attested = select(AttestationRow).where(
            AttestationRow.file_sha256.startswith(digits), AttestationRow.warc_record_id.is_not(None)
        )
        for row in session.scalars(attested):
            place = {"file": row.warc_file, "offset": row.warc_offset, "record_id": row.warc_record_id}
            found.setdefault(row.file_sha256 or "", Capture.model_validate(place))
    if not found:
        raise UsageError(f"the archive has no body with the SHA-256 {digits}")
    if len(found) > 1:
        raise UsageError(f"{len(found)} bodies have a SHA-256 that begins with {digits}", "Give more of its digits")
    return next(iter(found.values()))


def _captures(session: Session, which: ColumnElement[bool], run_id: int | None) -> dict[str, Capture]:
    """Captures that have a body, by its SHA-256, the latest first."""
    query = (
        select(ResourceRow.url, *fetch_columns(FetchRow))
        .join(ResourceRow, ResourceRow.id == FetchRow.resource_id)
        .where(which, FetchRow.sha256.is_not(None), FetchRow.warc_record_id.is_not(None))
        .order_by(FetchRow.finished_at.desc(), FetchRow.id.desc())
    )
    if run_id is not None:
        query = query.where(FetchRow.run_id == run_id)
    found: dict[str, Capture] = {}
    row: Any
    for row in session.execute(query):
        fetch = as_fetch(row.url, row)
        if fetch.capture is not None and fetch.sha256 is not None:
            found.setdefault(fetch.sha256, fetch.capture)
    return found
