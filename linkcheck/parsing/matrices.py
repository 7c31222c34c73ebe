"""Matrices of ratings: a line for each criterion with nothing but a rating for each site, apart from the findings.

Such a table is taken off the pages where its criteria begin elsewhere with ratings, too, so that it is not read for the
findings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from linkcheck.parsing.legends import known_in, meaning
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.tablehead import cells_of
from linkcheck.parsing.wording import RATING, criterion, order

FEWEST: Final = 5
"""Criteria that make a matrix."""

SITES: Final = 2
"""Ratings beside each criterion, at least."""

SHORT: Final = {"Minor": "Minor Non-Conformance", "Major": "Major Non-Conformance"}

MOST: Final = 0.8
"""Of the criteria: so many begin elsewhere with a rating."""

REACH: Final = 2
"""Lines from a criterion's number to its rating."""

_RATED: Final = re.compile(rf"(?=[A-Z])(?i:{RATING.pattern})")


def without_matrices(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages without matrices of ratings; the same where there are none."""
    known = {**SHORT, **known_in(pages)}
    found = [[_ratings(row, known) for row in page.rows] for page in pages]
    wide = Counter(count for page in found for count in page if count >= SITES)
    if wide.total() < FEWEST:
        return pages
    inside, elsewhere = set[tuple[int, ...]](), set[tuple[int, ...]]()
    for page, counts in zip(pages, found, strict=True):
        for n, (row, count) in enumerate(zip(page.rows, counts, strict=True)):
            begun = criterion(text_of(row))
            if begun and count >= SITES:
                inside.add(order(begun[0]))
            elif begun and any(_RATED.search(text_of(near)) for near in page.rows[n : n + REACH]):
                elsewhere.add(order(begun[0]))
    if len(inside) < FEWEST or len(inside & elsewhere) < MOST * len(inside):
        return pages
    return [page.without(_matrix(page, counts)) for page, counts in zip(pages, found, strict=True)]


def _matrix(page: Page, counts: Sequence[int]) -> set[Word]:
    """The words of a page's matrix, with those of its head."""
    gone = set[Word]()
    for n, (row, count) in enumerate(zip(page.rows, counts, strict=True)):
        if count >= SITES:
            head = page.rows[n - 1] if n and len(cells_of(page.rows[n - 1])) > count else ()
            gone.update(row, head)
    return gone


def _ratings(row: Sequence[Word], known: Mapping[str, str]) -> int:
    """How many ratings stand on a line of a criterion's number, perhaps its title, and ratings."""
    cells = [text_of(cell) for cell in cells_of(row)]
    if not criterion(cells[0]):
        return 0
    rated = [meaning(cell, known) is not None for cell in cells[1:]]
    count = sum(rated)
    return count if all(rated[len(rated) - count :]) and len(rated) - count <= 1 else 0
