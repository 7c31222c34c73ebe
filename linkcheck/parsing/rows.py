"""The findings table taken apart: pages → bands between rules → rows with three cells, over page breaks.

A row begins where a criterion's number stands in the first column. Whatever comes before the first number on a page
goes on with the row of the page before.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from linkcheck.parsing import columns, spanned, tablehead, urls
from linkcheck.parsing.columns import Fit
from linkcheck.parsing.counters import without_counters
from linkcheck.parsing.extent import Sheet, find_start, fit_columns, sheets_of
from linkcheck.parsing.filling import Alignment
from linkcheck.parsing.findings import number_of
from linkcheck.parsing.grounds import listed
from linkcheck.parsing.leftmost import with_criteria_first
from linkcheck.parsing.legends import without_short_forms
from linkcheck.parsing.lettered import Parts
from linkcheck.parsing.lines import lines_of, text_of
from linkcheck.parsing.pages import Columns, Layout, Line, Page, Row, Trouble, Word
from linkcheck.parsing.prefixes import without_prefixes
from linkcheck.parsing.prologue import read_prologue
from linkcheck.parsing.ruling import ruled, separators
from linkcheck.parsing.sharing import Sharing
from linkcheck.parsing.sitecolumns import SITE
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.stretches import Stretch, begins_row, cut_into_rows
from linkcheck.parsing.tablehead import ASIDE, FACILITY, PLACE, ROLES, TITLE, Rows, cells_of
from linkcheck.parsing.ticks import without_ticks
from linkcheck.parsing.unfolding import note_room
from linkcheck.parsing.wording import (
    ACTIONS,
    ANOTHER_TABLE,
    END,
    HEADING,
    ONE_NC,
    PRINCIPLE,
    criterion,
    is_of_rating,
    order,
)

TOUCHING = 0.45
"""Heights: words nearer than this to each other belong to one run of text, across a column's edge too."""

APART = 0.6
"""Heights above a bar with a principle's name, and not above a title's next line."""

ON_GRID = 0.8
"""The same for characters on a grid, of which one is a blank."""

_JOINS = re.compile(r"(?:[,;/&+]|\b(?:and|und))\s*$")
"""What a line ends with that goes on with another criterion of the same row."""


def read_table(pages: Sequence[Page], *, grid: bool = False) -> Layout | None:
    """Take a report apart along its columns; None where no findings table is found.

    `grid`: the words stand on a grid of characters, and each page has its own columns (`pdftotext -layout`).
    """
    ordered = with_criteria_first(without_counters(without_prefixes(pages)))
    sheets = sheets_of(without_short_forms(without_ticks(ordered)))
    if found := spanned.read(sheets):
        return found
    start = find_start(sheets, grid)
    if start is None or not fit_columns(sheets[start:], grid):
        return None
    layout = Layout(pages=len(pages))
    for sheet in sheets[: start + 1]:
        last = sheet.first if sheet is sheets[start] else len(sheet.rows)
        before = [row for n, row in enumerate(sheet.rows[:last]) if n not in sheet.running]
        layout.prologue += read_prologue(sheet.page, before)
    table = _Table(layout, grid)
    for sheet in sheets[start:]:
        table.read(sheet)
    alignment = cut_into_rows(table.stretches, layout)
    _head_first(layout)
    if grid and alignment is not Alignment.TOP:
        layout.troubles += _doubted(layout.rows, alignment)
    return layout if layout.rows else None


def _head_first(layout: Layout) -> None:
    """Give the first rows the principle whose heading stands above the table's head."""
    above = layout.prologue[-1] if layout.prologue else None
    found = HEADING.match(above.text) if above else None
    for row in layout.rows:
        number = number_of(row)
        if not (above and found and number and row.principle is None and found["number"] == number.partition(".")[0]):
            return
        row.principle = above.text


def _doubted(rows: Sequence[Row], alignment: Alignment) -> Iterator[Trouble]:
    """On a grid lines stand where there was room for them: that cells are not aligned at their tops is doubtful."""
    names = [number for row in rows if (number := number_of(row))]
    if len(names) > 1:
        told = f"Cells of this extraction seem to be aligned at their {alignment.value}s: comments of"
        yield Trouble(f"{told} {listed(names)} may be one another's.")


