"""Extractions that keep the columns (`pdftotext -layout`), whose places differ from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Final, NamedTuple

import pytest

from linkcheck.parsing import read_report
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.test_extractions import HOST, OPENING

KEPT: Final = "It is kept, and known to all who work in the plants of the group, wherever they are."
END: Final = (
    "LIMITS OF THIS REPORT\n"
    "Those who make claims about their certification answer for them under the law that applies, and nobody else.\n"
)


class Row(NamedTuple):
    """The three cells of a row, in the page's order."""

    first: str
    second: str
    third: str


def set_out(rows: Sequence[Row | str], *widths: int) -> str:
    """Rows and headings on a grid, all cells at their tops, each column so many letters wide."""
    lines: list[str] = []
    for row in rows:
        if isinstance(row, str):
            lines.append(row)
            continue
        cells = [
            [line for paragraph in cell.split("\n") for line in wrap(paragraph, width, break_long_words=False) or [""]]
            for cell, width in zip(row, widths, strict=True)
        ]
        for n in range(max(map(len, cells))):
            texts = (cell[n] if n < len(cell) else "" for cell in cells)
            lines.append(" ".join(f"{text:{width}}" for text, width in zip(texts, widths, strict=True)).rstrip())
        lines.append("")
    return "\n".join(lines) + "\n"


def public(criterion: str) -> str:
    return f"{KEPT}\n\nIt is public: {HOST}/{criterion}.pdf"


def rows(*criteria: str, title: str = "") -> list[Row | str]:
    return [Row(f"{criterion} {title}".strip(), "Conformance", public(criterion)) for criterion in criteria]


HEAD: Final = Row("CRITERION", "RATING", "COMMENT")
LAST: Final = Row("CRITERION", "COMMENT", "RATING")


class Case(NamedTuple):
    """A report's pages, and the criteria that are read from them: each conforms and cites a document, but for 9.9."""

    name: str
    pages: list[str]
    criteria: list[str]


