"""The fields before the findings: who was audited, against what, by whom, when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from linkcheck.parsing import dates, legends, spoken
from linkcheck.parsing.characters import closed, squash, unspaced
from linkcheck.parsing.fieldlabels import LABELS
from linkcheck.parsing.fields import another_label, label_at, side_by_side
from linkcheck.parsing.names import COMPANY
from linkcheck.parsing.pages import Line
from linkcheck.parsing.parties import SOLE, letterhead
from linkcheck.parsing.sitelists import ACTIVITIES, BULLETS, PROSE, is_marked
from linkcheck.parsing.sitetables import sites_in
from linkcheck.parsing.wording import END, HEADING, PRINCIPLE

KNOWN_VERSIONS: Final = frozenset({"2", "3", "3.1"})
"""Versions of the ASI Performance Standard whose reports were looked at."""

_DATED: Final = frozenset({"audit_dates", "submitted", "period", "valid_from", "valid_until", "next_audit_date"})
"""Fields that hold dates."""

_PARTIES: Final = frozenset({"member", "entity"})
"""Fields that one label may name together."""

_SCOPES: Final = frozenset({"scope", "audit_scope"})
"""Fields that may be nothing but a list of facilities with a label of its own: "Audit scope | Facilities: …"."""

_TITLES: Final = frozenset({"CERTIFICATE", "ASI CERTIFICATE"})
"""Labels that may be a certificate's own title."""

_AUDITORS: Final = frozenset({"AUDITOR", "AUDITORS"})
"""Labels of persons, or of the firm that they are of."""

_AS_MEMBER: Final = re.compile(r"(?P<name>[^()]{3,120}?)\s\([^()]{0,40}\bASI\smember\b[^()]{0,60}\)", re.IGNORECASE)
"""An entity of which is said that it is the member itself."""

_LONG: Final = frozenset({"scope", "facilities", "activities", "audit_scope", "within_scope", "about", "declaration"})
"""Fields whose values may have labels of their own, such as a list of sites with what each makes."""

_NAME_ENDS: Final = re.compile(r"(?:Plant|Site|Facility|Location|Unit)")
"""The last word of a site's name on a line of its own, which is no label: "Alder Rolling" over "Plant"."""

_PARTED_WORD: Final = re.compile(r"(?<=[^\W_]-)\n(?=[^\W_])")
"""A line's end behind a word's own hyphen, or within a date: "Semi-" | "Fabrication"."""

_ON_ONE_LINE: Final = re.compile(r"\s*[;,]\s*(?:and\s)?|\s/\s|\sand\s")
_STANDARD: Final = re.compile(
    r"(?P<name>(?:ASI\s)?(?:Performance|Chain\sof\sCustody|CoC)\sStandard|ASI[ -]PS|ASI[ -]CoC)\W{0,3}"
    r"(?:\(?(?:V|Version|v\.|Ver\.?)\s?(?P<version>\d{1,2}(?:\.\d{1,2})?))?",
    re.IGNORECASE,
)


LONGEST_HEADING: Final = 8
"""Words of a heading."""

LONGEST_NUMBER: Final = 3
"""Words of a certificate's number."""

_LETTERED: Final = re.compile(r"(?P<letter>[A-Z])[.)]?\s+[A-Z][a-z]")
"""A heading with a letter: behind "B. Audited sites" stands "C. The company"."""

_OPENS_LIST: Final = re.compile(
    r"\b(?:facilities|sites|plants|locations|companies|subsidiaries|smelters|mills)\b[^.:]{0,80}:$", re.IGNORECASE
)
"""The end of a sentence that a list of facilities follows."""


