"""Columns of ratings for a site each: every site has its own, and the entity the gravest, or that of its column."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import docx
import pytest
from reportlab.lib.pagesizes import A3, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from linkcheck.parsing import read_report
from linkcheck.report import AuditReport
from linkcheck.vocabulary import ObservationCode

STYLE: Final = getSampleStyleSheet()["BodyText"]
SITES: Final = ("Alder Mill", "Birch Cast House", "Cedar Works")
CONFORMANCE, MINOR, MAJOR, WAIVED = "Conformance", "Minor Non-Conformance", "Major Non-Conformance", "Not Applicable"
SHORT: Final = {CONFORMANCE: "C", MINOR: "m", MAJOR: "M", WAIVED: "N/A"}
ROWS: Final[tuple[tuple[str, str, Sequence[str], str], ...]] = (
    ("1.1", "Legal Compliance", (CONFORMANCE, CONFORMANCE, CONFORMANCE), "The permits were seen."),
    ("1.2", "Anti-Corruption", (CONFORMANCE, MINOR, CONFORMANCE), "Training is late at one site."),
    ("2.1a-f", "Environmental, Social and Governance Policy", (CONFORMANCE, CONFORMANCE, CONFORMANCE),
     "Public at https://www.skerry.example/policy.pdf"),
    ("2.3", "Management Systems", (MINOR, MAJOR, WAIVED), "Birch: https://www.skerry.example/birch/iso.pdf"),
    ("6.6", "Bauxite Residue", (WAIVED, WAIVED, CONFORMANCE), "Cedar: https://www.skerry.example/residue.pdf"),
    ("7.1", "Water", (CONFORMANCE, WAIVED, CONFORMANCE), "Birch: https://www.skerry.example/birch/water.pdf"),
)  # fmt: skip
OPENING: Final = (
    "ASI PERFORMANCE STANDARD V3.1", "AUDIT REPORT", "Entity name: Skerry Metals AB",
    f"Facilities: {'; '.join(SITES)}", "C = Conformance; m = Minor Non-Conformance; M = Major Non-Conformance; "
    "N/A = Not Applicable; U = Unable to Rate",
)  # fmt: skip
WHOLE: Final = (CONFORMANCE, MINOR, CONFORMANCE, MAJOR, CONFORMANCE, CONFORMANCE)
"""What the entity is rated, where it has no column of its own."""


def rows(heads: Sequence[str], spelled: Callable[[str], str], own: bool = False) -> list[Sequence[str]]:
    """The table's; `own`: with a column for all sites, which conform."""
    overall = [["Overall"], [CONFORMANCE]] if own else [[], []]
    head = ["Criterion", *heads, *overall[0], "Comments"]
    found: list[Sequence[str]] = [
        [f"{number} {title}", *map(spelled, ratings), *map(spelled, overall[1]), comment]
        for number, title, ratings, comment in ROWS
    ]
    return [head, *found]


def printed(path: Path, table: Sequence[Sequence[str]], *, ruled: bool) -> AuditReport:
    widths = [190, *[110] * (len(table[0]) - 2), 1030 - 190 - 110 * (len(table[0]) - 2)]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    if ruled:
        style.add("GRID", (0, 0), (-1, -1), 0.5, "black")
    cells = [[Paragraph(cell, STYLE) for cell in row] for row in table]
    parts = [*(Paragraph(line, STYLE) for line in OPENING), Table(cells, colWidths=widths, style=style)]
    SimpleDocTemplate(str(path), pagesize=landscape(A3)).build(parts)
    return read_report(path)


def extracted(path: Path, table: Sequence[Sequence[str]]) -> AuditReport:
    printed(path, table, ruled=True)
    subprocess.run(["pdftotext", "-layout", str(path), str(path.with_suffix(".txt"))], check=True)
    return read_report(path.with_suffix(".txt"))


