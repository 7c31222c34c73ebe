"""Summaries of ratings: lists of numbers, titles and ratings, beside which nothing is said, apart from the findings.

A report may give its ratings nowhere else: in words or short forms, with one group of columns or several side by side.
Such a list is taken off the pages, so that its criteria do not begin as findings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from linkcheck.parsing import urls
from linkcheck.parsing.legends import NO_LEGEND, known_in
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.starts import NEAR, lefts_of
from linkcheck.parsing.tablehead import Rows, cells_of
from linkcheck.parsing.wording import RATINGS, criterion, is_of_rating, order

FEWEST: Final = 5
"""Criteria with ratings that make a summary."""

MOST: Final = 2_000
"""Different numbers in a report: no standard has a tenth of so many criteria."""

ALIGNED: Final = 2
"""Numbers at one left edge that make a column."""

MOST_COLUMNS: Final = 8

APART: Final = 0.7
"""Heights: words of two cells are no nearer to each other."""

REACH: Final = 2.6
"""Heights: a cell's lines are no further above or below the middle of its number."""

BETWEEN: Final = 0.3
"""Heights: what is no nearer to one number than to the next may be either's."""

FOLLOWS: Final = 8.0
"""Heights: the next number of a summary is no further below."""

LONGEST: Final = 20
"""Words of a title."""

LONGEST_RATING: Final = 4
"""Words of a rating."""

_NO_LETTERS: Final = re.compile(r"[\W\d_]+")
_NUMBER: Final = 2
"""Words of a number: "5.3 (a)"."""


class Rated(NamedTuple):
    """A criterion as a summary gives it, and the page where."""

    number: str
    title: str
    rating: str
    page: int


Summary: TypeAlias = Mapping[tuple[int, ...], Rated]
"""By the order of their numbers: "2.1 (a)" is "2.1a"."""


@dataclass(frozen=True, slots=True, eq=False)
class _Number:
    """A criterion's number: the place of its line, its words."""

    row: int
    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].x0


class _Block(NamedTuple):
    """A number and the words near it, by lines, and those of them that may be the next number's."""

    number: _Number
    lines: dict[int, list[Word]]
    doubtful: set[Word]


class _Entry(NamedTuple):
    """A criterion of a summary, its number, and all words that give it."""

    rated: Rated
    number: _Number
    words: Sequence[Word]


def taken(pages: Sequence[Page], means: Mapping[str, str] = NO_LEGEND) -> tuple[Sequence[Page], Summary]:
    """The pages without their summaries, and what these say; the same and nothing where there are none.

    `means`: what a legend elsewhere says of short forms.
    """
    if not FEWEST <= _count(pages) <= MOST:
        return pages, {}
    known = known_in(pages, means)
    found = [list(_entries(page, known)) for page in pages]
    said: dict[tuple[int, ...], Rated] = {}
    doubtful = set[tuple[int, ...]]()
    for entry in (entry for entries in found for entry in entries):
        number = order(entry.rated.number)
        if said.setdefault(number, entry.rated).rating != entry.rated.rating:
            doubtful.add(number)
    if len(said) < FEWEST:
        return pages, {}
    left = [page.without({w for entry in own for w in entry.words}) for page, own in zip(pages, found, strict=True)]
    return left, {number: rated for number, rated in said.items() if number not in doubtful}


def _count(pages: Sequence[Page]) -> int:
    """How many different words like criteria's numbers some pages have."""
    return len({word.text for page in pages for word in page.words if word.text[0].isdigit() and "." in word.text})


def ratings(summary: Summary, begun: Set[tuple[int, ...]]) -> dict[tuple[int, ...], str]:
    """What a summary says of the criteria that begin elsewhere, too: those are no findings in it."""
    return {number: rated.rating for number, rated in summary.items() if number in begun}


def begun(pages: Sequence[Page]) -> frozenset[tuple[int, ...]]:
    """The criteria that begin on some pages, by their numbers' order."""
    rows = (row for page in pages for row in page.rows)
    return frozenset(order(text_of(number.words)) for row in rows for number in _numbers(0, row, {}))


