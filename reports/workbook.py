"""`coverage.xlsx`: the same figures and lists for whoever lives in spreadsheets.

No cell is a formula whatever it begins with, times are real dates (UTC), and the same coverage gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from linkcheck.documents.numbering import spans
from linkcheck.vocabulary import CellState, EvidenceState
from reports import attested, wording
from reports.citations_csv import COLUMNS, Mention
from reports.model import CheckedReport, Coverage, PastCheck
from reports.text import link_target, shortened, visible

LONGEST: Final = 16_000
"""Characters of a cell; Excel takes 32,767 UTF-16 units."""

MOST_LINKS: Final = 60_000
"""Links of a sheet; Excel takes 65,530."""

EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
"""When a workbook without a run was made."""

LINE: Final = 15
"""Points of a line of text. Rows get their heights here: LibreOffice does not fit them to wrapped text by itself."""

MOST_LINES: Final = 6

Value = str | int | float | datetime | date | None

COLOURS: Mapping[str, tuple[str, str]] = {
    CellState.LIVE: ("#1A5C39", "#E2F0E6"),
    CellState.PARTIAL: ("#4F5A0E", "#EDF1D3"),
    CellState.DOUBTFUL: ("#744600", "#FBECCA"),
    CellState.UNDETERMINED: ("#3D4180", "#E7E8F6"),
    CellState.DEAD: ("#FFFFFF", "#A12B2B"),
    CellState.UNTESTED: ("#555B63", "#EBE9E4"),
    CellState.UNCITED: ("#863A12", "#FDF3EC"),
    CellState.CLAIMED: ("#863A12", "#FDF3EC"),
    CellState.REQUIRED: ("#863A12", "#FDF3EC"),
}
"""Ink and ground of a state, as in the page."""


class Column(NamedTuple):
    """A column's head and width in characters. `of_states` has the machine's states, which are coloured."""

    head: str
    width: float
    of_states: bool = False


class Book:
    """A workbook under way: every cell goes through `put`, so that none becomes a formula by accident."""

    def __init__(self, target: io.BytesIO, made_at: datetime) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = Workbook(target, {"in_memory": True, "remove_timezone": True, **options})
        self.book.set_properties({"created": made_at.replace(tzinfo=None), "title": "Coverage", "author": "linkcheck"})
        self.head = self._format(bold=True, bottom=2, text_wrap=True, valign="bottom")
        self.title = self._format(bold=True, font_size=16)
        self.text = self._format(text_wrap=True, valign="top")
        self.moment = self._format(num_format="yyyy-mm-dd hh:mm:ss", valign="top", align="left")
        self.day = self._format(num_format="yyyy-mm-dd", valign="top", align="left")
        self.link = self._format(font_color="#1D4F80", underline=1, valign="top")
        self.states = {
            state: self._format(font_color=ink, bg_color=ground, valign="top", border=1, border_color="#FFFFFF")
            for state, (ink, ground) in COLOURS.items()
        }
        self.links = 0

    def _format(self, **properties: object) -> Format:
        return self.book.add_format(properties)

    def sheet(
        self, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], frozen: int = 0
    ) -> Worksheet:
        """A table with a frozen head, `frozen` columns, and filters."""
        sheet = self.book.add_worksheet(name)
        self.links = 0
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            self.put(sheet, 0, number, column.head, self.head)
        last = 0
        for last, row in enumerate(rows, 1):
            for number, value in enumerate(row):
                colour = self.states.get(str(value)) if columns[number].of_states else None
                self.put(sheet, last, number, value, colour)
            sheet.set_row(last, LINE * _lines(row, columns))
        sheet.set_row(0, LINE * 5)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, form: Format | None = None) -> None:
        """Any value as what it is; a string is text, or a link where it may be one."""
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value, form or self.moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, form or self.day)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, form or self.text)
        elif link_target(value) and self.links < MOST_LINKS and form is None:
            self.links += 1
            sheet.write_url(row, column, value, self.link, string=value)
        else:
            shown = shortened(visible(value), LONGEST)
            sheet.write_string(row, column, shown, form or self.text)


def _lines(row: Sequence[Value], columns: Sequence[Column]) -> int:
    """How many lines a row needs, links aside, which do not wrap."""
    texts = [(v, c.width) for v, c in zip(row, columns, strict=True) if isinstance(v, str) and not link_target(v)]
    needed = (sum(1 + int(len(line) / width) for line in text.splitlines()) for text, width in texts)
    return min(max(needed, default=1) or 1, MOST_LINES)


def render(coverage: Coverage) -> bytes:
    """The workbook's bytes."""
    target = io.BytesIO()
    made_at = coverage.run.started_at if coverage.run else EPOCH
    book = Book(target, made_at)
    _summary(book, coverage)
    _matrix(book, coverage.reports)
    book.sheet("Citations", _CITATIONS, _citations(coverage.reports), frozen=4)
    book.sheet("To look at", _MATTERS, _matters(coverage.reports), frozen=1)
    book.sheet("Changes", _CHANGES, _changes(coverage.reports))
    book.sheet("Method and limits", _METHOD, _method(coverage))
    book.book.close()
    return target.getvalue()


