"""Pages and sections of one document that are each for another site: before its URL, behind it, around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report

SITES = ("Alder Mill", "Port Lume Works", "Sund Foundry", "Brenn Smelter")
OPENING = "\n".join(("ASI PERFORMANCE STANDARD V3.1", "ENTITY NAME  Northwind Aluminium AB", "", "SITES", "", *SITES))
URLS = {"{a}": "https://www.north.example/a.pdf", "{b}": "https://www.north.example/b.pdf"}


def cited(folder: Path, comment: str) -> list[str]:
    """Each citation in a word: URL, site, pages, sections."""
    for name, url in URLS.items():
        comment = comment.replace(name, url)
    path = folder / "report.txt"
    path.write_text(f"{OPENING}\n\n1.3a Code of Conduct\nConformance\n\n{comment}\n", encoding="utf-8")
    return [
        " ".join(
            (
                next((name[1] for name, url in URLS.items() if url == c.url), c.url),
                c.facility.split()[0] if c.facility else "-",
                *c.locators.pages,
                *(f"§{section}" for section in c.locators.sections),
            )
        )
        for c in read_report(path).citations
    ]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (
            "Waste is disclosed: {a} (Alder page 2, Port Lume page 3, Sund page 5).",
            ["a Alder 2", "a Port 3", "a Sund 5"],
        ),
        ("Waste data sheet, pages 2 (Alder) and 4 (Port Lume): {a}", ["a Alder 2", "a Port 4"]),
        ("The waste sheet (Alder: page 1; Port Lume: page 3) is available at {a}.", ["a Alder 1", "a Port 3"]),
        (
            "Annual Report 2020, pages 44 (Alder), 45 (Port Lume), 46 (Sund and Brenn) – {a}.",
            ["a Alder 44", "a Port 45", "a Sund 46", "a Brenn 46"],
        ),
        (
            "Fines are in the Report, Alder Mill (page 52) and Port Lume Works (page 53): {a}. Sund Foundry had none.",
            ["a Alder 52", "a Port 53"],
        ),
        (
            "Energy: Alder Mill (page 66), Port Lume Works (pages 67 and 68) and Sund Foundry (pages 69–71) in {a}",
            ["a Alder 66", "a Port 67 68", "a Sund 69-71"],
        ),
        (
            "Energy is shown on page 52 for the Alder Mill and page 53 for the Port Lume Works: {a}",
            ["a Alder 52", "a Port 53"],
        ),
        (
            "Energy is shown in the report {a}, on page 52 for Alder Mill and on page 53 for Port Lume Works.",
            ["a Alder 52", "a Port 53"],
        ),
        (
            "ESG Data Book: {a}\n• Alder Mill: page 2\n• Port Lume Works: pages 3-4\n• Sund Foundry: page 9\n",
            ["a Alder 2", "a Port 3-4", "a Sund 9"],
        ),
        ("ESG Data Book:\n- Alder Mill: page 2\n- Port Lume Works: pages 3-4\n{a}", ["a Alder 2", "a Port 3-4"]),
        ("Alder on page 2, Port Lume on page 4 of the Energy Report: {a}", ["a Alder 2", "a Port 4"]),
        ("The report {a} shows Alder on page 2 and Port Lume on page 4.", ["a Alder 2", "a Port 4"]),
        ("{a}. Alder Mill is on page 2 and Port Lume Works on page 4.", ["a Alder 2", "a Port 4"]),
        ("Alder Mill and Port Lume Works (pages 3 and 4 respectively): {a}", ["a Alder 3", "a Port 4"]),
        (
            "The annex, p. 3 (Alder) and p. 5 (Port Lume): {a} No data are disclosed for Sund and Brenn.",
            ["a Alder 3", "a Port 5"],
        ),
        ("Impact study, sections 3.2 (Alder) and 3.3 (Port Lume): {a}", ["a Alder §3.2", "a Port §3.3"]),
        (
            "Impact study: {a}, section 3.2 for Alder Mill, section 3.3 for Port Lume Works.",
            ["a Alder §3.2", "a Port §3.3"],
        ),
        (
            "Group Report, Alder: section 4.1, page 14; Port Lume: section 4.2, page 19; the Group: page 5: {a}",
            ["a Alder 14 §4.1", "a Port 19 §4.2", "a - 5"],
        ),
        ("Data Book, page 15: {a} [Sund Foundry; Brenn Smelter]", ["a Sund 15", "a Brenn 15"]),
        (
            "Compliance reports: {a}, pages 17 and 18 [Alder Mill]\nData Book, page 15: {b} [Sund Foundry]",
            ["a Alder 17 18", "b Sund 15"],
        ),
        ("Compliance reports: {a}, p. 3 (Alder Mill)\nData Book: {b}, p. 4 (Sund Foundry)", ["a Alder 3", "b Sund 4"]),
        (
            "Scope 1 to 3 are disclosed in the Report: Alder on pages 72–75, Port Lume on pages 76 and 78. {a}",
            ["a Alder 72-75", "a Port 76 78"],
        ),
        ("Seiten 12 (Alder) und 14 (Port Lume): {a}", ["a Alder 12", "a Port 14"]),
        ("Nachhaltigkeitsbericht, Alder (S. 12), Port Lume (S. 14): {a}", ["a Alder 12", "a Port 14"]),
        ("Rapport DPEF, pages 12 (Alder) et 14 (Port Lume) : {a}", ["a Alder 12", "a Port 14"]),
        ("Informe, páginas 12 (Alder) y 14 (Port Lume): {a}", ["a Alder 12", "a Port 14"]),
        ("See {a} for emissions: Alder p. 2; Port Lume p. 3; Sund p. 5", ["a Alder 2", "a Port 3", "a Sund 5"]),
        (
            "Alder Mill, page 3 and Port Lume Works, page 4: {a}; Sund Foundry, page 5: {b}",
            ["a Alder 3", "a Port 4", "b Sund 5"],
        ),
        (
            "Emissions of Alder Mill (page 12), Port Lume Works (page 14) and Sund Foundry: {a}",
            ["a Alder 12", "a Port 14", "a Sund"],
        ),
        ("Page 3 (Alder), page 4 (Port Lume) of the Waste Report, {a}", ["a Alder 3", "a Port 4"]),
        ("For Alder Mill and Port Lume Works: {a} (Alder: p. 3, Port Lume: p. 4)", ["a Alder 3", "a Port 4"]),
        ("Sustainability Report, pages 4-5; Alder: page 8, Port Lume: page 9: {a}", ["a Alder 4-5 8", "a Port 4-5 9"]),
        ("Water: {a} – page 3 Alder, page 4 Port Lume, page 5 Sund", ["a Alder 3", "a Port 4", "a Sund 5"]),
        (
            "Water is reported for Alder Mill in chapter 3 and for Port Lume Works in chapter 4 of the study {a}",
            ["a Alder §3", "a Port §4"],
        ),
        ("Water data: Alder Mill pp. 3-5 / Port Lume Works pp. 6-8 – {a}", ["a Alder 3-5", "a Port 6-8"]),
        (
            "The data of Alder Mill are on page 3 and those of Port Lume Works on page 5 of the report: {a}",
            ["a Alder 3", "a Port 5"],
        ),
        (
            "The report shows energy by site (Alder: page 71, Port Lume: page 72). It is available at {a}",
            ["a Alder 71", "a Port 72"],
        ),
        ("ESG report ({a}): pages 10-12 Alder Mill; pages 13-15 Port Lume Works.", ["a Alder 10-12", "a Port 13-15"]),
        (
            "ESG report\n{a}\nAlder Mill – page 10\nPort Lume Works – page 12\n\nSund Foundry has its own report: {b}",
            ["a Alder 10", "a Port 12", "b Sund"],
        ),
        ("第12页（Alder Mill）和第14页（Port Lume Works）：{a}", ["a Alder 12", "a Port 14"]),
    ],
)
def test_each_site_has_its_own_pages(tmp_path: Path, comment: str, expected: list[str]) -> None:
    assert cited(tmp_path, comment) == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Alder Mill and Port Lume Works, pages 3 and 4: {a}", ["a Alder 3 4", "a Port 3 4"]),
        ("Alder Mill and Port Lume Works (page 6): {a}", ["a Alder 6", "a Port 6"]),
        ("{a}; Alder page 3 and Lume page 4 of the Annual Report.", ["a -"]),
        ("Policy: {a}\n\nAlder, page 3, and Port Lume, page 4: {b}", ["a -", "b Alder 3", "b Port 4"]),
        ("Annual Report: {a}; Alder page 3 and Lume page 4 of the Annual Report.", ["a Alder 3", "a Port 4"]),
    ],
)
def test_what_is_not_shared_out_is_for_all_that_are_named(tmp_path: Path, comment: str, expected: list[str]) -> None:
    assert cited(tmp_path, comment) == expected
