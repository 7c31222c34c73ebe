"""Tables with a column for each rating, one of which is marked in each row: the mark is read as the rating above it.

A column's head is a rating, or a short form of one, by the report's own legend ("MiN") or a usual one. Marks become
the ratings' words, and the heads of their columns one, "Rating", so that nothing else need know of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from linkcheck.parsing.legends import known_in, letters, meaning, spelled
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.tablehead import Rows, role_of
from linkcheck.parsing.wording import criterion

MARKS: Final = frozenset("Xx×✓✔✕✖✗✘☑☒●⬤■√")

SHORT: Final = {
    "c": "Conformance", "minor": "Minor Non-Conformance", "major": "Major Non-Conformance",
    "min": "Minor Non-Conformance", "maj": "Major Non-Conformance",
}  # fmt: skip
"""What a column's head may call a rating, besides what cells call it."""

FEWEST: Final = 3
"""Ratings with a column each."""

LONGEST_HEAD: Final = 6
"""Lines of a head."""

CLOSE: Final = 0.7
"""Heights: words of one head are no further apart."""

_JOINED: Final = 3
"""Words on a head's first line that may be one rating's."""


class _Column(NamedTuple):
    rating: str
    left: float


class _Head(NamedTuple):
    """The ratings' columns, from left to right, up to where the comments begin; the words of their heads, and the
    line with which these begin."""

    row: int
    columns: tuple[_Column, ...]
    right: float
    words: frozenset[Word]

    def rating(self, word: Word) -> str | None:
        """The rating in whose column a word stands."""
        middle = (word.x0 + word.x1) / 2
        edges = [*(column.left for column in self.columns), self.right]
        places = (n for n, (left, right) in enumerate(pairwise(edges)) if left - 2 <= middle < right - 2)
        return next((self.columns[n].rating for n in places), None)


def without_ticks(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages with ratings in place of marks; the same where no table has a column for each rating."""
    if not any(word.text in MARKS for page in pages for word in page.words):
        return pages
    known = known_in(pages)
    told: list[Page] = []
    head: _Head | None = None
    for page in pages:
        rows = page.rows
        found = next(filter(None, (_head_at(rows, n, known) for n in range(len(rows)))), None)
        head = found or head
        told.append(replace(page, words=list(_told(rows, head, found))) if head else page)
    return told


def _head_at(rows: Rows, n: int, known: Mapping[str, str]) -> _Head | None:
    """The head that begins with line `n`: a criterion's, then only ratings, then a comment's."""
    first = rows[n]
    comment = next((k for k, word in enumerate(first) if role_of(word) == "comment"), 0)
    if role_of(first[0]) != "criterion" or comment <= FEWEST:
        return None
    starts = [word for word in first[1:comment] if role_of(word) != "criterion"]
    below = [word for row in _until_criterion(rows[n + 1 : n + LONGEST_HEAD]) for word in row]
    cells = [[start] for start in starts]
    for word in below:
        if starts[0].x0 - 2 <= word.x0 < first[comment].x0 - 2:
            cells[_nearest(starts, word)].append(word)
    columns, taken = _columns(cells, known)
    heading = [*starts[taken:], first[comment]]
    if len(columns) < FEWEST or any(b.x0 - a.x1 > CLOSE * (b.bottom - b.top) for a, b in pairwise(heading)):
        return None
    return _Head(n, tuple(columns), heading[0].x0, frozenset(word for cell in cells[:taken] for word in cell))


def _until_criterion(rows: Rows) -> Iterator[Sequence[Word]]:
    for row in rows:
        if criterion(" ".join(word.text for word in row)):
            return
        yield row


def _nearest(starts: Sequence[Word], word: Word) -> int:
    middle = (word.x0 + word.x1) / 2
    return min(range(len(starts)), key=lambda n: min(abs(starts[n].x0 - word.x0), abs(_middle(starts[n]) - middle)))


def _middle(word: Word) -> float:
    return (word.x0 + word.x1) / 2


def _columns(cells: Sequence[Sequence[Word]], known: Mapping[str, str]) -> tuple[list[_Column], int]:
    """The ratings of the head's cells, of one or more words of its first line, and how many words these are.

    Those from the first cell on that is no rating's are left: the comments' head may begin with them ("Our remarks").
    """
    found: list[_Column] = []
    n = 0
    while n < len(cells):
        for count in range(1, _JOINED + 1):
            words = sorted((word for cell in cells[n : n + count] for word in cell), key=lambda w: (round(w.top), w.x0))
            printed = "".join(word.text for word in words)
            rating = meaning(printed, known) or SHORT.get(letters(printed))
            if rating:
                found.append(_Column(rating, cells[n][0].x0))
                n += count
                break
        else:
            break
    return found, n


def _told(rows: Rows, head: _Head, here: _Head | None) -> Iterator[Word]:
    """A page's words; `here`: the head stands on this page. Two marks in one line are none: nobody can tell."""
    left = head.columns[0].left
    named = False
    for n, row in enumerate(rows):
        below = here is None or n > here.row
        marks = [word for word in row if below and word.text in MARKS and head.rating(word)]
        for word in row:
            if here and word in here.words:
                if not named:
                    yield word._replace(text="Rating", x0=left)
                named = True
            elif word not in marks:
                yield word
            elif len(marks) == 1:
                yield from spelled(head.rating(word) or "", word, left, head.right)
