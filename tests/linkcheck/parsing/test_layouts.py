"""The same findings in layouts of different audit firms: each must give the same ratings and citations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from linkcheck.parsing import read_report
from linkcheck.report import AuditReport
from tests.linkcheck.parsing import pages_of_firms
from tests.linkcheck.parsing.corpus import chromium
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


@pytest.mark.skipif(chromium.CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    ("layout", "look"),
    [(layout, list(LOOKS)[n % len(LOOKS)]) for n, layout in enumerate(LAYOUTS)],
    ids=lambda case: getattr(case, "__name__", case),
)
def test_pages_of_other_firms_say_the_same(tmp_path: Path, layout: pages_of_firms.Layout, look: str) -> None:
    """Nothing around the findings is taken for one: contents, summaries, corrective actions, heads and feet."""
    path = tmp_path / "report.pdf"
    chromium.printed(pages_of_firms.html(layout, FINDINGS, look, OPENING), path)
    report = read_report(path)
    assert [(f.criterion, f.rating) for f in report.findings] == [(s.number, s.rating) for s in FINDINGS]
    assert [(c.criterion, c.url, c.locators.pages) for c in report.citations] == CITED
    said = (f"{finding.title}{finding.comment}" for finding in report.findings)
    printed = ("".join((s.title, s.comment, *s.disclosures)) for s in FINDINGS)
    assert [sorted("".join(text.split())) for text in said] == [sorted("".join(text.split())) for text in printed]
