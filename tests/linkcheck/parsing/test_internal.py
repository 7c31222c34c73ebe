"""Places in documents that nobody publishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report

HEAD = "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals AB\n\n1.3a Code of Conduct\nConformance\n\n"


@pytest.mark.parametrize(
    ("comment", "pages", "sections", "told"),
    [
        ("Procedure VA-12 (page 3) is internal, and the form is at URL.", "", "", False),
        ("Internal procedure VA-12 page 4 says how. The form is at URL.", "", "", False),
        ("Letter of the board: not public, page 2. The Code is at URL, page 5.", "5", "", False),
        ("Procedure VA-12, section 4, is not on the web. The Code is at URL", "", "", False),
        ("Instruction WI-EK-7 (section 4, page 3) was seen on site. The Code is at URL.", "", "", False),
        ("Agreement VB 14/2021, page 2, was checked. The Code is at URL.", "", "", False),
        ("Law n° 2016-1691 section 17 asks for a form. It is this one: URL", "", "", False),
        ("Law 12.305 section 20 asks for a plan. The plan is at URL", "", "", False),
        ("Procedure VA-12, page 4: URL", "4", "", False),
        ("Procedure VA-12 is public, page 4, at URL", "4", "", False),
        ("The steps are on page 4 of the manual. The Code is at URL", "", "", True),
        ("The steps were checked on page 4 of the manual. The Code is at URL", "", "", True),
    ],
)
def test_internal_documents_are_no_urls(comment: str, pages: str, sections: str, tmp_path: Path, *, told: bool) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{HEAD}{comment.replace('URL', 'https://skerry.example/a.pdf')}\n", encoding="utf-8")
    report = read_report(path)
    (citation,) = report.citations
    assert (" ".join(citation.locators.pages), " ".join(citation.locators.sections)) == (pages, sections)
    assert any("given to none" in o.text for o in report.observations) == told
