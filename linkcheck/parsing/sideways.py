"""Tables with a column for each criterion: numbers side by side, below them titles, ratings and comments.

The first column has the labels of these lines. Further blocks of the same kind may stand below, or on the next pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, zip_longest
from typing import Final

from linkcheck.parsing.columns import in_columns
from linkcheck.parsing.fieldwords import TITLED, is_number_label, is_rating_label, is_saying_label
from linkcheck.parsing.lines import furniture, lines_of, text_of
from linkcheck.parsing.pages import Layout, Page, Row, Word
from linkcheck.parsing.prologue import read_prologue
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import Rows, cells_of
from linkcheck.parsing.unfolding import note_room
from linkcheck.parsing.wording import criterion, order

FEWEST: Final = 2
"""Criteria side by side."""

LONGEST_LABEL: Final = 4
"""Words of a label."""

_NUMBERS: Final = frozenset({"no", "no.", "nr", "nr.", "ref", "ref.", "#"})


def read(pages: Sequence[Page]) -> Layout | None:
    """Take such a report apart; None for another."""
    rows = [page.rows for page in pages]
    if not any(_numbers(row) for own in rows for row in own):
        return None
    reader = _Reader(Layout(pages=len(pages)))
    for page, own, skip in zip(pages, rows, furniture(pages, rows), strict=True):
        reader.read(page, [row for n, row in enumerate(own) if n not in skip])
    found = reader.layout.rows
    return reader.layout if 2 * sum(bool(row.rating and row.comment) for row in found) > len(found) else None


def _numbers(row: Sequence[Word]) -> list[Word]:
    """The numbers of criteria side by side behind a label; none in another line."""
    text = row[0].text
    if len(row) <= FEWEST or not (is_number_label(text) or text.lower() in _NUMBERS):
        return []
    label, *cells = cells_of(row)
    if len(cells) < FEWEST or len(label) > 1:
        return []
    found = [criterion(text_of(cell)) for cell in cells]
    if any(one is None or one[1] for one in found):
        return []
    upwards = [order(one[0]) for one in found if one]
    return [cell[0] for cell in cells] if all(a < b for a, b in pairwise(upwards)) else []


def _role(text: str) -> str | None:
    """What stands beside a label, by the row's field."""
    if is_rating_label(text):
        return "rating"
    return "comment" if is_saying_label(text) else "criterion" if TITLED.fullmatch(text) else None


class _Reader:
    """Reads block after block. `lefts`: where its columns begin; `role`: what the last label names."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.lefts: list[float] = []
        self.role: str | None = None
        self.open: list[Row] = []

    def read(self, page: Page, rows: Rows) -> None:
        """Read a page's lines."""
        before: list[Sequence[Word]] = []
        cells: list[list[Word]] = [[] for _ in self.open]
        for row, after in zip_longest(rows, rows[1:], fillvalue=()):
            if numbers := _numbers(row):
                self._keep(page, cells)
                self.lefts = [word.x0 for word in numbers]
                self.open = [Row(criterion=lines_of([word], page)) for word in numbers]
                self.layout.rows += self.open
                self.role, cells = "criterion", [[] for _ in self.open]
                continue
            label = self._label(row)
            role = self._role(row, label, self._label(after))
            if not self.open or role is None:
                self._keep(page, cells)
                self.open, self.role, cells = [], None, []
                before.append(row)
                continue
            if label:
                self._keep(page, cells)
                self.role, cells = role, [[] for _ in self.open]
            for cell, words in zip(cells, in_columns(row[len(label) :], self.lefts), strict=True):
                cell += words
        self._keep(page, cells)
        lines = read_prologue(page, before)
        (self.layout.epilogue if self.layout.rows else self.layout.prologue).extend(lines)

    def _label(self, row: Sequence[Word]) -> list[Word]:
        return [word for word in row if self.lefts and word.x0 < self.lefts[0] - NEAR]

    def _role(self, row: Sequence[Word], label: Sequence[Word], more: Sequence[Word]) -> str | None:
        """The field that a line goes on with or begins; None for text over all columns. `more`: the label may go on."""
        if not label or not self.open:
            return self.role
        behind = row[len(label) :]
        close = bool(behind) and behind[0].x0 - label[-1].x1 < label[-1].bottom - label[-1].top
        over = close or label[-1].x1 > self.lefts[0] or len(label) > LONGEST_LABEL
        return None if over else _role(text_of(label)) or _role(text_of([*label, *more])) or self.role

    def _keep(self, page: Page, cells: Sequence[Sequence[Word]]) -> None:
        """Give each column's words since the last label to its criterion."""
        for row, words in zip(self.open, cells, strict=True):
            lines = lines_of(words, page) if words else []
            if self.role == "comment":
                note_room(lines)
            getattr(row, self.role or "comment").extend(lines)
