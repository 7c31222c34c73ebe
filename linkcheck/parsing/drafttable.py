"""The findings tables of a Word draft, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from docx.table import _Cell

from linkcheck.parsing import urls
from linkcheck.parsing.cells import distinct, lines_of_cell
from linkcheck.parsing.characters import squash
from linkcheck.parsing.fieldwords import is_rating_label, is_saying_label
from linkcheck.parsing.lettered import Parts
from linkcheck.parsing.pages import Layout, Line, Row, Trouble
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.sitecolumns import SITE, said_of, told_apart
from linkcheck.parsing.tablehead import FACILITY
from linkcheck.parsing.tableshape import OTHER, Shape, head_role, is_head, is_rating, is_whole
from linkcheck.parsing.ticks import MARKS
from linkcheck.parsing.wording import HEADING, PRINCIPLE, criterion, order, rating, several

LONGEST_BAR: Final = 10
"""Words of a principle's name over the criteria below it."""

LONGEST_LABEL: Final = 6


@dataclass(frozen=True, slots=True)
class Cells:
    """A row of a table: its cells by columns, one over several again; the lines of each but the repeated ones."""

    cells: tuple[_Cell, ...]
    texts: Sequence[str]
    lines: Mapping[int, list[Line]]

    @classmethod
    def of(cls, cells: tuple[_Cell, ...]) -> Cells:
        """Read a row's cells."""
        lines = {n: lines_of_cell(cells[n]) for n in distinct(cells)}
        text = ""
        texts = [text := squash(" ".join(x.text for x in lines[n])) if n in lines else text for n in range(len(cells))]
        return cls(cells, texts[:1] if len(lines) == 1 else texts, lines)

    @property
    def own(self) -> list[list[Line]]:
        """The lines of its cells from left to right."""
        return list(self.lines.values())


