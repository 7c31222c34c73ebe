"""Ratings that stand before their criteria, on a line above the title or at its left, put behind the titles.

So are ratings that stand below the comments, the last lines before the next criterion.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Line
from linkcheck.parsing.slices import slice_of
from linkcheck.parsing.wording import HEADING, RATING, criterion, title_goes_on

FEWEST: Final = 3
"""Criteria with their ratings before them that make such a report."""

SHORT: Final = 6
"""Words of a title's last line that no standard gives."""

MOST: Final = 0.7
"""Of all criteria: so many have their ratings so."""

_FIRST: Final = re.compile(rf"[\[(]?(?P<rating>{RATING.pattern})[\])]?", re.IGNORECASE)


def behind_titles(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with ratings behind their titles; the same where they do not stand before these or below comments."""
    parted = _parted(lines)
    titled = [n for n, line in enumerate(parted) if _is_titled(line.text.strip())]
    rated = _before(parted, titled) or _below(parted, titled)
    return _moved(parted, rated) if rated else lines


def _before(lines: Sequence[Line], titled: Sequence[int]) -> Mapping[int, int]:
    """The places of ratings on lines above titles, by the titles'; none where most ratings do not stand so."""
    rated = {n: n - 1 for n in titled if n and _is_rating(lines[n - 1])}
    last = next((n for n in range(len(lines) - 1, -1, -1) if _is_rating(lines[n])), -1)
    usual = FEWEST <= len(rated) >= MOST * len(titled)
    return rated if usual and titled[0] in rated and last < titled[-1] else {}


def _below(lines: Sequence[Line], titled: Sequence[int]) -> Mapping[int, int]:
    """The places of ratings below comments, the last lines before the next title."""
    rated: dict[int, int] = {}
    for n, end in pairwise([*titled, len(lines)]):
        ratings = [place for place in range(n + 1, end) if _is_rating(lines[place])]
        behind = lines[ratings[0] + 1 : end] if len(ratings) == 1 else ()
        whole = bool(ratings) and not RATING.fullmatch(join(lines[ratings[0] - 1 : ratings[0] + 1]))
        if whole and (end == len(lines) or all(HEADING.match(line.text.strip()) for line in behind)):
            rated[n] = ratings[0]
    below = sum(place > n + 1 for n, place in rated.items())
    return rated if below >= FEWEST and len(rated) >= MOST * len(titled) else {}


def _moved(lines: Sequence[Line], rated: Mapping[int, int]) -> list[Line]:
    """The lines with each rating behind the title that it is given for."""
    ratings = set(rated.values())
    kept: list[Line] = []
    waiting: Line | None = None
    begun = ""
    for n, line in enumerate(lines):
        if waiting and not _goes_on(begun, lines[n : n + 2]):
            kept.append(waiting)
            waiting = None
        if n in ratings:
            continue
        kept.append(line)
        if n in rated:
            waiting = replace(lines[rated[n]], gap=False)
            begun = line.text.strip()
            line.gap = True
        elif waiting:
            begun = f"{begun} {line.text.strip()}"
    return [*kept, waiting] if waiting else kept


def _goes_on(begun: str, lines: Sequence[Line]) -> bool:
    """Does a title go on in the first of two lines: the standard's, or in a few words with space only below them?"""
    text = lines[0].text.strip()
    if title_goes_on(*(criterion(begun) or ("", "")), text):
        return True
    spaced = not lines[0].gap and any(line.gap for line in lines[1:])
    return (
        spaced
        and len(text.split()) <= SHORT
        and text[-1:].isalpha()
        and not (urls.START.search(text) or RATING.match(text))
    )


def _parted(lines: Sequence[Line]) -> list[Line]:
    """The lines with a rating before a criterion's title on a line of its own, unless these are cells of a table."""
    parted: list[Line] = []
    for line in lines:
        text = line.text.strip()
        found = _FIRST.match(text)
        behind = text[found.end() :].lstrip(" :|–-") if found else ""
        if found and found["rating"][0].isupper() and _is_titled(behind) and "  " not in text:
            parted.append(slice_of(line, found.start("rating"), found.end("rating")))
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
