"""Lists of facilities, item by item: each facility's name, and what else the list says that it is called by.

An item begins with the name. Behind it come, in any order and with any marks between, where the site is, what it does,
how many work there, and other names: "Alder Smelter, Harbour Road 2, Alton 3900. Primary smelter, 1,140 employees".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Final, NamedTuple

from linkcheck.parsing import enumerations
from linkcheck.parsing.characters import BULLET_MARKS, squash, word_list
from linkcheck.parsing.countries import first_in
from linkcheck.parsing.enumerations import SENTENCE_END, members
from linkcheck.parsing.names import CAPITAL, COMPANY, HAN, HAN_COMPANY, NOT_NAME, TOWN, core
from linkcheck.parsing.sitekinds import kinds_in

_SITES: Final = (
    r"(?:facilit(?:y|ies)|sites?|plants?|locations?|compan(?:y|ies)|subsidiar(?:y|ies)|operations|smelters?"
    r"|casthouses?|mills?|works|foundr(?:y|ies)|refiner(?:y|ies)|factor(?:y|ies)|mines?|units)"
)
_LISTED: Final = re.compile(rf"{_SITES}[^:;•\n]{{0,100}}(?:\n[^:;•\n]{{0,100}})?[:：]", re.IGNORECASE)
_BULLET: Final = re.compile(rf"\s*(?:[{BULLET_MARKS}]|[-–*](?=\s)|\(?\d{{1,2}}[.)](?=\s))[ \t]*")
_ITEM_BEGINS: Final = re.compile(rf"\n(?=\n)|(?=\n[ \t]*(?:[{BULLET_MARKS}]|[*–-][ \t]|\(?\d{{1,2}}[.)][ \t]))")
_PARTS: Final = re.compile(r"\s*[;；、]\s*(?:and\s)?")
LONGEST_OPENING: Final = 200
"""Characters of a line before the word for sites that a list's items may follow."""

LONGEST_LIST: Final = 6_000
"""Characters of a list."""

MOST_LISTS: Final = 50
"""Lists in a certification scope."""

LONGEST_NAME: Final = 8
"""Words of a name without a legal form."""

PLACES: Final = 3
"""Places behind a name: town, region, country."""

_CODE: Final = re.compile(
    r"^\s*(?P<code>[A-Z][A-Z\d]{1,7}|(?:Site|Plant|Facility|Location|Unit)\s(?:\d{1,2}|[A-Z]))"
    r"(?:\s?[:=]\s?|\s[–—-]\s)(?=[^\W\d_a-z])"
)
"""What a list may call a site before its name: "KW: Kalmar Works"."""

_CODE_BEHIND: Final = re.compile(r"\s[–—-]\s(?P<code>[A-Z]{1,4}\d{0,2})\s*$")
"""The same behind all that it says of it: "Kalmar Works, Sweden – K1"."""

_CODE_BRACKETED: Final = re.compile(r"\s?[(（\[][“\"‘]?(?P<code>[A-Z][A-Z\d]{1,5}(?:-\d{1,2})?)[”\"’]?\s?[)）\],;]")
"""The same in brackets right behind the name, and no country's: "Kalmar Works (KW)"."""

_CODE_LABELLED: Final = re.compile(
    r"\b(?i:(?:code|abbreviation|abbr\.|short\s(?:name|form)|acronym)(?:\s[a-z]{2,10}){0,3}\s?[:=])\s?(?P<code>[A-Z][A-Z\d-]{0,7})\b"
)
"""The same behind a label: "Code in this report: KW"."""

_LEAD: Final = re.compile(r"^\s*(?:(?:and|und|以及|和)\s+)?(?:the\s+)?")
_NAME_ENDS: Final = re.compile(
    r"\s?[(（\[]|\s[–—]\s|\s-\s|\s?[:：](?=\s|$)|\s?[;；|]|,\s(?=[a-z\d])|(?<=[^\W\d_]{3})\.(?=\s|$)"
    r"|,?\s(?:and|with|including|located|situated|in|at|near|which|as\swell\sas)\s(?:the\s)?(?=[a-z])"
)
_COUNTED: Final = re.compile(r"[\d.,\s]+[^\W\d_A-Z]|[\d.,\s]*$")
"""What begins with a quantity, as a head count does: "640 employees"."""

