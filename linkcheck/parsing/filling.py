"""Sharing out the lines of one column among the rows beside them, by dynamic programming."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from linkcheck.parsing.pages import Box

EMPTY: Final = 12.0
"""Points: what a row without lines costs."""

CLOSE: Final = 6.0
"""Points: what it costs to part two rows where the space between them is not what parts rows."""

SPACE: Final = 1.15
"""Of the usual distance between two lines: with more, a row may begin, as long as no more is known."""

EXACT: Final = 0.3
"""Points: what rounding may do to the space between two rows."""

UNSURE: Final = 2.0
"""Points: places that cost no more than this one more than the best are as good."""

_NEVER: Final = float("inf")


class Alignment(Enum):
    """Where the cells of a row are aligned."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Group(NamedTuple):
    """Rows that follow each other on a page: their anchors, and the lines of another column that stand beside them.

    `goes_on`: lines above the first anchor may be the end of a row that began in the group before; `told`: rules tell
    that all lines are the last row's.
    """

    anchors: Sequence[Box]
    lines: Sequence[Box]
    goes_on: bool
    told: bool = False


class Filling:
    """One group whose cells are aligned alike. `gap`: the space between two rows, where it is known (points)."""

    def __init__(self, group: Group, alignment: Alignment, gap: float | None = None) -> None:
        self.group = group
        self._gap = gap
        self._levels = [_level(alignment, anchor.top, anchor.bottom) for anchor in group.anchors]
        self._alignment = alignment
        steps = [after.top - before.top for before, after in pairwise(group.lines)]
        usual = median(steps) if steps else 0.0
        self._parting = [0.0, *(0.0 if step > SPACE * usual else CLOSE for step in steps), 0.0]

    def best(self, *, begun: bool, goes_over: bool) -> tuple[float, list[int]]:
        """How far off all lines are at least (points), and then for each line its row, -1 for the one before.

        `begun`: the first lines are the rest of a row from the group before; `goes_over`: the last row goes on in the
        next group.
        """
        anchors, lines, goes_on, told = self.group
        count = len(lines)
        if told:
            return 0.0, [len(anchors) - 1] * count
        if not anchors:
            return (0.0 if begun or not goes_on else EMPTY * count), [-1] * count
        costs = [CLOSE if begun else 0.0, *[0.0 if begun else _NEVER] * count]
        choices: list[list[int]] = []
        for n in range(len(anchors)):
            costs, choice = self._step(costs, n, over=goes_over and n == len(anchors) - 1)
            choices.append(choice)
        rows = [-1] * count
        end = count
        for n in range(len(anchors) - 1, -1, -1):
            start = choices[n][end]
            rows[start:end] = [n] * (end - start)
            end = start
        return costs[count], rows

    def _step(self, costs: Sequence[float], n: int, *, over: bool) -> tuple[list[float], list[int]]:
        """One row more. `costs[k]`: what it costs at least to give the first k lines to the rows before `n`; the
        answer is the same for the rows up to `n`, and with which line row `n` then begins."""
        before = [cost + self.between(n, start) if cost < _NEVER else cost for start, cost in enumerate(costs)]
        starts = [start for start, cost in enumerate(before) if cost < _NEVER]
        following = [_NEVER] * len(costs)
        choice = [0] * len(costs)
        for end in range(len(costs)):
            for start in starts:
                if start > end:
                    break
                if before[start] >= following[end]:
                    continue
                cost = before[start] + self._off(n, start, end, over=over)
                if cost < following[end]:
                    following[end], choice[end] = cost, start
        return following, choice

    def _off(self, n: int, start: int, end: int, *, over: bool) -> float:
        """How far the lines from `start` to `end` are from where row `n` would have them."""
        lines = self.group.lines
        if start == end:
            return EMPTY
        if over:
            return abs(lines[start].top - self.group.anchors[n].top)
        return abs(_level(self._alignment, lines[start].top, lines[end - 1].bottom) - self._levels[n])

    def between(self, n: int, start: int) -> float:
        """What it costs that row `n` begins with line `start`, by the space above it."""
        anchors, lines = self.group[:2]
        if n == 0 and start == 0:
            return 0.0
        if self._gap is None:
            return self._parting[start]
        top = min([anchors[n].top, *(line.top for line in lines[start : start + 1])])
        above = [*lines[start - 1 : start], *anchors[max(0, n - 1) : n]]
        return min(CLOSE, 2 * max(0.0, abs(top - max(box.bottom for box in above) - self._gap) - EXACT))

    def starts(self, rows: Sequence[int]) -> list[int]:
        """The lines with which the first row may begin as well as with the one that it has, and that one.

        Where cells are aligned at their bottoms, nothing but the space between rows tells where a row's rest from the
        page before ends.
        """
        start, end = (sum(row < n for row in rows) for n in (0, 1))
        if self.group.told or not self.group.anchors or not 0 < start < end:
            return [start]
        costs = {k: self._off(0, k, end, over=False) + self.between(0, k) for k in range(1, end)}
        return [k for k, cost in costs.items() if cost <= costs[start] + UNSURE]


def _level(alignment: Alignment, top: float, bottom: float) -> float:
    if alignment is Alignment.MIDDLE:
        return (top + bottom) / 2
    return top if alignment is Alignment.TOP else bottom
