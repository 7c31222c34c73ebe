"""The audit firm's name below the last comment, by which it signs the report.

Leeds, 4 May 2023. Firth Assurance Ltd, www.firth.example
"""

from __future__ import annotations

import re
from typing import Final

from linkcheck.parsing import dates, labels
from linkcheck.parsing.names import TOWN
from linkcheck.parsing.pages import Layout

LONGEST: Final = 80
"""Characters before the name: a place and a date, or who signs."""

_PLACE_AND_DATE: Final = re.compile(rf"(?:{TOWN},)?[\s.,:–|·-]*")
"""What is left of "Leeds, 4 May 2023." without the date; a sentence's "On 4 May 2023" has no comma."""

_SIGNED: Final = re.compile(
    rf"(?:{TOWN},\s)?(?i:(?:signed|issued|prepared)\s(?:by|for)|on\sbehalf\sof|(?:lead|principal)\sauditor|audit\steam\sleader)"
    r"[\s,:–|-]{1,3}(?:for\s)?"
)
"""Who signs, and that somebody does: "Ana Berg, Lead auditor, "."""

_BRACKETED: Final = re.compile(r"\([^()]{1,80}\)")


def take_off(layout: Layout, firm: str) -> None:
    """Move the audit firm's name with its place, date, address or site from behind the last comment to what follows."""
    lines = layout.rows[-1].comment if firm and layout.rows else []
    for n, line in enumerate(lines):
        before, named, behind = line.text.partition(firm)
        rest = behind.strip()
        apart = not rest or rest[0] in ",.–-|·" or _BRACKETED.fullmatch(rest) is not None
        if n and named and apart and _opens(before) and not labels.VERB.search(rest):
            layout.epilogue += lines[n:]
            del lines[n:]
            return


def _opens(text: str) -> bool:
    """May a text stand before the name: nothing, a date, perhaps behind a place, or who signs?"""
    if len(text) > LONGEST:
        return not text.strip()
    dated = bool(dates.find(text)) and _PLACE_AND_DATE.fullmatch(dates.without(text)) is not None
    return not text.strip() or dated or _SIGNED.fullmatch(text) is not None
