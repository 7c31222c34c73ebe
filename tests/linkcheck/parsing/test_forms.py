"""Forms: each criterion's number, rating, comment and fields of the form's own one below the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from linkcheck.parsing import read_report
from linkcheck.vocabulary import ObservationCode

HOST = "https://www.skerry-metals.example"
SITES = (("Code", "Facility", "Location"), ("A", "Alder Rolling Mill", "Alder (NO)"), ("B", "Lume Works", "Lume (SE)"))
FORMS = (
    ("1.1 Legal Compliance", "A register is kept.", ("none",)),
    ("1.2 Anti-Corruption", "Training took place.", (f"Entity: {HOST}/ethics.pdf, page 3",)),
    ("2.1 Policy", "They are public.", (f"A: {HOST}/alder.pdf, section 2", f"B: {HOST}/lume.pdf")),
    ("6.1 Emissions to Air", "They are measured.", (f"A, B: {HOST}/air.pdf, page 8",)),
)


@pytest.mark.parametrize("label", ["Published sources", "Beleg im Netz", "Disclosed under"])
def test_a_forms_own_fields_are_told_from_what_stands_in_them(tmp_path: Path, label: str) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path))
    lines: list[tuple[str, ...]] = [("Entity", "Skerry Metals AG"), ("",), ("List of Facilities",), *SITES, ("",)]
    for criterion, said, sources in FORMS:
        lines += [("Criterion", criterion), ("Rating", "Conformance"), ("Observation", said)]
        lines += [(label if source is sources[0] else "", source) for source in sources]
        lines += [("Assessed by / on", "Br / 04.03.2024"), ("",)]
    for n, line in enumerate(lines):
        for left, text in zip((50, 170, 330), line, strict=False):
            canvas.drawString(left, 800 - 14 * n, text)
    canvas.save()
    report = read_report(path)
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        (*criterion.split(maxsplit=1), "Conformance") for criterion, _, _ in FORMS
    ]
    alder, lume = "Alder Rolling Mill", "Lume Works"
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2], c.locators.pages) for c in report.citations] == [
        ("1.2", None, "ethics.pdf", ("3",)), ("2.1", alder, "alder.pdf", ()), ("2.1", lume, "lume.pdf", ()),
        ("6.1", alder, "air.pdf", ("8",)), ("6.1", lume, "air.pdf", ("8",)),
    ]  # fmt: skip
    assert not [o for o in report.observations if o.code is ObservationCode.PARTIAL_READING]
