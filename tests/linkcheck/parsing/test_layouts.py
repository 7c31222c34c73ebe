"""The same findings in layouts of different audit firms: each must give the same ratings and citations."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import docx
import pikepdf
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from linkcheck.parsing import read_report
from linkcheck.parsing.drawing import draw
from linkcheck.parsing.wording import ANOTHER_TABLE
from linkcheck.report import AuditReport
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing import pages_of_firms
from tests.linkcheck.parsing.corpus import chromium, text
from tests.linkcheck.parsing.drafts_of_firms import DRAFTS
from tests.linkcheck.parsing.pages_of_firms import LAYOUTS, LOOKS, Said

HOST: Final = "https://www.skerry-metals.example"
STYLE: Final = getSampleStyleSheet()["BodyText"]
GRID: Final = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
BARE: Final = {align: TableStyle([("VALIGN", (0, 0), (-1, -1), align)]) for align in ("TOP", "MIDDLE", "BOTTOM")}


FINDINGS: Final = (
    Said("1.1", "Legal Compliance", "Conformance", "A register of all obligations is kept and reviewed each quarter."),
    Said("1.2", "Anti-Corruption", "Conformance", "Training took place.", (f"{HOST}/ethics/anti-corruption.pdf",)),
    Said(
        "1.3", "Code of Conduct", "Minor Non-Conformance", "The review is overdue.",
        (f"{HOST}/ethics/code-of-conduct-of-the-group.pdf, pages 3-5", f"{HOST}/ethics/hotline"),
    ),
    Said("2.2", "Leadership", "Not Applicable", ""),
    Said("3.1", "Sustainability Reporting", "Conformance", "The report covers all themes.", (f"{HOST}/report.pdf",)),
    Said("5.1", "Disclosure of GHG Emissions", "Unable to Rate", "Figures were not verified."),
)  # fmt: skip
HEAD: Final = ("CRITERION", "RATING", "COMMENT")
CITED: Final = [
    ("1.2", f"{HOST}/ethics/anti-corruption.pdf", ()),
    ("1.3", f"{HOST}/ethics/code-of-conduct-of-the-group.pdf", ("3-5",)),
    ("1.3", f"{HOST}/ethics/hotline", ()),
    ("3.1", f"{HOST}/report.pdf", ()),
]


def table(head: Sequence[str], cells: Callable[[Said], Sequence[str]], widths: Sequence[int], look: str) -> Flowable:
    rows = [[Paragraph(text, STYLE) for text in row] for row in (head, *map(cells, FINDINGS))]
    return Table(rows, colWidths=widths, style=BARE.get(look, GRID), repeatRows=1)


def together(said: Said) -> str:
    return "<br/>".join(filter(None, (said.comment, *said.disclosures)))


def aside(said: Said) -> Sequence[str]:
    return f"{said.number} {said.title}", said.rating, said.comment, "<br/>".join(said.disclosures)


def clauses(look: str) -> Sequence[Flowable]:
    head = ("Clause", "Requirement", "Rating", "Findings")
    return [table(head, lambda s: (s.number, s.title, s.rating, together(s)), (50, 120, 90, 240), look)]


def numbered(look: str) -> Sequence[Flowable]:
    head = ("#", "Title", "Conformance level", "Evidence / public disclosure")
    return [table(head, lambda s: (s.number, s.title, s.rating, together(s)), (40, 120, 80, 260), look)]


def rated_last(look: str) -> Sequence[Flowable]:
    head = ("Criterion", "Comment", "Rating")
    return [table(head, lambda s: (f"{s.number} {s.title}", together(s), s.rating), (120, 280, 100), look)]


def narrow(look: str) -> Sequence[Flowable]:
    head = ("Criterion", "Rating", "Comment")
    return [table(head, lambda s: (f"{s.number} {s.title}", s.rating, together(s)), (110, 58, 330), look)]


def two_columns_of_comments(look: str) -> Sequence[Flowable]:
    return [table(("Criterion", "Rating", "Comment", "Public disclosure"), aside, (100, 90, 130, 180), look)]


def fields(look: str) -> Sequence[Flowable]:
    """A small table for each criterion, or paragraphs with labels."""
    parts: list[Flowable] = []
    for said in FINDINGS:
        pairs = [
            ("Criterion", f"{said.number}{' ' if look == 'GRID' else ': '}{said.title}"),
            ("Rating", said.rating),
            ("Comment", said.comment),
            ("Public disclosure", "<br/>".join(said.disclosures)),
        ]
        if look == "GRID":
            cells = [[Paragraph(text, STYLE) for text in pair] for pair in pairs]
            parts += [Table(cells, colWidths=(110, 380), style=GRID), Spacer(0, 12)]
        else:
            first, *rest = pairs
            parts += [Paragraph(f"{first[0]} {first[1]}", STYLE)]
            parts += [Paragraph(f"{label}: {text}", STYLE) for label, text in rest if text]
    return parts


def paragraphs(_: str) -> Sequence[Flowable]:
    parts: list[Flowable] = []
    for said in FINDINGS:
        parts.append(Paragraph(f"{said.number} {said.title} – {said.rating}", STYLE))
        parts += [Paragraph(text, STYLE) for text in (said.comment, *said.disclosures) if text]
    return parts


TABLES: Final = (clauses, numbered, rated_last, narrow, two_columns_of_comments)
CASES: Final = [
    *((layout, look) for layout in TABLES for look in ("GRID", *BARE)),
    *((fields, look) for look in ("GRID", "TOP")),
    (paragraphs, "TOP"),
]


OPENING: Final = (
    "ASI PERFORMANCE STANDARD V3.1",
    "AUDIT REPORT",
    "ENTITY NAME: Skerry Metals &amp; Co. AB",
    "FINDINGS",
)


def written(path: Path, findings: Sequence[Flowable], *, broad: bool) -> AuditReport:
    size = landscape(A4) if broad else A4
    SimpleDocTemplate(str(path), pagesize=size).build([*(Paragraph(text, STYLE) for text in OPENING), *findings])
    return read_report(path)


@pytest.mark.parametrize("broad", [False, True], ids=["portrait", "landscape"])
@pytest.mark.parametrize(("layout", "look"), CASES, ids=lambda case: getattr(case, "__name__", case))
def test_the_layout_makes_no_difference(
    tmp_path: Path, layout: Callable[[str], Sequence[Flowable]], look: str, broad: bool
) -> None:
    report = written(tmp_path / "report.pdf", layout(look), broad=broad)
    assert [(f.criterion, f.rating) for f in report.findings] == [(s.number, s.rating) for s in FINDINGS]
    assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED
    assert {c.facility for c in report.citations} == {None}


@pytest.mark.skipif(text.PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("options", [(), ("-layout",)], ids=["plain", "layout"])
@pytest.mark.parametrize(
    ("layout", "look"),
    [case for case in CASES if case[1] in ("GRID", "TOP")],
    ids=lambda case: getattr(case, "__name__", case),
)
def test_its_extraction_says_the_same(
    tmp_path: Path, layout: Callable[[str], Sequence[Flowable]], look: str, options: Sequence[str]
) -> None:
    """But for hyphens that are dropped where a line ends, which are told."""
    path = tmp_path / "report.pdf"
    written(path, layout(look), broad=True)
    subprocess.run(["pdftotext", *options, str(path), str(path.with_suffix(".txt"))], check=True)
    report = read_report(path.with_suffix(".txt"))
    assert [(f.criterion, f.rating) for f in report.findings] == [(s.number, s.rating) for s in FINDINGS]
    told = {url for o in report.observations if o.code is ObservationCode.UNRESOLVED_URL for url in o.urls}
    wrong = {c.url for c in report.citations} - {url for _, url, _ in CITED}
    assert wrong <= told
    assert wrong or [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    ("layout", "look"),
    [(layout, list(LOOKS)[n % len(LOOKS)]) for n, layout in enumerate(LAYOUTS)],
    ids=lambda case: getattr(case, "__name__", case),
)
def test_pages_of_other_firms_say_the_same(tmp_path: Path, layout: pages_of_firms.Layout, look: str) -> None:
    """Nothing around the findings is taken for one: contents, summaries, corrective actions, heads and feet."""
    path = tmp_path / "report.pdf"
    chromium.printed(pages_of_firms.html(layout(FINDINGS), look, OPENING), path)
    report = read_report(path)
    assert [(f.criterion, f.rating) for f in report.findings] == [(s.number, s.rating) for s in FINDINGS]
    assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED
    if layout is pages_of_firms.a_table_for_each_principle:
        assert [f.principle for f in report.findings] == [pages_of_firms.TITLES[s.number[0]] for s in FINDINGS]
    said = (f"{finding.title}{finding.comment}" for finding in report.findings)
    printed = ("".join((s.title, s.comment, *s.disclosures)) for s in FINDINGS)
    assert [sorted("".join(text.split())) for text in said] == [sorted("".join(text.split())) for text in printed]


@pytest.mark.parametrize("name", DRAFTS)
def test_drafts_of_other_firms_say_the_same(tmp_path: Path, name: str) -> None:
    path = tmp_path / "draft.docx"
    document = docx.Document()
    for line in OPENING:
        document.add_paragraph(line.replace("&amp;", "&"))
    DRAFTS[name](document, FINDINGS)
    document.save(str(path))
    report = read_report(path)
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        (s.number, s.title, s.rating) for s in FINDINGS
    ]
    assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED
    said = ["".join(finding.comment.split()) for finding in report.findings]
    assert said == ["".join("".join((s.comment, *s.disclosures)).split()) for s in FINDINGS]
    told = [o.text for o in report.observations if o.code is ObservationCode.PARTIAL_READING]
    assert told == ([ANOTHER_TABLE] if name == "non-conformances behind" else [])


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("aligned", ["top", "middle", "bottom"])
def test_what_a_merged_cell_says_is_said_of_all_its_criteria(tmp_path: Path, aligned: str) -> None:
    path = tmp_path / "report.pdf"
    chromium.printed(pages_of_firms.html(pages_of_firms.merged_cells(aligned), "short pages", OPENING), path)
    report = read_report(path)
    assert {f.criterion: f.rating for f in report.findings} == {
        "1.1": "Conformance", "1.2a": "Conformance", "1.2b": "Conformance", "1.2c": "Conformance",
        "1.3a": "Minor Non-Conformance", "1.3b": "Conformance", "2.1": "Unable to Rate",
    }  # fmt: skip
    cited = [(c.criterion, c.url.rpartition("/")[2]) for c in report.citations]
    assert cited == [("1.2a", "a.pdf"), ("1.2b", "b.pdf"), ("1.2c", "c.pdf"), ("1.3a", "d.pdf"), ("1.3b", "d.pdf")]


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
def test_a_row_may_be_for_one_facility(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    chromium.printed(pages_of_firms.html(pages_of_firms.a_column_of_facilities(), "short pages", OPENING), path)
    report = read_report(path)
    alder, lume = "Alder Smelter", "Port Lume Terminal"
    assert [f.name for f in report.facilities] == [alder, lume]
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        ("1.2", "Anti-Corruption", "Conformance"),
        ("2.1(a-f)", "Policy", "Conformance"), ("2.1(a-f)", "Policy", "Minor Non-Conformance"),
        ("5.3(a)-(c)", "Plans", "Major Non-Conformance"), ("5.3(a)-(c)", "Plans", "Not Applicable"),
    ]  # fmt: skip
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2], c.locators.pages) for c in report.citations] == [
        ("1.2", None, "a.pdf", ()),
        ("2.1(a-f)", alder, "b.pdf", ()), ("2.1(a-f)", lume, "b.pdf", ()), ("5.3(a)-(c)", alder, "c.pdf", ("4",)),
    ]  # fmt: skip
    assert report.observations == ()
    assert len(draw(path, tmp_path)) == report.source.pages


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("aligned", ["top", "middle", "bottom"])
def test_one_criterion_may_stand_beside_rows_of_facilities(tmp_path: Path, aligned: str) -> None:
    path = tmp_path / "report.pdf"
    beside = pages_of_firms.one_criterion_beside_facilities(aligned)
    chromium.printed(pages_of_firms.html(beside, "short pages", OPENING), path)
    report = read_report(path)
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        ("1.2", "Anti-Corruption", "Conformance"), ("2.5", "Impact Assessments", "Conformance"),
        ("2.5", "Impact Assessments", "Minor Non-Conformance"), ("2.5", "Impact Assessments", "Not Applicable"),
        ("6.1", "Emissions to Air", "Conformance"), ("6.1", "Emissions to Air", "Conformance"),
    ]  # fmt: skip
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2]) for c in report.citations] == [
        ("1.2", None, "a.pdf"), ("2.5", "Alder Smelter", "b.pdf"), ("2.5", "Port Lume Terminal", "c.pdf"),
        ("6.1", "Alder Smelter", "d.pdf"),
    ]  # fmt: skip


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
def test_sites_may_stand_before_comments(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    chromium.printed(pages_of_firms.html(pages_of_firms.sites_before_comments(), "broad table", OPENING), path)
    report = read_report(path)
    assert {(f.criterion, f.title, f.rating) for f in report.findings} == {
        ("1.2", "Anti-Corruption", "Conformance"), ("2.5", "Assessments of Impacts", "Minor Non-Conformance"),
        ("6.1", "Emissions to Air", "Conformance"),
    }  # fmt: skip
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2], c.locators.pages) for c in report.citations] == [
        ("1.2", None, "a.pdf", ()), ("2.5", "Alder Smelter", "b.pdf", ("3",)),
        ("2.5", "Port Lume Terminal", "c.pdf", ()), ("6.1", "Port Lume Terminal", "d.pdf", ()),
    ]  # fmt: skip


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("said", ["Entity", "Comments", "General findings"])
def test_each_site_may_have_a_column(tmp_path: Path, said: str) -> None:
    path = tmp_path / "report.pdf"
    alder, lume = "Alder Smelter", "Port Lume Terminal and Pier"
    opening = (*OPENING[:3], "FACILITIES", f"• {alder}", f"• {lume}", "DETAILED ASSESSMENT")
    cells = pages_of_firms.columns_of_sites((said, alder, lume))
    chromium.printed(pages_of_firms.html(cells, "broad table", opening), path)
    report = read_report(path)
    assert [facility.name for facility in report.facilities] == [alder, lume]
    assert [(f.criterion, f.rating) for f in report.findings] == [
        ("1.2", "Conformance"), ("2.5", "Minor Non-Conformance"), ("6.1", "Conformance"), ("6.6", "Not Applicable"),
    ]  # fmt: skip
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2], c.locators.pages) for c in report.citations] == [
        ("1.2", None, "a.pdf", ("4",)), ("2.5", alder, "of-the-first-site.pdf", ()), ("2.5", lume, "pier.pdf", ("7",)),
        ("6.1", lume, "d.pdf", ()),
    ]  # fmt: skip
    assert len(draw(path, tmp_path)) == report.source.pages


@pytest.mark.parametrize(
    "listed", ["Sites audited: Alder Mill and Lume Works", "We saw Lume Works, and then Alder Mill."]
)
def test_sites_with_columns_may_be_named_in_a_sentence_before(tmp_path: Path, listed: str) -> None:
    host = "https://skerry.example"
    rows = [
        (listed,),
        ("Legend: C = Conformance; NC- = Minor Non-Conformance",),
        ("Crit.", "Result", "Corporate / both sites", "Alder Mill", "Lume Works"),
        ("1.2 Bribery", "C", f"{host}/a.pdf", "-", "-"),
        ("2.5 Impacts", "NC-", "-", f"{host}/b.pdf (page 7)", "It is late."),
        ("6.1 Air", "C", "Measured.", f"{host}/c.pdf", f"{host}/d.pdf"),
    ]
    report = drawn(tmp_path, (60, 150, 210, 400, 620), rows)
    assert [f.rating for f in report.findings] == ["Conformance", "Minor Non-Conformance", "Conformance"]
    assert [(c.facility, c.url.rpartition("/")[2]) for c in report.citations] == [
        (None, "a.pdf"), ("Alder Mill", "b.pdf"), ("Alder Mill", "c.pdf"), ("Lume Works", "d.pdf"),
    ]  # fmt: skip


def test_heads_of_sites_columns_may_have_a_word_before_and_go_on_below(tmp_path: Path) -> None:
    host = "https://skerry.example"
    sites = ("Alder Smelter – Port Alder", "Lume Extrusion – Lume")
    rows = [
        ("Facilities in scope",),
        *((f"({n}) {site}: presses, casthouse, 480 employees",) for n, site in enumerate(sites, start=1)),
        ("Legend: C = Conformance; mNC = Minor Non-Conformance",),
        ("Clause", "Result", "Auditor remarks", "Evidence: Alder Smelter", "Evidence: Lume"),
        ("", "", "", "– Port Alder", "Extrusion – Lume"),
        ("1.2 Bribery", "C", f"{host}/a.pdf", "–", "–"),
        ("2.5 Impacts", "mNC", "It is late.", f"{host}/b.pdf (page 7)", f"{host}/e.pdf"),
        ("6.1 Air", "C", "Measured.", f"{host}/c.pdf", f"{host}/d.pdf"),
    ]
    report = drawn(tmp_path, (60, 150, 210, 400, 620), rows)
    assert len(report.facilities) == 2
    assert [(c.facility and c.facility.split()[0], c.url.rpartition("/")[2]) for c in report.citations] == [
        (None, "a.pdf"), ("Alder", "b.pdf"), ("Lume", "e.pdf"), ("Alder", "c.pdf"), ("Lume", "d.pdf"),
    ]  # fmt: skip


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("pages", ["Page or section", "Page(s)", "Pages / chapter"])
def test_what_is_cited_may_have_columns_of_its_own(tmp_path: Path, pages: str) -> None:
    path = tmp_path / "report.pdf"
    cited = pages_of_firms.columns_for_what_is_cited(pages)
    chromium.printed(pages_of_firms.html(cited, "broad table", OPENING), path)
    report = read_report(path)
    assert {f.criterion: f.rating for f in report.findings} == {
        "1.2": "Conformance", "2.1": "Unable to Rate", "2.5": "Minor Non-Conformance", "6.1": "Conformance",
    }  # fmt: skip
    alder, lume = "Alder Smelter", "Port Lume Terminal"
    places = [(c.url.rpartition("/")[2], c.locators.pages, c.locators.sections) for c in report.citations]
    assert [(c.criterion, c.facility) for c in report.citations] == [
        ("1.2", None), ("2.5", alder), ("2.5", lume), ("6.1", lume),
    ]  # fmt: skip
    assert places == [("a.pdf", ("6",), ()), ("b.pdf", ("12", "14"), ()), ("c.pdf", (), ()), ("d.pdf", (), ("4.2",))]


def drawn(tmp_path: Path, lefts: Sequence[int], *pages: Sequence[Sequence[str]]) -> AuditReport:
    """A report whose pages are lines of cells that begin at `lefts`."""
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=landscape(A4))
    for number, page in enumerate(pages):
        for n, row in enumerate(page):
            for left, said in zip(lefts, row, strict=False):
                canvas.drawString(left, 560 - number - 22 * n, said)
        canvas.showPage()
    canvas.save()
    return read_report(tmp_path / "report.pdf")


def test_a_row_may_go_on_above_the_next_principles_head(tmp_path: Path) -> None:
    url = f"{HOST}/ethics/code-of-conduct.pdf"
    report = drawn(
        tmp_path,
        (60, 180, 280),
        [("1. BUSINESS INTEGRITY",), HEAD, ("1.1 Legal", "Conformance", "Kept."), ("1.3 Code", "Conformance", "At")],
        [("", "", url), ("2. POLICY",), HEAD, ("2.1 Policy", "Conformance", "Signed."), ("2.2 Lead", "Conformance")],
    )
    assert [(c.criterion, c.url) for c in report.citations] == [("1.3", url)]


@pytest.mark.parametrize("head", ["Where", "Passage cited"])
def test_a_column_of_places_is_known_by_what_stands_in_it(tmp_path: Path, head: str) -> None:
    rows = [
        ("Criterion", "Rating", "Comment", "Source", head),
        ("1.2 Bribery", "Conformance", "Training.", f"{HOST}/ethics/", "p. 7-9"),
        ("", "", "", "rules-on-gifts.pdf"),
        ("1.3 Code", "Conformance", "Known to all.", f"{HOST}/ethics/code.pdf", "ch. 2.6"),
        ("2.2 Leadership", "Conformance", "A director."),
        ("3.1 Report", "Conformance", "Issued.", f"{HOST}/report.pdf", "p. 58, 61"),
    ]
    report = drawn(tmp_path, (60, 160, 250, 400, 680), rows)
    assert [(c.url.rpartition("/")[2], c.locators.pages, c.locators.sections) for c in report.citations] == [
        ("rules-on-gifts.pdf", ("7-9",), ()), ("code.pdf", (), ("2.6",)), ("report.pdf", ("58", "61"), ()),
    ]  # fmt: skip


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
def test_facilities_may_have_short_names_in_the_last_column(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    opening = (*OPENING, "FACILITIES", "• Skerry Alder Smelter", "• Skerry Port Lume Terminal")
    chromium.printed(pages_of_firms.html(pages_of_firms.short_names_of_facilities_last(), "short pages", opening), path)
    report = read_report(path)
    alder, lume = "Skerry Alder Smelter", "Skerry Port Lume Terminal"
    assert [f.name for f in report.facilities] == [alder, lume]
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        ("2.5", "Impact Assessments", "Conformance"), ("2.5", "Impact Assessments", "Conformance"),
        ("6.1", "Emissions to Air", "Conformance"), ("9.1", "Human Rights", "Conformance"),
    ]  # fmt: skip
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2], c.locators.pages) for c in report.citations] == [
        ("2.5", alder, "b.pdf", ()), ("2.5", lume, "c.pdf", ("7",)),
        ("6.1", alder, "d.pdf", ()), ("6.1", lume, "d.pdf", ()), ("9.1", None, "e.pdf", ()),
    ]  # fmt: skip


def test_space_parts_the_facilities_beside_one_criterion(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    url = "www.skerry.example"
    rows = (
        (("No.", "Title", "Rating", "Site", "Comment"),),
        (("1.2", "Anti-Corruption", "Conformance", "all", f"{url}/a.pdf"),),
        (
            ("2.5", "Impact", "Minor Non-", "Alder,", f"An assessment: {url}/b.pdf"),
            ("", "Assessments", "Conformance", "Lume", "was made at both."),
            ("", "", "", "Sund", f"Another one: {url}/c.pdf"),
            ("", "", "", "", "was made later."),
        ),
        (("6.6", "Residue", "Conformance", "Sund", f"{url}/d.pdf"),),
    )
    y = 800
    for line in (*OPENING[:-1], "FACILITIES", "• Alder Mill", "• Lume Mill", "• Sund Mill"):
        canvas.drawString(50, y := y - 14, line)
    y -= 20
    for cells in rows:
        canvas.line(50, y := y - 8, 560, y)
        for n, texts in enumerate(cells):
            y -= 20 if n == 2 else 11
            for x, cell in zip((50, 80, 170, 250, 320), texts, strict=True):
                canvas.drawString(x, y, cell)
    canvas.line(50, y - 8, 560, y - 8)
    canvas.save()
    report = read_report(path)
    assert [(f.criterion, f.rating) for f in report.findings] == [
        ("1.2", "Conformance"), ("2.5", "Minor Non-Conformance"), ("2.5", "Minor Non-Conformance"),
        ("6.6", "Conformance"),
    ]  # fmt: skip
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2]) for c in report.citations] == [
        ("1.2", None, "a.pdf"), ("2.5", "Alder Mill", "b.pdf"), ("2.5", "Lume Mill", "b.pdf"),
        ("2.5", "Sund Mill", "c.pdf"), ("6.6", "Sund Mill", "d.pdf"),
    ]  # fmt: skip


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
def test_facilities_may_stand_below_their_criterion(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    below = pages_of_firms.facilities_below_their_criterion()
    chromium.printed(pages_of_firms.html(below, "short pages", OPENING), path)
    report = read_report(path)
    assert [(f.criterion, f.rating) for f in report.findings] == [
        ("1.2", "Conformance"), ("2.5", "Conformance"), ("2.5", "Minor Non-Conformance"),
        ("6.6", "Conformance"), ("6.6", "Not Applicable"),
    ]  # fmt: skip
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2]) for c in report.citations] == [
        ("1.2", None, "a.pdf"), ("2.5", "Alder Smelter", "b.pdf"), ("2.5", "Port Lume Terminal", "c.pdf"),
        ("6.6", "Alder Smelter", "d.pdf"),
    ]  # fmt: skip
    assert report.observations == ()


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
def test_facilities_may_stand_below_their_criterion_and_its_rating(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    opening = (*OPENING, "FACILITIES", "• Alder Smelter", "• Port Lume Terminal")
    chromium.printed(
        pages_of_firms.html(pages_of_firms.facilities_below_rated_criteria(), "short pages", opening), path
    )
    report = read_report(path)
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        ("1.2", "Anti-Corruption", "Conformance"), ("2.5", "Impact Assessments", "Minor Non-Conformance"),
        ("2.5", "Impact Assessments", "Minor Non-Conformance"), ("6.6", "Bauxite Residue", "Conformance"),
    ]  # fmt: skip
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2]) for c in report.citations] == [
        ("1.2", None, "a.pdf"), ("2.5", "Alder Smelter", "b.pdf"), ("2.5", "Port Lume Terminal", "c.pdf"),
        ("6.6", "Alder Smelter", "d.pdf"),
    ]  # fmt: skip


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
def test_what_stands_beside_several_criteria_is_said_of_each(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    chromium.printed(pages_of_firms.html(pages_of_firms.several_criteria_in_a_row(), "short pages", OPENING), path)
    report = read_report(path)
    assert [(f.criterion, f.title) for f in report.findings] == [
        ("1.1", "Legal Compliance"), ("1.2", "Anti-Corruption"), ("1.3", "Code of Conduct"),
        ("2.1a", "Policy"), ("2.1b", "Policy"), ("2.1c", "Policy"),
        ("9.1", "Human Rights"), ("9.2", "Human Rights"), ("9.3", "Human Rights"),
    ]  # fmt: skip
    cited = "".join(f"{c.criterion} {c.url.rpartition('/')[2]}, " for c in report.citations)
    assert cited == ("1.2 a.pdf, 1.3 a.pdf, 2.1a b.pdf, 2.1b b.pdf, 2.1c b.pdf, 9.1 c.pdf, 9.2 c.pdf, 9.3 c.pdf, ")
    (told,) = report.observations
    assert told.text.startswith("What stands as the rating of 9.1, 9.2 and 9.3 is none that is known")


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("width", [40, 46])
@pytest.mark.parametrize("below", [False, True])
def test_numbers_that_a_narrow_column_breaks_are_whole(tmp_path: Path, width: int, below: bool) -> None:
    path = tmp_path / "report.pdf"
    broken = pages_of_firms.broken_numbers(width, below=below)
    chromium.printed(pages_of_firms.html(broken, "short pages", OPENING), path)
    report = read_report(path)
    assert [f.criterion for f in report.findings] == ["1.1", "1.3a-e", "2.3a-c", "2.4", "10.4a-f"]
    cited = [(c.criterion, c.url.rpartition("/")[2]) for c in report.citations]
    assert cited == [("1.3a-e", "a.pdf"), ("2.3a-c", "b.pdf"), ("10.4a-f", "c.pdf")]


LEGEND: Final = {
    "Cf": "Conformance", "SN": "Minor Non-Conformance", "GN": "Major Non-Conformance", "N/A": "Not Applicable",
    "UR": "Unable to Rate",
}  # fmt: skip


@pytest.mark.parametrize("head", ["Comments", "The auditors' remarks"])
def test_columns_of_marks_may_be_headed_by_short_forms_of_the_legend(tmp_path: Path, head: str) -> None:
    def marked(said: Said) -> Sequence[str]:
        marks = ("X" if said.rating == rating else "" for rating in LEGEND.values())
        return said.number, said.title, *marks, together(said)

    legend = Paragraph("An X is set below: " + "; ".join(f"{k} – {v}" for k, v in LEGEND.items()), STYLE)
    rows = table(("No.", "Criterion", *LEGEND, head), marked, (40, 120, *[35] * len(LEGEND), 260), "TOP")
    path = tmp_path / "report.pdf"
    for report in (written(path, [legend, rows], broad=True), extracted(path)):
        assert [(f.criterion, f.rating) for f in report.findings] == [(s.number, s.rating) for s in FINDINGS]
        assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED


AROUND: Final = ("Criterion {}", "Criterion {}:", "ASI PS {}", "{}.", "{})", "{} ·", "{} —", "{} |", "[{}]")


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("look", ["GRID", "TOP"])
def test_what_is_around_a_number_makes_no_difference(tmp_path: Path, around: str, look: str) -> None:
    head = ("Criterion", "Rating", "Comment")
    rows = table(head, lambda s: (f"{around.format(s.number)} {s.title}", s.rating, together(s)), (150, 100, 250), look)
    path = tmp_path / "report.pdf"
    for report in (written(path, [rows], broad=False), extracted(path)):
        assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
            (s.number, s.title, s.rating) for s in FINDINGS
        ]
        assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED


@pytest.mark.parametrize("around", AROUND)
def test_what_is_around_a_number_makes_no_difference_to_paragraphs(tmp_path: Path, around: str) -> None:
    """Nor does a heading that ends with the word for what is numbered."""
    parts = [Paragraph("Results by criterion", STYLE)]
    for said in FINDINGS:
        parts.append(Paragraph(f"{around.format(said.number)} {said.title} {said.rating}", STYLE))
        parts += [Paragraph(text, STYLE) for text in (said.comment, *said.disclosures) if text]
    path = tmp_path / "report.pdf"
    for report in (written(path, parts, broad=False), extracted(path)):
        assert [(f.criterion, f.rating) for f in report.findings] == [(s.number, s.rating) for s in FINDINGS]
        assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED


def extracted(path: Path) -> AuditReport:
    """The report out of its text with columns, itself where no such text can be had."""
    if text.PDFTOTEXT is None:
        return read_report(path)
    subprocess.run(["pdftotext", "-layout", str(path), str(path.with_suffix(".txt"))], check=True)
    return read_report(path.with_suffix(".txt"))


@pytest.mark.parametrize("own_column", [False, True])
@pytest.mark.parametrize("numbered", [False, True])
def test_parts_stand_below_their_criterion(tmp_path: Path, own_column: bool, numbered: bool) -> None:
    """The criterion's row has no rating; its parts have their number, or nothing but their letter."""
    rows = [("No.", "Criterion", "Rating", "Comment")]
    for said in FINDINGS:
        rows += [
            (said.number, said.title, "", ""),
            (f"{said.number}a" if numbered else "a)", "First part", said.rating, together(said)),
            (f"{said.number}b" if numbered else "b)", "Second part", "Conformance", "As above."),
        ]
    cells = [[*row] if own_column else [f"{row[0]} {row[1]}", *row[2:]] for row in rows]
    widths = (50, 120, 90, 240) if own_column else (140, 100, 260)
    parts = Table([[Paragraph(cell, STYLE) for cell in row] for row in cells], colWidths=widths, style=GRID)
    report = written(tmp_path / "report.pdf", [parts], broad=False)
    assert [(f.criterion, f.rating) for f in report.findings] == [
        part for s in FINDINGS for part in ((f"{s.number}a", s.rating), (f"{s.number}b", "Conformance"))
    ]
    assert [(c.criterion, c.url) for c in report.citations] == [(f"{number}a", url) for number, url, _ in CITED]
    assert not [o for o in report.observations if o.code is ObservationCode.PARTIAL_READING]


