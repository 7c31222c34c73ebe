"""Places in documents that nobody publishes: "Procedure VA-12 (page 3) is internal", "Instruction WI-7, section 4, was
seen on site". They are no places in what a URL shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from linkcheck.parsing.sentences import segments

LONGEST: Final = 120
"""Characters behind a place in which its document may be said to be internal."""

_HIDDEN: Final = (
    r"(?:(?:strictly|only|also)\s)?(?:an?\s)?(?:internal|confidential"
    r"|not\s(?:yet\s)?(?:public|published|publicly|disclosed|available|on\sthe\s(?:web|internet)|online))\b"
)
_BEHIND: Final = re.compile(
    rf"\s?[)\]]?(?:\s(?:of|for)\s[^,.;:()\n]{{2,60}}?)?,?\s(?:(?:is|are|was|were|remains?)\s)?{_HIDDEN}", re.IGNORECASE
)
_INTERNAL: Final = re.compile(rf"\b(?:internal|confidential|{_HIDDEN})(?!\w)", re.IGNORECASE)
_SEEN: Final = re.compile(
    r"\b(?:sighted|seen|checked|verified|inspected|examined|reviewed|presented|shown)\b", re.IGNORECASE
)
_CODE: Final = re.compile(
    r"(?<![\w.])(?:(?=[\w/-]{0,12}\d)[A-Z][A-Z\d]{0,8}(?:[-/][A-Z\d]{1,9}){1,4}|[A-Z]{2,6}\s\d{1,4}[-/]\d{1,4})(?!\w)"
)
"""A document's code: "PR-12", "SOP/HX/14", "BV 14/2021"."""

_URL: Final = re.compile(r"https?:|www\.", re.IGNORECASE)


def is_internal(text: str, end: int) -> bool:
    """Does a text say behind a place that ends there that its document is not public?"""
    return _BEHIND.match(text, end, end + LONGEST) is not None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where a comment speaks of internal documents alone: sentences that say so, or that a document was seen, by its
    code, and show no URL."""
    for part in segments(text, 0, len(text)):
        sentence = text[part.start : part.end]
        seen = _SEEN.search(sentence) and _CODE.search(sentence)
        if (seen or _INTERNAL.search(sentence)) and not _URL.search(sentence):
            yield part.start, part.end
