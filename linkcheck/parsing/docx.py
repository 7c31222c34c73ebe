"""A Word draft taken apart as a PDF is: what stands before the findings, and the findings' rows with their links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from linkcheck.parsing import (
    budget,
    lists,
    numbering,
    ratinglines,
    registers,
    registertables,
    summaries,
    supplied,
    urls,
)
from linkcheck.parsing.cells import beside, lines_of, rows_of
from linkcheck.parsing.characters import clean, squash
from linkcheck.parsing.choice import fuller, leaves_out
from linkcheck.parsing.drafttable import Cells, DraftTable
from linkcheck.parsing.flattening import flatten
from linkcheck.parsing.grid import page_of
from linkcheck.parsing.legends import legend
from linkcheck.parsing.packages import check_package, damaged
from linkcheck.parsing.pages import Layout, Line, Trouble
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.running import read_running
from linkcheck.parsing.sitetables import columns_of, titles_facilities
from linkcheck.parsing.tableshape import Shape, is_rating, shape_of
from linkcheck.parsing.wording import ANOTHER_TABLE, HEADING, criterion, order, rating

ROWS_APART: Final = 4
"""Lines of a grid."""

TITLE: Final = 2
"""Lines above a table among which its title is looked for."""


def read_docx(path: Path) -> Layout:
    """Take a Word document apart. Raises UnreadableReport: no Word document, damaged, or of no bounded size."""
    check_package(path)
    try:
        document = docx.Document(str(path))
        flatten(document)
        numbering.write_out(document)
        lists.write_out(document)
        reader = _Reader(document)
        for block in document.iter_inner_content():
            reader.block(block)
    except (MemoryError, budget.OutOfTime):
        raise
    except Exception as error:  # python-docx raises what it stumbles over: KeyError, lxml's errors, ValueError …
        raise damaged(path) from error
    layout = reader.fullest()
    registers.attach(layout, reader.entries)
    return layout


class _Reader:
    """Puts blocks where they belong: before the findings, into their rows, or behind them.

    `lines`: all of them as running text, but for tables of something else behind the findings; `unsummed`: those that
    are of no summary of ratings; `_summed`: no other table of findings has begun.
    """

    def __init__(self, document: Document) -> None:
        self.layout = Layout()
        self.lines: list[Line] = []
        self.unsummed: list[Line] = []
        self._summed = True
        self._summary: dict[tuple[int, ...], summaries.Rated] = {}
        self.entries: list[registers.Entry] = []
        texts = " ".join(clean(text.text or "") for text in document.element.body.iter(qn("w:t")))
        codes = Counter(registers.codes_in(texts))  # an entry's own number among them
        self._codes = {code for code, count in codes.items() if count > 1 or code.isdigit()}
        self._table = DraftTable(self.layout, legend([texts]))
        self._begun: set[str] = set()  # the criteria with titles so far

    def fullest(self) -> Layout:
        """What the tables hold, or all cells as running text, or that with the ratings that only a summary gives."""
        found = (criterion(bare(line.text)) for line in self.unsummed)
        ratings = summaries.ratings(self._summary, {order(each[0]) for each in found if each})
        layouts = (self.layout, read_running(self.lines))
        for layout in layouts:
            layout.summary = ratings
            ratinglines.take_apart(layout)
        layout = fuller(*layouts)
        if ratings and leaves_out(layout):
            layout = fuller(layout, replace(supplied.read(self.unsummed, self._summary), summary=ratings))
        return layout

    def block(self, block: Paragraph | Table) -> None:
        if isinstance(block, Paragraph):
            self._outside(lines_of(block))
            return
        rows = [Cells.of(cells) for cells in rows_of(block)]
        entries = registertables.entries_of([[row.lines.get(n, []) for n in range(len(row.texts))] for row in rows])
        if registertables.is_referred_to(entries, self._codes):
            self.entries += entries
            return
        said = _summary([row.texts for row in rows], self._table.known)
        self._summary = {**said, **self._summary}
        flat = [line for row in rows for line in beside(row.own)]
        before = "\n".join(line.text for line in self.layout.prologue)
        shape = shape_of([row.texts for row in rows], self._table.known, before)
        if shape is None:
            self._outside(self._sites(rows) or flat, summed=bool(said))
        elif self._is_another(rows, shape):
            self.layout.epilogue += flat
            if any(line.links or urls.START.search(line.text) for line in flat):
                self.layout.troubles.append(Trouble(ANOTHER_TABLE))
        else:
            self._note(flat, summed=bool(said))
            self._findings(rows, shape)
            self._summed = self._summed and bool(said)

    def _sites(self, rows: Sequence[Cells]) -> list[Line]:
        """The lines of a table of facilities, one for each row; none of another table."""
        titled = any(titles_facilities(line.text) for line in self.layout.prologue[-TITLE:])
        if self.layout.rows or not rows or not columns_of(rows[0].texts, titled=titled):
            return []
        return [Line("  ".join(squash(text) or "–" for text in row.texts), gap=True) for row in rows]

    def _findings(self, rows: Sequence[Cells], shape: Shape) -> None:
        summary = self._summed or not any(row.comment for row in self.layout.rows)
        if summary and "comment" in shape.roles and self._counts_anew(rows):
            self.layout.rows.clear()  # a summary stood before the findings
            self._table.last = ()
        self._table.read(rows, shape)

    def _counts_anew(self, rows: Sequence[Cells]) -> bool:
        """Does a table begin with a criterion that the tables above have passed?"""
        first = next((found for row in rows for text in row.texts if (found := criterion(bare(text)))), None)
        return bool(self._table.last) and first is not None and order(first[0]) <= self._table.last

    def _is_another(self, rows: Sequence[Cells], shape: Shape) -> bool:
        """Is a table behind the findings one of something else by criterion, such as of corrective actions?

        Its criteria have been there, and none is rated, or only non-conformances are.
        """
        if shape.cards or shape.head is None:
            return False
        named = [row for row in rows if shape.number < len(row.texts) and criterion(bare(row.texts[shape.number]))]
        numbers = {found[0] for row in named if (found := criterion(bare(row.texts[shape.number])))}
        if self._summed and self._summary and 2 * len(numbers) >= len(self._summary):
            return False
        if not numbers <= self._begun:
            return self._counts_anew(rows) and "rating" not in shape.roles
        ratings = [rating(text) for row in named for text in row.texts if is_rating(text, self._table.known)]
        return not ratings or all("Non-" in (name or "") for name in ratings)

    def _outside(self, lines: Sequence[Line], *, summed: bool = False) -> None:
        """Text between tables: a principle, the end, or (after the first finding) what follows it."""
        self._note(lines, summed=summed)
        for line in lines:
            if HEADING.match(line.text) and (line.text.isupper() or self._table.heads(line.text)):
                self._table.principle = line.text
            elif self.layout.rows:
                self.layout.epilogue.append(line)
            else:
                self.layout.prologue.append(line)

    def _note(self, lines: Sequence[Line], *, summed: bool = False) -> None:
        self.lines += map(replace, lines)  # reading on notes in lines what is above them
        self.unsummed += () if summed else map(replace, lines)
        found = (criterion(bare(line.text)) for line in lines)
        self._begun |= {each[0] for each in found if each and each[1][:1].isupper()}


def _summary(texts: Sequence[Sequence[str]], known: Mapping[str, str]) -> summaries.Summary:
    """What a table says that is a summary of ratings, and nothing else by criterion.

    Its rows are set too far apart for cells of several lines.
    """
    wide = [max(map(len, column)) for column in zip_longest(*texts, fillvalue="")]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=False)) for row in texts)
    left, summary = summaries.taken([page_of(1, ("\n" * ROWS_APART).join(lines))], known)
    return {} if summaries.begun(left) else summary
