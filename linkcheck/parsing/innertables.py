"""Tables below a criterion's comment: "Site | Link | Page", and below "Alder | https://… | p. 3", row for row.

Each row becomes what a comment would say: "Alder:", the URL on lines of its own, "(page 3)". The columns are those of
the table's head, which stands again for each criterion, or once where the table goes on over a page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from linkcheck.parsing import urls
from linkcheck.parsing.characters import word_list
from linkcheck.parsing.findings import join
from linkcheck.parsing.lines import lines_of, text_of
from linkcheck.parsing.pages import Line, Page, Word
from linkcheck.parsing.places import in_words
from linkcheck.parsing.ruling import separators
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import LONGEST_HEAD, Rows, cells_of, heads_facilities, heads_places
from linkcheck.parsing.wording import HEADING, criterion

FEWEST: Final = 2
"""Heads, and criteria, of such a report."""

BESIDE: Final = 12.0
"""Points: the tables begin no further right or left of the criteria."""

LONGEST_HEAD_CELL: Final = 5
"""Words over one column."""

_LINKS: Final = word_list(
    "link links url urls address addresses website websites web webpage internet online source sources hyperlink"
)
_BESIDE_LINK: Final = word_list("public publicly disclosed disclosure disclosures evidence document at of the to and")
_DOCUMENTS: Final = word_list("document documents title evidence disclosure publication publications item name report")
_NOTHING: Final = frozenset("–—-")

SITE, DOCUMENT, LINK, PLACE = "site", "document", "link", "place"


class _Column(NamedTuple):
    role: str
    left: float


@dataclass
class _Row:
    """A row's lines by column."""

    cells: list[list[Line]]

    def lines(self, columns: Sequence[_Column]) -> Iterator[Line]:
        """What it says, as a comment would; what names nothing is left out."""
        said = {column.role: lines for column, lines in zip(columns, self.cells, strict=True)}
        names = [text for role in (SITE, DOCUMENT) if (text := join(said.get(role, ()))) and text not in _NOTHING]
        linked = [line for line in said[LINK] if line.text not in _NOTHING]
        if names and linked:
            above = said.get(SITE) or said[DOCUMENT]
            yield Line(f"{' – '.join(names)}:", above[0].page, above[0].box, gap=True)
        for n, line in enumerate(linked):
            line.gap = not (names or n)
            yield line
        if linked and (place := in_words(said.get(PLACE, ()))):
            yield Line(place, linked[-1].page, said[PLACE][0].box)


@dataclass
class Table:
    """One such table: its columns from left to right, and the rows that were read of it."""

    columns: Sequence[_Column]
    rows: list[_Row] = field(default_factory=list)

    @property
    def links(self) -> list[Line]:
        """The lines of the column of addresses."""
        return [line for row in self.rows for line in row.cells[self._at]]

    @property
    def lines(self) -> list[Line]:
        """What all rows say."""
        return [line for row in self.rows for line in row.lines(self.columns)]

    @property
    def _at(self) -> int:
        return next(n for n, column in enumerate(self.columns) if column.role == LINK)

    def takes(self, page: Page, rows: Rows, start: int) -> int:
        """Read on from row `start` of a page; the first row that is none of the table's."""
        end = start
        while end < len(rows) and self._holds(rows[end]):
            end += 1
        if end > start:
            self._read(page, rows[start:end])
        return end

    def _holds(self, row: Sequence[Word]) -> bool:
        """Does each cell of a line begin where a column does, and end before the next one?"""
        text = text_of(row)
        if criterion(text) or HEADING.match(text):
            return False
        parts = self._parts(row)
        return parts is not None and all(self._fits(part, n) for n, part in enumerate(parts) if part)

    def _fits(self, part: Sequence[Word], n: int) -> bool:
        right = self.columns[n + 1].left if n + 1 < len(self.columns) else float("inf")
        within = part[-1].x1 < right or urls.START.match(part[0].text) is not None
        return within and abs(part[0].x0 - self.columns[n].left) <= NEAR

    def _parts(self, row: Sequence[Word]) -> list[list[Word]] | None:
        """A line's words by column; None where one stands left of the table."""
        parts: list[list[Word]] = [[] for _ in self.columns]
        for word in row:
            n = sum(column.left - NEAR <= word.x0 for column in self.columns) - 1
            if n < 0:
                return None
            parts[n].append(word)
        return parts

    def _read(self, page: Page, rows: Rows) -> None:
        """Rows begin below the rules that cross the first column; where there are none, where an address begins."""
        right = self.columns[1].left
        top, bottom = rows[0][0].top, rows[-1][0].bottom
        heights = [y for y in separators(page, self.columns[0].left, right) if top < y < bottom]
        before = 0
        for row in rows:
            cells = [lines_of(part, page) for part in self._parts(row) or ()]
            band = bisect_right(heights, row[0].middle)
            begins = band != before if heights else _begins_link(cells[self._at])
            before = band
            if begins or not self.rows:
                self.rows.append(_Row([[] for _ in self.columns]))
            for cell, lines in zip(self.rows[-1].cells, cells, strict=True):
                cell += lines


def _begins_link(cell: Sequence[Line]) -> bool:
    return bool(cell and (urls.START.match(cell[0].text) or cell[0].text in _NOTHING))


def below_criteria(pages: Sequence[Page]) -> bool:
    """Have criteria such tables below them, that begin where they do, as on cards?"""
    heads = [table.columns[0].left for page in pages for row in page.rows if (table := headed(row))]
    if len(heads) < FEWEST:
        return False
    lefts = (row[0].x0 for page in pages for row in page.rows if criterion(text_of(row)))
    return sum(abs(left - heads[0]) <= BESIDE for left in lefts) >= FEWEST


def headed(row: Sequence[Word]) -> Table | None:
    """The table that begins with this line, if it is the head of one: of links, and of sites or documents."""
    cells = cells_of(row) if len(row) <= LONGEST_HEAD else []
    columns = [_Column(role, cell[0].x0) for cell in cells if (role := _role(cell))]
    roles = [column.role for column in columns]
    known = len(roles) == len(cells) == len(set(roles)) and LINK in roles and len(roles) > 1
    return Table(columns) if known and {SITE, DOCUMENT} & set(roles) else None


def _role(cell: Sequence[Word]) -> str | None:
    words = [part for word in cell for part in word.text.lower().replace("(s)", "").strip("():/").split("/") if part]
    if len(words) > LONGEST_HEAD_CELL:
        return None
    if heads_facilities(words):
        return SITE
    if _LINKS.intersection(words) and set(words) <= _LINKS | _BESIDE_LINK:
        return LINK
    if heads_places(words) or words[:1] == ["reference"]:
        return PLACE
    return DOCUMENT if _DOCUMENTS.intersection(words) else None
