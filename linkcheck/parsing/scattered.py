"""The last resort: a report whose layout is not known, but in which criteria's numbers and ratings are plain to see.

Numbers stand below each other, and between one and the next somewhere a rating. All that stands between them is said of
the first, column after column. That this is not certain is told of each criterion.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.choice import far_fuller, leaves_out
from linkcheck.parsing.fieldwords import behind_rating_label, is_number_label, is_rating_label
from linkcheck.parsing.findings import rated
from linkcheck.parsing.grounds import listed
from linkcheck.parsing.legends import known_in
from linkcheck.parsing.lines import furniture, lines_of, text_of
from linkcheck.parsing.numbers import whole_numbers
from linkcheck.parsing.pages import Layout, Line, Page, Row, Trouble, Word
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.prologue import read_prologue
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import cells_of
from linkcheck.parsing.unfolding import note_room
from linkcheck.parsing.wording import HEADING, criterion, is_of_rating, order

FEWEST: Final = 4
"""Criteria below each other."""

MOST: Final = 0.5
"""Of the criteria: so many have a rating, and so many have a cell in each column."""

RATED: Final = -1
"""The place of what are ratings, wherever they stand."""

UNCERTAIN: Final = "The layout of the findings is not known: ratings and comments were found by where they stand for"

_Cell = Sequence[Word]


@dataclass(slots=True)
class _Band:
    """What stands from a criterion's number down to the next one's, by the pages that it goes over."""

    number: _Cell
    principle: str | None
    cells: dict[int, list[_Cell]] = field(default_factory=dict)


def instead(layout: Layout | None, pages: Sequence[Page]) -> Layout | None:
    """A reading, or where it leaves most of the criteria's ratings out, what is found by where they stand."""
    if layout and layout.rows and not leaves_out(layout):
        return layout
    found = _read(pages)
    return found if found and (layout is None or far_fuller(layout, found)) else layout


def _read(pages: Sequence[Page]) -> Layout | None:
    """What is found so; None where criteria with ratings are too few."""
    rows = [whole_numbers(page.rows) for page in pages]
    left = _numbers_left([cell for own in rows for row in own for cell in cells_of(row)])
    if left is None:
        return None
    layout = Layout(pages=len(pages))
    bands: list[_Band] = []
    principle: str | None = None
    for n, (page, own, skip) in enumerate(zip(pages, rows, furniture(pages, rows), strict=True)):
        before: list[Sequence[Word]] = []
        for row in (row for place, row in enumerate(own) if place not in skip):
            cells = cells_of(row)
            begun = next((cell for cell in cells if _begins(cell) and abs(cell[0].x0 - left) <= NEAR), None)
            if begun and (not bands or _number(begun) >= _number(bands[-1].number)):
                bands.append(_Band(begun, principle))
            elif len(cells) == 1 and (heading := HEADING.match(text_of(row))) and heading["title"][0].isupper():
                principle = text_of(row)
                continue
            if bands:
                bands[-1].cells.setdefault(n, []).extend(cells)
            else:
                before.append(row)
        layout.prologue += read_prologue(page, before)
    known = known_in(pages)
    lefts = _columns(bands)
    layout.rows = [_row(band, lefts, pages, known) for band in bands]
    if sum(1 for _ in rated(layout.rows)) < max(FEWEST, MOST * len(bands)):
        return None
    layout.troubles.append(Trouble(f"{UNCERTAIN} {listed([_printed(band.number) for band in bands])}."))
    return layout


def _begins(cell: _Cell) -> bool:
    """Does a criterion's number stand alone in a cell, or before a title?"""
    found = criterion(bare(text_of(cell)))
    return found is not None and (not found[1] or found[1][0].isupper())


def _printed(cell: _Cell) -> str:
    found = criterion(bare(text_of(cell)))
    return found[0] if found else ""


def _number(cell: _Cell) -> tuple[int, ...]:
    return order(_printed(cell))


def _numbers_left(cells: Sequence[_Cell]) -> float | None:
    """Where most numbers begin."""
    begun = Counter(round(cell[0].x0 / NEAR) for cell in cells if _begins(cell))
    left, count = max(begun.items(), key=lambda item: item[1], default=(0, 0))
    return left * NEAR if count >= FEWEST else None


def _columns(bands: Sequence[_Band]) -> list[float]:
    """Where columns begin: at places at which most criteria have a cell."""
    begun = Counter(
        place
        for band in bands
        for place in {round(cell[0].x0 / NEAR) for cells in band.cells.values() for cell in cells}
    )
    return sorted(place * NEAR for place, count in begun.items() if count >= max(FEWEST, MOST * len(bands)))


def _row(band: _Band, lefts: Sequence[float], pages: Sequence[Page], known: Mapping[str, str]) -> Row:
    """A criterion's title, rating and, column after column, comment."""
    columns: defaultdict[int, list[Line]] = defaultdict(list)
    title = _title(band, known)
    row = Row([Line(f"{_printed(band.number)} {text_of(title)}")], principle=band.principle)
    for n, cells in band.cells.items():
        words: defaultdict[int, list[Word]] = defaultdict(list)
        for cell in cells:
            if _rates(cell, known):
                words[RATED] += cell
            elif cell is not band.number and cell is not title and not _is_label(text_of(cell)):
                words[bisect_right(lefts, cell[0].x0 + NEAR)] += cell
        for column, within in words.items():
            lines = lines_of(within, pages[n])
            note_room(lines)
            columns[column] += lines
    row.criterion[0].page = pages[next(iter(band.cells))].number
    own = bisect_right(lefts, band.number[0].x0 + NEAR)
    if columns.keys() - {own, RATED} and not any(urls.START.search(line.text) for line in columns[own]):
        row.criterion += columns.pop(own)
    rating = columns.pop(RATED, [])
    row.rating = [replace(line, text=known.get(said := behind_rating_label(line.text), said)) for line in rating]
    for column in sorted(columns):
        row.comment += [replace(line, gap=line.gap or not n) for n, line in enumerate(columns[column])]
    return row


def _rates(cell: _Cell, known: Mapping[str, str]) -> bool:
    """Is a cell nothing but a rating, perhaps behind a label, a part of one, or its short form?"""
    said = behind_rating_label(text_of(cell)).strip(" .()[]")
    return said in known or (said[:1].isupper() and is_of_rating(said))


def _title(band: _Band, known: Mapping[str, str]) -> _Cell:
    """A criterion's title: behind its number in one cell, or in the next cell of the line."""
    found = criterion(bare(text_of(band.number)))
    if found and found[1]:
        return [word for word in band.number if not criterion(bare(word.text))]
    beside = next(iter(band.cells.values()))
    place = beside.index(band.number) + 1
    follows = beside[place] if place < len(beside) else []
    titled = follows and abs(follows[0].top - band.number[0].top) <= NEAR and not _rates(follows, known)
    return follows if titled else []


def _is_label(text: str) -> bool:
    return is_number_label(text) or is_rating_label(text)
