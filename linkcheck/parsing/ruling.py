"""Rules drawn on a page: those that set the table's columns apart, and those that part its rows."""

from __future__ import annotations

from typing import Final

from linkcheck.parsing.columns import NARROWEST, NEAR, Fit
from linkcheck.parsing.pages import Page

DRAWN: Final = 0.2
"""Of the longest vertical rule on a page: shorter ones don't set columns apart."""

COVERED: Final = 0.7
"""Share of the first column's width that horizontal rules must cover to part two rows."""


def ruled(fitted: Fit, page: Page, top: float, bottom: float) -> tuple[Fit, bool]:
    """Move the columns' edges to drawn rules; also say whether there is one at every edge."""
    heights: dict[float, float] = {}
    place = -1e9
    for rule in sorted(
        (r for r in page.rules if r.x0 == r.x1 and r.bottom > top and r.top < bottom), key=lambda r: r.x0
    ):
        place = rule.x0 if rule.x0 - place > NEAR else place
        heights[place] = heights.get(place, 0.0) + min(rule.bottom, bottom) - max(rule.top, top)
    edges = sorted(x for x, height in heights.items() if height > DRAWN * max(heights.values()))
    lefts, drawn = [fitted.lefts[0]], True
    for name, left in fitted.lefts[1:]:
        near = [x for x in edges if lefts[-1][1] + NARROWEST / 2 < x <= left + 1]
        drawn = drawn and bool(near)
        lefts.append((name, near[-1] if near else left))
    return Fit(tuple(lefts)), drawn


def separators(page: Page, left: float, right: float) -> list[float]:
    """Heights at which horizontal rules cross (most of) a column."""
    covered: dict[float, float] = {}
    height = -1e9
    for rule in sorted(
        (r for r in page.rules if r.top == r.bottom and r.x1 > left and r.x0 < right), key=lambda r: r.top
    ):
        height = rule.top if rule.top - height > NEAR else height
        covered[height] = covered.get(height, 0.0) + min(rule.x1, right) - max(rule.x0, left)
    return [height for height, width in covered.items() if width >= COVERED * (right - left)]