@dataclass(slots=True)
class Overview:
    """What stands before the findings. Texts by field, lines kept apart by line feeds."""

    fields: dict[str, str] = field(default_factory=dict)
    everything: str = ""

    def add(self, name: str, text: str, line: Line) -> None:
        """Add a line's text to a field."""
        joint = "\n\n" if line.gap else "\n"
        self.fields[name] = f"{self.fields.get(name, '')}{joint}{text}".strip("\n")

    def text(self, name: str) -> str | None:
        """A field's first paragraph on one line without bullets, None when it is empty or missing."""
        named = self.fields.get(name) or (self.fields.get("party", "") if name in _PARTIES else "")
        first = named.strip().split("\n\n", 1)[0]
        return closed(squash(BULLETS.sub(" ", first))).strip(" :") or None

    def items(self, name: str) -> tuple[str, ...]:
        """A field's bullets or lines."""
        text = _PARTED_WORD.sub("", self.fields.get(name, ""))
        parts = BULLETS.split(text) if BULLETS.search(text) else text.split("\n")
        return tuple(item for part in parts if (item := squash(part).strip(" :;,")))

    def activities(self) -> tuple[str, ...]:
        """The supply chain activities: the field's items, those apart that stand on one line."""
        found: list[str] = []
        for item in self.items("activities"):
            parts = _ON_ONE_LINE.split(item)
            known = all(part.lower() in ACTIVITIES or f"{part.lower()}s" in ACTIVITIES for part in parts)
            found += parts if known else re.split(r"\s*;\s*", item)
        return tuple(dict.fromkeys(found))

    def dates(self, name: str) -> tuple[date, ...]:
        """A field's dates in order, each once."""
        return tuple(dict.fromkeys(dates.find(squash(_PARTED_WORD.sub("", self.fields.get(name, ""))))))


def read_overview(lines: Sequence[Line], top: str = "") -> Overview:
    """Read the fields out of the lines before the findings. What is not a known label goes on with the field before.

    `top`: what stands over all, where an audit firm's letterhead is perhaps.
    """
    overview = Overview()
    parted = [(line, part) for line in lines for part in side_by_side(unspaced(line.text).strip())]
    lines, texts = [line for line, _ in parted], [text for _, text in parted]
    overview.everything = "\n".join(texts)
    sites = dict(sites_in(texts))
    name, like, following, n = "", "", "", 0
    stacked: list[str] = []
    while n < len(texts):
        if n in sites:
            name, stacked, n = "", [], n + 1
            continue
        goes_on = name == "facilities" and n and texts[n - 1] and _NAME_ENDS.fullmatch(texts[n])
        found = None if goes_on else label_at(texts, n)
        if found:
            label, rests = found
            letter = _LETTERED.match(texts[n])
            following = chr(ord(letter["letter"]) + 1) if letter else following
            name, like = LABELS[label], texts[n]
            values = [rest for rest in rests if rest]
            inner = label_at(values, 0) if name in _SCOPES and values else None
            if inner and LABELS[inner[0]] == "facilities":
                name, values = "within_scope", [rest for rest in inner[1] if rest]
            if label in _AUDITORS and values and (sole := SOLE.match(values[0])):
                name, values = "audit_firm", [sole.group()]
            elif label in _AUDITORS and values and COMPANY.match(values[0]):
                name = "audit_firm"
            titled = label in _TITLES and not _is_number(texts[n + len(rests) : n + len(rests) + 2])
            if not values and (titled or (overview.fields.get(name) and name not in _LONG)):
                name = ""
            stacked = [*stacked, name] if name and not values else []
            if name and not (overview.fields.get(name) and not values):
                before = overview.fields.get(name)
                overview.fields[name] = "\n\n".join(filter(None, (before, "\n".join(values))))
            n += len(rests)
            continue
        if len(stacked) > 1 and _DATED & set(stacked) and texts[n]:
            end = next((m for m in range(n, len(texts)) if label_at(texts, m)), len(texts))
            strays = dict.fromkeys(m for m in range(n, end) if _is_activity(texts[m]) and "activities" not in stacked)
            own = [m for m in range(n, end) if m not in strays]
            shared = _shared_out(stacked, [lines[m] for m in own], [texts[m] for m in own])
            if shared:
                overview.fields.update(shared)
                for stray in strays:
                    overview.add("activities", texts[stray], lines[stray])
                n, stacked = end, []
                continue
        stacked = [] if texts[n] else stacked
        if name not in _LONG and _OPENS_LIST.search(texts[n]) and any(map(is_marked, texts[n + 1 : n + 2])):
            name, like, n = "facilities", "", n + 1
            continue
        letter = _LETTERED.match(texts[n])
        if letter and letter["letter"] == following:
            name, following = "", chr(ord(following) + 1)
        stops = name not in _LONG and (another_label(texts[n], like) or PROSE.match(texts[n]))
        if stops or legends.is_heading(texts[n]) or _heads_findings(texts[n]):
            name = ""
        if END.match(texts[n]) and len(texts[n].split()) <= LONGEST_HEADING:
            name = ""  # corrective actions may stand before the findings, too
        owner = "activities" if _is_activity(texts[n]) else name
        if owner and texts[n]:
            overview.add(owner, texts[n], lines[n])
        n += 1
    listed = "\n".join(site.item for site in sites.values() if site)
    if listed:
        overview.fields["facilities"] = "\n\n".join(filter(None, (listed, overview.fields.get("facilities"))))
    within = overview.fields.pop("within_scope", "")
    listed_again = overview.fields.get("facilities")
    if within and (";" in within or not listed_again):
        overview.fields["facilities"] = "\n\n".join(filter(None, (within, listed_again)))
    elif within:
        overview.fields["audit_scope"] = f"{overview.fields.get('audit_scope', '')}\n\nFacilities: {within}".strip()
    _place_client(overview)
    _place_member(overview)
    if (
        overview.fields.get("entity")
        and not overview.fields.get("audit_firm")
        and (firm := letterhead([top, *texts], f"{overview.text('entity') or ''} {overview.text('member') or ''}"))
    ):
        overview.fields["audit_firm"] = firm
    if not overview.fields.keys() & {"entity", "party"}:
        overview.fields.update({**spoken.fields_in(texts), **overview.fields})
    return overview


