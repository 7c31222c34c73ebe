"""A report laid out for its page: the matrix in rows and groups, and each thing once, with a number to point at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from linkcheck.fetch import Fetch
from linkcheck.report import Finding
from linkcheck.verdicts import Cell
from linkcheck.vocabulary import CellState, CitationKind, EvidenceState
from reports.figures import NOTHING_EXPECTED
from reports.html.passages import Passages
from reports.html.pictures import Gallery
from reports.model import Attention, AttentionKind, CheckedCitation, CheckedReport, Coverage, PastCheck
from reports.wording import CELLS

FEW_COLUMNS = 8
"""Up to so many columns have room for words; beyond, the cells show symbols, and words on demand."""


@dataclass(frozen=True)
class Column:
    """A facility, or (name null) the entity itself. Of its `expected` cells `live` are live."""

    number: int
    name: str | None
    live: int
    expected: int


@dataclass(frozen=True)
class Reading:
    """Why cells of a row have a state that rests on no citation; told once for all of them."""

    number: int
    state: CellState
    basis: str
    facilities: tuple[str | None, ...]


@dataclass(frozen=True)
class Square:
    """A cell of the matrix with what opens from it. `live` of its `disclosures` are live."""

    column: int
    cell: Cell
    live: int
    disclosures: int
    reading: int | None

    @property
    def opens(self) -> bool:
        """Is there anything to open?"""
        return bool(self.cell.citations) or self.reading is not None


@dataclass(frozen=True)
class Row:
    """A criterion. `squares` has one entry for each column, None where the cell has nothing to say."""

    number: int
    criterion: str
    finding: Finding | None
    squares: tuple[Square | None, ...]
    citations: tuple[int, ...]
    readings: tuple[Reading, ...]
    states: tuple[tuple[EvidenceState, int], ...]

    @property
    def opens(self) -> bool:
        """Is there evidence, or a reason why there is none?"""
        return bool(self.citations or self.readings)

    @property
    def title(self) -> str:
        return self.finding.title if self.finding else ""

    @property
    def rating(self) -> str:
        return (self.finding.rating or "") if self.finding else ""


@dataclass(frozen=True)
class Group:
    """The rows of a principle; `name` is empty where the report has none."""

    number: int
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Record:
    """What happened at one URL, however often it is cited."""

    number: int
    url: str
    fetch: Fetch
    history: tuple[PastCheck, ...]
    citations: tuple[int, ...]


class Page:
    """One report, ready for the templates. Numbers of rows, columns, readings and records count from 0."""

    def __init__(self, coverage: Coverage, report: CheckedReport, gallery: Gallery) -> None:
        self.report = report
        self.gallery = gallery
        self.passages = Passages(coverage, report)
        self.run = coverage.run
        self.trend = tuple(
            (point, point.reports[report.source.sha256])
            for point in coverage.trend
            if report.source.sha256 in point.reports
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        cells: dict[str | None, list[CellState]] = defaultdict(list)
        for cell in self.report.cells:
            cells[cell.facility].append(cell.state)
        names = [*(name for name in cells if name is not None), *(name for name in cells if name is None)]
        return tuple(
            Column(
                number=number,
                name=name,
                live=cells[name].count(CellState.LIVE),
                expected=sum(state not in NOTHING_EXPECTED for state in cells[name]),
            )
            for number, name in enumerate(names)
        )

    @property
    def dense(self) -> bool:
        return len(self.columns) > FEW_COLUMNS

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        findings = {finding.criterion: finding for finding in reversed(self.report.findings)}
        cells: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.report.cells:
            cells[cell.criterion].append(cell)
        cited: dict[str, list[int]] = defaultdict(list)
        for index, citation in enumerate(self.report.citations):
            cited[citation.criterion].append(index)
        readings = 0
        rows = []
        for number, (criterion, mine) in enumerate(cells.items()):
            row = self._row(number, findings.get(criterion), mine, cited[criterion], readings)
            readings += len(row.readings)
            rows.append(row)
        return tuple(rows)

    def _row(
        self, number: int, finding: Finding | None, cells: Sequence[Cell], citations: Sequence[int], first_reading: int
    ) -> Row:
        facilities: dict[tuple[CellState, str], list[str | None]] = defaultdict(list)
        for cell in cells:
            if cell.basis and cell.state is not CellState.NOT_APPLICABLE:
                facilities[cell.state, cell.basis].append(cell.facility)
        readings = {
            key: Reading(number=first_reading + position, state=key[0], basis=key[1], facilities=tuple(names))
            for position, (key, names) in enumerate(facilities.items())
        }
        by_facility = {cell.facility: cell for cell in cells}
        squares: list[Square | None] = []
        for column in self.columns:
            own = by_facility.get(column.name)
            reading = readings.get((own.state, own.basis)) if own else None
            squares.append(self._square(column.number, own, reading) if own else None)
        states = [self.report.citations[index].state for index in citations]
        return Row(
            number=number,
            criterion=cells[0].criterion,
            finding=finding,
            squares=tuple(squares),
            citations=tuple(citations),
            readings=tuple(readings.values()),
            states=tuple((state, states.count(state)) for state in EvidenceState if state in states),
        )

    def _square(self, column: int, cell: Cell, reading: Reading | None) -> Square:
        cited = [self.report.citations[index] for index in cell.citations]
        states = [citation.state for citation in cited if citation.kind is CitationKind.DISCLOSURE]
        return Square(
            column=column,
            cell=cell,
            live=states.count(EvidenceState.LIVE),
            disclosures=len(states),
            reading=reading.number if reading else None,
        )

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            rows[(row.finding.principle or "") if row.finding else ""].append(row)
        return tuple(Group(number, name, tuple(mine)) for number, (name, mine) in enumerate(rows.items()))

    @cached_property
    def records(self) -> tuple[Record, ...]:
        fetched: dict[str, tuple[Fetch, tuple[PastCheck, ...]]] = {}
        cited: dict[str, list[int]] = defaultdict(list)
        for index, citation in enumerate(self.report.citations):
            if citation.fetch is not None:
                fetched[citation.url] = citation.fetch, citation.history
                cited[citation.url].append(index)
        return tuple(
            Record(number, url, fetch, history, tuple(cited[url]))
            for number, (url, (fetch, history)) in enumerate(fetched.items())
        )

    @cached_property
    def record_of(self) -> dict[str, int]:
        """The number of each URL's record."""
        return {record.url: record.number for record in self.records}

    @cached_property
    def row_of(self) -> dict[str, Row]:
        return {row.criterion: row for row in self.rows}

    @cached_property
    def column_of(self) -> dict[str | None, int]:
        return {column.name: column.number for column in self.columns}

    @cached_property
    def ratings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.rating for row in self.rows if row.rating))

    @cached_property
    def cell_states(self) -> tuple[tuple[CellState, int], ...]:
        """The cell states that occur, in the legend's order, with how often."""
        counts = self.report.summary.cells
        return tuple((state, counts[state]) for state in CELLS if counts[state])

    @cached_property
    def matters(self) -> tuple[tuple[AttentionKind, tuple[Attention, ...]], ...]:
        """What to look at, kind by kind."""
        return tuple(
            (kind, tuple(matter for matter in self.report.to_look_at if matter.kind is kind))
            for kind, count in self.report.summary.to_look_at.items()
            if count
        )

    @cached_property
    def changed(self) -> frozenset[tuple[str, str | None, str]]:
        """Criterion, facility and URL of the citations that changed since the run before."""
        return frozenset((change.criterion, change.facility, change.url) for change in self.report.changes)

    def has_changed(self, index: int) -> bool:
        citation = self.report.citations[index]
        return (citation.criterion, citation.facility, citation.url) in self.changed

    def citation(self, index: int) -> CheckedCitation:
        return self.report.citations[index]

    def by_row(self, indexes: Sequence[int]) -> tuple[tuple[Row, tuple[int, ...]], ...]:
        """Some citations, row by row."""
        mine: dict[str, list[int]] = defaultdict(list)
        for index in indexes:
            mine[self.report.citations[index].criterion].append(index)
        return tuple((row, tuple(mine[row.criterion])) for row in self.rows if row.criterion in mine)

    def where(self, matter: Attention) -> tuple[tuple[str, Row | None, tuple[str | None, ...]], ...]:
        """The places of a matter: each criterion with its row, where the matrix has one, and its facilities."""
        facilities: dict[str, list[str | None]] = defaultdict(list)
        for place in matter.places:
            facilities[place.criterion].append(place.facility)
        return tuple((criterion, self.row_of.get(criterion), tuple(names)) for criterion, names in facilities.items())
