"""A Word draft taken apart as a PDF is: what stands before the findings, and the findings' rows with their links.

A paragraph is a line: Word wraps only what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import docx
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from linkcheck.parsing import budget, lists, numbering, urls
from linkcheck.parsing.characters import clean, squash
from linkcheck.parsing.flattening import flatten
from linkcheck.parsing.lettered import Parts
from linkcheck.parsing.packages import check_package, damaged
from linkcheck.parsing.pages import Layout, Line, LinkSpan, Row, Trouble
from linkcheck.parsing.pieces import pieces
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.running import read_running
from linkcheck.parsing.tablehead import FACILITY, heads_facilities
from linkcheck.parsing.wording import ANOTHER_TABLE, HEADING, HEADS, RATING, criterion, order

UNWRAPPED: Final = 10_000.0
"""Characters of room behind a line that ends where its paragraph does: it was not wrapped."""

_BULLET: Final = "• "

MOST_COLUMNS: Final = 63
"""Of a table, as in Word: a cell may say that it spans any number."""


def read_docx(path: Path) -> Layout:
    """Take a Word document apart. Raises UnreadableReport: no Word document, damaged, or of no bounded size."""
    check_package(path)
    try:
        document = docx.Document(str(path))
        flatten(document)
        numbering.write_out(document)
        lists.write_out(document)
        layout = Layout()
        reader = _Reader(layout)
        for block in document.iter_inner_content():
            reader.block(block)
    except (MemoryError, budget.OutOfTime):
        raise
    except Exception as error:  # python-docx raises what it stumbles over: KeyError, lxml's errors, ValueError …
        raise damaged(path) from error
    return layout if layout.rows else read_running(reader.lines)


class _Reader:
    """Puts blocks where they belong: before the findings, into their rows, or behind them."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._principle: str | None = None
        self._parts = Parts()
        self._last: tuple[int, ...] = ()  # the latest criterion by number
        self.lines: list[Line] = []

    def block(self, block: Paragraph | Table) -> None:
        if isinstance(block, Table):
            rows = list(_rows(block))
            roles = _roles(rows)
            another = roles is not None and self._is_another(rows, roles)
            if roles is not None and not another:
                if self._counts_anew(rows) and "comment" in roles and not any(row.comment for row in self._layout.rows):
                    self._layout.rows.clear()  # a summary stood before the findings
                    self._last = ()
                for cells in rows:
                    self._row(cells, roles)
                return
            lines = [line for cells in rows for line in _beside(cells)]
            if another and any(line.links or urls.START.search(line.text) for line in lines):
                self._layout.troubles.append(Trouble(ANOTHER_TABLE))
        else:
            lines = _lines(block)
        self._running(lines)

    def _counts_anew(self, rows: Sequence[Sequence[_Cell]]) -> bool:
        """Does a table begin with a criterion that the tables above have passed?"""
        first = next(filter(None, (criterion(bare(squash(cells[0].text))) for cells in rows)), None)
        return bool(self._last) and first is not None and order(first[0]) <= self._last

    def _is_another(self, rows: Sequence[Sequence[_Cell]], roles: Sequence[str]) -> bool:
        """Is a table behind the findings one of something else by criterion, such as of corrective actions?"""
        place = roles.index("rating") if "rating" in roles else len(roles)
        rated = any(RATING.fullmatch(squash(cells[place].text)) for cells in rows if place < len(cells))
        return not rated and self._counts_anew(rows)

    def _running(self, lines: Sequence[Line]) -> None:
        """Text between tables: a principle, the end, or (after the first finding) what follows it."""
        self.lines += lines
        for line in lines:
            if HEADING.match(line.text) and line.text.isupper():
                self._principle = line.text
            elif self._layout.rows:
                self._layout.epilogue.append(line)
            else:
                self._layout.prologue.append(line)

    def _row(self, cells: Sequence[_Cell], roles: Sequence[str]) -> None:
        texts = [_cell_lines(cell) for cell in cells]
        if texts[0]:
            rated = any(texts[n] for n, role in enumerate(roles[: len(texts)]) if role == "rating")
            texts[0][0] = replace(texts[0][0], text=self._parts.number(bare(texts[0][0].text), rated=rated))
        distinct = [n for n in range(len(cells)) if n == 0 or cells[n]._tc is not cells[n - 1]._tc]
        first = " ".join(line.text for line in texts[0])
        if len(distinct) == 1 and len(cells) > 1:
            self._spanning(texts[0], first)
            return
        if _is_head(texts):
            return
        if number := criterion(first):
            self._layout.rows.append(Row(principle=self._principle))
            self._last = max(self._last, order(number[0]))
        if not self._layout.rows:
            return
        row = self._layout.rows[-1]
        for n in distinct:
            getattr(row, roles[min(n, len(roles) - 1)]).extend(texts[n])

    def _spanning(self, lines: list[Line], text: str) -> None:
        """One cell over all columns: a principle, or the comment of the criterion above it."""
        if HEADING.match(text) and not criterion(text):
            self._principle = text
        elif self._layout.rows:
            self._layout.rows[-1].comment.extend(lines)


