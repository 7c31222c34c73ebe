"""Where in the cited document: "page 26-27", "pp. 3, 8 and 12 to 48", "section 4.1.3, page 14 and section 4.3"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from linkcheck.parsing import titles
from linkcheck.report import Locators

_TO: Final = r"(?:\s?(?:[-‐-―~～]|to|through|until|bis|至)\s?|\s(?:à|a|al|til)\s)"
_AND: Final = r"\s?(?:,\s?and|,|;|&|/|\+|and|or|und|y|et|及|和|、|e(?=\s))\s?"
_PAGE: Final = r"(?!19\d\d(?!\d))(?:1\d{3}|\d{1,3})(?![\d%]|\.\d)"
_PAGES_WORD: Final = (
    r"(?:pages?|pgs?\.?|pp\.?|p\.|p(?=\s?\d)|slides?|Seiten?|(?<![\w.])S\.(?=\s?\d)|p[áa]ginas?|p[áa]gs?\.|str\.|第)"
)
_SECTION: Final = r"[A-Z]?\d{1,3}(?:\.\d{1,3}){0,5}(?![\d%])"
_SECTIONS_WORD: Final = (
    r"(?:sub-?sections?|sections?|sec\.|chapters?|chap\.|ch\.|paragraphs?|para\.|clauses?|items?"
    r"|§{1,2}|Kapitel|Kap\.|Abschnitt)"
)
_NUMBER: Final = r"(?:\s?(?:nos?\.?|numbers?|#))?"


def _listed(word: str, number: str) -> re.Pattern[str]:
    """The word with one number, a range, or a list of them, in which the word may come again."""
    again = rf"(?:{word}\s{{0,3}})?"
    one = rf"{number}(?:\s?[页章节])?(?:{_TO}{again}{number})?"
    return re.compile(
        rf"(?:(?<!\w)|(?=第)){word}{_NUMBER}[:：]?\s{{0,3}}(?P<list>{one}(?:{_AND}{again}{one}){{0,40}})(?:\s?[页章节])?",
        re.IGNORECASE,
    )


_PAGES: Final = _listed(_PAGES_WORD, _PAGE)
_SECTIONS: Final = _listed(_SECTIONS_WORD, _SECTION)
_RANGE: Final = re.compile(rf"({_PAGE})页?{_TO}(?:{_PAGES_WORD}\s{{0,3}})?({_PAGE})|({_PAGE})", re.IGNORECASE)
_SECTION_RANGE: Final = re.compile(rf"({_SECTION}){_TO}({_SECTION})|({_SECTION})", re.IGNORECASE)


_OF_ALL: Final = re.compile(r"(?:page|pg\.?|p\.?|S\.|Seite)\s?(?P<page>\d{1,4})\s?/\s?(?P<all>\d{1,4})", re.IGNORECASE)
"""One page of so many, "page 5/21"; "page 5/6" may be two."""


class Found(NamedTuple):
    """The locators in a text, and where their words stand."""

    locators: Locators
    spans: tuple[tuple[int, int], ...]


def find(text: str) -> Found:
    """All locators in a text, in order: ranges as "26-27", each page or section once."""
    pages, sections, spans = [], [], []
    for match in _PAGES.finditer(text):
        spans.append(match.span())
        of_all = _OF_ALL.fullmatch(match.group())
        if of_all and int(of_all["all"]) > int(of_all["page"]) + 1:
            pages.append(of_all["page"])
            continue
        pages += [f"{a}-{_whole(a, b)}" if a else c for a, b, c in _RANGE.findall(match["list"])]
    for match in _SECTIONS.finditer(text):
        spans.append(match.span())
        sections += [f"{a}-{b}" if a else c for a, b, c in _SECTION_RANGE.findall(match["list"])]
    return Found(
        Locators(pages=tuple(dict.fromkeys(pages)), sections=tuple(dict.fromkeys(sections))), tuple(sorted(spans))
    )


def _whole(first: str, last: str) -> str:
    """A range's last number, written out where it was cut short: "102-4" ends with 104."""
    written = first[: len(first) - len(last)] + last
    return written if int(last) < int(first) < int(written) else last


_NAMED_PART: Final = (
    rf"(?:(?:{_SECTIONS_WORD}|annex|appendix|tables?|figures?|sheet)\s[^\n,;.:()]{{1,60}}?,?\s?\(?"
    rf"(?:on\s|at\s)?(?={_PAGES_WORD}))?"
)
"""What else is named before a page: "chapter Environment (p. 33)", "Table 4 on page 31"."""

_REMARK: Final = r"(?:\s\([^()\d\n]{2,40}\)|,\s(?-i:[a-z][a-z ]{1,30})(?=,))?"
"""What is said of a document before its pages: "(German only)", ", summary only,"."""

