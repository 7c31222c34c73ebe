"""Places that a comment gives to documents before them by what it calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report

HEAD = "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Skerry Metals AB\n\n1.3a Code of Conduct\nConformance\n\n"


@pytest.mark.parametrize(
    ("comment", "given"),
    [
        ("The Code and the paper: URL and URL. See slides 5 and 6 of the former and § 2 of the latter.", "5 6|§2"),
        ("ESG report 2023 (URL), ESG report 2022 (URL): pages 8 and 10 of the former; page 7 of the latter.", "8 10|7"),
        ("Code (URL), Terms (URL): section 7 in the first, section 14 in the second.", "§7|§14"),
        ("Minutes: URL URL (list in section 3 of the second).", "|§3"),
        ("It is in German and English: URL and URL. In both versions clause 4 is relevant.", "§4|§4"),
        ("The statements are URL and URL; the opinion is on page 3 in both.", "3|3"),
        (
            "Governance report of the exchange: URL. Tax policy: URL. In the governance report, refer to clause 2.",
            "§2|",
        ),
        ("Governance report: URL, page 4. Tax policy: URL (page 5). Page 6 of the latter is signed.", "4|5 6"),
        ("Governance report: URL. Tax policy: URL. In the noise report, refer to clause 2.", "|"),
        ("Code: URL. Its section 2 of the first edition was withdrawn. Terms: URL", "|"),
        ("Code: URL. See page 3.", "3"),
    ],
)
def test_places_go_to_what_a_comment_calls_their_document(comment: str, given: str, tmp_path: Path) -> None:
    parts = comment.split("URL")
    text = "".join(f"{part}https://skerry.example/{n}.pdf" for n, part in enumerate(parts[:-1])) + parts[-1]
    path = tmp_path / "report.txt"
    path.write_text(f"{HEAD}{text}\n", encoding="utf-8")
    found = [c.locators for c in read_report(path).citations]
    spelled = ([*places.pages, *(f"§{section}" for section in places.sections)] for places in found)
    assert "|".join(" ".join(each) for each in spelled) == given
