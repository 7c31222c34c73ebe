"""Countries and their adjectives, by which reports speak of the sites there: "the Norwegian smelter", "our two plants
in Poland", "Austrian and Swiss sites: page 4"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from linkcheck.parsing.sitekinds import KIND_NOUNS, ONE

_TABLE: Final = """
    Argentina: Argentine Argentinian
    Armenia: Armenian
    Australia: Australian
    Austria Österreich: Austrian
    Azerbaijan: Azerbaijani
    Bahrain: Bahraini
    Belgium: Belgian
    Bosnia_and_Herzegovina Bosnia: Bosnian
    Brazil Brasil: Brazilian
    Bulgaria: Bulgarian
    Cameroon: Cameroonian
    Canada: Canadian
    Chile: Chilean
    China PRC: Chinese
    Colombia: Colombian
    Croatia: Croatian
    Czech_Republic Czechia: Czech
    Denmark Danmark: Danish
    Egypt: Egyptian
    Estonia: Estonian
    Finland Suomi: Finnish
    France: French
    Germany Deutschland: German
    Ghana: Ghanaian
    Greece: Greek Hellenic
    Guinea: Guinean
    Guyana: Guyanese
    Hungary: Hungarian
    Iceland: Icelandic
    India: Indian
    Indonesia: Indonesian
    Ireland: Irish
    Israel: Israeli
    Italy Italia: Italian
    Jamaica: Jamaican
    Japan: Japanese
    Kazakhstan: Kazakh Kazakhstani
    Kuwait: Kuwaiti
    Latvia: Latvian
    Lithuania: Lithuanian
    Luxembourg: Luxembourgish
    Malaysia: Malaysian
    Mexico México: Mexican
    Montenegro: Montenegrin
    Morocco: Moroccan
    Mozambique: Mozambican
    Netherlands Nederland: Dutch
    New_Zealand: _
    North_Macedonia: Macedonian
    Norway Norge: Norwegian
    Oman: Omani
    Poland Polska: Polish
    Portugal: Portuguese
    Qatar: Qatari
    Romania: Romanian
    Russia Russian_Federation: Russian
    Saudi_Arabia KSA: Saudi
    Serbia: Serbian
    Singapore: Singaporean
    Slovakia Slovak_Republic: Slovak Slovakian
    Slovenia: Slovenian Slovene
    South_Africa: South_African
    South_Korea Republic_of_Korea Korea: Korean South_Korean
    Spain España: Spanish
    Suriname: Surinamese
    Sweden Sverige: Swedish
    Switzerland Schweiz: Swiss
    Taiwan: Taiwanese
    Tajikistan: Tajik
    Thailand: Thai
    Türkiye Turkey: Turkish
    Ukraine: Ukrainian
    United_Arab_Emirates UAE: Emirati
    United_Kingdom UK Great_Britain England Scotland Wales: British English Scottish Welsh
    United_States_of_America United_States USA US U.S.: American
    Venezuela: Venezuelan
    Vietnam Viet_Nam: Vietnamese
