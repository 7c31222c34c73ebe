"""Text extractions as `pdftotext` prints them: cells out of order, hyphens dropped, URLs broken over pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import pytest

from linkcheck.parsing import read_report

OPENING: Final = "AUDIT REPORT\nASI PERFORMANCE STANDARD V3.1\nENTITY NAME: Skerry Metals AB\n\n"
HEAD: Final = "CRITERION\n\nRATING\n\nCOMMENT\n\n"
HOST: Final = "https://skerry.example"


class Case(NamedTuple):
    """A plain extraction's findings, and what is to be read: (criterion, rating), (criterion, facility, URL)."""

    name: str
    text: str
    findings: list[tuple[str, str | None]]
    citations: list[tuple[str, str | None, str]]


CASES: Final = [
    Case(
        "dashes before URLs are dropped with the line's end",
        f"1.2 Anti-Corruption\n\nConformance\n\nTheir policies are public:\n"
        f"Kalmar Mill B.V.{HOST}/kalmar.pdf\nTidewater Foundrywww.skerry.example/tidewater.pdf\n"
        f"Sundby Works 2{HOST}/sundby.pdf\n",
        [("1.2", "Conformance")],
        [
            ("1.2", None, f"{HOST}/kalmar.pdf"),
            ("1.2", None, "http://www.skerry.example/tidewater.pdf"),
            ("1.2", None, f"{HOST}/sundby.pdf"),
        ],
    ),
    Case(
        "a URL goes on below a page's foot and the repeated head",
        f"1.2 Anti-Corruption\n\nConformance\n\nThe policy is public: {HOST}/policies/anti\n\n"
        f"Page 1 of 2\n\n\f{HEAD}-corruption.pdf\nTraining took place.\n",
        [("1.2", "Conformance")],
        [("1.2", None, f"{HOST}/policies/anti-corruption.pdf")],
    ),
    Case(
        "a page's first rating and comment come before its number",
        f"Minor NonConformance\n\nTraining is overdue.\n\n1. BUSINESS INTEGRITY\n1.2a\n\nAnti-Corruption\n\n"
        f"The policy is public: {HOST}/policy.pdf\n\n1.3 Code of Conduct\n\nConformance\n\nA code is kept.\n",
        [("1.2a", "Minor Non-Conformance"), ("1.3", "Conformance")],
        [("1.2a", None, f"{HOST}/policy.pdf")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_plain_extraction_is_read(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{OPENING}{HEAD}{case.text}\f", encoding="utf-8")
    found = read_report(path)
    assert [(f.criterion, f.rating) for f in found.findings] == case.findings
    assert [(c.criterion, c.facility, c.url) for c in found.citations] == case.citations
