"""Names of companies and sites as reports write them: legal forms, spellings, and the words that make a name.

Names are compared by their words in lower case, without the legal form and an article before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from linkcheck.parsing.characters import squash, word_list

_FORMS: Final = (
    r"Co(?:mpany|\.)?,?\s?(?:Ltd|Limited|LLC|KG|Inc)\b\.?",
    r"(?:GmbH|AG|SE)\s?&\s?Co\.?\s?(?:KGaA|KG|OHG)\b",
    r"Pty\.?\s?(?:Ltd|Limited)\b\.?",
    r"Pvt\.?\s?(?:Ltd|Limited)\b\.?",
    r"Sdn\.?\s?Bhd\b\.?",
    r"Sp\.\s?z\s?o\.?\s?o\.?",
    r"S\.?\s?p\.?\s?A\b\.?",
    r"S\.?\s?r\.?\s?l\b\.?",
    r"S\.A\.(?:S\.|U\.)?(?:\sde\sC\.V\.)?",
    r"S\.L\.(?:U\.)?",
    r"B\.V\.|N\.V\.|A\.S\.|W\.L\.L\.|L\.L\.C\.",
    r"B\.S\.C\.(?:\s?\(c\))?",
    r"P\.?J\.?S\.?C\b\.?",
    r"Q\.?P?\.?S\.?C\b\.?",
    r"(?:Ltd|Inc|Corp|Ltda|Kft|Zrt)\b\.?",
    r"(?:Limited|Corporation|GmbH|KGaA|AG|LLC|LLP|PLC|plc|ASA|AS|SAS|SARL|SpA|BV|NV|Oyj?|AB|OJSC|JSC)\b",
    r"A/S|d\.o\.o\.|a\.s\.",
    r"Co\b\.?",
)
"""Legal forms of companies, the longer before the shorter."""

FORM: Final = f"(?:{'|'.join(_FORMS)})"
FORM_AFTER: Final = re.compile(rf"[\s,.]{{0,3}}{FORM}(?:,?\s?{FORM})?")
"""A legal form behind a name that was found without it."""

_ONLY_FORM: Final = re.compile(rf"[\s,.]*{FORM}[\s,.]*")
_FORM_AT_END: Final = re.compile(rf"[\s,.]{{1,3}}{FORM}[\s,.]*$")

_WORD: Final = r"(?:[A-ZÀ-ÖØ-Þ][\w&’'.+/-]{0,60}|\d{1,3}(?=\s[A-Z]))"
_BEGIN: Final = r"(?<![\w&’'.+/-])"
_SMALL: Final = r"(?:of|de|du|da|di|and|&|in|do|y|und)"

COMPANY: Final = re.compile(
    rf"{_BEGIN}{_WORD}(?:[ \n](?:{_SMALL}[ \n])?{_WORD}){{0,9}}?[ \n,]{{1,2}}{FORM}(?:,?[ ]?{FORM})?(?!\w)"
)
"""A company's name with its legal form."""

_PLACE: Final = r"[A-Z][\w .’'-]{2,40}(?:, ?[A-Z][\w .’'-]{2,40})?"
PLACED: Final = re.compile(
    rf"{_BEGIN}(?P<name>{_WORD}(?:[ \n](?:{_SMALL}[ \n])?{_WORD}){{0,6}})[ \n]?\((?P<place>{_PLACE})\)"
)
"""A site with its place in brackets, as certification scopes list them: "Hamburg Rolling Mill (Germany)"."""

TOKEN: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
HAN: Final = re.compile(r"[⺀-鿿豈-﫿]")

_NOT_NAME: Final = word_list(
    "available disclosed disclose published report reports policy policies please refer following follows below website"
    " link links page pages chapter section at see is are has have was were the this these each all url http https web"
    " source details information complaints for entity note notes criterion criteria"
)
"""Words that no facility's name has."""


HAN_COMPANY: Final = re.compile(r"[⺀-鿿豈-﫿]{2,30}?(?:有限责任公司|股份有限公司|有限公司)")
"""A Chinese company's name with its legal form."""

_HAN_FORM: Final = re.compile(r"(?<=[⺀-鿿豈-﫿])(?:有限责任公司|股份有限公司|有限公司|公司)$")
_LISTED: Final = re.compile(
    r"(?:facilit(?:y|ies)|sites?|plants?|locations?|compan(?:y|ies)|subsidiar(?:y|ies)|operations|smelters?|casthouses?|mills?)"
    r"[^:;•\n]{0,100}(?:\n[^:;•\n]{0,100})?[:：]",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"\s*(?:[•●▪■◦‣∙·○\uf0b7\uf0a7]|[-–*](?=\s)|\(?\d{1,2}[.)](?=\s))[ \t]*")
