"""A criterion's cell over the rows of several facilities: each of them gets the criterion, as if it stood beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from linkcheck.parsing.columns import Fit
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Word, rows_of_words
from linkcheck.parsing.stretches import begins_row
from linkcheck.parsing.tablehead import FACILITY, TITLE, Rows

_OWN = ("criterion", TITLE)


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
        by = min(word.top for word in part) - min(word.top for word in self._criterion)
        return [word._replace(top=word.top + by, bottom=word.bottom + by) for word in self._criterion]
