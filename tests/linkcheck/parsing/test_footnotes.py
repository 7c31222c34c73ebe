"""Raised figures are marks of footnotes, wherever they stand, and notes at a page's foot are no part of its table."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from linkcheck.parsing import pdf, read_report
from linkcheck.report import AuditReport

HOST = "https://www.skerry-metals.example"
STYLE = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11)
HEAD = ("Criterion", "Rating", "Comment")
LEFTS = (50, 150, 250)


@pytest.fixture(params=["PDFium", "pdfplumber"])
def _reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_trusts_pdfium", request.param == "PDFium")


def report_of(path: Path, *rows: tuple[str, str, str]) -> AuditReport:
    cells = [[Paragraph(text, STYLE) for text in row] for row in (HEAD, *rows)]
    drawn = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    entity = Paragraph("ENTITY NAME Skerry Metals AG<super>1</super>", STYLE)
    sites = Paragraph("FACILITIES<br/>• Skerry Mill<super>2</super><br/>• Skerry Foundry", STYLE)
    SimpleDocTemplate(str(path), pagesize=A4).build([entity, sites, Table(cells, [110, 80, 270], style=drawn)])
    return read_report(path)


@pytest.mark.usefixtures("_reader")
@pytest.mark.parametrize("size", [5, 6, 7])
@pytest.mark.parametrize("rise", [2, 3, 4.5])
def test_a_mark_is_no_part_of_a_page_a_name_a_title_or_a_url(size: float, rise: float, tmp_path: Path) -> None:
    def mark(number: str) -> str:
        return f'<super size="{size}" rise="{rise}">{number}</super>'

    comment = (
        f"Skerry Mill{mark('2')}: {HOST}/mill.pdf{mark('3')} (pages 12-14{mark('4')}), section 4.1{mark('5, 6')}.<br/>"
        f"Skerry Foundry{mark('2')}: {HOST}/f.pdf#page=3{mark('12')}, which names 12 m{mark('2')} of 2024{mark('7')}."
    )
    report = report_of(
        tmp_path / "report.pdf",
        (f"1.1 Legal Compliance{mark('8')}", f"Conformance{mark('9')}", f"It is {HOST}/a.pdf{mark('1')}"),
        ("1.2 Anti-Corruption", "Conformance", comment),
    )
    assert report.entity == "Skerry Metals AG"
    assert [(finding.title, finding.rating) for finding in report.findings] == [
        ("Legal Compliance", "Conformance"),
        ("Anti-Corruption", "Conformance"),
    ]
    assert [(c.facility, c.url, c.locators.pages, c.locators.sections) for c in report.citations] == [
        (None, f"{HOST}/a.pdf", (), ()),
        ("Skerry Mill", f"{HOST}/mill.pdf", ("12-14",), ("4.1",)),
        ("Skerry Foundry", f"{HOST}/f.pdf#page=3", ("3",), ()),
    ]
    assert "names 12 m² of 2024." in report.findings[1].comment


@pytest.mark.usefixtures("_reader")
@pytest.mark.parametrize("raised", [True, False], ids=["raised", "plain"])
def test_notes_at_a_pages_foot_are_no_part_of_its_table(raised: bool, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "report.pdf"))

    def row(height: int, *cells: str, mark: str = "") -> None:
        canvas.setFont("Helvetica", 9)
        for left, text in zip(LEFTS, cells, strict=True):
            canvas.drawString(left, height, text)
        if mark:
            canvas.setFont("Helvetica", 5.5)
            canvas.drawString(LEFTS[-1] + canvas.stringWidth(cells[-1], "Helvetica", 9), height + 3, mark)

    def note(height: int, number: str, text: str) -> None:
        canvas.setFont("Helvetica", 5 if raised else 8)
        canvas.drawString(LEFTS[0], height + 3 * raised, number)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(LEFTS[0] + 8, height, text)

    row(800, *HEAD)
    row(785, "1.1 Legal Compliance", "Conformance", "A register is kept.", mark="1")
    row(770, "1.2 Anti-Corruption", "Conformance", "The policy is public", mark="2")
    row(755, "", "", "and its second line goes on")
    note(60, "1", f"{HOST}/register.pdf, page 4, as it was seen on")
    note(50, " ", "3 May 2024 by the auditor.")
    note(35, "2", f"{HOST}/policy.pdf")
    canvas.drawString(LEFTS[0], 20, "Page 1 of 2")
    canvas.showPage()
    row(800, *HEAD)
    row(785, "", "", f"on the next page: {HOST}/more.pdf")
    row(770, "1.3 Code of Conduct", "Conformance", f"It is {HOST}/code.pdf")
    canvas.drawString(LEFTS[0], 20, "Page 2 of 2")
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert [finding.title for finding in report.findings] == ["Legal Compliance", "Anti-Corruption", "Code of Conduct"]
    assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == [
        ("1.1", f"{HOST}/register.pdf", ("4",)),
        ("1.2", f"{HOST}/policy.pdf", ()),
        ("1.2", f"{HOST}/more.pdf", ()),
        ("1.3", f"{HOST}/code.pdf", ()),
    ]
    assert "goes on on the next page" in report.findings[1].comment


@pytest.mark.usefixtures("_reader")
def test_notes_at_a_pages_foot_go_on_at_the_next_ones(tmp_path: Path) -> None:
    """One ends there, and another, whose mark stands above, begins there."""
    canvas = Canvas(str(tmp_path / "report.pdf"))
    pages = (
        (("1.1 Law – Conformance", ""), ("It is kept.", "1"), ("1.2 Gifts – Conformance", ""), ("It is public.", "2")),
        (("1.3 Code – Conformance", ""), ("It was renewed.", "3"), ("1.4 More – Conformance", ""), ("None.", "")),
    )
    notes = (
        (("1", f"{HOST}/documents/on-air/"),),
        (("", "and-water.pdf"), ("2", f"{HOST}/gifts.pdf"), ("3", f"{HOST}/code.pdf")),
    )
    for said, below in zip(pages, notes, strict=True):
        for n, (text, mark) in enumerate(said):
            canvas.setFont("Helvetica", 10)
            canvas.drawString(50, 780 - 16 * n, text)
            canvas.setFont("Helvetica", 6)
            canvas.drawString(50 + canvas.stringWidth(text, "Helvetica", 10), 784 - 16 * n, mark)
        canvas.setFont("Helvetica", 8)
        for n, (number, text) in enumerate(reversed(below)):
            canvas.drawString(50, 30 + 18 * n, number)
            canvas.drawString(62, 30 + 18 * n, text)
        canvas.showPage()
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert [(c.criterion, c.url) for c in report.citations] == [
        ("1.1", f"{HOST}/documents/on-air/and-water.pdf"), ("1.2", f"{HOST}/gifts.pdf"), ("1.3", f"{HOST}/code.pdf"),
    ]  # fmt: skip


def test_what_begins_with_a_marks_number_within_the_table_is_no_note(tmp_path: Path) -> None:
    report = report_of(
        tmp_path / "report.pdf",
        ("1.1 Legal Compliance", "Conformance", "Kept<super>1</super>.<br/>1 see the register"),
        ("1.2 Anti-Corruption", "Conformance", f"It is {HOST}/a.pdf"),
    )
    assert [finding.comment for finding in report.findings] == ["Kept.\n1 see the register", f"It is {HOST}/a.pdf"]


@pytest.mark.parametrize("mark", ["<super>{}</super>", " [{}]"])
def test_a_note_is_said_of_what_its_mark_stands_behind(tmp_path: Path, mark: str) -> None:
    said = "Certificates of Skerry Mill{} and of Skerry Foundry.{} The foundry is new.{}"
    said = said.format(*(mark.format(n) for n in (1, 2, 3)))
    parts: list[Flowable] = [Paragraph("ENTITY NAME Skerry Metals AG", STYLE), Paragraph("FACILITIES", STYLE)]
    parts += [Paragraph(f"• Skerry {name}", STYLE) for name in ("Mill", "Foundry", "Smelter")]
    for number, comment in (("2.3 Systems", said), ("6.6 Bauxite Residue", "None was cast.")):
        parts += [Spacer(0, 12), Paragraph(f"{number} – Conformance", STYLE), Paragraph(comment, STYLE)]
    notes = (f"{HOST}/m.pdf, page 4.", f"{HOST}/f.pdf", f"It is said at {HOST}/n.pdf. It was seen. It is short.")
    parts += [Spacer(0, 12), *(Paragraph(f"{n}. {note}", STYLE) for n, note in enumerate(notes, 1))]
    SimpleDocTemplate(str(tmp_path / "report.pdf"), pagesize=A4).build(parts)
    report = read_report(tmp_path / "report.pdf")
    assert [(c.facility, c.url, c.locators.pages) for c in report.citations][:2] == [
        ("Skerry Mill", f"{HOST}/m.pdf", ("4",)),
        ("Skerry Foundry", f"{HOST}/f.pdf", ()),
    ]
    assert report.findings[0].comment.startswith(
        f"Certificates of Skerry Mill ({HOST}/m.pdf, page 4) and of Skerry Foundry ({HOST}/f.pdf). The foundry is new."
    )


@pytest.mark.parametrize("heading", ["Endnotes", "Sources and links", ""])
@pytest.mark.parametrize("mark", ["<super>{}</super>", " [{}]"])
def test_notes_behind_the_last_comment_are_those_of_their_marks(tmp_path: Path, heading: str, mark: str) -> None:
    comments = ("A register is kept.", f"The policy is public.{mark.format(1)}", "None was cast.")
    said = (*comments[:2], f"Skerry Mill:{mark.format(2)} Skerry Foundry:{mark.format(3)}", comments[2])
    numbers = ("1.1 Legal Compliance", "1.2 Anti-Corruption", "2.5 Assessments", "6.6 Bauxite Residue")
    parts: list[Flowable] = [Paragraph("ENTITY NAME Skerry Metals AG", STYLE), Paragraph("FACILITIES", STYLE)]
    parts += [Paragraph(f"• Skerry {name}", STYLE) for name in ("Mill", "Foundry")]
    for number, comment in zip(numbers, said, strict=True):
        parts += [Spacer(0, 12), Paragraph(f"{number} – Conformance", STYLE), Paragraph(comment, STYLE)]
    notes = (f"{HOST}/policy.pdf, page 4", f"Skerry Mill: {HOST}/mill.pdf", f"Skerry Foundry: {HOST}/foundry.pdf")
    parts += [Spacer(0, 12), Paragraph(heading, STYLE), Spacer(0, 6)]
    parts += [Paragraph(f"{n}. {note}", STYLE) for n, note in enumerate(notes, 1)]
    SimpleDocTemplate(str(tmp_path / "report.pdf"), pagesize=A4).build(parts)
    report = read_report(tmp_path / "report.pdf")
    assert [(c.criterion, c.facility, c.url, c.locators.pages) for c in report.citations] == [
        ("1.2", None, f"{HOST}/policy.pdf", ("4",)), ("2.5", "Skerry Mill", f"{HOST}/mill.pdf", ()),
        ("2.5", "Skerry Foundry", f"{HOST}/foundry.pdf", ()),
    ]  # fmt: skip
    assert HOST not in report.findings[-1].comment


PARTS = (
    (
        "Principle 1. Business Integrity",
        ("1.1 Legal Compliance", "Permits are public{}, the register was seen on 2 March."),
        ("1.2 Anti-Corruption", "The code{} binds all."),
        ("1.3 Code of Conduct", "None was seen."),
    ),
    (
        "Principle 6. Emissions, Effluents and Waste",
        ("6.1 Emissions to Air", "Dust is measured{}; so is noise{}."),
        ("6.8 Dross", "It is sold."),
        ("6.7 Spent Pot Lining", "None falls."),
    ),
)


@pytest.mark.parametrize("anew", [True, False])
@pytest.mark.parametrize("mark", ["<super>{}</super>", "[{}]"])
def test_notes_at_a_principles_end_are_those_of_their_marks(mark: str, anew: bool, tmp_path: Path) -> None:
    """They count on from one principle to the next, or anew; criteria may stand out of order."""
    path = tmp_path / "report.pdf"
    lines = ["ENTITY NAME Skerry Metals AG", "Detailed results"]
    number = 0
    for heading, *findings in PARTS:
        lines.append(heading)
        first = number = 0 if anew else number
        for title, said in findings:
            marks = [mark.format(number + n + 1) for n in range(said.count("{}"))]
            lines += [title, f"Rating: Conformance. {said.format(*marks)}"]
            number += len(marks)
        for n in range(1, number - first + 1):
            lines.append(f"{first + n} {HOST}/{heading[10]}/note-{n}.pdf, page {n}")
    SimpleDocTemplate(str(path), pagesize=A4).build([Paragraph(line, STYLE) for line in lines])
    report = read_report(path)
    assert [f.criterion for f in report.findings] == ["1.1", "1.2", "1.3", "6.1", "6.7", "6.8"]
    assert [(c.criterion, c.url.removeprefix(HOST), c.locators.pages) for c in report.citations] == [
        ("1.1", "/1/note-1.pdf", ("1",)), ("1.2", "/1/note-2.pdf", ("2",)),
        ("6.1", "/6/note-1.pdf", ("1",)), ("6.1", "/6/note-2.pdf", ("2",)),
    ]  # fmt: skip


def test_notes_of_chapters_that_count_anew_are_those_of_their_own_chapter_or_page(tmp_path: Path) -> None:
    """A chapter's name may go on in a second line, its notes stand at a page's foot, and one be a host alone."""
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path))
    pages = (
        ("ENTITY NAME Skerry Metals AG", "", "1. Business integrity", "1.1 Legal Compliance", "Conformance",
         "The register is public.", "1.2 Anti-Corruption", "Conformance", "The code binds all.^1", "Notes to chapter 1",
         f"1. Code, page 7: {HOST}/code.pdf", "", "3. Transparency", "3.1 Sustainability Reporting", "Conformance",
         "It is published.^1", "3.2 Liabilities", "Conformance", "They are listed.^2", "Notes to chapter 3",
         f"1. Report: {HOST}/report.pdf", "2. Neighbours: talk.skerry-metals.example"),
        ("5. Greenhouse gases", "5.1 Disclosure of GHG Emissions", "Conformance", "They are published.^1",
         "5.3 Reduction Plans", "Conformance", "A plan was made.", "Notes to chapter 5",
         f"1. Report, page 22: {HOST}/report.pdf", "", "6. Emissions, effluents and waste / Utsläpp och",
         "avfall", "6.1 Emissions to Air", "Conformance", "Dust is measured.^1", "6.5 Waste", "Conformance",
         "It is sold.", "Notes to chapter 6", "1. Neighbours: talk.skerry-metals.example", "", "7. Water stewardship",
         "7.1 Water Assessment", "Conformance", "No water is used."),
    )  # fmt: skip
    for lines in pages:
        height = 780
        for line in lines:
            said, _, mark = line.partition("^")
            canvas.setFont("Helvetica", 9)
            canvas.drawString(50, height, said)
            width = canvas.stringWidth(said, "Helvetica", 9)
            canvas.setFont("Helvetica", 5.5)
            canvas.drawString(50 + width, height + 3, mark)
            height -= 13
        canvas.showPage()
    canvas.save()
    report = read_report(path)
    assert [(c.criterion, c.url, c.locators.pages, c.locators.sections) for c in report.citations] == [
        ("1.2", f"{HOST}/code.pdf", ("7",), ()), ("3.1", f"{HOST}/report.pdf", (), ()),
        ("3.2", "http://talk.skerry-metals.example/", (), ()), ("5.1", f"{HOST}/report.pdf", ("22",), ()),
        ("6.1", "http://talk.skerry-metals.example/", (), ()),
    ]  # fmt: skip
    assert not any("Notes" in finding.comment for finding in report.findings)
