"""Findings as fields, one below the other: "Criterion 1.2: Anti-Corruption", "Rating: Conformance", "Comment: …".

The labels are taken off, so that what is left reads like any running text: number and title, rating, comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from linkcheck.parsing.pages import Line
from linkcheck.parsing.slices import slice_of
from linkcheck.parsing.wording import RATING, criterion

FEWEST: Final = 2
"""Ratings with a label before them that make such a report."""

_PARTED: Final = r"(?:\s?[:：|]\s*|\s{2,}|\s[–-]\s|\s*$)"
_NUMBERED: Final = re.compile(
    r"(?:ASI\s)?(?:criteri(?:on|a)|clause|requirement|indicator)(?:\sno\.?)?(?:\s?[:：|]\s?|\s{1,40})(?=\d{1,2}\.\d)",
    re.IGNORECASE,
)
_NUMBER_LABEL: Final = re.compile(r"(?:criteri(?:on|a)|clause|requirement|indicator)\s?[:：]?", re.IGNORECASE)
_RATED: Final = re.compile(
    rf"(?:(?:conformance|conformity|compliance|audit|overall|assessment)\s)?"
    rf"(?:rating|conformance|conformity|result|status|level|outcome|conclusion|assessment|evaluation|grade|finding|verdict"
    rf"|determination){_PARTED}",
    re.IGNORECASE,
)
_TITLED: Final = re.compile(rf"(?:title|name|requirement|topic){_PARTED}", re.IGNORECASE)
_SAID: Final = re.compile(
    rf"(?:(?:audit(?:or(?:[’']s|s)?)?|public|objective)\s)?"
    rf"(?:comments?|findings?|observations?|evidence|remarks?|rationale|justification|notes|disclosures?|links?"
    rf"|publicly\savailable|disclosed\sat){_PARTED}",
    re.IGNORECASE,
)


def without_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines without such labels; as they are where the findings are no fields."""
    if sum(_is_rating(lines, n) for n in range(len(lines))) < FEWEST:
        return list(lines)
    kept: list[Line] = []
    numbered = False
    for n, line in enumerate(lines):
        text = line.text.strip()
        if found := _NUMBERED.match(text):
            numbered = True
            kept.append(replace(_cut(line, found.end()), gap=True))
        elif _is_rating(lines, n):
            numbered = True
            kept += _without(_RATED, line)
        elif _NUMBER_LABEL.fullmatch(text) and n + 1 < len(lines) and criterion(lines[n + 1].text.strip()):
            numbered = True
        elif numbered and _SAID.match(text):
            kept += _without(_SAID, line)
        elif kept and _TITLED.match(text) and re.fullmatch(r"\d{1,2}\.\d{1,2}[\w.,–-]*", kept[-1].text.strip()):
            kept += _without(_TITLED, line)
        else:
            kept.append(line)
    return kept


def is_number_label(text: str) -> bool:
    """Is a text nothing but a label before a criterion's number?"""
    return _NUMBER_LABEL.fullmatch(text) is not None


def is_rating_label(text: str) -> bool:
    """Is a text nothing but a label before a rating?"""
    return _RATED.fullmatch(text) is not None


def is_saying_label(text: str) -> bool:
    """Is a text nothing but a label before what is said of a criterion?"""
    return _SAID.fullmatch(text) is not None


def _is_rating(lines: Sequence[Line], n: int) -> bool:
    """Is this line a label with a rating beside it, or alone above one?"""
    text = lines[n].text.strip()
    found = _RATED.match(text)
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
