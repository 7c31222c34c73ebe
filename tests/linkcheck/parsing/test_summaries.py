"""Ratings that only a summary gives, in words or short forms, are those of the findings that stand elsewhere."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from linkcheck.parsing import read_report
from linkcheck.parsing.grid import page_of
from linkcheck.parsing.summaries import taken
from linkcheck.report import AuditReport
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.corpus import text

HOST: Final = "https://www.skerry-metals.example"
STYLE: Final = getSampleStyleSheet()["BodyText"]
SHORT: Final = {
    "Conformance": "C", "Minor Non-Conformance": "mi", "Major Non-Conformance": "MA", "Not Applicable": "n/a",
    "Unable to Rate": "U",
}  # fmt: skip
LEGEND: Final = "; ".join(f"{short} = {rating}" for rating, short in SHORT.items())
FINDINGS: Final = (
    ("1.1", "Legal Compliance", "Conformance", f"Kept in a register, {HOST}/register, page 4."),
    ("1.2", "Gifts and Favours", "Minor Non-Conformance", f"Training is late, see {HOST}/gifts.pdf."),
    ("2.1a", "Policies of the Group and of its Works – environment", "Conformance", f"Public at {HOST}/policy.pdf."),
    ("2.3", "Management Systems", "Unable to Rate", "Nobody could be asked."),
    ("3.1", "Sustainability Reporting", "Conformance", f"It is at {HOST}/report.pdf (pages 2-5)."),
    ("5.1", "Disclosure of GHG Emissions and of the Energy that was Used", "Major Non-Conformance", "None is public."),
    ("6.1", "Emissions to Air", "Conformance", f"Measured: {HOST}/air.pdf."),
    ("11.1", "Health and Safety", "Not Applicable", ""),
)
OPENING: Final = ("ASI PERFORMANCE STANDARD V3.1", "AUDIT REPORT", "Entity name: Skerry Metals AB", LEGEND)
LAYOUTS: Final = ("run in", "title above")


def summary(groups: int, *, short: bool) -> list[list[str]]:
    """The rows of a table with some groups of columns side by side, each read downwards."""
    cells = [(number, title, SHORT[rating] if short else rating) for number, title, rating, _ in FINDINGS]
    height = -(-len(cells) // groups)
    cells += [("", "", "")] * (groups * height - len(cells))
    rows = [[cell for group in range(groups) for cell in cells[group * height + n]] for n in range(height)]
    return [["Criterion", "", "Rating"] * groups, *rows]


def said(layout: str) -> Iterator[str]:
    """The findings' paragraphs, without their ratings."""
    for number, title, _, comment in FINDINGS:
        if layout == "run in":
            yield f"{number} {title}. {comment}"
        else:
            yield from filter(None, (f"{number} {title}", comment))


def table(rows: Sequence[Sequence[str]]) -> Flowable:
    widths = [480 / len(rows[0]) * share for share in (0.75, 1.5, 0.75)] * (len(rows[0]) // 3)
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return Table([[Paragraph(cell, STYLE) for cell in row] for row in rows], colWidths=widths, style=style)


def written(path: Path, parts: Sequence[Flowable]) -> AuditReport:
    SimpleDocTemplate(str(path), pagesize=A4).build([*(Paragraph(line, STYLE) for line in OPENING), *parts])
    return read_report(path)


def extracted(path: Path) -> AuditReport:
    subprocess.run(["pdftotext", "-layout", str(path), str(path.with_suffix(".txt"))], check=True)
    return read_report(path.with_suffix(".txt"))


def drafted(path: Path, parts: Sequence[str | Sequence[Sequence[str]]]) -> AuditReport:
    document = docx.Document()
    for part in (*OPENING, *parts):
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            made = document.add_table(len(part), len(part[0]))
            for row, cells in zip(made.rows, part, strict=True):
                for cell, value in zip(row.cells, cells, strict=True):
                    cell.text = value
    document.save(str(path))
    return read_report(path)


def is_right(report: AuditReport) -> None:
    assert [(f.criterion, f.rating) for f in report.findings] == [(number, rating) for number, _, rating, _ in FINDINGS]
    assert [(c.criterion, c.url.rpartition("/")[2], c.locators.pages) for c in report.citations] == [
        ("1.1", "register", ("4",)),
        ("1.2", "gifts.pdf", ()),
        ("2.1a", "policy.pdf", ()),
        ("3.1", "report.pdf", ("2-5",)),
        ("6.1", "air.pdf", ()),
    ]


def told(report: AuditReport) -> list[str]:
    return [o.text for o in report.observations if o.code is ObservationCode.PARTIAL_READING]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("groups", "short"), [(1, True), (1, False), (2, True), (2, False), (3, True)])
