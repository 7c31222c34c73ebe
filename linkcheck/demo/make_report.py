"""Print the fictional audit report: `python -m linkcheck.demo.make_report [FILE]` (needs reportlab, a dev dependency).

The layout is that of a real report: an overview of labels and values, ratings, then a ruled table of findings whose
third column holds wrapped URLs, each line of one under a link annotation. Its bytes are the same on every machine:
reportlab's invariant mode, the built-in fonts, and no compression, which differs between builds of zlib.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from linkcheck.demo import REPORT, findings, group
from linkcheck.demo.findings import Cited, Row

WIDTH, HEIGHT = A4
LEFT, RIGHT = 42.0, WIDTH - 42.0
TOP, BOTTOM = HEIGHT - 47.0, 56.0
RULES = (LEFT, 190.0, 272.0, RIGHT)
"""The table's vertical rules, in points."""
VALUE = 420.0
"""How wide the overview's values are, in points."""
PAD = 3.0
SIZE, LEADING = 8.8, 11.6
PLAIN, BOLD = "Helvetica", "Helvetica-Bold"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one kind. `link` is the target of the annotation over it; such text is broken anywhere if it must be."""

    text: str
    link: str | None = None


Line = list[tuple[float, Piece]]
"""Pieces with their distance from the line's start, in points."""


@dataclass
class Pages:
    """A canvas and how far down its page it is written. `began` tells on which page each citation begins."""

    canvas: Canvas
    y: float = TOP
    number: int = 1
    began: list[int] = field(default_factory=list)

    def turn(self) -> None:
        self.canvas.showPage()
        self.number += 1
        self.y = TOP


def make_report() -> tuple[bytes, list[int]]:
    """The PDF, and for each citing label of `findings.cited()` the page (from 1) on which its URL begins."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle(f"Audit report of {group.ENTITY}, which does not exist")
    canvas.setAuthor("linkcheck demo")
    canvas.setLineWidth(0.5)
    pages = Pages(canvas)
    _overview(pages)
    _entity(pages)
    _findings(pages)
    pages.y -= 2 * LEADING
    _paragraph(pages, "DISCLAIMER", BOLD)
    _paragraph(pages, group.DISCLAIMER)
    canvas.showPage()
    canvas.save()
    return file.getvalue(), pages.began


def break_lines(pieces: Iterable[Piece], width: float, font: str = PLAIN) -> list[Line]:
    """Lay pieces out in lines of at most `width` points. A newline in plain text ends a line."""
    lines: list[Line] = [[]]
    x = 0.0
    for piece in pieces:
        for word in _words(piece):
            if word.text == "\n":
                lines.append([])
                x = 0.0
                continue
            rest = word
            while rest.text:
                room = width - x
                if stringWidth(rest.text, font, SIZE) <= room:
                    head, rest = rest, Piece("")
                elif rest.link and stringWidth(rest.text, font, SIZE) > width:
                    head, rest = _split(rest, room, font)
                else:
                    head = Piece("")
                if head.text:
                    lines[-1].append((x, head))
                    x += stringWidth(head.text + " ", font, SIZE)
                if rest.text:
                    lines.append([])
                    x = 0.0
    return lines


def _words(piece: Piece) -> Iterable[Piece]:
    if piece.link:
        yield piece
        return
    for number, line in enumerate(piece.text.split("\n")):
        if number:
            yield Piece("\n")
        yield from (Piece(word) for word in line.split())


def _split(piece: Piece, room: float, font: str) -> tuple[Piece, Piece]:
    """As much of a long URL as fits, cut after its last hyphen as word processors do, else anywhere."""
    fits = max((n for n in range(len(piece.text) + 1) if stringWidth(piece.text[:n], font, SIZE) <= room), default=0)
    hyphen = piece.text.rfind("-", 0, fits) + 1
    cut = hyphen or fits
    return Piece(piece.text[:cut], piece.link), Piece(piece.text[cut:], piece.link)


def _draw(pages: Pages, line: Line, left: float, font: str = PLAIN) -> None:
    """Write a line with its top at `pages.y`, and go down by one line. Spaces are written too, as text that is."""
    pages.canvas.setFont(font, SIZE)
    last = len(line) - 1
    for place, (x, piece) in enumerate(line):
        pages.canvas.drawString(left + x, pages.y - SIZE, piece.text + (" " if place < last else ""))
        if piece.link:
            right = left + x + stringWidth(piece.text, font, SIZE)
            pages.canvas.linkURL(piece.link, (left + x, pages.y - LEADING + 1, right, pages.y))
    pages.y -= LEADING


def _paragraph(pages: Pages, text: str, font: str = PLAIN) -> None:
    lines = break_lines([Piece(text)], RIGHT - LEFT, font)
    if pages.y - len(lines) * LEADING < BOTTOM:
        pages.turn()
    for line in lines:
        _draw(pages, line, LEFT, font)
    pages.y -= LEADING / 2


def _overview(pages: Pages) -> None:
    for title in ("AUDIT REPORT", "PERFORMANCE", "STANDARD"):
        _draw(pages, [(0, Piece(title))], LEFT, BOLD)
    pages.y -= LEADING
    _paragraph(pages, "OVERVIEW", BOLD)
    for label, value in group.OVERVIEW:
        _value(pages, label, value)
    for text in group.AFTER_OVERVIEW:
        _paragraph(pages, text)


def _value(pages: Pages, label: str, value: str) -> None:
    """A bold label with its value behind it, or below it where the value's first line is too long."""
    lines = break_lines([Piece(value)], VALUE)
    behind = stringWidth(label + " ", BOLD, SIZE)
    last = lines[0][-1]
    fits = behind + last[0] + stringWidth(last[1].text, PLAIN, SIZE) <= VALUE
    top = pages.y
    _draw(pages, [(0, Piece(label + " "))], LEFT, BOLD)
    if fits:
        pages.y = top
        _draw(pages, lines.pop(0), LEFT + behind)
    for line in lines:
        _draw(pages, line, LEFT)
    pages.y -= LEADING / 2