@pytest.mark.parametrize(
    ("letters", "number"),
    [("(b)", "b"), ("(a-c)", "a-c"), ("(a) and (b)", "a-b"), ("(a), (d)", "a,d"), ("(b) to (e)", "b-e"), ("(HSE)", "")],
)
@pytest.mark.parametrize("layout", [narrow, paragraphs])
def test_letters_behind_a_title_are_of_its_number(
    tmp_path: Path,
    layout: Callable[[str], Sequence[Flowable]],
    letters: str,
    number: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = [s._replace(title=f"{s.title} {letters}") for s in FINDINGS]
    monkeypatch.setattr(sys.modules[__name__], "FINDINGS", said)
    report = written(tmp_path / "report.pdf", layout("GRID"), broad=False)
    assert [(f.criterion, f.rating) for f in report.findings] == [(f"{s.number}{number}", s.rating) for s in said]
    assert [(c.criterion, c.url) for c in report.citations] == [(f"{n}{number}", url) for n, url, _ in CITED]
    assert all(number and "(" not in f.title for f in report.findings) or letters == "(HSE)"


SHORT_FORMS: Final = {
    "Conformance": "OK",
    "Minor Non-Conformance": "Mi",
    "Not Applicable": "NA",
    "Unable to Rate": "UR",
}
MEANING: Final = "Meaning: " + "; ".join(f"{short} = {rating}" for rating, short in SHORT_FORMS.items())


@pytest.mark.parametrize(
    "head",
    [("Ref.", "Requirement", "Scor<br/>e", "Objective evidence seen by us"), ("Nr", "Thema", "Note", "Was wir sahen")],
)
def test_heads_may_be_broken_or_not_known(tmp_path: Path, head: Sequence[str]) -> None:
    rows = table(head, lambda s: (s.number, s.title, SHORT_FORMS[s.rating], together(s)), (40, 120, 40, 300), "GRID")
    report = written(tmp_path / "report.pdf", [Paragraph(MEANING, STYLE), rows], broad=False)
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        (s.number, s.title, s.rating) for s in FINDINGS
    ]
    assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED


