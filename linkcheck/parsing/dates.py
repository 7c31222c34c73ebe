"""Dates as audit reports write them, and dates inside URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final
from urllib.parse import urlsplit

_MONTHS: Final = {
    name: n
    for n, names in enumerate(
        (
            "jan|january",
            "feb|february",
            "mar|march",
            "apr|april",
            "may",
            "jun|june",
            "jul|july",
            "aug|august",
            "sep|sept|september",
            "oct|october",
            "nov|november",
            "dec|december",
        ),
        start=1,
    )
    for name in names.split("|")
}
_MONTH: Final = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?"
_YEAR: Final = r"(?:19|20)\d\d"
_TO: Final = r"\s?(?:[-‐-―]|to|until|and|&|,)\s?"
_DAYS: Final = rf"{_DAY}(?:{_TO}{_DAY}){{0,7}}"

_PATTERNS: Final = re.compile(
    rf"""
      (?<!\d)(?P<iso_y>{_YEAR})[-/.](?P<iso_m>\d{{1,2}})[-/.](?P<iso_d>\d{{1,2}})(?!\d)
    | (?<!\d)(?P<num_d>\d{{1,2}})[/.](?P<num_m>\d{{1,2}})[/.](?P<num_y>{_YEAR})(?!\d)
    | (?<!\d)(?P<days>{_DAYS})[\s-](?:of\s)?(?P<m>{_MONTH}),?(?:[\s-](?P<y>{_YEAR}))?
    | (?<!\w)(?P<am>{_MONTH})\s(?P<a_days>{_DAYS})(?!\d)(?:,?\s(?P<ay>{_YEAR}))?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def find(text: str) -> list[date]:
    """All dates in a text, in order. "9 January – 21 January 2025" and "9-21 January 2025" are two each, "9-13 and
    16-20 October 2023" four; where a date has no year, that of the next one counts. Figures like 03/04/2025 are day
    and month, as in most of the world."""
    found: list[tuple[int, int, int | None]] = []
    for match in _PATTERNS.finditer(text[:20_000]):
        found += _parts(match)
    dates: list[date] = []
    year: int | None = None
    for day, month, own in reversed(found):
        year = own or year
        made = _date(year, month, day)
        if made:
            dates.append(made)
    return dates[::-1]


def without(text: str) -> str:
    """A text without the dates in it."""
    return _PATTERNS.sub(" ", text)


def _parts(match: re.Match[str]) -> Iterator[tuple[int, int, int | None]]:
    g = match.groupdict()
    if g["iso_y"]:
        yield int(g["iso_d"]), int(g["iso_m"]), int(g["iso_y"])
    elif g["num_y"]:
        day, month = int(g["num_d"]), int(g["num_m"])
        yield (month, day, int(g["num_y"])) if month > 12 else (day, month, int(g["num_y"]))
    else:
        name, year = g["m"] or g["am"], g["y"] or g["ay"]
        for day in re.findall(r"\d{1,2}", g["days"] or g["a_days"]):
            yield int(day), _MONTHS[name.lower().rstrip(".")], int(year) if year else None


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


_IN_PATH: Final = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?:(?P<sep>[/_.-]?)(?P<m>0[1-9]|1[0-2])(?:[/_.-]?(?P<d>0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)


def in_path(url: str) -> date | None:
    """The date in a URL's path, the earliest that it can mean: ".../2025/02-20/x.pdf", ".../2025/02/", ".../2025/".

    A year alone counts as a folder only: a file's name often holds the year that it reports on.
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for match in _IN_PATH.finditer(path[:2_000]):
        month, day = match["m"], match["d"]
        if not month and not (
            path[match.start() - 1 : match.start()] == "/" and path[match.end() : match.end() + 1] == "/"
        ):
            continue
        if month and not day and match["sep"] != "/" and not re.match(r"[/_.-]|$", path[match.end() :]):
            continue
        made = _date(int(match["y"]), int(month or 1), int(day or 1))
        if made:
            return made
    return None
