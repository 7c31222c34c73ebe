"""Criteria's numbers that a narrow column breaks at their hyphen ("1.3a-" | "e"), put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from linkcheck.parsing.pages import Word

SAME: Final = 3.0
"""Points: both parts begin within so much of each other."""

CLOSE: Final = 0.8
"""Heights: no more space is between the two lines."""

LINES: Final = 2
"""How far below the other part may stand: a line of another column may be between them."""

_BEGUN: Final = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\(?[a-z][-–]?(?=$|[A-Z])")
"""A number's first part, also where its column is so narrow that it touches the title."""

_REST: Final = re.compile(r"[-–]?[a-z]\)?:?$")


def whole_numbers(rows: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """The lines with each broken number whole on its first line; a line that held nothing else is left out."""
    kept = [list(row) for row in rows]
    for n, row in enumerate(kept):
        begun = _BEGUN.match(row[0].text) if row else None
        if begun is None:
            continue
        for below in kept[n + 1 : n + 1 + LINES]:
            if below and _goes_on(begun.group(), below[0].text) and _under(row[0], below[0]):
                row[:1] = _whole(row[0], begun.end(), below.pop(0).text)
                break
    return [row for row in kept if row]


def _goes_on(begun: str, rest: str) -> bool:
    """Do two parts have a letter each and one hyphen between them?"""
    return _REST.match(rest) is not None and (begun[-1] in "-–") != (rest[0] in "-–")


def _whole(word: Word, end: int, rest: str) -> list[Word]:
    """The number with its rest, and what of a title touches its first part."""
    edge = word.x0 + (word.x1 - word.x0) * end / len(word.text)
    title = [word._replace(text=word.text[end:], x0=edge)] if end < len(word.text) else []
    return [word._replace(text=word.text[:end] + rest, x1=edge), *title]


def _under(word: Word, below: Word) -> bool:
    close = below.top - word.bottom < CLOSE * (word.bottom - word.top)
    return abs(word.x0 - below.x0) <= SAME and close
