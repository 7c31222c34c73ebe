"""A criterion's cell over the rows of several facilities: each of them gets the criterion, as if it stood beside it.

Rules part such rows, or space above all their cells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from linkcheck.parsing.columns import Fit
from linkcheck.parsing.lines import is_close, text_of
from linkcheck.parsing.pages import Word, rows_of_words
from linkcheck.parsing.stretches import begins_row
from linkcheck.parsing.tablehead import FACILITY, TITLE, Rows

_OWN = ("criterion", TITLE)
ALIGNED = 0.6
"""Heights: the first lines of a row's cells stand no farther apart."""


class Sharing:
    """Remembers the last criterion, whose cell may go on over a page."""

    def __init__(self) -> None:
        self._criterion: Sequence[Word] = ()

    def parted(
        self, heights: Sequence[float], rows: Rows, fitted: Fit, above: float | None
    ) -> list[tuple[Rows, float | None]]:
        """The lines of one criterion's cell, parted at `heights`, which part facilities, with the rule above each part.

        As they are where the table has no facilities, and where no rules part them.
        """
        if FACILITY not in dict(fitted.lefts):
            return [(rows, above)]
        middles = [word.middle for row in rows for word in row]
        ruled = bisect_right(heights, min(middles)) < bisect_right(heights, max(middles))
        if not ruled and (spaced := _spaced(rows, fitted)):
            return [(part, above if n == 0 else None) for n, part in enumerate(spaced)]
        parts: dict[int, list[Word]] = {}
        own: list[Word] = []
        for row in rows:
            for word in row:
                beside = parts.setdefault(bisect_right(heights, word.middle), [])
                (own if fitted.role(word) in _OWN else beside).append(word)
        if own and not begins_row(text_of(sorted(own, key=lambda word: (round(word.top), word.x0)))):
            return [(rows, above)]
        self._criterion = own or self._criterion
        filled = [(heights[n - 1] if n else above, part) for n, part in parts.items() if part]
        if (own and len(filled) < 2) or not heights:
            return [(rows, above)]
        return [(rows_of_words([*self._beside(part, fitted), *part]), height) for height, part in filled]

    def _beside(self, part: Sequence[Word], fitted: Fit) -> list[Word]:
        """The criterion's words, moved to where a part that names a facility begins; others go on with it."""
        if not self._criterion or not any(fitted.role(word) == FACILITY for word in part):
            return []
        return _moved(self._criterion, part)


def _moved(words: Sequence[Word], beside: Sequence[Word]) -> list[Word]:
    """Words, moved up or down to where others begin."""
    by = min(word.top for word in beside) - min(word.top for word in words)
    return [word._replace(top=word.top + by, bottom=word.bottom + by) for word in words]


def _spaced(rows: Rows, fitted: Fit) -> list[Rows]:
    """The lines of one criterion, parted where space stands above a facility's cell and all cells beside it; none where
    that parts nothing. A rating that stands once is said of each."""
    words = [word for row in rows for word in row]
    rating = [word for word in words if fitted.role(word) == "rating"]
    own = [word for word in words if fitted.role(word) in _OWN]
    own += rating if len(_blocks(rating)) == 1 else []
    if sum(begins_row(text_of(row)) for row in rows_of_words(own)) != 1:
        return []
    kept = {id(word) for word in own}
    parts: list[list[Word]] = []
    for block in _blocks([word for word in words if id(word) not in kept]):
        named = [word for word in block if fitted.role(word) == FACILITY]
        top, height = min(word.top for word in block), block[0].bottom - block[0].top
        if named and min(word.top for word in named) - top > ALIGNED * height:
            return []
        parts[len(parts) - (not named and bool(parts)) :] = [[*(parts[-1] if not named and parts else ()), *block]]
    if len(parts) < 2 or not any(fitted.role(word) == FACILITY for word in parts[0]):
        return []
    return [rows_of_words([*(_moved(own, part) if n else own), *part]) for n, part in enumerate(parts)]


def _blocks(words: Sequence[Word]) -> list[list[Word]]:
    """Lines that stand close below each other, whatever their columns."""
    blocks: list[list[Word]] = []
    for row in rows_of_words(words):
        if not blocks or not is_close(max(word.bottom for word in blocks[-1]), row):
            blocks.append([])
        blocks[-1] += row
    return blocks
