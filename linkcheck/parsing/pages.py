"""What a reader of any format hands on: words with boxes, lines with links, rows with cells.

Lengths are points (1/72 inch), the origin is the page's upper left corner. Plain text has no boxes; a text extraction
that keeps its columns has them on a grid of characters. The boxes stay with the lines, so that what was read can be
drawn over the page without a second reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of its middle line."""
        return (self.top + self.bottom) / 2


class Word(NamedTuple):
    """A run of characters without a blank."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of its middle line."""
        return (self.top + self.bottom) / 2


MOST_OF_A_HEIGHT = 0.5
"""Words whose middles are nearer than this share of a word's height stand on one line."""


def rows_of_words(words: Iterable[Word]) -> list[list[Word]]:
    """Group words that stand on one line, top to bottom, each line left to right."""
    rows: list[list[Word]] = []
    middle = height = 0.0
    for word in sorted(words, key=_twice_the_middle):
        high = word.bottom - word.top
        if rows and _twice_the_middle(word) / 2 - middle <= MOST_OF_A_HEIGHT * max(high, height):
            rows[-1].append(word)
        else:
            rows.append([word])
            middle, height = _twice_the_middle(word) / 2, high
    for row in rows:
        row.sort(key=_left)
    return rows


_left = itemgetter(Word._fields.index("x0"))


def _twice_the_middle(word: Word) -> float:
    _, _, top, _, bottom = word
    return top + bottom


class Link(NamedTuple):
    """A link annotation: where a click on the box leads."""

    target: str
    box: Box


class Rule(NamedTuple):
    """A drawn line, or the edge of a filled or framed box: horizontal when `top` and `bottom` are the same."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """One page as it was read, once. `number` is the file's own count, from 1."""

    number: int
    width: float
    height: float
    words: Sequence[Word]
    rules: Sequence[Rule] = ()
    links: Sequence[Link] = ()

    @cached_property
    def rows(self) -> Sequence[Sequence[Word]]:
        """Its words by the lines on which they stand: one reader after the other asks for them."""
        return rows_of_words(self.words)

    @cached_property
    def texts(self) -> Sequence[str]:
        """What stands on each of them."""
        return [" ".join(word.text for word in row) for row in self.rows]

    def without(self, words: Set[Word]) -> Page:
        """The page without some of its words."""
        return replace(self, words=[word for word in self.words if word not in words]) if words else self


class LinkSpan(NamedTuple):
    """Characters `start` to `end` of a line lead to `target`."""

    start: int
    end: int
    target: str


@dataclass(slots=True)
class Line:
    """One line of one cell, or of running text.

    `room` is how many more characters would have fitted before the cell's right edge (None: not known), `gap` says
    that there is more space above than between the lines of a paragraph, `page` is None where the format has no pages.
    `rejoined`: it was two lines, of which the first ended with a hyphen that the extraction dropped. `turned`: in a
    text without form feeds, a page's foot stands above it. `unspaced`: before which of its characters, in
    their order, a blank within a URL was taken out.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    links: tuple[LinkSpan, ...] = ()
    room: float | None = None
    gap: bool = False
    rejoined: bool = False
    turned: bool = False
    unspaced: tuple[int, ...] = ()


@dataclass(slots=True)
class Row:
    """One row of the findings table, its cells from all pages that it goes over.

    `principle` is the heading above; the first `numbers` lines of `criterion` are those of a column of its own for the
    criteria's numbers; `aside` are those of a second column of comments, until they are added to the first, `place`
    those of a column for pages and sections, `sites` of columns for a site each, `facility` of one that says for which
    facility the row is. `follows`: its rating is that of the row above, on the page before; `apart`: a text extraction
    printed parts of the row, so that another's may be among them; `late`: it printed the number behind the rest, or
    other rows' rests behind this one; `height`: the lines that it printed of the criterion's cell, where a rating was
    among them.
    """

    criterion: list[Line] = field(default_factory=list)
    rating: list[Line] = field(default_factory=list)
    comment: list[Line] = field(default_factory=list)
    principle: str | None = None
    numbers: int = 0
    aside: list[Line] = field(default_factory=list)
    facility: list[Line] = field(default_factory=list)
    place: list[Line] = field(default_factory=list)
    sites: dict[str, list[Line]] = field(default_factory=dict)
    follows: bool = False
    apart: bool = False
    late: bool = False
    height: int = 0


class Columns(NamedTuple):
    """The findings table on one page: its height and where each column begins and ends, by role, for drawing."""

    page: int
    top: float
    bottom: float
    edges: tuple[tuple[str, float, float], ...]


class Orphan(NamedTuple):
    """A link target that a text extraction printed apart from the text, which does not spell it out."""

    target: str
    page: int | None = None


class Trouble(NamedTuple):
    """A sentence about what could not be read, and the page where that is."""

    text: str
    page: int | None = None


@dataclass(slots=True)
class Layout:
    """A report taken apart: what stands before the findings, the findings' rows, and where they were found.

    `targets` are link targets that a text extraction printed apart from the text: they confirm, they are not cited.
    `orphans` are those of them that the text does not spell out. `troubles` tell what could not be read.
    `top` is the first line of all, of a running head perhaps.
    `summary` are the ratings that a summary elsewhere gives, by the order of the criteria's numbers, `by_site` those of
    columns for a site each, by what stands over these. `registered`: the numbers of the documents in a register.
    """

    prologue: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    epilogue: list[Line] = field(default_factory=list)
    columns: list[Columns] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    summary: Mapping[tuple[int, ...], str] = field(default_factory=dict)
    by_site: dict[tuple[int, ...], dict[str, str]] = field(default_factory=dict)
    registered: Set[str] = frozenset()
    pages: int = 0
    top: str = ""
