"""Which lines of which pages are the findings table's, and where its columns are on each page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from linkcheck.parsing import columns, fitting, sitecolumns, tablehead
from linkcheck.parsing.columns import Fit
from linkcheck.parsing.lines import furniture, text_of
from linkcheck.parsing.numbers import whole_numbers
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.stretches import begins_row
from linkcheck.parsing.tablehead import Head, Rows, cells_of
from linkcheck.parsing.wording import END, HEADING, HEADS, RATING_START, criterion, order

AWAY = 2.6
"""Heights: a rating's first line is no further from its criterion's number, however their cells are aligned."""

LONGEST_HEAD = 4
"""Lines of a head."""

MOST_BETWEEN = 9
"""Lines from a criterion's number down to its rating, where both stand in one cell."""

HEAD_LINES = 4
"""Lines above a table among which its head is, of words that are not known."""

BOXED = 1.5
"""Heights: a head's words stand no further below the rule over them."""


@dataclass(slots=True)
class Sheet:
    """A page's lines; `running`: places of heads and feet; `body`: those of the table's lines, from `first` on.

    `ended`: the page is of what follows the findings.
    """

    page: Page
    rows: Rows
    head: Head | None
    running: set[int]
    first: int = 0
    fit: Fit | None = None
    body: list[int] = field(default_factory=list)
    ended: bool = False

    @property
    def head_row(self) -> int:
        """The place of the head's line, 0 where there is none."""
        return self.head.row if self.head else 0


def sheets_of(pages: Sequence[Page]) -> list[Sheet]:
    """All pages, their lines and heads."""
    rows = [whole_numbers(page.rows) for page in pages]
    running = furniture(pages, rows)
    names = sitecolumns.Names()
    heads = [names.head_of(found) or tablehead.head_of(found) for found in rows]
    return [Sheet(p, r, head, f) for p, r, head, f in zip(pages, rows, heads, running, strict=True)]


def find_start(sheets: Sequence[Sheet], grid: bool) -> int | None:
    """The first page of the table; marks on each page the lines that may be the table's."""
    start = next((n for n, sheet in enumerate(sheets) if sheet.head and _has_rows(sheets[n : n + 2])), None)
    if start is None:
        start = _start_without_head(sheets, grid)
        if start is None:
            return None
        _mark_repeated(sheets[start:])
    else:
        head = sheets[start].head
        sheets[start].first = head.row if head else 0
    for sheet in sheets[start:]:
        skipped = sheet.running | (_above(sheet) | _rest_of_head(sheet, sheet.head.row) if sheet.head else set())
        skipped |= {*range(sheet.head.row, sheet.head.row + sheet.head.lines)} if sheet.head else set()
        for n in tablehead.further_heads(sheet.rows):
            skipped |= {n} | _rest_of_head(sheet, n)
        sheet.body = [n for n in range(sheet.first, len(sheet.rows)) if n not in skipped]
    _mark_ended(sheets[start:])
    return start


def _mark_ended(sheets: Sequence[Sheet]) -> None:
    """Mark the pages from an appendix with another table on: one below a head of its own, which counts anew."""
    last: tuple[int, ...] = ()
    for n, sheet in enumerate(sheets):
        rows = [text_of(sheet.rows[place]) for place in sheet.body]
        numbers = [order(found[0]) for text in rows if begins_row(text) and (found := criterion(text))]
        above = [text_of(sheet.rows[place]) for place in range(sheet.head_row) if place not in sheet.running]
        if n and any(END.match(text) for text in above) and not any(number > last for number in numbers):
            for after in sheets[n:]:
                after.ended = True
            return
        last = max([last, *numbers])


def _start_without_head(sheets: Sequence[Sheet], grid: bool) -> int | None:
    """The first page with a criterion that stands under others, and beside ratings.

    On a grid these are the page's own, where it holds enough.
    """
    names = columns.order_of(None)
    together = fitting.fit([row for sheet in sheets for row in sheet.rows], None, names)
    if together is None:
        return None
    for n, sheet in enumerate(sheets):
        fitted = (fitting.fit(sheet.rows, None, names) if grid else None) or together
        for place, row in enumerate(sheet.rows):
            if _is_numbered(row, fitted) and _is_rated(sheet.rows, place, fitted):
                sheet.first = _first_line(sheet.rows, place, fitted)
                return n
    return None


def _is_numbered(row: Sequence[Word], fitted: Fit) -> bool:
    """Does a line begin with a criterion where most do, or with a number alone in their column, as centred ones do?"""
    if not begins_row(text_of(row)):
        return False
    left = row[0].x0 - fitted.left("criterion")
    found = criterion(text_of(cells_of(row)[0]))
    return abs(left) <= NEAR or (left > 0 and row[0].x1 < fitted.edges[0] and found is not None and not found[1])


