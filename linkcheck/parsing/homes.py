"""In which countries facilities are, as lists and prose say it, or as follows from how many a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from linkcheck.parsing import countries
from linkcheck.parsing.countries import Abroad
from linkcheck.parsing.facilities import Named, Roster

LONGEST_BEHIND: Final = 160
"""Characters behind a name in which a list says where the facility is."""

_RIGHT_BEHIND: Final = re.compile(
    r"\s?(?:\(|,\s|\sin\s)(?P<where>[^\W_a-z]\w+(?:\s[^\W_a-z]\w+){0,3})(?=\)|[,.;]|\s[a-z])"
)
NUMBERS: Final = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBER_BEFORE: Final = re.compile(rf"\b(?P<number>{'|'.join(NUMBERS)})\s$", re.IGNORECASE)
LONGEST_NUMBER: Final = 12
"""Characters before a country's sites that say how many they are: "the two Japanese sites"."""

_SENTENCE: Final = re.compile(r"\.\s(?=[A-Z])")


def place(roster: Roster, scope: str, texts: Sequence[str]) -> None:
    """The country of each facility, in its name or behind it: "Alder Mill, Quay Road 4, Lume, Norway".

    In the prose before the findings it stands right behind: "Genk (Belgium)", "Alder Mill in Norway". Where any text
    speaks of "the two Japanese sites" these are the two of which no country is known, if none is known to be there.
    """
    hits = [hit for hit in roster.named(scope, label=True) if hit.facility]
    found: dict[str, str] = {}
    for hit, following in pairwise([*hits, Named(len(scope), len(scope), None)]):
        behind = scope[hit.end : min(following.start, hit.end + LONGEST_BEHIND)].partition("\n")[0]
        country = countries.first_in(hit.facility or "") or countries.first_in(_SENTENCE.split(behind, maxsplit=1)[0])
        if country:
            found.setdefault(hit.facility or "", country)
    prose = texts[0] if texts else ""
    for hit in roster.named(prose, label=True) if len(found) < len(roster.names) else ():
        behind_it = _RIGHT_BEHIND.match(prose, hit.end) if hit.facility else None
        named = countries.first_in(behind_it["where"]) if behind_it and countries.is_one(behind_it["where"]) else None
        if named:
            found.setdefault(hit.facility or "", named)
    unknown = [name for name in roster.names if name not in found]
    for there, number in _counted_sites(texts) if found and len(unknown) > 1 else ():
        if NUMBERS[number] == len(unknown) and not set(there.countries) & {*found.values()}:
            found |= dict.fromkeys(unknown, there.countries[0])
            break
    roster.place(found)


def _counted_sites(texts: Iterable[str]) -> Iterator[tuple[Abroad, str]]:
    """Where texts speak of several sites in one country, and the word for how many."""
    for text in texts:
        for place in countries.sites_in(text):
            said = _NUMBER_BEFORE.search(text[max(0, place.start - LONGEST_NUMBER) : place.start])
            if said and place.several and not place.kind and len(place.countries) == 1:
                yield place, said["number"].lower()
