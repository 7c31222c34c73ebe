"""Facilities that prose names one after the other: "the sites A, B and C", "the A, B and C plants"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from linkcheck.parsing.characters import UPPER, squash
from linkcheck.parsing.names import COMPANY, HAN, HAN_COMPANY, NOT_NAME, ONLY_FORM, WORD

_NOUNS: Final = (
    r"(?:facilit(?:y|ies)|sites?|plants?|locations?|compan(?:y|ies)|subsidiar(?:y|ies)|operations|smelters?"
    r"|casthouses?|mills?|works|refiner(?:y|ies)|foundr(?:y|ies)|factor(?:y|ies))"
)
_BEFORE_ENUMERATION: Final = re.compile(
    rf"\b{_NOUNS}\s(?:(?:of|in|at|named|namely|called|are|is|being|include[sd]?|including|covers?|located)[\s,]{{1,2}}){{0,3}}"
    rf"(?:the\s)?(?=[{UPPER}⺀-鿿])"
)
_RUN: Final = rf"{WORD}(?:[ \n](?:{WORD}|\d{{1,3}}\b)){{0,5}}"
_BEFORE_NOUN: Final = re.compile(
    rf"\b(?:the|its|at|in|of)\s(?P<names>{_RUN}(?:,\s(?:the\s)?{_RUN}){{0,20}}(?:,?\s(?:and|&)\s(?:the\s)?{_RUN})?)"
    rf"\s(?:(?:production|rolling|manufacturing|extrusion)\s)?{_NOUNS}\b"
)
_CAPITALS: Final = re.compile(rf"{WORD}(?:\s(?:(?:of|de|du|da|di|do|y)\s)?(?:{WORD}|\d{{1,3}}\b))*(?:\s{_NOUNS}$)?")
"""A name's words with capitals, and what it is where that ends it ("Hamburg smelter")."""

SENTENCE_END: Final = re.compile(
    r"\n\n|(?<=\.)[ \t]*\n(?=[A-Z])|。|\n(?=(?:The|Every|All|Each|This|These|No|It|In|For|During)\s)"
)
_COMMAS: Final = re.compile(
    r",\s(?!Ltd|Limited|Inc|LLC|KG)(?:and\s|as\swell\sas\s)?|\s(?:and|&|as\swell\sas)\s|\s*[;；、]\s*"
)
_MORE: Final = re.compile(
    r",?\s(?:and|with|including|located|situated|in|at|which|as\swell\sas)\s(?:the\s)?(?=[a-z])|\.\s(?=[A-Z])|\s[–—-]\s(?=[a-z])"
)
_BRACKETS: Final = re.compile(r"\s*(?:[(（][^()（）]*[)）]|\[[^\[\]]*\])\s*")


def enumerated(scope: str) -> Iterator[str]:
    """What may be names in prose: "the sites A, B and C", "the A, B and C plants", "at the Hamburg site"."""
    for opening in _BEFORE_ENUMERATION.finditer(scope):
        part = SENTENCE_END.split(scope[opening.end() : opening.end() + 3_000], maxsplit=1)[0]
        yield from members(part)
    for found in _BEFORE_NOUN.finditer(scope):
        yield from members(found["names"])


def members(text: str) -> Iterator[str]:
    """The names of an enumeration, up to the first part that is none."""
    for item in _COMMAS.split(_BRACKETS.sub(" ", text)):
        name = _leading_name(item)
        if name is None or ONLY_FORM.match(name):
            return
        capitals = _CAPITALS.match(name)
        yield capitals.group() if capitals else name
        if capitals and capitals.end() < len(name):
            return


def _leading_name(item: str) -> str | None:
    """The name that a list's item begins with; None where it begins with none."""
    text = re.sub(r"^\s*(?:(?:and|und|以及|和)\s+)?(?:the\s+)?", "", item)
    for whole in (squash(text), squash(text.strip().split("\n", 1)[0])):
        for pattern in (COMPANY, HAN_COMPANY):
            company = pattern.match(whole)
            if company:
                return company.group()
        bare = squash(_MORE.split(_BRACKETS.split(whole, maxsplit=1)[0], maxsplit=1)[0]).strip(" .,:-–")
        begins = bare[:1].isupper() or bare[:1].isdigit() or HAN.match(bare)
        if begins and len(bare.split()) <= 8 and not NOT_NAME & set(re.findall(r"\w+", bare.lower())):
            return bare
    return None