def _entity(pages: Pages) -> None:
    pages.y -= LEADING
    _paragraph(pages, "ENTITY OVERVIEW", BOLD)
    for text in group.ENTITY_OVERVIEW:
        _paragraph(pages, text)
    pages.y -= LEADING
    _paragraph(pages, "MATURITY RATINGS", BOLD)
    for number, row in enumerate(group.MATURITY):
        font = PLAIN if number else BOLD
        _draw(pages, [(column * 100.0, Piece(cell)) for column, cell in enumerate(row)], LEFT, font)


def _findings(pages: Pages) -> None:
    pages.turn()
    _paragraph(pages, "FINDINGS", BOLD)
    _table_head(pages)
    principle = ""
    for row in findings.ROWS:
        number = row.criterion.split(".")[0]
        if number != principle:
            principle = number
            _principle(pages, f"{number}. {findings.PRINCIPLES[number]}")
        _row(pages, row)


def _rule(pages: Pages) -> None:
    pages.canvas.line(LEFT, pages.y, RIGHT, pages.y)


def _table_head(pages: Pages) -> None:
    _rule(pages)
    pages.y -= PAD
    cells = zip(RULES, ("CRITERION", "RATING", "COMMENT"), strict=False)
    _draw(pages, [(x - LEFT + PAD, Piece(title)) for x, title in cells], LEFT, BOLD)
    _rule(pages)


def _principle(pages: Pages, title: str) -> None:
    if pages.y - 5 * LEADING < BOTTOM:
        pages.turn()
        _table_head(pages)
    pages.y -= PAD
    _draw(pages, [(PAD, Piece(title))], LEFT, BOLD)
    _rule(pages)


def _row(pages: Pages, row: Row) -> None:
    """One finding, over as many pages as it takes; the table's head is repeated on each."""
    columns = (
        break_lines([Piece(f"{row.criterion} {row.title}")], RULES[1] - RULES[0] - 2 * PAD),
        break_lines([Piece(row.rating)], RULES[2] - RULES[1] - 2 * PAD),
    )
    comment = _comment(row, RULES[3] - RULES[2] - 2 * PAD)
    height = max(len(column) for column in columns) * LEADING + 2 * PAD
    if pages.y - height < BOTTOM:
        pages.turn()
        _table_head(pages)
    top = pages.y
    pages.y -= PAD
    start = pages.y
    for left, column in zip(RULES, columns, strict=False):
        pages.y = start
        for line in column:
            _draw(pages, line, left + PAD)
    lowest, pages.y = start - height + 2 * PAD, start
    for line, begins in comment:
        if pages.y - LEADING < BOTTOM:
            _close(pages, top, pages.y)
            pages.turn()
            _table_head(pages)
            top = lowest = pages.y
            pages.y -= PAD
        if begins:
            pages.began.append(pages.number)
        _draw(pages, line, RULES[2] + PAD)
    _close(pages, top, min(lowest, pages.y))


def _close(pages: Pages, top: float, lowest: float) -> None:
    """Draw the rules around what was written of a row on this page."""
    pages.y = lowest - PAD
    for x in RULES:
        pages.canvas.line(x, top, x, pages.y)
    _rule(pages)


def _comment(row: Row, width: float) -> list[tuple[Line, bool]]:
    """The lines of a comment, an empty one between blocks; True where a citation's URL begins."""
    lines: list[tuple[Line, bool]] = []
    for block in row.comment:
        if lines:
            lines.append(([], False))
        seen = not isinstance(block, Cited)
        for line in break_lines(_pieces(block), width):
            begins = not seen and any(piece.link for _, piece in line)
            seen = seen or begins
            lines.append((line, begins))
    return lines


def _pieces(block: str | Cited) -> list[Piece]:
    if isinstance(block, str):
        return [Piece(block)]
    label = block.label + ("" if block.inline or not block.label else "\n")
    return [Piece(label), Piece(block.shown or block.url, block.url), Piece(block.after)]


if __name__ == "__main__":
    (Path(sys.argv[1]) if sys.argv[1:] else REPORT).write_bytes(make_report()[0])
