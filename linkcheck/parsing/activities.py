"""Sites by what they do, as reports speak of them: "the casting plant", "both extrusion plants", "both mills".

A list says it behind a site's name ("Lume Works – remelting, casting"), or the name does, also in another language:
words are compared by how they begin ("anodizing", "Anodização"), but for names of places ("the Lume plant").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from typing import Final, NamedTuple

from linkcheck.parsing.characters import word_list
from linkcheck.parsing.names import tokens
from linkcheck.parsing.sitekinds import KIND_NOUNS, ONE

STEM: Final = 5
"""Letters by which words of one activity begin alike."""

SHORTEST: Final = 4
"""Letters of a word that tells an activity."""

PAIR: Final = 2

_NOT_TELLING: Final = word_list(
    "aluminium aluminum metal metals products product industrial industries plant site works other main whole same"
    " first second current audited certified entire this that only high grade with from area total people employees"
    " production manufacturing facility company district"
)
_SITE: Final = "plant|site|works|factory|facility|unit|mill|subsidiary|operation|cent(?:re|er)"
_SITES: Final = "plants|sites|works|factories|facilities|units|mills|subsidiaries|operations|cent(?:re|er)s"
_WHAT: Final = rf"(?P<what>[^\W\d_][\w-]{{3,20}})\s(?:{_SITE})(?![\w-])"
_ONE: Final = re.compile(rf"(?:(?<![\w-])(?:[Tt]he|[Ii]ts|[Oo]ur)\s|(?<=[\w)],\s)|(?<=\sand\s)){_WHAT}")
_LABEL: Final = re.compile(rf"\W{{0,4}}{_WHAT}(?=\s?(?:[:：(]|[–—-]\s)|\s*$)")
"""The same as a label, without an article: "Casting plant: page 2"."""

_BOTH: Final = re.compile(
    rf"\b(?:[Bb]oth\s(?:of\s)?(?:(?:the|its|their|our)\s)?|(?:[Tt]he|[Ii]ts|[Oo]ur)\stwo\s)(?:(?P<what>[\w-]{{4,20}})\s(?:{_SITES})|(?P<kind>{KIND_NOUNS}))(?![\w-])"
)


class Spoken(NamedTuple):
    """Where a text speaks of one site, or of two, by what they do."""

    start: int
    end: int
    facilities: tuple[str, ...]


def telling(text: str) -> frozenset[str]:
    """The words that tell what a site does, or where it is, in its name or behind it."""
    words = {token.word for token in tokens(text)}
    return frozenset(word for word in words if len(word) >= SHORTEST and word not in _NOT_TELLING)


def spoken_of(text: str, does: Mapping[str, Set[str]], kinds: Mapping[str, Set[str]]) -> Iterator[Spoken]:
    """Where a text speaks of sites by what they do, if it is one's alone, or two's of more."""
    for found in (*filter(None, (_LABEL.match(text),)), *_ONE.finditer(text)):
        there = _doing(found["what"], does)
        if len(there) == 1:
            yield Spoken(*found.span(), there)
    for found in _BOTH.finditer(text) if len(does) > PAIR else ():
        kind = (found["kind"] or "").lower()
        there = tuple(n for n in does if ONE.get(kind) in kinds.get(n, ())) if kind else _doing(found["what"], does)
        if len(there) == PAIR:
            yield Spoken(*found.span(), there)


def _doing(word: str, does: Mapping[str, Set[str]]) -> tuple[str, ...]:
    """The sites of which a word tells what they do, or where they are; of "cold-rolling" both halves, or else one."""
    told = telling(word)
    for fits in (all, any):
        if there := tuple(name for name, own in does.items() if told and fits(_is_told(t, word, own) for t in told)):
            return there
    return ()


def _is_told(told: str, word: str, own: Set[str]) -> bool:
    return told in own if word[0].isupper() else any(other.startswith(told[:STEM]) for other in own)
