"""Evidence that stands in a register is the comments' that refer to it, or the criterion's that it names."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from linkcheck.parsing import read_report
from linkcheck.parsing.pages import Layout, Line, Row
from linkcheck.parsing.registers import Entry, attach
from linkcheck.parsing.registertables import head_of
from linkcheck.parsing.urls import requested
from linkcheck.report import AuditReport
from tests.linkcheck.parsing.corpus import text
from tests.linkcheck.parsing.drafts_of_firms import table

HOST = "https://www.skerry-metals.example"
STYLE = ParagraphStyle("cell", fontName="Helvetica", fontSize=8, leading=10)
OPENING = "ENTITY NAME Skerry Metals AG", "FACILITIES", "• Skerry Mill", "• Skerry Foundry"
OPENING_TEXT = "\n".join(OPENING)
FINDINGS = (
    ("Criterion", "Rating", "Comment"),
    ("1.1 Legal Compliance", "Conformance", "A register of laws is kept. ISO 14001 and W3 apply."),
    ("1.3a-e Code of Conduct", "Conformance", "The code is published [D1, pages 3-5]. It binds all."),
    ("5.1a-b Emissions", "Conformance", "D2, page 7; D3, section 4.2; D4"),
    ("6.1 Air", "Conformance", "Quantities of dust are public. See Annex B."),
)
REGISTER = (
    ("No.", "Document", "Facility", "Address (seen in May)"),
    ("D1", "Code of Conduct", "All", f"{HOST}/documents/policies/code-of-conduct-for-everybody-2024.pdf"),
    ("D2", "Emissions of the year", "Skerry Mill", f"{HOST}/mill/emissions-2023.pdf"),
    ("D3", "Emissions of the year", "Skerry Foundry", f"{HOST}/foundry/emissions-2023.pdf"),
    ("D4", "Annual Report", "Entity", f"{HOST}/report.pdf"),
)
BY_CRITERION = (
    ("Criterion", "Document", "Site", "Link"),
    ("6.1", "Dust balance, page 2", "Skerry Mill", f"{HOST}/mill/dust.pdf"),
    ("6.1", "Dust balance", "Skerry Foundry", f"{HOST}/foundry/dust.pdf"),
)
CITED = [
    ("1.3a-e", None, REGISTER[1][3], ("3-5",), ()),
    ("5.1a-b", "Skerry Mill", REGISTER[2][3], ("7",), ()),
    ("5.1a-b", "Skerry Foundry", REGISTER[3][3], (), ("4.2",)),
    ("5.1a-b", None, REGISTER[4][3], (), ()),
    ("6.1", "Skerry Mill", BY_CRITERION[1][3], ("2",), ()),
    ("6.1", "Skerry Foundry", BY_CRITERION[2][3], (), ()),
]


def of_pdf(path: Path, ruled: bool, aligned: str = "TOP", width: int = 150) -> None:
    look = TableStyle([("VALIGN", (0, 0), (-1, -1), aligned)])
    if ruled:
        look.add("GRID", (0, 0), (-1, -1), 0.5, "black")

    def drawn(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Table:
        return Table([[Paragraph(cell, STYLE) for cell in row] for row in rows], widths, style=look)

    parts: list[Flowable] = [Paragraph(line, STYLE) for line in OPENING]
    annexes = [Paragraph("Annex B", STYLE), drawn(BY_CRITERION, (60, 120, 100, 220))]
    parts += [drawn(FINDINGS, (120, 80, 260)), PageBreak(), Paragraph("Annex A: Public documents", STYLE)]
    SimpleDocTemplate(str(path), pagesize=A4).build(
        [*parts, drawn((*REGISTER, UNUSED), (40, 120, 90, width)), *annexes]
    )


@pytest.mark.parametrize("draft", [True, False])
def test_a_register_may_name_pages_and_have_one_entry_on_its_last_page(tmp_path: Path, draft: bool) -> None:
    """Pages that a comment names count more."""
    head = ("Ref.", "Document", "URL", "Page or section", "Criterion")
    findings = (
        ("Criterion", "Rating", "Comment"),
        ("1.3 Code of Conduct", "Conformance", "The code is published [D1]. It binds all."),
        ("2.1 Policy", "Conformance", "The policy is public [D2, page 9]."),
        ("6.1 Air", "Conformance", "The quantities are public [D3]."),
    )
    register = (
        head, ("D1", "Code", f"{HOST}/code.pdf", "page 3", "1.3"), ("D2", "Policy", f"{HOST}/policy.pdf", "2", "2.1"),
        head, ("D3", "Dust balance", f"{HOST}/dust.pdf", "section 4.2", "6.1"),
    )  # fmt: skip
    tables: list[Sequence[Sequence[str]]] = [findings, register[:3], register[3:]]
    path = tmp_path / ("report.docx" if draft else "report.pdf")
    if draft:
        document = docx.Document()
        document.add_paragraph(OPENING[0])
        table(document, *findings)
        document.add_paragraph("Annex")
        table(document, *register[:3], *register[4:])
        document.save(str(path))
    else:
        look = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        parts: list[Flowable] = [Paragraph(OPENING[0], STYLE)]
        for printed, widths in zip(tables, ((120, 80, 260), (35, 90, 190, 55, 60), (35, 90, 190, 55, 60)), strict=True):
            cells = [[Paragraph(cell, STYLE) for cell in row] for row in printed]
            parts += [Table(cells, widths, style=look), PageBreak()]
        SimpleDocTemplate(str(path), pagesize=A4).build(parts)
    assert cited(read_report(path)) == [
        ("1.3", None, f"{HOST}/code.pdf", ("3",), ()), ("2.1", None, f"{HOST}/policy.pdf", ("9",), ()),
        ("6.1", None, f"{HOST}/dust.pdf", (), ("4.2",)),
    ]  # fmt: skip


UNUSED = ("D9", "Old plan", "All", f"{HOST}/old-plan.pdf")


def cited(report: AuditReport) -> list[tuple[object, ...]]:
    return [(c.criterion, c.facility, c.url, c.locators.pages, c.locators.sections) for c in report.citations]


@pytest.mark.parametrize(("ruled", "aligned"), [(True, "TOP"), (False, "TOP"), (True, "MIDDLE"), (True, "BOTTOM")])
def test_a_pdfs_registers_are_the_evidence(ruled: bool, aligned: str, tmp_path: Path) -> None:
    of_pdf(tmp_path / "report.pdf", ruled, aligned)
    report = read_report(tmp_path / "report.pdf")
    assert cited(report) == CITED
    told = [o.text for o in report.observations if "register" in o.text]
    assert told == ["Evidence of the register that no finding refers to: D9."]


@pytest.mark.skipif(text.PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
def test_a_texts_registers_are_the_evidence(tmp_path: Path) -> None:
    of_pdf(tmp_path / "report.pdf", ruled=False, width=220)
    subprocess.run([str(text.PDFTOTEXT), "-layout", tmp_path / "report.pdf", tmp_path / "report.txt"], check=True)
    assert cited(read_report(tmp_path / "report.txt")) == CITED


def test_a_drafts_registers_are_the_evidence(tmp_path: Path) -> None:
    document = docx.Document()
    for line in OPENING:
        document.add_paragraph(line)
    for rows in (FINDINGS, REGISTER, BY_CRITERION):
        table(document, *rows)
        document.add_paragraph("Annex")
    document.save(str(tmp_path / "draft.docx"))
    assert cited(read_report(tmp_path / "draft.docx")) == CITED


@pytest.mark.parametrize(
    ("items", "comments", "found"),
    [
        (
            (f"[E1] Code of Conduct: {HOST}/code.pdf", f"[E2] Skerry Mill: Emissions Report, {HOST}/mill.pdf"),
            ("Published [E1], page 3.", "See E2, p. 4."),
            [("1.1", None, f"{HOST}/code.pdf", ("3",), ()), ("2.1", "Skerry Mill", f"{HOST}/mill.pdf", ("4",), ())],
        ),
        (
            (f"D-1 – Code – {HOST}/code/", "of-conduct.pdf", f"D-2 – Emissions – {HOST}/emissions.pdf"),
            ("Published (D-1, page 3).", "See D-2 (p. 4)."),
            [
                ("1.1", None, f"{HOST}/code/of-conduct.pdf", ("3",), ()),
                ("2.1", None, f"{HOST}/emissions.pdf", ("4",), ()),
            ],
        ),
        (
            (f"[1] Code of Conduct, {HOST}/code.pdf", f"[2] {HOST}/emissions.pdf"),
            ("Published [1, page 3].", "See [2][1], section 4."),
            [
                ("1.1", None, f"{HOST}/code.pdf", ("3",), ()),
                ("2.1", None, f"{HOST}/emissions.pdf", (), ()),
                ("2.1", None, f"{HOST}/code.pdf", (), ("4",)),
            ],
        ),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_a_list_around_the_findings_is_a_register(
    items: Sequence[str], comments: Sequence[str], found: list[tuple[object, ...]], before: bool, tmp_path: Path
) -> None:
    rows = "\n\n".join(f"{n}.1 Some Title\nConformance\n{comment}" for n, comment in enumerate(comments, 1))
    head = "\nCRITERION RATING COMMENT\n"
    register = "\n".join(("", "Public documents", *items, ""))
    parts = (OPENING_TEXT, register, head, rows) if before else (OPENING_TEXT, head, rows, register)
    (tmp_path / "report.txt").write_text("\n".join(parts), encoding="utf-8")
    assert cited(read_report(tmp_path / "report.txt")) == found


def test_a_table_that_no_comment_refers_to_stays_where_it_is(tmp_path: Path) -> None:
    document = docx.Document()
    for line in OPENING:
        document.add_paragraph(line)
    sites = (
        ("No.", "Name", "Website"),
        ("1", "Skerry Mill", f"{HOST}/mill"),
        ("2", "Skerry Foundry", f"{HOST}/foundry"),
    )
    for rows in (sites, FINDINGS):
        table(document, *rows)
    document.save(str(tmp_path / "draft.docx"))
    report = read_report(tmp_path / "draft.docx")
    assert not report.citations
    assert not [o for o in report.observations if "register" in o.text]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 2, 3), (1, 0, 3, 2)])
def test_a_register_of_addresses_names_sites_and_pages_beside_the_criteria(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    rows = (
        ("Facility", "Clause", "Page / section", "Web address"),
        ("Entity", "1.3a-e", "14 and 15", f"{HOST}/code.pdf"),
        ("Skerry Mill", "6.1", "7", f"{HOST}/mill/dust.pdf"),
        ("Skerry Foundry", "6.1", "section 4.2", f"{HOST}/foundry/dust.pdf"),
    )
    shown = [tuple(row[n] for n in order) for row in rows]
    path = tmp_path / "report.pdf"
    findings = [(number, rated, said.partition("[D1")[0]) for number, rated, said in FINDINGS if "D2" not in said]
    SimpleDocTemplate(str(path), pagesize=A4).build(
        [
            *(Paragraph(line, STYLE) for line in OPENING),
            *(Table([[Paragraph(c, STYLE) for c in row] for row in table]) for table in (findings, shown[:3])),
            PageBreak(),
            Table([[Paragraph(c, STYLE) for c in row] for row in (shown[0], shown[3])]),
        ]
    )
    assert cited(read_report(path)) == [
        ("1.3a-e", None, f"{HOST}/code.pdf", ("14", "15"), ()),
        ("6.1", "Skerry Mill", f"{HOST}/mill/dust.pdf", ("7",), ()),
        ("6.1", "Skerry Foundry", f"{HOST}/foundry/dust.pdf", (), ("4.2",)),
    ]


def test_a_register_may_have_columns_for_pages_and_for_sections(tmp_path: Path) -> None:
    rows = (
        ("Criterion", "Site", "Document", "Link", "Pages", "Sections"),
        ("1.3a-e", "Entity", "Code", f"{HOST}/code.pdf", "14, 15", "–"),
        ("6.1", "Skerry Mill", "Dust", f"{HOST}/mill/dust.pdf", "–", "3, 5.1"),
        ("6.1", "Skerry Foundry", "Dust", f"{HOST}/foundry/dust.pdf", "18-44", "5"),
    )
    path = tmp_path / "report.pdf"
    findings = [(number, rated, said.partition("[D1")[0]) for number, rated, said in FINDINGS if "D2" not in said]
    SimpleDocTemplate(str(path), pagesize=A4).build(
        [
            *(Paragraph(line, STYLE) for line in OPENING),
            *(Table([[Paragraph(c, STYLE) for c in row] for row in table]) for table in (findings, rows)),
        ]
    )
    assert cited(read_report(path)) == [
        ("1.3a-e", None, f"{HOST}/code.pdf", ("14", "15"), ()),
        ("6.1", "Skerry Mill", f"{HOST}/mill/dust.pdf", (), ("3", "5.1")),
        ("6.1", "Skerry Foundry", f"{HOST}/foundry/dust.pdf", ("18-44",), ("5",)),
    ]


def test_a_column_for_places_in_documents_names_none() -> None:
    head = head_of(("Ref.", "Criterion", "Facility", "Document (public address)", "Place in document"))
    assert head is not None
    assert (head.document, head.address, head.places) == (None, 3, ((4, ""),))


NAMED = (
    ("No.", "Document", "Facility", "Public?"),
    ("E01", "Register of laws", "All", "No"),
    ("E02", f"Code of Conduct<br/>{HOST}/documents/policies/code-of-<br/>conduct.pdf", "All", "Yes"),
    ("E03", f"Dust balance<br/>{HOST}/mill/dust.pdf", "Skerry Mill", "Yes"),
    ("E04", f"Dust balance<br/>{HOST}/foundry/dust.pdf", "Skerry Foundry", "Yes"),
)
WORDS = (
    ("1.1 Legal Compliance", "E01 was seen."),
    ("1.3 Code of Conduct", "The code (E02, page 3) binds all."),
    ("6.1 Emissions to Air", "See E03 and E04."),
)
SPELLED = (
    WORDS[0],
    ("1.3 Code of Conduct", f"E02: {HOST}/documents/policies/code-of-conduct.pdf, page 3"),
    (
        "6.1 Emissions to Air",
        f"Skerry Mill: {HOST}/mill/dust.pdf (E03)<br/>Skerry Foundry: {HOST}/foundry/dust.pdf (E04)",
    ),
)
SITES = ("Criterion", "Skerry Mill", "Skerry Foundry", "Skerry Store")
RATED = tuple((number, "Conformance", "Minor", "N/A") for number in ("1.1", "1.2", "1.3", "2.1", "6.1"))


@pytest.mark.parametrize("matrix", [False, True])
@pytest.mark.parametrize("findings", [WORDS, SPELLED])
def test_addresses_stand_below_the_names_of_documents(
    findings: Sequence[tuple[str, str]], matrix: bool, tmp_path: Path
) -> None:
    """What a comment spells out itself is cited once; a matrix of ratings before the findings is none of them."""
    path = tmp_path / "report.pdf"
    parts: list[Flowable] = [Paragraph(line, STYLE) for line in OPENING]
    if matrix:
        parts += [Paragraph("Ratings of each site", STYLE), Table([SITES, *RATED], (80, 120, 120, 120))]
        findings = [*findings[:1], ("1.2 Anti-Corruption", "Fine."), findings[1], ("2.1 Policy", "Fine."), findings[2]]
    top = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    cells = [[Paragraph(cell, STYLE) for cell in row] for row in NAMED]
    parts += [Paragraph("Register of evidence", STYLE), Table(cells, (40, 260, 100, 60), style=top)]
    parts.append(Paragraph("Findings", STYLE))
    for title, said in findings:
        parts += [Table([[title, "Conformance"]], (360, 100)), Paragraph(said, STYLE)]
    SimpleDocTemplate(str(path), pagesize=A4).build(parts)
    report = read_report(path)
    assert [(f.criterion, f.rating) for f in report.findings] == [(t.split()[0], "Conformance") for t, _ in findings]
    assert cited(report) == [
        ("1.3", None, f"{HOST}/documents/policies/code-of-conduct.pdf", ("3",), ()),
        ("6.1", "Skerry Mill", f"{HOST}/mill/dust.pdf", (), ()),
        ("6.1", "Skerry Foundry", f"{HOST}/foundry/dust.pdf", (), ()),
    ]
    assert not [o for o in report.observations if o.code == "partial-reading"]


def test_entries_that_findings_refer_to_and_nobody_reads_are_told(tmp_path: Path) -> None:
    """As where an entry's number stands behind other words."""
    entries = "E1\nCode of Conduct\n", f"{HOST}/code.pdf\n", "E2\nDust balance\n", f"{HOST}/dust.pdf\n"
    findings = "1.1 Legal Compliance\nConformance\nNone.\n", "1.3 Code of Conduct\nConformance\nSee E1 and E2.\n"
    (tmp_path / "report.txt").write_text("\n".join((*OPENING, "", *entries, *findings)), encoding="utf-8")
    report = read_report(tmp_path / "report.txt")
    told = [o.text for o in report.observations if "register" in o.text]
    assert told == ["Entries of a register that the comments on 1.3 name, and whose URLs no finding cites: E1 and E2."]


