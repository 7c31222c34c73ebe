"""What the store knows of some reports, read in one go: the border between the store and verdicts and views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, Text, and_, case, cast, select
from sqlalchemy.orm import Session

from linkcheck.archived import ArchivedCopies, audit_day
from linkcheck.attestation import Attestation
from linkcheck.errors import UsageError
from linkcheck.fetch import Document, Fetch, Hop
from linkcheck.report import AuditReport
from linkcheck.store import reports
from linkcheck.store.archived import Found, last_archived
from linkcheck.store.attestations import last_attestations, with_lapses
from linkcheck.store.inserting import in_parts
from linkcheck.store.models import CitationRow, DocumentRow, FetchRow, ResourceRow, RunReportRow, RunRow
from linkcheck.store.rows import as_fetch, fetch_columns

_HOPS = TypeAdapter(tuple[Hop, ...])


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A run, as its row has it. `finished_at` is None while it goes on or was interrupted."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    program: str
    user_agent: str
    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReportSnapshot:
    """A report with the last fetch of each URL that it cites (no entry: never fetched).

    The mappings' keys are the citations' own URLs; two spellings of one resource lead to the same fetch.
    """

    report: AuditReport
    fetches: Mapping[str, Fetch]
    history: Mapping[str, tuple[Fetch, ...]] = field(default_factory=dict)
    """Per URL all fetches, oldest first, the last included. The others are read without their hops."""
    attestations: Mapping[str, Attestation] = field(default_factory=dict)
    """Per URL the last thing that a person attested, lapsed ones included."""
    archived: Mapping[str, ArchivedCopies] = field(default_factory=dict)
    """Per URL what a public web archive had of it, near the report's audit, when it was last looked up."""
    runs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Per URL the run of each fetch in its history."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`run` is the run asked for, else the latest of these reports, or None where none of them was ever crawled.

    `earlier` are the finished runs before it that any of the reports took part in, oldest first.
    """

    run: RunInfo | None
    reports: tuple[ReportSnapshot, ...]
    earlier: tuple[RunInfo, ...] = ()


def load_snapshot(session: Session, report_ids: Sequence[int] | None = None, run_id: int | None = None) -> Snapshot:
    """Read the reports (default: all) with what is known of each URL, in a handful of queries whatever their size.

    Without `run_id`, a URL's fetch is the latest finished one of any run. With it, all is as it was known then: later
    runs are left out, and where the run has no outcome for a URL, an earlier run's stands in. Raises UsageError for a
    report or run that isn't there.
    """
    ids = reports.report_ids(session) if report_ids is None else list(dict.fromkeys(report_ids))
    run = _run(session, ids, run_id)
    histories, runs_of = _histories(session, ids, run_id)
    attested = with_lapses(last_attestations(session, ids, run_id), histories)
    archived = last_archived(session, ids, run_id)
    resource_of: dict[int, dict[str, int]] = defaultdict(dict)
    cited = select(CitationRow.report_id, CitationRow.url, CitationRow.resource_id).where(
        CitationRow.report_id.in_(ids)
    )
    for report_id, url, resource_id in session.execute(cited):
        resource_of[report_id][url] = resource_id
    return Snapshot(
        run,
        tuple(
            _report_snapshot(report, resource_of[report_id], histories, runs_of, attested, archived)
            for report_id, report in reports.get_reports(session, ids).items()
        ),
        _earlier(session, ids, run),
    )


def _report_snapshot(
    report: AuditReport,
    resource_of: Mapping[str, int],
    histories: Mapping[int, tuple[Fetch, ...]],
    runs_of: Mapping[int, tuple[int, ...]],
    attested: Mapping[int, Attestation],
    archived: Found,
) -> ReportSnapshot:
    history = {url: histories[resource] for url, resource in resource_of.items() if resource in histories}
    attestations = {url: attested[resource] for url, resource in resource_of.items() if resource in attested}
    around = audit_day(report)
    copies = {
        url: archived[resource, around] for url, resource in resource_of.items() if (resource, around) in archived
    }
    latest = {url: fetches[-1] for url, fetches in history.items()}
    runs = {url: runs_of[resource] for url, resource in resource_of.items() if resource in histories}
    return ReportSnapshot(report, latest, history, attestations, copies, runs)


def _run(session: Session, report_ids: Sequence[int], run_id: int | None) -> RunInfo | None:
    if run_id is None:
        query = select(RunRow).join(RunReportRow).where(RunReportRow.report_id.in_(report_ids))
    else:
        query = select(RunRow).where(RunRow.id == run_id)
    row = session.scalar(query.order_by(RunRow.id.desc()).limit(1))
    if row is None:
        if run_id is not None:
            raise UsageError(f"the store has no run {run_id}")
        return None
    return _as_info(row)


def _as_info(row: RunRow) -> RunInfo:
    return RunInfo(row.id, row.started_at, row.finished_at, row.program, row.user_agent, row.settings)


def _earlier(session: Session, report_ids: Sequence[int], run: RunInfo | None) -> tuple[RunInfo, ...]:
    if run is None:
        return ()
    theirs = select(RunReportRow.run_id).where(RunReportRow.report_id.in_(report_ids))
    finished = and_(RunRow.id.in_(theirs), RunRow.id < run.id, RunRow.finished_at.is_not(None))
    return tuple(map(_as_info, session.scalars(select(RunRow).where(finished).order_by(RunRow.id))))


def _histories(
    session: Session, report_ids: Sequence[int], run_id: int | None
) -> tuple[dict[int, tuple[Fetch, ...]], dict[int, tuple[int, ...]]]:
    """All finished fetches by resource, and the run of each; the last is the one to show, and comes with its hops."""
    cited = select(CitationRow.resource_id).where(CitationRow.report_id.in_(report_ids))
    of_interest = and_(FetchRow.resource_id.in_(cited), FetchRow.outcome.is_not(None))
    oldest_first: list[ColumnElement[Any]] = [FetchRow.finished_at.asc(), FetchRow.id.asc()]
    if run_id is not None:
        of_interest &= FetchRow.run_id <= run_id
        oldest_first.insert(0, case((FetchRow.run_id == run_id, 1), else_=0))
    query = (
        select(FetchRow.id, FetchRow.run_id, FetchRow.resource_id, ResourceRow.url, *fetch_columns(FetchRow))
        .join(ResourceRow, ResourceRow.id == FetchRow.resource_id)
        .where(of_interest)
        .order_by(*oldest_first)
    )
    rows: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(query):
        rows[row.resource_id].append(row)
    documents = _documents(session, of_interest)
    hops = _hops(session, [of_one[-1].id for of_one in rows.values()])
    looks = _second_looks(session, of_interest)
    histories = {
        resource_id: tuple(as_fetch(r.url, r, documents, hops.get(r.id, ()), looks.get(r.id)) for r in of_one)
        for resource_id, of_one in rows.items()
    }
    return histories, {resource_id: tuple(row.run_id for row in of_one) for resource_id, of_one in rows.items()}


def _hops(session: Session, ids: Sequence[int]) -> dict[int, tuple[Hop, ...]]:
    found: dict[int, tuple[Hop, ...]] = {}
    for some in in_parts(ids):
        text = cast(FetchRow.hops, Text)  # twice as fast as by way of JSON
        for fetch_id, hops in session.execute(select(FetchRow.id, text).where(FetchRow.id.in_(some))):
            found[fetch_id] = _HOPS.validate_json(hops)
    return found


def _second_looks(session: Session, of_interest: ColumnElement[bool]) -> dict[int, Hop]:
    """Those of all fetches: seldom made, and what a fetch was worth depends on them."""
    text = cast(FetchRow.second_look, Text)
    query = select(FetchRow.id, text).where(of_interest, FetchRow.second_look.is_not(None))
    return {fetch_id: Hop.model_validate_json(look) for fetch_id, look in session.execute(query)}


def _documents(session: Session, of_interest: ColumnElement[bool]) -> dict[str, Document]:
    columns = (DocumentRow.sha256, DocumentRow.bytes, DocumentRow.media_type, DocumentRow.facts)
    query = select(*columns).where(DocumentRow.sha256.in_(select(FetchRow.document_sha256).where(of_interest)))
    return {row.sha256: Document.model_validate(row._asdict()) for row in session.execute(query)}
