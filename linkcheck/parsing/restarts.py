"""Where the findings begin that a list of some of them stands before, such as of the non-conformances.

    Non-conformances
    NC-1  2.4 Minor Non-Conformance
    Findings
    1.1 Legal Compliance …

The list is passed over: all its criteria come again, with ratings, in what is longer, and it cites nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.openings import Ratings, begins, number_at
from linkcheck.parsing.pages import Line
from linkcheck.parsing.wording import RATING

FEWEST: Final = 2
"""Criteria of a list: a comment may begin with its own criterion's number."""


def behind_list(lines: Sequence[Line], start: int, ratings: Ratings) -> int:
    """The first line of the findings from the first rated criterion at `start` on: itself, or where they begin anew."""
    first = number_at(lines[start])
    lower = (n for n in range(start + 1, len(lines)) if number_at(lines[n]) and number_at(lines[n]) <= first)
    anew = next((n for n in lower if begins(lines, n, ()) and ratings.rated(n)), None)
    if anew is None or anew - start >= len(lines) - anew:
        return start
    begun = [n for n in range(start, len(lines)) if begins(lines, n, ()) and ratings.rated(n)]
    listed = {number_at(lines[n]) for n in begun if n < anew}
    cites = any(line.links or urls.START.search(line.text) for line in lines[start:anew])
    rated = sum(RATING.search(line.text) is not None for line in lines[anew:])
    again = listed <= {number_at(lines[n]) for n in begun if n >= anew} and len(listed) <= rated
    return anew if again and len(listed) >= FEWEST and not cites else start
