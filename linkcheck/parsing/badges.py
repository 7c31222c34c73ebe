"""Ratings that stand before their criteria, on a line above the title or at its left, put behind the titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from linkcheck.parsing.pages import Line
from linkcheck.parsing.slices import slice_of
from linkcheck.parsing.wording import RATING, criterion, title_goes_on

FEWEST: Final = 3
"""Criteria with their ratings before them that make such a report."""

MOST: Final = 0.7
"""Of all criteria: so many have their ratings so."""


def behind_titles(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with ratings behind their titles; the same where ratings do not stand before these."""
    parted = _parted(lines)
    titled = [n for n, line in enumerate(parted) if _is_titled(line.text.strip())]
    rated = [n for n in titled if n and _is_rating(parted[n - 1])]
    last = next((n for n in range(len(parted) - 1, -1, -1) if _is_rating(parted[n])), -1)
    if len(rated) < FEWEST or len(rated) < MOST * len(titled) or titled[0] != rated[0] or last >= titled[-1]:
        return lines
    kept: list[Line] = []
    waiting: Line | None = None
    begun = ""
    for n, line in enumerate(parted):
        if waiting and not title_goes_on(*(criterion(begun) or ("", "")), line.text):
            kept.append(waiting)
            waiting = None
        if n + 1 in rated:
            continue
        kept.append(line)
        if n in rated:
            waiting = replace(parted[n - 1], gap=False)
            begun = line.text.strip()
            line.gap = True
        elif waiting:
            begun = f"{begun} {line.text.strip()}"
    return [*kept, waiting] if waiting else kept


def _parted(lines: Sequence[Line]) -> list[Line]:
    """The lines with a rating before a criterion's title on a line of its own, unless these are cells of a table."""
    parted: list[Line] = []
    for line in lines:
        text = line.text.strip()
        found = RATING.match(text)
        behind = text[found.end() :].lstrip(" :|–-") if found else ""
        if found and found.group()[0].isupper() and _is_titled(behind) and "  " not in text:
            parted.append(slice_of(line, 0, found.end()))
            parted.append(slice_of(line, len(text) - len(behind), len(text)))
        else:
            parted.append(line)
    return parted


def _is_rating(line: Line) -> bool:
    text = line.text.strip()
    return text[:1].isupper() and RATING.fullmatch(text) is not None


def _is_titled(text: str) -> bool:
    found = criterion(text)
    return found is not None and found[1][:1].isupper()