class _Table:
    """Collects rows over the pages.

    `suspended`: what follows is outside the table until a criterion begins anew; `elsewhere`: it is another table by
    criterion, until one later than the `last` begins; `page_begins`: no criterion has begun
    on this page yet, so that a merged cell may come from the page before; `goes_on`: nothing else has either;
    `crossed`: heights at which rules cross the page's other columns; `number`: the last criterion's, and `outside` how
    many lines of the epilogue stand before it.
    """

    def __init__(self, layout: Layout, grid: bool) -> None:
        self.layout = layout
        self.grid = grid
        self.principle: str | None = None
        self.heading_open = False
        self.suspended = False
        self.elsewhere = False
        self.last: tuple[int, ...] = ()
        self.page_begins = True
        self.goes_on = False
        self.stretches: list[Stretch] = []
        self.crossed: dict[str, list[float]] = {}
        self.sharing = Sharing()
        self.parts = Parts()
        self.number = ""
        self.outside = 0

    def read(self, sheet: Sheet) -> None:
        words = [word for n in sheet.body for word in sheet.rows[n]]
        if sheet.ended:
            behind = lines_of(words, sheet.page)
            self.layout.epilogue += behind
            if any(urls.START.search(line.text) for line in behind):
                self.layout.troubles.append(Trouble(ANOTHER_TABLE, sheet.page.number))
            return
        if not words or sheet.fit is None:
            return
        page, top, bottom = sheet.page, min(w.top for w in words), max(w.bottom for w in words)
        fitted, drawn = ruled(sheet.fit, page, top, bottom)
        self.page_begins = self.goes_on = True
        names = {name for name, _ in fitted.lefts}
        others = names & {"rating", "comment", ASIDE, FACILITY, PLACE}
        drawn_to = max((rule.x1 for rule in page.rules if rule.top == rule.bottom), default=page.width)
        spans = {role: (fitted.left(role), min(fitted.right(role, page), drawn_to)) for role in others}
        self.crossed = {role: separators(page, left, right) for role, (left, right) in spans.items()}
        heights = self.crossed.pop(FACILITY, [])
        for band, above in _bands(sheet, fitted):
            rows = [columns.parted(sheet.rows[n], fitted.edges) for n in band]
            whole = self.parts.numbered(rows, fitted) if drawn and above is not None else rows
            for part, height in self.sharing.parted(heights, whole, fitted, above):
                self._read_band(page, part, fitted, drawn, height)
        edges = tuple((name, left, fitted.right(name, page)) for name, left in fitted.lefts)
        self.layout.columns.append(Columns(page.number, top, bottom, edges))

    def _read_band(self, page: Page, rows: Rows, fitted: Fit, drawn: bool, above: float | None) -> None:
        """Read the lines below the rule at height `above` (None: no rule) down to the next one."""
        cells: list[Sequence[Word]] = []
        for row in rows:
            text = text_of(row)
            apart = _apart(cells, row) if cells else above is not None
            heading = self._heading(row, text, fitted, apart=apart)
            table, last_heading = _without_last_heading(cells, fitted)
            if heading:
                self._cells(page, cells, fitted, above, drawn=drawn)
                cells, above, self.goes_on = [], None, False
                self.principle, self.heading_open, self.suspended = heading, True, False
            elif self._is_outside(row, text, fitted, drawn, headed=bool(last_heading), apart=apart):
                self._cells(page, table, fitted, above, drawn=drawn)
                cells, above = [], None
                self.suspended = True
                self.layout.epilogue += lines_of([*last_heading, *row], page)
            else:
                self._tell_outside(text)
                cells.append(row)
        self._cells(page, cells, fitted, above, drawn=drawn)

    def _tell_left_out(self, lines: Sequence[Line]) -> None:
        """Say where URLs stand in a column that is none of the criteria's, ratings' or comments'."""
        cited = [line for line in lines if urls.START.search(line.text)]
        if cited:
            told = f"A URL in a column that is not read: no finding cites {urls.clip(cited[0].text)}"
            self.layout.troubles.append(Trouble(told, cited[0].page))

    def _tell_outside(self, text: str) -> None:
        """When a criterion begins, say where URLs behind the one before were taken for no part of the table."""
        found = criterion(text)
        if not found or not begins_row(text):
            return
        outside = [line for line in self.layout.epilogue[self.outside :] if urls.START.search(line.text)]
        if outside and self.number:
            told = f"URLs behind {self.number} stand outside of the table's columns: no finding cites them."
            self.layout.troubles.append(Trouble(told, outside[0].page))
        self.outside, self.number = len(self.layout.epilogue), found[0]

    def _heading(self, row: Sequence[Word], text: str, fitted: Fit, *, apart: bool) -> str | None:
        """A principle's heading, with its second line where this is one; without a number only where space is above."""
        alone = fitted.begins(row[0]) and (all(fitted.begins(w) for w in row) or _run(row))
        found = HEADING.match(text) if alone and not criterion(text) and not END.match(text) else None
        if found and found["title"][0].isupper() and self._next(found["number"]):
            return text
        if alone and apart and PRINCIPLE.fullmatch(text) and text[0].isupper():
            return text
        if self.heading_open and alone and text.isupper() and not criterion(text):
            return f"{self.principle} {text}"
        self.heading_open = False
        return None

    def _next(self, number: str) -> bool:
        """Principles are counted upwards: "3 emissions" in the middle of principle 5 is no heading."""
        if self.principle is None:
            return True
        before = HEADING.match(self.principle)
        if before is None or number.isdigit() != before["number"].isdigit():
            return True
        return int(number) > int(before["number"]) if number.isdigit() else number > before["number"]

    def _is_outside(
        self, row: Sequence[Word], text: str, fitted: Fit, drawn: bool, *, headed: bool, apart: bool
    ) -> bool:
        """Running text over all columns, or what always follows the findings. `headed`: a heading is above; `apart`:
        more space than between the lines of a cell."""
        found = criterion(text)
        if found:
            self.elsewhere = self.elsewhere and order(found[0]) <= self.last
            self.suspended = self.elsewhere
            self.last = max(self.last, order(found[0])) if begins_row(text) else self.last
        ends = fitted.begins(row[0]) and bool(END.match(text) or (apart and ONE_NC.fullmatch(text)))
        self.elsewhere = self.elsewhere or ends or bool(ACTIONS.match(text)) or tablehead.other_head(row)
        if found or self.elsewhere or not fitted.begins(row[0]):
            return self.elsewhere
        return self.suspended or bool(END.match(text)) or self._crosses(row, fitted, drawn, headed=headed)

    def _crosses(self, row: Sequence[Word], fitted: Fit, drawn: bool, *, headed: bool) -> bool:
        """Does the line's text run on over every column's edge that it reaches, and is it no rating that touches one?

        On a grid, where full cells stand a blank apart, a word must stand across one of them, or a heading above.
        """
        reached = [edge for edge in fitted.edges if row[-1].x1 > edge + 2]
        rated = [w for w in row if fitted.role(w) == "rating"]
        if not reached or (rated and is_of_rating(text_of(rated))):
            return False
        if self.grid and not headed and not any(_is_across(row, edge) for edge in reached):
            return False
        touching = 0.0 if drawn else ON_GRID if self.grid else TOUCHING
        return all(_runs_over(row, edge, touching) for edge in reached)

    def _cells(self, page: Page, rows: Rows, fitted: Fit, above: float | None, *, drawn: bool) -> None:
        """Keep a stretch of lines, by columns; they are cut into rows when the table's alignment is known."""
        if not rows:
            return
        by_role: dict[str, list[Word]] = {role: [] for role in (*ROLES, TITLE, FACILITY, ASIDE, PLACE)}
        for row in rows:
            for word in row:
                by_role.setdefault(fitted.role(word), []).append(word)
        cells = {role: lines_of(words, page) for role, words in by_role.items()}
        self._tell_left_out([line for role in [*cells] if role.startswith("other") for line in cells.pop(role)])
        for role in (*ROLES, ASIDE, *(role for role in cells if role.startswith(SITE))):
            note_room(cells[role])
        first = cells["criterion"]
        starts = [
            n for n, line in enumerate(first) if begins_row(line.text) and not (n and _JOINS.search(first[n - 1].text))
        ]
        shared = _shared(above, self.crossed) if drawn and starts[:1] == [0] else frozenset()
        stretch = Stretch(
            cells,
            starts,
            bounded=above is not None,
            goes_on=self.goes_on,
            merged=shared,
            follows=drawn and starts[:1] == [0] and (self.page_begins or above is None),
            principle=self.principle,
        )
        self.stretches.append(stretch)
        self.page_begins = self.page_begins and not starts
        self.goes_on = False


