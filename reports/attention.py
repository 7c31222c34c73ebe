"""What a person should look at, in order of weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from linkcheck.report import AuditReport, Observation
from linkcheck.verdicts import Cell
from linkcheck.vocabulary import CellState, CitationKind, EvidenceState, ObservationCode
from reports import wording
from reports.advice import advice
from reports.model import Attention, AttentionKind, CheckedCitation, Place

_OF_CITATIONS = {
    EvidenceState.DEAD: AttentionKind.DEAD,
    EvidenceState.DOUBTFUL: AttentionKind.DOUBTFUL,
    EvidenceState.UNDETERMINED: AttentionKind.UNDETERMINED,
}
_OF_CELLS = {
    CellState.UNCITED: AttentionKind.UNCITED,
    CellState.CLAIMED: AttentionKind.CLAIMED,
    CellState.REQUIRED: AttentionKind.REQUIRED,
}
_SAYS_THE_SAME = {
    ObservationCode.FACILITY_GAP: AttentionKind.UNCITED,
    ObservationCode.CLAIM_WITHOUT_LINK: AttentionKind.CLAIMED,
}
_WORDS = {
    AttentionKind.UNCITED: "Nothing is cited here. {basis}",
    AttentionKind.CLAIMED: "The report says so without giving an address: {basis}",
    AttentionKind.REQUIRED: "Nothing is cited, and the standard is understood to ask for a disclosure. {basis}",
}


def to_look_at(
    report: AuditReport, citations: Sequence[CheckedCitation], cells: Sequence[Cell]
) -> tuple[Attention, ...]:
    """Everything for a person, weightiest kind first; within a kind confirmed ones first, disclosures before
    references, then as in the report."""
    of_cells = list(_of_cells(report, cells))
    folded = {index for matter in of_cells for index in matter.observations}
    rest = ((i, seen) for i, seen in enumerate(report.observations) if i not in folded)
    matters = chain(_of_citations(report, citations), of_cells, (_of_observation(report, i, seen) for i, seen in rest))
    weight = list(AttentionKind)
    return tuple(sorted(matters, key=lambda matter: (weight.index(matter.kind), _is_minor(matter, citations))))


def _is_minor(matter: Attention, citations: Sequence[CheckedCitation]) -> tuple[bool, bool]:
    kinds = {citations[index].kind for index in matter.citations}
    return not matter.confirmed, kinds == {CitationKind.REFERENCE}


def _of_citations(report: AuditReport, citations: Sequence[CheckedCitation]) -> Iterator[Attention]:
    """One matter for each URL and what is wrong with it, however often it is cited."""
    same: dict[tuple[EvidenceState, str, str], list[int]] = defaultdict(list)
    for index, citation in enumerate(citations):
        if citation.state in _OF_CITATIONS:
            same[citation.state, citation.url, citation.reasons[0].text].append(index)
    for (state, url, text), indexes in same.items():
        mine = [citations[index] for index in indexes]
        code = mine[0].reasons[0].code
        yield Attention(
            kind=_OF_CITATIONS[state],
            code=code,
            places=tuple(dict.fromkeys(Place(criterion=c.criterion, facility=c.facility) for c in mine)),
            subject=next((c.document for c in mine if c.document), None) or _title(report, mine[0].criterion),
            url=url,
            text=text,
            advice=advice(code, state),
            confirmed=any(c.confirmed for c in mine),
            citations=tuple(indexes),
        )


def _of_cells(report: AuditReport, cells: Sequence[Cell]) -> Iterator[Attention]:
    """One matter for each criterion and what its cells rest on, with the observations that say the same."""
    same: dict[tuple[CellState, str, str], list[Place]] = defaultdict(list)
    for cell in cells:
        if cell.state in _OF_CELLS:
            place = Place(criterion=cell.criterion, facility=cell.facility)
            same[cell.state, cell.criterion, cell.basis].append(place)
    for (state, criterion, basis), places in same.items():
        kind = _OF_CELLS[state]
        yield Attention(
            kind=kind,
            code=state,
            places=tuple(places),
            subject=_title(report, criterion),
            text=_WORDS[kind].format(basis=wording.basis(basis)),
            advice=advice(state, state),
            observations=tuple(
                index
                for index, seen in enumerate(report.observations)
                if seen.criterion == criterion and _SAYS_THE_SAME.get(seen.code) is kind and _is_for(seen, places)
            ),
        )


def _is_for(seen: Observation, places: Sequence[Place]) -> bool:
    return seen.facility is None or any(place.facility == seen.facility for place in places)


def _of_observation(report: AuditReport, index: int, seen: Observation) -> Attention:
    places = (Place(criterion=seen.criterion, facility=seen.facility),) if seen.criterion else ()
    return Attention(
        kind=AttentionKind.OBSERVATION,
        code=seen.code,
        places=places,
        subject=_title(report, seen.criterion) if seen.criterion else "The report as a whole",
        url=seen.urls[0] if len(seen.urls) == 1 else None,
        text=seen.text,
        advice=advice(seen.code, seen.code),
        observations=(index,),
    )


def _title(report: AuditReport, criterion: str) -> str:
    return next((f.title for f in report.findings if f.criterion == criterion and f.title), f"Criterion {criterion}")
