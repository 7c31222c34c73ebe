"""The labels of the fields before the findings, and where one begins in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from linkcheck.parsing import bilingual
from linkcheck.parsing.characters import BULLET_MARKS, word_list
from linkcheck.parsing.fieldlabels import LABELS
from linkcheck.parsing.sitetables import columns_of, titles_facilities

_SHORT: Final = frozenset(label for label in LABELS if " " not in label) | {
    "NEXT AUDIT",
    "THE ENTITY",
    "THE AUDIT",
    "WEB SITE",
}
"""Labels that are ordinary words too: unless alone on the line, they need a colon, dash, bullet or wide gap behind."""

_REMARK: Final = re.compile(r"\s?\([^()]{1,40}\)")
"""What a label says of itself: "Audit date(s)", "ASI Standard (name and version)"."""

_LISTING: Final = re.compile(
    r"(?:[\w/&,()-]+ ){0,4}(?:facilities|sites|locations|plants|installations|establishments)"
    r"(?: [\w/&,()-]+){0,4}:?(?=  )",
    re.IGNORECASE,
)
"""A label that says nowhere else that facilities are listed beside it: "Entity locations / facilities"."""

_BULLET: Final = re.compile(rf"\s*[{BULLET_MARKS}]")
_BESIDE: Final = re.compile(r"\s[|·]\s")
_DASH: Final = re.compile(r"\s[–—-]\s")
_LEAD: Final = re.compile(
    rf"(?P<bullet>[{BULLET_MARKS}–-]\s{{0,4}})|(?:\d{{1,2}}(?:\.\d{{1,2}})?(?:[.)]|\s[–—-])?|[A-Z][.)])\s+(?=[A-Z])"
    r"|[A-Z]\s+(?=[A-Z][a-z])"
)
"""What stands before a label in a list of fields, or a chapter's heading: "• Entity – …", "2. Scope", "2 – Scope"."""

LONGEST_SPACED: Final = 200
"""Characters in which a label's first word ends, however wide its letters are spaced."""

LONGEST_LABEL: Final = 5
"""Words of a label that is not known."""

_NAMING: Final = word_list("name names of the asi full legal")
_SPELLED: Final[dict[str, tuple[tuple[frozenset[str], ...], frozenset[str]]]] = {
    "MEMBER": ((word_list("member"),), _NAMING | word_list("company organisation organization client applicant")),
    "ENTITY": (
        (word_list("entity organisation organization company auditee"),),
        _NAMING | word_list("certified audited assessed legal"),
    ),
    "AUDIT FIRM": (
        (
            word_list("firm body company organisation organization agency"),
            word_list(
                "audit auditing auditor auditors certification certifying conformity assessment verification inspection"
            ),
        ),
        _NAMING | word_list("accredited and team responsible independent lead s"),
    ),
    "CERTIFICATE NUMBER": (
        (word_list("certificate cert certification registration"), word_list("no nr number id ref reference code")),
        _NAMING | word_list("report and"),
    ),
    "FACILITIES": (
        (word_list("facilities sites plants locations works units mills smelters installations establishments"),),
        _NAMING
        | word_list(
            "in within under scope audit audited assessed certification certified certificate included covered by and"
        ),
    ),
}
"""Labels by their words: those of which each set has one, and others that may stand with them."""

_STYLES: Final = (
    re.compile(r"\W{0,3}[A-Z][^:=\n]{1,48}?\s?(?::\s+|\s=\s)(?=\S)"),
    re.compile(r"\W{0,3}[A-Z][^:\n]{1,48}?\s{2,}(?=\S)"),
    re.compile(rf"[{BULLET_MARKS}]\s{{0,4}}[A-Z][^:\n]{{1,48}}?\s[–—-]\s(?=\S)"),
)
"""How labels are set before their values: with a colon, a wide gap, or as bullets with a dash."""

_SORTED: Final = sorted(LABELS, key=len, reverse=True)
_BY_FIRST: Final[dict[str, list[str]]] = {}
for _label in _SORTED:
    _BY_FIRST.setdefault(_label[0], []).append(_label)


def without_lead(text: str) -> str:
    """A line without the number, letter or bullet of a heading: "B. Audited sites"."""
    lead = _LEAD.match(text)
    return text[lead.end() if lead else 0 :]


