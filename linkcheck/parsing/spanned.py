"""Tables in which a criterion stands over all columns, and below it the cells for its rating, evidence and comment.

Where the first column says for which facility a row is, each of these rows is one of the criterion's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from linkcheck.parsing import columns, fitting, tablehead
from linkcheck.parsing.columns import Fit
from linkcheck.parsing.extent import Sheet
from linkcheck.parsing.findings import join
from linkcheck.parsing.lines import lines_of, text_of
from linkcheck.parsing.pages import Columns, Layout, Page, Row, Word
from linkcheck.parsing.prologue import read_prologue
from linkcheck.parsing.ruling import ruled, separators
from linkcheck.parsing.starts import NARROWEST
from linkcheck.parsing.stretches import add_asides, begins_row
from linkcheck.parsing.tablehead import Rows, cells_of
from linkcheck.parsing.unfolding import note_room
from linkcheck.parsing.wording import END, HEADING, RATING, RATING_WORD, criterion, is_of_rating, order

TITLE_LINES: Final = 2
"""Lines of a criterion's title above the head of its own small table."""

_ROLES: Final = ("rating", "comment", tablehead.ASIDE, tablehead.FACILITY)


def read(sheets: Sequence[Sheet]) -> Layout | None:
    """Take the report apart; None where it has no such table, or its columns can't be told."""
    start, place = _begin(sheets)
    if start is None:
        return None
    body = [_body(sheet, after=place if sheet is sheets[start] else -1) for sheet in sheets[start:]]
    cells = [row for rows in body for row in rows if not begins_row(text_of(row))]
    head = sheets[start].head
    fitted = columns.under_heads(cells, head) if head else fitting.below_titles([row for rows in body for row in rows])
    if fitted is None or {role for role, _ in fitted.lefts} - set(_ROLES):
        return None
    layout = Layout(pages=len(sheets))
    for sheet in sheets[: start + 1]:
        above = sheet.rows[: place + 1] if sheet is sheets[start] else sheet.rows
        before = [row for n, row in enumerate(above) if n not in sheet.running and not _is_head(row)]
        layout.prologue += read_prologue(sheet.page, before)
    table = _Table(layout, fitted)
    for sheet, rows in zip(sheets[start:], body, strict=True):
        table.read(sheet.page, rows)
    add_asides(layout)
    return layout if layout.rows else None


def _begin(sheets: Sequence[Sheet]) -> tuple[int | None, int]:
    """The page on which the table begins, and the place of the line before it: its head, if it has one.

    A head begins with ratings or facilities and has no criteria, and criteria are below, the first perhaps above it;
    without a head, ratings stand below criteria.
    """
    start = next((n for n, sheet in enumerate(sheets) if sheet.head), None)
    if start is not None:
        below = (row for sheet in sheets[start : start + 2] for row in sheet.rows)
        headed = _is_head(sheets[start].rows[sheets[start].head_row]) and any(begins_row(text_of(row)) for row in below)
        return (start, _before_head(sheets[start])) if headed else (None, 0)
    fitted = fitting.below_titles([row for sheet in sheets for row in sheet.rows])
    for n, sheet in enumerate(sheets if fitted else ()):
        for place, row in enumerate(sheet.rows):
            if fitted and begins_row(text_of(row)) and _is_rated(sheet.rows[place + 1 :], fitted):
                return n, place - 1 - bool(place and HEADING.match(text_of(sheet.rows[place - 1])))
    return None, 0


def _is_rated(below: Rows, fitted: Fit) -> bool:
    """Does a rating stand at the left below a criterion, wherever its cell is aligned, before the next one begins?"""
    own = takewhile(lambda row: not begins_row(text_of(row)), below)
    return any(fitted.role(row[0]) == "rating" and RATING_WORD.match(row[0].text) for row in own)


def _before_head(sheet: Sheet) -> int:
    """The place of the head, or where a criterion stands above it, of the line before that and its principle's name."""
    above = range(sheet.head_row - 1, max(-1, sheet.head_row - 1 - TITLE_LINES), -1)
    first = next((n for n in above if begins_row(text_of(sheet.rows[n]))), None)
    if first is None:
        return sheet.head_row
    return first - 1 - bool(first and HEADING.match(text_of(sheet.rows[first - 1])))


def _is_head(row: Sequence[Word]) -> bool:
    found = tablehead.head_of([row])
    if found is None or any(role not in _ROLES for role, _, _ in found.roles):
        return False
    return found.roles[0][0] in ("rating", tablehead.FACILITY)  # ratings may stand beside the criteria


