"""The header of a table of citations: what its columns are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from linkcheck.parsing.characters import folded

NEEDED: Final = ("criterion", "url")
COLUMNS: Final = (*NEEDED, "facility", "document", "pages", "sections", "title", "rating", "unresolved")
"""The columns that are read."""

_SAME: Final = {
    "criteria": "criterion", "clause": "criterion", "requirement": "criterion",
    "link": "url", "links": "url", "urls": "url", "web address": "url", "website": "url",
    "site": "facility", "plant": "facility", "facilities": "facility", "sites": "facility",
    "document title": "document", "page": "pages", "page(s)": "pages", "section": "sections",
}  # fmt: skip
"""Other words for them."""


def is_header(texts: Sequence[str]) -> bool:
    return set(names(texts)) >= set(NEEDED)


def names(header: Sequence[str]) -> list[str]:
    """The columns' names. Another word for one is its own where the very word is there too, or stood further left."""
    printed = [folded(text) for text in header]
    found: list[str] = []
    for text, own in zip(header, printed, strict=True):
        same = _SAME.get(own, own)
        name = own if same in printed else same
        found.append(text if name in found else name)
    return found
