"""Where in the cited document, said behind its URL: "…pdf, page 33", "…pdf (material topics: page 20)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from linkcheck.parsing import titles
from linkcheck.parsing.characters import BULLET_MARKS
from linkcheck.parsing.facilities import Roster, every
from linkcheck.parsing.locators import PAGES_WORD, SECTIONS_WORD, Place, find, places, together
from linkcheck.parsing.sentences import segments
from linkcheck.report import Locators

_NAMED_PART: Final = (
    rf"(?:(?:{SECTIONS_WORD}|annex|appendix|tables?|figures?|sheet)\s[^\n,;.:()]{{1,60}}?,?\s?\(?"
    rf"(?:on\s|at\s)?(?={PAGES_WORD}))?"
)
"""What else is named before a page: "chapter Environment (p. 33)", "Table 4 on page 31"."""

_REMARK: Final = r"(?:\s\([^()\d\n]{2,40}\)|,\s(?-i:[a-z][a-z ]{1,30})(?=,))?"
"""What is said of a document before its pages: "(German only)", ", summary only,"."""

_AFTER: Final = re.compile(
    rf"[)\]]?{_REMARK}\s{{0,3}}[,;，、；]?\s?(?P<open>[(\[（–-])?\s?(?:(?:please\s)?(?:see|refer\sto|vgl\.)\s)?"
    r"(?:(?:also|especially|particularly|specifically|mainly|in\sparticular)\s)?(?:(?:on|at|from)\s)?(?:the\s)?"
    rf"{_NAMED_PART}(?={PAGES_WORD}|{SECTIONS_WORD})",
    re.IGNORECASE,
)

_WHAT: Final = r"(?-i:(?:[A-Z]{2,6}\s)?[a-z][\w’'-]{1,30})(?:\s(?-i:[a-z][\w&’'-]{0,30})){0,4}"
_INDEX: Final = re.compile(r"\b(?:content\s)?index\b", re.IGNORECASE)
"""A part of a report, and no document: "(GRI index on page 90)"."""

_TOPIC: Final = re.compile(
    rf"(?:[)\]]?\s?[,;]|\s?[(（–-])?\s?(?:and\s)?(?P<what>{_WHAT}):?\s(?:(?:on|at)\s)?(?={PAGES_WORD}\s?\d)",
    re.IGNORECASE,
)
"""What is shown on the pages that follow: ", governance approach page 24", "(material topics: page 20"."""

_FOR: Final = re.compile(rf"\s(?:for|on|about)\s{_WHAT}(?=\s?[,;.)]|\s(?:and|&)\s|$)", re.IGNORECASE)
"""The same behind pages: "page 9-15 for governance"."""

_OTHERS: Final = re.compile(r"\s?(?:of\s|in\s|https?:|www\.)", re.IGNORECASE)
"""Behind pages that are another document's."""

_BETWEEN: Final = re.compile(r"[\s,;&(（]*(?:and\s|of\s|in\s|at\s|on\s)?")
"""What stands between two places in one document."""

_SECTION_BEHIND: Final = re.compile(rf"[)\]）][,;]?\s(?:and\s)?(?={SECTIONS_WORD})", re.IGNORECASE)
"""What stands between pages in brackets and a section: "(p. 3), section 2.1"."""

_OF_NEXT: Final = re.compile(r"\s(?:of|in|at|from|on)\s(?:https?:|www\.)", re.IGNORECASE)
"""Behind pages of the next URL: "page 6 of https://…"."""

_NEXT: Final = re.compile(r"[\s,;.–-]{0,3}(?:https?:|www\.)", re.IGNORECASE)
"""The next URL: what stands between two may be the label of either."""


_OF_SOME: Final = re.compile(
    r"\s(?:of|in)\s(?:(?:the|this|that)\s)?same\s(?P<same>[\w&’'-]{2,30})"
    r"|\sof\s(?:the|its|their|an?|our)\s(?P<what>[\w&’'-]{2,30}(?:\s[\w&’'-]{2,30})?)"
)
_OF_IT: Final = re.compile(r"\s(?:of|in)\s(?:it|them)\b|\sthereof\b")
"""Behind pages of what was just cited: "but section 2.2 of it relies on …"."""

_KIND: Final = re.compile(r"\s(?:of|in)\s(?:the|this|that)\s(?:same\s)?(?P<noun>[a-z]{4,20})(?![\w-])")
"""Behind pages of what is cited, by its kind: "section 9 of the permit"."""

_SEE: Final = re.compile(rf"\s*[(\[]?(?:please\s)?see\s(?:also\s)?(?={PAGES_WORD}|{SECTIONS_WORD})", re.IGNORECASE)
_ITS: Final = re.compile(rf"\s*(?:It|They)\s|{_SEE.pattern}", re.IGNORECASE)
"""The beginning of a sentence that is said of the document before it, whatever else it names."""

LONGEST_BEHIND: Final = 600
MOST_SENTENCES: Final = 4
"""Characters and sentences behind a URL in which more is looked for that is said of its document."""

_ITEM: Final = re.compile(rf"\s*[{BULLET_MARKS}*–-]\s?[^:\n]{{2,60}}(?::|\s[–-])\s(?:on\s|see\s)?")
"""What a bullet says of the place behind it."""

