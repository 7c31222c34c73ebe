"""Which fields of the store's rows a manifest covers, and how they are written there.

The lists are fixed: a column that a later version adds must not change what a manifest of today says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from linkcheck.evidence.canonical import digest, moment
from linkcheck.evidence.manifest import SealedRun
from linkcheck.store.models import AttestationRow, FetchRow, ReportRow, ResourceRow, RunReportRow, RunRow

_FETCH = (
    "outcome",
    "detail",
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
    "warc_file",
    "warc_offset",
    "warc_record_id",
    "body_file",
    "body_offset",
    "body_record_id",
    "document_sha256",
    "probe",
)
_ATTESTATION = (
    "state",
    "by",
    "note",
    "file",
    "file_sha256",
    "warc_file",
    "warc_offset",
    "warc_record_id",
    "outcome",
    "sha256",
)


_SQLITE_TIME = "-".join("[0-9]" * n for n in (4, 2, 2)) + " " + ":".join(["[0-9][0-9]"] * 3) + "." + "[0-9]" * 6


def run_fields(session: Session, run_id: int) -> SealedRun | None:
    """A finished run; None where the store has none of that id."""
    run = session.get(RunRow, run_id, populate_existing=True)
    if run is None or run.finished_at is None:
        return None
    reports = (
        select(ReportRow.sha256)
        .join(RunReportRow, RunReportRow.report_id == ReportRow.id)
        .where(RunReportRow.run_id == run_id)
        .order_by(ReportRow.id)
    )
    return SealedRun(
        id=run.id,
        started_at=moment(run.started_at) or "",
        finished_at=moment(run.finished_at) or "",
        program=run.program,
        user_agent=run.user_agent,
        settings_sha256=digest(run.settings),
        reports=tuple(session.scalars(reports)),
    )


def fetches_fields(session: Session, run_id: int) -> Iterator[dict[str, Any]]:
    """`fetch_fields` of every fetch of a run, in the order of their ids."""
    query = (
        select(FetchRow, ResourceRow.url)
        .join(ResourceRow, ResourceRow.id == FetchRow.resource_id)
        .where(FetchRow.run_id == run_id)
        .order_by(FetchRow.id)
        .execution_options(populate_existing=True)
    )
    for row, url in session.execute(query).yield_per(200):
        yield fetch_fields(row, url)


def fetch_fields(row: FetchRow, url: str) -> dict[str, Any]:
    """All that was recorded of a fetch. A hop's headers stand as their hash: the raw heads are in the archive."""
    return {
        "fetch": row.id,
        "cited_url": url,
        "started_at": moment(row.started_at),
        "finished_at": moment(row.finished_at),
        "hops": [_hop(hop) for hop in row.hops],
        "second_look": None if row.second_look is None else _hop(row.second_look),
        **{name: getattr(row, name) for name in _FETCH},
    }


def attestations_fields(session: Session) -> Iterator[dict[str, Any]]:
    """What people attested, in the order of its rows."""
    query = (
        select(AttestationRow, ResourceRow.url)
        .join(ResourceRow, ResourceRow.id == AttestationRow.resource_id)
        .order_by(AttestationRow.id)
        .execution_options(populate_existing=True)
    )
    for row, url in session.execute(query):
        fields = {name: getattr(row, name) for name in _ATTESTATION}
        yield {"attestation": row.id, "url": url, "at": moment(row.at), **fields}


def oddly_written(session: Session, run_id: int) -> list[str]:
    """Columns of a run's rows, and of attestations, that can be read but are not written as this program writes them.

    SQLite keeps times and truths as it is told to, and reads them back leniently; PostgreSQL checks them itself.
    """
    if session.get_bind().dialect.name != "sqlite":
        return []
    rows: tuple[tuple[InstrumentedAttribute[Any], ColumnElement[bool]], ...] = (
        (RunRow.started_at, RunRow.id == run_id),
        (RunRow.finished_at, RunRow.id == run_id),
        (FetchRow.started_at, FetchRow.run_id == run_id),
        (FetchRow.finished_at, FetchRow.run_id == run_id),
        (AttestationRow.at, AttestationRow.id > 0),
    )
    found = [
        f"{column.class_.__tablename__}.{column.key}"
        for column, which in rows
        if session.scalar(select(exists().where(which, cast(column, Text).op("NOT GLOB")(_SQLITE_TIME))))
    ]
    truths = exists().where(FetchRow.run_id == run_id, cast(FetchRow.complete, Text).not_in(("0", "1")))
    return [*found, *(["fetch.complete"] if session.scalar(select(truths)) else [])]


def _hop(hop: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in hop.items() if name != "headers"}
    return kept | {"headers_sha256": digest(hop.get("headers", []))}
