"""Whose a document is that is named by a product, where a sentence says which site makes it: "Footprints of profiles
(Alder) and of forging stock (Lume) were calculated. Profiles: https://…; forging stock: https://…".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from linkcheck.parsing import labels
from linkcheck.parsing.activities import STEM, telling
from linkcheck.parsing.facilities import Roster, every

LONGEST_PHRASE: Final = 60
"""Characters before a bracket in which the product is named."""

LONGEST_LABEL: Final = 8
"""Words of a URL's own label."""

LONGEST: Final = 1_000
"""Characters before a URL in which brackets say who makes what."""

PAIR: Final = 2

_BRACKET: Final = re.compile(r"\s?[(（](?P<words>[^()（）]{2,60})[)）]")
_JOINS: Final = re.compile(r"[,;:.()]|\b(?:and|or|of|for|the|an?|from|on|both)\b", re.IGNORECASE)
"""What parts the phrase that names a product from what stands before it."""

_LABEL: Final = re.compile(r"(?:^|[;:.()]\s|\n|,\s(?:and\s)?|\band\s)(?P<label>[^;:.()\n]{3,80})\W{0,4}$")


def told(before: str, own: str, roster: Roster) -> tuple[str, ...]:
    """The facility that makes the product which a URL's own label names, where two brackets at least told of others."""
    label = _LABEL.search(own[-LONGEST_PHRASE * 2 :])
    if label is None or len(label["label"].split()) > LONGEST_LABEL or labels.VERB.search(label["label"]):
        return ()
    if roster.named(label["label"]):
        return ()
    makers: dict[str, set[str]] = {}
    for what, facility in _made(f"{before}{own}"[-LONGEST:], roster):
        for word in telling(what):
            makers.setdefault(word[:STEM], set()).add(facility)
    if len(set().union(*makers.values())) < PAIR:
        return ()
    known = [makers[word[:STEM]] for word in telling(label["label"]) if word[:STEM] in makers]
    group = set().union(*(one for one in known if len(one) == 1))
    return tuple(group) if len(group) == 1 else ()


def _made(text: str, roster: Roster) -> Iterator[tuple[str, str]]:
    """What stands before each bracket of nothing but one site's name, back to the words that join it, and the site."""
    for bracket in _BRACKET.finditer(text):
        phrase = _JOINS.split(text[max(0, bracket.start() - LONGEST_PHRASE) : bracket.start()])[-1].strip()
        group = every(roster.named(bracket["words"], label=True)) if phrase else ()
        if len(group) == 1 and labels.heading(bracket["words"], roster) == group:
            yield phrase, group[0]