@pytest.mark.parametrize("auditor", ["J. Mo", "see www.elsewhere.example/mo"])
def test_a_column_of_something_else_is_left_out(tmp_path: Path, auditor: str) -> None:
    head = ("Criterion", "Auditor", "Rating", "Comment")
    rows = table(head, lambda s: (f"{s.number} {s.title}", auditor, s.rating, together(s)), (120, 80, 80, 220), "GRID")
    report = written(tmp_path / "report.pdf", [rows], broad=False)
    assert [(f.title, f.rating) for f in report.findings] == [(s.title, s.rating) for s in FINDINGS]
    assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED
    told = [o.text for o in report.observations if "column that is not read" in o.text]
    assert bool(told) is auditor.startswith("see")
    assert len(draw(tmp_path / "report.pdf", tmp_path)) == report.source.pages


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages_are_read_as_they_are_shown(tmp_path: Path, angle: int) -> None:
    """A broad table is often printed on upright paper and shown turned (ISO 32000-1, 7.7.3.3: Rotate)."""
    straight, turned = tmp_path / "straight.pdf", tmp_path / "turned.pdf"
    written(straight, clauses("GRID"), broad=True)
    with pikepdf.open(straight) as pdf:
        for page in pdf.pages:
            _, _, wide, high = (float(edge) for edge in page.mediabox)
            moved = {90: f"0 1 -1 0 {high} 0", 180: f"-1 0 0 -1 {wide} {high}", 270: f"0 -1 1 0 0 {wide}"}[angle]
            page.contents_add(pikepdf.Stream(pdf, f"q {moved} cm\n".encode()), prepend=True)
            page.contents_add(pikepdf.Stream(pdf, b"\nQ"))
            page.obj.MediaBox = [0, 0, wide, high] if angle == 180 else [0, 0, high, wide]
            page.obj.Rotate = angle
        pdf.save(turned)
    report = read_report(turned)
    assert [(f.criterion, f.rating) for f in report.findings] == [(s.number, s.rating) for s in FINDINGS]
    assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED


