"""Tables of sites, addresses and pages below a criterion's comment."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from linkcheck.parsing import read_report
from linkcheck.report import AuditReport
from linkcheck.vocabulary import ObservationCode

HOST = "https://www.skerry-metals.example"
ALDER, LUME = "Alder Rolling Mill", "Lume Works"
OPENING = (
    ("ASI Performance Standard V3.1",),
    ("Entity name", "Skerry Metals AG"),
    ("Facilities",),
    (f"• {ALDER}",),
    (f"• {LUME}",),
)
COLUMNS = (50, 130, 400)
HEAD = ("Site", "Public disclosure (link)", "Reference in document")
ADDRESS = (f"{HOST}/documents/on-air-and-water/quantities-", "of-dust-and-noise.pdf")
FINDINGS = (
    ("1.1 Legal Compliance", "", "Conformance"),
    ("A register is kept, and it is looked at twice a year by the head of environment and by both mills.",),
    ("1.2 Anti-Corruption", "", "Conformance"),
    ("Training took place.",),
    HEAD,
    ("Group", f"{HOST}/ethics.pdf", "p. 3"),
    ("6.1 Emissions to Air", "", "Minor Non-Conformance"),
    ("They are measured.",),
    HEAD,
    ("Alder", ADDRESS[0], "pp. 8-11"),
    ("", ADDRESS[1], "and 17"),
    ("Lume", f"{HOST}/lume/air.pdf", "–"),
    ("All sites", f"{HOST}/air/", "section 2.4"),
    ("9.1 Human Rights", "", "Conformance"),
    ("No cases.",),
)
CITED = [
    ("1.2", None, "ethics.pdf", ("3",), ()),
    ("6.1", ALDER, "quantities-of-dust-and-noise.pdf", ("8-11", "17"), ()),
    ("6.1", LUME, "air.pdf", (), ()),
    ("6.1", None, "", (), ("2.4",)),
]


def report_of(path: Path, lines: Sequence[Sequence[str]], *, per_page: int = 100) -> AuditReport:
    """A report with the lines' cells where the columns begin."""
    canvas = Canvas(str(path))
    canvas.setFont("Helvetica", 8)
    for n, line in enumerate(lines):
        if n and n % per_page == 0:
            canvas.showPage()
            canvas.setFont("Helvetica", 8)
        for left, text in zip(COLUMNS, line, strict=False):
            canvas.drawString(left, 800 - 14 * (n % per_page), text)
    canvas.save()
    return read_report(path)


def cited(report: AuditReport) -> list[tuple[str, str | None, str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (c.criterion, c.facility, c.url.rpartition("/")[2], c.locators.pages, c.locators.sections)
        for c in report.citations
    ]


@pytest.mark.parametrize("per_page", [100, 14, 15, 16])
def test_a_table_below_a_comment_is_read_row_for_row_also_over_a_page(tmp_path: Path, per_page: int) -> None:
    report = report_of(tmp_path / "report.pdf", [*OPENING, *FINDINGS], per_page=per_page)
    assert [f.rating for f in report.findings] == ["Conformance", "Conformance", "Minor Non-Conformance", "Conformance"]
    assert cited(report) == CITED
    assert not [o for o in report.observations if o.code is ObservationCode.PARTIAL_READING]


@pytest.mark.parametrize(
    "head", [("Plant", "Web address", "Page"), ("Facility", "URL", "Section / page"), ("Unit(s)", "Source", "Pages")]
)
def test_its_head_may_have_other_words(tmp_path: Path, head: tuple[str, ...]) -> None:
    lines = [head if line == HEAD else line for line in FINDINGS]
    assert cited(report_of(tmp_path / "report.pdf", [*OPENING, *lines])) == CITED


def test_a_document_in_place_of_a_site_is_the_citations(tmp_path: Path) -> None:
    lines = [("Document", *line[1:]) if line == HEAD else line for line in FINDINGS]
    lines = [("Code of Ethics", *line[1:]) if line[0] == "Group" else line for line in lines]
    report = report_of(tmp_path / "report.pdf", [*OPENING, *lines])
    assert report.citations[0].document == "Code of Ethics"
    assert cited(report)[0] == CITED[0]