def _apart(rows: Rows, row: Sequence[Word]) -> bool:
    """Is there more space above a line than between those of a title?"""
    return row[0].top - max(word.bottom for word in rows[-1]) > APART * (row[0].bottom - row[0].top)


def _without_last_heading(rows: list[Sequence[Word]], fitted: Fit) -> tuple[list[Sequence[Word]], list[Word]]:
    """Part the heading of the running text that follows the table from the table's last lines."""
    last = rows[-1] if rows else ()
    if last and all(fitted.begins(w) for w in last) and text_of(last).isupper() and not criterion(text_of(last)):
        return rows[:-1], list(last)
    return rows, []


def _run(row: Sequence[Word]) -> bool:
    """Is the line one run of words, without a wide gap?"""
    return len(cells_of(row)) == 1


def _runs_over(row: Sequence[Word], edge: float, touching: float) -> bool:
    """Does a line's text run on over an edge? `touching`: heights between words of one run."""
    for before, word in itertools.pairwise(row):
        if before.x1 <= edge + 1 and word.x0 >= edge - 1:
            return word.x0 - before.x1 < touching * (word.bottom - word.top)
    return _is_across(row, edge)


def _is_across(row: Sequence[Word], edge: float) -> bool:
    return any(w.x0 < edge - 2 and w.x1 > edge + 2 for w in row)


def _bands(sheet: Sheet, fitted: Fit) -> Iterator[tuple[list[int], float | None]]:
    """The table's lines on a page between horizontal rules, and the height of the rule above them, if any."""
    heights = separators(sheet.page, fitted.lefts[0][1], fitted.edges[0])
    if not heights:
        yield sheet.body, None
        return
    bands: list[list[int]] = [[] for _ in range(len(heights) + 1)]
    for n in sheet.body:
        middle = sheet.rows[n][0].middle
        bands[bisect_right(heights, middle)].append(n)
    for n, band in enumerate(bands):
        if band:
            yield band, heights[n - 1] if n else None


def _shared(above: float | None, crossed: Mapping[str, Sequence[float]]) -> frozenset[str]:
    """The columns in which no rule stands at a height where one crosses the first column, as others do elsewhere."""
    if above is None:
        return frozenset()
    return frozenset(
        role
        for role, heights in crossed.items()
        if heights and bisect_left(heights, above - NEAR) == bisect_right(heights, above + NEAR)
    )
