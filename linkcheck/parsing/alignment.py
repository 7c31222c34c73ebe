"""Which lines stand beside which: cells that are aligned at their tops, middles or bottoms, without rules between rows.

A row's anchor is what stands in its first column. Beside it, the other columns' lines are shared out so that each row's
lines stand where the table's alignment puts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from linkcheck.parsing.pages import Box

EMPTY: Final = 12.0
"""Points: what a row without lines costs when lines are shared out."""

SLIGHT: Final = 3.0
"""Points: lines in letters of another script or size are off their places by this much, however they are aligned."""

DOUBT: Final = 72.0
"""Points: how much nearer to their places than at the tops lines must be at the middles or bottoms."""

CLEAR: Final = 0.05
"""Of all cells: so many more must stand exactly where another alignment puts them than at the tops."""

CLOSE: Final = 6.0
"""Points: what it costs to part two rows where there is no more space between them than between other lines."""

SPACE: Final = 1.15
"""Of the usual distance between two lines: with more, a row may begin."""

LOOSE: Final = 0.2
"""How much less a row's middle counts when the row goes on over the page's end."""

MOST_LINES: Final = 200
"""Lines of a page that are shared out; what has more is no table."""


class Alignment(Enum):
    """Where the cells of a row are aligned."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


_ORDER: Final = {Alignment.TOP: 0, Alignment.MIDDLE: 1, Alignment.BOTTOM: 2}
"""Which one to take where several fit."""


class Group(NamedTuple):
    """Rows that follow each other on a page: their anchors, and the lines of another column that stand beside them.

    `goes_on`: lines above the first anchor may be the end of a row that began on the page before.
    """

    anchors: Sequence[Box]
    lines: Sequence[Box]
    goes_on: bool


def alignment_of(groups: Sequence[Group], others: Sequence[Group] = ()) -> Alignment:
    """The alignment under which the lines of all groups stand nearest to where it would put them.

    Most tables are aligned at the tops: another alignment must fit clearly better, not by one odd row, or put clearly
    more of the cells exactly where they stand. `others`: columns of short cells that are asked for this only.
    """
    off = {alignment: sum(_misfit(group, alignment) for group in groups) for alignment in Alignment}
    least = min(Alignment, key=lambda alignment: (off[alignment], _ORDER[alignment]))
    if off[least] + DOUBT < off[Alignment.TOP]:
        return least
    exact = {alignment: _exact([*groups, *others], alignment) for alignment in Alignment}
    most = max(Alignment, key=lambda alignment: (exact[alignment], -off[alignment], -_ORDER[alignment]))
    clear = exact[most] > exact[Alignment.TOP] + CLEAR and off[most] < off[Alignment.TOP]
    return most if clear else Alignment.TOP


def _exact(groups: Sequence[Group], alignment: Alignment) -> float:
    """The share of cells that stand where the alignment puts them."""
    found = count = 0
    for group in groups:
        shared = share_out(group, alignment)
        for n, anchor in enumerate(group.anchors):
            lines = [line for line, m in zip(group.lines, shared, strict=True) if m == n]
            if lines:
                last = n == len(group.anchors) - 1
                found += _off(alignment, lines[0], lines[-1], anchor, last=last) <= SLIGHT
                count += 1
    return found / count if count else 0.0


def _misfit(group: Group, alignment: Alignment) -> float:
    """Points by which the lines are off their places, when they are shared out as the alignment asks."""
    shared = share_out(group, alignment)
    off = 0.0
    for n, anchor in enumerate(group.anchors):
        lines = [line for line, m in zip(group.lines, shared, strict=True) if m == n]
        if lines:
            off += max(0.0, _off(alignment, lines[0], lines[-1], anchor, last=n == len(group.anchors) - 1) - SLIGHT)
    if not group.goes_on:
        off += sum(line.bottom - line.top for line, n in zip(group.lines, shared, strict=True) if n < 0)
    return off


def _off(alignment: Alignment, first: Box, end: Box, anchor: Box, *, last: bool) -> float:
    """How far lines are from where the alignment puts them. A row that goes on over the page's end begins at its top
    in any table."""
    off = abs(_level(alignment, first.top, end.bottom) - _level(alignment, anchor.top, anchor.bottom))
    return min(off, abs(first.top - anchor.top)) if last else off


def _level(alignment: Alignment, top: float, bottom: float) -> float:
    return {Alignment.TOP: top, Alignment.MIDDLE: (top + bottom) / 2, Alignment.BOTTOM: bottom}[alignment]


def share_out(group: Group, alignment: Alignment) -> list[int]:
    """For each line the number of the anchor that it stands beside; -1 for what goes on from the page before."""
    if alignment is Alignment.TOP or len(group.lines) > MOST_LINES:
        return [_last_above(group.anchors, line) for line in group.lines]
    return _nearest(group, alignment)


def _parting(lines: Sequence[Box]) -> list[float]:
    """What it costs to begin a row at each line: nothing at the first, or with more space above than usual."""
    steps = [after.top - before.top for before, after in pairwise(lines)]
    usual = median(steps) if steps else 0.0
    return [0.0, *(0.0 if step > SPACE * usual else CLOSE for step in steps), 0.0]


def _last_above(anchors: Sequence[Box], line: Box) -> int:
    found = -1
    for n, anchor in enumerate(anchors):
        if anchor.top <= line.middle:
            found = n
    return found


def _nearest(group: Group, alignment: Alignment) -> list[int]:
    """The split of the lines, in their order, whose parts are nearest to where the alignment puts them.

    Dynamic programming over (anchor, lines used): `best[k]` is the least cost of giving the first k lines to the
    anchors so far.
    """
    anchors, lines, goes_on = group
    parts = _parting(lines)
    best = [parts[k] if k == 0 or goes_on else float("inf") for k in range(len(lines) + 1)]
    choices: list[list[int]] = []
    for n, anchor in enumerate(anchors):
        last = n == len(anchors) - 1
        weight = LOOSE if last else 1.0
        following = [float("inf")] * (len(lines) + 1)
        choice = [0] * (len(lines) + 1)
        for end in range(len(lines) + 1):
            for start in range(end + 1):
                cost = EMPTY
                if start < end:
                    cost = weight * _off(alignment, lines[start], lines[end - 1], anchor, last=last)
                cost += parts[end]
                if best[start] + cost < following[end]:
                    following[end], choice[end] = best[start] + cost, start
        best = following
        choices.append(choice)
    shared = [-1] * len(lines)
    end = len(lines)
    for n in range(len(anchors) - 1, -1, -1):
        start = choices[n][end]
        shared[start:end] = [n] * (end - start)
        end = start
    return shared