def drafted(path: Path, table: Sequence[Sequence[str]]) -> AuditReport:
    document = docx.Document()
    for line in OPENING:
        document.add_paragraph(line)
    made = document.add_table(len(table), len(table[0]))
    for row, cells in zip(made.rows, table, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.save(str(path))
    return read_report(path)


WRITERS: Final[Mapping[str, Callable[[Path, Sequence[Sequence[str]]], AuditReport]]] = {
    "ruled": lambda folder, table: printed(folder / "r.pdf", table, ruled=True),
    "open": lambda folder, table: printed(folder / "r.pdf", table, ruled=False),
    "text": lambda folder, table: extracted(folder / "r.pdf", table),
    "draft": lambda folder, table: drafted(folder / "r.docx", table),
}


def rated(report: AuditReport) -> list[tuple[str, list[str]]]:
    return [(f.criterion, [each.rating for each in f.ratings]) for f in report.findings]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("short", [False, True], ids=["names", "short forms"])
@pytest.mark.parametrize(
    "heads",
    [SITES, ("Alder", "Birch", "Cedar"), tuple(f"Rating {name.split()[0]}" for name in SITES)],
    ids=["sites", "beginnings", "with a word for ratings"],
)
def test_each_site_has_the_rating_below_its_name(
    tmp_path: Path, writer: str, short: bool, heads: tuple[str, ...]
) -> None:
    report = WRITERS[writer](tmp_path, rows(heads, SHORT.__getitem__ if short else str))
    assert rated(report) == [(number, list(ratings)) for number, _, ratings, _ in ROWS]
    assert [f.rating for f in report.findings] == list(WHOLE)
    assert [f.name for f in report.facilities] == list(SITES)
    assert {each.facility for f in report.findings for each in f.ratings} == set(SITES)
    assert all("Conformance" not in f"{f.title} {f.comment}" for f in report.findings)
    assert len(report.citations) == 4


@pytest.mark.parametrize("writer", ["ruled", "open", "text"])
def test_a_principle_below_a_head_is_none_of_it(tmp_path: Path, writer: str) -> None:
    head, *findings = rows(SITES, str)
    principle = ["1. BUSINESS INTEGRITY", *[""] * (len(head) - 1)]
    report = WRITERS[writer](tmp_path, [head, principle, *findings])
    assert rated(report) == [(number, list(ratings)) for number, _, ratings, _ in ROWS]
    assert {each.facility for f in report.findings for each in f.ratings} == set(SITES)


@pytest.mark.parametrize("writer", WRITERS)
def test_the_entity_has_the_rating_of_a_column_for_all_sites(tmp_path: Path, writer: str) -> None:
    report = WRITERS[writer](tmp_path, rows(SITES, str, own=True))
    assert rated(report) == [(number, list(ratings)) for number, _, ratings, _ in ROWS]
    assert {f.rating for f in report.findings} == {CONFORMANCE}


def test_what_is_cited_for_a_site_that_is_waived_is_told_and_its_gap_is_none(tmp_path: Path) -> None:
    report = WRITERS["ruled"](tmp_path, rows(SITES, str))
    told = [(o.criterion, o.text) for o in report.observations if o.code is ObservationCode.CITED_WHILE_NOT_APPLICABLE]
    assert told == [("7.1", "Rated Not Applicable for Birch Cast House, and 1 URL cited.")]
    gaps = [(o.criterion, o.facility) for o in report.observations if o.code is ObservationCode.FACILITY_GAP]
    assert ("6.6", "Alder Mill") not in gaps
    assert ("7.1", "Alder Mill") in gaps


@pytest.mark.parametrize(
    ("ratings", "told"),
    [
        ((WAIVED, WAIVED, WAIVED), ["Rated Not Applicable, and 1 URL cited."]),
        ((WAIVED, CONFORMANCE, WAIVED), []),
    ],
)
def test_what_is_cited_for_the_entity_is_told_where_all_sites_are_waived(
    tmp_path: Path, ratings: Sequence[str], told: list[str]
) -> None:
    cell = "The policy is public at https://www.skerry.example/water.pdf"
    report = WRITERS["ruled"](tmp_path, [*rows(SITES, str), ["7.2 Disclosure", *ratings, cell]])
    waived = (o for o in report.observations if o.code is ObservationCode.CITED_WHILE_NOT_APPLICABLE)
    assert [o.text for o in waived if o.criterion == "7.2"] == told


def test_columns_of_what_is_no_facility_are_told(tmp_path: Path) -> None:
    report = WRITERS["ruled"](tmp_path, rows(("Alder Mill", "Birch Cast House", "Skerry Metals"), str))
    told = [o.text for o in report.observations if o.code is ObservationCode.PARTIAL_READING]
    assert [text for text in told if "“Skerry Metals”" in text and "2.3" in text]


LINES: Final = {
    "one line": "Alder Mill: {0} Birch Cast House: {1} Cedar Works: {2}",
    "a line each": "Alder Mill: {0}<br/>Birch Cast House: {1}<br/>Cedar Works: {2}",
    "with marks between": "Alder Mill: {0}; Birch Cast House: {1}; Cedar Works: {2}.",
    "bullets": "• Alder Mill: {0}<br/>• Birch Cast House: {1}<br/>• Cedar Works: {2}",
}


@pytest.mark.parametrize("text", [False, True], ids=["pdf", "text"])
@pytest.mark.parametrize("form", LINES)
def test_each_site_has_the_rating_behind_its_name_below_a_title(tmp_path: Path, form: str, text: bool) -> None:
    path = tmp_path / "r.pdf"
    parts: list[Flowable] = [Paragraph(line, STYLE) for line in OPENING]
    for number, title, ratings, comment in ROWS:
        parts += [
            Paragraph(line, STYLE) for line in (f"<b>{number} {title}</b>", LINES[form].format(*ratings), comment)
        ]
    SimpleDocTemplate(str(path), pagesize=A3).build(parts)
    if text:
        subprocess.run(["pdftotext", "-layout", str(path), str(path.with_suffix(".txt"))], check=True)
    report = read_report(path.with_suffix(".txt") if text else path)
    assert rated(report) == [(number, list(ratings)) for number, _, ratings, _ in ROWS]
    assert [f.rating for f in report.findings] == list(WHOLE)
    assert [f.comment for f in report.findings] == [comment for *_, comment in ROWS]


@pytest.mark.parametrize("writer", WRITERS)
def test_each_site_has_the_rating_behind_its_name_in_one_cell(tmp_path: Path, writer: str) -> None:
    between = "<br/>" if writer != "draft" else "\n"
    cells = [
        (
            f"{number} {title}",
            between.join(f"{site.split()[0]}: {r}" for site, r in zip(SITES, ratings, strict=True)),
            c,
        )
        for number, title, ratings, c in ROWS
    ]
    report = WRITERS[writer](tmp_path, [["Criterion", "Rating", "Comments"], *map(list, cells)])
    assert rated(report) == [(number, list(ratings)) for number, _, ratings, _ in ROWS]
    assert [f.rating for f in report.findings] == list(WHOLE)


def test_a_sites_rating_may_stand_close_behind_a_title_that_fills_its_cell(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "r.pdf"), pagesize=A3)
    canvas.setFont("Helvetica", 9)
    for n, text in enumerate(line for each in OPENING for line in each.split("<br/>")):
        canvas.drawString(50, 1100 - 12 * n, text)
    canvas.drawString(50, 900, "Criterion")
    canvas.drawString(300, 900, "Rating")
    canvas.drawString(500, 900, "Comments")
    y = 880
    for number, title, ratings, comment in ROWS:
        head = f"{number} {title}"
        close = 298 - canvas.stringWidth(head, "Helvetica", 9) if number == ROWS[-1][0] else 50
        canvas.drawString(close, y, head)
        canvas.drawString(500, y, comment)
        for n, (site, rating) in enumerate(zip(SITES, ratings, strict=True)):
            canvas.drawString(300, y - 11 * n, f"{site.split()[0]}: {rating}")
        y -= 60
    canvas.save()
    report = read_report(tmp_path / "r.pdf")
    assert rated(report) == [(number, list(ratings)) for number, _, ratings, _ in ROWS]


