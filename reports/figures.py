"""The figures on top, counted once: every view shows these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeVar

from linkcheck.report import AuditReport
from linkcheck.verdicts import Cell
from linkcheck.vocabulary import CellState, CitationKind, EvidenceState, ObservationCode
from reports.model import (
    Attention,
    AttentionKind,
    Change,
    ChangeKind,
    CheckedCitation,
    CheckedReport,
    Criteria,
    Summary,
)

NOTHING_EXPECTED = frozenset({CellState.NONE, CellState.NOT_APPLICABLE})
"""Cells that ask for no evidence."""

_Word = TypeVar("_Word", bound=StrEnum)


def of_report(
    report: AuditReport,
    citations: Sequence[CheckedCitation],
    cells: Sequence[Cell],
    matters: Sequence[Attention],
    changes: Sequence[Change],
) -> Summary:
    """The figures of one report."""
    fetched = {citation.url for citation in citations if citation.fetch is not None}
    disclosures = sum(citation.kind is CitationKind.DISCLOSURE for citation in citations)
    return Summary(
        reports=1,
        criteria=_criteria(cells),
        citations=len(citations),
        disclosures=disclosures,
        references=len(citations) - disclosures,
        urls=len({citation.url for citation in citations}),
        fetched=len(fetched),
        states=_table(EvidenceState, (citation.state for citation in citations)),
        cells=_table(CellState, (cell.state for cell in cells)),
        observations=_table(ObservationCode, (seen.code for seen in report.observations)),
        to_look_at=_table(AttentionKind, (matter.kind for matter in matters)),
        changes=_table(ChangeKind, (change.kind for change in changes)),
    )


def of_all(reports: Sequence[CheckedReport]) -> Summary:
    """The figures of all reports together. URLs that several reports cite count once."""
    cited = [citation for report in reports for citation in report.citations]
    parts = [report.summary for report in reports]
    return Summary(
        reports=len(reports),
        criteria=Criteria(
            total=sum(part.criteria.total for part in parts),
            expected=sum(part.criteria.expected for part in parts),
            live=sum(part.criteria.live for part in parts),
            partly=sum(part.criteria.partly for part in parts),
            without=sum(part.criteria.without for part in parts),
        ),
        citations=len(cited),
        disclosures=sum(part.disclosures for part in parts),
        references=sum(part.references for part in parts),
        urls=len({citation.url for citation in cited}),
        fetched=len({citation.url for citation in cited if citation.fetch is not None}),
        states=_sum(EvidenceState, [part.states for part in parts]),
        cells=_sum(CellState, [part.cells for part in parts]),
        observations=_sum(ObservationCode, [part.observations for part in parts]),
        to_look_at=_sum(AttentionKind, [part.to_look_at for part in parts]),
        changes=_sum(ChangeKind, [part.changes for part in parts]),
    )


def _criteria(cells: Sequence[Cell]) -> Criteria:
    rows: dict[str, set[CellState]] = defaultdict(set)
    for cell in cells:
        rows[cell.criterion].add(cell.state)
    expected = [states - NOTHING_EXPECTED for states in rows.values() if states - NOTHING_EXPECTED]
    live = sum(states == {CellState.LIVE} for states in expected)
    some = sum(bool(states & {CellState.LIVE, CellState.PARTIAL}) for states in expected)
    return Criteria(
        total=len(rows), expected=len(expected), live=live, partly=some - live, without=len(expected) - some
    )


def _table(words: type[_Word], found: Iterable[_Word]) -> dict[_Word, int]:
    counts = Counter(found)
    return {word: counts[word] for word in words}


def _sum(words: type[_Word], tables: Sequence[dict[_Word, int]]) -> dict[_Word, int]:
    return {word: sum(table[word] for table in tables) for word in words}
