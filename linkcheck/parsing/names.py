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


def core(name: str) -> tuple[str, ...]:
    """A name's words in lower case, without its legal form and a leading article."""
    bare = squash(name)
    if _ONLY_FORM.fullmatch(bare):
        return ()
    for _ in range(2):
        cut = _FORM_AT_END.sub("", bare)
        bare = cut if cut else bare
    found = tuple(m.group().casefold() for m in TOKEN.finditer(bare))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def label_names(label: str) -> Iterator[str]:
    """What a label may name: its parts between dashes, colons and "and"."""
    text = squash(label)[-200:]
    for part in re.split(r"\s?[:：–—|]\s?|\s-\s?|-\s|\s?;\s?", text):
        for name in (part, *re.split(r"\s(?:and|&|und)\s|,\s(?=[A-Z])", part)):
            bare = name.strip(" .,-–*•()")
            if (
                bare
                and len(bare) < 120
                and not _NOT_NAME & set(re.findall(r"\w+", bare.lower()))
                and (bare[0].isupper() or HAN.search(bare) or bare[0].isdigit())
            ):
                yield bare
