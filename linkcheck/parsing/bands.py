"""Bands of fields, as certificates print them: labels side by side, each with its value below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from linkcheck.parsing.characters import squash, unspaced
from linkcheck.parsing.columns import NEAR
from linkcheck.parsing.fields import LABELS, label_at
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Word
from linkcheck.parsing.tablehead import Rows, cells_of

LONGEST: Final = 8
"""Lines of a band: labels and values over two or three each."""

APART: Final = 1.2
"""Heights: what stands so far below a value is none of it."""


class Band(NamedTuple):
    """How many rows a band takes, and for each of its columns the label with its value on one line."""

    rows: int
    texts: tuple[str, ...]


def band_at(rows: Rows, n: int) -> Band | None:
    """The band that begins at a row: at least two cells, each a label that has a value below; None without one."""
    lefts = [cell[0].x0 for cell in cells_of(rows[n])]
    if len(lefts) < 2:
        return None
    columns: list[list[str]] = [[] for _ in lefts]
    taken = 0
    for row in rows[n : n + LONGEST]:
        if taken and _is_over(rows[n + taken - 1], row, columns):
            break
        cells = [(_column(cell, lefts), cell) for cell in cells_of(row)]
        if any(column is None for column, _ in cells):
            break
        for column, cell in cells:
            columns[column or 0].append(unspaced(text_of(cell)))
        taken += 1
    labelled = [_label(texts) for texts in columns]
    if None in labelled or sum(bool(found and found[0] and found[1]) for found in labelled) < 2:
        return None
    return Band(taken, tuple(f"{found[2]}  {found[1]}" for found in labelled if found))


def _column(cell: Sequence[Word], lefts: Sequence[float]) -> int | None:
    """The column in which a cell's words begin, None where it begins beside all of them."""
    return next((n for n, left in enumerate(lefts) if abs(cell[0].x0 - left) <= NEAR), None)


def _is_over(above: Sequence[Word], row: Sequence[Word], columns: Sequence[Sequence[str]]) -> bool:
    """Is there more space above a row than between a label and its value, once all labels have theirs?"""
    height = max(word.bottom - word.top for word in row)
    gap = min(word.top for word in row) - max(word.bottom for word in above)
    return gap > APART * height and all(found is not None and found[1] for found in map(_label, columns))


def _label(texts: Sequence[str]) -> tuple[str, str, str] | None:
    """A column's field, value and label; None where it begins with no label."""
    found = label_at(texts, 0)
    if found is None:
        return None
    label, rests = found
    return LABELS[label], squash(" ".join([*rests, *texts[len(rests) :]])), label
