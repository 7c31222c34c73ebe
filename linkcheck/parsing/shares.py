"""Pages and sections of one document, each for another facility: "pages 2 (Alder) and 4 (Lume)", "Alder on page 2,
Lume on page 4", "page 2 for Alder and page 4 for Lume".

Names and places alternate; what stands between two tells which belong together: a bracket binds more than a comma, and
a comma more than "and". Places before the first name, and those that no name is left for, are everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from linkcheck.parsing import labels, locators, titles
from linkcheck.parsing.characters import BULLET_MARKS
from linkcheck.parsing.facilities import Roster
from linkcheck.parsing.locators import Place
from linkcheck.report import Locators

LONGEST: Final = 2_000
"""Characters before or behind a URL in which shares are looked for."""

LONGEST_GAP: Final = 60
"""Characters between a name and a place."""

LONGEST_LINE: Final = 200
"""Characters of a list's line that is nothing but a name and its places."""

_LINE_GAP: Final = re.compile(rf"[\s,;:.|&()\[\]{BULLET_MARKS}*–—-]*(?:(?:on|at|see|and)\s)?")
_PARTS: Final = re.compile(
    r"\b(?:annex|appendix|tables?|figures?|vol(?:ume|\.)|part|anhang|anlage|tabelle|annexe|anexo)\s[\w.]{1,5}(?!\w)",
    re.IGNORECASE,
)
"""What else may be named between: "(Annex 2, page 4)"."""

_MORE: Final = re.compile(
    r"\s?[)\]）]?(?:\s?[,;/&+]|\s(?:and|und|et|y|e|en|og|och))(?:\s(?:and|und|et|y|e)\s|\s?)(?=\d)"
)
"""Before a number without a word, behind a name: "pages 2 (Alder) and 4 (Lume)"."""

_TO_NAME: Final = re.compile(r"\s?(?:[(\[（:–—-]|for|at|of|in|on|für|pour|para|per)?\s?(?:the\s)?", re.IGNORECASE)
_BESIDE: Final = re.compile(r"[\s,;&(（)]*(?:[a-z]{2,20}\s){0,3}")
_ASIDE: Final = re.compile(r"\([^()\n]{1,40}\)|\d[\d.,]*(?:\s[A-Za-z]{1,3}(?![A-Za-z]))?")
"""What may be said of a site between its name and its pages: "(Norway)", "1.2 Mt", "2023"."""

_BRACKETED: Final = re.compile(r"\s?[(\[（]\s?(?=\d)")
RESPECTIVELY: Final = re.compile(
    r"[\s,(]{0,3}(?:respectively|resp\.|jeweils|respectivement|respectivamente|分别)", re.IGNORECASE
)


class Shares(NamedTuple):
    """The places of each facility (None: of the entity), what is everybody's, and where the words begin and end."""

    each: Mapping[str | None, Locators]
    common: Locators
    start: int
    end: int


class _Part(NamedTuple):
    """Names that stand together, or places that do."""

    start: int
    end: int
    facilities: tuple[str | None, ...] = ()
    places: tuple[Place, ...] = ()


def find(text: str, roster: Roster) -> Shares | None:
    """The last shares in a text; None where no two facilities are named with places of their own."""
    chain: list[_Part] = []
    found = None
    for part in _parts(text, roster):
        gap = text[chain[-1].end : part.start] if chain else ""
        if chain and _joined(chain, part, gap):
            chain[-1] = _Part(
                chain[-1].start, part.end, chain[-1].facilities + part.facilities, chain[-1].places + part.places
            )
        elif chain and _goes_on(gap) and bool(chain[-1].places) != bool(part.places):
            chain.append(part)
        else:
            found = _shared(text, chain) or found
            chain = [part]
    return _shared(text, chain) or found


def lists(line: str, roster: Roster) -> bool:
    """Is a line nothing but a facility's name and its places: "- Alder: page 2"?"""
    parts = list(_parts(line, roster)) if len(line) <= LONGEST_LINE else []
    gaps = [line[a:b] for a, b in pairwise((0, *(place for part in parts for place in part[:2]), len(line)))][::2]
    return {bool(part.places) for part in parts} == {True, False} and all(_LINE_GAP.fullmatch(gap) for gap in gaps)


def _parts(text: str, roster: Roster) -> Iterator[_Part]:
    """Names and places in order, numbers without a word beside names among them."""
    places = [*locators.places(text)]
    named = roster.named(text, label=True)
    starts = {hit.start for hit in named}
    parts = [_Part(place.start, place.end, places=(place,)) for place in places]
    like: Locators | None = None
    upcoming = 0
    for hit in named:
        while upcoming < len(places) and places[upcoming].start < hit.start:
            like = places[upcoming].locators
            upcoming += 1
        parts.append(_Part(hit.start, hit.end, facilities=(hit.facility, *hit.more)))
        if like and (more := _number_behind(text, hit.end, like, starts)):
            parts.append(_Part(more.start, more.end, places=(more,)))
    end = 0
    for part in sorted(parts, key=itemgetter(0, 1)):
        if part.start >= end:
            yield part
            end = part.end


