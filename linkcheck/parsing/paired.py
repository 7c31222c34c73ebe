"""Whose each of a sentence's URLs is, where names and URLs stand in one order: "A and B publish theirs at … and …
respectively", "… and … for A and B respectively", "…, the former for A and the latter for B".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Final

from linkcheck.parsing import labels, locators, meant, titles
from linkcheck.parsing.facilities import Named, Roster, every
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.parsing.sentences import last_sentence

LONGEST: Final = 2_000
"""Characters from the first URL of a sentence to its "respectively"."""

LONGEST_BEHIND: Final = 300
"""Characters behind the last URL up to which names may stand."""

MOST: Final = 20
"""URLs in one sentence."""

PAIR: Final = 2

_ORDER: Final = r"(?:\brespectively\b|\bin\s(?:that|this|the\ssame|the\s(?:above|given))\sorder\b|分别)"
_BEHIND: Final = re.compile(rf"[，,]?{_ORDER}", re.IGNORECASE)
_SAID: Final = re.compile(rf"{_ORDER}|\bthe\s(?:latter|second)\b", re.IGNORECASE)
_AHEAD: Final = re.compile(rf"{_ORDER}[^.;]{{0,30}}$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[\s,;()]*(?:(?:and|&|und|et|y|e|og|och)\s)?", re.IGNORECASE)
_NAMES: Final = re.compile(
    rf"[\s,(]{{0,3}}(?:for|of|from|by|being)\s(?P<names>[^.;\n]{{3,200}}?)[\s,(]{{1,3}}{_ORDER}", re.IGNORECASE
)
_FORMER: Final = re.compile(
    r"[\s,;()–-]{0,4}the\s(?:former|first)(?:\s(?:one|link|document))?\s(?P<first>[^.;\n]{2,80}?)[,;]?\s(?:and\s|but\s)?"
    r"the\s(?:latter|second)(?:\s(?:one|link|document))?\s(?P<second>[^.;\n]{2,80})",
    re.IGNORECASE,
)


def ahead(passage: Passage, mention: Mention, own: str, group: tuple[str, ...]) -> dict[int, str]:
    """The facilities of a group that is named before a URL, one for each URL from that one on, by its beginning."""
    text = passage.text
    if len(group) < PAIR:
        return {}
    if _AHEAD.search(own):
        listed = beside(passage, mention)[: len(group)]
    else:
        said = _BEHIND.search(text, mention.end, mention.end + LONGEST)
        if said is None or "\n\n" in text[mention.end : said.start()]:
            return {}
        listed = [mention, *passage.between(mention.end, said.start())]
    return {m.start: name for m, name in zip(listed, group, strict=True)} if len(listed) == len(group) else {}


def addressed(passage: Passage, mention: Mention, own: str, named: Sequence[Named], roster: Roster) -> dict[int, str]:
    """As many facilities as a sentence names before URLs that stand together, where the URLs' own words name some of
    them in that order, and no others; or each of them another one, in any order."""
    group = every(named)
    listed = beside(passage, mention) if len(group) >= PAIR else []
    told = [meant.at_address(m.url or "", roster, own) for m in listed] if len(listed) == len(group) else []
    if told and sorted(told) == sorted((name,) for name in group):
        return {m.start: name for m, (name,) in zip(listed, told, strict=True)}
    agree = any(told) and all(not words or words == (name,) for words, name in zip(told, group, strict=False))
    return {m.start: name for m, name in zip(listed, group, strict=True)} if agree else {}


def behind(passage: Passage, mention: Mention, own: str, roster: Roster) -> dict[int, str]:
    """The facilities that are named behind URLs which stand together, the first of which is `mention`; or in their
    own sentence, or the one before, where "respectively" stands behind them."""
    listed = beside(passage, mention)
    if len(listed) < PAIR or not _SAID.search(passage.text, listed[-1].end, listed[-1].end + LONGEST_BEHIND):
        return {}
    end = listed[-1].end
    after = passage.text[end : end + LONGEST_BEHIND]
    if place := next(iter(locators.places(after)), None):
        after = after[place.end :] if _BETWEEN.fullmatch(after[: place.start]) else after
    if former := _FORMER.match(after):
        each = (_only(former[part], roster) for part in ("first", "second"))
        group = tuple(name for name in each if name)
    else:
        named = _NAMES.match(after)
        hits = roster.named(named["names"], label=True) if named else []
        group = labels.nearest(named["names"], hits) if named else ()
    if not (group or titles.several(own)) and _BEHIND.match(after.lstrip(" ,")):
        start = mention.start - len(own)
        said = own if roster.mentioned(own) else last_sentence(passage.text[max(0, start - LONGEST) : start])
        group = every(roster.mentioned(said)) if all(hit.facility for hit in roster.named(said)) else ()
    return {m.start: name for m, name in zip(listed, group, strict=True)} if len(listed) == len(group) else {}


def _only(text: str, roster: Roster) -> str | None:
    named = every(roster.named(text, label=True))
    return named[0] if len(named) == 1 else None


def beside(passage: Passage, mention: Mention) -> list[Mention]:
    """A URL and those that stand together with it, but for places between."""
    listed = [mention]
    for left, right in pairwise([mention, *islice(passage.between(mention.end, mention.end + LONGEST), MOST)]):
        between = passage.text[left.end : right.start]
        for start, stop in reversed(locators.find(between).spans if re.search(r"\d", between) else ()):
            between = f"{between[:start]} {between[stop:]}"
        if not _BETWEEN.fullmatch(between):
            break
        listed.append(right)
    return listed
