"""Paragraphs and cells of a Word draft as lines: Word wraps only what it shows, so that a paragraph is a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from linkcheck.parsing import lists
from linkcheck.parsing.characters import clean
from linkcheck.parsing.pages import Line, LinkSpan
from linkcheck.parsing.pieces import pieces
from linkcheck.parsing.wording import criterion

UNWRAPPED: Final = 10_000.0
"""Characters of room behind a line that ends where its paragraph does: it was not wrapped."""

_BULLET: Final = "• "

MOST_COLUMNS: Final = 63
"""Of a table, as in Word: a cell may say that it spans any number."""


def rows_of(table: Table) -> Iterator[tuple[_Cell, ...]]:
    """Each row's cells by the table's columns: one over several columns or rows comes again.

    Not by python-docx, which goes through all rows above for each merged cell.
    """
    above: dict[int, _Cell] = {}
    for row in table._tbl.tr_lst:
        cells: dict[int, _Cell] = {}
        begin = row.grid_before
        for tc in row.tc_lst:
            cell = (above.get(begin) if tc.vMerge == "continue" else None) or _Cell(tc, table)
            end = min(begin + tc.grid_span, MOST_COLUMNS)
            cells |= dict.fromkeys(range(begin, end), cell)
            begin = end
        above = cells
        if cells:
            yield tuple(cells.values())


def distinct(cells: Sequence[_Cell]) -> list[int]:
    """The places of a row's cells, of one over several columns the first."""
    return [n for n in range(len(cells)) if n == 0 or cells[n]._tc is not cells[n - 1]._tc]


def beside(cells: Iterable[list[Line]]) -> list[Line]:
    """A row of cells as running text: a label and the first line of its value stand on one line."""
    columns = [lines for lines in cells if lines]
    if not columns:
        return []
    label, *values = columns
    if not values:
        return label
    first, *rest = [line for lines in values for line in lines]
    head = "  ".join(line.text for line in label)
    return [replace(_moved(first, f"{head}  "), gap=True), *rest]


def lines_of_cell(cell: _Cell) -> list[Line]:
    """A cell's lines, those of a table within it row by row."""
    lines: list[Line] = []
    blank = False
    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            more = [line for row in rows_of(block) for line in beside(lines_of_cell(row[n]) for n in distinct(row))]
        else:
            more = lines_of(block)
        if more:
            more[0].gap = more[0].gap or blank
        lines += more
        blank = not more
    return lines


def lines_of(paragraph: Paragraph) -> list[Line]:
    """The paragraph's lines, parted at forced breaks only; none for an empty one."""
    lines: list[Line] = []
    text, spans = "", list[LinkSpan]()
    for piece, target in [*pieces(paragraph), ("\n", None)]:
        before, *after = piece.split("\n")
        for n, part in enumerate([before, *after]):
            if n > 0:
                if text.strip():
                    lines.append(_line(text, spans))
                text, spans = "", []
            part = clean(part)
            if target and part.strip():
                spans.append(LinkSpan(len(text), len(text) + len(part), target))
            text += part
    if lines:
        lines[0].gap = True
        if lists.is_listed(paragraph) and not criterion(lines[0].text):
            lines[0] = _moved(lines[0], _BULLET)
    return lines


def _moved(line: Line, prefix: str) -> Line:
    """A line with something before it."""
    links = tuple(LinkSpan(start + len(prefix), end + len(prefix), target) for start, end, target in line.links)
    return replace(line, text=f"{prefix}{line.text}", links=links)


def _line(text: str, spans: Sequence[LinkSpan]) -> Line:
    """The line without blanks around it, its links moved along; neighbouring spans of one target are one."""
    cut = len(text) - len(text.lstrip())
    joined: list[LinkSpan] = []
    for start, end, target in spans:
        if joined and joined[-1].end == start and joined[-1].target == target:
            joined[-1] = LinkSpan(joined[-1].start, end, target)
        else:
            joined.append(LinkSpan(start, end, target))
    stripped = text.strip()
    moved = (LinkSpan(max(0, start - cut), min(len(stripped), end - cut), target) for start, end, target in joined)
    return Line(stripped, links=tuple(span for span in moved if span.start < span.end), room=UNWRAPPED)