def test_an_entry_may_go_on_over_a_page_and_the_register_without_its_head(tmp_path: Path) -> None:
    long = f"{HOST}/documents/policies-and-procedures/everything-that-is-known-of-it-by-everybody.pdf"
    rows = [("No.", "Document", "Address"), ("D1", "Code", long), ("D2", "Emissions", long.replace("it", "air"))]
    look = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])

    def cells(rows: Sequence[Sequence[str]]) -> list[list[Paragraph]]:
        return [[Paragraph(cell, STYLE) for cell in row] for row in rows]

    first = [*cells(rows[:2]), *cells([("D2", "Emissions", rows[2][2][:56])])]
    second = cells(
        [
            ("", "", rows[2][2][56:]),
            *[(f"D{n}", "Balance of the year, and of the year before", long.replace("it", str(n))) for n in (3, 4)],
        ]
    )
    flow: list[Flowable] = [Paragraph(line, STYLE) for line in OPENING]
    flow.append(Table(cells(FINDINGS), [120, 80, 300], style=look))
    flow += [
        PageBreak(),
        Table(first, [40, 120, 300], style=look),
        PageBreak(),
        Table(second, [40, 120, 300], style=look),
    ]
    path = tmp_path / "report.pdf"
    SimpleDocTemplate(str(path), pagesize=A4).build(flow)
    cited = {(one.criterion, one.url) for one in read_report(path).citations}
    assert cited == {("1.3a-e", long), *(("5.1a-b", long.replace("it", name)) for name in ("air", "3", "4"))}


