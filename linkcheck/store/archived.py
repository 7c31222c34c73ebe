"""What public web archives have of cited URLs, as it was looked up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from linkcheck.archived import ArchivedCopies
from linkcheck.errors import UsageError
from linkcheck.store.models import ArchivedRow, CitationRow, FetchRow, ResourceRow, RunRow
from linkcheck.store.resources import key

Found = dict[tuple[int, date | None], ArchivedCopies]
"""By resource and the day that was asked around."""


def record_archived(session: Session, url: str, copies: ArchivedCopies) -> None:
    """Keep what a look-up found for a cited URL. Raises UsageError for a URL that no report cites."""
    resource_id = session.scalar(select(ResourceRow.id).where(ResourceRow.key == key(url)))
    if resource_id is None:
        raise UsageError(f"no report in the store cites {url}")
    session.add(
        ArchivedRow(
            resource_id=resource_id,
            archive=copies.archive,
            looked_up_at=copies.looked_up_at,
            around=copies.around,
            before=copies.before.model_dump(mode="json") if copies.before else None,
            after=copies.after.model_dump(mode="json") if copies.after else None,
        )
    )


def last_archived(session: Session, report_ids: Sequence[int], run_id: int | None = None) -> Found:
    """The last look-up of each URL that the reports cite; with `run_id`, before the run after it began."""
    cited = select(CitationRow.resource_id).where(CitationRow.report_id.in_(report_ids))
    query = select(ArchivedRow).where(ArchivedRow.resource_id.in_(cited)).order_by(ArchivedRow.looked_up_at)
    if run_id is not None:
        until: datetime | None = session.scalar(select(func.min(RunRow.started_at)).where(RunRow.id > run_id))
        query = query.where(ArchivedRow.looked_up_at < until) if until is not None else query
    return {(row.resource_id, row.around): _as_copies(row) for row in session.scalars(query)}


def kept_sha1(session: Session, url: str) -> set[str]:
    """SHA-1, in hex, of every whole body that is kept of a URL."""
    query = (
        select(FetchRow.sha1)
        .join(ResourceRow, ResourceRow.id == FetchRow.resource_id)
        .where(ResourceRow.key == key(url), FetchRow.complete, FetchRow.document_sha256.is_not(None))
        .distinct()
    )
    return {sha1 for sha1 in session.scalars(query) if sha1 is not None}


def _as_copies(row: ArchivedRow) -> ArchivedCopies:
    return ArchivedCopies.model_validate(
        {
            "archive": row.archive,
            "looked_up_at": row.looked_up_at,
            "around": row.around,
            "before": row.before,
            "after": row.after,
        }
    )