_STREET: Final = re.compile(
    r"(?i:.*(?:street|road|avenue|lane|drive|boulevard|highway|quay|stra(?:ß|ss)e|str\.|gata|gatan|v[äa]gen|vej|veien"
    r"|gade|weg|laan|straat|katu|tie)(?:\s\d+\s?\w?)?|(?:via|viale|piazza|rua|rue|calle|avenida|av\.|ul\.|ulica|unit|lot"
    r"|block|p\.?\s?o\.?\sbox|no\.)\s.*|\d+\w?\s.*)"
)
_HOUSE: Final = re.compile(r".*[^\W\d_]{3,}\s\d{1,4}\s?[A-Za-z]?")
_POSTCODE: Final = re.compile(r"^(?:[A-Z]{1,2}-)?\d{3,6}\s+|\s\d{3,6}$|^near\s")
_ADDRESS: Final = re.compile(
    r"(?P<street>[^,;\n\d]{3,60}\s\d{1,4}\s?[A-Za-z]?),\s(?:[A-Z]{1,2}-)?\d{4,6}(?:\s[A-Z]{2})?\s(?=[^\W\d_a-z])"
)
"""A street with its house's number before a postcode and a town: "Havenkade 3, 4004 LA Lume"."""

_PLACES_END: Final = re.compile(r"\s*(?:[,;|()（）]|\s[–—-]\s)\s*")
_PLACES_AND_MORE: Final = re.compile(r"(?P<places>[^:：.]*(?:(?<!\w{3})\.[^:：.]*)*)")

_SITE_WORD: Final = (
    r"(?i:plants?|works|mills?|smelter|refinery|foundry|casthouse|factory|mine|unit|site|facility|division|cent(?:er|re)"
    r"|warehouse|terminal|port|planta|unidade?|unit[àé]|f[áa]brica|usina?|usine|werk|stabilimento|fundici[óo]n|mina|(?:pot)?lines?)"
)
_WORDS: Final = rf"(?:{CAPITAL}|\d[\d–-]*|de|do|da|du|di|of|y|and|e)"
_SITE_BEHIND: Final = re.compile(
    rf"(?:,|\s[–—-])?\s(?={CAPITAL}|\d)(?:{_WORDS}\s){{0,5}}?{_SITE_WORD}\b(?:\s{_WORDS}){{0,4}}(?=\s*(?:[\n,;:.(]|$|[–—-]\s))"
)
"""The site behind a company's name: "– Planta Norte", "Alder Works"."""

_SAYS_KIND: Final = re.compile(rf"\b{_SITE_WORD}\b")
_WORKS_AT: Final = re.compile(rf"{_SITE_WORD}\s(?P<town>{TOWN})")
"""A site of a company by its town: "Werk Alder"."""

_TOWN_BEHIND: Final = re.compile(rf",\s{TOWN}(?=\s*(?:[,;:.(（]|$|[–—-]\s))")
_DASHED_TOWN: Final = re.compile(rf"[ ][-–—][ ]{TOWN}(?=\s*(?:[(（;]|$))")
_CALLED: Final = re.compile(r"\s?\([^()“”\"]{0,30}[“\"](?P<name>[^()“”\"]{2,40})[”\"]\)")
"""What a site is called in brackets: "(“Alder”)", "(hereinafter “Alder”)"."""

_PLACE_BEHIND: Final = re.compile(rf"(?:,|[ ][-–—])?[ ]{TOWN}(?=\s*(?:[\n,;:.(]|$))")

_OTHER: Final = re.compile(
    r"(?:\b(?i:formerly|former(?:\sname)?|previously|named|called|renamed\sfrom|referred\sto\sas|abbreviated|short(?:ly)?"
    r"|(?:also\s)?known\sas|until\s\d{4})\s?:?\s(?:(?:known|called)\s)?(?:as\s)?)"
    rf"(?:[“\"„‘](?P<quoted>[^“”\"’]{{2,40}})[”\"’“]|(?P<plain>{CAPITAL}(?:\s(?:(?:[A-Z]\.)+|{CAPITAL}|[a-zà-ÿ]{{3,}}(?=\s[^\W\d_]))){{0,6}}))"
)
"""Another name within an item: "Referred to as “Alder”", "formerly Alderworks Ltd"."""

