"""What goes on over a page's foot in a text, where a blank line stands between."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report
from linkcheck.parsing.overleaf import surely_goes_over
from linkcheck.parsing.pages import Line
from linkcheck.report import Citation
from tests.linkcheck.parsing.test_extractions import HOST, OPENING

HEAD = "CRITERION RATING COMMENT\n\n"
LINKS = f"{HOST}/first.pdf\n{HOST}/first.pdf\n"
FULL = "The policy of each of the sites is public, and is read by all at work.\n"


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("Waste Inventory, page 4 and section", "8.6.5, page 16:"),
        ("Plan, sections 7.1, pages", "36-48: https://skerry.example/a.pdf"),
        ("Skerry Aluminium - Grievance Procedure, pp.", "22 and 73 -"),
        ("(section 1.4, page 31 and", "section 1.6.4, page 36)"),
        ("Human Rights Policy, pages 10–70", "- https://skerry.example/a.pdf"),
        ("https://skerry.example/a.pdf", "(pages 13 & 46)"),
        ("https://skerry.example/a.pdf (Port", "Lume) and, behind that,"),
        ("Skerry Aluminium, Port Lume Aluminium", "Co., Ltd. & Sundby Foil -"),
        ("%AD%E5%8F%91%E5%B1%95", "%2015.pdf (section 7.2)"),
    ],
    ids=[
        "section",
        "pages",
        "two pages",
        "a place with its word",
        "a dash",
        "a bracket",
        "in a bracket",
        "a legal form",
        "escaped",
    ],
)
def test_what_goes_on(before: str, line: str) -> None:
    assert surely_goes_over(Line(before), Line(line))


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("It is described in the next section", "8.4 Alien Species"),
        ("Both are public at:", "- https://skerry.example/a.pdf"),
        ("- https://skerry.example/a.pdf", "- https://skerry.example/b.pdf"),
        ("It is done (in Port Lume)", "Conformance (all)"),
        ("It was seen", "(Alder Mill) It is kept."),
        ("It is kept in Port Lume", "AS part of it"),
        ("The plan of Port Lume", "Sundby Foil has none."),
    ],
    ids=["a criterion", "a bullet", "the next bullet", "a closed bracket", "a bracket", "no legal form", "a sentence"],
)
def test_what_does_not(before: str, line: str) -> None:
    assert not surely_goes_over(Line(before), Line(line))


@pytest.mark.parametrize(
    ("above", "below", "cited"),
    [
        (
            "Port Lume Works: Responsible Sourcing Policy, which is the newest of the Grievance",
            f"Procedure: {HOST}/lume.pdf",
            ("Port Lume Works", f"{HOST}/lume.pdf", (), ()),
        ),
        (
            f"Alder Mill: {HOST}/lume.pdf (section 1.4, page 31 and",
            "section 1.6, page 36)",
            ("Alder Mill", f"{HOST}/lume.pdf", ("31", "36"), ("1.4", "1.6")),
        ),
        (
            f"Alder Mill: {HOST}/lume.",
            "pdf",
            ("Alder Mill", f"{HOST}/lume.pdf", (), ()),
        ),
    ],
    ids=["a full line", "more places", "a file's kind"],
)
@pytest.mark.parametrize("head", [HEAD, ""], ids=["with a head", "without"])
def test_a_comment_goes_on_below_the_links_at_a_pages_foot(
    above: str, below: str, cited: tuple[object, ...], head: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}SITES\n\nAlder Mill\nPort Lume Works\n\n{HEAD}8.1 Biodiversity\n\nConformance\n\n{FULL * 3}"
        f"Alder Mill: {HOST}/first.pdf\n{above}\n\n{LINKS}\n \n{head}{below}\n\n"
        f"8.4 Alien Species\n\nConformance\n\n{FULL}",
        encoding="utf-8",
    )
    found = read_report(path)
    assert [f.title for f in found.findings] == ["Biodiversity", "Alien Species"]
    assert [_said(c) for c in found.citations] == [("Alder Mill", f"{HOST}/first.pdf", (), ()), cited]


def _said(citation: Citation) -> tuple[object, ...]:
    return citation.facility, citation.url, citation.locators.pages, citation.locators.sections


def test_a_range_of_pages_goes_over_a_pages_end(tmp_path: Path) -> None:
    said = "2.1 Policy\nConformance\nIt is kept with care, and by all who are con-\ncerned.\n"
    cited = f"1.1 Law\nConformance\nIt is in {HOST}/9.pdf, pages 1, 2 and 3-\n\f5, and else-\nwhere.\n\n"
    path = tmp_path / "report.txt"
    path.write_text(f"{cited}{said}", encoding="utf-8")
    assert [c.locators.pages for c in read_report(path).citations] == [("1", "2", "3-5")]
