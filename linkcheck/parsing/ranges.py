"""Page ranges whose hyphen a text extraction dropped where a line ended: "pages 1521" were "pages 15-" | "21"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

WIDEST: Final = 200
"""Pages of a range: nobody is sent to more."""

_NUMBER: Final = r"\d{1,6}(?:\s?[-–]\s?\d{1,4})?"
_LISTED: Final = re.compile(
    rf"\b(?P<word>pages?|pp?\.|pp|pgs?\.)\s{{0,2}}(?P<list>{_NUMBER}(?:(?:,\s?|\s?&\s?|\s(?:and|to)\s){_NUMBER}){{0,20}})"
    r"(?![\d.]|\s?(?:,|&|and\b|to\b))",
    re.IGNORECASE,
)
_ONE: Final = frozenset({"page", "p.", "pg."})
_LONGEST: Final = 3
"""Digits of a page that is cited by itself."""


def lacking(text: str, may_end: Callable[[int], bool], *, joined: bool) -> Iterator[int]:
    """The places in a line where a range lacks its hyphen, among those where a printed line `may_end`.

    Only where one reading is left: the pages ascend, also in their list, and are no more than a few hundred apart. A
    number of three digits is a page by itself, but for a single one behind "pages" on a line that surely was `joined`.
    """
    for listed in _LISTED.finditer(text):
        numbers = list(re.finditer(r"\d+", listed["list"]))
        several = len(numbers) == 1 and joined and listed["word"].lower() not in _ONE
        before = 0
        for number in numbers:
            start = listed.start("list") + number.start()
            digits = number.group()
            if len(digits) > _LONGEST or (several and len(digits) == _LONGEST):
                places = [start + n for n in _readings(digits, before) if may_end(start + n)]
                if len(places) == 1:
                    yield places[0]
            before = int(digits)


def _readings(digits: str, before: int) -> Iterator[int]:
    for n in range(1, len(digits)):
        first, last = int(digits[:n]), int(digits[n:])
        if digits[n] != "0" and before < first < last <= first + WIDEST:
            yield n
