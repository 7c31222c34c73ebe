"""Which reading of a report is taken: tables, columns of text, forms or running text, by what each of them holds.

The readers are asked in order, and the first that finds criteria is believed, unless what it leaves out is plain to
see: then the others are asked, too, and the one that holds most criteria with ratings is taken, or most URLs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import islice
from math import ceil
from types import MappingProxyType
from typing import Final, NamedTuple

from linkcheck.parsing import ratinglines, registers, urls
from linkcheck.parsing.findings import join, rated
from linkcheck.parsing.pages import Layout, Line
from linkcheck.parsing.wording import criterion, order, several

RATED: Final = 0.5
"""Of the criteria: where fewer have a rating, another reading may know more of them."""


NO_SUMMARY: Final[Mapping[tuple[int, ...], str]] = MappingProxyType({})


class _Held(NamedTuple):
    """Criteria with ratings, URLs in their comments, whether most have comments, whether no criterion's comment
    holds the others: compared in this order."""

    rated: int
    cited: int
    commented: bool
    apart: bool


def fullest(
    readers: Iterable[Callable[[], Layout | None]],
    summary: Mapping[tuple[int, ...], str] = NO_SUMMARY,
    registered: Set[str] = frozenset(),
) -> Layout | None:
    """What the first reader finds; if that leaves much out, what holds most of all that the others find.

    None where none finds a criterion and the last one finds nothing else. `summary`: ratings given elsewhere;
    `registered`: the numbers of documents in a register, to which comments refer.
    """
    best: Layout | None = None
    for reader in readers:
        if found := reader():
            registers.listed(found)  # what comments refer to by a number is theirs
            ratinglines.take_apart(found)
            found.summary, found.registered = found.summary or summary, registered
            better = fuller(best, found) if best else found
            if better is not best and better.rows and not leaves_out(better):
                return better
            best = better
    return best


def fuller(first: Layout, second: Layout) -> Layout:
    """The one of two readings that holds more; the first where both hold the same. Its troubles are kept."""
    if first.rows and _held(second) <= _held(first):
        return first
    second.troubles += [trouble for trouble in first.troubles if trouble not in second.troubles]
    return second


def far_fuller(first: Layout, second: Layout) -> bool:
    """Does the second reading know more than twice as many criteria with ratings?"""
    return _held(second).rated > _held(first).rated / RATED


def leaves_out(layout: Layout) -> bool:
    """Is plainly much outside of the findings as they were read: criteria with titles, URLs, or ratings?

    So it is in a report without a table of findings, but with one of non-conformances. Where a summary was taken for
    the findings, the criteria stand in the last one's comment.
    """
    outside = (*layout.prologue, *layout.epilogue)
    few = RATED * len(layout.rows)
    aside = _titled(outside) > len(layout.rows) or _urls(outside) > _cited(layout)
    return aside or _swallows(layout) or sum(1 for _ in islice(rated(layout.rows), ceil(few))) < few


def _swallows(layout: Layout) -> bool:
    """Do more than half the criteria stand in one's comment?"""
    few = RATED * len(layout.rows)
    return any(len(row.comment) > few and _titled(row.comment) > few for row in layout.rows)


def _held(layout: Layout) -> _Held:
    numbers = (number for row in layout.rows for number, _ in several(join(row.criterion)))
    told = layout.summary.keys() | layout.by_site.keys()
    known = set(rated(layout.rows)) | {number for number in numbers if order(number) in told}
    commented = sum(bool(row.comment) for row in layout.rows)
    return _Held(len(known), _cited(layout), commented > RATED * len(layout.rows), not _swallows(layout))


def _cited(layout: Layout) -> int:
    """URLs in comments, and references to documents of a register."""
    referred = (
        code in layout.registered
        for row in layout.rows
        for line in (row.comment if layout.registered else ())
        for code in registers.codes_in(line.text)
    )
    return sum(_urls(row.comment) for row in layout.rows) + sum(referred)


def _titled(lines: Sequence[Line]) -> int:
    """Lines with which criteria with titles begin."""
    return sum(bool(found and found[1][:1].isupper()) for line in lines if (found := criterion(line.text.strip())))


def _urls(lines: Sequence[Line]) -> int:
    """URLs that begin in some lines, and lines with nothing but links behind words."""
    return sum(len(urls.START.findall(line.text)) or bool(line.links) for line in lines)
