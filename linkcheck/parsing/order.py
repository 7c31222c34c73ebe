"""Which cells a plain text extraction may have put out of order, so that a comment or rating is another criterion's.

`pdftotext` without options goes from block to block. A block that begins beside a title higher than the blocks before
it comes behind the next rows; numbers, ratings and headings may stand apart from the rest of their rows. Where a
criterion's comment has fewer lines than its title, more of it may stand behind the next criterion, or the one after.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.findings import number_of
from linkcheck.parsing.grounds import listed
from linkcheck.parsing.pages import Row, Trouble
from linkcheck.parsing.wording import criterion

FEW: Final = 2
"""Lines: what is deferred may also come behind rows of fewer, whose titles are as low."""

MOST: Final = 1
"""Rows that lack nothing, between one that does and the one behind whose first block that may stand."""


def troubles(rows: Sequence[Row]) -> Iterator[Trouble]:
    """One for each page on which it is not certain which comment and rating is whose."""
    for page, begun in groupby(rows, key=lambda row: row.criterion[0].page):
        here = list(begun)
        doubtful = {id(row) for row in here if row.apart}
        for run in _runs(here):
            cited = _with_more(run)
            concerned = run[: cited[-1] + 1 if cited else 0]
            doubtful |= {id(row) for n, row in enumerate(concerned) if n in cited or row.late or _is_short(row)}
        names = [number for row in here if id(row) in doubtful and (number := number_of(row))]
        if len(names) > 1:
            told = "This extraction may have put cells out of order: comments or ratings of"
            yield Trouble(f"{told} {listed(names)} may be one another's.", page)
    yield from _left_over(rows)


def _left_over(rows: Sequence[Row]) -> Iterator[Trouble]:
    """One for each number that stands by itself in a comment and is no finding's."""
    numbers = {number_of(row) for row in rows}
    for row in rows:
        for line in row.comment:
            found = criterion(line.text.strip()) if line.gap else None
            if found and not found[1] and found[0] not in numbers:
                told = f"{found[0]} stands by itself in this extraction: no title was found that belongs to it."
                yield Trouble(told, line.page)


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows from one whose comment may be short of something to the next that may have what is missing."""
    run: list[Row] = []
    wanting, whole = False, 0
    for row in rows:
        short = _is_short(row)
        if run or short:
            run.append(row)
            whole = 0 if short else whole + (not (row.apart or row.late))
        wanting = wanting or _is_open(row)
        if run and not (short or row.apart or row.late) and (not _is_single(row) or (whole > MOST and not wanting)):
            yield run
            run, wanting, whole = [], False, 0
    yield run


def _with_more(run: Sequence[Row]) -> list[int]:
    """The places of rows in whose comments URLs may be what a row of the run before lacks.

    All of a comment may be, where the row before is short; else what stands behind its first block.
    """
    found: list[int] = []
    wanting, short = False, True
    for n, row in enumerate(run):
        blocks = (k for k, line in enumerate(row.comment) if k and line.gap)
        own = 0 if wanting or short else next(blocks, len(row.comment))
        if n and any(urls.START.search(line.text) for line in row.comment[own:]):
            found.append(n)
        wanting = wanting or _is_open(row) or not row.comment
        short = _is_short(row) or (short and len(row.comment) < FEW)
    return found


def _is_single(row: Row) -> bool:
    return not any(line.gap for line in row.comment[1:])


def _is_short(row: Row) -> bool:
    """Is the comment one block of fewer lines than the criterion's cells beside it, or does it end with a colon?"""
    alone = len(row.criterion) > 1 and criterion(row.criterion[0].text.strip()) in {(number_of(row), "")}
    beside = max(len(row.criterion) - alone, len(row.rating), row.height)
    return (_is_open(row) or len(row.comment) < beside) and _is_single(row)


def _is_open(row: Row) -> bool:
    """Does the comment end before what it announces?"""
    return bool(row.comment) and row.comment[-1].text.rstrip().endswith((":", "："))