def _heads_findings(text: str) -> bool:
    """Is a line the heading of the first principle, which stands right before the findings?"""
    found = HEADING.match(text)
    return found is not None and PRINCIPLE.fullmatch(found["title"]) is not None


def _place_client(overview: Overview) -> None:
    """A client is the entity, or the member where the entity is named as well."""
    client, fields = overview.fields.pop("client", ""), overview.fields
    if client and not fields.keys() & {"entity", "party"}:
        fields["entity"] = client
    elif client and not fields.keys() & {"member", "party"}:
        fields["member"] = client


def _place_member(overview: Overview) -> None:
    """An entity may be named as the member, too."""
    found = _AS_MEMBER.match(overview.text("entity") or "")
    if found:
        overview.fields["entity"] = found["name"]
        overview.fields["member"] = overview.text("member") or found["name"]


def _is_activity(text: str) -> bool:
    bullet = BULLETS.match(text)
    return bool(bullet) and BULLETS.sub("", text, count=1).strip().lower() in ACTIVITIES


def _is_number(texts: Sequence[str]) -> bool:
    """Does a certificate's number stand below "Certificate", and no text of a certificate?"""
    value = next(filter(None, texts), "")
    return len(value.split()) <= LONGEST_NUMBER and certificate_of(value) is not None


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


def standard_of(text: str, name: str | None = None) -> tuple[str | None, str | None]:
    """The standard's name and version: "Performance Standard V3.1" is ("ASI Performance Standard", "3.1").

    `name`: the one whose version is looked for; else it is the first that is named. The version may stand at a later
    mention only.
    """
    found = [(_standard(match["name"]), match["version"]) for match in _STANDARD.finditer(squash(text))]
    name = name or next((one for one, _ in found), None)
    return name, next((version for one, version in found if one == name and version), None)


def _standard(name: str) -> str:
    custody = re.search(r"custody|coc", name, re.IGNORECASE)
    return "ASI Chain of Custody Standard" if custody else "ASI Performance Standard"


_CERTIFICATE: Final = re.compile(r"(?<!\S)(?:(?!(?:ASI|PS|COC|ID|NO|NR|CERT)\s)[A-Z]{2,4}\s)?[\w/.-]*\d[\w/.-]*")


def audit_type(text: str) -> str | None:
    """The kinds of audit that a field names, without their dates."""
    plain = re.sub(r"\([^()]*\)", " ", text)
    kinds = [squash(item).strip(" ,;:-–") for item in re.split(BULLETS.pattern + r"|\n", plain)]
    named = [re.sub(r"\s*[,:–-]\s*\d.*$", "", kind) for kind in kinds if kind and re.search(r"[A-Za-z]{4}", kind)]
    return "; ".join(dict.fromkeys(named)) or None


def certificate_of(text: str) -> str | None:
    """A certificate's number: the first word that holds a figure, but for a date's, with its firm's letters before."""
    found = _CERTIFICATE.search(dates.without(squash(text.strip().split("\n\n", 1)[0])))
    return found.group().rstrip(".,;-/") if found else None