@pytest.mark.parametrize("behind", [False, True])
def test_ratings_of_a_summary_are_the_findings(
    tmp_path: Path, layout: str, groups: int, short: bool, behind: bool
) -> None:
    parts = ([table(summary(groups, short=short))], [Paragraph(line, STYLE) for line in said(layout)])
    path = tmp_path / "report.pdf"
    report = written(path, [*parts[behind], PageBreak(), *parts[not behind]])
    is_right(report)
    assert not told(report)
    if text.PDFTOTEXT:
        is_right(extracted(path))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("groups", "short"), [(1, True), (1, False), (2, True), (3, False)])
def test_so_they_are_in_a_draft(tmp_path: Path, layout: str, groups: int, short: bool) -> None:
    is_right(drafted(tmp_path / "report.docx", [summary(groups, short=short), *said(layout)]))


@pytest.mark.parametrize("short", [False, True])
def test_a_table_of_findings_may_leave_its_ratings_to_a_summary(tmp_path: Path, short: bool) -> None:
    rows = [["Criterion", "Comment"], *([f"{number} {title}", comment] for number, title, _, comment in FINDINGS)]
    is_right(drafted(tmp_path / "report.docx", [summary(1, short=short), "Findings", rows]))
    cells = [[Paragraph(cell, STYLE) for cell in row] for row in rows]
    grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    parts = [table(summary(1, short=short)), PageBreak(), Table(cells, colWidths=(150, 330), style=grid)]
    is_right(written(tmp_path / "report.pdf", parts))


@pytest.mark.parametrize("beside", [False, True])
def test_cards_may_stand_before_the_pages_with_their_comments(tmp_path: Path, beside: bool) -> None:
    """Titles over ratings in two columns of cards, or beside them in one."""
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path))
    for n, line in enumerate(OPENING):
        canvas.drawString(50, 800 - 14 * n, line)
    for n, (number, title, rating, _) in enumerate(FINDINGS):
        x, y = (50, 700 - 30 * n) if beside else (50 + 270 * (n % 2), 700 - 50 * (n // 2))
        canvas.drawString(x, y, f"{number} {title}"[:40])
        canvas.drawString(*((400, y) if beside else (x, y - 14)), rating)
    canvas.showPage()
    for n, (number, title, _, comment) in enumerate(FINDINGS):
        canvas.drawString(50, 800 - 50 * n, f"{number} {title}"[:40])
        canvas.drawString(50, 786 - 50 * n, comment)
    canvas.save()
    is_right(read_report(path))


def test_a_criterion_of_which_only_the_summary_tells_is_a_finding(tmp_path: Path) -> None:
    parts = [Paragraph(line, STYLE) for line in said("run in") if not line.startswith("2.3")]
    report = written(tmp_path / "report.pdf", [table(summary(1, short=True)), PageBreak(), *parts])
    assert [(f.criterion, f.rating, f.comment) for f in report.findings][3] == ("2.3", "Unable to Rate", "")


def test_findings_that_are_rated_otherwise_keep_their_own_rating_and_are_told(tmp_path: Path) -> None:
    parts = [Paragraph(line, STYLE) for line in said("title above")]
    parts.insert(3, Paragraph("Conformance", STYLE))
    report = written(tmp_path / "report.pdf", [table(summary(1, short=True)), PageBreak(), *parts])
    assert [(f.criterion, f.rating) for f in report.findings][1] == ("1.2", "Conformance")
    assert told(report) == ["A summary rates 1.2 otherwise than the findings do: the findings' own ratings were taken."]


ROWS: Final = [f"1.{n}  Title of {n}  C" for n in range(1, 7)]


@pytest.mark.parametrize(
    ("row", "rating"),
    [
        ("1.3  Title  Minor Non-Conformance", "Minor Non-Conformance"),
        ("1.3  Title                  Minor Non-\n     and more of it         Conformance", "Minor Non-Conformance"),
        ("1.3  Title  C  mNC", None),
        ("1.3  Title  C or none", None),
        ("1.3  It is at https://skerry.example  C", None),
    ],
)
def test_what_is_not_one_rating_is_none(row: str, rating: str | None) -> None:
    lines = "\n\n".join([*ROWS[:2], row, *ROWS[3:]])
    _, summary = taken([page_of(1, lines)])
    found = summary.get((1, 3, 0))
    assert (found and found.rating, len(summary)) == (rating, 5 + bool(rating))
