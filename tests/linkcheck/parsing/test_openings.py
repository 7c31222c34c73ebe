"""Where criteria begin, and what looks like one and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report
from linkcheck.parsing.wording import HEADING, criterion

REPORT = """Entity: Skerry Metals AG

4 Findings

4.1 Principle 1 – Business Integrity

Criterion 1.1 – Laws
Rating: Conformance
A register is kept.

Criterion 1.2 – Bribes
Rating: Minor Non-Conformance
Nobody was trained.

4.2 Principle 2 – Policy and Management

Criterion 2.1 – Policy
Rating: Conformance
It is signed.

4.3 Principle 5 – Greenhouse Gas Emissions

Criterion 5.2 – Intensity
Rating: Conformance
10.2 t CO2e per tonne in the year.

Criterion 5.3 – Plans
Rating: Not Applicable
There are none.
"""


def test_sections_for_principles_and_figures_with_units_are_no_criteria(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    found = {one.criterion: one.rating for one in read_report(path).findings}
    assert found == {
        "1.1": "Conformance", "1.2": "Minor Non-Conformance", "2.1": "Conformance", "5.2": "Conformance",
        "5.3": "Not Applicable",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [("4.1 Principle 1 – Integrity", None), ("4.1 Principles of design", "4.1"), ("5.1 a Title", "5.1a"),
     ("10.2 t CO2e", "10.2"), ("8.2t Title", "8.2t")],
)  # fmt: skip
def test_numbers_of_criteria(text: str, number: str | None) -> None:
    found = criterion(text)
    assert (found[0] if found else None) == number


def test_a_section_may_be_a_principles_heading() -> None:
    found = HEADING.match("4.10 Principle 10 – Labour Rights")
    assert found
    assert (found["number"], found["title"]) == ("10", "Labour Rights")