CASES: Final = [
    Case(
        "ratings stand further right on the first page",
        [set_out(rows("1.1", "1.2", "1.3"), 25, 16, 60), set_out(rows("2.1", "2.2", "2.3", "2.4"), 8, 12, 60)],
        ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4"],
    ),
    Case(
        "a heading stands between a page's only criteria",
        [
            set_out([LAST, *(Row(n, public(n), "Conformance") for n in ("8.1", "8.2", "8.3"))], 24, 60, 14),
            set_out(
                [
                    Row("", KEPT, ""),
                    Row("9.9 Security Practice", "", "Conformance"),
                    "11. OCCUPATIONAL HEALTH AND SAFETY OF ALL WORKERS",
                    Row("11.1 Health Policy", public("11.1"), "Conformance"),
                ],
                21,
                60,
                14,
            ),
        ],
        ["8.1", "8.2", "8.3", "9.9", "11.1"],
    ),
    Case(
        "a rating is a blank away from the only title",
        [
            set_out([HEAD, *rows("8.1", "8.2", "8.3")], 24, 24, 60),
            set_out(
                [HEAD, Row("11.1 Occupational\nHealth and\nSafety", "Conformance", f"{HOST}/11.1.pdf")], 17, 28, 60
            ),
        ],
        ["8.1", "8.2", "8.3", "11.1"],
    ),
    Case(
        "titles begin like a rating",
        [
            set_out([HEAD, *rows("3.1", "3.2a", title="Non-compliance")], 30, 14, 60),
            set_out([HEAD, *rows("3.2b-f", title="Non-compliance")], 30, 14, 60),
            set_out([HEAD, *rows("10.4a-d", title="Non-Discrimination")], 30, 14, 60),
        ],
        ["3.1", "3.2a", "3.2b-f", "10.4a-d"],
    ),
    Case(
        "text behind the table runs on over all columns",
        [set_out([HEAD, *rows("8.1", "8.2", "8.3")], 26, 15, 60) + END],
        ["8.1", "8.2", "8.3"],
    ),
    Case(
        "such text has blanks at all edges",
        [set_out([HEAD, *rows("8.1", "8.2", "8.3")], 27, 19, 60) + END],
        ["8.1", "8.2", "8.3"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_page_has_its_own_columns(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("\f".join([OPENING, *case.pages, ""]), encoding="utf-8")
    found = read_report(path)
    assert [(f.criterion, f.rating) for f in found.findings] == [(n, "Conformance") for n in case.criteria]
    assert [(c.criterion, c.url) for c in found.citations] == [
        (n, f"{HOST}/{n}.pdf") for n in case.criteria if n != "9.9"
    ]
    assert not any("claim" in f.title + f.comment for f in found.findings)


NUMBERS: Final = [("1.1 Alder", "1.2 Birch"), ("2.1 Cedar", "2.2 Douglas"), ("3.1 Elm", "3.2 Fir")]
FORMS: Final = [
    "".join(
        f"{number[:3]}      {number[4:]}\nRating   Conformance\nComment  The {number[4:]} is kept.\n"
        f"         It is public: {HOST}/{number[:3]}.pdf\n"
        for number in numbers
    )
    for numbers in NUMBERS
]
COLUMNS: Final = [
    f"{left:48}{right}\n\n"
    f"{f'The {left[4:]} is kept.':48}The {right[4:]} is kept.\n"
    f"It is public: {HOST}/{left[:3]}.pdf    It is public: {HOST}/{right[:3]}.pdf\n"
    f"{'Rating: Conformance':>40}{'Rating: Conformance':>48}\n"
    for left, right in NUMBERS
]


@pytest.mark.parametrize("pages", [FORMS, COLUMNS], ids=["label rows", "columns of text"])
def test_findings_without_a_table_are_read_below_feet_at_any_height(tmp_path: Path, pages: Sequence[str]) -> None:
    """A foot with an address stands where the page's text ends, and is no part of the last comment."""
    path = tmp_path / "report.txt"
    feet = [
        f"{page}{chr(10) * n}   www.firm.example   Confidential   Page {n}" for n, page in enumerate(pages, start=1)
    ]
    path.write_text(f"{OPENING}\n" + "\f".join(feet), encoding="utf-8")
    found = read_report(path)
    numbers = [number for pair in NUMBERS for number in pair]
    assert [(f"{f.criterion} {f.title}", f.rating) for f in found.findings] == [(n, "Conformance") for n in numbers]
    assert [(c.criterion, c.url) for c in found.citations] == [(n[:3], f"{HOST}/{n[:3]}.pdf") for n in numbers]


def test_a_title_ends_like_a_rating(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    table = [
        HEAD,
        Row("8.3 Management of\nServices", "Conformance", KEPT),
        Row("8.4 Commitment to Not\n“No Go” in all\nProperties", "Applicable", KEPT),
        Row("8.5 Mines", "Conformance", KEPT),
    ]
    path.write_text(f"{OPENING}\f{set_out(table, 21, 14, 60)}", encoding="utf-8")
    assert [f.rating for f in read_report(path).findings] == ["Conformance", "Not Applicable", "Conformance"]


def test_a_url_goes_on_below_the_next_pages_head(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    pages: list[list[Row | str]] = [
        [HEAD, *rows("8.1", "8.2"), Row("8.3", "Conformance", f"{KEPT}\n\nIt is public: {HOST}/8.3/865d37")],
        [HEAD, Row("", "", f"/\n\nSo are the maps of all sites: {HOST}/map_(c")],
        [HEAD, Row("", "", f"5); the plan: {HOST}/plan.pdf"), *rows("8.4")],
    ]
    path.write_text("\f".join([OPENING, *(set_out(page, 24, 14, 60) for page in pages)]), encoding="utf-8")
    cited = [c.url for c in read_report(path).citations if c.criterion == "8.3"]
    assert cited == [f"{HOST}/8.3/865d37/", f"{HOST}/map_(c5)", f"{HOST}/plan.pdf"]


BOTTOM: Final = Row("", "\n\nConformance", "It is a map.\n\nIt is kept.")
CROSSING: Final = (
    "These auditors have looked at all that is public about the plants and about whoever works there or lives nearby.\n"
    "Documentation of environmental, organisational, occupational and social circumstances is found elsewhere, namely\n"
    f"at the internet address {HOST}/plants.pdf, notwithstanding anything else that has been\n"
    "internationally, nationally, regionally and locally communicated, administered and corroborated in between.\n"
)


def test_a_criterion_in_two_rows_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    cited = "".join(f"Port {name}:\n{HOST}/{name}.pdf\n" for name in ("Lume", "Arden"))
    table = [HEAD, *(Row("8.1 Mapping", "Not Applicable", f"{KEPT}\n\n{cited}") for _ in range(2)), *rows("8.2", "8.3")]
    sites = "SITES   Port Lume\n        Port Arden\n        Port Sund\n\n"
    path.write_text(f"{OPENING}{sites}\f{set_out(table, 24, 14, 60)}\f", encoding="utf-8")
    found = [(o.code, o.facility) for o in read_report(path).observations if o.criterion == "8.1"]
    assert found.count((ObservationCode.CITED_WHILE_NOT_APPLICABLE, None)) == 1
    assert found.count((ObservationCode.FACILITY_GAP, "Port Sund")) == 1


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (
            [set_out([HEAD, *rows("8.1"), Row("8.2", "Met in part", KEPT), *rows("8.3")], 24, 14, 60)],
            "What stands as the rating of 8.2 is none that is known: “Met in part”.",
        ),
        (
            ["1.1 Legal Compliance: Conformance\n", set_out([HEAD, *rows("2.1", "2.2", "2.3")], 24, 14, 60)],
            "Before the findings, and as none of them, 1.1 stand with a rating.",
        ),
        (
            [
                set_out([HEAD, *rows("8.1", "8.2", "8.3")], 24, 14, 60)
                + CROSSING
                + set_out(rows("8.4", "8.5"), 24, 14, 60)
            ],
            "URLs behind 8.3 stand outside of the table's columns: no finding cites them.",
        ),
        (
            [set_out([HEAD, *(BOTTOM._replace(first=f"\n8.{n} Map of\nit") for n in range(1, 7))], 24, 14, 60)],
            "comments of 8.1, 8.2, 8.3, 8.4, 8.5 and 8.6 may be one another's.",
        ),
    ],
    ids=["an unknown rating", "a criterion before the findings", "URLs between findings", "cells at their bottoms"],
)
def test_what_may_be_misread_is_told(pages: list[str], said: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("\f".join([OPENING, *pages, ""]), encoding="utf-8")
    told = [o.text for o in read_report(path).observations if o.code is ObservationCode.PARTIAL_READING]
    assert any(said in text for text in told), told


PUSHED: Final = """
CRITERION         RATING      COMMENT
1.1 Legal         Conformance A register of laws is kept and
Compliance                    known to everybody.
1.2 Responsibility Conformance Suppliers sign the rules, which
Sourcing                      are public.
1.3 Code          Conformance The code of conduct is known.
2.2 The Leaders Minor Non-    Nobody was named in spring, and
of the site     Conformance   nobody was told of it.
2.3 Suspended Not Applicable Nothing was suspended.
2.4 Roles         Conformance Roles are written down in a list
                              that everybody knows.
"""


def test_a_full_title_pushes_its_rating_aside(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{OPENING}\n{PUSHED}")
    found = [(one.criterion, one.rating) for one in read_report(path).findings]
    assert found == [
        ("1.1", "Conformance"), ("1.2", "Conformance"), ("1.3", "Conformance"), ("2.2", "Minor Non-Conformance"),
        ("2.3", "Not Applicable"), ("2.4", "Conformance"),
    ]  # fmt: skip


LABELS_BESIDE: Final = """
ENTITY NAME         Skerry Metals AG
AUDIT FIRM          Firth Assurance Ltd
AUDIT SCOPE         Facilities:
                    1) Skerry Mill
                    2) Lume Foundry
AUDIT OUTCOME       Certification
NEXT AUDIT TYPE     Surveillance Audit
CERTIFICATE NUMBER  SK-0412
"""


def test_a_list_of_facilities_ends_before_the_next_label(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"SUMMARY AUDIT REPORT\n{LABELS_BESIDE}\nFINDINGS\n{PUSHED}")
    report = read_report(path)
    assert [facility.name for facility in report.facilities] == ["Skerry Mill", "Lume Foundry"]
    assert report.certificate == "SK-0412"


BETWEEN: Final = """
CRITERION                   RATING         COMMENT

1.1 Legal Compliance        Conformance    The laws that apply are known to all, and kept in a register.
1.2 Anti-Corruption         Conformance    Nobody takes gifts, as was seen.
1.3 Code of Conduct and     Conformance    Codes:
all that goes
                                           Skerry: https://www.skerry.example/codes/sker
with it, as the
                                           ry-code-2024.pdf
standard says
                                           Lume: https://www.skerry.example/codes/lume-co
                                           de-2024.pdf
2.2 Leadership              Conformance    A manager is named.
"""


def test_a_titles_line_between_two_of_a_comment_parts_no_url(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"SUMMARY AUDIT REPORT\n{LABELS_BESIDE}\nFINDINGS\n{BETWEEN}")
    report = read_report(path)
    assert [(cited.criterion, cited.url) for cited in report.citations] == [
        ("1.3", "https://www.skerry.example/codes/skerry-code-2024.pdf"),
        ("1.3", "https://www.skerry.example/codes/lume-code-2024.pdf"),
    ]
    assert [finding.title for finding in report.findings][2] == (
        "Code of Conduct and all that goes with it, as the standard says"
    )