def _entries(page: Page, known: Mapping[str, str]) -> Iterator[_Entry]:
    """The criteria of a page that have a title and a rating, and others above, below or beside that have them, too."""
    found = [entry for block in _blocks(page.rows, known) if (entry := _entry(page, block, known))]
    found.sort(key=lambda entry: (round(entry.number.left / NEAR), entry.number.row))
    near = [_follows(a.number.words[0], b.number.words[0]) for a, b in pairwise(found)]
    beside = Counter(entry.number.row for entry in found)
    for entry, before, behind in zip(found, [False, *near], [*near, False], strict=False):
        if before or behind or beside[entry.number.row] > 1:
            yield entry


def _follows(above: Word, word: Word) -> bool:
    return abs(word.x0 - above.x0) <= 2 * NEAR and 0 < word.top - above.top < FOLLOWS * (above.bottom - above.top)


def _blocks(rows: Rows, known: Mapping[str, str]) -> Iterator[_Block]:
    """Each number with the words that are nearest to it, up to the next number or column of numbers at its right.

    Of two numbers that a word stands between it is the one's that has no rating beside it, if the other has.
    """
    numbers = [list(_numbers(n, row, known)) for n, row in enumerate(rows)]
    lefts = [left for left in _aligned(numbers) if not _is_crossed(rows, numbers, left)]
    columns: dict[float, list[_Number]] = defaultdict(list)
    blocks = {number: _Block(number, defaultdict(list), set()) for row in numbers for number in row}
    between: list[tuple[int, float, Word]] = []
    for n, row in enumerate(rows):
        own = {_column(lefts, number): number for number in numbers[n]}
        for left, number in own.items():
            columns[left].append(number)
        edges = sorted(own)
        for word in row:
            left = max(_last(edges, word.x0), _last(lefts, word.x0))
            if left in own:
                blocks[own[left]].lines[n].append(word)
            elif left >= 0:
                between.append((n, left, word))
    rated = cache(lambda number: _is_rated(blocks[number].lines[number.row], known))
    heights = {left: [number.words[0].middle for number in column] for left, column in columns.items()}
    for n, left, word in between:
        near = _nearest(columns[left], heights.get(left, ()), word)
        unrated = [number for number in near if len(near) > 1 and not rated(number)]
        its = unrated if len(unrated) == 1 else near
        for number in its:
            blocks[number].lines[n].append(word)
            if len(its) > 1:
                blocks[number].doubtful.add(word)
    yield from blocks.values()


def _aligned(numbers: Sequence[Sequence[_Number]]) -> list[float]:
    """The left edges of columns of numbers, from left to right."""
    counts = lefts_of(number.left for row in numbers for number in row)
    most = sorted((left for left in counts if counts[left] >= ALIGNED), key=lambda left: -counts[left])
    return sorted(most[:MOST_COLUMNS])


def _is_crossed(rows: Rows, numbers: Sequence[Sequence[_Number]], left: float) -> bool:
    """Does a word stand across the left edge of a column, between its first number and its last?"""
    own = [n for n, row in enumerate(numbers) if any(0 <= number.left - left <= NEAR for number in row)]
    return any(word.x0 < left - 1 < left + 1 < word.x1 for row in rows[own[0] : own[-1]] for word in row)


def _column(lefts: Sequence[float], number: _Number) -> float:
    """The left edge of the column in which a number stands, its own where it stands in none."""
    left = _last(lefts, number.left)
    return left if number.left - left <= 2 * NEAR else number.left


def _last(lefts: Sequence[float], left: float) -> float:
    """The last of some left edges that is not right of a place; less than nothing where there is none."""
    place = bisect_left(lefts, left + NEAR)
    return lefts[place - 1] if place else -1.0


def _is_rated(line: Sequence[Word], known: Mapping[str, str]) -> bool:
    return any(_named(text_of(cell), known) for cell in cells_of(line, APART))


