"""Kinds of sites, in English and as names of sites say them elsewhere: "Refinaria Norte" is "the refinery"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from linkcheck.parsing.characters import word_list

SITE_NOUN: Final = word_list(
    "facility facilities plant plants site sites mill mills smelter smelters casthouse foundry works refinery"
    " factory operation operations location subsidiary company unit units"
)
"""Words for what a site is; none is a name by itself."""

COMMON: Final = word_list(
    "alloy alloys technology technologies precision lightweight materials material metal metals aluminium aluminum"
    " products product industrial industries rolling rolled casting recycling energy power trading profile profiles"
    " extrusion extrusions foil sheet port north south east west new group holding international advanced"
)
"""Words of names that mean something else in a sentence."""

_ENGLISH: Final = {
    "mine": "mines",
    "mill": "mills",
    "smelter": "smelters",
    "casthouse": "casthouses",
    "foundry": "foundries",
    "refinery": "refineries",
    "terminal": "terminals",
}
_ELSEWHERE: Final = {
    ("mine",): "mina grube bergwerk miniera gruve gruva kopalnia",
    ("rolling", "mill"): "walzwerk laminoir laminacao laminacion laminatoio valseverk valsverk walserij walcownia",
    ("smelter",): "hutte aluminiumhutte smelteverk smaltverk",
    ("foundry",): "giesserei fundicao fundicion fonderie fonderia stoperi gjuteri gieterij odlewnia",
    ("refinery",): "refinaria refineria raffinerie raffineria rafineria",
}
"""By what they are: words of names, without accents, as names are compared by them."""

_KINDS: Final = {word: kind for kind, words in _ELSEWHERE.items() for word in words.split()}

KINDS_OF_SITES: Final = frozenset(_ENGLISH) | frozenset(_KINDS)
"""Where one site only is of such a kind, "the Smelter" means that one."""

KIND_NOUNS: Final = "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for pair in _ENGLISH.items() for w in pair[::-1])
"""English words of kinds, one or several, as a pattern."""

ONE: Final = {many: one for one, many in _ENGLISH.items()}
"""Of several the word for one."""


def kinds_in(words: Iterable[str]) -> set[tuple[str, ...]]:
    """What some words of a name say that a site is: ("rolling", "mill"), and ("mill",)."""
    found = set[tuple[str, ...]]()
    for word in words:
        kind = (word,) if word in _ENGLISH else _KINDS.get(word)
        found |= {kind, kind[-1:]} if kind else set()
    return found
