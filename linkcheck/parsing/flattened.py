"""Tables within a comment, a line for each row: "Site; Link; Page", and below "Alder; https://…; 3"."""

from __future__ import annotations

import re
from typing import Final

from linkcheck.parsing import locators
from linkcheck.parsing.mentions import Passage
from linkcheck.report import Locators

LONGEST_HEAD: Final = 120
LONGEST_ROW: Final = 2_000
"""Characters of a line."""

LEAST: Final = 2
"""Marks between cells in a row."""

_MARK: Final = re.compile(r"\s?([|;\t])(?:\s|$)")
_BETWEEN: Final = re.compile(r"\s?[|;\t](?:\s|$)")
_LINK: Final = re.compile(r"(?:web\s?)?(?:links?|urls?|address|source|website|page\slink)$", re.IGNORECASE)
_PLACE: Final = re.compile(r"(?:pages?|pp?\.?|sections?|chapters?|clauses?)(?:\(s\))?\.?$", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\d[\d.,\s–-]*$")


def is_row(before: str, line: str) -> bool:
    """Are two lines rows of a table: as many marks in each, and a URL in the second, or bars?"""
    marks = _MARK.findall(before[:LONGEST_ROW])
    alike = len(marks) >= LEAST and len(set(marks)) == 1 and marks == _MARK.findall(line[:LONGEST_ROW])
    headed = "://" in before or (_head(before) is not None)
    return alike and (marks[0] == "|" or headed)


def places(passage: Passage) -> dict[int, Locators]:
    """What the column of pages says of each URL, by its beginning."""
    found: dict[int, Locators] = {}
    word, column, count, start = "", 0, 0, 0
    for line in passage.text.split("\n") if _MARK.search(passage.text) else ():
        if head := _head(line):
            word, column, count = head
        cells = _cells(line[:LONGEST_ROW]) if count else []
        shown = passage.between(start, start + len(line)) if count and len(cells) == count else ()
        if len(shown) == 1 and _NUMBERS.match(cells[column]):
            found[shown[0].start] = locators.find(f"{word} {cells[column]}").locators
        start += len(line) + 1
    return found


def _head(line: str) -> tuple[str, int, int] | None:
    """The word over a column of places, which column it is, and of how many; None for what is no head with links."""
    cells = _cells(line) if len(line) <= LONGEST_HEAD else []
    placed = next((n for n, cell in enumerate(cells) if _PLACE.match(cell)), None)
    if placed is None or len(cells) <= LEAST or not any(_LINK.match(cell) for cell in cells):
        return None
    return cells[placed].removesuffix("(s)"), placed, len(cells)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _BETWEEN.split(line)]
