"""Criteria whose numbers or ratings an extraction prints apart from their titles, put together before they are read.

"8.3b-e", "8.4", "Management of Ecosystem Services", "Conformance", "Alien Species", "Not Applicable", each with space
around, are two criteria. "Security Practice Conformance" without a number is the 9.9 that stands by itself below.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from linkcheck.parsing.findings import join
from linkcheck.parsing.openings import AHEAD
from linkcheck.parsing.pages import Line
from linkcheck.parsing.ratings import LONGEST_RATING, LONGEST_TITLE, nameless, rating_block, rating_in
from linkcheck.parsing.wording import HEADING, RATINGS, criterion, digits, order

_LETTERS: Final = re.compile(r"[\W\d_]+")


def numbered(lines: Sequence[Line]) -> list[Line]:
    """The lines with such numbers above their titles, and with space between ratings one below the other."""
    left = _spaced(lines)
    kept: list[Line] = []
    n = 0
    while n < len(left):
        numbers = _numbers(left, n)
        cells = _cells(left, n + len(numbers), len(numbers)) if len(numbers) > 1 else []
        for number, cell in zip(numbers, cells, strict=False):
            kept += [number, *cell]
        if cells:
            n += len(numbers) + sum(map(len, cells))
            continue
        below = None if kept and _stands_alone(left, n - 1) else _number_below(left, n)
        if below:
            kept.append(left.pop(below))
        kept.append(left[n])
        n += 1
    return kept


def _numbers(lines: Sequence[Line], n: int) -> list[Line]:
    """The ascending numbers that stand alone one below the other from line `n` on."""
    end = n
    last: tuple[int, ...] = ()
    while end < len(lines) and _stands_alone(lines, end):
        number = order(lines[end].text)
        if number <= last:
            break
        end, last = end + 1, number
    return list(lines[n:end])


def _stands_alone(lines: Sequence[Line], n: int) -> bool:
    """Is a line nothing but a number, with space around, or its principle's heading above?"""
    apart = lines[n].gap or (n and lines[n - 1].text.isupper() and HEADING.match(lines[n - 1].text.strip()))
    found = criterion(lines[n].text.strip()) if apart else None
    return bool(found and not found[1] and (n + 1 == len(lines) or lines[n + 1].gap))


def _cells(lines: Sequence[Line], n: int, count: int) -> list[Sequence[Line]]:
    """The next `count` titles, each with its rating among its words or below it; none where there are not so many."""
    cells: list[Sequence[Line]] = []
    for _ in range(count):
        title = n
        while n < len(lines) and n - title < LONGEST_TITLE and (n == title or not lines[n].gap):
            n += 1
        rating = rating_block(lines, n)
        if not rating and rating_in(join(lines[title:n]), 0) is None:
            return []
        n += rating
        cells.append(lines[title:n])
    return cells


def _number_below(lines: Sequence[Line], n: int) -> int | None:
    """Where the number stands that belongs to a title and rating at line `n`: the next one that stands alone below."""
    taken, titled = nameless(lines, n)
    for place in range(n + taken, min(n + AHEAD, len(lines))) if taken else ():
        found = criterion(lines[place].text.strip())
        if found and lines[place].gap:
            own = digits(found[0]) in titled
            return place if own and _stands_alone(lines, place) else None
    return None


def _spaced(lines: Sequence[Line]) -> list[Line]:
    """The lines with space above each of several ratings that make up a block."""
    kept = list(lines)
    for n, line in enumerate(lines):
        starts = _ratings(lines, n) if line.gap and line.text[:1].isupper() else []
        for start in starts[1:]:
            kept[start] = replace(kept[start], gap=True)
    return kept


def _ratings(lines: Sequence[Line], n: int) -> list[int]:
    """Where the ratings begin that a block from line `n` on consists of; none where it is something else."""
    starts: list[int] = []
    text, begun = "", n
    for place in range(n, min(n + 3 * LONGEST_RATING, len(lines))):
        if place > n and lines[place].gap:
            break
        begun = begun if text else place
        text += _LETTERS.sub("", lines[place].text).lower()
        if text in RATINGS:
            starts.append(begun)
            text = ""
    return [] if text else starts