def side_by_side(text: str) -> list[str]:
    """A line, parted where it is several labels with their values: "Member: Northwind | Entity: Northwind Metals"."""
    parts = _BESIDE.split(text)
    return parts if len(parts) > 1 and all(label_at([part], 0) for part in parts) else [text]


def label_at(texts: Sequence[str], n: int) -> tuple[str, list[str]] | None:
    """The label that begins at line `n`, and for each line that it takes what is left beside it.

    Of several the one that takes most of the line: "ENTITY NAME", not "ENTITY" with "FACILITIES" on the next. Another
    language's may stand before it: "Entité / Entity".
    """
    if found := _label_at(texts, n):
        return found
    for text, sure in bilingual.before(without_lead(texts[n])):
        found = _label_at([text, *texts[n + 1 : n + 5]], 0)
        if found and (sure or (LABELS[found[0]] not in bilingual.LISTED) or (found[1][0] and LABELS[found[0]])):
            return found
    return None


def _label_at(texts: Sequence[str], n: int) -> tuple[str, list[str]] | None:
    """The same for labels that begin with the English words."""
    lead = _LEAD.match(texts[n])
    own = [texts[n][lead.end() if lead else 0 :], *texts[n + 1 : n + 5]]
    if not own[0] or not own[0][0].isalpha() or columns_of(re.split(r"\s{2,}", own[0])):
        return None
    plain = own[0][:LONGEST_SPACED].replace(" ", "").upper()
    likely = (label for label in _BY_FIRST.get(plain[0], ()) if plain.startswith(label.partition(" ")[0]))
    matches = ((label, _match(label, own, 0)) for label in likely)
    found = [(label, rests) for label, rests in matches if rests is not None]
    if lead:
        found = [(label, rests) for label, rests in found if rests[0] or not lead["bullet"]]
    if found:
        return min(found, key=lambda match: len(match[1][0]))
    if titles_facilities(own[0]) and (not lead or not lead["bullet"] or own[0].rstrip().endswith(":")):
        return "FACILITIES", [""]
    if spelled := _spelled_at(own[0]):
        return spelled
    listing = _LISTING.match(own[0])
    return ("FACILITIES", [own[0][listing.end() :].strip(" :")]) if listing and not lead else None


def _spelled_at(text: str) -> tuple[str, list[str]] | None:
    """A label before its value by the words that it is made of: "Name of the audited Entity: …"."""
    style = next((found for pattern in _STYLES[:2] if (found := pattern.match(text))), None)
    said = style.group() if style else ""
    for label, (needed, also) in _SPELLED.items():
        words = frozenset(re.findall(r"\w+", bilingual.english(said, also.union(*needed)).lower()))
        if words <= also.union(*needed) and all(words & one for one in needed):
            return label, [text[style.end() if style else 0 :].strip()]
    return None


def another_label(text: str, like: str) -> bool:
    """Does a line begin with a label, known or not, that is set before its value as one in another line is?"""
    found = next((style.match(text) for style in _STYLES if style.match(like)), None)
    return found is not None and len(found.group().split()) <= LONGEST_LABEL


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
        rest = rest if words[count:] else bilingual.behind(rest, LABELS[label])
        if not _parted(rest, capitals=capitals, short=label in _SHORT, whole=len(words) == count):
            return None
        rests += [""] * (place - n - len(rests)) + [_value(rest)]
        words = words[count:]
        if not words:
            return rests
        whole = label.removesuffix(f" {' '.join(words)}") in LABELS
        below = next(iter(texts[place + 1 : place + 2]), "")
        if rest and whole and _begins_with_label(below) and not (below.islower() and texts[place][0].isupper()):
            return None
    return None


def _value(rest: str) -> str:
    """What stands behind a label, without what parts it from the label."""
    return _DASH.sub("", rest, count=1).strip() if _DASH.match(rest) else rest.lstrip(" :：=").strip()


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
    clear = rest.lstrip()[0] in ":：•=" or rest.startswith("  ") or bool(_BULLET.match(rest) or _DASH.match(rest))
    if short:
        return clear or (capitals and rest[0] == " " and not rest.isupper())
    return clear or (capitals and rest[0] == " ")