def test_a_booklet_has_two_pages_on_each_sheet(tmp_path: Path) -> None:
    """The overview on the first, and on the last what a comment says further."""
    first, second = FINDINGS[:3], FINDINGS[3:]
    sheets = (
        (["ENTITY NAME", "Skerry Metals AB", "AUDIT FIRM", "Firth Assurance"], lines_of(first)),
        (lines_of(second), ["The figures of the year before", f"are at {HOST}/before.pdf"]),
    )
    canvas = Canvas(str(tmp_path / "report.pdf"), pagesize=landscape(A4))
    for sheet in sheets:
        canvas.setFont("Helvetica", 9)
        for left, lines in zip((40, 460), sheet, strict=True):
            for n, line in enumerate(lines):
                canvas.drawString(left, 540 - 18 * n, line)
        canvas.showPage()
    canvas.save()
    report = read_report(tmp_path / "report.pdf")
    assert (report.entity, report.audit_firm) == ("Skerry Metals AB", "Firth Assurance")
    assert [(f.criterion, f.rating) for f in report.findings] == [(s.number, s.rating) for s in FINDINGS]
    cited = [(c.criterion, c.url, c.locators.pages) for c in report.citations]
    assert cited == [*CITED, ("5.1", f"{HOST}/before.pdf", ())]


def lines_of(findings: Sequence[Said]) -> list[str]:
    titled = ((f"{s.number} {s.title} [{s.rating}]", s.comment, *s.disclosures) for s in findings)
    return [line for lines in titled for line in lines if line]
