"""Ratings behind sites' names: "Alder Mill: Conformance   Birch Works: Minor Non-Conformance".

They stand below a criterion's title, all sites on one line or a line for each, or so in the cell for ratings. They
become one rating, the entity's, as columns of ratings do (`siteratings.py`), so that no site's name is taken for a
title or for whose a URL is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple

from linkcheck.parsing.findings import join
from linkcheck.parsing.legends import KNOWN, known_in, meaning
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Layout, Page, Word
from linkcheck.parsing.sitecolumns import are_sites, told_apart
from linkcheck.parsing.siteratings import BySite, criteria_of
from linkcheck.parsing.tablehead import Rows, cells_of
from linkcheck.parsing.wording import RATING, is_of_rating, order, several

FEWEST: Final = 3
"""Times that each site is rated."""

LONGEST: Final = 240
"""Characters of what rates all sites of one criterion."""

NEAR: Final = 3.0
"""Points: what differs by no more begins at one place."""

TITLE_LINES: Final = 2
"""Lines of a title below its first, at most, above the sites."""

MOST_WORDS: Final = 60
"""In what rates all sites of one criterion."""

BELOW: Final = 1.5
"""Heights between a site's line and the next one's, at most."""

_PAIR: Final = re.compile(
    rf"[-–•▪·\s]{{0,4}}(?P<name>[^\W\d_][^:;|=]{{0,60}}?)\s?[:=]\s?(?P<rating>{RATING.pattern}|[^\s:;,|/]{{1,5}}(?![^\s.;,|]))"
    r"[\s.]{0,2}(?:[;,|/·•]\s?|(?=\S)|$)",
    re.IGNORECASE,
)
"""A site with its rating, or with a short form of one."""

_BEGUN: Final = re.compile(
    r"[-–•▪·\s]{0,4}(?P<name>[^\W\d_][^:;|=]{0,60}?)\s?[:=]\s?"
    r"(?:minor|major|confo|non|not|n/a|unable|unrated|critical|full|[^\s:;,|/]{1,5}(?![^\s.;,|]))",
    re.IGNORECASE,
)
"""A site with the beginning of its rating."""


class _Stack(NamedTuple):
    """Lines below each other that rate sites: their words, and each site's rating."""

    words: tuple[Word, ...]
    pairs: Mapping[str, str]


def taken(pages: Sequence[Page]) -> tuple[Sequence[Page], BySite]:
    """The pages with one rating for each criterion whose sites are rated, and each site's by the criterion's number."""
    known = known_in(pages)
    found = [list(_stacks(page.rows, known)) for page in pages]
    counts = Counter(name for stack in chain.from_iterable(found) for name in stack.pairs)
    sites = {name for name, count in counts.items() if count >= FEWEST}
    own = [[stack for stack in stacks if sites.issuperset(stack.pairs)] for stacks in found]
    if not sites or not are_sites(sites, _before(pages, own)):
        return pages, {}
    by_site: BySite = {}
    told: list[Page] = []
    for page, stacks in zip(pages, own, strict=True):
        gone: dict[Word, Sequence[Word]] = {}
        for height, numbers, beside in _below_criteria(page.rows, stacks):
            over, whole = told_apart({name: said for each in beside for name, said in each.pairs.items()})
            for number in numbers:
                by_site.setdefault(number, over)
            gone |= dict.fromkeys((word for each in beside for word in each.words), ())
            first = beside[0].words
            middle = height if first[0].top <= height <= first[-1].bottom else first[0].middle
            gone[first[0]] = [*_written(whole, first[0], middle)]
        told.append(replace(page, words=[each for word in page.words for each in gone.get(word, [word])]))
    return told, by_site


def _below_criteria(
    rows: Rows, stacks: Sequence[_Stack]
) -> Iterator[tuple[float, tuple[tuple[int, ...], ...], list[_Stack]]]:
    """Stacks beside a criterion's number or right below its title, those side by side together, with where it stands.

    What stands further below is said in its comment, and so is what a line above announces, or where the criterion has
    a rating besides: of another audit, or of something else.
    """
    numbers = criteria_of(rows)
    heights = [height for height, _ in numbers]
    beside: defaultdict[int, list[_Stack]] = defaultdict(list)
    for stack in stacks:
        n = bisect_right(heights, stack.words[-1].bottom) - 1
        if n >= 0 and (n not in beside or stack.words[0].top <= beside[n][0].words[-1].bottom):
            beside[n].append(stack)
    middles = [row[0].middle for row in rows]
    for n, together in beside.items():
        top, bottom = together[0].words[0].top, max(stack.words[-1].bottom for stack in together)
        own = {word for stack in together for word in stack.words}
        near = rows[bisect_left(middles, min(heights[n], top)) : bisect_right(middles, bottom)]
        others = [text for row in near if (text := text_of([word for word in row if word not in own]))]
        between = sum(heights[n] < row[0].middle < top for row in near)
        announced = any(text.rstrip().endswith(":") for text in others)
        rated = any(found.group()[0].isupper() for text in others for found in RATING.finditer(text))
        if between <= TITLE_LINES and not announced and not rated:
            yield *numbers[n], together