def _mark_repeated(sheets: Sequence[Sheet]) -> None:
    """Mark as running what stands above the table on its first page and again at the top of others: an unknown head."""
    first = sheets[0]
    above = {text_of(row) for row in first.rows[max(0, first.first - HEAD_LINES) : first.first]}
    for sheet in sheets[1:]:
        top = [n for n in range(len(sheet.rows)) if n not in sheet.running][:HEAD_LINES]
        sheet.running |= {n for n in top if text_of(sheet.rows[n]) in above}


def _first_line(rows: Rows, place: int, fitted: Fit) -> int:
    """The table's first line, when the first number is known: a comment may begin above it, and a heading be there."""
    while place and rows[place - 1][0].x0 >= fitted.edges[0] - NEAR:
        place -= 1
    return place - bool(place and HEADING.match(text_of(rows[place - 1])))


def _is_rated(rows: Rows, place: int, fitted: Fit) -> bool:
    """Does a rating stand beside a criterion's number, or at most two lines away from it?"""
    number = rows[place][0]
    if all(name != "rating" for name, _ in fitted.lefts):
        below = itertools.takewhile(lambda row: not begins_row(text_of(row)), rows[place + 1 : place + MOST_BETWEEN])
        return any(RATING_START.match(word.text) for row in (rows[place], *below) for word in row)
    reach = AWAY * (number.bottom - number.top)
    near = (w for row in rows[max(0, place - 4) : place + 5] for w in row if abs(w.middle - number.middle) <= reach)
    return any(fitted.role(w) == "rating" and RATING_START.match(w.text) for w in near)


def _has_rows(sheets: Sequence[Sheet]) -> bool:
    """A head stands above criteria, not above some other table."""
    head = sheets[0].head
    below = [*sheets[0].rows[head.row + 1 if head else 0 :], *(row for sheet in sheets[1:] for row in sheet.rows)]
    return any(criterion(text_of(row)) for row in below)


def _above(sheet: Sheet) -> set[int]:
    """The head's line and what stands above it, unless that has criteria of its own, or a principle's heading: each
    principle has a head then, and the row before may go on above."""
    last = sheet.head.row if sheet.head else 0
    above = [text_of(sheet.rows[n]) for n in range(last) if n not in sheet.running]
    headings = (HEADING.match(text) for text in above[1:])
    own = any(criterion(text) for text in above) or any(found and found["title"][0].isupper() for found in headings)
    return {last} if own else {*range(last + 1)}


def _rest_of_head(sheet: Sheet, last: int) -> set[int]:
    """Further lines of a head: those in its box where rules draw one, else those that go on with its words."""
    first = sheet.rows[last][0]
    middle, reach = (first.x0 + first.x1) / 2, BOXED * (first.bottom - first.top)
    over = [r.top for r in sheet.page.rules if r.top == r.bottom and r.x0 < middle < r.x1]
    end = min((height for height in over if height > first.middle), default=0.0)
    within = {n for n, row in enumerate(sheet.rows) if n > last and row[0].middle < end}
    boxed = (
        any(first.top - reach < height <= first.top + 1 for height in over) and end > 0 and len(within) < LONGEST_HEAD
    )
    if boxed and not any(criterion(text_of(sheet.rows[n])) for n in within):
        return within
    return _broken_head(sheet.rows, last)


def _broken_head(rows: Rows, last: int) -> set[int]:
    """Lines below a head that go on with it: also with its first word in a narrow column ("CRIT" | "ERIO" | "N")."""
    word, broken = rows[last][0].text.lower(), set()
    for n in range(last + 1, min(last + 4, len(rows))):
        if tablehead.continues_head(rows[n]):
            broken.add(n)
            continue
        word += rows[n][0].text.lower()
        if len(rows[n]) > 1 or not any(name.startswith(word) for name in HEADS["criterion"]):
            break
        broken.add(n)
    return broken


def fit_columns(sheets: Sequence[Sheet], grid: bool) -> bool:
    """Give each page its columns: those of all pages together, or its own on a grid."""
    head = next((sheet.head for sheet in sheets if sheet.head), None)
    names = columns.order_of(head)
    together = fitting.fit([sheet.rows[n] for sheet in sheets if not sheet.ended for n in sheet.body], head, names)
    previous = together
    for sheet in sheets:
        rows = [sheet.rows[n] for n in sheet.body]
        own = fitting.fit(rows, sheet.head, names) if grid else None
        sheet.fit = own or (columns.follow(previous, rows) if grid and previous else together)
        previous = sheet.fit
    return any(sheet.fit for sheet in sheets)
