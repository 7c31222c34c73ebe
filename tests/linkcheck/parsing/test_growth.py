"""What a report may hold thousands of: reading it takes work in proportion, not with the square.

Work is counted in calls, of Python and of C, which are the same on every machine. Within one call only regular
expressions and the methods of strings do much: long lines are read within the limits that every report has.
"""

from __future__ import annotations

import cProfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from linkcheck.parsing import read_report
from linkcheck.parsing.limits import read_report_limited

FEW = 150
TIMES = 4
MOST = 4.6
"""How many times as many calls TIMES as much may take: growing with the square they were 5 to 16 times as many."""

LONG = 16_000

HEAD = "CRITERION  RATING  COMMENT\n1.3a Code of Conduct\nConformance\n"
SITES = "FACILITIES\n• Kalmar Mill\n• Lund Mill\n\n"
GRID = "Criterion                Rating           Comment\n"


def url(n: int) -> str:
    return f"https://northwind.example/{n}.pdf"


def comment(lines: Iterable[str]) -> str:
    return HEAD + "\n".join(lines)


CASES: dict[str, Callable[[range], str]] = {
    "URLs": lambda many: comment(map(url, many)),
    "URLs between paragraphs": lambda many: comment(f"The Policy {n} is disclosed at:\n\n{url(n)}\n" for n in many),
    "claims with URLs": lambda many: comment(f"The Policy {n} is disclosed at: {url(n)}" for n in many),
    "a long word in the entity's name": lambda many: (
        f"ENTITY NAME\nA{'a' * 10 * len(many)} Ltd\n{SITES}{comment([url(1)])}"
    ),
    "hyphens behind a site's name": lambda many: (
        f"FACILITIES\n• Kalmar, a {'a-' * 5 * len(many)}\n• Lund Mill\n\n{comment([url(1)])}"
    ),
    "labels": lambda many: comment(f"Plant{n} Rolling - {url(n)}" for n in many),
    "labels of one facility": lambda many: SITES + comment(f"Kalmar Mill - ESG Report: {url(n)}" for n in many),
    "this facility": lambda many: SITES + comment(("Kalmar Mill:", *(f"This facility: {url(n)}" for n in many))),
    "facilities": lambda many: (
        "FACILITIES\n" + "\n".join(f"• Northwind{n} Mill Ltd" for n in many) + "\n\n" + comment([url(1)])
    ),
    "small words": lambda many: comment([f"Kalmar {'the ' * 4 * len(many)}Mill - {url(1)}"]),
    "glued URLs": lambda many: comment(["".join(map(url, many))]),
    "a line like the end of a URL": lambda many: comment(["The Policy", "", "/" + "a" * 10 * len(many) + " b"]),
    "brackets that nothing closes": lambda many: comment([f"{url(1)} {'(' * 10 * len(many)} {url(2)}"]),
    "documents at many URLs": lambda many: (
        "criterion,facility,url,document\n"
        + "\n".join(f"{1 + n // 90}.{1 + n % 90},Kalmar,{url(n)},ESG Report" for n in many)
    ),
    "rows in columns": lambda many: (
        GRID
        + "\n".join(f"{1 + n // 90}.{1 + n % 90} Title             Conformance      It is at {url(n)}" for n in many)
    ),
    "criteria without ratings, which would come last": lambda many: (
        "CRITERION\nTITLE\nCOMMENT\nRATING\n1.3 Code\nIt is.\nConformance\n" + "1.4 Title\n\n" * len(many)
    ),
    "facilities' names over lines that end no sentence": lambda many: (
        SITES + comment((*(f"Kalmar Mill:\nThe plan {n} was reviewed" for n in many), url(1)))
    ),
    "blanks in URLs on one line": lambda many: comment([" ".join(f"www. n{n}.example/x/ y.pdf" for n in many)]),
    "criteria in one cell": lambda many: HEAD.replace(
        "1.3a Code of Conduct", " & ".join(f"{1 + n // 90}.{1 + n % 90} Title" for n in many)
    ),
    "bullets apart from their items": lambda many: (
        "FACILITIES\n" + "•\nKalmar Mill\n" * 3 * len(many) + "\n" + comment([url(1)])
    ),
    "criteria in two columns of text": lambda many: "\n".join(
        f"{1 + n // 180}.{1 + n % 90} Title  Conformance                                        "
        f"{50 + n // 180}.{1 + n % 90} Title  Conformance\nIt is at {url(n)}                      It is at {url(n)}"
        for n in many[::2]
    ),
    "names in cells for several facilities": lambda many: (
        f"Criterion                Facility            Rating           Comment\n{'-' * 80}\n"
        + "\n".join(
            f"{1 + n // 180}.{1 + n % 90} Title                {f'A{n}, B{n}':<20}Conformance      It is."
            for n in range(2 * len(many))
        )
    ),
    "fields in columns": lambda many: (
        "\n".join(f"ENTITY NAME              Northwind {n}" for n in many)
        + f"\n{GRID}1.1 Title                Conformance      It is."
    ),
}

LINES = (
    "a long word in the entity's name",
    "hyphens behind a site's name",
    "small words",
    "glued URLs",
    "a line like the end of a URL",
    "brackets that nothing closes",
)
"""The cases that are one line."""


def calls(path: Path) -> int:
    """How many calls reading a report takes."""
    profile = cProfile.Profile()
    profile.enable()
    read_report(path)
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def between_rules(path: Path, rows: int, *, facilities: bool) -> None:
    """A PDF of one page with a table that has rules."""
    canvas = Canvas(str(path), pagesize=(800, 14_400))
    canvas.setFont("Helvetica", 5)
    head = ((50, "Criterion"), (150, "Facility"), (200, "Rating"), (300, "Comment"))
    for x, text in head if facilities else ():
        canvas.drawString(x, 14_390, text)
    for n in range(rows):
        y = 14_380 - 6 * n
        if facilities:
            canvas.drawString(150, y, f"Kalmar {n % 9}")
        for x, text in ((50, f"{1 + n // 90}.{1 + n % 90} Title"), (200, "Conformance"), (300, f"It is at {url(n)}")):
            canvas.drawString(x, y, text)
        for x in (40, 140, 190, 290) if facilities else (40, 190, 290):
            canvas.rect(x, y - 1, 400, 6)
    canvas.save()


@pytest.mark.parametrize("facilities", [False, True])
def test_rows_between_rules_take_work_in_proportion(tmp_path: Path, *, facilities: bool) -> None:
    few, many = tmp_path / "few.pdf", tmp_path / "many.pdf"
    between_rules(few, FEW, facilities=facilities)
    between_rules(many, TIMES * FEW, facilities=facilities)
    assert calls(many) < MOST * calls(few)
    assert len(read_report(many).citations) == TIMES * FEW


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
def test_many_take_work_in_proportion(tmp_path: Path, make: Callable[[range], str]) -> None:
    few, many = tmp_path / "few.txt", tmp_path / "many.txt"
    few.write_text(make(range(FEW)), encoding="utf-8")
    many.write_text(make(range(TIMES * FEW)), encoding="utf-8")
    assert calls(many) < MOST * calls(few)
    report = read_report(many)
    assert report.findings
    assert len(report.observations) <= 3 * TIMES * FEW


@pytest.mark.parametrize("name", LINES)
def test_long_lines_are_read_within_the_limits(tmp_path: Path, name: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text(CASES[name](range(LONG)), encoding="utf-8")
    assert read_report_limited(path).findings