"""
"""A country on each line, its other names, and behind the colon its adjectives; what has none is its own."""

_LINES: Final = [line.split(":") for line in _TABLE.strip().splitlines()]
_NAMED: Final = {
    name.replace("_", " "): names.split()[0].replace("_", " ") for names, _ in _LINES for name in names.split()
}
_SPOKEN: Final = _NAMED | {
    word.replace("_", " "): names.split()[0].replace("_", " ") for names, words in _LINES for word in words.split()
}


def _any(words: Iterator[str] | dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_COUNTRY: Final = re.compile(rf"(?<![\w-])(?:{_any(_NAMED)})(?![\w-])")
_ANY: Final = re.compile(rf"(?<![\w-])(?:{_any(_SPOKEN)})(?![\w-])")
_AND: Final = r"(?:,\s|,?\s(?:and|&|or|as\swell\sas)\s)(?:(?:the|in)\s){0,2}"
_PLURAL: Final = (
    r"[Ff]acilities|[Ss]ites|[Pp]lants|[Ll]ocations|[Oo]perations|[Uu]nits|[Ww]orks|[Cc]ompanies|[Ss]ubsidiaries"
    r"|[Ff]actories"
)
_SINGULAR: Final = (
    r"[Ff]acility|[Ss]ite|[Pp]lant|[Ll]ocation|[Oo]peration|[Uu]nit|[Ww]orks|[Cc]ompany|[Ss]ubsidiary|[Ff]actory"
)
_SITES: Final = re.compile(
    rf"(?<![\w-])(?P<where>(?:{_any(_SPOKEN)})(?:{_AND}(?:{_any(_SPOKEN)})){{0,5}})\s(?:(?!and\s)[a-z][a-z-]{{2,20}}\s){{0,2}}?"
    rf"(?:(?P<many>{_PLURAL})|(?P<one>{_SINGULAR})|(?P<kind>{KIND_NOUNS}))(?!\w)"
)
_SITES_IN: Final = re.compile(
    rf"\b(?:(?P<many>{_PLURAL})|(?P<one>{_SINGULAR})|(?P<kind>{KIND_NOUNS}))\s(?:(?:located|situated)\s)?in\s(?:the\s)?"
    rf"(?P<where>(?:{_any(_NAMED)})(?:{_AND}(?:{_any(_NAMED)})){{0,5}})(?!\w)"
)


LONGEST_CLAUSE: Final = 160
"""Characters before a URL in which such a clause is looked for."""

_LABEL: Final = re.compile(
    rf"\W{{0,3}}(?:(?:[Ff]or|[Ii]n|[Ff]rom)\s)?(?:the\s)?(?P<where>(?:{_any(_NAMED)})(?:{_AND}(?:{_any(_NAMED)})){{0,5}})"
    r"(?=\s?(?:[:：(,;]|[–—-]\s|$))"
)
"""A label that begins with nothing but countries: "Norway: page 2"."""


_CLAUSE: Final = re.compile(
    rf"(?:\bfor|(?:^|[:;,(]\s?|\band\s)in)\s(?:the\s)?(?P<where>(?:{_any(_NAMED)})(?:{_AND}(?:{_any(_NAMED)})){{0,5}})"
    rf"(?:,\s[^,;.:()]{{0,40}}\b(?:{_PLURAL}|{_SINGULAR})\sthere)?(?=[\s,:(]*$)"
)
"""The end of what stands before a URL: "…: in Chile, ", "… for Brazil, covering both plants there ("."""


class Abroad(NamedTuple):
    """Sites of some countries that a text names: `kind` what they are, if that is more than sites, `several` whether
    it speaks of several."""

    start: int
    end: int
    countries: tuple[str, ...]
    kind: str | None
    several: bool


def first_in(text: str) -> str | None:
    """The first country that a text names."""
    found = _COUNTRY.search(text)
    return _NAMED[found.group()] if found else None


def is_one(text: str) -> bool:
    """Is a text nothing but a country's name, or its adjective?"""
    return text in _SPOKEN


def sites_in(text: str) -> Iterator[Abroad]:
    """Where a text speaks of sites by their countries, in order for each way to do so."""
    for pattern in (_SITES, _SITES_IN):
        for found in pattern.finditer(text):
            kind = (found["kind"] or "").lower()
            several = bool(found["many"]) or kind in ONE
            yield Abroad(*found.span(), _countries(found["where"]), ONE.get(kind, kind) or None, several)
    if clause := _CLAUSE.search(text, max(0, len(text) - LONGEST_CLAUSE)):
        yield Abroad(*clause.span(), _countries(clause["where"]), None, True)


def label_in(text: str) -> Abroad | None:
    """The countries that a label begins with, for all sites there."""
    found = _LABEL.match(text)
    return Abroad(*found.span("where"), _countries(found["where"]), None, True) if found else None


def _countries(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_SPOKEN[word] for word in _ANY.findall(text)))
