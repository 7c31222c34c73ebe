"""Columns left of the criteria's, which count the rows or name the principle: they are left out.

Only where criteria begin behind a gap at one place, line by line, and hardly any at the lines' beginnings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.starts import NEAR, lefts_of
from linkcheck.parsing.tablehead import Rows, head_of
from linkcheck.parsing.wording import RATING_START, criterion

FEWEST: Final = 3

APART: Final = 0.5
"""Heights: cells are further apart, words of one are not."""


def without_counters(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages without what stands left of the criteria's column; the same where nothing does."""
    rows = [page.rows for page in pages]
    begun = [place for page in rows for row in page if (place := _second_begins(row)) is not None]
    lefts = lefts_of(begun)
    left = max(lefts, key=lambda left: lefts[left], default=0.0)
    numbers = [row[0].x0 for page in rows for row in page if criterion(" ".join(word.text for word in row[:2]))]
    first = sum(abs(x0 - left) > NEAR for x0 in numbers)  # the others stand beside a cell merged over several rows
    if lefts.get(left, 0) < max(FEWEST, first + 1):
        return pages
    gone = [set(_left_of(page, left)) for page in rows]
    if any(urls.START.search(word.text) or RATING_START.match(word.text) for words in gone for word in words):
        return pages
    return [page.without(words) for page, words in zip(pages, gone, strict=True)]


def _second_begins(row: Sequence[Word]) -> float | None:
    """Where a criterion begins behind a line's first cell: with its title, or its number alone at the line's end."""
    for n in range(1, len(row)):
        if row[n].x0 - row[n - 1].x1 > APART * _height(row):
            found = criterion(" ".join(word.text for word in row[n : n + 4]))
            alone = n + 1 == len(row)
            return row[n].x0 if found and (alone or found[1][:1].isupper()) else None
    return None


def _left_of(rows: Rows, left: float) -> Iterator[Word]:
    """The words of cells left of a column, from the first criterion in it to the end of the last, and in heads."""
    numbered = [n for n, row in enumerate(rows) if any(abs(w.x0 - left) <= NEAR and criterion(w.text) for w in row)]
    end = numbered[-1] + 1 if numbered else 0
    while numbered and end < len(rows) and rows[end][0].top - rows[end - 1][0].bottom < APART * _height(rows[end]):
        end += 1
    for n, row in enumerate(rows):
        before = [word for word in row if word.x1 < left - 1]
        after = row[len(before) :]
        within = bool(numbered) and numbered[0] <= n < end
        if not before or not (within or head_of([row]) or (numbered and n > numbered[-1] and after)):
            continue
        numbers = bool(after) and abs(after[0].x0 - left) <= NEAR and criterion(after[0].text) is not None
        apart = bool(after) and after[0].x0 - before[-1].x1 > APART * _height(row)
        if not after or numbers or (after[0].x0 >= left - NEAR and apart):
            yield from before


def _height(row: Sequence[Word]) -> float:
    return row[0].bottom - row[0].top
