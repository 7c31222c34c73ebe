"""Words of labels before a criterion's number, its title, its rating, and what is said of it."""

from __future__ import annotations

import re
from typing import Final

from linkcheck.parsing.wording import RATING

_PARTED: Final = r"(?:\s?[:：|]\s*|\s{2,}|\s[–-]\s|\s*$)"
NUMBERED: Final = re.compile(
    r"(?:ASI\s)?(?:criteri(?:on|a)|clause|requirement|indicator)(?:\sno\.?)?(?:\s?[:：|]\s?|\s{1,40})(?=\d{1,2}\.\d)",
    re.IGNORECASE,
)
NUMBER_LABEL: Final = re.compile(r"(?:criteri(?:on|a)|clause|requirement|indicator)\s?[:：]?", re.IGNORECASE)
RATED: Final = re.compile(
    rf"(?:(?:conformance|conformity|compliance|audit|overall|assessment)\s)?"
    rf"(?:rating|conformance|conformity|result|status|level|outcome|conclusion|assessment|evaluation|grade|finding|verdict"
    rf"|determination){_PARTED}",
    re.IGNORECASE,
)
TITLED: Final = re.compile(rf"(?:title|name|requirement|topic){_PARTED}", re.IGNORECASE)
SAID: Final = re.compile(
    rf"(?:(?:audit(?:or(?:[’']s|s)?)?|public|objective)\s)?"
    rf"(?:comments?|findings?|observations?|evidence|remarks?|rationale|justification|notes|disclosures?|links?"
    rf"|publicly\savailable|disclosed\sat){_PARTED}",
    re.IGNORECASE,
)


def is_number_label(text: str) -> bool:
    """Is a text nothing but a label before a criterion's number?"""
    return NUMBER_LABEL.fullmatch(text) is not None


def is_rating_label(text: str) -> bool:
    """Is a text nothing but a label before a rating?"""
    return RATED.fullmatch(text) is not None


def is_saying_label(text: str) -> bool:
    """Is a text nothing but a label before what is said of a criterion?"""
    return SAID.fullmatch(text) is not None


def behind_rating_label(text: str) -> str:
    """A text without the label before a rating, which is a word of one itself ("Conformance: Not Applicable")."""
    label = None if RATING.fullmatch(text) else RATED.match(text)
    return text[label.end() :] if label else text
