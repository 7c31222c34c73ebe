"""A report's pages as running text, for one without a findings table whose columns could be told.

A rating in a cell of its own beside a criterion's title is put behind the title, wherever its lines stand: aligned at
the cell's bottom, its first line is above the criterion's number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from linkcheck.parsing.findings import join
from linkcheck.parsing.innertables import Table, headed
from linkcheck.parsing.lines import furniture, lines_of, text_of
from linkcheck.parsing.numbers import whole_numbers
from linkcheck.parsing.pages import Line, Page, Word
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.prologue import read_prologue
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import Rows, cells_of
from linkcheck.parsing.wording import RATING, criterion, is_of_rating

CLOSE: Final = 0.8
"""Heights: lines of one cell are no further apart."""

CELLS_APART: Final = "  "
"""What stands in a line between the cells beside each other."""

FEWEST: Final = 5
"""Lines that tell how long a column's lines are."""


def unfold(pages: Iterable[Page], *, bare: bool = False) -> list[Line]:
    """All lines of all pages, from top to bottom, without running heads and feet; `bare`: there are none left."""
    kept = list(pages)
    rows = [whole_numbers(page.rows) for page in kept]
    running = [set[int]() for _ in kept] if bare else furniture(kept, rows)
    parts: list[list[Line] | Table] = []
    begun = False
    for page, page_rows, skip in zip(kept, rows, running, strict=True):
        own = [row for n, row in enumerate(page_rows) if n not in skip]
        before = 0 if begun else _before_findings(own)
        begun = begun or before < len(own)
        parts.append(read_prologue(page, own[:before]) if before else [])
        _add(page, own[before:], parts)
    for part in parts:
        if isinstance(part, Table):
            note_room(part.links)
    return [line for part in parts for line in (part.lines if isinstance(part, Table) else part)]


def _add(page: Page, rows: Rows, parts: list[list[Line] | Table]) -> None:
    """Add what stands on a page: lines, and the tables among them; one may go on from the page before."""
    n, table = 0, next((part for part in reversed(parts) if part), None)
    if isinstance(table, Table):
        n = table.takes(page, rows, 0)
    start = n
    while n < len(rows):
        table = headed(rows[n])
        if table and ((end := table.takes(page, rows, n + 1)) > n + 1 or end == len(rows)):
            parts += [_unfolded(page, rows[start:n]), table]
            start = n = end
        else:
            n += 1
    parts.append(_unfolded(page, rows[start:]))


def _before_findings(rows: Rows) -> int:
    """How many rows stand before a page's first criterion, and what is beside it."""
    first = next((n for n, row in enumerate(rows) if _begins_finding(text_of(row))), None)
    return len(rows) if first is None else _cells_beside(rows, first)[0]


def _begins_finding(text: str) -> bool:
    """Does a line begin with a criterion's number, or with a label before it ("Criterion 1.1 Legal Compliance")?"""
    labelled = criterion(bare(text))
    return criterion(text) is not None or (labelled is not None and labelled[1][:1].isupper())


def note_room(lines: Sequence[Line]) -> None:
    """Note how many characters would still have fitted on each line, by the longest one."""
    right = max((line.box.x1 for line in lines if line.box), default=0.0)
    for line in lines:
        if line.box and line.text:
            line.room = (right - line.box.x1) / ((line.box.x1 - line.box.x0) / len(line.text) or 1.0)


def _unfolded(page: Page, rows: Rows) -> list[Line]:
    lines = lines_of([word for row in rows for word in row], page, keep_gaps=True)
    found: list[Line] = []
    done = 0
    for n in range(len(rows)):
        if n < done or len(lines) != len(rows) or criterion(lines[n].text) is None:
            continue
        first, end = _cells_beside(rows, n)
        title, rating = _parted(rows[first:end])
        parts = [*lines_of(title, page, keep_gaps=True), *lines_of(rating, page)]
        if end - first > 1 and RATING.fullmatch(join(lines_of(rating, page))):
            found += lines[done:first]
            parts[0].gap = lines[first].gap
            found += parts
            done = end
    found += lines[done:]
    _note_columns_room(found)
    return found


def _note_columns_room(lines: Sequence[Line]) -> None:
    """The same for a page's lines by where they begin: comments may be narrower than titles with ratings behind them.

    Where too few begin at one place, or another cell stands behind each, the longest line of the page counts.
    """
    note_room(lines)
    columns: dict[int, list[Line]] = {}
    for line in lines:
        if line.box and CELLS_APART not in line.text:
            columns.setdefault(round(line.box.x0), []).append(line)
    for column in columns.values():
        if len(column) >= FEWEST:
            note_room(column)


def _cells_beside(rows: Rows, n: int) -> tuple[int, int]:
    """The lines among which those of the cells beside criterion `n` may be: nothing but a rating, or side by side."""
    first, end = n, n + 1
    while first and _is_rating(rows[first - 1]) and apart(rows[first - 1], rows[first]) < CLOSE:
        first -= 1
    while end < len(rows) and (
        apart(rows[end - 1], rows[end]) < 0 or (_is_rating(rows[end]) and apart(rows[end - 1], rows[end]) < CLOSE)
    ):
        end += 1
    return first, end


def _is_rating(row: Sequence[Word]) -> bool:
    return len(cells_of(row)) == 1 and is_of_rating(text_of(row))


def apart(above: Sequence[Word], below: Sequence[Word]) -> float:
    """The space between two lines, in heights; less than nothing where they overlap."""
    return (below[0].top - above[0].bottom) / ((below[0].bottom - below[0].top) or 1.0)


def _parted(rows: Rows) -> tuple[list[Word], list[Word]]:
    """The words of a criterion's cell, and those right of where ratings begin."""
    left = min((row[0].x0 for row in rows if _is_rating(row)), default=float("inf"))
    words = [word for row in rows for word in row]
    return [w for w in words if w.x0 < left - NEAR], [w for w in words if w.x0 >= left - NEAR]
