"""Pages set in columns of text, taken apart: findings run down one column and then the next, as cards or paragraphs.

Such a page has criteria with titles and ratings of their own at two places from left to right, with a stripe between
them that few lines cross. What does cross it, such as a principle's name, parts the columns above from those below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import Final, NamedTuple

from linkcheck.parsing import columns
from linkcheck.parsing.lines import furniture, text_of
from linkcheck.parsing.pages import Layout, Page, Word
from linkcheck.parsing.prefixes import PREFIX, bare
from linkcheck.parsing.running import read_running
from linkcheck.parsing.tablehead import Rows
from linkcheck.parsing.unfolding import unfold
from linkcheck.parsing.wording import HEADING, RATING, criterion, known_title, order

FEWEST: Final = 2
"""Rated criteria in the right columns that make such a report."""

ASIDE: Final = 0.3
"""Of a text's width: the next column begins no nearer to the first."""

BETWEEN: Final = 0.15
"""Of a text's width: the stripe between two columns is no further from the criteria's numbers."""

APART: Final = 0.7
"""Heights: words of two columns are no nearer to each other."""

MOST_ACROSS: Final = 0.25
"""Of the lines from the first criterion on: no more cross the stripe."""

REACH: Final = 150.0
BELOW: Final = 3
"""Points beside a centred number, and lines below it, where its title begins."""

MOST_COLUMNS: Final = 3

_WORDS: Final = 8
"""Words that tell whether a criterion begins."""


def read(pages: Sequence[Page]) -> Layout | None:
    """Take a report apart that is set in columns of text; None for another."""
    parts = parted(pages)
    layout = read_running(unfold(parts, bare=True), pages=len(pages)) if parts else None
    return layout if layout and layout.rows else None


class _Start(NamedTuple):
    """Where a criterion with a title begins: its line's place, its left edge, its number; `centred`: it may stand in
    the middle of its column, above its title."""

    row: int
    left: float
    number: tuple[int, ...]
    centred: bool = False


def parted(pages: Sequence[Page]) -> list[Page]:
    """The columns of all pages in the order of reading, each as a page of its own; none where there are none.

    Running heads and feet are left out: the page of a column would not show that they are such.
    """
    rows = [page.rows for page in pages]
    running = furniture(pages, rows)
    texts = [[row for n, row in enumerate(own) if n not in skip] for own, skip in zip(rows, running, strict=True)]
    edges = list(_going_on(texts, [_edge(text) for text in texts]))
    sides = [_sides(text, edge) for text, edge in zip(texts, edges, strict=True) if edge is not None]
    right = [number for _, side in sides for number in _rated(side)]
    if len(right) < FEWEST:
        return []
    whole = [text for text, edge in zip(texts, edges, strict=True) if edge is None]
    left = [number for side in (*(side for side, _ in sides), *whole) for number in _rated(side)]
    if not left or set(left) & set(right):
        return []
    across = _by_rows(texts, edges)
    found: list[Page] = []
    for page, text, edge in zip(pages, texts, edges, strict=True):
        parts = [text] if edge is None else _columns(text, edge, across=across)
        found += [replace(page, words=[word for row in part for word in row]) for part in parts if part]
    return found


def _going_on(texts: Sequence[Rows], edges: Sequence[float | None]) -> Iterator[float | None]:
    """The pages' edges; where no criterion begins right of it, that of the page before, if few lines cross it.

    So it is where a comment goes on, as in a booklet of two pages on each sheet.
    """
    last: float | None = None
    for text, edge in zip(texts, edges, strict=True):
        parted = last is not None and all(_sides(text, last))
        few = parted and sum(_crosses(row, last or 0.0) for row in text) <= MOST_ACROSS * len(text)
        last = edge or last
        yield edge or (last if few else None)


def _starts(rows: Rows) -> list[_Start]:
    """Where criteria begin: at a line's left, or behind a gap."""
    found = []
    for n, row in enumerate(rows):
        for place, word in enumerate(row):
            if not (word.text[0].isdigit() or PREFIX.fullmatch(word.text)) or (place and _near(row[place - 1], word)):
                continue
            known = criterion(bare(text_of(row[place : place + _WORDS])))
            titled = known is not None and known[1][:1].isupper() and not RATING.match(known[1])
            if known and (titled or _is_headed(rows, n, place)):
                found.append(_Start(n, word.x0, order(known[0]), centred=not titled))
    return found


