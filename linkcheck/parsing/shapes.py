"""From what is drawn on a page to rules: Word, LibreOffice and Chromium each draw the borders of tables otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from linkcheck.parsing.pages import Rule

THIN: Final = 3.0
"""Points: what is thinner than this is a rule, however the writer program drew it."""

MOST_SHAPES: Final = 20_000
"""Of one page: beyond this it is a drawing, not a table."""

Point = tuple[float, float]


def rules_of(corners: Sequence[Point]) -> Iterator[Rule]:
    """The rules of one figure: one for a line or a thin shape, four for a rectangle, none for other shapes."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    x0, top, x1, bottom = min(xs), min(ys), max(xs), max(ys)
    if bottom - top <= THIN:
        middle = (top + bottom) / 2
        yield Rule(x0, middle, x1, middle)
    elif x1 - x0 <= THIN:
        middle = (x0 + x1) / 2
        yield Rule(middle, top, middle, bottom)
    elif _is_upright(corners):
        yield Rule(x0, top, x1, top)
        yield Rule(x0, bottom, x1, bottom)
        yield Rule(x0, top, x0, bottom)
        yield Rule(x1, top, x1, bottom)


def _is_upright(corners: Sequence[Point]) -> bool:
    """Do the corners, the first again at the end or not, make an upright rectangle?"""
    if len(corners) == 5 and corners[0] == corners[4]:
        corners = corners[:4]
    if len(corners) != 4:
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    return (ax == bx and by == cy and cx == dx and dy == ay) or (ay == by and bx == cx and cy == dy and dx == ax)
