"""Tables whose criteria, or their titles, stand right of the ratings or comments: their column is moved to the left.

Words, rules and links are moved alike, so that nothing else need know of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from linkcheck.parsing.characters import word_list
from linkcheck.parsing.columns import Fit, gap
from linkcheck.parsing.pages import Box, Page, Rule, Word
from linkcheck.parsing.ruling import ruled
from linkcheck.parsing.starts import NARROWEST, NEAR, lefts_of
from linkcheck.parsing.tablehead import BLANK, Rows, head_of, named
from linkcheck.parsing.wording import criterion, order

FEWEST: Final = 3
"""Criteria below one another."""

_BEFORE: Final = frozenset({"rating", "comment"})
"""What has a column left of the numbers'; one that counts the rows or names the principle is left out elsewhere."""


_TITLES: Final = word_list("title titles name topic subject")
"""What heads a column of titles, besides the words for criteria."""

_Boxed = TypeVar("_Boxed", Word, Box, Rule)


class _Place(NamedTuple):
    """Where the criteria's column is to begin, where it does, and what is right of it."""

    first: float
    left: float
    right: float

    def moved(self, x: float) -> float:
        """Where a point comes to stand."""
        if self.left - 1 <= x < self.right - 1:
            return x - (self.left - self.first)
        return x + self.right - self.left if self.first - 1 <= x < self.left - 1 else x


def with_criteria_first(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages with the criteria's column left of all others; the same where it is, or where no head tells."""
    rows = [page.rows for page in pages]
    heads = [head_of(found) for found in rows]
    start = next((n for n, head in enumerate(heads) if head), None)
    if start is None:
        return pages
    head = heads[start]
    below = [[*found[head.row if head and n == start else 0 :]] for n, found in enumerate(rows[start:], start)]
    place = _place(pages[start], [row for found in below for row in found], below[0][0])
    if place is None:
        return pages
    moved = (_moved(page, found, place) for page, found in zip(pages[start:], below, strict=True))
    return [*pages[:start], *moved]


def _place(page: Page, rows: Rows, head: Sequence[Word]) -> _Place | None:
    """The criteria's column, where these stand in order below a head, and not in the first one; or that of titles."""
    cells = named(head)
    begun = [(row[n], found[0]) for row in rows for n in range(len(row)) if (found := _begins(row, n))]
    lefts = lefts_of(word.x0 for word, _ in begun)
    left = max(lefts, key=lambda left: (lefts[left], -left), default=0.0)
    numbers = [order(number) for word, number in begun if 0 <= word.x0 - left <= NEAR]
    upwards = next((n for n, (a, b) in enumerate(pairwise(numbers), 1) if a > b), len(numbers))
    if upwards < FEWEST:
        return None
    column = max(0, sum(x0 <= left + NEAR for _, x0, _ in cells) - 1)
    first = 0 if column else 1
    if not column:
        column = next((n for n in range(2, len(cells)) if _heads_titles(head, cells[n])), 0)
    elif len(numbers) <= _first(rows):
        return None
    if not {role for role, _, _ in cells[first:column]} & _BEFORE:
        return None
    return _edges(page, rows, cells, first, column, left if first == 0 else cells[column][1])


def _heads_titles(head: Sequence[Word], cell: tuple[str, float, float]) -> bool:
    role, x0, x1 = cell
    return role == "criterion" or any(w.text.lower() in _TITLES for w in head if x0 <= w.x0 < x1)


def _begins(row: Sequence[Word], n: int) -> tuple[str, str] | None:
    """The criterion that a cell of a line begins with: its number alone, or with a title behind it."""
    height = row[n].bottom - row[n].top
    if not row[n].text[0].isdigit() or (n and row[n].x0 - row[n - 1].x1 <= BLANK * height):
        return None
    alone = n + 1 == len(row) or row[n + 1].x0 - row[n].x1 > 2 * BLANK * height
    found = criterion(row[n].text if alone else " ".join(word.text for word in row[n : n + 4]))
    return found if found and (alone or found[1][:1].isupper()) else None


def _first(rows: Rows) -> int:
    """How many lines begin with a criterion."""
    left = min(row[0].x0 for row in rows)
    return sum(row[0].x0 - left <= NARROWEST and _begins(row, 0) is not None for row in rows)


def _edges(
    page: Page, rows: Rows, cells: Sequence[tuple[str, float, float]], first: int, column: int, left: float
) -> _Place | None:
    """The edges of the criteria's columns, with that of their titles if it follows, and of the one to move them to.

    These are at drawn rules where there are any.
    """
    after = next((n for n in range(column + 1, len(cells)) if cells[n][0] != "criterion"), len(cells))
    begun = [cells[0][1], *(x0 for _, x0, _ in cells[1:]), max(word.x1 for row in rows for word in row) + NEAR]
    begun[column] = min(left, begun[column])
    places = sorted({0, first, column, after})
    edges = [("0", min(row[0].x0 for row in rows))]
    for n in places[1:]:
        low = begun[n - 1] + NARROWEST if n != column or first else left - NARROWEST
        edge = gap(rows, low, begun[n], nearest=True) if n < len(cells) else begun[n]
        if edge is None:
            return None
        edges.append((str(n), edge))
    top, bottom = rows[0][0].top, max(row[0].bottom for row in rows)
    fitted, _ = ruled(Fit(tuple(edges)), page, top, bottom)
    ruled_off = [rule.x0 for rule in page.rules if rule.x0 == rule.x1 and rule.x0 <= edges[0][1]]
    begins = fitted.left(str(first)) if first else max(ruled_off, default=edges[0][1])
    return _Place(begins, fitted.left(str(column)), fitted.left(str(after)))


def _moved(page: Page, rows: Rows, place: _Place) -> Page:
    """A page with the words of some lines moved, and the rules and links beside them; not text over all columns."""
    moved = {word for row in rows if not _runs_over(row, place) for word in row}
    top = min((word.top for word in moved), default=page.height)
    words = [_at(word, place) if word in moved else word for word in page.words]
    above = top - 2 * NEAR
    rules = [part for rule in page.rules for part in (_parts(rule, place) if rule.bottom >= above else (rule,))]
    links = [link._replace(box=_at(link.box, place)) if link.box.bottom >= top else link for link in page.links]
    return replace(page, words=words, rules=rules, links=links)


def _runs_over(row: Sequence[Word], place: _Place) -> bool:
    """Does a line's text run on over an edge, as no cell's does?"""
    for edge in (place.left, place.right):
        if any(word.x0 < edge - NEAR and word.x1 > edge + NEAR for word in row):
            return True
        touching = (b.x0 - a.x1 < BLANK * (b.bottom - b.top) for a, b in pairwise(row) if a.x1 <= edge + NEAR <= b.x0)
        if any(touching):
            return True
    return False


def _at(box: _Boxed, place: _Place) -> _Boxed:
    by = place.moved(box.x0) - box.x0
    return box._replace(x0=box.x0 + by, x1=box.x1 + by)


def _parts(rule: Rule, place: _Place) -> Iterator[Rule]:
    """A rule, parted at the columns' edges where it is a level one."""
    if rule.x0 == rule.x1:
        yield _at(rule, place)
        return
    edges = [rule.x0, *(x for x in (place.first, place.left, place.right) if rule.x0 + 1 < x < rule.x1 - 1), rule.x1]
    for x0, x1 in pairwise(edges):
        by = place.moved(x0) - x0
        yield rule._replace(x0=x0 + by, x1=x1 + by)
