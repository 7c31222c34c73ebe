"""Columns of tables in which ratings have none of their own, or the last one, and no head says so.

Ratings may stand below the titles of their criteria, over or behind comments, and left of these below the titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from linkcheck.parsing import columns
from linkcheck.parsing.columns import Fit, gap
from linkcheck.parsing.fieldwords import is_rating_label
from linkcheck.parsing.pages import Word
from linkcheck.parsing.starts import NARROWEST, NEAR, lefts_of
from linkcheck.parsing.tablehead import Head, Rows, cells_of
from linkcheck.parsing.wording import RATING_START, criterion, order

CLOSE: Final = 0.5
"""Heights: words of one run of text are no further apart."""


def fit(rows: Rows, head: Head | None, names: Sequence[str]) -> Fit | None:
    """`columns.fit`; where a head names no ratings, or there is none, also columns without one for them."""
    number = columns.numbered(rows)
    if number is None:
        return None
    unrated = head is None or all(name != "rating" for name, _, _ in head.roles)
    if unrated and _rated_within(rows, number):
        return two_columns(rows, number)
    if fitted := columns.fit(rows, head, names):
        return fitted
    if head is None:
        return _rated_beside(rows, number)
    return two_columns(rows, number) if unrated else None


def two_columns(rows: Rows, number: float) -> Fit | None:
    """The columns where criteria stand left of the comments; None for text in one column."""
    table = columns.numbered_part(rows, number)
    comments = _comments(table, number)
    if comments is None or any(_runs_over(row, comments) for row in _in_order(table, number)):
        return None
    return Fit((("criterion", number), ("comment", comments.edge)))


def _in_order(rows: Rows, number: float) -> Iterator[Sequence[Word]]:
    """The lines with which criteria begin, each later than those above: behind the findings they may come again."""
    last: tuple[int, ...] = ()
    for row in rows:
        found = criterion(row[0].text) if abs(row[0].x0 - number) <= NEAR else None
        if found and order(found[0]) >= last:
            last = order(found[0])
            yield row


def below_titles(rows: Rows) -> Fit | None:
    """The columns of ratings and comments below criteria that stand over both; None where nothing stands so."""
    number = columns.numbered(rows)
    if number is None or not _rated_within(rows, number) or two_columns(rows, number):
        return None
    cells = [row for row in columns.numbered_part(rows, number) if not criterion(row[0].text)]
    comments = _comments(cells, number)
    if comments is None or any(_runs_over(row, comments) for row in cells if _begins_rating(row, number)):
        return None
    return Fit((("rating", number), ("comment", comments.edge)))


class _Comments(NamedTuple):
    """Where most comments begin, and the edge of their column before that."""

    left: float
    edge: float


def _comments(rows: Rows, number: float) -> _Comments | None:
    """The column right of what stands below the criteria's numbers."""
    starts = lefts_of(row[0].x0 for row in rows if row[0].x0 > number + NARROWEST)
    starts = starts or lefts_of(cell[0].x0 for row in rows for cell in cells_of(row)[1:2])
    left = max(starts, key=lambda left: (starts[left], -left), default=None)
    edge = None if left is None else gap(rows, number + NARROWEST, left, nearest=False)
    return None if left is None or edge is None else _Comments(left, edge)


def _rated_within(rows: Rows, number: float) -> bool:
    """Do ratings stand in the criteria's column, below their titles?"""
    rated = sum(_begins_rating(row, number) for row in rows)
    first = (row for row in rows if abs(row[0].x0 - number) <= NEAR)
    return 2 * rated > sum(criterion(" ".join(w.text for w in row[:2])) is not None for row in first)


def _begins_rating(row: Sequence[Word], number: float) -> bool:
    if not number - NEAR <= row[0].x0 < number + NARROWEST:
        return False
    labelled = len(row) > 1 and row[0].text.endswith(":") and is_rating_label(row[0].text)
    first = row[1] if labelled else row[0]
    return first.text[0].isupper() and RATING_START.match(first.text) is not None


def _runs_over(row: Sequence[Word], comments: _Comments) -> bool:
    """Does a line's text run on over the edge of the comments' column, and no comment begin there?"""
    before = [word for word in row if word.x0 < comments.edge - NEAR]
    after = row[len(before) :]
    if not before or before[-1].x1 > comments.edge + NEAR:
        return bool(before)
    close = bool(after) and after[0].x0 - before[-1].x1 < CLOSE * (row[0].bottom - row[0].top)
    return close and abs(after[0].x0 - comments.left) > NEAR


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
