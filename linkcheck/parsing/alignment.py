"""Which lines stand beside which: cells that are aligned at their tops, middles or bottoms, without rules between rows.

A row's anchor is what stands in its first column. Beside it, another column's lines are shared out so that each row's
lines stand where the table's alignment puts them, with as much space between rows as most of them have. A row that
goes on over the page's end begins at its top in any table: writer programs align only what is whole on its page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest
from typing import Final, NamedTuple

from linkcheck.parsing.filling import EMPTY, UNSURE, Alignment, Filling, Group

DOUBT: Final = 6.0
"""Points: how much nearer to their places than at the tops lines must be at the middles or bottoms."""

EQUAL: Final = 0.5
"""Points: spaces between rows that differ less are the same."""

FEWEST: Final = 2
"""Spaces between rows that are the same, before they are what is usual."""

MOST_STEPS: Final = 1_500_000
"""Rows times lines squared, over all pages: hundreds of pages of a real table, and no more than some seconds. With
more, cells are taken to be aligned at their tops."""

BOTH: Final = (False, True)
_NEVER: Final = float("inf")


class Shares(NamedTuple):
    """How lines were shared out.

    `rows`: for each group, for each line, the number of the anchor that it stands beside, -1 for the row before the
    first. `doubts`: for each group the lines between the places at which its first row may begin as well. `off`:
    points by which the lines are off their places.
    """

    alignment: Alignment
    rows: list[list[int]]
    doubts: list[range]
    off: float


def share_out(groups: Sequence[Group]) -> Shares:
    """Share out the lines of all groups, which are in the report's order, under the alignment that fits best.

    Most tables are aligned at the tops: another alignment must fit clearly better.
    """
    tops = _from_the_tops(groups)
    steps = sum(len(group.anchors) * len(group.lines) ** 2 for group in groups if not group.told)
    if tops.off <= DOUBT or steps > MOST_STEPS:
        return tops
    other = min((_placed(groups, a) for a in (Alignment.MIDDLE, Alignment.BOTTOM)), key=lambda shares: shares.off)
    return other if other.off + DOUBT < tops.off else tops


def _from_the_tops(groups: Sequence[Group]) -> Shares:
    rows = [rows_above(group) for group in groups]
    usual = _usual_gap(groups, rows)
    off = sum(_off_the_tops(Filling(g, Alignment.TOP, usual), r) for g, r in zip(groups, rows, strict=True))
    return Shares(Alignment.TOP, rows, [range(0) for _ in groups], off)


def rows_above(group: Group) -> list[int]:
    """For each line its row where cells are aligned at their tops, -1 for the one before the first; none goes back."""
    tops = sorted(anchor.top for anchor in group.anchors)
    if group.told:
        return [len(tops) - 1] * len(group.lines)
    return list(accumulate((bisect_right(tops, line.middle) - 1 for line in group.lines), max))


def _off_the_tops(filling: Filling, rows: Sequence[int]) -> float:
    group = filling.group
    off = 0.0
    if group.told:
        return off
    if not group.goes_on:
        off += sum(line.bottom - line.top for line, n in zip(group.lines, rows, strict=True) if n < 0)
    for n, anchor in enumerate(group.anchors):
        start = bisect_left(rows, n)
        off += abs(group.lines[start].top - anchor.top) if rows[start : start + 1] == [n] else EMPTY
        off += filling.between(n, start)
    return off


def _placed(groups: Sequence[Group], alignment: Alignment) -> Shares:
    """Share out once to learn the usual space between rows, and again by it."""
    first = _cheapest([Filling(group, alignment) for group in groups], alignment)
    usual = _usual_gap(groups, first.rows)
    return _cheapest([Filling(group, alignment, usual) for group in groups], alignment)


def _cheapest(fillings: Sequence[Filling], alignment: Alignment) -> Shares:
    """The cheapest way through all groups, where the last row of each may or may not go on in the next one.

    `before[n][over]` and `after[n][over]`: what the groups before the n-th, and it and those after it, cost at least
    when a row goes over from the one to the other, or none does.
    """
    trials = [_trials(filling, following) for filling, following in zip_longest(fillings, fillings[1:])]
    before = [{False: 0.0, True: _NEVER}]
    for trial in trials:
        before.append({over: min(before[-1][begun] + trial[begun, over].off for begun in BOTH) for over in BOTH})
    after = [{False: 0.0, True: _NEVER}]
    for trial in reversed(trials):
        after.insert(0, {begun: min(trial[begun, over].off + after[0][over] for over in BOTH) for begun in BOTH})
    rows, doubts = [], []
    begun, least = False, after[0][False]
    for n, (filling, trial) in enumerate(zip(fillings, trials, strict=True)):
        over = min(BOTH, key=lambda over: trial[begun, over].off + after[n + 1][over])
        rows.append(trial[begun, over].rows)
        other = before[n][not begun] + after[n][not begun] <= least + UNSURE
        starts = filling.starts(rows[-1])
        if other:
            starts += filling.starts(trial[not begun, over].rows)
        doubts.append(range(min(starts), max(starts)))
        begun = over
    return Shares(alignment, rows, doubts, least)


class _Trial(NamedTuple):
    """How one group's lines are best shared out, and by how many points they are then off their places."""

    off: float
    rows: list[int]


def _trials(filling: Filling, following: Filling | None) -> dict[tuple[bool, bool], _Trial]:
    """By whether its first lines are the rest of a row from the group before, and whether its last row goes over."""
    may_go_over = following is not None and following.group.goes_on
    found = {(begun, over): _Trial(*filling.best(begun=begun, goes_over=over)) for begun in BOTH for over in BOTH}
    return {
        (begun, over): trial if may_go_over or not over else trial._replace(off=_NEVER)
        for (begun, over), trial in found.items()
    }


def _usual_gap(groups: Sequence[Group], rows: Sequence[Sequence[int]]) -> float | None:
    """The space that most rows have above them; None where there is none that several have."""
    told = ((group, shared) for group, shared in zip(groups, rows, strict=True) if not group.told)
    found = sorted(gap for group, shared in told for gap in _gaps(group, shared))
    near = [bisect_right(found, gap + EQUAL) - bisect_left(found, gap - EQUAL) for gap in found]
    most = max(near, default=0)
    return found[near.index(most)] if most >= FEWEST else None


def _gaps(group: Group, rows: Sequence[int]) -> Iterator[float]:
    """The spaces between the group's rows, each from the lowest of its cells to the next one's highest."""
    below: float | None = None
    for n in range(-1, len(group.anchors)):
        boxes = [*group.lines[bisect_left(rows, n) : bisect_right(rows, n)], *group.anchors[max(n, 0) : n + 1]]
        if boxes:
            if below is not None:
                yield min(box.top for box in boxes) - below
            below = max(box.bottom for box in boxes)
