"""Parts of a document that a sentence names with their pages, and that another gives a URL for: "Volume 1 (chapters 4
and 9) was reviewed. Volume 1 is at https://…"."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from linkcheck.parsing import locators
from linkcheck.report import Locators

LONGEST: Final = 2_000
"""Characters before a URL's own sentence in which its part is looked for."""

LONGEST_PLACES: Final = 100
MOST: Final = 4
"""Times that a part may be named, until its pages are."""

_PART: Final = re.compile(
    r"(?<!\w)(?:volumen?|vol\.|tome|band|part|book|attachment|appendix|annexe?|anhang|anlage|anexo|bilaga|vedlegg)"
    r"\s(?:\d{1,2}|[IVX]{1,4}|[A-Z]\d?)(?!\w)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(r"[\s,;:&(（]*(?:and\s)?")


def find(own: str, before: str) -> Locators:
    """The pages and sections that `before` names behind the part that a URL's own sentence names last."""
    named = [found.group() for found in _PART.finditer(own)]
    if not named or locators.find(own).spans:
        return Locators()
    text = before[-LONGEST:]
    again = re.finditer(rf"(?<!\w){re.escape(named[-1])}(?!\w)", text, re.IGNORECASE)
    for found in islice(again, MOST):
        behind = text[found.end() : found.end() + LONGEST_PLACES]
        places, end = [], 0
        for place in locators.places(behind):
            if not _BESIDE.fullmatch(behind, end, place.start):
                break
            places.append(place.locators)
            end = place.end
        if places:
            return locators.together(places)
    return Locators()