def _body(sheet: Sheet, *, after: int) -> Rows:
    """A page's lines behind the place `after`, without heads and feet."""
    rows = enumerate(sheet.rows)
    return [row for n, row in rows if n > after and n not in sheet.running and not _is_head(row)]


class _Table:
    """Collects rows over the pages. `outside`: what follows is no part of the table until a criterion begins anew."""

    def __init__(self, layout: Layout, fitted: Fit) -> None:
        self.layout = layout
        self.fitted = fitted
        self.principle: str | None = None
        self.outside = False
        self.last: tuple[int, ...] = ()

    def read(self, page: Page, rows: Rows) -> None:
        if not rows:
            return
        top, bottom = rows[0][0].top, max(word.bottom for word in rows[-1])
        fitted, _ = ruled(self.fitted, page, top, bottom)
        heights = separators(page, fitted.lefts[0][1], fitted.edges[0])
        cells: list[Sequence[Word]] = []
        for row in rows:
            text = text_of(row)
            found = criterion(text) if begins_row(text) else None
            if found and order(found[0]) > self.last:
                self._cells(page, cells, fitted, heights)
                cells, self.outside, self.last = [], False, order(found[0])
                self.layout.rows.append(Row(criterion=lines_of(row, page), principle=self.principle))
            elif not cells and self._completes(row, page):
                self.layout.rows[-1].criterion += lines_of(row, page)
            elif self._spans(row, fitted):
                self._cells(page, cells, fitted, heights)
                self._text(page, row, text, empty=not cells)
                cells = []
            elif not self.outside:
                cells.append(row)
        self._cells(page, cells, fitted, heights)
        edges = tuple((name, left, fitted.right(name, page)) for name, left in fitted.lefts)
        self.layout.columns.append(Columns(page.number, top, bottom, edges))

    def _completes(self, row: Sequence[Word], page: Page) -> bool:
        """Is a line the end of a rating that stands behind a title, and is too long for it ("Minor Non-")?"""
        rows = self.layout.rows[-1:]
        if self.outside or not rows or rows[0].comment or rows[0].rating or len(rows[0].criterion) > TITLE_LINES:
            return False
        if not RATING_WORD.match(row[0].text):
            return False
        begun = join(rows[0].criterion)
        whole = join([*rows[0].criterion, *lines_of(row, page)])
        return any(found.start() < len(begun) < found.end() == len(whole) for found in RATING.finditer(whole))

    def _spans(self, row: Sequence[Word], fitted: Fit) -> bool:
        """Is a line one run of words from the first column on, and no rating?"""
        begins = abs(row[0].x0 - fitted.lefts[0][1]) <= NARROWEST and len(cells_of(row)) == 1
        if begins and fitted.lefts[0][0] == tablehead.FACILITY:
            return row[-1].x1 > fitted.edges[0] or HEADING.match(text_of(row)) is not None
        return begins and not is_of_rating(text_of([word for word in row if word.x0 < fitted.edges[0]]))

    def _text(self, page: Page, row: Sequence[Word], text: str, *, empty: bool) -> None:
        """A line over all columns: a heading, more of a title, or the end of the table."""
        heading = HEADING.match(text)
        rows = self.layout.rows
        if heading and heading["title"][0].isupper():
            self.principle = text
        elif empty and rows and not (rows[-1].rating or rows[-1].comment or self.outside or END.match(text)):
            rows[-1].criterion += lines_of(row, page)
        else:
            self.outside = True
            self.layout.epilogue += lines_of(row, page)

    def _cells(self, page: Page, rows: Rows, fitted: Fit, heights: Sequence[float]) -> None:
        if not rows or not self.layout.rows:
            return
        for n, group in enumerate(_by_facility(rows, fitted, heights)):
            row = self.layout.rows[-1]
            if n or row.facility:
                row = Row(criterion=list(row.criterion), principle=row.principle)
                self.layout.rows.append(row)
            for role in _ROLES:
                lines = lines_of([word for words in group for word in words if fitted.role(word) == role], page)
                note_room(lines)
                getattr(row, role).extend(lines)


def _by_facility(rows: Rows, fitted: Fit, heights: Sequence[float]) -> list[Rows]:
    """The lines below a criterion, parted at rules where each facility has a row of its own."""
    if fitted.lefts[0][0] != tablehead.FACILITY:
        return [rows]
    groups: dict[int, list[Sequence[Word]]] = {}
    for row in rows:
        groups.setdefault(bisect_right(heights, row[0].middle), []).append(row)
    return list(groups.values())
