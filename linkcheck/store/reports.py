"""Audit reports into the store and out of it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from linkcheck.errors import UsageError
from linkcheck.report import AuditReport, Citation, Facility, FacilityRating, Finding, Locators, Observation, Source
from linkcheck.store.engine import one_writer
from linkcheck.store.models import CitationRow, FacilityRow, FindingRow, ObservationRow, ReportRow
from linkcheck.store.resources import resource_ids
from linkcheck.vocabulary import Attribution, CitationKind, CitationSource, ObservationCode

_SAME_IN_BOTH = (
    "member",
    "entity",
    "certificate",
    "standard",
    "standard_version",
    "audit_type",
    "audit_firm",
    "report_submitted",
    "next_audit_type",
    "next_audit_date",
)
"""Fields of a report that are columns of its row."""

Row = TypeVar("Row", FacilityRow, FindingRow, CitationRow, ObservationRow)


def add_report(session: Session, report: AuditReport) -> int:
    """Store a report and return its id. A file that is there already (by its SHA-256) keeps its id.

    Where its reading differs from the last one, the new one takes its place. Runs and fetches are not touched.
    """
    one_writer(session)
    reading = hashlib.sha256(json.dumps(report.model_dump(mode="json")).encode()).hexdigest()
    row = session.scalar(select(ReportRow).where(ReportRow.sha256 == report.source.sha256))
    if row is None:
        row = ReportRow(sha256=report.source.sha256, added_at=datetime.now(UTC))
        session.add(row)
    elif row.reading == reading:
        return row.id
    row.reading = reading
    _set_fields(row, report)
    session.flush()
    _replace_parts(session, row.id, report)
    return row.id


def report_id(session: Session, sha256: str) -> int | None:
    """The id of the report whose file has that SHA-256 (hex), or None."""
    return session.scalar(select(ReportRow.id).where(ReportRow.sha256 == sha256))


def get_report(session: Session, report_id: int) -> AuditReport:
    """The report of that id. Raises UsageError where there is none."""
    return get_reports(session, [report_id])[report_id]


def get_reports(session: Session, ids: Sequence[int]) -> dict[int, AuditReport]:
    """The reports of those ids, in their order, with one query per table. Raises UsageError for an id unknown."""
    rows = {row.id: row for row in session.scalars(select(ReportRow).where(ReportRow.id.in_(ids)))}
    for report_id in ids:
        if report_id not in rows:
            raise UsageError(f"the store has no report {report_id}")
    facilities = _parts(session, FacilityRow, ids)
    findings = _parts(session, FindingRow, ids)
    citations = _parts(session, CitationRow, ids)
    observations = _parts(session, ObservationRow, ids)
    return {
        i: _as_report(rows[i]).model_copy(
            update={
                "facilities": tuple(Facility(name=f.name, aliases=tuple(f.aliases)) for f in facilities[i]),
                "findings": tuple(map(_as_finding, findings[i])),
                "citations": tuple(map(_as_citation, citations[i])),
                "observations": tuple(map(_as_observation, observations[i])),
            }
        )
        for i in ids
    }


def report_ids(session: Session) -> list[int]:
    """The ids of all reports, in the order in which they were added."""
    return list(session.scalars(select(ReportRow.id).order_by(ReportRow.id)))


def _set_fields(row: ReportRow, report: AuditReport) -> None:
    row.path, row.media_type, row.pages = report.source.path, report.source.media_type, report.source.pages
    for name in _SAME_IN_BOTH:
        setattr(row, name, getattr(report, name))
    row.audit_dates = [day.isoformat() for day in report.audit_dates]
    row.supply_chain_activities = list(report.supply_chain_activities)
    row.certification_start, row.certification_end = report.certification_period or (None, None)


def _replace_parts(session: Session, report_id: int, report: AuditReport) -> None:
    resources = resource_ids(session, (citation.url for citation in report.citations))
    parts: tuple[tuple[type[Any], Iterable[dict[str, Any]]], ...] = (
        (FacilityRow, (facility.model_dump(mode="json") for facility in report.facilities)),
        (FindingRow, (finding.model_dump(mode="json") for finding in report.findings)),
        (CitationRow, (_citation_values(citation, resources[citation.url]) for citation in report.citations)),
        (ObservationRow, (observation.model_dump(mode="json") for observation in report.observations)),
    )
    for table, values in parts:
        session.execute(delete(table).where(table.report_id == report_id))
        rows = [{"report_id": report_id, "position": position, **value} for position, value in enumerate(values)]
        if rows:
            session.execute(insert(table), rows)


def _citation_values(citation: Citation, resource_id: int) -> dict[str, Any]:
    values = citation.model_dump(mode="json", exclude={"locators"})
    return values | citation.locators.model_dump(mode="json") | {"resource_id": resource_id}


def _parts(session: Session, table: type[Row], ids: Sequence[int]) -> defaultdict[int, list[Row]]:
    by_report: defaultdict[int, list[Row]] = defaultdict(list)
    for row in _rows(session, table, ids):
        by_report[row.report_id].append(row)
    return by_report


def _rows(session: Session, table: type[Row], ids: Sequence[int]) -> Iterator[Row]:
    query = select(table).where(table.report_id.in_(ids)).order_by(table.report_id, table.position)
    return iter(session.scalars(query))


def _as_report(row: ReportRow) -> AuditReport:
    start, end = row.certification_start, row.certification_end
    return AuditReport.model_validate(
        {name: getattr(row, name) for name in _SAME_IN_BOTH}
        | {
            "source": Source(path=row.path, sha256=row.sha256, media_type=row.media_type, pages=row.pages),
            "audit_dates": row.audit_dates,
            "supply_chain_activities": row.supply_chain_activities,
            "certification_period": (start, end) if start and end else None,
        }
    )


def _as_finding(row: FindingRow) -> Finding:
    return Finding(
        criterion=row.criterion,
        title=row.title,
        principle=row.principle,
        rating=row.rating,
        ratings=tuple(map(FacilityRating.model_validate, row.ratings or ())),
        comment=row.comment,
        pages=tuple(row.pages),
    )


def _as_citation(row: CitationRow) -> Citation:
    return Citation(
        criterion=row.criterion,
        facility=row.facility,
        attribution=Attribution(row.attribution),
        kind=CitationKind(row.kind),
        url=row.url,
        cited_as=row.cited_as,
        document=row.document,
        locators=Locators(pages=tuple(row.pages), sections=tuple(row.sections)),
        report_page=row.report_page,
        source=CitationSource(row.source),
        unresolved=row.unresolved,
    )


def _as_observation(row: ObservationRow) -> Observation:
    return Observation(
        code=ObservationCode(row.code),
        criterion=row.criterion,
        facility=row.facility,
        text=row.text,
        urls=tuple(row.urls),
        report_page=row.report_page,
    )
