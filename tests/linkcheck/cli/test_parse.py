"""`linkcheck parse`: what was read, for a person, for a program and for a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.linkcheck.cli.conftest import Command

REPORT = """ENTITY NAME Northwind Aluminium AB
FACILITIES
• Kalmar Mill
• Lund Mill

CRITERION  RATING  COMMENT

1.3a Code of Conduct
Conformance
Kalmar Mill - Code of Conduct, page 4: https://northwind.example/code.pdf
Lund Mill: https://northwind.example/co…

9.1 Human Rights
Not Applicable
There are none.
"""
CITED = "https://northwind.example/code.pdf"
CUT = "https://northwind.example/co"


@pytest.fixture
def report(tmp_path: Path) -> str:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return "report.txt"


def test_a_person_reads_whose_it_is_what_and_where(linkcheck: Command, report: str) -> None:
    lines = [line.strip() for line in linkcheck("parse", report).out.splitlines()]
    assert lines[0] == "Northwind Aluminium AB"
    assert "findings  2" in lines
    assert "citations  2, of 2 URLs" in lines
    place = lines.index("1.3a        Code of Conduct – Conformance")
    assert lines[place + 1 : place + 5] == [
        "Kalmar Mill – Code of Conduct, page 4",
        CITED,
        "Lund Mill",
        f"{CUT}  (the address is not certain)",
    ]
    assert any(line.startswith("1.3a        unresolved-url") for line in lines)


def test_a_program_reads_the_report(linkcheck: Command, report: str) -> None:
    read = json.loads(linkcheck("parse", report, "--format", "json").out)
    assert read["schema"] == "linkcheck/report@1"
    assert [(c["url"], c["facility"], c["unresolved"]) for c in read["citations"]] == [
        (CITED, "Kalmar Mill", False),
        (CUT, "Lund Mill", True),
    ]


def test_what_a_spreadsheet_reads_can_be_read_again(linkcheck: Command, report: str, tmp_path: Path) -> None:
    table = linkcheck("parse", report, "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["url"], row["pages"], row["unresolved"]) for row in rows] == [(CITED, "4", ""), (CUT, "", "yes")]
    (tmp_path / "citations.csv").write_text(table, encoding="utf-8")
    again = json.loads(linkcheck("parse", "citations.csv", "--format", "json").out)
    assert [(c["criterion"], c["url"], c["facility"], c["unresolved"]) for c in again["citations"]] == [
        ("1.3a", CITED, "Kalmar Mill", False),
        ("1.3a", CUT, "Lund Mill", True),
    ]
    assert not [o for o in again["observations"] if o["code"] == "partial-reading"]
