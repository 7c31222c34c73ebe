"""Forms: each criterion's number, rating and comment one below the other, the labels at the left of what they name.

Such a form looks like a table of two columns, of which the first holds numbers and labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from linkcheck.parsing.columns import NEAR
from linkcheck.parsing.fieldwords import is_number_label, is_rating_label, is_saying_label
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Layout, Page
from linkcheck.parsing.running import read_running
from linkcheck.parsing.tablehead import cells_of
from linkcheck.parsing.unfolding import unfold
from linkcheck.parsing.wording import RATING, criterion

FEWEST: Final = 3
"""Ratings beside their labels that make a form."""

MOST: Final = 0.7
"""Of the criteria: so many have such a rating."""


def read(pages: Sequence[Page]) -> Layout | None:
    """Take a form apart; None for another report."""
    if not _is_form(pages):
        return None
    layout = read_running(unfold(pages), pages=len(pages))
    return layout if layout.rows else None


def _is_form(pages: Sequence[Page]) -> bool:
    """Do ratings and comments stand beside labels, below their criteria's numbers or the label of these?"""
    kinds: dict[str, Counter[int]] = {"number": Counter(), "rating": Counter(), "comment": Counter()}
    for page in pages:
        for row in page.rows:
            cells = cells_of(row)
            if len(cells) == 2 and (kind := _kind(text_of(cells[0]), text_of(cells[1]))):
                kinds[kind][round(row[0].x0 / NEAR)] += 1
    left, ratings = max(kinds["rating"].items(), key=lambda item: item[1], default=(0, 0))
    numbers, comments = (sum(kinds[kind][left + by] for by in (-1, 0, 1)) for kind in ("number", "comment"))
    return ratings >= FEWEST and ratings >= MOST * numbers and 2 * comments >= ratings and 2 * numbers >= ratings


def _kind(label: str, beside: str) -> str | None:
    """What a line of two cells holds: a criterion, a rating or a comment."""
    if is_rating_label(label) and RATING.fullmatch(beside) and beside[0].isupper():
        return "rating"
    if is_saying_label(label):
        return "comment"
    found = criterion(beside if is_number_label(label) else label)
    return "number" if found else None