_AFTER: Final = re.compile(
    rf"[)\]]?{_REMARK}\s{{0,3}}[,;，、；]?\s?(?P<open>[(\[（–-])?\s?(?:(?:please\s)?(?:see|refer\sto|vgl\.)\s)?"
    r"(?:(?:also|especially|particularly|specifically|mainly|in\sparticular)\s)?(?:(?:on|at|from)\s)?(?:the\s)?"
    rf"{_NAMED_PART}(?={_PAGES_WORD}|{_SECTIONS_WORD})",
    re.IGNORECASE,
)

_WHAT: Final = r"(?-i:[a-z][\w’'-]{1,30})(?:\s(?-i:[a-z][\w&’'-]{0,30})){0,4}"
_TOPIC: Final = re.compile(
    rf"(?:[)\]]?\s?[,;]|\s?[(（–-])?\s?(?:and\s)?(?P<what>{_WHAT}):?\s(?:(?:on|at)\s)?(?={_PAGES_WORD}\s?\d)",
    re.IGNORECASE,
)
"""What is shown on the pages that follow: ", governance approach page 24", "(material topics: page 20"."""

_FOR: Final = re.compile(rf"\s(?:for|on|about)\s{_WHAT}(?=\s?[,;.)]|\s(?:and|&)\s|$)", re.IGNORECASE)
"""The same behind pages: "page 9-15 for governance"."""

_OTHERS: Final = re.compile(r"\s?(?:of\s|in\s|https?:|www\.)", re.IGNORECASE)
"""Behind pages that are another document's."""

_BETWEEN: Final = re.compile(r"[\s,;&(（]*(?:and\s|of\s|in\s|at\s|on\s)?")
"""What stands between two places in one document."""

_SECTION_BEHIND: Final = re.compile(rf"[)\]）][,;]?\s(?:and\s)?(?={_SECTIONS_WORD})", re.IGNORECASE)
"""What stands between pages in brackets and a section: "(p. 3), section 2.1"."""

_NEXT: Final = re.compile(r"[\s,;.–-]{0,3}(?:https?:|www\.)", re.IGNORECASE)
"""The next URL: what stands between two may be the label of either."""


def find_after(text: str) -> tuple[Locators, int] | None:
    """Locators that directly follow a URL ("…pdf, page 33", "…pdf (pp. 3-4)"), and how many characters they take.

    None where what follows is the next URL's label ("page 3: https://…").
    """
    line, _, below = text[:200].partition("\n") if text[:1] != "\n" else _below(text[:200])
    lead = _AFTER.match(line) if line[:1] != "\n" or line[1:2] in "([（" or _only_places(line, below) else None
    spans = find(line).spans
    begin = end = lead.end() if lead else 0
    topic = not lead or not any(start <= begin < stop for start, stop in spans)
    if topic:
        begin = end = _topic(line, 0)
    if not begin or begin >= len(line):
        return None
    for start, stop in spans:
        if stop <= end:
            continue
        section = _SECTION_BEHIND.match(line, end)
        if start > end and not _BETWEEN.fullmatch(line, end, start) and not (section and section.end() == start):
            said = _FOR.match(line, end)
            goes_on = said.end() if said else end
            if _topic(line, goes_on) != start and not re.fullmatch(r"\s?[,;&]?\s?(?:and\s)?", line[goes_on:start]):
                break
        end = stop
    labels_next = topic and _NEXT.match(text, end)
    if end == begin or labels_next or re.match(r"\s?[)\]）]?\s?[:：]", line[end:]):
        return None
    return find(line[:end]).locators, end


def _topic(line: str, place: int) -> int:
    """Where the page's word begins that stands behind what is shown there; 0 where another document is named."""
    found = _TOPIC.match(line, place)
    if not found or titles.is_title(found["what"]):
        return 0
    pages = _PAGES.match(line, found.end())
    return found.end() if pages and not _OTHERS.match(line, pages.end()) else 0


def _below(text: str) -> tuple[str, str, str]:
    """A text that begins with a line's end: its first line with that, and what follows."""
    line, end, below = text[1:].partition("\n")
    return f"\n{line}", end, below


def _only_places(line: str, below: str) -> bool:
    """Is a line below a URL nothing but pages or sections, and no label of a URL that follows?"""
    spans = find(line).spans
    rest = "".join(c for n, c in enumerate(line) if not any(start <= n < end for start, end in spans))
    return bool(spans) and not rest.strip(" \n.,;&") and not re.match(r"\s*(?:https?:|www\.)", below, re.IGNORECASE)