def _number_behind(text: str, end: int, like: Locators, names: set[int]) -> Place | None:
    """A number without a word behind a name: the next name's ("(Alder) and 4 (Lume)"), or its own ("Lume (4)")."""
    if bracket := _BRACKETED.match(text, end):
        own = locators.numbered(text, bracket.end(), like)
        return own if own and re.match(r"\s?[)\]）]", text[own.end : own.end + 2]) else None
    more = _MORE.match(text, end)
    place = locators.numbered(text, more.end(), like) if more else None
    if place is None:
        return None
    lead = _TO_NAME.match(text, place.end)
    return place if lead and any(n in names for n in range(place.end + 1, lead.end() + 1)) else None


def _joined(chain: Sequence[_Part], part: _Part, gap: str) -> bool:
    """Does a part stand together with the last: "Alder and Lume", "section 4.1, page 14"?"""
    last = chain[-1]
    if last.places and part.places:
        return _BESIDE.fullmatch(gap) is not None
    alike = last.facilities and part.facilities and None not in last.facilities + part.facilities
    return bool(alike) and labels.TOGETHER.fullmatch(gap) is not None


def _goes_on(gap: str) -> bool:
    """May words between a name and a place be no more than that?"""
    if len(gap) > LONGEST_GAP or "\n\n" in gap:
        return False
    plain = _ASIDE.sub("", _PARTS.sub("", gap))
    return not any(c.isupper() or c.isdigit() for c in plain) and not titles.names_kind(plain)


def _bond(gap: str) -> int:
    """How much what stands between a name and a place binds them."""
    if re.search(r"[;\n/.]|\b(?:and|und|et|y|og|och|en)\b|和", gap, re.IGNORECASE):
        return 0
    if "," in gap or "、" in gap:
        return 1
    return 3 if re.search(r"[(\[（]", gap) else 2


def _shared(text: str, chain: Sequence[_Part]) -> Shares | None:
    """What a chain of names and places says."""
    owners = {facility for part in chain for facility in part.facilities}
    if len(owners) < 2 or not any(part.places for part in chain):
        return None
    each: dict[str | None, list[Locators]] = {}
    common: list[Locators] = []
    for part, place in _paired(text, chain):
        named = [p.locators for p in place.places] if place else []
        for facility in part.facilities if part else ():
            each.setdefault(facility, []).extend(named)
        if not part:
            common += named
    if sum(part.facilities != () for part in chain) == 1:
        return _respective(text, chain)
    if not each.get(None):
        each.pop(None, None)
    if len(owners - {None}) < 2 and not (len(each) > 1 and all(each.values())):
        return None
    shares = {facility: locators.together(found) for facility, found in each.items()}
    return Shares(shares, locators.together(common), chain[0].start, chain[-1].end)


def _paired(text: str, chain: Sequence[_Part]) -> Iterator[tuple[_Part | None, _Part | None]]:
    """Which names and which places belong together; places without names, and names without places, alone."""
    bonds: dict[bool, list[int]] = {True: [], False: []}
    for left, right in pairwise(chain):
        bonds[bool(right.places)].append(_bond(text[left.end : right.start]))
    behind, before = (sum(b) / len(b) if b else -1.0 for b in (bonds[True], bonds[False]))
    names_first = behind > before or (behind == before and bool(chain[0].facilities))
    n = 0
    while n < len(chain):
        part, following = chain[n], chain[n + 1] if n + 1 < len(chain) else None
        leads = bool(part.facilities) == names_first
        mate = following if leads else None
        if names_first:
            yield (part, mate) if leads else (None, part)
        else:
            yield (mate, part) if leads else (part, None)
        n += 2 if mate else 1


def _respective(text: str, chain: Sequence[_Part]) -> Shares | None:
    """ "Alder and Lume (pages 3 and 4 respectively)": one place for each name."""
    names = next(part.facilities for part in chain if part.facilities)
    found = one_by_one(locators.together(place.locators for part in chain for place in part.places))
    said = RESPECTIVELY.match(text, chain[-1].end)
    if not said or len(found) != len(names):
        return None
    return Shares(dict(zip(names, found, strict=True)), Locators(), chain[0].start, said.end())


def one_by_one(found: Locators) -> list[Locators]:
    """Each page, or each section, by itself; nothing where there are both."""
    if found.pages and found.sections:
        return []
    pages = (Locators(pages=(page,)) for page in found.pages)
    return [*pages, *(Locators(sections=(section,)) for section in found.sections)]