def _rows(table: Table) -> Iterator[tuple[_Cell, ...]]:
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


def _roles(rows: Sequence[Sequence[_Cell]]) -> tuple[str, ...] | None:
    """The role of each column of a findings table; None for another table.

    A column's head says it, else what stands in it: criteria, ratings, and the longest text as comment. A column that
    is none of these (a title apart from its number) goes with the criterion, behind the comment with that.
    """
    width = max((len(cells) for cells in rows), default=0)
    texts = [[bare(squash(cell.text)) for cell in cells] for cells in rows]
    found = [sum(bool(n < len(row) and criterion(row[n])) for row in texts) for n in range(width)]
    if width < 2 or max(found) == 0 or found[0] < max(found):
        return None
    roles = ["criterion"] * width
    left = set(range(1, width))
    head = next((row for row in texts if sum(_head_role(text) is not None for text in row) >= 2), [""] * width)
    for n in sorted(left):
        role = _head_role(head[n]) if n < len(head) else None
        if role in ("rating", "comment", FACILITY):
            roles[n] = role
            left.discard(n)
    if "rating" not in roles and left:
        rated = {n: sum(bool(n < len(row) and RATING.fullmatch(row[n])) for row in texts) for n in left}
        best = max(rated, key=lambda n: rated[n])
        if rated[best]:
            roles[best] = "rating"
            left.discard(best)
    if "comment" not in roles and left:
        longest = max(left, key=lambda n: sum(len(row[n]) for row in texts if n < len(row)))
        roles[longest] = "comment"
    behind = roles.index("comment") if "comment" in roles else width
    return tuple("comment" if n > behind and role == "criterion" else role for n, role in enumerate(roles))


def _head_role(text: str) -> str | None:
    words = text.lower().split()
    if not 0 < len(words) <= 4:
        return None
    role = next((role for role, known in HEADS.items() if words[-1] in known or words[0] in known), None)
    return role or (FACILITY if heads_facilities(words) else None)


def _is_head(texts: Sequence[Sequence[Line]]) -> bool:
    cells = [" ".join(line.text for line in lines) for lines in texts]
    roles = {role for text in cells if (role := _head_role(text))}
    return len(roles) >= 2 and not criterion(cells[0])


def _beside(cells: Sequence[_Cell]) -> list[Line]:
    """A row of another table as running text: a label and the first line of its value stand on one line."""
    distinct = [cell for n, cell in enumerate(cells) if n == 0 or cell._tc is not cells[n - 1]._tc]
    columns = [lines for cell in distinct if (lines := _cell_lines(cell))]
    if not columns:
        return []
    label, *values = columns
    if not values:
        return label
    first, *rest = [line for lines in values for line in lines]
    head = "  ".join(line.text for line in label)
    return [replace(_moved(first, f"{head}  "), gap=True), *rest]


def _cell_lines(cell: _Cell) -> list[Line]:
    lines: list[Line] = []
    blank = False
    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            more = [line for cells in _rows(block) for line in _beside(cells)]
        else:
            more = _lines(block)
        if more:
            more[0].gap = more[0].gap or blank
        lines += more
        blank = not more
    return lines


def _lines(paragraph: Paragraph) -> list[Line]:
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