def take_apart(layout: Layout) -> None:
    """Give a row whose cell for ratings names sites the entity's rating, and keep each site's.

    The sites are spoken of before the findings: a cell may as well name two audits, or two subjects.
    """
    found = [(row, _pairs(join(row.rating), KNOWN)) for row in layout.rows if len(row.rating) > 0]
    found = [(row, pairs) for row, pairs in found if len(pairs) > 1]
    before = " ".join(line.text for line in layout.prologue) if found else ""
    for row, pairs in found:
        if are_sites(pairs, before):
            own, whole = told_apart(pairs)
            for number, _ in several(join(row.criterion)):
                layout.by_site.setdefault(order(number), own)
            row.rating = [replace(row.rating[0], text=whole)]


def _before(pages: Sequence[Page], found: Sequence[Sequence[_Stack]]) -> str:
    """What stands before the first site that is rated."""
    texts: list[str] = []
    for page, stacks in zip(pages, found, strict=True):
        top = min((stack.words[0].top for stack in stacks), default=None)
        texts += (text_of(row) for row in page.rows if top is None or row[0].bottom <= top)
        if top is not None:
            break
    return " ".join(texts)


def _stacks(rows: Rows, known: Mapping[str, str]) -> Iterator[_Stack]:
    """Cells that rate sites, each with those below it that go on with it, up to a site that it has."""
    begun: dict[int, list[Word]] = {}
    counts = Counter(round(cell[0].x0) for row in rows for cell in cells_of(row) if _BEGUN.match(text_of(cell)))
    lefts = {left for left, count in counts.items() if count >= FEWEST}
    for row in rows:
        for cell in chain.from_iterable(_parted(cell, lefts) for cell in cells_of(row)):
            place = next((at for at in begun if abs(cell[0].x0 - begun[at][0].x0) <= NEAR), None)
            above = begun[place] if place is not None else []
            if _goes_on(above, cell):
                above += cell
                continue
            if place is not None:
                yield from _read(begun.pop(place), known)
            if _BEGUN.match(text_of(cell)):
                begun[len(begun) and max(begun) + 1] = [*cell]
    for words in begun.values():
        yield from _read(words, known)


def _parted(cell: Sequence[Word], lefts: Set[int]) -> Iterator[Sequence[Word]]:
    """A cell, or its parts where what rates a site stands close behind a title that fills its own cell."""
    n = next((n for n, word in enumerate(cell) if n and round(word.x0) in lefts), None)
    if n is not None and _BEGUN.match(text_of(cell[n:])):
        yield cell[:n]
        cell = cell[n:]
    yield cell


def _goes_on(above: Sequence[Word], cell: Sequence[Word]) -> bool:
    """Does a cell stand right below the last line of a stack, with another site or the rest of a rating?"""
    if not 0 < len(above) <= MOST_WORDS or cell[0].top - above[-1].bottom > BELOW * (cell[0].bottom - cell[0].top):
        return False
    text, said = text_of(cell), text_of(above)
    if not (site := _BEGUN.match(text)):
        return is_of_rating(text)
    return f"{site['name']}:" not in said


def _read(words: Sequence[Word], known: Mapping[str, str]) -> Iterator[_Stack]:
    pairs = _pairs(text_of(words), known)
    if pairs:
        yield _Stack(tuple(words), pairs)


def _pairs(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """The sites that a text rates, with their ratings; none where it says anything else."""
    found: dict[str, str] = {}
    end = 0
    while end < len(text) <= LONGEST:
        pair = _PAIR.match(text, end)
        rating = meaning(pair["rating"], known) if pair else None
        if pair is None or rating is None or pair["name"] in found:
            return {}
        found[pair["name"]] = rating
        end = pair.end()
    return found


def _written(rating: str, first: Word, middle: float) -> Iterator[Word]:
    """A rating's words where a first one begins, and as wide, at the height of the criterion's number."""
    wide, half = (first.x1 - first.x0) / len(first.text), (first.bottom - first.top) / 2
    at = 0
    for text in rating.split():
        left = first.x0 + wide * at
        yield Word(text, left, middle - half, left + wide * len(text), middle + half)
        at += len(text) + 1
