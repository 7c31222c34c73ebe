"""Columns of tables in which ratings have none of their own, or the last one, and no head says so.

Ratings may stand below the titles of their criteria, over or behind comments, and left of these below the titles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from linkcheck.parsing import columns
from linkcheck.parsing.columns import NARROWEST, NEAR, Fit, gap, lefts_of
from linkcheck.parsing.pages import Word
from linkcheck.parsing.tablehead import Head, Rows, cells_of
from linkcheck.parsing.wording import RATING_START, criterion

CLOSE: Final = 0.5
"""Heights: words of one run of text are no further apart."""


def fit(rows: Rows, head: Head | None, names: Sequence[str]) -> Fit | None:
    """`columns.fit`; where a head names no ratings, or there is none, also columns without one for them."""
    number = columns.numbered(rows)
    if number is None:
        return None
    if not (head and any(name == "rating" for name, _, _ in head.roles)) and _rated_within(rows, number):
        return two_columns(rows, number)
    return columns.fit(rows, head, names) or (None if head else _rated_beside(rows, number))


def two_columns(rows: Rows, number: float) -> Fit | None:
    """The columns where criteria stand left of the comments; None for text in one column."""
    table = columns.numbered_part(rows, number)
    edge = _comments(table, number)
    if edge is None or any(_runs_over(row, edge) for row in table if criterion(row[0].text)):
        return None
    return Fit((("criterion", number), ("comment", edge)))


def below_titles(rows: Rows) -> Fit | None:
    """The columns of ratings and comments below criteria that stand over both; None where nothing stands so."""
    number = columns.numbered(rows)
    if number is None or not _rated_within(rows, number) or two_columns(rows, number):
        return None
    cells = [row for row in columns.numbered_part(rows, number) if not criterion(row[0].text)]
    edge = _comments(cells, number)
    if edge is None or any(_runs_over(row, edge) for row in cells if _begins_rating(row, number)):
        return None
    return Fit((("rating", number), ("comment", edge)))


def _comments(rows: Rows, number: float) -> float | None:
    """Where comments begin right of what stands below the criteria's numbers."""
    starts = lefts_of(row[0].x0 for row in rows if row[0].x0 > number + NARROWEST)
    starts = starts or lefts_of(cell[0].x0 for row in rows for cell in cells_of(row)[1:2])
    comment = max(starts, key=lambda left: (starts[left], -left), default=None)
    return None if comment is None else gap(rows, number + NARROWEST, comment, nearest=False)


def _rated_within(rows: Rows, number: float) -> bool:
    """Do ratings stand in the criteria's column, below their titles?"""
    rated = sum(_begins_rating(row, number) for row in rows)
    first = (row for row in rows if abs(row[0].x0 - number) <= NEAR)
    return 2 * rated > sum(criterion(" ".join(w.text for w in row[:2])) is not None for row in first)


def _begins_rating(row: Sequence[Word], number: float) -> bool:
    first = row[0]
    begins = number - NEAR <= first.x0 < number + NARROWEST and RATING_START.match(first.text) is not None
    return begins and first.text[0].isupper()


def _runs_over(row: Sequence[Word], edge: float) -> bool:
    """Does a line's text run on over a column's edge?"""
    before = [word for word in row if word.x0 < edge - NEAR]
    after = row[len(before) :]
    height = row[0].bottom - row[0].top
    if not before:
        return False
    return before[-1].x1 > edge + NEAR or bool(after and after[0].x0 - before[-1].x1 < CLOSE * height)


def _rated_beside(rows: Rows, number: float) -> Fit | None:
    """The columns of a table without a head whose last column is that of ratings, or holds comments with them."""
    rating = columns.usual(columns.rated(rows, number))
    begun = lefts_of(row[0].x0 for row in rows if row[0].x0 > number + NARROWEST)
    most = max(begun, key=lambda left: (begun[left], -left), default=None)
    if rating is None or most is None:
        return None
    if abs(most - rating) <= NEAR:
        numbers = sum(abs(row[0].x0 - number) <= NEAR and criterion(row[0].text) is not None for row in rows)
        return two_columns(rows, number) if begun[most] >= numbers else None
    return columns.fit(rows, None, ("criterion", "comment", "rating")) if most < rating else None
