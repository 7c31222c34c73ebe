"""Where in the cited document: "page 26-27", "pp. 3, 8 and 12 to 48", "section 4.1.3, page 14 and section 4.3"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from linkcheck.parsing.internal import is_internal
from linkcheck.parsing.statutes import is_of_law
from linkcheck.report import Locators

_TO: Final = (
    r"(?:\s?(?:[-‐-―~～〜]|to|through|until|bis|至)\s?"
    r"|\s(?:à|au|a|al|ao|til|till|tot|t/m|s/d|sampai|đến)\s)"
)
_AND: Final = (
    r"\s?(?:,\s?(?:and|et|und)(?=\s)|,|;|&|/|\+|and|or|und|y|et|及|和|、|・|(?:e|i|og|och|en|dan|ve)(?=\s))\s?"
)
_PAGE: Final = r"(?!19\d\d(?!\d))(?:1\d{3}|\d{1,3})(?![\d%]|\.\d)"
PAGES_WORD: Final = (
    r"(?:pages?|pgs?\.?|pp\.?|p\.|p(?=\s?\d)|slides?|Seiten?|(?<![\w.])S\.(?=\s?\d)|p[áa]ginas?|p[áa]gs?\.|str\."
    r"|pagg?\.|pagin[ae](?:’?s)?|blz\.?|bladzijden?|sid(?:e|er|an|or|orna)?(?=\s\d)|sid\.|siv(?:u|ut)(?=\s\d)"
    r"|sayfa|halaman|hal\.|muka\ssurat|trang|strana|strany|стр\.|с\.(?=\s?\d)|σελ\.|صفحة"
    r"|第(?!\s?[\d.]{1,6}\s?[章节節条]))"
)
_PAGES_BEHIND: Final = r"\s?(?:页|頁|ページ|쪽|페이지|\.\s?oldal)"
_ROMAN: Final = r"(?-i:(?:X{1,2}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{2,3}|I(?=[,;.)–-]|\s(?:and|to|et|y|e|und)\s))(?!\w))"
_SECTION: Final = rf"(?:[A-OQ-Z]?\d{{1,3}}(?:\.\d{{1,3}}){{0,5}}(?:[a-z](?!\w))?(?![\d%])|{_ROMAN})"
SECTIONS_WORD: Final = (
    r"(?:sub-?sections?|sections?|sect?\.|chapters?|chap\.|ch\.|paragraphs?|para\.|clauses?|items?"
    r"|(?:points?|punkte?|puntos?|pontos?|punten)(?=\s\d)|notes?(?=\s\d{1,3}\.\d)"
    r"|§{1,2}|Kapitel|Kap\.|Abschnitte?n?|Ziffer|chapitres?|cap[íi]tulos?|cap\.|capitol[oi]|secci[óo]n(?:es)?"
    r"|se(?:c)?ç(?:ão|ões)|sezion[ei]|apartados?|kapitt?el|kapitler|avsnitt|afsnit|hoofdstuk(?:ken)?|paragraaf|luku"
    r"|rozdzia[łl]\w{0,2}|poglavje|bölüm|bab(?=\s\d)|第(?=\s?[\d.]{1,6}\s?[章节節]))"
)
_NUMBER: Final = r"(?:\s?(?:nos?\.?|numbers?|#)|(?<=s)\sare(?=\s\d))?"


def _listed(word: str, number: str) -> re.Pattern[str]:
    """The word with one number, a range, or a list of them, in which the word may come again."""
    again = rf"(?:{word}\s{{0,3}})?"
    one = rf"{number}(?:\s?[页頁章节節])?(?:{_TO}{again}{number})?"
    return re.compile(
        rf"(?:(?<!\w)|(?=第)){word}{_NUMBER}[:：]?\s{{0,3}}(?P<list>{one}(?:{_AND}{again}{one}){{0,40}})(?:\s?[页頁章节節])?",
        re.IGNORECASE,
    )


_PAGES: Final = _listed(PAGES_WORD, _PAGE)
_SECTIONS: Final = _listed(SECTIONS_WORD, _SECTION)


def _more(number: str) -> re.Pattern[str]:
    one = rf"{number}(?:\s?[页頁章节節])?(?:{_TO}{number})?"
    return re.compile(rf"{one}(?:{_AND}{one}){{0,10}}", re.IGNORECASE)


_COUNTED: Final = re.compile(
    rf"(?<![\d.,第共全])(?P<list>{_PAGE}(?:{_TO}{_PAGE})?(?:{_AND}{_PAGE}(?:{_TO}{_PAGE})?){{0,10}}){_PAGES_BEHIND}"
)
"""Pages with the word behind them: "12-14ページ"."""

_MORE_PAGES: Final = _more(_PAGE)
_MORE_SECTIONS: Final = _more(_SECTION)
_RANGE: Final = re.compile(rf"({_PAGE})页?{_TO}(?:{PAGES_WORD}\s{{0,3}})?({_PAGE})|({_PAGE})", re.IGNORECASE)
_SECTION_RANGE: Final = re.compile(rf"({_SECTION}){_TO}({_SECTION})|({_SECTION})", re.IGNORECASE)


_OF_ALL: Final = re.compile(r"(?:page|pg\.?|p\.?|S\.|Seite)\s?(?P<page>\d{1,4})\s?/\s?(?P<all>\d{1,4})", re.IGNORECASE)
"""One page of so many, "page 5/21"; "page 5/6" may be two."""


_TOPIC: Final = re.compile(r"\s?\([^()\d\n]{2,60}(?:\s\d{1,4})?\)(?:[,;]\s?|\s)(?:(?:and|&|und|et|y|e)\s)?(?=\d)")
"""What is shown there, before a number without a word: "pages 12-15 (governance), 28 (materiality) and 90"."""

MOST_TOPICS: Final = 20


class Place(NamedTuple):
    """Pages, or sections, named together: what they are, and where in a text they stand."""

    start: int
    end: int
    locators: Locators


class Found(NamedTuple):
    """The locators in a text, and where their words stand."""

    locators: Locators
    spans: tuple[tuple[int, int], ...]


def find(text: str) -> Found:
    """All locators in a text, in order: ranges as "26-27", each page or section once."""
    found = [_with_topics(text, place) for place in places(text)]
    return Found(together(place.locators for place in found), tuple((place.start, place.end) for place in found))


def places(text: str) -> list[Place]:
    """The same one by one, in order."""
    pages = [Place(*match.span(), Locators(pages=_pages(match))) for match in _PAGES.finditer(text)]
    taken = {place.end for place in pages}
    pages += [
        Place(*match.span(), Locators(pages=_numbers(_RANGE, match["list"])))
        for match in _COUNTED.finditer(text)
        if match.end() not in taken
    ]
    sections = [
        Place(*match.span(), Locators(sections=_numbers(_SECTION_RANGE, match["list"])))
        for match in _SECTIONS.finditer(text)
    ]
    found = (place for place in (*pages, *sections) if not _of_others(text, place))
    return sorted(found, key=lambda place: (place.start, place.end))


def _with_topics(text: str, place: Place) -> Place:
    """A place with the further numbers of its list, in which brackets say what is shown where."""
    for _ in range(MOST_TOPICS):
        topic = _TOPIC.match(text, place.end)
        more = numbered(text, topic.end(), place.locators) if topic else None
        if more is None:
            break
        place = Place(place.start, more.end, together((place.locators, more.locators)))
    return place


def _of_others(text: str, place: Place) -> bool:
    section = bool(place.locators.sections)
    return is_of_law(text, place.start, place.end, section=section) or is_internal(text, place.end)


def together(several: Iterable[Locators]) -> Locators:
    """The locators of several in one, each page or section once."""
    found = list(several)
    pages = dict.fromkeys(page for one in found for page in one.pages)
    sections = dict.fromkeys(section for one in found for section in one.sections)
    return Locators(pages=tuple(pages), sections=tuple(sections))


def _pages(match: re.Match[str]) -> tuple[str, ...]:
    of_all = _OF_ALL.fullmatch(match.group())
    if of_all and int(of_all["all"]) > int(of_all["page"]) + 1:
        return (of_all["page"],)
    return _numbers(_RANGE, match["list"])


def _numbers(ranges: re.Pattern[str], listed: str) -> tuple[str, ...]:
    return tuple(f"{a}-{_whole(a, b) if ranges is _RANGE else b}" if a else c for a, b, c in ranges.findall(listed))


def numbered(text: str, at: int, like: Locators) -> Place | None:
    """Numbers without a word at a place of a text, of the kind that was named before them."""
    found = (_MORE_PAGES if like.pages else _MORE_SECTIONS).match(text, at)
    if not found:
        return None
    if like.pages:
        return Place(*found.span(), Locators(pages=_numbers(_RANGE, found.group())))
    return Place(*found.span(), Locators(sections=_numbers(_SECTION_RANGE, found.group())))


def _whole(first: str, last: str) -> str:
    """A range's last number, written out where it was cut short: "102-4" ends with 104."""
    written = first[: len(first) - len(last)] + last
    return written if int(last) < int(first) < int(written) else last
