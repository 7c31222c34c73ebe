"""Bands of fields, as certificates print them: labels side by side, each with its value below it.

Bands may stand one below the other, and their columns need not be at one height.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from linkcheck.parsing.characters import unspaced
from linkcheck.parsing.fieldlabels import LABELS
from linkcheck.parsing.fields import label_at
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Word
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import Rows, cells_of

LONGEST: Final = 60
"""Lines of bands that stand one below the other."""

HIGHEST: Final = 4
"""Lines of a label."""

APART: Final = 1.2
"""Heights: what stands so far below a value is none of it."""


class Band(NamedTuple):
    """How many rows the bands take, and their lines, each label with its value's first line."""

    rows: int
    texts: tuple[str, ...]


class _Cell(NamedTuple):
    """A cell of a column: the row where it stands, and its words."""

    row: int
    words: Sequence[Word]

    @property
    def text(self) -> str:
        return unspaced(text_of(self.words))


def band_at(rows: Rows, n: int) -> Band | None:
    """The bands that begin at a row: at least two cells, each a label that has a value below; None without one."""
    lefts = [cell[0].x0 for cell in cells_of(rows[n])]
    if len(lefts) < 2:
        return None
    columns = _columns(rows[n : n + HIGHEST], lefts)
    if any(_known(column, 0) is None for column in columns):
        return None
    columns = _columns(rows[n : n + LONGEST], lefts)
    _give_back(columns)
    labelled = {cell.row for column in columns for k, cell in enumerate(column) if _known(column, k)}
    aligned = all(row + 1 not in labelled for row in labelled)
    fields = [_fields(column, labelled if aligned else set()) for column in columns]
    if not all(fields) or sum(bool(LABELS[label] and value) for label, value in _firsts(columns)) < 2:
        return None
    last = max(cell.row for column in columns for cell in column)
    return Band(last + 1, tuple(text for column in fields for text in column))


def _columns(rows: Rows, lefts: Sequence[float]) -> list[list[_Cell]]:
    """The cells of each column, up to a row that stands apart or fits none."""
    columns: list[list[_Cell]] = [[] for _ in lefts]
    for count, row in enumerate(rows):
        cells = [(_column(cell, lefts), cell) for cell in cells_of(row)]
        if any(column is None for column, _ in cells):
            break
        if count and all(_is_over(columns[column or 0], cell) for column, cell in cells):
            break
        for column, cell in cells:
            columns[column or 0].append(_Cell(count, cell))
    return columns


def _column(cell: Sequence[Word], lefts: Sequence[float]) -> int | None:
    """The column in which a cell's words begin, and beyond which they do not go; None without one."""
    found = next((n for n, left in enumerate(lefts) if abs(cell[0].x0 - left) <= NEAR), None)
    beyond = found is not None and found + 1 < len(lefts) and cell[-1].x1 > lefts[found + 1] - NEAR
    return None if beyond else found


def _is_over(column: Sequence[_Cell], cell: Sequence[Word]) -> bool:
    """Is there more space above a cell than between a label and its value, once the column's label has its own?"""
    if not column or label_at([unspaced(text_of(cell))], 0):
        return False
    height = max(word.bottom - word.top for word in cell)
    gap = min(word.top for word in cell) - max(word.bottom for word in column[-1].words)
    return gap > APART * height and _known(column, len(column) - 1) is None


def _give_back(columns: Sequence[list[_Cell]]) -> None:
    """Take off the last row where it is nothing but one label, which is a heading."""
    while True:
        last = max((cell.row for column in columns for cell in column), default=0)
        ends = [column for column in columns if column and column[-1].row == last]
        if not last or len(ends) > 1 or _known(ends[0], len(ends[0]) - 1) is None:
            return
        ends[0].pop()


def _known(column: Sequence[_Cell], n: int) -> tuple[str, list[str]] | None:
    return label_at([cell.text for cell in column[n : n + 5]], 0) if n < len(column) else None


def _firsts(columns: Sequence[Sequence[_Cell]]) -> list[tuple[str, bool]]:
    """The first label of each column, and whether it has a value: another label below it is none."""
    found = [(_known(column, 0), column) for column in columns]
    return [
        (known[0], any(known[1]) or (len(column) > len(known[1]) and _known(column, len(known[1])) is None))
        for known, column in found
        if known
    ]


def _fields(column: Sequence[_Cell], labelled: set[int]) -> list[str]:
    """A column's lines, its labels joined with the first lines of their values; none where it begins with no label.

    `labelled`: the rows where a known label stands in some column, where labels stand beside labels; else none.
    """
    if not column or _known(column, 0) is None:
        return []
    lines: list[str] = []
    value = True
    n = 0
    while n < len(column):
        known = _known(column, n) if value else None
        unknown = value and column[n].row in labelled
        if known:
            lines.append("  ".join(filter(None, (known[0], " ".join(filter(None, known[1]))))))
            value = any(known[1])
            n += len(known[1])
            continue
        if unknown:
            lines.append(f"{column[n].text}:")
        else:
            lines[-1:] = [f"{lines[-1]}  {column[n].text}"] if not value else [lines[-1], column[n].text]
        value = not unknown
        n += 1
    return lines