class DraftTable:
    """Adds what tables hold to the layout's rows. `known`: short forms of ratings; `last`: the latest criterion."""

    def __init__(self, layout: Layout, known: Mapping[str, str]) -> None:
        self.layout = layout
        self.known = known
        self.principle: str | None = None
        self.last: tuple[int, ...] = ()
        self._parts = Parts()
        self._cell: object = None  # the last criterion's number stands in it

    def read(self, rows: Sequence[Cells], shape: Shape) -> None:
        """Read a table of this shape."""
        begun = len(self.layout.rows)
        self._rows(rows, shape)
        for row in self.layout.rows[begun:]:
            row.comment += said_of(row.sites)

    def _rows(self, rows: Sequence[Cells], shape: Shape) -> None:
        below: Sequence[str] | None = None  # the roles of the cells below a criterion, where a head names them
        for row, after in pairwise([*rows, None]):
            if row is None:
                return
            if is_whole(row.texts) and len(row.cells) > 1:
                self._whole(row, shape, after)
            elif is_head(row.texts, shape.number) or (shape.head is not None and row is rows[shape.head]):
                below = [head_role(text) or "comment" for text in row.texts]
            elif not shape.cards:
                self._columns(row, shape)
            elif not self._begins(row, shape) and self.layout.rows:
                self._named(row, below) if below else self._card(row)

    def _begin(self, lines: Sequence[Line], cell: object) -> Row:
        row = Row(principle=self.principle, criterion=list(lines))
        found = criterion(lines[0].text)
        self.last = max(self.last, order(found[0])) if found else self.last
        self.layout.rows.append(row)
        self._cell = cell
        return row

    def heads(self, text: str) -> bool:
        """Is a text the heading of a principle that is later than the last criterion's, or its name?"""
        found = HEADING.match(text)
        if PRINCIPLE.fullmatch(text):
            return True
        return bool(found and found["number"].isdigit() and self.last and int(found["number"]) == self.last[0] + 1)

    def _whole(self, row: Cells, shape: Shape, after: Cells | None) -> None:
        """One cell over all columns: a criterion, a principle, or the comment of the criterion above it."""
        lines, text = row.lines[0], bare(row.texts[0])
        found = criterion(text)
        if found and (not found[1] or found[1][0].isupper()) and order(found[0]) > self.last:
            first, *more = lines
            self._begin([replace(first, text=bare(first.text))], row.cells[0]._tc).comment += more
        elif (HEADING.match(text) and not found) or PRINCIPLE.fullmatch(text) or self._is_bar(text, shape, after):
            self.principle = text
        elif self.layout.rows:
            self.layout.rows[-1].comment.extend(lines)

    def _is_bar(self, text: str, shape: Shape, after: Cells | None) -> bool:
        """Is a cell over all columns a name for the criteria below it, where no comments stand in such cells?"""
        if shape.cards or "comment" not in shape.roles or after is None or shape.number >= len(after.texts):
            return False
        short = len(text.split()) <= LONGEST_BAR and text[-1:] not in ".:;" and not urls.START.search(text)
        return short and text[:1].isupper() and criterion(bare(after.texts[shape.number])) is not None

    def _columns(self, row: Cells, shape: Shape) -> None:
        number = self._number(row, shape)
        if number and (row.cells[shape.number]._tc is not self._cell or FACILITY in shape.roles):
            self._begin(number, row.cells[shape.number]._tc)
            number = []
        elif number and self._cell is row.cells[shape.number]._tc:
            number = []
        if not self.layout.rows:
            return
        to = self.layout.rows[-1]
        for n, lines in row.lines.items():
            role = shape.roles[min(n, len(shape.roles) - 1)]
            if n in shape.marks:
                if row.texts[n] in MARKS:
                    to.rating.append(Line(shape.marks[n]))
            elif role == OTHER:
                self._tell(lines)
            elif role.startswith(SITE):
                to.sites.setdefault(role, []).extend(lines)
            elif n in shape.rated:
                continue
            elif n != shape.number or number is None:
                getattr(to, role).extend(self._spelled(lines) if role == "rating" else lines)
        self._rate(row, shape)

    def _rate(self, row: Cells, shape: Shape) -> None:
        """Give a row the gravest of its sites' ratings, and note these by the criteria's numbers."""
        found = several(bare(row.texts[shape.number])) if shape.number < len(row.texts) else []
        cells = {name: row.texts[n] for n, name in shape.rated.items() if n < len(row.texts)}
        over = {name: said for name, text in cells.items() if (said := self.known.get(text) or rating(text))}
        if found and over:
            own, whole = told_apart(over)
            self.layout.by_site |= {order(number): own for number, _ in found}
            self.layout.rows[-1].rating = [Line(whole)]

    def _number(self, row: Cells, shape: Shape) -> list[Line] | None:
        """The lines of the criterion's cell with its bare number; None where none begins in it."""
        lines = row.lines.get(shape.number)
        if not lines:
            return None
        roles = enumerate(shape.roles[: len(row.texts)])
        rated = any(row.texts[n] for n, role in roles if role == "rating")
        first = replace(lines[0], text=self._parts.number(bare(lines[0].text), rated=rated))
        found = criterion(" ".join([first.text, *(line.text for line in lines[1:])]))
        return [first, *lines[1:]] if found else None

    def _begins(self, row: Cells, shape: Shape) -> bool:
        """Begin the criterion of a card, where a cell of this row has its number: what is beside is title or rating."""
        place = next((n for n in row.lines if n <= shape.number and criterion(bare(row.texts[n]))), None)
        if place is None:
            return False
        first, *more = row.lines[place]
        found = self._begin([replace(first, text=bare(first.text)), *more], row.cells[place]._tc)
        for n, lines in row.lines.items():
            if n > place:
                rated = is_rating(row.texts[n], self.known)
                label = is_rating_label(row.texts[n])
                to = found.rating if rated else found.criterion
                to.extend(() if label else self._spelled(lines) if rated else lines)
        return True

    def _named(self, row: Cells, below: Sequence[str]) -> None:
        """A row below a criterion whose columns a head names; one for each facility is one of the criterion's."""
        to = self.layout.rows[-1]
        if FACILITY in below and to.facility:
            to = Row(criterion=list(to.criterion), principle=to.principle)
            self.layout.rows.append(to)
        for n, lines in row.lines.items():
            role = below[min(n, len(below) - 1)]
            getattr(to, role).extend(self._spelled(lines) if role == "rating" else lines)

    def _card(self, row: Cells) -> None:
        """A row below a criterion, each cell of which is what its text says, or the label before it."""
        to = self.layout.rows[-1]
        role: str | None = None
        for place, (n, lines) in enumerate(row.lines.items(), start=1):
            text = row.texts[n]
            label = is_rating_label(text) or is_saying_label(text)
            if label and (place < len(row.lines)):
                role = "rating" if is_rating_label(text) else "comment"
            elif role == "rating" or (is_rating(text, self.known) and not to.rating):
                to.rating.extend(self._spelled(lines))
            elif place < len(row.lines) and self._names_rating(row, n):
                continue
            else:
                to.comment.extend(lines)

    def _names_rating(self, row: Cells, n: int) -> bool:
        """Is a cell of few words beside a rating alone, whose label it then is?"""
        others = [row.texts[k] for k in row.lines if k != n]
        return len(row.texts[n].split()) <= LONGEST_LABEL and [is_rating(text, self.known) for text in others] == [True]

    def _spelled(self, lines: Sequence[Line]) -> list[Line]:
        """A rating's lines, its short form written out."""
        if len(lines) == 1 and lines[0].text in self.known:
            return [replace(lines[0], text=self.known[lines[0].text])]
        return list(lines)

    def _tell(self, lines: Sequence[Line]) -> None:
        """Say where URLs stand in a column that is not read."""
        cited = next((line for line in lines if line.links or urls.START.search(line.text)), None)
        if cited:
            told = f"A URL in a column that is not read: no finding cites {urls.clip(cited.text)}"
            self.layout.troubles.append(Trouble(told))
