"""Findings as fields, one below the other: "Criterion 1.2: Anti-Corruption", "Rating: Conformance", "Comment: …".

So are those of a form that has small labels above number, title and rating, side by side, and above the comment. The
labels are taken off, so that what is left reads like any running text: number and title, rating, comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from linkcheck.parsing.fieldwords import NUMBER_LABEL, NUMBERED, RATED, SAID, TITLED
from linkcheck.parsing.pages import Line
from linkcheck.parsing.slices import slice_of
from linkcheck.parsing.unfolding import CELLS_APART
from linkcheck.parsing.wording import RATING, criterion

FEWEST: Final = 2
"""Ratings with a label before them that make such a report."""


def without_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines without such labels; as they are where the findings are no fields."""
    heads = {n for n, line in enumerate(lines[:-1]) if _are_labels(line) and criterion(lines[n + 1].text.strip())}
    if max(len(heads), sum(_is_rating(lines, n) for n in range(len(lines)))) < FEWEST:
        return list(lines)
    kept: list[Line] = []
    numbered = begins = False
    for n, line in enumerate(lines):
        text = line.text.strip()
        if begins:
            line, begins = replace(line, gap=True), False
        if n in heads:
            numbered = begins = True
        elif found := NUMBERED.match(text):
            numbered = True
            kept.append(replace(_cut(line, found.end()), gap=True))
        elif _is_rating(lines, n):
            numbered = True
            kept += _without(RATED, line)
        elif NUMBER_LABEL.fullmatch(text) and n + 1 < len(lines) and criterion(lines[n + 1].text.strip()):
            numbered = True
        elif numbered and SAID.match(text):
            said = _without(SAID, line)
            kept, begins = [*kept, *said], not said
        elif kept and TITLED.match(text) and re.fullmatch(r"\d{1,2}\.\d{1,2}[\w.,–-]*", kept[-1].text.strip()):
            kept += _without(TITLED, line)
        else:
            kept.append(line)
    return kept


def _are_labels(line: Line) -> bool:
    """Does a line consist of labels side by side, of a criterion's number, of its rating, perhaps of its title?"""
    first, *others = line.text.strip().split(CELLS_APART)
    if not NUMBER_LABEL.fullmatch(first) or not any(map(RATED.fullmatch, others)):
        return False
    return all(RATED.fullmatch(text.strip()) or TITLED.fullmatch(text.strip()) for text in others)


def _is_rating(lines: Sequence[Line], n: int) -> bool:
    """Is this line a label with a rating beside it, or alone above one?"""
    text = lines[n].text.strip()
    found = RATED.match(text)
    if found is None:
        return False
    rest = text[found.end() :] or (lines[n + 1].text.strip() if n + 1 < len(lines) else "")
    rated = RATING.match(rest)
    return rated is not None and rated.group()[0].isupper()


def _without(label: re.Pattern[str], line: Line) -> list[Line]:
    """The line without the label, as a paragraph of its own; none where nothing else stands on it."""
    found = label.match(line.text.strip())
    rest = _cut(line, found.end() if found else 0)
    return [replace(rest, gap=True)] if rest.text else []


def _cut(line: Line, start: int) -> Line:
    return slice_of(line, start, len(line.text.strip()))
