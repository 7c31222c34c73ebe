"""Notes at a page's foot, which stand in the way of a table that goes on over the page.

Each begins, left of all that stands beside it, with a number that is a raised mark on the same page, or is raised
itself. Below them is nothing but the page's own foot; above them may stand, where their texts do, the end of a note
from the page before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from linkcheck.parsing.characters import RAISED, lowered
from linkcheck.parsing.lines import counts, lines_of
from linkcheck.parsing.pages import Line, Page, Word
from linkcheck.parsing.tablehead import Rows
from linkcheck.parsing.wording import criterion

BELOW: Final = 3
"""Lines of a page's own foot."""

MOST: Final = 60
"""Lines of notes at one page's foot, and of what is below them."""

NEAR: Final = 3
"""Points from the left of all that stands on the page: there notes begin."""

CLOSE: Final = 0.9
"""Heights: the space between two lines of a note is less."""

_MARKS: Final = re.compile(rf"[{RAISED[:-1]}]+")


def without_notes(pages: Sequence[Page]) -> tuple[list[Page], list[Line]]:
    """The pages without the notes at their feet, and the notes' lines. The last one may stand on the page after."""
    kept, notes = [], list[Line]()
    before: set[str] = set()
    for page in pages:
        raised = {mark for word in page.words if not word.text.isascii() for mark in _MARKS.findall(word.text)}
        marks = raised | set(map(lowered, raised))
        rows = _notes(page, marks | before, len(pages), goes_on=bool(notes)) if marks or before else []
        words = [word for row in rows for word in row]
        notes += lines_of(words, page)
        kept.append(page.without(set(words)))
        before = marks - {_mark(row) for row in rows} if rows else set()
    return kept, notes


def _notes(page: Page, marks: set[str], pages: int, *, goes_on: bool) -> Rows:
    rows = [row for row in page.rows[-MOST:] if not counts(page, row, pages)]
    left = min((row[0].x0 for row in rows), default=0.0)
    begins = [row[0].x0 < left + NEAR and _mark(row) in marks for row in rows]
    for n in range(len(rows)):
        length = _length(rows[n:], begins[n:]) if begins[n] else 0
        if length and n + length >= len(rows) - BELOW and not any(map(_begins_criterion, rows[n:])):
            return rows[n - (_above(rows, n) if goes_on else 0) : n + length]
    return []


def _above(rows: Rows, n: int) -> int:
    """How many lines right above a page's first note stand where notes' texts do, right of their numbers."""
    left = rows[n][1].x0 if len(rows[n]) > 1 else 0.0
    if left < rows[n][0].x0 + NEAR:
        return 0
    return sum(1 for _ in takewhile(lambda row: abs(row[0].x0 - left) <= NEAR, reversed(rows[:n])))


def _mark(row: Sequence[Word]) -> str:
    """What a line begins with, if it is a number, raised or not."""
    raised = _MARKS.match(row[0].text)
    return raised.group() if raised else row[0].text.rstrip(".)")


def _length(rows: Rows, begins: Sequence[bool]) -> int:
    """How many lines from the first on are notes."""
    for n in range(1, len(rows)):
        above, below = rows[n - 1][-1], rows[n][-1]
        if not begins[n] and below.top - above.bottom > CLOSE * (above.bottom - above.top):
            return n
    return len(rows)


def _begins_criterion(row: Sequence[Word]) -> bool:
    return criterion(" ".join(word.text for word in row)) is not None
