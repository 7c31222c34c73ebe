"""Ratings with a box before each, of which one is marked: the others, and all boxes, are left out.

A rating that goes on below its box's line goes with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.tablehead import Rows
from linkcheck.parsing.wording import BOXES, EMPTY, RATING_WORD

FEWEST: Final = 3
"""Ratings with an empty box before them."""

NEAR: Final = 3.0
"""Points: boxes nearer than this stand below each other."""

SHORT: Final = frozenset(("NC", "NCs"))
"""What stands for "non-conformance" behind "minor" and "major"."""

INDENT: Final = 3.0
"""Heights: a rating's second line begins no further right of its box."""

HIGHEST: Final = 72.0
"""Points: no letters of a rating are higher."""

BELOW: Final = 1.5
"""Heights between a rating's lines."""


def with_marked_alone(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages without the ratings whose boxes are empty; the same where no ratings have boxes."""
    rows = [page.rows for page in pages]
    empty = sum(box.text in EMPTY for page in rows for row in page for box, _ in _rated(row))
    if empty < FEWEST:
        return pages
    gone = [_left_out(page) for page in rows]
    return [page.without(words) for page, words in zip(pages, gone, strict=True)]


def _rated(row: Sequence[Word]) -> Iterator[tuple[Word, list[Word]]]:
    """The boxes of a line and the words of ratings behind each."""
    for n, word in enumerate(row):
        if word.text in BOXES:
            behind: list[Word] = []
            for after in row[n + 1 :]:
                if not RATING_WORD.match(after.text) and not (behind and after.text in SHORT):
                    break
                behind.append(after)
            if behind:
                yield word, behind


def _left_out(rows: Rows) -> set[Word]:
    """All boxes before ratings, and the words of ratings whose box is empty."""
    gone: set[Word] = set()
    open_boxes: dict[int, tuple[Word, float]] = {}  # by its left edge, the last box and where its rating ends
    for row in rows:
        boxes = {round(box.x0 / NEAR): (box, behind) for box, behind in _rated(row)}
        taken = {word for _, behind in boxes.values() for word in behind}
        for left, (box, behind) in boxes.items():
            gone |= {box, *(behind if box.text in EMPTY else ())}
            open_boxes[left] = (box, behind[-1].bottom)
        for word in row:
            if word in taken or not RATING_WORD.match(word.text):
                continue
            height = min(word.bottom - word.top, HIGHEST)
            reached = range(round((word.x0 - INDENT * height) / NEAR), round(word.x0 / NEAR) + 1)
            above = next((left for left in reached if left in open_boxes and left not in boxes), None)
            if above is not None and word.top - open_boxes[above][1] < BELOW * height:
                box = open_boxes[above][0]
                gone |= {word} if box.text in EMPTY else set()
                open_boxes[above] = (box, word.bottom)
    return gone
