"""Extractions that keep the columns (`pdftotext -layout`): characters on a grid, read like a page's words.

Columns touch where a cell is full, and each page has its own, so that a rating's words can come to the cell before it:
they are looked for at the ends of its lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter
from typing import Final

from linkcheck.parsing import beside, forms, registers, registertables, shifted, siteratings
from linkcheck.parsing.boxes import with_marked_alone
from linkcheck.parsing.characters import squash
from linkcheck.parsing.choice import fullest
from linkcheck.parsing.findings import join
from linkcheck.parsing.heads import roles
from linkcheck.parsing.headwords import with_whole_heads
from linkcheck.parsing.lines import EDGE
from linkcheck.parsing.pages import Layout, Line, Page, Row, Word
from linkcheck.parsing.ratings import parted
from linkcheck.parsing.rows import read_table
from linkcheck.parsing.wording import RATING, criterion

WIDE: Final = 5.0
HIGH: Final = 10.0
"""Points that a character of the grid is taken to be wide and high."""

LINES: Final = 2
"""Lines over which a rating goes."""

LONGEST: Final = 3
"""Words of a rating."""

BOTH: Final = 2
"""Sheets of which each has a foot, if any has."""

SHORTEST_FOOT: Final = 3
"""Words of a head or foot that is told by coming again."""

READERS: Final = (beside.read, forms.read, partial(read_table, grid=True))
"""What takes the grid apart, in the order in which they are asked."""

_FIGURES: Final = re.compile(r"(?<![\w./-])\d+(?![\w./-])")
_COLUMNS: Final = re.compile(r"\S {3,}\S")
_TOUCHING: Final = re.compile(r"(?:^|(?<=\s))(?:Minor|Major|Non-|Conformance|Not|Applicable|Unable|to|Rate)$")
"""Words of ratings in the standard's spelling at a line's end."""


def keeps_columns(text: str) -> bool:
    """Do many lines have wide gaps, as `-layout` leaves them?"""
    lines = [line for line in text.split("\n") if line.strip()]
    wide = sum(bool(_COLUMNS.search(line)) or line.startswith(" " * 12) for line in lines)
    return wide * 3 > len(lines)


def read_grid(sheets: Sequence[str], *, paged: bool) -> Layout | None:
    """The table in the sheets of an extraction; None where there is none. Its lines have no boxes."""
    pages = with_marked_alone([page_of(n, _closed_up(sheet)) for n, sheet in enumerate(_without_feet(sheets), start=1)])
    pages = with_whole_heads(shifted.put_back(pages, WIDE))
    rated, by_site, told = siteratings.taken(pages)
    pages, entries = registertables.without_registers(rated)
    layout = fullest((partial(reader, pages) for reader in READERS), registered={entry.key for entry in entries})
    if layout is None:
        return None
    layout.by_site |= by_site
    layout.troubles += told
    registers.attach(layout, entries)
    layout.columns.clear()
    layout.pages = len(sheets) if paged else 0
    last = _ratings_last(layout.rows)
    for row in layout.rows:
        _part_touching(row, last=last)
        _part_from_title(row)
    without_boxes(layout, paged=paged)
    return layout


def without_boxes(layout: Layout, *, paged: bool) -> None:
    """Take from lines of a grid where they stand, which is nowhere."""
    cells = [cell for row in layout.rows for cell in (row.criterion, row.rating, row.comment)]
    for cell in (*cells, layout.prologue, layout.epilogue):
        for line in cell:
            line.box = None
            line.page = line.page if paged else None


def fewest_sheets(of: int) -> float:
    """On how many of so many sheets a line must stand to be a running head or foot: half, and three where there are."""
    return max(min(3, of), BOTH, of / 2)


def _without_feet(sheets: Sequence[str]) -> Iterator[str]:
    """The sheets without what is among the first or last lines of half of them, at any height, numbers aside.

    Of two sheets it is the first or the last line of both.
    """
    near = 1 if len(sheets) == BOTH else EDGE
    lines = [sheet.split("\n") for sheet in sheets]
    masks: list[dict[int, str]] = []
    for sheet in lines:
        filled = [n for n, line in enumerate(sheet) if line.strip()]
        edge = (n for n in {*filled[:near], *filled[-near:]} if len(sheet[n].split()) >= SHORTEST_FOOT)
        masks.append({n: _FIGURES.sub("#", squash(sheet[n])) for n in edge})
    seen = Counter(mask for found in masks for mask in set(found.values()))
    often = {mask for mask, n in seen.items() if n >= fewest_sheets(len(sheets)) and not _is_own(mask)}
    for sheet, mask in zip(lines, masks, strict=True):
        yield "\n".join("" if mask.get(n) in often else line for n, line in enumerate(sheet))


def _closed_up(sheet: str) -> str:
    """A sheet without lines of their own for what goes on in a column left of two lines that stand there alone.

    An extraction sets lines apart whose columns are not quite at one height: what is one line below the other, and
    perhaps goes on in it, is no paragraph of its own.
    """
    rows = sheet.split("\n")
    kept = rows[:2]
    for n in range(2, len(rows)):
        if n + 1 < len(rows) and kept[-1] is rows[n - 1] and _is_between(rows[n - 2], *rows[n - 1 : n + 2]):
            kept[-1] = f"{rows[n]}{kept[-1][len(rows[n]) :]}"
        else:
            kept.append(rows[n])
    return "\n".join(kept)


def _is_between(begun: str, above: str, line: str, below: str) -> bool:
    """Does a line go on with what a line begins that is two above, left of all that is on those around it?"""
    left, right = _indent(line), len(line.rstrip())
    alone = bool(line.strip()) and "  " not in line.strip() and not line.strip()[0].isdigit()
    beside = all(other.strip() and _indent(other) > right + 1 for other in (above, below))
    return alone and beside and bool(begun.strip()) and _indent(begun) == left


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_own(text: str) -> bool:
    """May a line that comes again be the table's: its head, which may name sites between, or with a rating?"""
    first, _, rest = text.partition(" ")
    headed = roles(first) == ["criterion"] and roles(rest.rpartition(" ")[2]) == ["comment"]
    return bool(headed or roles(text) or RATING.search(text) or criterion(text))


