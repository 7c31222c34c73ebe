"""Rules drawn on a page: those that set the table's columns apart, and those that part its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Final

from linkcheck.parsing.columns import Fit
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.starts import NARROWEST, NEAR

DRAWN: Final = 0.2
"""Of the longest vertical rule on a page: shorter ones don't set columns apart."""

MOST: Final = 4
"""Rules before a column that may be its edge."""

CROSSED: Final = 0.1
"""Share of lines of which a word may stand across a column's edge, as headings' do."""

COVERED: Final = 0.7
"""Share of the first column's width that horizontal rules must cover to part two rows."""


def ruled(fitted: Fit, page: Page, top: float, bottom: float) -> tuple[Fit, bool]:
    """Move the columns' edges to drawn rules; also say whether there is one at every edge."""
    upright = (r for r in page.rules if r.x0 == r.x1 and r.bottom > top and r.top < bottom)
    heights = _lengths((r.x0, min(r.bottom, bottom) - max(r.top, top)) for r in upright)
    edges = sorted(x for x, height in heights.items() if height > DRAWN * max(heights.values()))
    words = [word for word in page.words if top <= word.middle <= bottom]
    lefts, drawn = [fitted.lefts[0]], True
    for name, left in fitted.lefts[1:]:
        near = [x for x in edges if lefts[-1][1] + NARROWEST / 2 < x <= left + 1]
        near = [x for x in near[-MOST:] if not _is_crossed(x, words)]
        drawn = drawn and bool(near)
        lefts.append((name, near[-1] if near else left))
    return Fit(tuple(lefts)), drawn


def _is_crossed(x: float, words: Sequence[Word]) -> bool:
    """Does a rule stand in the middle of text, as another table's may: do more than a few words cross it?"""
    lines = {round(word.middle) for word in words}
    return sum(word.x0 < x - 1 and word.x1 > x + 1 for word in words) > CROSSED * len(lines)


def separators(page: Page, left: float, right: float) -> list[float]:
    """Heights at which horizontal rules cross (most of) a column, the highest first."""
    level = (r for r in page.rules if r.top == r.bottom and r.x1 > left and r.x0 < right)
    covered = _lengths((r.top, min(r.x1, right) - max(r.x0, left)) for r in level)
    return [height for height, width in covered.items() if width >= COVERED * (right - left)]


def _lengths(rules: Iterable[tuple[float, float]]) -> dict[float, float]:
    """How long the rules at each place are together, of (place, length); those nearer to each other stand at one."""
    found: dict[float, float] = {}
    begun = float("-inf")
    for place, length in sorted(rules, key=itemgetter(0)):
        begun = place if place - begun > NEAR else begun
        found[begun] = found.get(begun, 0.0) + length
    return found
