"""Writing a fictional report as plain text: cell after cell, as many extractions do, or with poppler's pdftotext."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tests.linkcheck.parsing.corpus import reportlab_pdf
from tests.linkcheck.parsing.corpus.spec import Arrangement, Break, Header, Look, Paragraph, ReportSpec, Row, Run
from tests.linkcheck.parsing.corpus.wrapping import Line, wrap

PDFTOTEXT = shutil.which("pdftotext")
_LINES_A_PAGE = 58
_WIDTHS = (24, 14, 66)  # letters in a line of each column
_WHOLE = 110
_Linked = tuple[str, Sequence[str]]  # a line, and the links that begin on it


def write_flat(spec: ReportSpec, path: Path) -> None:
    """Cell after cell; the link annotations of a page as whole URLs at its foot, each twice."""
    path.write_text("\n".join(_flat(spec)) + "\n", encoding="utf-8")


def write_plain(spec: ReportSpec, path: Path) -> None:
    """By `pdftotext`. It drops hyphens at the end of a line, so that URLs here are never broken after one."""
    pdftotext(replace(spec, look=replace(spec.look, breaks=Break.BEFORE_MARK)), path)


def write_layout(spec: ReportSpec, path: Path) -> None:
    """By `pdftotext -layout`."""
    pdftotext(spec, path, "-layout")


def pdftotext(spec: ReportSpec, path: Path, *options: str) -> None:
    """By `pdftotext`, whatever it makes of hyphens. Raises LookupError where poppler can't write Chinese."""
    assert PDFTOTEXT is not None
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        reportlab_pdf.write(spec, pdf)
        made = subprocess.run([PDFTOTEXT, *options, str(pdf), str(path)], check=True, capture_output=True, timeout=60)
        if b"language pack" in made.stderr:
            raise LookupError("poppler lacks the data for Chinese (package poppler-data)")


def _flat(spec: ReportSpec) -> Iterator[str]:
    for text in (*spec.front, *spec.heading, "OVERVIEW", ""):
        yield text
    for label, paragraphs in spec.overview:
        yield from _wrapped(f"{label} {paragraphs[0]}", _WHOLE)
        for text in paragraphs[1:]:
            yield from _wrapped(text, _WHOLE)
        yield ""
    for paragraph in spec.boilerplate:
        yield paragraph.text
    yield from ("", "ENTITY OVERVIEW", "")
    for text in spec.prose:
        yield from (*_wrapped(text, _WHOLE), "")
    yield from ("FINDINGS", "")
    yield from _pages(spec)
    for text in spec.closing:
        yield from (*_wrapped(text, _WHOLE), "")


def _pages(spec: ReportSpec) -> Iterator[str]:
    header = " ".join(filter(None, spec.look.heads()))
    if spec.look.header is not Header.NONE:
        yield from (header, "")
    count, targets = 0, list[str]()
    for line, links in _table(spec):
        if count == _LINES_A_PAGE:
            yield from ("", *(target for target in targets for _ in range(2)), "", " ")
            if spec.look.header is Header.EVERY_PAGE:
                yield from ("", header, "")
            count, targets = 0, []
        yield line
        targets += [link for link in links if link not in targets and not link.startswith("mailto:")]
        count += 1
    yield from ("", *(target for target in targets for _ in range(2)), "", " ")


def _table(spec: ReportSpec) -> Iterator[_Linked]:
    """The lines of the findings, each with the links that begin on it."""
    principle = ""
    for row in spec.rows:
        if row.principle != principle:
            principle = row.principle
            yield from ((principle, ()), ("", ()))
        yield from _row(spec, row)
        yield "", ()


def _row(spec: ReportSpec, row: Row) -> Iterator[_Linked]:
    """A cell of one line is followed by the next cell on that line, a longer one by a blank line."""
    stacked = spec.look.arrangement is Arrangement.STACKED
    title = _wrapped(f"{row.criterion} {row.title}", _WHOLE - 20 if stacked else _WIDTHS[0])
    comment: list[_Linked] = []
    for paragraph in row.comment:
        if comment and not paragraph.tight:
            comment.append(("", ()))
        comment += _comment(paragraph, spec.look)
    lines: list[_Linked] = [(line, ()) for line in title]
    rating = [] if row.rating is None else list(_wrapped(row.rating, _WIDTHS[1]))
    long_before = len(lines) > 1
    rated: list[_Linked] = [(line, ()) for line in rating]
    for cell in (comment, rated) if spec.look.arrangement is Arrangement.RATING_LAST else (rated, comment):
        if not cell:
            continue
        if long_before:
            lines += [("", ()), *cell]
        else:
            (last, _), (first, links) = lines.pop(), cell[0]
            lines += [(last + first, links), *cell[1:]]
        long_before = len(cell) > 1
    yield from lines


def _comment(paragraph: Paragraph, look: Look) -> Iterator[_Linked]:
    runs = paragraph.runs
    if paragraph.bullet:
        runs = (Run(f"{paragraph.bullet} "), *runs)
    seen: set[int] = set()
    whole = Paragraph(runs)
    for line in wrap(whole, _WIDTHS[2], len, look.breaks):
        links = []
        for piece in line:
            if piece.link is not None and piece.run not in seen:
                seen.add(piece.run)
                links.append(piece.link)
        yield _text(line), links


def _text(line: Line) -> str:
    return "".join(piece.text for piece in line)


def _wrapped(text: str, room: int) -> Iterator[str]:
    for line in wrap(Paragraph((Run(text),)), room, len, Break.HYPHEN):
        yield f"{_text(line).rstrip()} "
