"""The labels of the fields before the findings, and where one begins in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

LABELS: Final[dict[str, str]] = {
    "MEMBER NAME": "member",
    "ASI MEMBER NAME": "member",
    "ASI MEMBER": "member",
    "MEMBER": "member",
    "ENTITY NAME": "entity",
    "NAME OF ENTITY": "entity",
    "CERTIFIED ENTITY": "entity",
    "ENTITY": "entity",
    "CERTIFICATION SCOPE": "scope",
    "SCOPE OF CERTIFICATION": "scope",
    "CERTIFICATE SCOPE": "scope",
    "FACILITIES": "facilities",
    "FACILITIES INCLUDED": "facilities",
    "FACILITIES IN SCOPE": "facilities",
    "FACILITIES COVERED": "facilities",
    "SITES": "facilities",
    "LOCATIONS": "facilities",
    "SITES INCLUDED": "facilities",
    "CERTIFIED FACILITIES": "facilities",
    "SUPPLY CHAIN ACTIVITIES": "activities",
    "SUPPLY CHAIN ACTIVITY": "activities",
    "ASI STANDARD": "standard",
    "ASI STANDARDS": "standard",
    "STANDARD": "standard",
    "STANDARD VERSION": "standard",
    "AUDIT STANDARD": "standard",
    "AUDIT TYPE": "audit_type",
    "AUDIT TYPES": "audit_type",
    "TYPE OF AUDIT": "audit_type",
    "AUDIT FIRM": "audit_firm",
    "AUDITING FIRM": "audit_firm",
    "ACCREDITED AUDITING FIRM": "audit_firm",
    "ASI ACCREDITED AUDITING FIRM": "audit_firm",
    "CERTIFICATION BODY": "audit_firm",
    "AUDIT DATE": "audit_dates",
    "AUDIT DATES": "audit_dates",
    "AUDIT DATE(S)": "audit_dates",
    "DATE OF AUDIT": "audit_dates",
    "DATES OF AUDIT": "audit_dates",
    "AUDIT REPORT SUBMISSION": "submitted",
    "AUDIT REPORT SUBMISSION DATE": "submitted",
    "REPORT SUBMISSION": "submitted",
    "REPORT SUBMISSION DATE": "submitted",
    "DATE OF REPORT": "submitted",
    "REPORT DATE": "submitted",
    "AUDIT SCOPE": "audit_scope",
    "SCOPE OF AUDIT": "audit_scope",
    "AUDIT OUTCOME": "outcome",
    "OUTCOME": "outcome",
    "AUDIT METHODOLOGY DECLARATION": "declaration",
    "AUDIT METHODOLOGY": "declaration",
    "METHODOLOGY DECLARATION": "declaration",
    "AUDITOR DECLARATION": "declaration",
    "CERTIFICATION PERIOD": "period",
    "CERTIFICATE PERIOD": "period",
    "PERIOD OF CERTIFICATION": "period",
    "PERIOD OF VALIDITY": "period",
    "CERTIFICATE VALIDITY": "period",
    "VALIDITY": "period",
    "VALID FROM": "valid_from",
    "DATE OF ISSUE": "valid_from",
    "ISSUE DATE": "valid_from",
    "CERTIFICATE ISSUE DATE": "valid_from",
    "VALID UNTIL": "valid_until",
    "VALID TO": "valid_until",
    "EXPIRY DATE": "valid_until",
    "DATE OF EXPIRY": "valid_until",
    "CERTIFICATE EXPIRY DATE": "valid_until",
    "NEXT AUDIT TYPE": "next_audit_type",
    "NEXT AUDIT": "next_audit_type",
    "NEXT AUDIT DATE": "next_audit_date",
    "NEXT AUDIT DUE DATE": "next_audit_date",
    "NEXT AUDIT DUE": "next_audit_date",
    "CERTIFICATE NUMBER": "certificate",
    "CERTIFICATION NUMBER": "certificate",
    "CERTIFICATE NO": "certificate",
    "CERTIFICATE ID": "certificate",
    "ASI CERTIFICATE NUMBER": "certificate",
    "ENTITY OVERVIEW": "about",
    "ENTITY DESCRIPTION": "about",
    "DESCRIPTION OF ENTITY": "about",
    "ABOUT THE ENTITY": "about",
    "MATURITY RATINGS": "maturity",
    "MATURITY RATING": "maturity",
    "OVERALL MATURITY RATING": "maturity",
    "OVERVIEW": "",
    "FINDINGS": "",
    "SUMMARY OF FINDINGS": "",
    "DETAILED FINDINGS": "",
    "AUDIT FINDINGS": "",
    "PERFORMANCE STANDARD": "",
}
"""What is printed before a field, and the field; an empty one only ends the field before."""

_SHORT: Final = frozenset(
    {
        "MEMBER",
        "ENTITY",
        "STANDARD",
        "FACILITIES",
        "SITES",
        "LOCATIONS",
        "VALIDITY",
        "OUTCOME",
        "NEXT AUDIT",
    }
)
"""Labels that are ordinary words too: they need a colon, a bullet or a wide gap after them unless alone on the line."""

_BULLET: Final = re.compile(r"\s*[•●▪■◦‣∙·○\uf0b7\uf0a7]")
_SORTED: Final = sorted(LABELS, key=len, reverse=True)
_BY_FIRST: Final[dict[str, list[str]]] = {}
for _label in _SORTED:
    _BY_FIRST.setdefault(_label[0], []).append(_label)


def label_at(texts: Sequence[str], n: int) -> tuple[str, list[str]] | None:
    """The label that begins at line `n`, and for each line that it takes what is left beside it."""
    text = texts[n]
    if not text or not text[0].isalpha():
        return None
    for label in _BY_FIRST.get(text[0].upper(), ()):
        rests = _match(label, texts, n)
        if rests is not None:
            return label, rests
    return None


def _match(label: str, texts: Sequence[str], n: int) -> list[str] | None:
    """Match a label's words over up to four lines; the lines' rests, None where it does not match."""
    words = label.split()
    rests: list[str] = []
    for place in range(n, min(n + 5, len(texts))):
        if not texts[place]:
            if rests and words:
                continue
            break
        count, end = _leading(words, texts[place])
        if not count or (count == 1 and words[0] == "ASI" and len(words) > 1):
            return None
        rest = texts[place][end:]
        capitals = texts[place][:end].isupper()
        if not _parted(rest, capitals=capitals, short=label in _SHORT, whole=len(words) == count):
            return None
        rests += [""] * (place - n - len(rests)) + [rest.lstrip(" :：").strip()]
        words = words[count:]
        if not words:
            return rests
    return None


def _leading(words: Sequence[str], text: str) -> tuple[int, int]:
    """How many of the label's words the line begins with, blanks aside, and where they end."""
    count, at = 0, 0
    for word in words:
        start = at
        while start < len(text) and text[start] == " ":
            start += 1
        if text[start : start + len(word)].upper() != word:
            break
        at = start + len(word)
        count += 1
        if at < len(text) and text[at].isalnum() and not text[at].isupper():
            return 0, 0
    return count, at


def _parted(rest: str, *, capitals: bool, short: bool, whole: bool) -> bool:
    """Is a label set apart from its value: by capitals, a colon, a wide gap, or the line's end?"""
    if not rest.strip(" :："):
        return capitals or rest.strip() in (":", "：") or whole
    if rest[0].isalnum():
        return False
    clear = rest.lstrip()[0] in ":：•" or rest.startswith("  ") or bool(_BULLET.match(rest))
    if short:
        return clear or (capitals and rest[0] == " " and not rest.isupper())
    return clear or (capitals and rest[0] == " ")
