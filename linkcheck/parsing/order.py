"""Which cells a plain text extraction may have put out of order, so that a comment or rating is another criterion's.

`pdftotext` without options goes from block to block. A block that begins beside a title higher than the blocks before
it comes behind the next rows; numbers, ratings and headings may stand apart from the rest of their rows. Where a
criterion's comment has fewer lines than its title, more of it may stand behind the next criterion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.findings import join
from linkcheck.parsing.grounds import listed
from linkcheck.parsing.pages import Row, Trouble
from linkcheck.parsing.wording import criterion

FEW: Final = 2
"""Lines: what is deferred may also come behind rows of fewer, whose titles are as low."""


def troubles(rows: Sequence[Row]) -> Iterator[Trouble]:
    """One for each page on which it is not certain which comment and rating is whose."""
    for page, begun in groupby(rows, key=lambda row: row.criterion[0].page):
        here = list(begun)
        doubtful = {id(row) for row in here if row.apart}
        for run in _runs(here):
            cited = [n for n, row in enumerate(run) if n and any(urls.START.search(line.text) for line in row.comment)]
            concerned = run[: cited[-1] + 1 if cited else 0]
            doubtful |= {id(row) for n, row in enumerate(concerned) if n in cited or _is_short(row)}
        names = [number for row in here if id(row) in doubtful and (number := _number(row))]
        if len(names) > 1:
            told = "This extraction may have put cells out of order: comments or ratings of"
            yield Trouble(f"{told} {listed(names)} may be one another's.", page)
    yield from _left_over(rows)


def _left_over(rows: Sequence[Row]) -> Iterator[Trouble]:
    """One for each number that stands by itself in a comment and is no finding's."""
    numbers = {_number(row) for row in rows}
    for row in rows:
        for line in row.comment:
            found = criterion(line.text.strip()) if line.gap else None
            if found and not found[1] and found[0] not in numbers:
                told = f"{found[0]} stands by itself in this extraction: no title was found that belongs to it."
                yield Trouble(told, line.page)


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows from one whose comment may be short of something to the next that may have what is missing."""
    run: list[Row] = []
    wanting = False
    for row in rows:
        if run or _is_short(row):
            run.append(row)
        wanting = wanting or _is_open(row)
        if run and not (_is_short(row) or (_is_single(row) and (wanting or len(row.comment) < FEW))):
            yield run
            run, wanting = [], False
    yield run


def _is_single(row: Row) -> bool:
    return not any(line.gap for line in row.comment[1:])


def _is_short(row: Row) -> bool:
    """Is the comment one block of fewer lines than the criterion's cells beside it, or does it end with a colon?"""
    alone = len(row.criterion) > 1 and criterion(row.criterion[0].text.strip()) in {(_number(row), "")}
    beside = max(len(row.criterion) - alone, len(row.rating), row.height)
    return (_is_open(row) or len(row.comment) < beside) and _is_single(row)


def _is_open(row: Row) -> bool:
    """Does the comment end before what it announces?"""
    return bool(row.comment) and row.comment[-1].text.rstrip().endswith((":", "："))


def _number(row: Row) -> str | None:
    found = criterion(join(row.criterion))
    return found[0] if found else None