def _is_headed(rows: Rows, n: int, place: int) -> bool:
    """Does the standard's title of a criterion stand below its number, which is alone or beside a rating?"""
    row, number = rows[n], rows[n][place]
    beside = text_of(row[place + 1 : place + _WORDS])
    if place + 1 < len(row) and _near(number, row[place + 1]) and not RATING.match(beside):
        return False
    return any(
        known_title(number.text, text_of(below[k : k + _WORDS]))
        for below in rows[n + 1 : n + 1 + BELOW]
        for k in range(len(below))
        if -REACH < below[k].x0 - number.x0 < REACH
    )


def _near(before: Word, word: Word) -> bool:
    return word.x0 - before.x1 < APART * (word.bottom - word.top)


def _edge(rows: Rows) -> float | None:
    """Where the second column of a text begins; None for text in one column."""
    starts = _starts(rows)
    if not starts:
        return None
    first = min(row[0].x0 for row in rows)
    width = max(row[-1].x1 for row in rows) - first
    right, centred = min(((s.left, s.centred) for s in starts if s.left > first + ASIDE * width), default=(None, False))
    if right is None:
        return None
    below = rows[min(s.row for s in starts) : max(s.row for s in starts) + BELOW]
    low = first + ASIDE * width if centred else right - BETWEEN * width
    edge = columns.gap(below, low, right, nearest=False)
    return None if edge is None or sum(_crosses(row, edge) for row in below) > MOST_ACROSS * len(below) else edge


def _crosses(row: Sequence[Word], edge: float) -> bool:
    """Does a line's text run on over the edge?"""
    if any(word.x0 < edge - 1 and word.x1 > edge + 1 for word in row):
        return True
    return any(a.x0 < edge - 1 <= b.x0 and _near(a, b) for a, b in pairwise(row))


def _sides(rows: Rows, edge: float) -> tuple[Rows, Rows]:
    """What stands left of an edge, and right of it."""
    left = [[word for word in row if word.x0 < edge - 1] for row in rows]
    right = [[word for word in row if word.x0 >= edge - 1] for row in rows]
    return [row for row in left if row], [row for row in right if row]


def _rated(rows: Rows) -> Iterator[tuple[int, ...]]:
    """The criteria that have a rating before the next one begins."""
    starts = _starts(rows)
    for start, end in zip_longest(starts, (start.row for start in starts[1:])):
        if any(found.group()[0].isupper() for row in rows[start.row : end] for found in RATING.finditer(text_of(row))):
            yield start.number


def _by_rows(texts: Sequence[Rows], edges: Sequence[float | None]) -> bool:
    """Do criteria go on from left to right, line by line, rather than down each column?"""
    descents = [0, 0]
    for text, edge in zip(texts, edges, strict=True):
        if edge is not None:
            starts = _starts(text)
            down = sorted(starts, key=lambda start: (start.left >= edge, start.row))
            for n, ordered in enumerate((down, starts)):
                descents[n] += sum(after.number < before.number for before, after in pairwise(ordered))
    return descents[1] < descents[0]


def _columns(rows: Rows, edge: float, *, across: bool, most: int = MOST_COLUMNS) -> Iterator[Rows]:
    """The parts of a page in the order of reading."""
    whole: list[Sequence[Word]] = []
    for region in _regions(rows, edge, across=across):
        if not _starts(region) or any(_crosses(row, edge) for row in region):
            whole += region
            continue
        if whole:
            yield whole
            whole = []
        left, right = _sides(region, edge)
        yield left
        further = _edge(right) if most > 2 else None
        if further is None:
            yield right
        else:
            yield from _columns(right, further, across=across, most=most - 1)
    if whole:
        yield whole


def _regions(rows: Rows, edge: float, *, across: bool) -> Iterator[Rows]:
    """Stretches of lines that cross the edge, and of those that don't; `across`: also each row of cards."""
    begun = {start.row for start in _starts(rows) if start.left < edge} if across else set()
    begun = {n - bool(n and HEADING.match(text_of(rows[n - 1]))) for n in begun}
    region: list[Sequence[Word]] = []
    for n, row in enumerate(rows):
        if region and (n in begun or _crosses(row, edge) != _crosses(region[-1], edge)):
            yield region
            region = []
        region.append(row)
    if region:
        yield region
