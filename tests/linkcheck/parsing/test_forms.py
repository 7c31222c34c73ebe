"""Forms: each criterion's number, rating, comment and fields of the form's own one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from linkcheck.parsing import read_report
from linkcheck.parsing.boxes import with_marked_alone
from linkcheck.parsing.pages import Page, Word
from linkcheck.vocabulary import ObservationCode

HOST = "https://www.skerry-metals.example"
SITES = (("Code", "Facility", "Location"), ("A", "Alder Rolling Mill", "Alder (NO)"), ("B", "Lume Works", "Lume (SE)"))
LONG = f"{HOST}/documents/on-air-and-water/quantities-of-dust-and-noise-by-"
FORMS = (
    ("1.1 Legal Compliance", "A register is kept.", ("none",)),
    ("1.2 Anti-Corruption", "Training took place.", (f"Entity: {HOST}/ethics.pdf, page 3",)),
    ("2.1 Policy", "They are public.", (f"A: {HOST}/alder.pdf, section 2", f"B: {HOST}/lume.pdf")),
    ("6.1 Emissions to Air", "They are measured.", (f"A, B: {LONG}", "year-and-site.pdf, page 8")),
)


def beside(labels: Sequence[str], cell: Sequence[str]) -> list[tuple[str, str]]:
    """The lines of a label and those of the cell right of it."""
    return list(zip_longest(labels, cell, fillvalue=""))


@pytest.mark.parametrize(
    "label", ["Published sources", "Beleg im Netz", "Disclosed under", "Documents | on the web", "Publicly | available"]
)
def test_a_forms_own_fields_are_told_from_what_stands_in_them(tmp_path: Path, label: str) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path))
    lines: list[tuple[str, ...]] = [("Entity", "Skerry Metals AG"), ("",), ("List of Facilities",), *SITES, ("",)]
    for criterion, said, sources in FORMS:
        lines += [("Criterion", criterion), ("Rating", "Conformance"), ("Observation", said)]
        lines += beside(label.split(" | "), sources)
        lines += [("Assessed by / on", "Br / 04.03.2024"), ("",)]
    for n, line in enumerate(lines):
        for left, text in zip((50, 170, 330), line, strict=False):
            canvas.drawString(left, 800 - 14 * n, text)
    canvas.save()
    report = read_report(path)
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        (*criterion.split(maxsplit=1), "Conformance") for criterion, _, _ in FORMS
    ]
    alder, lume, dust = "Alder Rolling Mill", "Lume Works", "quantities-of-dust-and-noise-by-year-and-site.pdf"
    assert [(c.criterion, c.facility, c.url.rpartition("/")[2], c.locators.pages) for c in report.citations] == [
        ("1.2", None, "ethics.pdf", ("3",)), ("2.1", alder, "alder.pdf", ()), ("2.1", lume, "lume.pdf", ()),
        ("6.1", alder, dust, ("8",)), ("6.1", lume, dust, ("8",)),
    ]  # fmt: skip
    assert not [o for o in report.observations if o.code is ObservationCode.PARTIAL_READING]


@pytest.mark.parametrize(
    "labels", [("What was | seen", "Sources"), ("Constatations",), ("Nachweis | im Betrieb", "Im Netz")]
)
@pytest.mark.parametrize("rated", ["Rating: ", ""])
@pytest.mark.parametrize("number", ["Criterion", ""])
def test_criterion_and_rating_may_stand_side_by_side_above_labels(
    tmp_path: Path, labels: Sequence[str], rated: str, number: str
) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path))
    lines: list[tuple[str, ...]] = [("Entity", "", "Skerry Metals AG"), ("",), ("Principle 1: Business Integrity",)]
    for criterion, said, sources in FORMS:
        first, title = criterion.split(maxsplit=1)
        lines += [("",), (number, first, title, f"{rated}Minor Non-"), ("", "", "and the Like", "Conformance")]
        for label, texts in zip(labels, ((said, *sources), ("Nothing more.",)), strict=False):
            lines += [(label, "", text) for label, text in beside(label.split(" | "), texts)]
    for n, line in enumerate(lines):
        for left, text in zip((50, 150, 200, 420) if number else (50, 50, 150, 420), line, strict=False):
            canvas.drawString(left, 800 - 14 * n, text)
    canvas.save()
    report = read_report(path)
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        (number, f"{title} and the Like", "Minor Non-Conformance")
        for number, title in (criterion.split(maxsplit=1) for criterion, _, _ in FORMS)
    ]
    assert [f.comment.partition(".")[0] for f in report.findings] == [said.rstrip(".") for _, said, _ in FORMS]
    dust = "quantities-of-dust-and-noise-by-year-and-site.pdf"
    assert [(c.criterion, c.url.rpartition("/")[2]) for c in report.citations] == [
        ("1.2", "ethics.pdf"), ("2.1", "alder.pdf"), ("2.1", "lume.pdf"), ("6.1", dust),
    ]  # fmt: skip


def test_of_short_ratings_with_boxes_the_marked_one_is_left() -> None:
    printed = "Rating", "☐", "Conformance", "☒", "Minor", "NC", "☐", "Major", "NC", "☐", "Critical", "Breach"
    page = Page(1, 600, 800, [Word(text, 50 * n, 10, 50 * n + 40, 20) for n, text in enumerate(printed)])
    (left,) = with_marked_alone([page])
    assert [word.text for word in left.words] == ["Rating", "Minor", "NC"]