def _nearest(column: Sequence[_Number], heights: Sequence[float], word: Word) -> list[_Number]:
    """The number of a column that is nearest to a word's height, or both where it is between two; none far off."""
    place = bisect_left(heights, word.middle)
    away = {n: abs(heights[n] - word.middle) for n in range(max(0, place - 1), min(len(column), place + 1))}
    height = word.bottom - word.top
    reach = min(min(away.values(), default=0.0) + BETWEEN * height, REACH * height)
    return [column[n] for n, distance in away.items() if distance <= reach]


def _numbers(n: int, row: Sequence[Word], known: Mapping[str, str]) -> Iterator[_Number]:
    """The criteria's numbers that begin a line, or stand behind a gap or a rating, and before one or a capital."""
    for k, word in enumerate(row):
        if not word.text[0].isdigit() or (k and not _is_apart(row[k - 1], word) and row[k - 1].text not in known):
            continue
        count = _length(row[k : k + _NUMBER], known)
        behind = row[k + count : k + count + 1]
        if count and (not behind or _is_apart(row[k + count - 1], behind[0]) or not behind[0].text[0].islower()):
            yield _Number(n, tuple(row[k : k + count]))


def _length(words: Sequence[Word], known: Mapping[str, str]) -> int:
    """How many words from the first on are nothing but a number: "5.3", "(a)", and not "n/a"."""
    found = {n: criterion(text_of(words[:n])) for n in range(1, len(words) + 1) if words[n - 1].text not in known}
    return max((n for n, number in found.items() if number and not number[1]), default=0)


def _is_apart(before: Word, word: Word) -> bool:
    return word.x0 - before.x1 > APART * (word.bottom - word.top)


def _entry(page: Page, block: _Block, known: Mapping[str, str]) -> _Entry | None:
    """The criterion that a block gives; None where it is no title and one rating."""
    titles: list[Word] = []
    ratings: list[Sequence[Word]] = []
    for n in sorted(block.lines):
        cells = cells_of([word for word in block.lines[n] if word not in block.number.words], APART)
        told = [cell for cell in cells if _is_rating(cell, known)]
        if len({text_of(cell) for cell in told}) > 1:
            return None  # one for each facility, perhaps
        ratings += told[:1]
        titles += [word for cell in cells if cell not in told for word in cell]
    if ratings:
        rating = _whole(block, ratings, known)
    else:
        titles, rating = _parted(titles, known)
    title = text_of(titles) if titles else ""
    if rating is None or not title or title[-1] in ".:;" or len(titles) > LONGEST or urls.START.search(title):
        return None
    words = [word for line in block.lines.values() for word in line]
    number = "".join(word.text for word in block.number.words)
    return _Entry(Rated(number, title, rating, page.number), block.number, words)


def _whole(block: _Block, ratings: Sequence[Sequence[Word]], known: Mapping[str, str]) -> str | None:
    """The one rating that stands beside a number, perhaps over several lines; None where it may not be its own."""
    texts = [text_of(cell) for cell in ratings]
    if all(word in block.doubtful for cell in ratings for word in cell):
        return None
    if rating := _named(" ".join(texts), known):
        return rating
    own = [text for text, cell in zip(texts, ratings, strict=True) if cell[0] in block.lines[block.number.row]]
    whole = all(_named(text, known) for text in texts)  # the others are those of the numbers above and below
    return _named(own[0], known) if own and whole else None


def _is_rating(cell: Sequence[Word], known: Mapping[str, str]) -> bool:
    """Is a cell's line a rating, or a part of one that goes on below ("Minor Non-")?"""
    return text_of(cell) in known or is_of_rating(text_of(cell))


def _named(text: str, known: Mapping[str, str]) -> str | None:
    return known.get(text) or RATINGS.get(_NO_LETTERS.sub("", text).lower())


def _parted(words: Sequence[Word], known: Mapping[str, str]) -> tuple[list[Word], str | None]:
    """A title and the rating that ends it, in text whose cells are a blank apart."""
    for count in range(min(LONGEST_RATING, len(words) - 1), 0, -1):
        if rating := _named(text_of(words[-count:]), known):
            return list(words[:-count]), rating
    return list(words), None
