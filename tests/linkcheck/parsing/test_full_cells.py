"""Cells that are full: what stands in them reaches the next column, or goes on in a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from linkcheck.parsing import read_report
from linkcheck.parsing.counters import without_counters
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.prefixes import without_prefixes
from linkcheck.report import AuditReport

STYLE = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11)
URL = "https://www.skerry-metals.example"
OPENING = ("ENTITY NAME: Skerry Metals AB", "FACILITIES", "• Alder Mill", "• Lume Works", "FINDINGS")


def built(path: Path, rows: Sequence[Sequence[str]], widths: Sequence[int], *spans: int) -> AuditReport:
    """A ruled table below the report's first lines, some of whose rows are one cell."""
    look = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    for n in spans:
        look.add("SPAN", (0, n), (-1, n))
    flow: list[Flowable] = [Paragraph(line, STYLE) for line in OPENING]
    flow.append(Table([[Paragraph(cell, STYLE) for cell in row] for row in rows], widths, style=look))
    SimpleDocTemplate(str(path), pagesize=A4).build(flow)
    return read_report(path)


def test_a_rating_behind_a_title_over_all_columns_may_go_on_below(tmp_path: Path) -> None:
    blank = "&nbsp;" * 60
    rows = [
        ("Site", "Observation", "Public evidence"),
        ("Criterion 1.2 – Bribes &nbsp; &nbsp; Rating: Conformance", "", ""),
        ("Alder", "It was seen.", f"{URL}/a.pdf"),
        (f"Criterion 2.5 – Impact Assessments {blank} Rating: Minor Non-Conformance", "", ""),
        ("Lume", "It is late.", f"{URL}/b.pdf"),
        ("Criterion 6.6 – Residues &nbsp; &nbsp; Rating: Conformance", "", ""),
        ("Alder", "It is stored.", f"{URL}/c.pdf"),
    ]
    report = built(tmp_path / "report.pdf", rows, (120, 150, 160), 1, 3, 5)
    assert [(one.criterion, one.rating) for one in report.findings] == [
        ("1.2", "Conformance"), ("2.5", "Minor Non-Conformance"), ("6.6", "Conformance"),
    ]  # fmt: skip


def test_several_numbers_may_fill_their_line(tmp_path: Path) -> None:
    rows = [
        ("Criterion", "Rating", "Comment"),
        ("1.1 Laws", "Conformance", "A register is kept."),
        ("2.1a, 2.1b & 2.1c<br/>Policy", "Minor Non-Conformance", "It is signed by nobody."),
        ("2.2 Leaders", "Conformance", "They are known."),
    ]
    report = built(tmp_path / "report.pdf", rows, (110, 120, 200))
    assert [(one.criterion, one.title) for one in report.findings] == [
        ("1.1", "Laws"), ("2.1a", "Policy"), ("2.1b", "Policy"), ("2.1c", "Policy"), ("2.2", "Leaders"),
    ]  # fmt: skip


def words(*cells: tuple[float, str], top: float) -> list[Word]:
    """Words of cells, five points wide for each letter."""
    found = list[Word]()
    for left, text in cells:
        for word in text.split():
            found.append(Word(word, left, top, left + 5 * len(word), top + 9))
            left += 5 * len(word) + 3
    return found


def test_a_principle_that_fills_its_cell_is_no_part_of_the_number_beside_it() -> None:
    drawn = [
        *words((50, "Principle"), (133, "Criterion"), (250, "Comment"), top=50),
        *words((50, "1. Integrity"), (133, "PS 1.1"), (250, "A register"), top=70),
        *words((133, "PS 1.2"), (250, "Training"), top=90),
        *words((50, "2. Policy"), (133, "PS 2.2"), top=110),
        *words((50, "3. Openness"), (133, "PS 3.1"), (250, "Reports"), top=130),
        *words((50, "5. Greenhouse Gas"), (133, "PS 5.1"), (250, "Figures"), top=150),
    ]
    (page,) = without_counters(without_prefixes([Page(1, 600, 800, drawn)]))
    assert [text_of(row) for row in page.rows[1:]] == [
        "1.1 A register", "1.2 Training", "2.2", "3.1 Reports", "5.1 Figures",
    ]  # fmt: skip
