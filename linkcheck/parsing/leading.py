"""Titles that stand over the comments, in one cell with them, where the criteria's cells have nothing but numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.characters import squash
from linkcheck.parsing.pages import Line, Row
from linkcheck.parsing.wording import criterion, title_end

MOST: Final = 0.7
"""Of the rows: so many have no title of their own, and a line that may be one over their comment."""

LONGEST: Final = 12
"""Words of a title."""

LINES: Final = 3
"""Lines of a title that a standard gives."""


def take_titles(rows: Sequence[Row]) -> None:
    """Move titles from above the comments to their numbers; nothing where the criteria have titles of their own."""
    bare = [row for row in rows if _number(row)]
    above = [(row, n) for row in bare if (n := _title_lines(row))]
    if len(bare) < MOST * len(rows) or len(above) < max(2, MOST * len(bare)):
        return
    for row, n in above:
        row.criterion = [*row.criterion, *row.comment[:n]]
        row.comment = row.comment[n:]


def _number(row: Row) -> str | None:
    """The number of a criterion without a title."""
    found = criterion(squash(" ".join(line.text for line in row.criterion)))
    return found[0] if found and not found[1] else None


def _title_lines(row: Row) -> int:
    """How many lines over a row's comment are its title: the standard's whole one, or the first short one."""
    whole = [squash(text) for text in accumulate((line.text for line in row.comment[:LINES]), lambda a, b: f"{a} {b}")]
    for n, text in enumerate(whole, start=1):
        if title_end(_number(row) or "", text) == len(text):
            return n
    return int(bool(row.comment) and _may_be_title(row.comment[0]))


def _may_be_title(line: Line) -> bool:
    text = line.text.strip()
    if line.links or urls.START.search(text) or text[-1:] in ".:;,!?" or not text[:1].isupper():
        return False
    return len(text.split()) <= LONGEST