@pytest.mark.parametrize(
    ("criteria", "cited"),
    [
        ("1.1a, 1.1b", ["1.1"]),
        ("2.1; 2.1", ["2.1"]),
        ("1.1 - 1.3", ["1.1", "1.2", "1.3"]),
        ("1.1 to 1.3", ["1.1", "1.2", "1.3"]),
        ("1.1–1.2, 2.1", ["1.1", "1.2", "2.1"]),
        ("1.1 1.3", ["1.1", "1.3"]),
    ],
)
def test_an_entry_is_cited_once_for_each_of_its_criteria(criteria: str, cited: list[str]) -> None:
    numbers = ("1.1", "1.2", "1.3", "2.1")
    layout = Layout(rows=[Row([Line(f"{number} Title")], comment=[Line("It was seen.")]) for number in numbers])
    attach(layout, [Entry("D1", "Permit", address=[Line(f"{HOST}/permit.pdf")], beside=criteria)])
    assert [
        number
        for number, row in zip(numbers, layout.rows, strict=True)
        for line in row.comment
        if line.text.startswith(HOST)
    ] == cited


@pytest.mark.parametrize("draft", [True, False])
def test_what_no_comment_refers_to_is_for_the_criteria_beside_its_number(tmp_path: Path, draft: bool) -> None:
    """Several in one cell, each on its own; pages and sections are known by their words, below whatever head."""
    rows = (
        ("No.", "Criterion", "Site", "Document", "Address", "Where"),
        ("E1", "1.3a-e", "All", "Code", f"{HOST}/code.pdf", "section 4.2, pp. 3-5"),
        ("E2", "1.1, 6.1", "Skerry Mill", "Dust", f"{HOST}/mill/dust.pdf", "p. 7"),
        ("E3", "5.1a-b", "Skerry Foundry", "Emissions", f"{HOST}/foundry.pdf", "p. 7"),
        ("E4", "5.4", "All", "Old plan", f"{HOST}/plan.pdf", ""),
    )
    findings = [
        (number, rated, re.sub(r"\[D1.*|D2.*", "E3" * (number[0] == "5"), said)) for number, rated, said in FINDINGS
    ]
    path = tmp_path / ("report.docx" if draft else "report.pdf")
    if draft:
        document = docx.Document()
        for line in OPENING:
            document.add_paragraph(line)
        for printed in (findings, rows):
            table(document, *printed)
            document.add_paragraph("Annex")
        document.save(str(path))
    else:
        widths = (90, 70, 300), (30, 60, 80, 60, 200, 90)
        SimpleDocTemplate(str(path), pagesize=A4).build(
            [
                *(Paragraph(line, STYLE) for line in OPENING),
                *(
                    Table([[Paragraph(c, STYLE) for c in row] for row in printed], wide)
                    for printed, wide in zip((findings, rows), widths, strict=True)
                ),
            ]
        )
    report = read_report(path)
    assert cited(report) == [
        ("1.1", "Skerry Mill", f"{HOST}/mill/dust.pdf", ("7",), ()),
        ("1.3a-e", None, f"{HOST}/code.pdf", ("3-5",), ("4.2",)),
        ("5.1a-b", "Skerry Foundry", f"{HOST}/foundry.pdf", ("7",), ()),
        ("6.1", "Skerry Mill", f"{HOST}/mill/dust.pdf", ("7",), ()),
    ]
    told = [o.text for o in report.observations if "register" in o.text]
    assert told == ["Evidence of the register that no finding refers to: E4."]