def of(comments: Sequence[str]) -> list[Sequence[str]]:
    """The table with one rating for all, and other comments."""
    found = [(f"{number} {title}", CONFORMANCE, said) for (number, title, *_), said in zip(ROWS, comments, strict=True)]
    return [["Criterion", "Rating", "Comments"], *found]


@pytest.mark.parametrize("writer", ["ruled", "open", "text"])
def test_what_a_comment_says_of_sites_is_no_rating(tmp_path: Path, writer: str) -> None:
    said = (
        "At the last audit:<br/>Alder Mill: Major Non-Conformance<br/>Birch Cast House: Not Applicable<br/>All is well."
    )
    report = WRITERS[writer](tmp_path, of([said] * len(ROWS)))
    assert {(f.rating, f.ratings) for f in report.findings} == {(CONFORMANCE, ())}
    assert all("Major Non-Conformance" in f.comment for f in report.findings)


@pytest.mark.parametrize("heads", [("Stage 1", "Stage 2"), ("Previous", "Current"), ("FY22", "FY23")])
def test_different_ratings_in_columns_of_no_sites_are_told(tmp_path: Path, heads: tuple[str, ...]) -> None:
    table = [(f"{number} {title}", *ratings[:2], said) for number, title, ratings, said in ROWS]
    report = WRITERS["ruled"](tmp_path, [["Criterion", *heads, "Comments"], *table])
    assert all(not f.ratings for f in report.findings)
    assert not {f.name for f in report.facilities}.intersection(heads)
    told = [o.text for o in report.observations if o.code is ObservationCode.PARTIAL_READING]
    assert [text for text in told if "side by side, as at 7.1" in text]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_dash_is_no_rating_and_no_part_of_one(tmp_path: Path, writer: str) -> None:
    table = rows(SITES, str)
    table[4] = [table[4][0], "–", *table[4][2:]]
    ratings = [list(ratings) for _, _, ratings, _ in ROWS]
    report = WRITERS[writer](tmp_path, table)
    assert rated(report) == [
        (number, own[1:] if number == "2.3" else own) for (number, *_), own in zip(ROWS, ratings, strict=True)
    ]


