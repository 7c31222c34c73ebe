"""The findings table taken apart: pages → bands between rules → rows with three cells, over page breaks.

A row begins where a criterion's number stands in the first column. Whatever comes before the first number on a page
goes on with the row of the page before.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from linkcheck.parsing import columns
from linkcheck.parsing.columns import Fit, Head, Rows
from linkcheck.parsing.lines import furniture, lines_of, rows_of_words, text_of
from linkcheck.parsing.pages import Columns, Layout, Page, Word
from linkcheck.parsing.prologue import read_prologue
from linkcheck.parsing.stretches import Stretch, begins_row, cut_into_rows
from linkcheck.parsing.unfolding import note_room
from linkcheck.parsing.wording import END, HEADING, HEADS, RATING_START, RATING_WORD, criterion

COVERED = 0.7
"""Share of the first column's width that horizontal rules must cover to part two rows."""

AWAY = 2.6
"""Heights: a rating's first line is no further from its criterion's number, however their cells are aligned."""

TOUCHING = 0.45
"""Heights: words nearer than this to each other belong to one run of text, across a column's edge too."""


@dataclass(slots=True)
class _Sheet:
    """A page with its lines, and the places of those that are the table's."""

    page: Page
    rows: Rows
    head: Head | None
    running: set[int]
    first: int = 0
    fit: Fit | None = None
    body: list[int] = field(default_factory=list)


def read_table(pages: Sequence[Page], *, grid: bool = False) -> Layout | None:
    """Take a report apart along its columns; None where no findings table is found.

    `grid`: the words stand on a grid of characters, and each page has its own columns (`pdftotext -layout`).
    """
    sheets = _sheets(pages)
    start = _start(sheets)
    if start is None or not _fit(sheets[start:], grid):
        return None
    layout = Layout(pages=len(pages))
    for sheet in sheets[: start + 1]:
        last = sheet.first if sheet is sheets[start] else len(sheet.rows)
        before = [row for n, row in enumerate(sheet.rows[:last]) if n not in sheet.running]
        layout.prologue += read_prologue(sheet.page, before)
    table = _Table(layout)
    for sheet in sheets[start:]:
        table.read(sheet)
    cut_into_rows(table.stretches, layout)
    return layout if layout.rows else None


def _sheets(pages: Sequence[Page]) -> list[_Sheet]:
    rows = [rows_of_words(page.words) for page in pages]
    running = furniture(pages, rows)
    return [_Sheet(p, r, columns.head_of(r), f) for p, r, f in zip(pages, rows, running, strict=True)]


def _start(sheets: Sequence[_Sheet]) -> int | None:
    """The first page of the table; marks on each page the lines that may be the table's."""
    start = next((n for n, sheet in enumerate(sheets) if sheet.head and _has_rows(sheets[n : n + 2])), None)
    if start is None:
        start = _start_without_head(sheets)
        if start is None:
            return None
    else:
        head = sheets[start].head
        sheets[start].first = head.row if head else 0
    for sheet in sheets[start:]:
        skipped = sheet.running | (_above(sheet) | _broken_head(sheet) if sheet.head else set())
        sheet.body = [n for n in range(sheet.first, len(sheet.rows)) if n not in skipped]
    return start


def _start_without_head(sheets: Sequence[_Sheet]) -> int | None:
    """The first page with a criterion that stands under others, and beside ratings."""
    fitted = columns.fit([row for sheet in sheets for row in sheet.rows], None)
    if fitted is None:
        return None
    for n, sheet in enumerate(sheets):
        for place, row in enumerate(sheet.rows):
            numbered = abs(row[0].x0 - fitted.left("criterion")) <= columns.NEAR and begins_row(text_of(row))
            if numbered and _is_rated(sheet.rows, place, fitted):
                sheet.first = _first_line(sheet.rows, place, fitted)
                return n
    return None


def _first_line(rows: Rows, place: int, fitted: Fit) -> int:
    """The table's first line, when the first number is known: a comment may begin above it, and a heading be there."""
    while place and rows[place - 1][0].x0 >= fitted.edges[0] - columns.NEAR:
        place -= 1
    return place - bool(place and HEADING.match(text_of(rows[place - 1])))


def _is_rated(rows: Rows, place: int, fitted: Fit) -> bool:
    """Does a rating stand beside a criterion's number, or at most two lines away from it?"""
    number = rows[place][0]
    reach = AWAY * (number.bottom - number.top)
    near = (w for row in rows[max(0, place - 4) : place + 5] for w in row if abs(w.middle - number.middle) <= reach)
    return any(fitted.role(w) == "rating" and RATING_START.match(w.text) for w in near)


