"""Ratings that a full title pushed aside, in extractions that keep the columns.

2.2 Leadership    Conformance  The mill manager
2.4 Responsible Conformance Suppliers sign
Sourcing                       the code

Where a cell is full its line's words stand a few characters from their columns, one blank apart. A rating's words near
the column in which ratings stand are put there, and what follows them to where comments begin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.tablehead import Rows, cells_of, head_of

FEWEST: Final = 3
"""Ratings behind a wide gap that tell where their column is."""

FAR: Final = 6
"""Characters by which words are pushed aside."""

LONGEST: Final = 3
"""Words of a rating on one line."""

_WHOLE: Final = (
    "Conformance", "Minor Non-Conformance", "Major Non-Conformance", "Not Applicable", "Unable to Rate",
    "Critical Breach",
)  # fmt: skip
_BROKEN: Final = ("Minor", "Major", "Minor Non-", "Major Non-", "Non-Conformance", "Not", "Applicable", "Unable",
                  "Unable to", "to Rate", "Rate", "Critical", "Breach")  # fmt: skip
_PRINTED: Final = frozenset((*_WHOLE, *_BROKEN))
"""What a line holds of a rating in the standard's spelling."""


def put_back(pages: Sequence[Page], character: float) -> Sequence[Page]:
    """The pages of an extraction with ratings in their columns; `character`: the width of one."""
    return [_put_back(page, character) for page in pages]


def _put_back(page: Page, character: float) -> Page:
    columns = _columns(page.rows)
    if columns is None:
        return page
    moved = {word: to for row in page.rows for word, to in _moved(row, *columns, FAR * character)}
    return replace(page, words=[moved.get(word, word) for word in page.words]) if moved else page


def _columns(rows: Rows) -> tuple[float, float] | None:
    """Where ratings and, right of them, comments begin on a page; by those that stand apart from
    titles, or by the table's head; None without one."""
    ratings, comments = Counter[float](), Counter[float]()
    for row in rows:
        for cell in cells_of(row)[1:]:
            count = _printed(cell)
            behind = next((word for word in row if word.x0 > cell[count - 1].x1), None) if count else None
            if behind:
                ratings[cell[0].x0] += 1
                comments[behind.x0] += 1
    if max(ratings.values(), default=0) < FEWEST:
        return _headed(rows)
    left, right = (max(places, key=lambda at: (places[at], -at)) for places in (ratings, comments))
    return left, right


def _headed(rows: Rows) -> tuple[float, float] | None:
    """The same by the words over the columns."""
    head = head_of(rows)
    for (role, left, _), (after, right, _) in pairwise(head.roles if head else ()):
        if (role, after) == ("rating", "comment"):
            return left, right
    return None


def _moved(row: Sequence[Word], left: float, right: float, far: float) -> Iterator[tuple[Word, Word]]:
    """The words of a line that stand aside, and where they belong."""
    for n, word in enumerate(row):
        count = _printed(row[n:]) if n and abs(word.x0 - left) <= far else 0
        if count:
            yield from _shifted(row[n : n + count], left)
            behind = row[n + count :]
            if behind and abs(behind[0].x0 - right) <= far:
                yield from _shifted(behind, right)
            return


def _printed(words: Sequence[Word]) -> int:
    """How many words of a rating stand at the beginning of some."""
    texts = [word.text for word in words[:LONGEST]]
    return next((count for count in range(len(texts), 0, -1) if " ".join(texts[:count]) in _PRINTED), 0)


def _shifted(words: Sequence[Word], left: float) -> Iterator[tuple[Word, Word]]:
    by = left - words[0].x0
    for word in words if by else ():
        yield word, word._replace(x0=word.x0 + by, x1=word.x1 + by)
