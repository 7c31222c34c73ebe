"""Page ranges whose hyphen a text extraction dropped where a line ended: "pages 1521" were "pages 15-" | "21"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

WIDEST: Final = 200
"""Pages of a range: nobody is sent to more."""

_NUMBER: Final = r"\d{1,6}(?:\s?[-–]\s?\d{1,4})?"
_LISTED: Final = re.compile(
    rf"\b(?P<word>pages?|pp?\.|pp|pgs?\.)\s{{0,2}}(?P<list>{_NUMBER}(?:(?:,\s?|\s?&\s?|\s(?:and|to)\s){_NUMBER}){{0,20}})"
    r"(?!\d|\.\d|\s?(?:,|&|and\b|to\b)\s?\d)",
    re.IGNORECASE,
)
_SPACED: Final = re.compile(
    r"\b(?:pages?|pp?\.|pp|pgs?\.)\s{0,2}(?P<first>\d{1,4})\s(?P<last>\d{1,4})(?!\w|\.\d|\s?[-–]\s?\d)", re.IGNORECASE
)
"""Two numbers that a hyphen between blanks parted."""

_ONE: Final = frozenset({"page", "p.", "pg."})
_LONGEST: Final = 3
"""Digits of a page that is cited by itself."""


class Range(NamedTuple):
    """A number that may be a range without its hyphen: its digits, and where in the line the hyphen would stand.

    `sure`: that is the one reading which is left.
    """

    digits: str
    place: int
    sure: bool


def lacking(text: str, may_end: Callable[[int], bool], *, joined: bool) -> Iterator[Range]:
    """The ranges of a line that may lack their hyphen, at places where a printed line `may_end`.

    Sure is only where one reading is left: the pages ascend, also in their list, and are no more than a few hundred
    apart. A number of three digits is a page by itself, but for a single one behind "pages" on a line that surely was
    `joined`.
    """
    for spaced in _SPACED.finditer(text):
        place = spaced.start("last")
        if _ascend(int(spaced["first"]), int(spaced["last"])) and may_end(place):
            yield Range(spaced["first"], place, sure=True)
    for listed in _LISTED.finditer(text):
        numbers = list(re.finditer(r"\d+", listed["list"]))
        several = len(numbers) == 1 and joined and listed["word"].lower() not in _ONE
        before = 0
        for number in numbers:
            start = listed.start("list") + number.start()
            digits = number.group()
            places = [start + n for n in _readings(digits, before) if may_end(start + n)]
            if places and len(digits) >= _LONGEST:
                told = len(digits) > _LONGEST or several
                yield Range(digits, places[0], sure=told and len(places) == 1)
            before = int(digits)


def _readings(digits: str, before: int) -> Iterator[int]:
    for n in range(1, len(digits)):
        first, last = int(digits[:n]), int(digits[n:])
        if digits[n] != "0" and before < first and _ascend(first, last):
            yield n


def _ascend(first: int, last: int) -> bool:
    return first < last <= first + WIDEST
