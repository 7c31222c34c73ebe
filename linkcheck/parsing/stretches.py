"""Stretches of the findings table, cut into rows: by rules where they are drawn, else by how the cells are aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from linkcheck.parsing.alignment import Alignment, Group, alignment_of, share_out
from linkcheck.parsing.columns import ASIDE, TITLE
from linkcheck.parsing.lines import box_of
from linkcheck.parsing.pages import Box, Layout, Line, Row, Word
from linkcheck.parsing.wording import criterion

NOWHERE: Final = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of the table on one page, between two rules or headings, by column.

    `starts`: places of the criteria's numbers in the first column; `bounded`: a rule is above; `goes_on`: it stands at
    the page's top, where a row of the page before may go on; `merged`: the first row may share its rating's cell with
    the row above.
    """

    cells: dict[str, list[Line]]
    starts: list[int]
    bounded: bool
    goes_on: bool
    merged: bool
    principle: str | None

    def anchors(self) -> list[Box]:
        """For each row the box of what stands in its first column."""
        lines = self.cells["criterion"]
        ends = [*self.starts[1:], len(lines)]
        return [_around(lines[start:end]) for start, end in zip(self.starts, ends, strict=True)]

    def group(self, role: str) -> Group:
        """The rows' anchors and the lines of another column."""
        return Group(self.anchors(), [line.box or NOWHERE for line in self.cells[role]], self.goes_on)


def begins_row(text: str) -> bool:
    """Does a line of the first column begin with a criterion's number, and no sentence after it?"""
    found = criterion(text)
    return found is not None and (not found[1] or not found[1][0].islower())


def cut_into_rows(stretches: Sequence[Stretch], layout: Layout) -> None:
    """Add the rows of all stretches to the layout; what goes on from the page before is added to its row."""
    free = [stretch for stretch in stretches if stretch.starts and not (stretch.bounded and stretch.starts == [0])]
    alignment = alignment_of([s.group("comment") for s in free], [s.group("rating") for s in free])
    for stretch in stretches:
        for n, part in enumerate(_parts(stretch, alignment), start=-1):
            if n >= 0:
                _begin(layout, stretch, shares=stretch.merged and n == 0 and not part["rating"])
            _add(layout, part)
    for row in layout.rows:
        if row.aside:
            row.aside[0].gap = True
            row.comment += row.aside


def _parts(stretch: Stretch, alignment: Alignment) -> list[dict[str, list[Line]]]:
    """A stretch's lines by row and column; the first part is what goes on with the row before."""
    count = len(stretch.starts) + 1
    parts: list[dict[str, list[Line]]] = [{role: [] for role in stretch.cells} for _ in range(count)]
    alone = stretch.bounded and stretch.starts == [0]
    for role, lines in stretch.cells.items():
        if role == "criterion":
            shared = [sum(start <= n for start in stretch.starts) - 1 for n in range(len(lines))]
        elif alone or not stretch.starts:
            shared = [count - 2] * len(lines)
        else:
            shared = share_out(stretch.group(role), alignment)
        for line, n in zip(lines, shared, strict=True):
            parts[n + 1][role].append(line)
    return parts


def _begin(layout: Layout, stretch: Stretch, *, shares: bool) -> None:
    before = layout.rows[-1].rating if layout.rows and shares else ()
    layout.rows.append(Row(principle=stretch.principle, rating=list(before)))


def _add(layout: Layout, part: dict[str, list[Line]]) -> None:
    if not layout.rows:
        return  # the rest of a head over several lines
    row = layout.rows[-1]
    if part[TITLE] or row.numbers:
        row.criterion[row.numbers : row.numbers] = part["criterion"]
        row.numbers += len(part["criterion"])
        row.criterion += part[TITLE]
    else:
        row.criterion += part["criterion"]
    row.rating += part["rating"]
    row.comment += part["comment"]
    row.aside += part[ASIDE]


def _around(lines: Sequence[Line]) -> Box:
    return box_of([Word("", *(line.box or NOWHERE)) for line in lines])
