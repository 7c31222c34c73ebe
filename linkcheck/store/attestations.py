"""What people attest of a URL, beside what the machine saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from linkcheck.attestation import ATTESTABLE, Attestation, shows_a_change
from linkcheck.errors import UsageError
from linkcheck.fetch import Capture, Fetch
from linkcheck.store.engine import one_writer
from linkcheck.store.models import AttestationRow, CitationRow, FetchRow, ResourceRow, RunRow
from linkcheck.store.resources import key
from linkcheck.vocabulary import EvidenceState


def attest(
    session: Session,
    url: str,
    state: EvidenceState,
    by: str,
    note: str,
    *,
    file: str | None = None,
    file_sha256: str | None = None,
    capture: Capture | None = None,
    at: datetime | None = None,
) -> int:
    """Keep a person's word on a cited URL, of this moment or of `at`, and return its id.

    `file` is the name of what they saved of it, with its SHA-256 (hex) and where the archive keeps it
    (`WarcArchive.write_file`). Raises UsageError for a URL that no report cites, a state that nobody can attest, and
    where no name or no note is given.
    """
    if state not in ATTESTABLE:
        raise UsageError(f"nobody can attest {state.value!r}", f"Say one of {', '.join(ATTESTABLE)}")
    if not by.strip() or not note.strip():
        raise UsageError("an attestation needs a name and a note", "Say who saw what: --by NAME --note TEXT")
    one_writer(session)
    resource_id = session.scalar(select(ResourceRow.id).where(ResourceRow.key == key(url)))
    if resource_id is None:
        raise UsageError(f"no report in the store cites {url}", "Write it as the report does")
    row = AttestationRow(
        resource_id=resource_id,
        state=state.value,
        by=by.strip(),
        note=note.strip(),
        at=at or datetime.now(UTC),
        file=file,
        file_sha256=file_sha256,
        warc_file=capture.file if capture else None,
        warc_offset=capture.offset if capture else None,
        warc_record_id=capture.record_id if capture else None,
    )
    row.outcome, row.sha256 = _seen_last(session, resource_id, row.at)
    session.add(row)
    session.flush()
    return row.id


def last_attestations(session: Session, report_ids: Sequence[int], run_id: int | None = None) -> dict[int, Attestation]:
    """By resource, the last attestation of what the reports cite; with `run_id`, as it was before the run after it."""
    cited = select(CitationRow.resource_id).where(CitationRow.report_id.in_(report_ids))
    query = (
        select(AttestationRow.resource_id, ResourceRow.url, *_COLUMNS)
        .join(ResourceRow, ResourceRow.id == AttestationRow.resource_id)
        .where(AttestationRow.resource_id.in_(cited))
        .order_by(AttestationRow.at, AttestationRow.id)
    )
    if run_id is not None:
        until = session.scalar(select(func.min(RunRow.started_at)).where(RunRow.id > run_id))
        query = query.where(AttestationRow.at < until) if until is not None else query
    return {row.resource_id: _as_attestation(row) for row in session.execute(query)}


def with_lapses(
    attestations: Mapping[int, Attestation], histories: Mapping[int, Sequence[Fetch]]
) -> dict[int, Attestation]:
    """Each attestation, lapsed where a later fetch of its resource saw a change."""
    return {
        resource_id: attestation.model_copy(
            update={"lapsed": any(shows_a_change(fetch, attestation) for fetch in histories.get(resource_id, ()))}
        )
        for resource_id, attestation in attestations.items()
    }


_COLUMNS = (
    AttestationRow.state,
    AttestationRow.by,
    AttestationRow.note,
    AttestationRow.at,
    AttestationRow.file,
    AttestationRow.file_sha256,
    AttestationRow.outcome,
    AttestationRow.sha256,
    AttestationRow.warc_file,
    AttestationRow.warc_offset,
    AttestationRow.warc_record_id,
)


def _seen_last(session: Session, resource_id: int, at: datetime) -> tuple[str | None, str | None]:
    query = (
        select(FetchRow.outcome, FetchRow.sha256)
        .where(FetchRow.resource_id == resource_id, FetchRow.outcome.is_not(None), FetchRow.finished_at <= at)
        .order_by(FetchRow.finished_at.desc(), FetchRow.id.desc())
        .limit(1)
    )
    outcome, sha256 = session.execute(query).one_or_none() or (None, None)
    return outcome, sha256


def _as_attestation(row: Any) -> Attestation:
    capture = None
    if row.warc_record_id is not None:
        capture = Capture(file=row.warc_file, offset=row.warc_offset, record_id=row.warc_record_id)
    return Attestation(
        url=row.url,
        state=row.state,
        by=row.by,
        note=row.note,
        at=row.at,
        file=row.file,
        file_sha256=row.file_sha256,
        capture=capture,
        outcome=row.outcome,
        sha256=row.sha256,
    )
