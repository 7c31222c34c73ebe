"""Writing a fictional report with reportlab, line by line: all of `Look` holds to the point."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, zip_longest
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.linkcheck.parsing.corpus.spec import (
    Aligned,
    Arrangement,
    Header,
    Look,
    Paragraph,
    ReportSpec,
    Row,
    Rules,
    Run,
)
from tests.linkcheck.parsing.corpus.wrapping import Line, Piece, annotated, wrap

PLAIN, BOLD, CHINESE = "Helvetica", "Helvetica-Bold", "STSong-Light"
_PADDING = 4.0
_BLANK: Line = ()


@cache
def _fonts() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))


def _stretches(text: str, font: str) -> Iterator[tuple[str, str]]:
    """The text in stretches of one font each: what the Latin font lacks is set in the Chinese one."""
    for chinese, letters in groupby(text, key=lambda letter: "\u2e80" <= letter <= "\uffef"):
        yield "".join(letters), CHINESE if chinese else font


def _width(text: str, font: str, size: float) -> float:
    return float(sum(pdfmetrics.stringWidth(part, name, size) for part, name in _stretches(text, font)))


class Sheet:
    """The page being written: a canvas, and how far down it is."""

    def __init__(self, look: Look, pages: int | None) -> None:
        _fonts()
        self.look = look
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=look.page, invariant=True, pageCompression=1)
        self.left, self.right = look.margin, look.page[0] - look.margin
        self.bottom = look.margin + 14
        self.leading = look.size * 1.25
        self.number, self.total = 1, pages
        self.y = self._top()

    def _top(self) -> float:
        if self.look.running_head:
            self.canvas.setFont(PLAIN, 7)
            self.canvas.drawString(self.left, self.look.page[1] - 26, self.look.running_head)
        return self.look.page[1] - self.look.margin

    def turn(self) -> None:
        """Go on on a new page."""
        if self.look.page_numbers:
            self.canvas.setFont(PLAIN, 7)
            text = self.look.page_numbers.format(n=self.number, m=self.total or 0)
            self.canvas.drawCentredString(self.look.page[0] / 2, 24, text)
        self.canvas.showPage()
        self.number += 1
        self.y = self._top()

    def wrapped(self, paragraph: Paragraph, room: float, font: str = PLAIN) -> list[Line]:
        return wrap(paragraph, room, lambda text: _width(text, font, self.look.size), self.look.breaks)

    def text(self, x: float, y: float, line: Line, font: str = PLAIN) -> None:
        """Draw one line with its baseline at y, and its links."""
        for piece in line:
            begin = x
            for part, name in _stretches(piece.text, font):
                self.canvas.setFont(name, self.look.size)
                self.canvas.drawString(x, y, part)
                x += pdfmetrics.stringWidth(part, name, self.look.size)
            if piece.link:
                self.canvas.linkURL(piece.link, (begin, y - 2, x, y + self.look.size), relative=0, thickness=0)

    def paragraph(self, text: str, *, font: str = PLAIN, x: float | None = None, after: float = 4.0) -> None:
        """Write a paragraph over the width of the page."""
        self.write(Paragraph((Run(text),)), font=font, x=x, after=after)

    def write(self, paragraph: Paragraph, *, font: str = PLAIN, x: float | None = None, after: float = 4.0) -> None:
        left = self.left if x is None else x
        for line in self.wrapped(paragraph, self.right - left, font):
            if self.y - self.leading < self.bottom:
                self.turn()
            self.y -= self.leading
            self.text(left, self.y, line, font)
        self.y -= after

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, y0, x1, y1)

    def finish(self) -> bytes:
        self.turn()
        self.canvas.save()
        return self.buffer.getvalue()


def render(spec: ReportSpec) -> bytes:
    """The report as PDF. Twice where the total of pages is printed on each."""
    if "{m}" not in spec.look.page_numbers:
        return _render(spec, None)[0]
    return _render(spec, _render(spec, 0)[1])[0]


def write(spec: ReportSpec, path: Path) -> None:
    path.write_bytes(render(spec))


def _render(spec: ReportSpec, pages: int | None) -> tuple[bytes, int]:
    sheet = Sheet(spec.look, pages)
    if spec.front:
        for text in spec.front:
            sheet.paragraph(text, after=14)
        sheet.turn()
    for text in spec.heading:
        sheet.paragraph(text, font=BOLD)
    sheet.paragraph("OVERVIEW", font=BOLD, after=8)
    for label, paragraphs in spec.overview:
        _entry(sheet, label, paragraphs)
    for paragraph in spec.boilerplate:
        sheet.write(paragraph, after=8)
    sheet.paragraph("ENTITY OVERVIEW", font=BOLD, after=6)
    for text in spec.prose:
        sheet.paragraph(text, after=8)
    sheet.turn()
    sheet.paragraph("FINDINGS", font=BOLD, after=8)
    _findings(sheet, spec)
    sheet.y -= 24
    sheet.paragraph(spec.closing[0], font=BOLD)
    for text in spec.closing[1:]:
        sheet.paragraph(text)
    pages_made = sheet.number
    return sheet.finish(), pages_made


def _entry(sheet: Sheet, label: str, paragraphs: Sequence[str]) -> None:
    """One entry of the overview: the label beside its text, or before it on the same line."""
    look = sheet.look
    labels = [label]
    if look.broken_labels and label.count(" ") > 1:
        first, _, last = label.rpartition(" ")
        labels = [first, last]
    if look.letter_spaced:
        labels = ["  ".join(" ".join(word) for word in part.split()) for part in labels]
    if sheet.y - 5 * sheet.leading < sheet.bottom:
        sheet.turn()
    if not look.overview_columns:
        if len(labels) == 1:
            sheet.paragraph(f"{label if not look.letter_spaced else labels[0]} {paragraphs[0]}")
            paragraphs = paragraphs[1:]
        else:
            for part in labels:
                sheet.paragraph(part, font=BOLD, after=0)
        for text in paragraphs:
            sheet.paragraph(text)
        return
    top = sheet.y
    for part in labels:
        sheet.y -= sheet.leading
        sheet.text(sheet.left, sheet.y, (Piece(part),), BOLD)
    low, sheet.y = sheet.y, top
    page = sheet.number
    column = sheet.left + (190 if look.letter_spaced else 150)
    for text in paragraphs:
        sheet.paragraph(text, x=column)
    if sheet.number == page:
        sheet.y = min(sheet.y, low) - 2


def _findings(sheet: Sheet, spec: ReportSpec) -> None:
    table = Table(sheet)
    if spec.look.header is not Header.NONE:
        table.header()
    principle = ""
    for number, row in enumerate(spec.rows):
        if row.principle != principle:
            principle = row.principle
            table.heading(principle)
        shared = number + 1 < len(spec.rows) and spec.rows[number + 1].merged
        table.row(row, open_below=shared)


class Table:
    """The findings table: rows in columns that go on over pages, with the rules that the look asks for."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.look = sheet, sheet.look
        width = sheet.right - sheet.left
        edges = [sheet.left]
        for share in self.look.shares()[:-1]:
            edges.append(edges[-1] + share * width)
        self.edges = [*edges, sheet.right]
        self._repeats = self.look.header is Header.EVERY_PAGE

    def room(self, column: int) -> float:
        return self.edges[column + 1] - self.edges[column] - 2 * _PADDING

    def header(self) -> None:
        cells: list[list[Line]] = [[(Piece(name),)] if name else [] for name in self.look.heads()]
        self._cells(cells, fonts=BOLD)

    def heading(self, text: str) -> None:
        """A principle over the whole width."""
        if self.sheet.y - 4 * self.sheet.leading < self.sheet.bottom:
            self._turn()
        top = self.sheet.y
        self.sheet.y -= self.sheet.leading + 2
        self.sheet.text(self.edges[0] + _PADDING, self.sheet.y, (Piece(text),), BOLD)
        self.sheet.y -= 4
        self._frame(top, self.sheet.y, (self.edges[0], self.edges[-1]))

    def row(self, row: Row, *, open_below: bool) -> None:
        wide = {Arrangement.STACKED: self._whole, Arrangement.RATING_LAST: self.room(1)}
        comment = self._comment(row, wide.get(self.look.arrangement) or self.room(len(self.edges) - 2))
        narrow = {Arrangement.NUMBERED: 2, Arrangement.RATING_LAST: 2}.get(self.look.arrangement, 1)
        rating = self._lines("" if row.merged else row.rating or "", narrow)
        if self._numbered:
            cells = [self._lines(row.criterion, 0), self._lines(row.title, 1), rating, comment]
        elif self.look.arrangement is Arrangement.RATING_LAST:
            cells = [self._lines(f"{row.criterion} {row.title}", 0), comment, rating]
        elif self._stacked:
            self._cells([self._lines(f"{row.criterion} {row.title}", 0), rating], closed=False)
            self._cells([comment], edges=(self.edges[0], self.edges[-1]))
            return
        else:
            cells = [self._lines(f"{row.criterion} {row.title}", 0), rating, comment]
        self._cells(cells, open_below=open_below)

    @property
    def _stacked(self) -> bool:
        return self.look.arrangement is Arrangement.STACKED

    @property
    def _numbered(self) -> bool:
        return self.look.arrangement is Arrangement.NUMBERED

    @property
    def _whole(self) -> float:
        return self.edges[-1] - self.edges[0] - 2 * _PADDING

    def _lines(self, text: str, column: int) -> list[Line]:
        return self.sheet.wrapped(Paragraph((Run(text),)), self.room(column))

    def _comment(self, row: Row, room: float) -> list[Line]:
        lines: list[Line] = []
        for paragraph in row.comment:
            if lines and not paragraph.tight:
                lines.append(_BLANK)
            bulleted = paragraph
            if paragraph.bullet:
                bulleted = Paragraph((Run(f"{paragraph.bullet} "), *paragraph.runs))
            lines += annotated(self.sheet.wrapped(bulleted, room), bulleted, self.look.annotations)
        return lines

    def _cells(
        self,
        cells: list[list[Line]],
        *,
        fonts: str = PLAIN,
        edges: Sequence[float] | None = None,
        closed: bool = True,
        open_below: bool = False,
    ) -> None:
        """Draw a row of cells from here downwards, over pages where it doesn't fit."""
        edges = edges or self.edges
        sheet = self.sheet
        if sheet.y - 2.5 * sheet.leading < sheet.bottom:
            self._turn()
        top = sheet.y
        sheet.y -= 2
        shifts = self._shifts(cells)
        for lines in zip_longest(*cells, fillvalue=_BLANK):
            if sheet.y - sheet.leading - 3 < sheet.bottom:
                self._frame(top, sheet.y - 2, edges, closed=self.look.rules is Rules.GRID)
                self._turn()
                top = sheet.y
                sheet.y -= 2
            sheet.y -= sheet.leading
            for x, shift, line in zip(edges, shifts, lines, strict=False):
                sheet.text(x + _PADDING, sheet.y - shift, line, fonts)
        sheet.y -= 4
        self._frame(top, sheet.y, edges, closed=closed, merged=open_below)
        if self.look.rules is Rules.NONE:
            sheet.y -= 4

    def _shifts(self, cells: list[list[Line]]) -> list[float]:
        """How far down each cell begins, as they are aligned; those of a row that goes over a page begin at its top."""
        most = max(map(len, cells))
        goes_over = self.sheet.y - most * self.sheet.leading - 3 < self.sheet.bottom
        if self.look.aligned is Aligned.TOP or goes_over:
            return [0.0] * len(cells)
        share = 2 if self.look.aligned is Aligned.MIDDLE else 1
        return [(most - len(cell)) * self.sheet.leading / share for cell in cells]

    def _turn(self) -> None:
        self.sheet.turn()
        if self._repeats:
            self._repeats = False
            self.header()
            self._repeats = True

    def _frame(
        self, top: float, bottom: float, edges: Sequence[float], *, closed: bool = True, merged: bool = False
    ) -> None:
        rules = self.look.rules
        if rules is Rules.NONE:
            return
        if rules is Rules.GRID:
            for x in edges:
                self.sheet.rule(x, top, x, bottom)
            self.sheet.rule(edges[0], top, edges[0], bottom)
        if closed and not merged:
            self.sheet.rule(edges[0], bottom, edges[-1], bottom)
        if closed and merged:  # the rating's cell goes on below
            self.sheet.rule(edges[0], bottom, edges[1], bottom)
            self.sheet.rule(edges[2], bottom, edges[-1], bottom)
