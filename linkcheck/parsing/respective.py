"""Pages and sections that a sentence names in the order of its URLs: "… and … (pages 4 and 6 respectively)", "the
Policy and the Report (chapter 2): … and … respectively"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from linkcheck.parsing import locators, shares, titles
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.report import Locators

LONGEST: Final = 2_000
"""Characters from the first URL of a sentence to its "respectively"."""

LONGEST_BEHIND: Final = 80
"""Characters from the last URL to it."""

_SAID: Final = re.compile(r"(?<!\w)(?:respectively|jeweils|respectivement|respectivamente)(?!\w)|分别", re.IGNORECASE)
_NEXT: Final = re.compile(r"(?:\s\([^()\d\n]{2,30}\))?[\s,;()]*(?:(?:and|&|und|et|y|e|en|og|och)\s)?", re.IGNORECASE)

_OF_DOCUMENT: Final = re.compile(r"\s(?:of|in|from)\s(?:the|its|their|an?)\s")
"""Between a page and its document: "page 4 of the Permit and page 6 of the Report"."""

MOST: Final = 20
"""URLs in one sentence."""

_BOTH: Final = re.compile(
    r"(?:\s\([^()\d\n]{2,30}\))?[\s,;(]{0,3}(?P<both>(?:both|each|all)\s)?(?:(?:on|at|see)\s)?", re.IGNORECASE
)
_EACH: Final = re.compile(r"\s(?:each|(?:in|of)\s(?:both|each))(?!\w)", re.IGNORECASE)


def places(passage: Passage, mention: Mention, own: str) -> dict[int, Locators]:
    """What each of a sentence's URLs, by its beginning, has of the places named; nothing without "respectively".

    `own` is what stands before the first of them, `mention`.
    """
    text = passage.text
    if both := _both(passage, mention):
        return both
    said = _SAID.search(text, mention.end, mention.end + LONGEST)
    listed = (mention, *passage.between(mention.end, said.start())) if said else (mention,)
    if said is None or len(listed) < 2 or said.start() - listed[-1].end > LONGEST_BEHIND:
        return {}
    if not all(_NEXT.fullmatch(text, a.end, b.start) for a, b in pairwise(listed)):
        return {}
    behind = text[listed[-1].end : said.end()]
    named = locators.places(behind)
    if named and shares.RESPECTIVELY.match(behind, named[-1].end):
        each = shares.one_by_one(locators.together(place.locators for place in named))
    else:
        each = _by_title(own, len(listed)) if _NEXT.fullmatch(behind[: -len(said.group())]) else []
    return {m.start: found for m, found in zip(listed, each, strict=True)} if len(each) == len(listed) else {}


def goes_on(passage: Passage, mention: Mention) -> bool:
    """Does another URL stand beside one: "https://… and https://…"?"""
    following = next(iter(passage.between(mention.end, mention.end + LONGEST)), None)
    return following is not None and _NEXT.fullmatch(passage.text, mention.end, following.start) is not None


def _both(passage: Passage, mention: Mention) -> dict[int, Locators]:
    """The same places for each of the URLs that stand together: "… and …, both page 3", "…, page 3 each"."""
    text, listed = passage.text, [mention]
    for following in passage.between(mention.end, mention.end + LONGEST)[:MOST]:
        if not _NEXT.fullmatch(text, listed[-1].end, following.start):
            break
        listed.append(following)
    behind = text[listed[-1].end : listed[-1].end + LONGEST_BEHIND]
    lead = _BOTH.match(behind)
    place = next(iter(locators.places(behind)), None) if lead and len(listed) > 1 else None
    if not lead or place is None or place.start != lead.end() or not (lead["both"] or _EACH.match(behind, place.end)):
        return {}
    return {each.start: place.locators for each in listed}


def _by_title(own: str, count: int) -> list[Locators]:
    """The places behind each of so many documents that a sentence names, or before each of them; nothing where it
    names more or fewer."""
    text = own[-LONGEST:]
    named = locators.places(text)
    if len(named) == count and all(_OF_DOCUMENT.match(text, place.end) for place in named):
        return [place.locators for place in named]
    ends = [*titles.kinds_at(text), len(text)]
    if len(ends) != count + 1:
        return []
    return [locators.together(p.locators for p in named if a <= p.start < b) for a, b in pairwise(ends)]
