"""Where the cells of a table begin: those of one column below each other, titles behind the criteria's numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from linkcheck.parsing.tablehead import Rows
from linkcheck.parsing.wording import criterion

NEAR: Final = 3.0
"""Points: left edges nearer than this belong to one column."""

NARROWEST: Final = 18.0
"""Points: no column is narrower."""

MOST_BEHIND: Final = 0.8
"""Of the words behind numbers: titles with a column of their own begin at one place."""

FEWEST_TITLES: Final = 4
"""Lines with a number and a title: on fewer, words of comments may begin below each other by chance."""


def lefts_of(edges: Iterable[float]) -> dict[float, int]:
    """Clusters of left edges: the leftmost of each, and how many there are."""
    clusters: dict[float, int] = {}
    first = -1e9
    last = -1e9
    for edge in sorted(edges):
        if edge - last <= NEAR:
            clusters[first] += 1
        else:
            first = edge
            clusters[first] = 1
        last = edge
    return clusters


def titles(rows: Rows, number: float, right: float) -> float | None:
    """Where the titles begin, when they have a column of their own: under each other, and their second lines too."""
    title = behind_numbers(rows, number, right)
    second = [row for row in rows if title and title - NEAR <= row[0].x0 < right]
    return title - 1 if any(abs(row[0].x0 - title) <= NEAR for row in second) else None


def behind_numbers(rows: Rows, number: float, right: float) -> float:
    """Where nearly all the words begin that stand next to the numbers, before `right`; 0 where they do so nowhere."""
    numbered = [row for row in rows if abs(row[0].x0 - number) <= NEAR and criterion(row[0].text)]
    behind = [row[1] for row in numbered if len(row) > 1 and row[1].x0 < right - NEAR]
    firsts = lefts_of(word.x0 for word in behind if any(map(str.isalpha, word.text)))
    title = max(firsts, key=lambda left: (firsts[left], -left), default=0.0)
    return title if len(behind) > 1 and firsts.get(title, 0) >= MOST_BEHIND * len(behind) else 0.0


def behind_titles(rows: Rows, number: float, right: float) -> float:
    """Where a word begins on nearly all lines with a number and a title that go on; 0 where one does so nowhere."""
    title = behind_numbers(rows, number, right)
    numbered = [row for row in rows if abs(row[0].x0 - number) <= NEAR and criterion(row[0].text)] if title else []
    behind = [lefts for row in numbered if (lefts := [w.x0 for w in row if title + NARROWEST < w.x0 < right - NEAR])]
    found = lefts_of(left for lefts in behind for left in lefts)
    most = (left for left, n in found.items() if n >= MOST_BEHIND * len(behind))
    return min(most, default=0.0) if len(behind) >= FEWEST_TITLES else 0.0