@pytest.mark.parametrize("writer", WRITERS)
def test_words_that_are_no_known_rating_are_told(tmp_path: Path, writer: str) -> None:
    table = rows(SITES, str)
    table[3] = [table[3][0], "Open", *table[3][2:]]
    report = WRITERS[writer](tmp_path, table)
    assert next(f.rating for f in report.findings if f.criterion == "2.1a-f") == "Open"
    told = [o.text for o in report.observations if o.code is ObservationCode.PARTIAL_READING]
    assert [text for text in told if "2.1a-f" in text and "“Open”" in text]


def test_the_only_headquarters_may_be_called_so_for_short(tmp_path: Path) -> None:
    heads = ("Alder Mill", "Birch Cast House", "HQ")
    table = rows(heads, str)
    document = docx.Document()
    for line in OPENING[:3]:
        document.add_paragraph(line)
    document.add_paragraph("Facilities: Alder Mill; Birch Cast House; Headquarters Office. HQ has no production.")
    made = document.add_table(len(table), len(table[0]))
    for row, cells in zip(made.rows, table, strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.save(str(tmp_path / "r.docx"))
    report = read_report(tmp_path / "r.docx")
    assert rated(report) == [(number, list(ratings)) for number, _, ratings, _ in ROWS]
    assert report.findings[0].ratings[-1].facility == "Headquarters Office"
