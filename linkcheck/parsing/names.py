"""Names of companies and sites as reports write them: legal forms, spellings, and the words that make a name.

Names are compared by their words in lower case, without the legal form and an article before them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from linkcheck.parsing.characters import UPPER, squash, word_list

_FORMS: Final = (
    r"Co(?:mpany|\.)?,?\s?(?:Ltd|Limited|LLC|KG|Inc)\b\.?",
    r"(?:GmbH|AG|SE)\s?&\s?Co\.?\s?(?:KGaA|KG|OHG)\b",
    r"(?:Pty|Pvt|Pte)\.?\s?(?:Ltd|Limited)\b\.?",
    r"Sdn\.?\s?Bhd\b\.?",
    r"Sp\.\s?z\s?o\.?\s?o\.?",
    r"S\.?\s?p\.?\s?A\b\.?",
    r"S\.?\s?r\.?\s?l\b\.?",
    r"Ges\.?\s?m\.?\s?b\.?\s?H\b\.?",
    r"S\.(?:R\.L|A\.(?:I\.)?C|A\.C\.I)\b\.?",
    r"S\.A(?:\.S|\.U)?\b\.?(?:\sde\sC\.V\b\.?)?",
    r"S\.\s?de\s?R\.\s?L\.(?:\sde\sC\.\s?V\.)?",
    r"S\.\s?à\s?r\.\s?l\.",
    r"S\.L(?:\.[UP])?\b\.?",
    r"s\.\s?r\.\s?o\.",
    r"(?:A\.Ş|K\.K|d\.d)\.",
    r"(?:B\.V|N\.V|A\.S|W\.L\.L|L\.L\.C)\b\.?",
    r"B\.S\.C\.(?:\s?\(c\))?",
    r"P\.?J\.?S\.?C\b\.?",
    r"Q\.?P?\.?S\.?C\b\.?",
    r"(?:Ltd|Inc|Corp|Ltda|Lda|Kft|Zrt|Tbk|ApS)\b\.?",
    r"(?:Limited|Corporation|GmbH|KGaA|AG|LLC|LLP|PLC|plc|ASA|AS|SAS|SARL|SpA|BV|NV|Oyj?|AB|OJSC|JSC|DOOEL|E?OOD)\b",
    r"SE\b(?!\s[A-Z])",
    r"A/S|d\.o\.o\.|a\.s\.",
    r"Co\b\.?",
)
"""Legal forms of companies, the longer before the shorter."""

FORM: Final = f"(?:{'|'.join(_FORMS)})"
FORM_AFTER: Final = re.compile(rf"\)?[\s,.]{{0,3}}{FORM}(?:,?\s?{FORM})?")
"""A legal form behind a name that was found without it."""

ONLY_FORM: Final = re.compile(rf"[\s,.]*{FORM}[\s,.]*")
_FORM_AT_END: Final = re.compile(rf"[\s,.]{{1,3}}{FORM}[\s,.]*$")

WORD: Final = rf"(?:[{UPPER}][\w&’'.+/-]{{0,60}}|\d{{1,3}}(?=\s[A-Z(]))"
_BEGIN: Final = r"(?<![\w&’'.+/-])"
_SMALL: Final = r"(?:of|de|du|da|di|and|&|in|do|y|und)"

_PLACE_WITHIN: Final = r"\((?:[A-Z][a-z]\w{0,30}|UK|USA?|UAE|PRC|HK)\)"
COMPANY: Final = re.compile(
    rf"{_BEGIN}{WORD}(?:[ \n](?:{_SMALL}[ \n])?(?:{WORD}|{_PLACE_WITHIN})){{0,9}}?[ \n,]{{1,2}}{FORM}"
    rf"(?:,?[ ]?{FORM})?(?!\w)"
)
"""A company's name with its legal form, also one with its place within ("Northwind (Foshan) Profiles Co., Ltd.")."""

CAPITAL: Final = rf"[{UPPER}][\w’'-]{{0,40}}"
TOWN: Final = rf"{CAPITAL}(?:[ ](?:[a-z]{{2,3}}[ ])?{CAPITAL}){{0,3}}"
PLACE_AFTER: Final = re.compile(rf"(?:,|\s[–—-]|\s?\()\s?(?P<place>{TOWN})(?=\s*(?:[,;.()\n]|$|[–—-]\s))")
"""Where a site is, behind its name."""

_PLACE: Final = r"[A-Z][\w .’'-]{2,40}(?:, ?[A-Z][\w .’'-]{2,40})?"
PLACED: Final = re.compile(
    rf"{_BEGIN}(?P<name>{WORD}(?:[ \n](?:{_SMALL}[ \n])?{WORD}){{0,6}})[ \n]?\((?P<place>{_PLACE})\)"
)
"""A site with its place in brackets, as certification scopes list them: "Hamburg Rolling Mill (Germany)"."""

TOKEN: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
HAN: Final = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
"""Ideographs, kana and hangul: no letters of private use, which bullets are."""

GENERIC: Final = word_list("facility site plant location")
"""Words that say no more than that a name is one of a site."""

_ONE: Final = {
    "facilities": "facility", "sites": "site", "plants": "plant", "locations": "location", "mills": "mill",
    "smelters": "smelter", "casthouses": "casthouse", "refineries": "refinery", "foundries": "foundry",
    "factories": "factory", "units": "unit", "mines": "mine",
}  # fmt: skip
_NUMBERED: Final = word_list("no nr num number")
NEXT_NUMBER: Final = re.compile(
    r"\s?(?:,\s?and|,|&|/|\+|and|und|及|和|、)\s?(?P<whole>(?:No\.?\s)?(?P<number>\d{1,3}|[A-Z]))(?![\w%]|\.\d)"
)
"""A further number behind a name that ends with one: "Plants 1 and 2", "No. 1 and No. 2"."""

