"""A column of its own for pages and sections: what it says is put behind the URL beside which it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Line

NEAR: Final = 3.0
"""Points: what differs by no more stands at one height."""

_BARE: Final = re.compile(r"(?P<pages>\d{1,4}(?:\s?(?:[-–,&]|and)\s?\d{1,4}){0,9})|\d{1,2}(?:\.\d{1,2}){1,3}")
"""Figures without a word: pages, or where they have points between them, a section."""


def behind_urls(lines: Sequence[Line], places: Sequence[Line]) -> list[Line]:
    """The lines of a cell, each place behind the URL that begins at its height or above it."""
    starts = [n for n, line in enumerate(lines) if urls.START.search(line.text)]
    if not starts:
        return list(lines)
    beside: list[list[Line]] = [[] for _ in starts]
    for place in places:
        above = sum(_height(lines[n]) <= _height(place, NEAR) for n in starts)
        beside[max(0, above - 1)].append(place)
    ends = [*starts[1:], len(lines)]
    told = list(lines[: starts[0]])
    for start, end, own in zip(starts, ends, beside, strict=True):
        told += lines[start:end]
        if said := in_words(own):
            told.append(Line(said, own[0].page, own[0].box))
    return told


def _height(line: Line, by: float = 0.0) -> tuple[int, float]:
    return line.page or 0, line.box.middle + by if line.box else 0.0


def in_words(places: Sequence[Line]) -> str:
    """What such a column says, as a comment would: "(page 6)"; nothing where it names none."""
    said = join(places).strip(" ()")
    bare = _BARE.fullmatch(said)
    if bare:
        said = f"{'pages' if bare['pages'] and not said.isdigit() else 'page' if bare['pages'] else 'section'} {said}"
    return f"({said})" if any(letter.isdigit() for letter in said) else ""
