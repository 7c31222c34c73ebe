"""The matrix criterion × facility: what each of its cells has today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linkcheck.catalogue import Catalogue, Requirement
from linkcheck.report import AuditReport, Finding, ratings_for
from linkcheck.verdicts.model import Cell, Verdict
from linkcheck.vocabulary import CellState, CitationKind, EvidenceState, Expectation, ObservationCode

_NOT_APPLICABLE = frozenset({"not applicable", "n/a", "na"})


class _Row(NamedTuple):
    """A criterion with what was read and found for it. `claims` and `gaps` map a facility to the sentence saying so."""

    criterion: str
    findings: tuple[Finding, ...]
    citations: tuple[int, ...]
    claims: dict[str | None, str]
    gaps: dict[str | None, str]
    requirement: Requirement | None


def cells(report: AuditReport, verdicts: Sequence[Verdict], catalogue: Catalogue) -> tuple[Cell, ...]:
    """Every cell of the matrix, row by row in the report's order; `verdicts` are those of the report's citations.

    Columns are the report's facilities, then any other that a citation or a claim names. The entity itself (facility
    None) has a cell where the report has no facilities, and else in each row with something said of the whole entity:
    an entity-wide citation or claim. Those count for every facility too; but where others have evidence of their
    own and one has none (a facility gap), that one is uncited: what the entity has, good or bad, does not fill the gap.
    """
    if len(verdicts) != len(report.citations):
        raise ValueError(f"{len(verdicts)} verdicts for {len(report.citations)} citations")
    facilities = _facilities(report)
    found: list[Cell] = []
    for row in _rows(report, catalogue):
        found.extend(_cell(report, verdicts, row, facility) for facility in facilities)
        if not facilities or None in row.claims or any(report.citations[i].facility is None for i in row.citations):
            found.append(_cell(report, verdicts, row, None))
    return tuple(found)


def _facilities(report: AuditReport) -> tuple[str, ...]:
    named = [facility.name for facility in report.facilities]
    named += [citation.facility for citation in report.citations if citation.facility is not None]
    claims = ObservationCode.CLAIM_WITHOUT_LINK
    named += [seen.facility for seen in report.observations if seen.code is claims and seen.facility is not None]
    return tuple(dict.fromkeys(named))


def _observed(report: AuditReport, criterion: str, code: ObservationCode) -> dict[str | None, str]:
    return {o.facility: o.text for o in report.observations if o.code is code and o.criterion == criterion}


def _rows(report: AuditReport, catalogue: Catalogue) -> Iterator[_Row]:
    criteria = [finding.criterion for finding in report.findings]
    criteria += [citation.criterion for citation in report.citations]
    for criterion in dict.fromkeys(criteria):
        yield _Row(
            criterion=criterion,
            findings=tuple(finding for finding in report.findings if finding.criterion == criterion),
            citations=tuple(i for i, citation in enumerate(report.citations) if citation.criterion == criterion),
            claims=_observed(report, criterion, ObservationCode.CLAIM_WITHOUT_LINK),
            gaps=_observed(report, criterion, ObservationCode.FACILITY_GAP),
            requirement=catalogue.requirement(criterion),
        )


def _cell(report: AuditReport, verdicts: Sequence[Verdict], row: _Row, facility: str | None) -> Cell:
    mine = tuple(i for i in row.citations if report.citations[i].facility in (facility, None))
    states = [verdicts[i].state for i in mine if report.citations[i].kind is CitationKind.DISCLOSURE]
    own = any(report.citations[i].facility == facility for i in mine)
    if facility in row.gaps and not own:
        state, basis = CellState.UNCITED, row.gaps[facility]
    elif states:
        state, basis = _with_evidence(states), ""
    else:
        state, basis = _without_evidence(report, row, facility)
    return Cell(criterion=row.criterion, facility=facility, state=state, citations=mine, basis=basis)


def _with_evidence(states: Sequence[EvidenceState]) -> CellState:
    live = [state is EvidenceState.LIVE for state in states]
    if any(live) and not all(live):
        return CellState.PARTIAL
    return CellState(next(state for state in EvidenceState if state in states))


def _without_evidence(report: AuditReport, row: _Row, facility: str | None) -> tuple[CellState, str]:
    """A claim weighs most, for there is something to ask for; then the rating, what others have, the standard."""
    claimed_for = [who for who in (facility, None) if who in row.claims]
    if claimed_for:
        return CellState.CLAIMED, row.claims[claimed_for[0]]
    rating = _not_applicable(row.findings, facility)
    if rating:
        return CellState.NOT_APPLICABLE, f"rated {rating}"
    others = dict.fromkeys(
        citation.facility or "the entity"
        for citation in (report.citations[i] for i in row.citations)
        if citation.kind is CitationKind.DISCLOSURE
    )
    if others and facility is not None:
        return CellState.UNCITED, f"cited for {', '.join(others)}"
    return _expected(row.requirement)


def _not_applicable(findings: Sequence[Finding], facility: str | None) -> str | None:
    """The rating by which all that a criterion's findings say of a facility is that it is not applicable."""
    ratings = [rating or "" for rating in ratings_for(facility, findings)]
    waived = bool(ratings) and all(rating.strip().casefold() in _NOT_APPLICABLE for rating in ratings)
    return ratings[0] if waived else None


def _expected(requirement: Requirement | None) -> tuple[CellState, str]:
    if requirement is None:
        return CellState.NONE, ""
    if requirement.expectation is Expectation.REQUIRED:
        return CellState.REQUIRED, requirement.basis
    if requirement.expectation is Expectation.CONDITIONAL:
        return CellState.NONE, f"asked for on a condition ({requirement.condition}): {requirement.basis}"
    return CellState.NONE, ""