def _has_rows(sheets: Sequence[_Sheet]) -> bool:
    """A head stands above criteria, not above some other table."""
    head = sheets[0].head
    below = [*sheets[0].rows[head.row + 1 if head else 0 :], *(row for sheet in sheets[1:] for row in sheet.rows)]
    return any(criterion(text_of(row)) for row in below)


def _above(sheet: _Sheet) -> set[int]:
    """The head's line and what stands above it, unless that has criteria of its own."""
    last = sheet.head.row if sheet.head else 0
    above = range(last)
    return {last} if any(criterion(text_of(sheet.rows[n])) for n in above) else {*above, last}


def _broken_head(sheet: _Sheet) -> set[int]:
    """Lines below the head that go on with it: also with its first word in a narrow column ("CRIT" | "ERIO" | "N")."""
    last = sheet.head.row if sheet.head else 0
    word, broken = sheet.rows[last][0].text.lower(), set()
    for n in range(last + 1, min(last + 4, len(sheet.rows))):
        if columns.continues_head(sheet.rows[n]):
            broken.add(n)
            continue
        word += sheet.rows[n][0].text.lower()
        if len(sheet.rows[n]) > 1 or not any(name.startswith(word) for name in HEADS["criterion"]):
            break
        broken.add(n)
    return broken


def _fit(sheets: Sequence[_Sheet], grid: bool) -> bool:
    """Give each page its columns: those of all pages together, or its own on a grid."""
    head = next((sheet.head for sheet in sheets if sheet.head), None)
    together = columns.fit([sheet.rows[n] for sheet in sheets for n in sheet.body], head)
    previous = together
    for sheet in sheets:
        rows = [sheet.rows[n] for n in sheet.body]
        own = columns.fit(rows, sheet.head) if grid else None
        sheet.fit = own or (columns.follow(previous, rows) if grid and previous else together)
        previous = sheet.fit
    return any(sheet.fit for sheet in sheets)


class _Table:
    """Collects rows over the pages.

    `suspended`: what follows is outside the table until a criterion begins anew; `page_begins`: no criterion has begun
    on this page yet, so that a merged cell may come from the page before; `goes_on`: nothing else has either.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.principle: str | None = None
        self.heading_open = False
        self.suspended = False
        self.page_begins = True
        self.goes_on = False
        self.stretches: list[Stretch] = []

    def read(self, sheet: _Sheet) -> None:
        words = [word for n in sheet.body for word in sheet.rows[n]]
        if not words or sheet.fit is None:
            return
        page, top, bottom = sheet.page, min(w.top for w in words), max(w.bottom for w in words)
        fitted, drawn = columns.ruled(sheet.fit, page, top, bottom)
        self.page_begins = self.goes_on = True
        for band, above in _bands(sheet, fitted):
            rows = [columns.parted(sheet.rows[n], fitted.edges) for n in band]
            self._read_band(page, rows, fitted, drawn, above)
        edges = tuple((name, left, fitted.right(name, page)) for name, left in fitted.lefts)
        self.layout.columns.append(Columns(page.number, top, bottom, edges))

    def _read_band(self, page: Page, rows: Rows, fitted: Fit, drawn: bool, above: float | None) -> None:
        """Read the lines below the rule at height `above` (None: no rule) down to the next one."""
        cells: list[Sequence[Word]] = []
        for row in rows:
            text = text_of(row)
            heading = self._heading(row, text, fitted)
            if heading:
                self._cells(page, cells, fitted, above, drawn=drawn)
                cells, above, self.goes_on = [], None, False
                self.principle, self.heading_open, self.suspended = heading, True, False
            elif self._is_outside(row, text, fitted, drawn):
                cells, heading_of_it = _without_last_heading(cells, fitted)
                self._cells(page, cells, fitted, above, drawn=drawn)
                cells, above = [], None
                self.suspended = True
                self.layout.epilogue += lines_of([*heading_of_it, *row], page)
            else:
                cells.append(row)
        self._cells(page, cells, fitted, above, drawn=drawn)

    def _heading(self, row: Sequence[Word], text: str, fitted: Fit) -> str | None:
        """A principle's heading, with its second line where this is one."""
        alone = fitted.begins(row[0]) and (all(fitted.begins(w) for w in row) or _run(row))
        found = HEADING.match(text) if alone and not criterion(text) else None
        if found and found["title"][0].isupper() and self._next(found["number"]):
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

    def _is_outside(self, row: Sequence[Word], text: str, fitted: Fit, drawn: bool) -> bool:
        """Running text over all columns, or what always follows the findings."""
        if criterion(text):
            self.suspended = False
            return False
        if not fitted.begins(row[0]):
            return False
        return self.suspended or bool(END.match(text)) or _crosses(row, fitted, drawn)

    def _cells(self, page: Page, rows: Rows, fitted: Fit, above: float | None, *, drawn: bool) -> None:
        """Keep a stretch of lines, by columns; they are cut into rows when the table's alignment is known."""
        if not rows:
            return
        by_role: dict[str, list[Word]] = {role: [] for role in (*columns.ROLES, columns.TITLE, columns.ASIDE)}
        for row in rows:
            for word in row:
                by_role[fitted.role(word)].append(word)
        cells = {role: lines_of(words, page) for role, words in by_role.items()}
        for role in (*columns.ROLES, columns.ASIDE):
            note_room(cells[role])
        starts = [n for n, line in enumerate(cells["criterion"]) if begins_row(line.text)]
        shares = self.page_begins or above is None or not _covered(page, above, fitted, "rating")
        stretch = Stretch(
            cells,
            starts,
            bounded=above is not None,
            goes_on=self.goes_on,
            merged=starts[:1] == [0] and drawn and shares,
            principle=self.principle,
        )
        self.stretches.append(stretch)
        self.page_begins = self.page_begins and not starts
        self.goes_on = False