_SHOWN: Final = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|stands?|appears?|starts?|begins?|runs?)\s(?:(?:also|only|further)\s)?"
    r"(?:(?:to\sbe\s)?(?:\w{2,14}ed|found|shown|given|set\sout|laid\sdown|seen|known|written|dealt\swith)\s"
    r"(?:\w{2,12}ly\s|(?:in\sdetail|out)\s)?)?(?:in|on|at|from|under|by)"
    r"|(?:listed|shown|given|described|reported|presented|set\sout|laid\sdown|summari[sz]ed|published|found)\s(?:in|on|at))"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
"""What is said of a part of a document before its place: "the channel is described in chapter 6"."""

_CODED: Final = re.compile(r"(?<![\w./-])(?P<code>[A-Z][A-Z\d]{0,9}(?:-[A-Z\d]{1,10}){1,5})[,:]?\s\(?$")
"""A document's code before a place: "procedure VA-EK-12, page 4"."""

_BACK: Final = re.compile(
    r"\s?\b(?:of|in)\s(?:the|that|this)\s(?:same\s)?(?:report|document|plan|policy|statement|code|study|assessment)\b",
    re.IGNORECASE,
)
"""What a paragraph of its own says of the document before it."""


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
        if _OF_NEXT.match(text, stop):
            break
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


def find_further(own: str, after: str, roster: Roster, *, more: bool, only: bool) -> Locators:
    """Locators of what the rest of a URL's sentence, and the few behind it, say of its document: "; see page 4",
    "Limits are stated on pages 3 and 4."

    `own` is what stands before the URL, `after` what behind it, up to the next one if there are `more`: the last
    sentence is that one's. Nothing of sentences that name another document, or facility. `only`: its finding cites no
    other URL, so that what is shown somewhere, also in another paragraph, is shown in its document.
    """
    found: list[Locators] = []
    known = {*every(roster.named(own[-LONGEST_BEHIND:], label=True))}
    end = len(after.rstrip())
    for segment in islice(segments(after[:LONGEST_BEHIND], 0, min(end, LONGEST_BEHIND)), MOST_SENTENCES):
        sentence = after[segment.start : segment.end]
        if more and segment.end >= end:
            break
        named = places(sentence)
        if "\n" in after[: segment.start]:
            its = only and (_is_shown(sentence, named) or titles.alike(sentence, own))
            if not (its or _SEE.match(sentence) or _BACK.search(sentence) or _is_item(sentence, named)):
                break
        if not named or not known.issuperset(every(roster.named(sentence))):
            continue
        bare = _INDEX.sub("", _without(sentence, named))
        another = not _ITS.match(sentence) and titles.names_another(bare, own)
        found += [place.locators for place in named if _of_it(sentence, place, own, another=another)]
    return together(found)


def _is_item(line: str, named: Sequence[Place]) -> bool:
    """Is a line below a URL an item of what is shown where: "- Energy: pages 3 and 4"? `named`: its places."""
    return (
        bool(named)
        and _ITEM.fullmatch(line, 0, named[0].start) is not None
        and not line[named[-1].end :].strip(" .;,\n")
    )


def _is_shown(sentence: str, named: Sequence[Place]) -> bool:
    """Does a sentence say what stands at the first of its places?"""
    return bool(named) and _SHOWN.search(sentence, 0, named[0].start) is not None


def _of_it(sentence: str, place: Place, own: str, *, another: bool) -> bool:
    """Are pages those of the URL's document, as what stands before the URL and behind them says ("of that Plan")?

    `another`: the sentence names some other document, too.
    """
    coded = _CODED.search(sentence, 0, place.start)
    if coded and coded["code"] not in own:
        return False
    another = another and not _SHOWN.search(sentence, 0, place.start)
    said = _BACK.match(sentence, place.end)
    if said and titles.alike(said.group(), own):
        return True
    kind = _KIND.match(sentence, place.end)
    if kind and titles.alike(kind["noun"], own):
        return True
    if _OF_IT.match(sentence, place.end):
        return True
    of = _OF_SOME.match(sentence, place.end)
    if of and of["same"]:
        return not titles.names_another(of["same"], own)
    return not another and (said is not None or of is None or titles.words_in(of["what"], own))


def _without(sentence: str, named: Sequence[Place]) -> str:
    for place in reversed(named):
        sentence = f"{sentence[: place.start]} ; {sentence[place.end :]}"
    return sentence


def _topic(line: str, place: int) -> int:
    """Where the page's word begins that stands behind what is shown there; 0 where another document is named."""
    found = _TOPIC.match(line, place)
    if not found or ("(" not in found.group()[:3] and titles.is_title(_INDEX.sub("", found["what"]))):
        return 0
    end = next((stop for start, stop in find(line).spans if start == found.end()), None)
    return found.end() if end and not _OTHERS.match(line, end) else 0


def _below(text: str) -> tuple[str, str, str]:
    """A text that begins with a line's end: its first line with that, and what follows."""
    line, end, below = text[1:].partition("\n")
    return f"\n{line}", end, below


def _only_places(line: str, below: str) -> bool:
    """Is a line below a URL nothing but pages or sections, and no label of a URL that follows?"""
    spans = find(line).spans
    rest = "".join(c for n, c in enumerate(line) if not any(start <= n < end for start, end in spans))
    return bool(spans) and not rest.strip(" \n.,;&") and not re.match(r"\s*(?:https?:|www\.)", below, re.IGNORECASE)
