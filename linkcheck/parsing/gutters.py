"""Columns that were read as one: words of comments that begin below each other behind a gap.

1.1 Legal      The mill keeps a register      read as "Legal The mill keeps a register", where nothing tells
Compliance     of duties.                     that titles have a column of their own.

Words in one column stand a blank apart, in justified text a little more, at a place of their own on each line. Behind
a gutter they begin at one place, line for line. What stands on both sides may be URLs of two criteria or sites: so
it is told, whatever else the reading made of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from linkcheck.parsing import urls
from linkcheck.parsing.findings import join, number_of
from linkcheck.parsing.grounds import listed
from linkcheck.parsing.pages import Layout, Line, Page, Trouble, Word
from linkcheck.parsing.tablehead import Rows

GAP: Final = 1.0
"""Heights of a line: words of one column stand nearer to each other."""

FEWEST: Final = 6
"""Lines with a gap at one place, and ..."""

CRITERIA: Final = 2
"""... criteria in whose comments they are: fewer may be a list or an address set in columns."""

SHOWN: Final = 60
"""Characters of a line that was read so."""


class _Behind(NamedTuple):
    """A word behind a gap: its row of the findings and the line that was read."""

    row: int
    line: Line


def troubles(layout: Layout, pages: Sequence[Page]) -> Iterator[Trouble]:
    """One sentence for all criteria whose comments hold words of two columns; none where each has a column."""
    numbered = {page.number: (page.rows, [row[0].middle for row in page.rows]) for page in pages}
    places: defaultdict[int, list[_Behind]] = defaultdict(list)
    for n, row in enumerate(layout.rows):
        for line in row.comment:
            for word in _behind_gaps(line, numbered):
                places[round(word.x0)].append(_Behind(n, line))
    found = [one for ones in places.values() if _is_gutter(ones) for one in ones]
    if found:
        rows = sorted({one.row for one in found})
        names = listed(_name(layout, n) for n in rows)
        shown = urls.clip(found[0].line.text, SHOWN)
        told = f"Two columns were perhaps read as one in the comments of {names} (“{shown}”)"
        yield Trouble(f"{told}: compare them with the report.", found[0].line.page)


def _behind_gaps(line: Line, pages: Mapping[int, tuple[Rows, Sequence[float]]]) -> Iterator[Word]:
    """The words of a line that stand behind a gap and a word: neither a bullet, a number nor a mark."""
    if line.box is None or line.page is None or line.page not in pages:
        return
    left, top, right, bottom = line.box
    rows, middles = pages[line.page]
    read = {*pairwise(line.text.split(" "))}
    for row in rows[bisect_left(middles, top) : bisect_right(middles, bottom)]:
        for before, word in pairwise(word for word in row if left - 1 <= word.x0 and word.x1 <= right + 1):
            wide = word.x0 - before.x1 > GAP * (word.bottom - word.top)
            if wide and sum(map(str.isalpha, before.text)) > 1 and (before.text, word.text) in read:
                yield word


def _is_gutter(found: Sequence[_Behind]) -> bool:
    return len(found) >= FEWEST and len({one.row for one in found}) >= CRITERIA


def _name(layout: Layout, n: int) -> str:
    """A criterion's number; what stands in its place where none does."""
    row = layout.rows[n]
    return number_of(row) or urls.clip(join(row.criterion), SHOWN)