_ITEM_BEGINS: Final = re.compile(r"\n(?=\n)|(?=\n[ \t]*(?:[•●▪■◦‣∙·○\uf0b7\uf0a7]|[*–-][ \t]|\(?\d{1,2}[.)][ \t]))")
_PARTS: Final = re.compile(r"\s*[;；、]\s*(?:and\s)?")
_SENTENCE_END: Final = re.compile(r"\n\n|(?<=\.)[ \t]*\n(?=[A-Z])|。")
_MORE: Final = re.compile(
    r",?\s(?:and|with|including|located|situated|in|at|which|as\swell\sas)\s(?:the\s)?(?=[a-z])|\.\s(?=[A-Z])"
)
_BRACKETS: Final = re.compile(r"\s*[(（][^()（）]*[)）]\s*")


def core(name: str) -> tuple[str, ...]:
    """A name's words in lower case, without its legal form and a leading article."""
    bare = squash(name)
    if _ONLY_FORM.fullmatch(bare):
        return ()
    for _ in range(2):
        cut = _HAN_FORM.sub("", _FORM_AT_END.sub("", bare))
        bare = cut if cut else bare
    found = tuple(m.group().casefold() for m in TOKEN.finditer(bare))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def companies(text: str) -> Iterator[str]:
    """Companies that a text names with their legal form, in order."""
    found = [(m.start(), m.group()) for pattern in (COMPANY, HAN_COMPANY) for m in pattern.finditer(text)]
    for _, name in sorted(found):
        yield squash(name)


def listed(scope: str) -> Iterator[str]:
    """The names of an explicit list: after "… facilities of:", parted by semicolons, or as bullets."""
    for opening in _LISTED.finditer(scope):
        part = scope[opening.end() : opening.end() + 6_000]
        bulleted = _BULLET.match(part)
        items = _bullets(part) if bulleted else _PARTS.split(_SENTENCE_END.split(part, maxsplit=1)[0])
        for item in items:
            name = _leading_name(item)
            if name:
                yield name


def _bullets(part: str) -> Iterator[str]:
    """The items of a list with bullets, up to the first paragraph that has none."""
    lines: list[str] = []
    for paragraph in _ITEM_BEGINS.split(part):
        bullet = _BULLET.match(paragraph)
        if bullet is None and paragraph.strip():
            break
        if bullet:
            lines.append(paragraph[bullet.end() :])
    yield from lines


def _leading_name(item: str) -> str | None:
    """The name that a list's item begins with; None where it begins with none."""
    text = re.sub(r"^\s*(?:and|und|以及|和)\s+", "", item)
    for whole in (squash(text), squash(text.strip().split("\n", 1)[0])):
        for pattern in (COMPANY, HAN_COMPANY):
            company = pattern.match(whole)
            if company:
                return company.group()
        bare = squash(_BRACKETS.split(_MORE.split(whole, maxsplit=1)[0], maxsplit=1)[0]).strip(" .,:-–")
        begins = bare[:1].isupper() or bare[:1].isdigit() or HAN.match(bare)
        if begins and len(bare.split()) <= 8 and not _NOT_NAME & set(re.findall(r"\w+", bare.lower())):
            return bare
    return None


def label_names(label: str) -> Iterator[str]:
    """What a label may name: its parts between dashes, colons and "and"."""
    text = squash(label)[-200:]
    for part in re.split(r"\s?[:：–—|]\s?|\s-\s?|-\s|\s?[;；]\s?", text):
        for name in dict.fromkeys((part, *split_together(part))):
            bare = name.strip(" .,-–*•()（）")
            if (
                bare
                and len(bare) < 120
                and not _NOT_NAME & set(re.findall(r"\w+", bare.lower()))
                and (bare[0].isupper() or HAN.search(bare) or bare[0].isdigit())
            ):
                yield bare


def split_together(text: str) -> list[str]:
    """Part names that stand together: "A, B and C"."""
    return [part.strip() for part in re.split(r"\s(?:and|&|und|及|和)\s|,\s(?!Ltd|Inc|LLC)|、", text) if part.strip()]
