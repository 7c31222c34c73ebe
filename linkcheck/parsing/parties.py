"""The names of those whom a report names before its findings: the firm that audited, and the member.

A firm may be told by a letterhead alone; names may have a place behind them, or what a certificate says of a member.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final

from linkcheck.parsing.characters import word_list
from linkcheck.parsing.names import COMPANY, ONLY_FORM, PLACE_AFTER, WORD
from linkcheck.parsing.sites import says_kind

_FIRM: Final = re.compile(
    r"\b(?:certif|zertifi|verific|verifik|registrar)\w{0,15}|\b(?:institute?|instituto|bureau|assurance|auditor(?:s|es|ia|ía)|auditing)\b",
    re.IGNORECASE,
)
"""Words of an audit firm's name."""

_TITLE: Final = word_list(
    "asi aluminium aluminum stewardship initiative audit audits report reports public summary performance standard"
    " certificate auditoría re-certification"
)
"""Words of a report's own title."""

LONGEST: Final = 200
"""Characters of a letterhead's line."""

_HEADED: Final = 3
"""Lines in which a letterhead may stand."""

_NAMED: Final = re.compile(rf"{WORD}(?:,?\s(?:(?:of|for|and|de|del|do|da|du|für|&)\s)?{WORD}){{2,7}}")
"""A name of at least three words, of a firm whose legal form is not told or not known."""

SOLE: Final = re.compile(r"[^,;]{3,60},\s(?:an\s)?independent\s(?:lead\s)?auditor\b", re.IGNORECASE)
"""An auditor who is no firm's."""

_CONFORMS: Final = re.compile(r"\s(?:conforms?|compl(?:y|ies)|meets?|is|has|was|fulfils?)\s", re.IGNORECASE)
"""What a certificate says of the one whom it names."""

_BODY: Final = re.compile(
    r"(?:[A-Z][\w&.-]*\s(?:(?:of|for|and|&)\s)?){1,6}"
    r"(?:institute|bureau|body|certification|assurance|registrar|organi[sz]ation|services|association|agency|center|centre)"
    r"(?=,|\s[–—-]\s)",
    re.IGNORECASE,
)
"""An audit firm's name without a legal form, before a place."""


def letterhead(texts: Iterable[str], others: str) -> str | None:
    """A firm's name at the very top that begins with no word of the `others`' names: a company's alone or with its
    place, or one that says what it does, before the report's own number or title perhaps."""
    own = others.casefold().split()
    for n, text in enumerate(islice(filter(None, texts), _HEADED)):
        text = text[:LONGEST]
        company = COMPANY.match(text)
        alone = company and (company.end() == len(text) or PLACE_AFTER.match(text, company.end()))
        name = company.group() if company and alone and not n else re.split(r"\s[·•|–—-]\s", text)[0].strip()
        words = name.casefold().split()
        told = _FIRM.search(name) and (_NAMED.match(name) or COMPANY.fullmatch(name)) and _TITLE.isdisjoint(words)
        if ((alone and not n) or told) and words[0] not in own:
            return name
    return None


def firm_of(text: str) -> str:
    """An audit firm's name, without the place behind it: "Firth Assurance Ltd, Leeds"."""
    company = COMPANY.match(text) or _BODY.match(text)
    if company and PLACE_AFTER.match(text, company.end()):
        return company.group()
    name, _, place = text.rpartition(",")
    return (
        name if _FIRM.search(name) and PLACE_AFTER.fullmatch(f",{place}") and not ONLY_FORM.fullmatch(place) else text
    )


def member_of(text: str) -> str:
    """A member's name, without its seat and what a certificate says of it: "Skerry Metals AG, Chur"."""
    company = COMPANY.match(text)
    seat = PLACE_AFTER.fullmatch(text, company.end()) if company else None
    if company and (
        _CONFORMS.match(text, company.end()) or (seat and text[company.end()] == "," and not says_kind(text))
    ):
        return company.group()
    return text