NUMBER_ALONE: Final = re.compile(r"(?:^|[^\w\s])\W*\bNo\.?\s$|\b(?:and|of|for|at|in|the)\sNo\.?\s$")
"""What stands before a number that is a site's whole name: "No. 2", and no "boiler No. 2"."""

_BEFORE_NAME: Final = word_list("for at in of from the")

NOT_NAME: Final = word_list(
    "available disclosed disclose published report reports policy policies please refer following follows below website"
    " link links page pages chapter section at see is are has have was were the this these each all url http https web"
    " source details information complaints for entity note notes criterion criteria scope version english chinese"
    " german french spanish portuguese norwegian icelandic arabic japanese korean italian dutch russian"
)
"""Words that no facility's name has."""

HAN_COMPANY: Final = re.compile(
    r"[⺀-鿿豈-﫿]{2,30}?(?:[(（][⺀-鿿豈-﫿]{2,8}[)）][⺀-鿿豈-﫿]{0,30}?)?(?:有限责任公司|股份有限公司|有限公司)"
)
"""A Chinese company's name with its legal form."""

_HAN_FORM: Final = re.compile(r"(?<=[⺀-鿿豈-﫿])(?:有限责任公司|股份有限公司|有限公司|公司)$")
_ACCENT: Final = re.compile(r"[\u0300-\u036f]")
_LETTERS: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that addresses write otherwise, and that no accent is part of."""

_ELISION: Final = re.compile(r"(?:[dl]|(?:d|n)?ell|all|dall|sull)[’'](?=\w{3})", re.IGNORECASE)
"""Articles and prepositions that an apostrophe joins to a name, in French, Italian and Catalan."""

_COUNT: Final = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s+")
_LEAD: Final = re.compile(rf"^(?i:for|at|in|from)\s(?:the\s)?(?=[{UPPER}\d])")
_TAIL: Final = re.compile(r"[)）]?\s(?:and|und|&)\s*$")


def core(name: str) -> tuple[str, ...]:
    """A name's words in lower case, without its legal form and a leading article."""
    bare = squash(name)
    if ONLY_FORM.fullmatch(bare):
        return ()
    for _ in range(2):
        cut = _HAN_FORM.sub("", _FORM_AT_END.sub("", bare))
        bare = cut if cut else bare
    found = tuple(token.word for token in tokens(bare))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


class Token(NamedTuple):
    """A word as names are compared by it, and its place in the text."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """A text's words: without accents, genitive, and "No." before a number; "Plants" is "plant"."""
    found = [_token(m) for m in TOKEN.finditer(text)]
    return [
        token
        for n, token in enumerate(found)
        if token.word not in _NUMBERED or n + 1 == len(found) or not found[n + 1].word.isdigit()
    ]


def _token(found: re.Match[str]) -> Token:
    """A word, without what an apostrophe joins to it: "d’Aulne" is "Aulne"."""
    joined = _ELISION.match(found.group())
    begins = joined.end() if joined and joined.group()[0].islower() else 0
    return Token(_plain(found.group()[joined.end() if joined else 0 :]), found.start() + begins, found.end())


def _plain(word: str) -> str:
    folded = word.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", folded)))
        folded = folded.translate(_LETTERS)
    folded = re.sub(r"[’']s?$", "", folded)
    folded = folded.lstrip("0") or folded if folded.isdigit() else folded
    return _ONE.get(folded, folded)


def essence(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words without "for" before them and "facility", "site" or "plant" around: ("plant", "6") stays."""
    start, end = 0, len(words)
    while start < end - 1 and words[start] in _BEFORE_NAME:
        start += 1
    while end > start + 1 and words[end - 1] in GENERIC:
        end -= 1
    if end > start + 1 and words[start] in GENERIC and len(words[start + 1]) > 2 and not words[start + 1].isdigit():
        start += 1
    return words[start:end]


def companies(text: str) -> Iterator[str]:
    """Companies that a text names with their legal form, in order."""
    found = [(m.start(), m.group()) for pattern in (COMPANY, HAN_COMPANY) for m in pattern.finditer(text)]
    for _, name in sorted(found):
        yield squash(name)


def label_names(label: str) -> Iterator[str]:
    """What a label may name: its parts between dashes, colons and "and"."""
    text = _COUNT.sub("", squash(label)[-200:])
    for part in re.split(r"\s?[:：–—|]\s?|\s-\s?|-\s|\s?[;；]\s?", text):
        for name in dict.fromkeys((part, *split_together(part))):
            bare = _LEAD.sub("", _TAIL.sub("", name).strip(" .,-–*•()（）"))
            if (
                bare
                and len(bare) < 120
                and not NOT_NAME & set(re.findall(r"\w+", bare.lower()))
                and (bare[0].isupper() or HAN.search(bare) or bare[0].isdigit())
            ):
                yield bare


def split_together(text: str) -> list[str]:
    """Part names that stand together: "A, B and C"."""
    return [part.strip() for part in re.split(r"\s(?:and|&|und|及|和)\s|,\s(?!Ltd|Inc|LLC)|、", text) if part.strip()]