_KIND: Final = re.compile(
    r"\b(?:(?P<what>[a-z-]{3,40})\s)?(?P<noun>mine|mill|smelter|casthouse|foundry|refinery|port|terminal|plant|warehouse"
    r"|farm|quarry|power\sstation)\b",
    re.IGNORECASE,
)
_NEARBY: Final = re.compile(r"(?<=\w{3})\.\s|\b(?:near|next\sto|beside|close\sto|supplie[sd]|from|for|of)\b")
"""Where what a list says a site is ends: what lies near it, and whom it supplies, are others."""

MOST_KINDS: Final = 4
"""Kinds that one site may be: "smelter and casthouse"."""

_NO_KIND: Final = word_list("and the one one-site this each former")


class Site(NamedTuple):
    """A facility of a list: its name, other names, where it is, and what it is in small letters ("rolling mill", "wind
    farm"); `more` is all that the list says of it behind its name."""

    name: str
    others: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    kinds: tuple[tuple[str, ...], ...] = ()
    more: str = ""


def listed(scope: str) -> Iterator[Site]:
    """The facilities of an explicit list: after "… facilities of:", parted by semicolons, or as bullets."""
    for part in _behind_openings(scope):
        items = list(_bullets(part)) if _BULLET.match(part) else parts(part)
        if len(items) > 1 or len([*members(items[0] if items else "")]) < 2:
            yield from read(items)


def _behind_openings(scope: str) -> Iterator[str]:
    """What stands behind words that may open a list, but for those within a list's item."""
    lines = (
        scope[max(0, o.start() - LONGEST_OPENING) : o.start()].rpartition("\n")[2] for o in _LISTED.finditer(scope)
    )
    openings = (o for o, line in zip(_LISTED.finditer(scope), lines, strict=True) if not _BULLET.match(line))
    for opening in islice(openings, MOST_LISTS):
        yield scope[opening.end() : opening.end() + LONGEST_LIST]


def enumerated(scope: str) -> Iterator[str]:
    """What may be names in prose, also behind a colon where a list may stand: "The sites: A, B and C"."""
    for part in _behind_openings(scope):
        if not _BULLET.match(part) and len(parts(part)) == 1:
            yield from members(parts(part)[0])
    yield from enumerations.enumerated(scope)


def parts(text: str) -> list[str]:
    """What semicolons part, up to the sentence's end."""
    return _PARTS.split(SENTENCE_END.split(text, maxsplit=1)[0])


def _bullets(part: str) -> Iterator[str]:
    """The items of a list with bullets, up to the first paragraph that has none."""
    for paragraph in _ITEM_BEGINS.split(part):
        bullet = _BULLET.match(paragraph)
        if bullet is None and paragraph.strip():
            return
        if bullet:
            yield paragraph[bullet.end() :]


def read(items: Sequence[str]) -> list[Site]:
    """The facility of each item that begins with a name; where two begin alike, each with what stands behind.

    So does one of a company whose sites all begin with its name: "Skerry Norge – Alderby" beside "Skerry Lume", and one
    that is called by its town for short.
    """
    coded = [code for code in (_CODE, _CODE_BEHIND) if len({*(codes := _codes(code, items))} - {""}) == len(codes) > 1]
    codes = _codes(coded[0], items) if coded else [""] * len(items)
    firsts = [_first(coded[0].sub("", item, count=1) if coded else item) for item in items]
    ends = [name_end(text) for text in firsts]
    names = [core(text[:end]) for text, end in zip(firsts, ends, strict=True)]
    company = len(names) > 1 and len({name[:1] for name in names}) == 1
    sites = []
    for item, text, end, code in zip(items, firsts, ends, codes, strict=True):
        if end:
            alike = names.count(core(text[:end])) > 1 or (company and _is_branch(text, end)) or _is_called(text, end)
            placed = _PLACE_BEHIND.match(text, end) if alike else None
            end = placed.end() if placed else end
            whole = squash(item)
            sites.append(_site(text[:end], whole[whole.index(text[:end]) + end :], code))
    return sites


def _is_branch(text: str, end: int) -> bool:
    """Does a town stand behind a dash, and before it nothing that says what the site is?"""
    town = _DASHED_TOWN.match(text, end)
    return town is not None and not says_kind(text[:end]) and first_in(town.group()) is None


