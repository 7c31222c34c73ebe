"""The fields before the findings: who was audited, against what, by whom, when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from linkcheck.parsing import dates
from linkcheck.parsing.characters import squash, unspaced
from linkcheck.parsing.pages import Line

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

KNOWN_VERSIONS: Final = frozenset({"2", "3", "3.1"})
"""Versions of the ASI Performance Standard whose reports were looked at."""

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

_DATED: Final = frozenset({"audit_dates", "submitted", "period", "valid_from", "valid_until", "next_audit_date"})
"""Fields that hold dates."""

_BULLET: Final = re.compile(r"\s*[•●▪■◦‣∙·○\uf0b7\uf0a7]")
_BULLETS: Final = re.compile(r"(?:^|\s)[•●▪■◦‣∙·○\uf0b7\uf0a7]\s*")
_STANDARD: Final = re.compile(
    r"(?P<name>(?:ASI\s)?(?:Performance|Chain\sof\sCustody|CoC)\sStandard|ASI[ -]PS|ASI[ -]CoC)\W{0,3}"
    r"(?:\(?(?:V|Version|v\.|Ver\.?)\s?(?P<version>\d{1,2}(?:\.\d{1,2})?))?",
    re.IGNORECASE,
)
_SORTED: Final = sorted(LABELS, key=len, reverse=True)
_BY_FIRST: Final[dict[str, list[str]]] = {}
for _label in _SORTED:
    _BY_FIRST.setdefault(_label[0], []).append(_label)


@dataclass(slots=True)
class Overview:
    """What stands before the findings. Texts by field, lines kept apart by line feeds."""

    fields: dict[str, str] = field(default_factory=dict)
    everything: str = ""

    def text(self, name: str) -> str | None:
        """A field's first paragraph on one line without bullets, None when it is empty or missing."""
        first = self.fields.get(name, "").strip().split("\n\n", 1)[0]
        return squash(_BULLETS.sub(" ", first)).strip(" :") or None

    def items(self, name: str) -> tuple[str, ...]:
        """A field's bullets or lines."""
        text = self.fields.get(name, "")
        parts = _BULLETS.split(text) if _BULLETS.search(text) else text.split("\n")
        return tuple(item for part in parts if (item := squash(part).strip(" :;,")))

    def list_of(self, name: str) -> str:
        """A field that lists names, as a list with bullets: by its bullets, else by its lines, else by its commas."""
        text = self.fields.get(name, "")
        if not _BULLETS.search(text) and re.search(r"[,;]\s(?!Ltd|Limited|Inc|LLC|KG)|\sand\s*\n", text):
            return f"the sites {squash(text)}"
        return "\n".join(f"• {item}" for item in self.items(name))

    def dates(self, name: str) -> tuple[date, ...]:
        """A field's dates in order, each once."""
        return tuple(dict.fromkeys(dates.find(squash(self.fields.get(name, "")))))


def read_overview(lines: Sequence[Line]) -> Overview:
    """Read the fields out of the lines before the findings. What is not a known label goes on with the field before."""
    overview = Overview()
    texts = [unspaced(line.text).strip() for line in lines]
    overview.everything = "\n".join(texts)
    name, n = "", 0
    stacked: list[str] = []
    while n < len(texts):
        found = label_at(texts, n)
        if found:
            label, rests = found
            name = LABELS[label]
            values = [rest for rest in rests if rest]
            stacked = [*stacked, name] if name and not values else []
            if name and not (overview.fields.get(name) and not values):
                before = overview.fields.get(name)
                overview.fields[name] = "\n".join([*([before] if before else ()), *values])
            n += len(rests)
            continue
        if len(stacked) > 1 and _DATED & set(stacked) and texts[n]:
            end = next((m for m in range(n, len(texts)) if label_at(texts, m)), len(texts))
            shared = _shared_out(stacked, lines[n:end], texts[n:end])
            if shared:
                overview.fields.update(shared)
                n, stacked = end, []
                continue
        stacked = [] if texts[n] else stacked
        if name and texts[n]:
            joint = "\n\n" if lines[n].gap else "\n"
            overview.fields[name] = f"{overview.fields.get(name, '')}{joint}{texts[n]}".strip("\n")
        n += 1
    return overview


def _shared_out(names: Sequence[str], lines: Sequence[Line], texts: Sequence[str]) -> dict[str, str]:
    """The values of labels that an extraction printed one below the other, their values behind all of them.

    A paragraph or a line each, the last takes what is left; none where a date or number would be another field's.
    """
    paragraphs: list[str] = []
    for line, text in zip(lines, texts, strict=True):
        if text and paragraphs and not line.gap:
            paragraphs[-1] += f"\n{text}"
        elif text:
            paragraphs.append(text)
    for parts, joint in ((paragraphs, "\n\n"), (paragraphs[0].split("\n") if paragraphs else [], "\n")):
        values = [*parts[: len(names) - 1], joint.join(parts[len(names) - 1 :])]
        if len(parts) >= len(names) and all(map(_fits, names, values)):
            return dict(zip(names, values, strict=True))
    return {}


def _fits(name: str, value: str) -> bool:
    dated = bool(dates.find(squash(value.split("\n\n", 1)[0])))
    if name == "certificate":
        return certificate_of(value) is not None
    return dated if name in _DATED else not dated


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


def standard_of(text: str) -> tuple[str | None, str | None]:
    """The standard's name and version: "Performance Standard V3.1" is ("ASI Performance Standard", "3.1")."""
    found = _STANDARD.search(text)
    if not found:
        return None, None
    custody = re.search(r"custody|coc", found["name"], re.IGNORECASE)
    return ("ASI Chain of Custody Standard" if custody else "ASI Performance Standard"), found["version"]


def audit_type(text: str) -> str | None:
    """The kinds of audit that a field names, without their dates."""
    plain = re.sub(r"\([^()]*\)", " ", text)
    kinds = [squash(item).strip(" ,;:-–") for item in re.split(r"\n|" + _BULLETS.pattern, plain)]
    named = [re.sub(r"\s*[,:–-]\s*\d.*$", "", kind) for kind in kinds if kind and re.search(r"[A-Za-z]{4}", kind)]
    return "; ".join(dict.fromkeys(named)) or None


def certificate_of(text: str) -> str | None:
    """A certificate's number: the first word that holds a figure, but for a date's."""
    if dates.find(squash(text.strip().split("\n\n", 1)[0])):
        return None
    found = re.search(r"(?<!\S)[\w/.-]*\d[\w/.-]*", text)
    return found.group().rstrip(".,;") if found else None
