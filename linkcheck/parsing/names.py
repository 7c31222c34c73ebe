"""Names of companies and sites as reports write them: legal forms, spellings, and the words that make a name.

Names are compared by their words in lower case, without the legal form and an article before them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from linkcheck.parsing.characters import squash, word_list

_FORMS: Final = (
    r"Co(?:mpany|\.)?,?\s?(?:Ltd|Limited|LLC|KG|Inc)\b\.?",
    r"(?:GmbH|AG|SE)\s?&\s?Co\.?\s?(?:KGaA|KG|OHG)\b",
    r"(?:Pty|Pvt|Pte)\.?\s?(?:Ltd|Limited)\b\.?",
    r"Sdn\.?\s?Bhd\b\.?",
    r"Sp\.\s?z\s?o\.?\s?o\.?",
    r"S\.?\s?p\.?\s?A\b\.?",
    r"S\.?\s?r\.?\s?l\b\.?",
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

_WORD: Final = r"(?:[A-ZÀ-ÖØ-Þ][\w&’'.+/-]{0,60}|\d{1,3}(?=\s[A-Z(]))"
_BEGIN: Final = r"(?<![\w&’'.+/-])"
_SMALL: Final = r"(?:of|de|du|da|di|and|&|in|do|y|und)"

_PLACE_WITHIN: Final = r"\([A-Z][a-z]\w{0,30}\)"
COMPANY: Final = re.compile(
    rf"{_BEGIN}{_WORD}(?:[ \n](?:{_SMALL}[ \n])?(?:{_WORD}|{_PLACE_WITHIN})){{0,9}}?[ \n,]{{1,2}}{FORM}"
    rf"(?:,?[ ]?{FORM})?(?!\w)"
)
"""A company's name with its legal form, also one with its place within ("Northwind (Foshan) Profiles Co., Ltd.")."""

_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w’'-]{0,40}"
_PLACE_BEHIND: Final = re.compile(rf"(?:,|[ ][-–])?[ ]{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}}(?=\s*(?:[\n,;.(]|$))")
_SITE_BEHIND: Final = re.compile(
    rf"\s[–—-]\s(?={_CAPITAL}|\d)(?:[^\W_][\w’'-]*\s){{0,5}}?"
    r"(?i:plants?|works|mills?|smelter|refinery|foundry|casthouse|factory|mine|unit|site|facility|division|cent(?:er|re)"
    r"|planta|f[áa]brica|usina?|usine|werk|stabilimento|fundici[óo]n|mina|(?:pot)?lines?)\b"
    rf"(?:\s(?:(?:de|do|da|du|di|of)\s)?(?:{_CAPITAL}|\d[\d–-]*)){{0,4}}(?=\s*(?:[\n,;:.(]|$|[–—-]\s))"
)
"""The site behind a company's name."""

_TOWN: Final = rf"{_CAPITAL}(?:[ ](?:[a-z]{{2,3}}[ ])?{_CAPITAL}){{0,3}}"
_ADDRESS: Final = re.compile(rf"(?:,[ ]{_TOWN}){{2,}}$")
"""A town and what it lies in."""

PLACE_AFTER: Final = re.compile(rf"(?:,|\s[–—-]|\s?\()\s?(?P<place>{_TOWN})(?=\s*(?:[,;.()\n]|$|[–—-]\s))")
"""Where a site is, behind its name."""

_PLACE: Final = r"[A-Z][\w .’'-]{2,40}(?:, ?[A-Z][\w .’'-]{2,40})?"
PLACED: Final = re.compile(
    rf"{_BEGIN}(?P<name>{_WORD}(?:[ \n](?:{_SMALL}[ \n])?{_WORD}){{0,6}})[ \n]?\((?P<place>{_PLACE})\)"
)
"""A site with its place in brackets, as certification scopes list them: "Hamburg Rolling Mill (Germany)"."""

TOKEN: Final = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
HAN: Final = re.compile(r"[⺀-鿿豈-﫿]")

GENERIC: Final = word_list("facility site plant location")
"""Words that say no more than that a name is one of a site."""

_ONE: Final = {
    "facilities": "facility", "sites": "site", "plants": "plant", "locations": "location", "mills": "mill",
    "smelters": "smelter", "casthouses": "casthouse", "refineries": "refinery", "foundries": "foundry",
    "factories": "factory", "units": "unit",
}  # fmt: skip
_NUMBERED: Final = word_list("no nr num number")
_BEFORE_NAME: Final = word_list("for at in of from the")

