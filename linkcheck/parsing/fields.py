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
    "NAME OF MEMBER": "member",
    "NAME OF THE MEMBER": "member",
    "ENTITY NAME": "entity",
    "NAME OF ENTITY": "entity",
    "NAME OF THE ENTITY": "entity",
    "CERTIFIED ENTITY": "entity",
    "ENTITY": "entity",
    "CERTIFICATION SCOPE": "scope",
    "SCOPE OF CERTIFICATION": "scope",
    "CERTIFICATE SCOPE": "scope",
    "SCOPE": "scope",
    "FACILITIES": "facilities",
    "FACILITIES INCLUDED": "facilities",
    "FACILITIES IN SCOPE": "facilities",
    "FACILITIES COVERED": "facilities",
    "SITES": "facilities",
    "LOCATIONS": "facilities",
    "SITES INCLUDED": "facilities",
    "CERTIFIED FACILITIES": "facilities",
    "FACILITIES INCLUDED IN SCOPE": "facilities",
    "FACILITIES IN THE SCOPE": "facilities",
    "ENTITY FACILITIES": "facilities",
    "ENTITY LOCATIONS": "facilities",
    "SITES IN SCOPE": "facilities",
    "SITES COVERED": "facilities",
    "LIST OF FACILITIES": "facilities",
    "LIST OF SITES": "facilities",
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
    "NAME OF AUDIT FIRM": "audit_firm",
    "NAME OF THE AUDIT FIRM": "audit_firm",
    "AUDITING COMPANY": "audit_firm",
    "AUDIT COMPANY": "audit_firm",
    "AUDITOR COMPANY": "audit_firm",
    "AUDITOR FIRM": "audit_firm",
    "ASI ACCREDITED AUDITOR": "audit_firm",
    "ACCREDITED AUDITOR": "audit_firm",
    "AUDIT DATE": "audit_dates",
    "AUDIT DATES": "audit_dates",
    "DATE OF AUDIT": "audit_dates",
    "DATES OF AUDIT": "audit_dates",
    "DATE OF THE AUDIT": "audit_dates",
    "DATES OF THE AUDIT": "audit_dates",
    "AUDIT PERIOD": "audit_dates",
    "AUDIT REPORT SUBMISSION": "submitted",
    "AUDIT REPORT SUBMISSION DATE": "submitted",
    "REPORT SUBMISSION": "submitted",
    "REPORT SUBMISSION DATE": "submitted",
    "DATE OF REPORT": "submitted",
    "REPORT DATE": "submitted",
    "AUDIT REPORT DATE": "submitted",
    "DATE OF REPORT SUBMISSION": "submitted",
    "SUBMISSION OF AUDIT REPORT": "submitted",
    "SUBMISSION OF THE AUDIT REPORT": "submitted",
    "SUBMISSION DATE": "submitted",
    "DATE OF SUBMISSION": "submitted",
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
    "VALIDITY PERIOD": "period",
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
    "CERTIFICATE NO.": "certificate",
    "ASI CERTIFICATE NO": "certificate",
    "ASI CERTIFICATE NO.": "certificate",
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
    "AUDIT RESULT": "",
    "AUDIT RESULTS": "",
    "PERFORMANCE STANDARD": "",
    "CERTIFICATION LEVEL": "",
    "CERTIFIED SINCE": "",
    "AUTHORISED BY": "",
}
"""What is printed before a field, and the field; an empty one only ends the field before."""

FACILITY_TABLES: Final = frozenset(
    {
        "facility",
        "facilities",
        "facility name",
        "name of facility",
        "site",
        "sites",
        "site name",
        "name of site",
        "plant",
    }
)
BESIDE_FACILITIES: Final = frozenset(
    {"address", "location", "locations", "country", "city", "activity", "activities", "supply chain activity", "scope"}
    | {
        "supply chain activities",
        "employees",
        "number of employees",
        "type",
        "process",
        "processes",
        "product",
        "products",
    }
)
"""Heads of tables of facilities: of their first column, and of the second."""

