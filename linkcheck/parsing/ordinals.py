"""Places that a comment gives to documents cited before them by what it calls them: "page 2 in the former and page 7 in
the latter", "section 3 of the second", "in both versions clause 4", "in the governance report, refer to clause 2".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from linkcheck.parsing import locators, titles
from linkcheck.parsing.locators import Place
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.report import Locators

LONGEST: Final = 120
"""Characters before a place in which its document may be called so."""

LONGEST_BACK: Final = 1_000
"""Characters from a place back to the URLs."""

PAIR: Final = 2

_SAID: Final = re.compile(r"\b(?:former|latter|first|second|third|both)\b|\bin\sthe\s", re.IGNORECASE)
_DOCUMENT: Final = (
    r"(?:\s(?:ones?|documents?|links?|files?|reports?|urls?|pdfs?|versions?|statements?|policy|policies))?"
)
_WHICH: Final = rf"(?:the\s)?(?P<which>former|latter|first|second|third|both){_DOCUMENT}"
_BEHIND: Final = re.compile(
    rf"\s(?:of|in|on|for|from)\s{_WHICH}(?=\s?[,;.):]|\s(?:and|but|is|are|was|were)\s|\s*$)", re.IGNORECASE
)
_BEFORE: Final = re.compile(
    rf"(?<!\w)(?:in|for|of|on)\s{_WHICH}[,:]?\s(?:(?:please\s)?(?:see|refer\sto)\s)?(?:on\s)?$", re.IGNORECASE
)
_TITLED: Final = re.compile(
    r"(?:^|[.;\n]\s*)in\sthe\s(?P<title>[\w-]+(?:\s[\w-]+){1,5}),?\s(?:(?:please\s)?(?:see|refer\sto)\s|on\s)?$",
    re.IGNORECASE,
)
_INDEX: Final = {"first": 0, "second": 1, "third": 2}


class Given(NamedTuple):
    """The places of URLs, by where those begin, and the passage's text without them."""

    each: dict[int, Locators]
    text: str


def places(passage: Passage) -> Given:
    """The places that are given so."""
    text = passage.text
    each: dict[int, list[Locators]] = {}
    if len(passage.mentions) < PAIR or not _SAID.search(text):
        return Given({}, text)
    kept, at = [], 0
    for start, stop in _stretches(passage):
        for place in locators.places(text[start:stop]):
            place = place._replace(start=start + place.start, end=start + place.end)
            mentions, end = _meant(passage, place)
            if place.start < at or not mentions:
                continue
            for mention in mentions:
                each.setdefault(mention.start, []).append(place.locators)
            kept += [text[at : place.start], ";".ljust(end - place.start)]
            at = end
    return Given({start: locators.together(found) for start, found in each.items()}, "".join((*kept, text[at:])))


def _stretches(passage: Passage) -> Iterator[tuple[int, int]]:
    """What stands behind two URLs at least, between URLs."""
    ends = [*(mention.start for mention in passage.mentions), len(passage.text)]
    for n, mention in enumerate(passage.mentions):
        if n + 1 >= PAIR:
            yield mention.end, ends[n + 1]


def _meant(passage: Passage, place: Place) -> tuple[Sequence[Mention], int]:
    """The URLs that a place is given to, and where its words end."""
    before = passage.between(max(0, place.start - LONGEST_BACK), place.start)
    text = passage.text
    if len(before) < PAIR:
        return (), 0
    lead = text[max(0, place.start - LONGEST) : place.start]
    said = _BEHIND.match(text, place.end) or _BEFORE.search(lead)
    end = said.end() if said and said.re is _BEHIND else place.end
    if said:
        return _called(said["which"].lower(), before), end
    titled = _TITLED.search(lead)
    return (_titled(titled["title"], passage, before) if titled else ()), end


def _called(which: str, before: Sequence[Mention]) -> Sequence[Mention]:
    if which in {"former", "latter"}:
        return (before[-2 if which == "former" else -1],)
    if which == "both":
        return before if len(before) == PAIR else ()
    return before[_INDEX[which] : _INDEX[which] + 1]


def _titled(title: str, passage: Passage, before: Sequence[Mention]) -> Sequence[Mention]:
    """The one URL whose own words name a document so."""
    ends = (0, *(mention.end for mention in before))
    found = [
        mention
        for end, mention in zip(ends, before, strict=False)
        if titles.words_in(title, passage.text[max(end, mention.start - LONGEST) : mention.start])
    ]
    return found if len(found) == 1 and titles.names_kind(title) else ()