_NOT_NAME: Final = word_list(
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
_LISTED: Final = re.compile(
    r"(?:facilit(?:y|ies)|sites?|plants?|locations?|compan(?:y|ies)|subsidiar(?:y|ies)|operations|smelters?|casthouses?|mills?)"
    r"[^:;•\n]{0,100}(?:\n[^:;•\n]{0,100})?[:：]",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"\s*(?:[•●▪■◦‣∙·○\uf0b7\uf0a7]|[-–*](?=\s)|\(?\d{1,2}[.)](?=\s))[ \t]*")
_ITEM_BEGINS: Final = re.compile(r"\n(?=\n)|(?=\n[ \t]*(?:[•●▪■◦‣∙·○\uf0b7\uf0a7]|[*–-][ \t]|\(?\d{1,2}[.)][ \t]))")
LONGEST_OPENING: Final = 200
"""Characters of a line before the word for sites that a list's items may follow."""

_NOUNS: Final = (
    r"(?:facilit(?:y|ies)|sites?|plants?|locations?|compan(?:y|ies)|subsidiar(?:y|ies)|operations|smelters?"
    r"|casthouses?|mills?|works|refiner(?:y|ies)|foundr(?:y|ies)|factor(?:y|ies))"
)
_BEFORE_ENUMERATION: Final = re.compile(
    rf"\b{_NOUNS}\s(?:(?:of|in|at|named|namely|called|are|is|being|include[sd]?|including|covers?|located)[\s,]{{1,2}}){{0,3}}"
    r"(?:the\s)?(?=[A-ZÀ-ÖØ-Þ⺀-鿿])"
)
_RUN: Final = rf"{_WORD}(?:[ \n](?:{_WORD}|\d{{1,3}}\b)){{0,5}}"
_BEFORE_NOUN: Final = re.compile(
    rf"\b(?:the|its|at|in|of)\s(?P<names>{_RUN}(?:,\s(?:the\s)?{_RUN}){{0,20}}(?:,?\s(?:and|&)\s(?:the\s)?{_RUN})?)"
    rf"\s(?:(?:production|rolling|manufacturing|extrusion)\s)?{_NOUNS}\b"
)
_CAPITALS: Final = re.compile(rf"{_WORD}(?:\s(?:(?:of|de|du|da|di|do|y)\s)?(?:{_WORD}|\d{{1,3}}\b))*(?:\s{_NOUNS}$)?")
"""A name's words with capitals, and what it is where that ends it ("Hamburg smelter")."""

_COMMAS: Final = re.compile(
    r",\s(?!Ltd|Limited|Inc|LLC|KG)(?:and\s|as\swell\sas\s)?|\s(?:and|&|as\swell\sas)\s|\s*[;；、]\s*"
)
_ACCENT: Final = re.compile(r"[\u0300-\u036f]")
_PARTS: Final = re.compile(r"\s*[;；、]\s*(?:and\s)?")
_SENTENCE_END: Final = re.compile(
    r"\n\n|(?<=\.)[ \t]*\n(?=[A-Z])|。|\n(?=(?:The|Every|All|Each|This|These|No|It|In|For|During)\s)"
)
_MORE: Final = re.compile(
    r",?\s(?:and|with|including|located|situated|in|at|which|as\swell\sas)\s(?:the\s)?(?=[a-z])|\.\s(?=[A-Z])|\s[–—-]\s(?=[a-z])"
)
_COUNT: Final = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s+")
_LEAD: Final = re.compile(r"^(?i:for|at|in|from)\s(?:the\s)?(?=[A-ZÀ-ÖØ-Þ\d])")
_TAIL: Final = re.compile(r"[)）]?\s(?:and|und|&)\s*$")
_BRACKETS: Final = re.compile(r"\s*(?:[(（][^()（）]*[)）]|\[[^\[\]]*\])\s*")
_CODE: Final = re.compile(
    r"\s*(?P<code>[A-Z][A-Z\d]{1,7}|(?:Site|Plant|Facility|Location|Unit)\s(?:\d{1,2}|[A-Z]))(?:\s?[:=]\s?|\s[–—-]\s)(?=[^\W\d_a-z])"
)
"""What a list may call a site before its name: "KW: Kalmar Works"."""


def core(name: str) -> tuple[str, ...]:
    """A name's words in lower case, without its legal form and a leading article."""
    bare = squash(name)
    if _ONLY_FORM.fullmatch(bare):
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
    found = [Token(_plain(m.group()), m.start(), m.end()) for m in TOKEN.finditer(text)]
    return [
        token
        for n, token in enumerate(found)
        if token.word not in _NUMBERED or n + 1 == len(found) or not found[n + 1].word.isdigit()
    ]


def _plain(word: str) -> str:
    folded = word.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", folded)))
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


def listed(scope: str) -> Iterator[str]:
    """The names of an explicit list: after "… facilities of:", parted by semicolons, or as bullets."""
    for opening in _LISTED.finditer(scope):
        line = scope[max(0, opening.start() - LONGEST_OPENING) : opening.start()].rpartition("\n")[2]
        if _BULLET.match(line):
            continue
        part = scope[opening.end() : opening.end() + 6_000]
        items = list(_bullets(part)) if _BULLET.match(part) else _parts(part)
        if len(items) > 1 or len(list(_members(items[0] if items else ""))) < 2:
            yield from _told_apart(items)


def _listed_name(item: str) -> str | None:
    """The name of a list's item: with the site behind the company's ("Northwind, S.A. – Planta Norte"), and without an
    address of town and region ("Northwind Works, Hamilton, Ontario")."""
    name = _leading_name(item)
    if name is None:
        return None
    begins = item.find(name)
    site = _SITE_BEHIND.match(item, begins + len(name)) if begins >= 0 else None
    return squash(item[begins : site.end()]) if site else (_ADDRESS.sub("", name) or name)


def _told_apart(items: Sequence[str]) -> Iterator[str]:
    """The name that each item begins with; where two begin with one company's, each with the place behind it."""
    codes = [found["code"] for item in items if (found := _CODE.match(item))]
    if len({*codes}) == len(items) > 1:
        items = [_CODE.sub("", item, count=1) for item in items]
    names = [(item, name) for item in items if (name := _listed_name(item))]
    alike = len({core(name) for _, name in names}) < len(names)
    for item, name in names:
        placed = _PLACE_BEHIND.match(item, item.index(name) + len(name)) if alike and name in item else None
        yield f"{name}{placed.group()}" if placed else name


def _parts(text: str) -> list[str]:
    """What semicolons part, up to the sentence's end."""
    return _PARTS.split(_SENTENCE_END.split(text, maxsplit=1)[0])


def enumerated(scope: str) -> Iterator[str]:
    """What may be names in prose: "the sites A, B and C", "the A, B and C plants", "at the Hamburg site"."""
    for opening in _LISTED.finditer(scope):
        part = scope[opening.end() : opening.end() + 6_000]
        if not _BULLET.match(part) and len(_parts(part)) == 1:
            yield from _members(_parts(part)[0])
    for opening in _BEFORE_ENUMERATION.finditer(scope):
        part = _SENTENCE_END.split(scope[opening.end() : opening.end() + 3_000], maxsplit=1)[0]
        yield from _members(part)
    for found in _BEFORE_NOUN.finditer(scope):
        yield from _members(found["names"])


def _members(text: str) -> Iterator[str]:
    """The names of an enumeration, up to the first part that is none."""
    for item in _COMMAS.split(_BRACKETS.sub(" ", text)):
        name = _leading_name(item)
        if name is None or _ONLY_FORM.match(name):
            return
        capitals = _CAPITALS.match(name)
        yield capitals.group() if capitals else name
        if capitals and capitals.end() < len(name):
            return


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
    text = re.sub(r"^\s*(?:(?:and|und|以及|和)\s+)?(?:the\s+)?", "", item)
    for whole in (squash(text), squash(text.strip().split("\n", 1)[0])):
        for pattern in (COMPANY, HAN_COMPANY):
            company = pattern.match(whole)
            if company:
                return company.group()
        bare = squash(_MORE.split(_BRACKETS.split(whole, maxsplit=1)[0], maxsplit=1)[0]).strip(" .,:-–")
        begins = bare[:1].isupper() or bare[:1].isdigit() or HAN.match(bare)
        if begins and len(bare.split()) <= 8 and not _NOT_NAME & set(re.findall(r"\w+", bare.lower())):
            return bare
    return None


def label_names(label: str) -> Iterator[str]:
    """What a label may name: its parts between dashes, colons and "and"."""
    text = _COUNT.sub("", squash(label)[-200:])
    for part in re.split(r"\s?[:：–—|]\s?|\s-\s?|-\s|\s?[;；]\s?", text):
        for name in dict.fromkeys((part, *split_together(part))):
            bare = _LEAD.sub("", _TAIL.sub("", name).strip(" .,-–*•()（）"))
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
