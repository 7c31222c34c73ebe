"""What stands behind the findings, or at the end of a page, is taken for no more than it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from linkcheck.parsing import read_report
from linkcheck.report import AuditReport
from linkcheck.vocabulary import ObservationCode

HOST = "https://www.skerry-metals.example"
LEFTS = (50, 150, 250)
HEAD = ("Criterion", "Rating", "Comment")


def read(path: Path, *pages: Sequence[str | Sequence[str]]) -> AuditReport:
    """A report with these lines on its pages; a line of several cells is a row of its table, between rules."""
    canvas = Canvas(str(path))
    for page in pages:
        canvas.setFont("Helvetica", 9)
        for n, row in enumerate(page):
            for left, text in zip(LEFTS, [row] if isinstance(row, str) else row, strict=False):
                canvas.drawString(left, 800 - 15 * n, text)
                if not isinstance(row, str):
                    canvas.rect(left - 4, 796 - 15 * n, 300 if left == LEFTS[-1] else 100, 15)
        canvas.showPage()
    canvas.save()
    return read_report(path)


def rows(*numbers: str, name: str) -> list[Sequence[str]]:
    return [(f"{number} Title", "Conformance", f"It is at {HOST}/{name}-{number}.pdf") for number in numbers]


def test_urls_of_another_table_behind_the_findings_are_told(tmp_path: Path) -> None:
    findings = [HEAD, *rows("1.1", "1.2", "1.3", "1.4", name="a")]
    report = read(tmp_path / "report.pdf", findings, ["Appendix A", HEAD, *rows("1.2", "1.3", name="b")])
    assert [citation.url for citation in report.citations] == [f"{HOST}/a-1.{n}.pdf" for n in range(1, 5)]
    assert [o.report_page for o in report.observations if "behind the findings" in o.text] == [2]


def test_a_comments_last_line_is_no_foot(tmp_path: Path) -> None:
    cited = ("1.4 Title", "Conformance", f"{HOST}/b.pdf, Page 1 of 12")
    findings = [HEAD, *rows("1.1", "1.2", "1.3", name="a"), cited]
    report = read(tmp_path / "report.pdf", findings, [HEAD, *rows("2.1", "2.2", name="c")])
    assert (report.citations[3].url, report.citations[3].locators.pages) == (f"{HOST}/b.pdf", ("1",))
    assert not [o for o in report.observations if o.code is ObservationCode.PARTIAL_READING]


def test_words_like_those_behind_the_findings_may_stand_in_a_comment(tmp_path: Path) -> None:
    opening = "CRITERION  RATING  COMMENT\n\n1.3a Code of Conduct\nMinor Non-Conformance\nIt is late.\n"
    plan = f"\nCorrective action plan\n\nIt is at {HOST}/plan.pdf\n"
    path = tmp_path / "report.txt"
    path.write_text(f"{opening}{plan}\n2.1 Policy\nConformance\nIt is.\n{plan}", encoding="utf-8")
    report = read_report(path)
    assert [finding.criterion for finding in report.findings] == ["1.3a", "2.1"]
    assert [citation.criterion for citation in report.citations] == ["1.3a"]


def test_urls_around_the_findings_are_told(tmp_path: Path) -> None:
    """At hosts that findings cite: the scheme's and the auditors' own are no evidence, nor are home pages."""
    before = ["Entity name: Skerry AB", f"{HOST}/about/us and {HOST}/", "https://www.audit-firm.example/method"]
    findings = [HEAD, *rows("1.1", "1.2", "1.3", name="a")]
    report = read(tmp_path / "report.pdf", [*before, *findings, "Glossary", f"Corrected: {HOST}/a-1.1.pdf"])
    (told,) = [o for o in report.observations if o.code is ObservationCode.PARTIAL_READING]
    assert told.text == f"1 URL outside of the findings as they were read, which no finding cites: {HOST}/about/us"


def test_criteria_in_comments_are_told(tmp_path: Path) -> None:
    said = "It is kept.\nCompliant 2.3 (a) Environmental and Social Management Systems are in place.\nSee 1.1 Law.\n"
    path = tmp_path / "report.txt"
    path.write_text(f"CRITERION  RATING  COMMENT\n\n1.1 Law\nConformance\n{said}\n2.1 Policy\nConformance\nIt is.\n")
    told = [o.text for o in read_report(path).observations if o.code is ObservationCode.PARTIAL_READING]
    assert told == ["In the cells of 1.1, and as no findings of their own, 2.3 stand."]


def test_a_ratings_half_beside_a_comment_is_no_conformance(tmp_path: Path) -> None:
    said = "Code of Conduct  Minor Non-\nThe review is overdue.  Conformance\n"
    path = tmp_path / "report.txt"
    path.write_text(
        f"CRITERION  RATING  COMMENT\n\n1.1 Law\nConformance\nIt is.\n\n1.3 {said}\n2.1 Policy\nConformance\n"
    )
    assert [f.rating for f in read_report(path).findings] == ["Conformance", "Minor Non-Conformance", "Conformance"]


def test_non_conformances_behind_the_findings_are_no_findings(tmp_path: Path) -> None:
    findings = [HEAD, *rows("1.1", "1.2", "1.3", "1.4", name="a")]
    behind = ["", "Non-conformances", ("1.2", "Minor", "It is to be done.")]
    report = read(tmp_path / "report.pdf", [*findings, *behind])
    assert [finding.criterion for finding in report.findings] == ["1.1", "1.2", "1.3", "1.4"]


def test_a_table_of_non_conformances_behind_paragraphs_is_not_the_findings(tmp_path: Path) -> None:
    findings = [
        line
        for n in range(1, 6)
        for line in (f"{n}.1 Some Title", "Rating: Conformance", f"It is at {HOST}/a-{n}.pdf", "")
    ]
    table = [("Criterion", "Level", "Description"), ("2.1", "Minor", "No plan for the mill")]
    report = read(
        tmp_path / "report.pdf", ["ENTITY NAME Skerry Metals AG", "", *findings], ["Non-conformances", *table]
    )
    assert [(finding.criterion, finding.rating) for finding in report.findings] == [
        (f"{n}.1", "Conformance") for n in range(1, 6)
    ]
    assert [citation.url for citation in report.citations] == [f"{HOST}/a-{n}.pdf" for n in range(1, 6)]


def test_so_it_is_in_a_text_that_keeps_columns(tmp_path: Path) -> None:
    findings = "\n".join(f"{n}.1 Some Title\nRating: Conformance\nIt is at {HOST}/a-{n}.pdf\n" for n in range(1, 6))
    table = "\n".join(f"{n}.1               Minor            No plan" for n in (2, 2, 3, 3, 4, 4, 5, 5))
    path = tmp_path / "report.txt"
    path.write_text(
        f"ENTITY NAME    Skerry Metals AG\n\n{findings}\nCriterion         Level            Description\n{table}\n"
    )
    report = read_report(path)
    assert [(finding.criterion, finding.rating) for finding in report.findings] == [
        (f"{n}.1", "Conformance") for n in range(1, 6)
    ]
    assert [citation.url for citation in report.citations] == [f"{HOST}/a-{n}.pdf" for n in range(1, 6)]


@pytest.mark.parametrize(
    "heading",
    [
        "Follow-up", "Follow-up audit", "Next steps", "Contact", "Contact details",
        "For questions about this report write to post@audit-firm.example or visit https://www.audit-firm.example/asi",
        "For any queries concerning the audit report:",
    ],
)  # fmt: skip
def test_what_follows_the_last_comment_is_none_of_it(tmp_path: Path, heading: str) -> None:
    said = f"1.1 Law\nConformance\n{HOST}/law.pdf\n\n2.1 Policy\nConformance\n{HOST}/policy.pdf\n"
    path = tmp_path / "report.txt"
    path.write_text(f"{said}\n{heading}\nQuestions: https://www.audit-firm.example/questions\n", encoding="utf-8")
    assert [c.url for c in read_report(path).citations] == [f"{HOST}/law.pdf", f"{HOST}/policy.pdf"]


def test_a_heading_behind_the_facilities_is_none(tmp_path: Path) -> None:
    opening = "Facilities: 1. Alder Mill\n2. Lume Works\nNon-conformances and corrective actions\nNC-1  1.1  Minor\n\n"
    path = tmp_path / "report.txt"
    path.write_text(f"{opening}1.1 Law\nConformance\n{HOST}/law.pdf\n\n2.1 Policy\nConformance\nIt is.\n")
    assert [facility.name for facility in read_report(path).facilities] == ["Alder Mill", "Lume Works"]


def test_a_foot_of_two_sheets_is_no_comment(tmp_path: Path) -> None:
    head = "Criterion              Rating           Comment\n"
    rows = [f"{n}.1 Title              Conformance      It is at {HOST}/{n}.pdf\n" for n in range(1, 7)]
    foot = "\n\nReport 12 - version 1.0 - www.audit-firm.example\n"
    path = tmp_path / "report.txt"
    path.write_text("\f".join(head + "".join(part) + foot for part in (rows[:3], rows[3:])), encoding="utf-8")
    assert [c.url for c in read_report(path).citations] == [f"{HOST}/{n}.pdf" for n in range(1, 7)]
