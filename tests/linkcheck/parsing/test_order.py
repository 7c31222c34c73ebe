"""Plain extractions whose cells stand out of order: what is read all the same, and what is told."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from linkcheck.parsing import read_report
from linkcheck.report import AuditReport
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.test_extractions import HEAD, HOST, OPENING, Case, assert_read

LAST: Final = "CRITERION\n\nCOMMENT\n\nRATING\n\n"

LATE: Final = (
    "Not Applicable\n\nIt employs nobody.\n\n10.9a Informing Workers of\nRights\n\nConformance\n\nLeaflets are\n"
    "handed out.\n\n9. HUMAN RIGHTS\n9.1a Human Rights Due Diligence\n"
)
"""A page whose first number and its heading come last."""

CASES: Final = [
    Case(
        "a comment that begins with a small letter is no more of the title",
        f"9.2 Gender Equity\n\nall Facilities: {HOST}/gender.pdf\n\nConformance\n\nIt is kept.\n",
        [("9.2", "Conformance")],
        [("9.2", None, f"{HOST}/gender.pdf")],
    ),
    Case(
        "a principle's number stands alone below its late heading",
        f"9.9 Security Practice\n\nConformance\n\nGuards are trained.\n\n9. HUMAN RIGHTS\n9.1a\n\n"
        f"The due diligence is public: {HOST}/rights.pdf\n",
        [("9.1a", None), ("9.9", "Conformance")],
        [("9.1a", None, f"{HOST}/rights.pdf")],
    ),
    Case(
        "headings and first numbers without comments come last",
        f"Not Applicable\n\nThere is none: {HOST}/none.pdf\n\n3.1a Sustainability Reporting\n\nConformance\n\n"
        f"It is public: {HOST}/report.pdf\n\n1. BUSINESS INTEGRITY\n1.2a Anti-Corruption\n3. TRANSPARENCY\n\n"
        "5. GREENHOUSE GAS EMISSIONS\n5.4 GHG Emissions Management\n\nConformance\n\nIt is kept.\n",
        [("1.2a", "Not Applicable"), ("3.1a", "Conformance"), ("5.4", "Conformance")],
        [("1.2a", None, f"{HOST}/none.pdf"), ("3.1a", None, f"{HOST}/report.pdf")],
    ),
    Case(
        "numbers stand one below the other",
        "8.3b-e\n\n8.4\n\nManagement of\nEcosystem Services\n\nMinor Non-Conformance\n\nAlien Species\n\n"
        f"Conformance\n\nThe map is public: {HOST}/species.pdf\n",
        [("8.3b-e", "Minor Non-Conformance"), ("8.4", "Conformance")],
        [("8.4", None, f"{HOST}/species.pdf")],
    ),
    Case(
        "the first of such numbers stands below its heading",
        "10. LABOUR RIGHTS\n10.1\n\n10.4a\n\nFreedom of\nAssociation\n\nConformance\n\nNonDiscrimination\n\n"
        f"Minor Non-Conformance\n\nThe plan is public: {HOST}/equal.pdf\n",
        [("10.1", "Conformance"), ("10.4a", "Minor Non-Conformance")],
        [("10.4a", None, f"{HOST}/equal.pdf")],
    ),
    Case(
        "a title and its rating come before their number",
        "9.8a Conflict-Affected and High-Risk Areas\n\nConformance\n\nThere are none.\n\n"
        f"Security Practice Minor Non-Conformance\n\nGuards are to be trained.\n\n9.9a\n\nSee {HOST}/guards.pdf\n",
        [("9.8a", "Conformance"), ("9.9a", "Minor Non-Conformance")],
        [("9.9a", None, f"{HOST}/guards.pdf")],
    ),
    Case(
        "a number comes later than greater ones, and its rating before them",
        f"9.4 Free, Prior, and Informed Consent\n\nConformance\n\nIt was given.\nConformance\n\nSee {HOST}/a.pdf.\n\n"
        "10.3 Forced Labour\n\nConformance\n\nThere is none.\n\n9.8a Conflict-Affected and\nHigh-Risk Areas\n",
        [("9.4", "Conformance"), ("9.8a", None), ("10.3", "Conformance")],
        [("9.4", None, f"{HOST}/a.pdf")],
    ),
    Case(
        "a rating is glued to a title's dropped hyphen",
        f"9.8a\n\nConflictConformance\nAffected and\nHigh-Risk Areas\n\nThere are none: {HOST}/areas.pdf\n",
        [("9.8a", "Conformance")],
        [("9.8a", None, f"{HOST}/areas.pdf")],
    ),
    Case(
        "a URL's end above the next criterion is none of its title",
        f"9.3a Indigenous Peoples\n\nConformance\n\nThe plan is public [{HOST}/d/upload/2024/6e0b7c55\n\n\f.pdf]\n"
        "9.6 Displacement\n\nConformance\n\nNobody had to move.\n",
        [("9.3a", "Conformance"), ("9.6", "Conformance")],
        [("9.3a", None, f"{HOST}/d/upload/2024/6e0b7c55.pdf")],
    ),
    Case(
        "a file's name ends below the page's end",
        f"8.1 Biodiversity\n\nConformance\n\nIt is public: {HOST}/download?id=32460&file=report_1\n\n\f2.pdf\n\n"
        "It is new.\n",
        [("8.1", "Conformance")],
        [("8.1", None, f"{HOST}/download?id=32460&file=report_12.pdf")],
    ),
    Case(
        "a title ends with a word that heads columns too",
        f"1.1a\n\nLegal\nCompliance\n\nThe permits are public: {HOST}/permits.pdf\n\nConformance\n\n",
        [("1.1a", "Conformance")],
        [("1.1a", None, f"{HOST}/permits.pdf")],
    ),
    Case(
        "a comment stands on its title's line",
        f"10.7a Remuneration However, the policy of one site\nis public: {HOST}/wages.pdf\n\nUnable to Rate\n\n"
        "Slips were missing.\n",
        [("10.7a", "Unable to Rate")],
        [("10.7a", None, f"{HOST}/wages.pdf")],
    ),
    Case(
        "a title, its comment and its rating stand on one line",
        f"10.2a-h Child Labour The policy of every site is public at the Conformance\nfollowing:\n"
        f"Kalmar: {HOST}/kalmar.pdf\nIt is new.\n\n",
        [("10.2a-h", "Conformance")],
        [("10.2a-h", None, f"{HOST}/kalmar.pdf")],
    ),
    Case(
        "a page's last number has the rating that waits, not that of the next page",
        "5.3 GHG Emissions Reduction Plans\n\nNot Applicable\n\nIt has none.\n\nNot Applicable\n\nIt is dry.\n\n"
        f"7. WATER STEWARDSHIP\n7.2 Water Management\n\n\fConformance\n\nIt is public: {HOST}/rights.pdf\n\n"
        "9. HUMAN RIGHTS\n9.1 Human Rights Due Diligence\n\n",
        [("5.3", "Not Applicable"), ("7.2", "Not Applicable"), ("9.1", "Conformance")],
        [("9.1", None, f"{HOST}/rights.pdf")],
    ),
    Case(
        "what stands behind headings that come late is more of the lowest comment",
        f"{LATE}10. LABOUR RIGHTS\n\nThe leaflet is public: {HOST}/leaflet.pdf\n",
        [("9.1a", "Not Applicable"), ("10.9a", "Conformance")],
        [("10.9a", None, f"{HOST}/leaflet.pdf")],
    ),
    Case(
        "so is what goes on over a page behind numbers that come late",
        f"{LATE}\n\fCRITERION\n\nRATING\n\nCOMMENT\n\nThe leaflet is public: {HOST}/leaflet.pdf\n",
        [("9.1a", "Not Applicable"), ("10.9a", "Conformance")],
        [("10.9a", None, f"{HOST}/leaflet.pdf")],
    ),
    Case(
        "a title goes on over a page, and its comment behind the next number",
        "9.2 Gender\nEquity and\n\nConformance\n\nIt is kept.\n\n3\n\n\fCRITERION\n\nRATING\n\nWomen's\nEmpowerment\n\n"
        f"9.7a Affected\nPopulations\n\nCOMMENT\nThe plan is public: {HOST}/plan.pdf\n\nConformance\n\nIt is new.\n",
        [("9.2", "Conformance"), ("9.7a", "Conformance")],
        [("9.2", None, f"{HOST}/plan.pdf")],
    ),
    Case(
        "a URL goes on below a page's foot with little",
        f"7.2 Water Management\n\nConformance\n\nBoth plans are public: https:\n"
        f"//skerry.example/reports/water.pdf#page\n\n\f=50 and {HOST}/effluents\n\n\f-plan.pdf, since 2023.\n",
        [("7.2", "Conformance")],
        [("7.2", None, f"{HOST}/reports/water.pdf#page=50"), ("7.2", None, f"{HOST}/effluents-plan.pdf")],
    ),
]


def told(found: AuditReport) -> str:
    return "\n".join(o.text for o in found.observations if o.code is ObservationCode.PARTIAL_READING)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cells_out_of_order_are_read(case: Case, tmp_path: Path) -> None:
    assert_read(case, HEAD, tmp_path / "report.txt")


@pytest.mark.parametrize(
    "case",
    [
        Case(
            "the first comment comes before its number",
            f"The policy is public: {HOST}/policy.pdf\n\nConformance\n\n1. BUSINESS INTEGRITY\n1.2a Anti-Corruption\n\n"
            "Training took place.\n1.3a Code of Conduct\n\nIt is old.\n\nMinor Non-Conformance\n\n",
            [("1.2a", "Conformance"), ("1.3a", "Minor Non-Conformance")],
            [("1.2a", None, f"{HOST}/policy.pdf")],
        ),
        Case(
            "a URL goes on over a page's end, where the rating is printed",
            f"1.2 Anti-Corruption\n\nThe policy is public: {HOST}/d/upload/2024/09-12\n\nConformance\n\n"
            "\f/0ab1c2d3.pdf\nTraining took place.\n",
            [("1.2", "Conformance")],
            [("1.2", None, f"{HOST}/d/upload/2024/09-12/0ab1c2d3.pdf")],
        ),
        Case(
            "two ratings make up a block",
            f"11.1a Occupational Health and\nSafety (OH&S) Policy\n\nIt is public: {HOST}/safety.pdf\n\n"
            "11.2b-d OH&S Management System\n\nMinor Non-\nConformance\nConformance\n\n",
            [("11.1a", "Minor Non-Conformance"), ("11.2b-d", "Conformance")],
            [("11.1a", None, f"{HOST}/safety.pdf")],
        ),
        Case(
            "a rating stands at the end of a comment of one line, the next behind its comment",
            f"9.5a-c Cultural and\nSacred Heritage\n\nThere is none: {HOST}/none.pdf Not Applicable\n\n"
            "9.6 Displacement Nobody had to move.\nIt is known.\n\nMinor Non-Conformance\n\n",
            [("9.5a-c", "Not Applicable"), ("9.6", "Minor Non-Conformance")],
            [("9.5a-c", None, f"{HOST}/none.pdf")],
        ),
        Case(
            "a rating stands beside the comment's first line, in a URL",
            "2.3 Environmental and Social\nManagement Systems\n\nIts plan is public: https: Conformance\n"
            "//skerry.example/plan.pdf\nIt is new.\n\n",
            [("2.3", "Conformance")],
            [("2.3", None, f"{HOST}/plan.pdf")],
        ),
    ],
    ids=lambda case: case.name,
)
def test_ratings_last_out_of_order_are_read(case: Case, tmp_path: Path) -> None:
    assert_read(case, LAST, tmp_path / "report.txt")


@pytest.mark.parametrize(
    ("text", "concerned"),
    [
        (
            f"8.1a Biodiversity\n\nConformance\n\n8.2a Plan\n\nConformance\n\nSee {HOST}/a.pdf\n\n{HOST}/b.pdf\n",
            "8.1a and 8.2a",
        ),
        (
            "8.1a Biodiversity and\nits Assessment\n\nConformance\n\nIt is kept.\n\n8.2a Plan\n\nConformance\n\n"
            f"It is new.\n\nThe assessment is public: {HOST}/a.pdf\n",
            "8.1a and 8.2a",
        ),
        (
            "8.1a Plan\n\nConformance\n\nThe plan of each site is available at:\n\n8.2a Map\n\nConformance\n\n"
            f"It is new.\n\n8.3a Species\n\nConformance\n\nNone is rare.\n\nKalmar: {HOST}/kalmar.pdf\n",
            "8.1a and 8.3a",
        ),
        (
            "8.1a Biodiversity and\nits Assessment\n\nConformance\n\nIt is kept.\n\n8.2a Plan\n\nConformance\n\n"
            f"It is new, and known\nto all.\n\n8.3a Map\n\nConformance\n\nIt hangs.\n\nIt is public: {HOST}/a.pdf\n",
            "8.1a and 8.3a",
        ),
        (
            "8.1a Biodiversity and\nits Assessment\n\nConformance\n\nIt is kept.\n\n8.2a Plan\n\nConformance\n\n"
            "It is new, and known\nto all.\n\n8.3a Species and\nHabitats\n\nConformance\n\nNone is rare.\n\n"
            f"8.4a Map\n\nConformance\n\nIt hangs there.\nIt is public: {HOST}/a.pdf\n",
            "8.1a, 8.3a and 8.4a",
        ),
        (
            "8.1a Biodiversity and\nits Assessment\n\nConformance\n\nIt is kept.\n\n8.2a Plan\n\nConformance\n\n"
            "It is new, and known\nto all.\n\nConformance\n\nNone is rare,\nas is known.\n\nConformance\n\n"
            f"It hangs.\n\nIt is public: {HOST}/a.pdf\n\n9. HUMAN RIGHTS\n9.1 Human Rights Due\nDiligence\n"
            "10. LABOUR RIGHTS\n10.4 Non-Discrimination\n",
            "8.1a, 8.2a, 9.1 and 10.4",
        ),
    ],
    ids=[
        "no comment",
        "fewer lines than the title",
        "an open end",
        "a whole comment in between",
        "a whole comment before",
        "a number behind the rating",
    ],
)
def test_comments_that_may_have_come_to_another_criterion_are_told(text: str, concerned: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{OPENING}{HEAD}{text}\f", encoding="utf-8")
    assert f"comments or ratings of {concerned} may be one another's" in told(read_report(path))


def test_numbers_that_come_late_are_told_where_more_follows(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{OPENING}{HEAD}{LATE}\f", encoding="utf-8")
    assert not told(read_report(path))
    for more in ("10. LABOUR RIGHTS\n\nThe leaflet is old.\n", "\nThe leaflet is old.\n"):
        path.write_text(f"{OPENING}{HEAD}{LATE}{more}\f", encoding="utf-8")
        assert "comments or ratings of 9.1a and 10.9a may be one another's" in told(read_report(path))


def test_a_rating_of_a_row_before_is_told_with_the_row_that_it_stands_behind(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = (
        f"2.9b-f Mergers and Acquisitions\n\nNothing changed in the year\nthat was looked at: {HOST}/a.pdf\n\n"
        "3.1a-d Sustainability Reporting\n\nConformance\n\nIt is kept, and has been\nfor years.\n\nUnable to Rate\n\n"
        "It is to be seen.\n\n"
    )
    path.write_text(f"{OPENING}{HEAD}{text}\f", encoding="utf-8")
    assert "comments or ratings of 2.9b-f and 3.1a-d may be one another's" in told(read_report(path))


def test_an_extraction_in_order_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = f"8.1a Plan\n\nConformance\n\nIt is kept and\nwell known.\n\n8.2a Map\n\nConformance\n\nSee {HOST}/a-b.pdf\n"
    path.write_text(f"{OPENING}{HEAD}{text}The map is well-\nknown.\f", encoding="utf-8")
    assert not told(read_report(path))


def test_ratings_that_stand_nowhere_are_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = (
        "2.3a Policy\n\nConformance\n\nIt is kept.\n\n2.3b-e Environmental and Social Management Systems\n\n"
        "It is due.\n\n"
        "3.1 Sustainability Reporting\n\n"
    )
    path.write_text(f"{OPENING}{HEAD}{text}It was seen.\n\f", encoding="utf-8")
    found = read_report(path)
    assert [(f.criterion, f.rating) for f in found.findings] == [
        ("2.3a", "Conformance"),
        ("2.3b-e", "Conformance"),
        ("3.1", None),
    ]
    assert "No rating was found for 3.1." in told(found)
    assert "No rating of its own was found for 2.3b-e" in told(found)


def test_a_number_without_a_title_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = f"6.3 Management of Spills\n\nConformance\n\nNone took place.\n\n6.8a-f\n\nIt is public: {HOST}/dross.pdf\n"
    path.write_text(f"{OPENING}{HEAD}{text}\f", encoding="utf-8")
    assert "6.8a-f stands by itself" in told(read_report(path))


def test_a_rating_and_comment_whose_number_never_comes_stay_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = (
        "9.4a Resettlement\n\nThe plan is new.\n\nConformance\n\nMinor Non-Conformance\n\n"
        f"It is public: {HOST}/plan.pdf\n"
        "11.1 Health Policy\n\nConformance\n\nIt is kept.\n\n"
    )
    path.write_text(f"{OPENING}{LAST}8.1 Biodiversity\n\nIt is mapped.\n\nConformance\n\n{text}\f", encoding="utf-8")
    found = read_report(path)
    assert [(c.criterion, c.url) for c in found.citations] == [("9.4a", f"{HOST}/plan.pdf")]
    assert [f.criterion for f in found.findings] == ["8.1", "9.4a", "11.1"]