_SHORT: Final = frozenset(
    {
        "MEMBER",
        "ENTITY",
        "STANDARD",
        "FACILITIES",
        "SITES",
        "LOCATIONS",
        "VALIDITY",
        "SCOPE",
        "OUTCOME",
        "NEXT AUDIT",
    }
)
"""Labels that are ordinary words too: they need a colon, a bullet or a wide gap after them unless alone on the line."""

_REMARK: Final = re.compile(r"\s?\([^()]{1,40}\)")
"""What a label says of itself: "Audit date(s)", "ASI Standard (name and version)"."""

_LISTING: Final = re.compile(
    r"(?:[\w/&,()-]+ ){0,4}(?:facilities|sites|locations|plants)(?: [\w/&,()-]+){0,4}:?(?=  )", re.IGNORECASE
)
"""A label that says nowhere else that facilities are listed beside it: "Entity locations / facilities"."""

_BULLET: Final = re.compile(r"\s*[•●▪■◦‣∙·○\uf0b7\uf0a7]")
_SORTED: Final = sorted(LABELS, key=len, reverse=True)
_BY_FIRST: Final[dict[str, list[str]]] = {}
for _label in _SORTED:
    _BY_FIRST.setdefault(_label[0], []).append(_label)


def heads_facilities(cells: Sequence[str]) -> bool:
    """Are some cells the head of a table of facilities?"""
    names = [cell.strip(" :").lower() for cell in cells]
    return len(names) > 1 and names[0] in FACILITY_TABLES and names[1] in BESIDE_FACILITIES


def label_at(texts: Sequence[str], n: int) -> tuple[str, list[str]] | None:
    """The label that begins at line `n`, and for each line that it takes what is left beside it.

    Of several the one that takes most of the line: "ENTITY NAME", not "ENTITY" with "FACILITIES" on the next.
    """
    text = texts[n]
    if not text or not text[0].isalpha():
        return None
    matches = ((label, _match(label, texts, n)) for label in _BY_FIRST.get(text[0].upper(), ()))
    found = [(label, rests) for label, rests in matches if rests is not None]
    if found:
        return min(found, key=lambda match: len(match[1][0]))
    listing = _LISTING.match(text)
    return ("FACILITIES", [text[listing.end() :].strip(" :")]) if listing else None


def _match(label: str, texts: Sequence[str], n: int) -> list[str] | None:
    """Match a label's words over up to four lines; the lines' rests, None where it does not match.

    Nor where they are two labels, the first with its value: "ENTITY: Northwind" over "FACILITIES".
    """
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
        rest = _REMARK.sub("", texts[place][end:], count=1) if _REMARK.match(texts[place], end) else texts[place][end:]
        capitals = texts[place][:end].isupper()
        if not _parted(rest, capitals=capitals, short=label in _SHORT, whole=len(words) == count):
            return None
        rests += [""] * (place - n - len(rests)) + [rest.lstrip(" :：").strip()]
        words = words[count:]
        if not words:
            return rests
        whole = label.removesuffix(f" {' '.join(words)}") in LABELS
        if rest and whole and any(map(_begins_with_label, texts[place + 1 : place + 2])):
            return None
    return None


def _begins_with_label(text: str) -> bool:
    known = _BY_FIRST.get(text[:1].upper(), ())
    return any(text.upper().startswith(label) and not text[len(label) : len(label) + 1].isalnum() for label in known)


def _leading(words: Sequence[str], text: str) -> tuple[int, int]:
    """How many of the label's words the line begins with, and where they end.

    Blanks don't count, nor within words of capitals, which letter spacing takes apart ("AUDIT R EPORT").
    """
    count, at = 0, 0
    for word in words:
        end = _word_end(word, text, at)
        if end is None:
            break
        at = end
        count += 1
        if at < len(text) and text[at].isalnum() and not text[at].isupper():
            return 0, 0
    return count, at


def _word_end(word: str, text: str, at: int) -> int | None:
    """Where a label's word ends that stands in a text behind a place; None where another one does."""
    start = len(text) - len(text[at:].lstrip(" "))
    if text[start : start + len(word)].upper() == word:
        return start + len(word)
    for letter in word:
        at = len(text) - len(text[at:].lstrip(" "))
        if text[at : at + 1] != letter:
            return None
        at += 1
    return at


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
