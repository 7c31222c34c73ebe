"""Stretches of the findings table, cut into rows: by rules where they are drawn, else by how the cells are aligned."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.alignment import rows_above, share_out
from linkcheck.parsing.filling import Alignment, Group
from linkcheck.parsing.lines import box_of
from linkcheck.parsing.pages import Box, Layout, Line, Row, Trouble, Word
from linkcheck.parsing.places import behind_urls
from linkcheck.parsing.sitecolumns import SITE, said_of
from linkcheck.parsing.tablehead import ASIDE, FACILITY, PLACE, TITLE
from linkcheck.parsing.wording import criterion

NOWHERE: Final = Box(0.0, 0.0, 0.0, 0.0)

_LONG: Final = ("comment", ASIDE)
"""Columns whose cells are often the tallest of their rows: they tell where rows begin and end."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of the table on one page, between two rules or headings, by column.

    `starts`: places of the criteria's numbers in the first column; `bounded`: a rule is above; `goes_on`: it stands at
    the page's top, where a row of the page before may go on; `merged`: columns in which the first row shares its cell
    with the row above; `follows`: nothing tells whether it has a rating's cell of its own.
    """

    cells: dict[str, list[Line]]
    starts: list[int]
    bounded: bool
    goes_on: bool
    merged: frozenset[str]
    follows: bool
    principle: str | None

    def anchors(self) -> list[Box]:
        """For each row the box of what stands in its first column."""
        lines = self.cells["criterion"]
        ends = [*self.starts[1:], len(lines)][: len(self.starts)]
        return [_around(lines[start:end]) for start, end in zip(self.starts, ends, strict=True)]

    def group(self, role: str) -> Group:
        """The rows' anchors and the lines of another column."""
        told = self.bounded and self.starts in ([], [0])
        return Group(self.anchors(), self.boxes(role), self.goes_on, told=told)

    def boxes(self, role: str) -> list[Box]:
        """Where a column's lines stand."""
        return [line.box or NOWHERE for line in self.cells[role]]

    def numbered(self) -> list[int]:
        """For each line of the first column its row, -1 for the one before the first."""
        return [bisect_right(self.starts, n) - 1 for n in range(len(self.cells["criterion"]))]


def begins_row(text: str) -> bool:
    """Does a line of the first column begin with a criterion's number, and no sentence after it?"""
    found = criterion(text)
    return found is not None and (not found[1] or not found[1][0].islower())


def cut_into_rows(stretches: Sequence[Stretch], layout: Layout) -> Alignment:
    """Add the rows of all stretches to the layout; what goes on from the page before is added to its row.

    Gives where the cells of the comments were found to be aligned.
    """
    shares = {role: share_out([stretch.group(role) for stretch in stretches]) for role in _LONG}
    at_tops = shares["comment"].alignment is Alignment.TOP
    firsts: dict[int, Stretch] = {}
    for place, stretch in enumerate(stretches):
        long = {role: shared.rows[place] for role, shared in shares.items()}
        parts = _parts(stretch, _rows_at_tops(stretch) if at_tops else _rows_beside(stretch, long))
        for n, part in enumerate(parts, start=-1):
            if n == 0:
                firsts[len(layout.rows)] = stretch
            if n >= 0:
                _begin(layout, stretch, shares=stretch.follows and n == 0 and not part["rating"])
            _add(layout, part)
            if n == 0:
                doubtful = (stretch.cells[role][k] for role, shared in shares.items() for k in shared.doubts[place])
                _tell(layout, list(doubtful))
    _merge(layout, firsts)
    add_asides(layout)
    return shares["comment"].alignment


def _merge(layout: Layout, firsts: Mapping[int, Stretch]) -> None:
    """Give all rows of a merged cell what stands in it. `firsts`: the stretches that begin with a row, by its place."""
    for role in ("rating", *_LONG):
        chain: list[Row] = []
        for n, row in enumerate([*layout.rows, Row()]):
            if n in firsts and role in firsts[n].merged:
                chain.append(row)
                continue
            whole = [line for part in chain for line in getattr(part, role)]
            for part in chain if len(chain) > 1 else ():
                setattr(part, role, list(whole))
            chain = [row]


def add_asides(layout: Layout) -> None:
    """What stands in a second column of comments comes after the first one's, as a paragraph of its own."""
    for row in layout.rows:
        if row.place:
            row.aside = behind_urls(row.aside, row.place)
            row.comment = row.comment if row.aside else behind_urls(row.comment, row.place)
        if row.aside:
            row.aside[0].gap = True
            row.comment += row.aside
        row.comment += said_of(row.sites)


def _rows_at_tops(stretch: Stretch) -> dict[str, list[int]]:
    """For each column's lines their rows, where cells are aligned at their tops; -1 for the row before."""
    return {role: rows_above(stretch.group(role)) for role in stretch.cells} | {"criterion": stretch.numbered()}


def _rows_beside(stretch: Stretch, long: Mapping[str, Sequence[int]]) -> dict[str, list[int]]:
    """For each column's lines their rows, where those of the comments are known."""
    rows = {"criterion": stretch.numbered()} | {role: list(known) for role, known in long.items()}
    extents: dict[int, Box] = {}
    for n in range(-1, len(stretch.starts)):
        boxes = [box for role in rows for box, m in zip(stretch.boxes(role), rows[role], strict=True) if m == n]
        if boxes:
            extents[n] = box_of([Word("", *box) for box in boxes])
    return {role: rows.get(role) or _nearest(stretch.boxes(role), extents) for role in stretch.cells}


def _nearest(boxes: Sequence[Box], extents: Mapping[int, Box]) -> list[int]:
    """For each box the row in whose extent its middle is, or that is nearest to it."""

    def away(n: int, height: float) -> float:
        return max(extents[n].top - height, height - extents[n].bottom, 0.0)

    return [min(extents, key=lambda n: away(n, box.middle), default=-1) for box in boxes]


def _tell(layout: Layout, doubtful: Sequence[Line]) -> None:
    """Say that lines with URLs may belong to the row before as well."""
    if len(layout.rows) > 1 and any(urls.START.search(line.text) or line.links for line in doubtful):
        ends, begins = ((row.criterion[0].text.split() or [""])[0] if row.criterion else "" for row in layout.rows[-2:])
        where = f"Where on page {doubtful[0].page} the comment on {ends} ends and that on {begins} begins"
        layout.troubles.append(Trouble(f"{where} could not be told.", doubtful[0].page))


def _parts(stretch: Stretch, rows: Mapping[str, Sequence[int]]) -> list[dict[str, list[Line]]]:
    """A stretch's lines by row and column; the first part is what goes on with the row before."""
    parts: list[dict[str, list[Line]]] = [{role: [] for role in stretch.cells} for _ in range(len(stretch.starts) + 1)]
    for role, lines in stretch.cells.items():
        for line, n in zip(lines, rows[role], strict=True):
            parts[n + 1][role].append(line)
    return parts


def _begin(layout: Layout, stretch: Stretch, *, shares: bool) -> None:
    before = layout.rows[-1].rating if layout.rows and shares else ()
    layout.rows.append(Row(principle=stretch.principle, rating=list(before), follows=bool(before)))


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
    row.facility += part[FACILITY]
    row.place += part[PLACE]
    for role in part:
        if role.startswith(SITE) and part[role]:
            row.sites.setdefault(role, []).extend(part[role])


def _around(lines: Sequence[Line]) -> Box:
    return box_of([Word("", *(line.box or NOWHERE)) for line in lines])