def page_of(number: int, sheet: str) -> Page:
    """A sheet's characters as a page's words."""
    rows = sheet.split("\n")
    words = [word for n, row in enumerate(rows) for word in _words(row, n * HIGH)]
    width = max((len(row) for row in rows), default=0) * WIDE
    return Page(number, width, len(rows) * HIGH, words)


def sheet_of(page: Page) -> str:
    """A page's words as the characters of a sheet."""
    rows = [""] * round(page.height / HIGH)
    for word in sorted(page.words, key=attrgetter("top", "x0")):
        n = round(word.top / HIGH)
        rows[n] = f"{rows[n].ljust(round(word.x0 / WIDE))}{word.text}"
    return "\n".join(rows)


def _words(row: str, top: float) -> Iterator[Word]:
    for found in re.finditer(r"\S+", row):
        yield Word(found.group(), found.start() * WIDE, top, found.end() * WIDE, top + 0.8 * HIGH)


def _ratings_last(rows: Sequence[Row]) -> bool:
    """Do most ratings stand right of their comments?"""
    both = [(row.rating[0].box, row.comment[0].box) for row in rows if row.rating and row.comment]
    right = sum(rating.x0 > comment.x0 for rating, comment in both if rating and comment)
    return right * 2 > len(both)


def _part_touching(row: Row, *, last: bool) -> None:
    """Move words of a rating from the ends of the cell before it to the rating, where they make it one.

    `last`: that cell is the comment's, of which the first two lines stand beside a rating; else it is the title's.
    """
    before = row.comment[:LINES] if last else row.criterion
    for most in range(1, LONGEST + 1):
        parted = [_without_rating(line, most) for line in before]
        moved = [taken for _, taken in parted if taken]
        both = sorted((*moved, *row.rating), key=_height)
        if moved and RATING.fullmatch(join(both)):
            kept = [left for left, _ in parted if left.text]
            row.rating = both
            if last:
                row.comment[:LINES] = kept
            else:
                row.criterion = kept
            return


def _part_from_title(row: Row) -> None:
    """Take a title out of its rating's cell, where that holds both and the number stands alone."""
    number = criterion(join(row.criterion))
    if number is None or number[1] or not row.rating:
        return
    head = parted(join([*row.criterion, *row.rating]))
    if head:
        first = row.rating[0]
        row.criterion = [replace(row.criterion[0], text=head.title)]
        row.rating = [Line(head.rating, first.page, first.box)]


def _without_rating(line: Line, most: int) -> tuple[Line, Line | None]:
    """A line without a rating's words at its end, at `most` so many, and those."""
    text, words = line.text, list[str]()
    while len(words) < most and (found := _TOUCHING.search(text)):
        words.insert(0, found.group())
        text = text[: found.start()].rstrip()
    if not words:
        return line, None
    return replace(line, text=text), Line(" ".join(words), line.page, line.box)


def _height(line: Line) -> tuple[int, float]:
    return line.page or 0, line.box.top if line.box else 0.0