def _is_called(text: str, end: int) -> bool:
    """Is a town behind a dash what the site is called for short: "Skerry Lume – Alderby (“Alderby”)"?"""
    town = _DASHED_TOWN.match(text, end)
    called = _CALLED.match(text, town.end()) if town else None
    return town is not None and called is not None and town.group().lstrip(" –—-").strip() == called["name"].strip()


def says_kind(name: str) -> bool:
    """Does a name say what the site is: "Alder Mill", "Planta Norte"?"""
    return bool(_SAYS_KIND.search(name) or kinds_in(core(name)))


def _codes(pattern: re.Pattern[str], items: Sequence[str]) -> list[str]:
    """What each item is called by such a code, nothing where it has none."""
    return [found["code"] if (found := pattern.search(item)) else "" for item in items]


def _first(item: str) -> str:
    """An item up to where a sentence that is no more of it begins, without what may stand before the name."""
    return squash(_LEAD.sub("", SENTENCE_END.split(item.lstrip(), maxsplit=1)[0]))


def is_name(text: str) -> bool:
    """Does a text begin with what may be a facility's name?"""
    return name_end(_first(text)) > 0


def name_end(text: str) -> int:
    """Where the name ends that an item begins with; 0 where it begins with none."""
    company = COMPANY.match(text) or HAN_COMPANY.match(text)
    if company:
        site = _SITE_BEHIND.match(text, company.end())
        town = None if site else _TOWN_BEHIND.match(text, company.end())
        site = town if town and not first_in(town.group()) else site
        return site.end() if site else company.end()
    found = _NAME_ENDS.search(text)
    end = found.start() if found else len(text)
    if found and (site := _SITE_BEHIND.match(text, end)):
        end = site.end()
    name = text[:end].partition(", ")[0].rstrip(" .,:-–")
    return len(name) if _is_name(name) and not is_address(text) else 0


def is_address(text: str) -> bool:
    """Does a text begin with an address in place of a name?"""
    found = _ADDRESS.match(text)
    return found is not None and not says_kind(found["street"])


def _is_name(name: str) -> bool:
    words = re.findall(r"\w+", name.lower())
    return (
        bool(name[:1].isupper() or name[:1].isdigit() or HAN.match(name))
        and 0 < len(name.split()) <= LONGEST_NAME
        and NOT_NAME.isdisjoint(words)
        and not _COUNTED.match(name)
        and not _STREET.fullmatch(name)
    )


def is_place(text: str) -> bool:
    """May a text be a town's name, and no street's?"""
    return re.fullmatch(TOWN, text) is not None and not _STREET.fullmatch(text)


def _site(name: str, rest: str, code: str) -> Site:
    behind = _CODE_BRACKETED.match(rest)
    bracketed = behind["code"] if behind and not first_in(behind["code"]) else ""
    labelled = _CODE_LABELLED.search(rest)
    others = [*filter(None, (code, bracketed, labelled["code"] if labelled else ""))]
    others += [squash(found["quoted"] or found["plain"]) for found in _OTHER.finditer(rest)]
    _, place, town = name.rpartition(", ")
    named_by = _WORKS_AT.fullmatch(town)
    towns = ((town, named_by["town"]) if named_by else (town,)) if place else ()
    is_it = _NEARBY.split(rest, maxsplit=1)[0]
    said = (f"{found['what'] or ''} {found['noun']}".lower().split() for found in _KIND.finditer(is_it))
    kinds = dict.fromkeys(tuple(word for word in words if word not in _NO_KIND) for words in said)
    return Site(name, tuple(others), (*towns, *_places(rest)), tuple(kinds)[:MOST_KINDS], rest)


def _places(rest: str) -> Iterator[str]:
    """Towns and what they lie in right behind a name, streets left out."""
    found = _PLACES_AND_MORE.match(rest)
    pieces = (_POSTCODE.sub("", piece.strip()) for piece in _PLACES_END.split(found["places"] if found else ""))
    apart = [piece for piece in pieces if piece and not (_STREET.fullmatch(piece) or _HOUSE.fullmatch(piece))]
    yield from [*takewhile(is_place, apart)][:PLACES]