def test_a_list_of_sites_with_addresses_and_findings_below_it_are_no_part_of_a_register_on_their_page(
    tmp_path: Path,
) -> None:
    path = tmp_path / "report.pdf"
    look = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    sites = (
        ("No.", "Site", "Short name", "Address"),
        ("S1", "Skerry Mill AG", "Mill", "3 Fell Road, Skerry"), ("S2", "Skerry Foundry AG", "Foundry", "9 Quay"),
    )  # fmt: skip
    register = (
        ("Ref.", "Document", "Site(s)", "Address (URL)", "Where"),
        ("E1", "Code / Kodex", "Entity", f"{HOST}/<br/>ählich/code.pdf", "page 9"),
        ("E2", "Alert line", "Entity", "alert.skerry-metals.example", "–"),
    )
    parts: list[Flowable] = [Paragraph(OPENING[0], STYLE)]

    def add(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        cells = [[Paragraph(cell, STYLE) for cell in row] for row in rows]
        parts.append(Table(cells, widths, style=look, hAlign="LEFT"))

    add(sites, (24, 110, 110, 200))
    for number, said in enumerate(("E1", "E2", "None.", "None.", "None."), 1):
        add([(f"1.{number}", "Title of this one", "Conformance")], (24, 366, 80))
        parts.append(Paragraph(f"It was seen. Evidence: {said}", STYLE))
    parts.append(Paragraph("Annex B. Evidence register", STYLE))
    add(register, (35, 110, 80, 170, 70))
    SimpleDocTemplate(str(path), pagesize=A4).build(parts)
    assert cited(read_report(path)) == [
        ("1.1", None, requested(f"{HOST}/ählich/code.pdf"), ("9",), ()),
        ("1.2", None, "http://alert.skerry-metals.example/", (), ()),
    ]  # fmt: skip