def _summary(book: Book, coverage: Coverage) -> None:
    summary = coverage.summary
    rows: list[Sequence[Value]] = [
        ("Checked", coverage.run.started_at if coverage.run else "not yet"),
        ("Ended", (coverage.run.finished_at or "not yet") if coverage.run else None),
        ("Reports", summary.reports),
        ("Criteria", summary.criteria.total),
        ("Criteria that evidence is expected for", summary.criteria.expected),
        ("of these live throughout", summary.criteria.live),
        ("of these live in part", summary.criteria.partly),
        ("of these without live evidence", summary.criteria.without),
        ("Citations", summary.citations),
        ("Disclosures", summary.disclosures),
        ("References", summary.references),
        ("Addresses", summary.urls),
        ("Addresses fetched", summary.fetched),
        *((f"Citations {state}", summary.states[state]) for state in EvidenceState),
        *((f"Cells {meaning.word}", summary.cells[state]) for state, meaning in wording.CELLS.items()),
        *((f"To look at: {title}", summary.to_look_at[kind]) for kind, title in wording.ATTENTION.items()),
        *((f"Changes: {title}", summary.changes[kind]) for kind, title in wording.CHANGES.items()),
    ]
    book.sheet("Summary", (Column("Figure", 44), Column("Value", 24)), rows)


def _matrix(book: Book, reports: Sequence[CheckedReport]) -> None:
    """Criterion × facility. Facilities of several reports stand side by side; a report's rows fill its own."""
    facilities = list(dict.fromkeys(cell.facility for report in reports for cell in report.cells))
    names = [*(name for name in facilities if name is not None), *(name for name in facilities if name is None)]
    columns = [Column("Report", 24), Column("Principle", 24), Column("Criterion", 10), Column("Title", 40)]
    columns += [Column("Rating", 18), *(Column(visible(name) if name else "Whole entity", 16, True) for name in names)]
    book.sheet("Coverage", columns, _cells(reports, names), frozen=4)


def _cells(reports: Sequence[CheckedReport], names: Sequence[str | None]) -> Iterable[Sequence[Value]]:
    for report in reports:
        findings = {finding.criterion: finding for finding in reversed(report.findings)}
        rows: dict[str, dict[str | None, CellState]] = {}
        for cell in report.cells:
            rows.setdefault(cell.criterion, {})[cell.facility] = cell.state
        for criterion, states in rows.items():
            finding = findings.get(criterion)
            about = (
                (finding.principle, criterion, finding.title, finding.rating) if finding else ("", criterion, "", "")
            )
            yield (report.entity or report.source.path, *about, *(states.get(name) for name in names))


_WIDTHS = {"url": 60, "cited_as": 60, "final_url": 60, "sha256": 68, "warc_record": 50, "reasons": 50, "notes": 40}
_WIDTHS |= {"report": 30, "entity": 30, "document": 36, "facility": 36, "criterion": 11, "fetched_at": 20, "state": 14}
_WIDTHS |= {"attested_at": 20, "attested_note": 50, "attested_file": 30, "attested_sha256": 68, "attested_lapsed": 50}
_CITATIONS = tuple(Column(column.name, _WIDTHS.get(column.name, 16), column.name == "state") for column in COLUMNS)


def _citations(reports: Sequence[CheckedReport]) -> Iterable[Sequence[Value]]:
    for report in reports:
        for citation in report.citations:
            mention = Mention(report, citation)
            yield [column.value(mention) for column in COLUMNS]


_MATTERS = (
    Column("Weight", 8),
    Column("Kind", 14, True),
    Column("Report", 24),
    Column("Criteria", 14),
    Column("Facilities", 40),
    Column("What", 40),
    Column("URL", 50),
    Column("Why", 60),
    Column("Confirmed", 10),
    Column("A person's word", 50),
    Column("What to do next", 60),
)


def _matters(reports: Sequence[CheckedReport]) -> Iterable[Sequence[Value]]:
    weights = list(wording.ATTENTION)
    for report in reports:
        for matter in report.to_look_at:
            word = attested.of_matter(report, matter)
            yield (
                weights.index(matter.kind) + 1,
                matter.kind.value,
                report.entity or report.source.path,
                ", ".join(dict.fromkeys(place.criterion for place in matter.places)),
                "; ".join(dict.fromkeys(place.facility or "whole entity" for place in matter.places)),
                matter.subject,
                matter.url,
                matter.text,
                "yes" if matter.confirmed else "",
                attested.words(word) if word else "",
                matter.advice,
            )


_CHANGES = (
    Column("Change", 14),
    Column("Report", 24),
    Column("Criterion", 11),
    Column("Facility", 36),
    Column("Document", 36),
    Column("URL", 50),
    Column("What", 50),
    Column("Pages", 14),
    Column("Before", 14, True),
    Column("Seen", 20),
    Column("Now", 14, True),
    Column("Seen now", 20),
)


def _changes(reports: Sequence[CheckedReport]) -> Iterable[Sequence[Value]]:
    for report in reports:
        for change in report.changes:
            yield (
                wording.CHANGES[change.kind],
                report.entity or report.source.path,
                change.criterion,
                change.facility,
                change.document,
                change.url,
                change.text,
                spans(change.pages),
                *_seen(change.before),
                *_seen(change.after),
            )


def _seen(check: PastCheck | None) -> tuple[Value, Value]:
    return (check.state.value, check.at) if check else (None, None)


_METHOD = (Column("About", 20), Column("What", 24), Column("In words", 100))


def _method(coverage: Coverage) -> Iterable[Sequence[Value]]:
    for state, meaning in wording.EVIDENCE.items():
        yield "A citation is", state.value, meaning.when
    for cell, meaning in wording.CELLS.items():
        yield "A cell is", cell.value, meaning.when
    yield "A person's word", "beside the state", attested.LIMIT
    for report in coverage.reports:
        for matter in report.not_checked:
            yield "Not checked", matter.count if matter.count is not None else "always", matter.text
    if coverage.run:
        yield "Run", coverage.run.id, f"{coverage.run.program}, as {coverage.run.user_agent}"
        for name, value in coverage.run.settings.items():
            yield "Setting", name, wording.setting(name, value)
