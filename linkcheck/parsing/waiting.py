"""What a text extraction prints before or behind its row: ratings and comments that wait for their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from linkcheck.parsing.findings import join
from linkcheck.parsing.openings import number_at
from linkcheck.parsing.pages import Line, Row
from linkcheck.parsing.slices import cut
from linkcheck.parsing.wording import RATING


@dataclass(slots=True)
class Pending:
    """A rating, and the beginning of a comment, that came before their criterion's number, behind the row `behind`."""

    behind: Row | None = None
    rating: list[Line] = field(default_factory=list)
    comment: list[Line] = field(default_factory=list)


def lowest(rows: Sequence[Row]) -> Row:
    """The row that stands lowest on the page, by its number: others may come behind it in an extraction."""
    return max(rows, key=lambda row: number_at(row.criterion[0]))


def take_rating_beside(row: Row) -> None:
    """Take a rating from the end of the comment's first line, beside which it stands in the last column."""
    first = row.comment[:1]
    found = next(reversed(list(RATING.finditer(join(first)))), None)
    if found and not row.rating and found.start() and found.end() == len(join(first)) and found.group()[0].isupper():
        line, row.rating, _ = cut(first, found.start(), found.end())
        row.comment[:1] = line