def _without_last_heading(rows: list[Sequence[Word]], fitted: Fit) -> tuple[list[Sequence[Word]], list[Word]]:
    """Part the heading of the running text that follows the table from the table's last lines."""
    last = rows[-1] if rows else ()
    if last and all(fitted.begins(w) for w in last) and text_of(last).isupper() and not criterion(text_of(last)):
        return rows[:-1], list(last)
    return rows, []


def _run(row: Sequence[Word]) -> bool:
    """Is the line one run of words, without a wide gap?"""
    return len(columns.cells_of(row)) == 1


def _crosses(row: Sequence[Word], fitted: Fit, drawn: bool) -> bool:
    """Does the line's text run on over every column's edge that it reaches, and is it no rating that touches one?"""
    reached = [edge for edge in fitted.edges if row[-1].x1 > edge + 2]
    rated = [w for w in row if fitted.role(w) == "rating"]
    if not reached or (rated and all(RATING_WORD.match(w.text) for w in rated)):
        return False
    return all(_runs_over(row, edge, drawn) for edge in reached)


def _runs_over(row: Sequence[Word], edge: float, drawn: bool) -> bool:
    if any(w.x0 < edge - 2 and w.x1 > edge + 2 for w in row):
        return True
    for before, word in itertools.pairwise(row):
        if before.x1 <= edge + 1 and word.x0 >= edge - 1:
            return not drawn and word.x0 - before.x1 < TOUCHING * (word.bottom - word.top)
    return False


def _bands(sheet: _Sheet, fitted: Fit) -> Iterator[tuple[list[int], float | None]]:
    """The table's lines on a page between horizontal rules, and the height of the rule above them, if any."""
    heights = _separators(sheet.page, fitted.lefts[0][1], fitted.edges[0])
    if not heights:
        yield sheet.body, None
        return
    bands: list[list[int]] = [[] for _ in range(len(heights) + 1)]
    for n in sheet.body:
        middle = sheet.rows[n][0].middle
        bands[sum(height <= middle for height in heights)].append(n)
    for n, band in enumerate(bands):
        if band:
            yield band, heights[n - 1] if n else None


def _covered(page: Page, height: float, fitted: Fit, role: str) -> bool:
    """Does a horizontal rule at this height cross (most of) the role's column?"""
    left, right = fitted.left(role), fitted.right(role, page)
    return any(abs(found - height) <= columns.NEAR for found in _separators(page, left, right))


def _separators(page: Page, left: float, right: float) -> list[float]:
    """Heights at which horizontal rules cross (most of) the first column."""
    covered: dict[float, float] = {}
    height = -1e9
    for rule in sorted(
        (r for r in page.rules if r.top == r.bottom and r.x1 > left and r.x0 < right), key=lambda r: r.top
    ):
        height = rule.top if rule.top - height > columns.NEAR else height
        covered[height] = covered.get(height, 0.0) + min(rule.x1, right) - max(rule.x0, left)
    return [height for height, width in covered.items() if width >= COVERED * (right - left)]
