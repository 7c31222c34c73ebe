"""What came to the wrong place by the dozen is told: links without a citation, crowded criteria, swallowed ones."""

from __future__ import annotations

import pytest

from linkcheck.parsing import astray
from linkcheck.parsing.citations import Cited
from linkcheck.parsing.findings import Read
from linkcheck.parsing.grounds import Evidence
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.parsing.pages import Layout, Line, Row
from linkcheck.report import AuditReport, Citation, Finding, Source
from linkcheck.vocabulary import Attribution, CitationSource

HOST = "https://www.skerry-metals.example"


def evidence(cited: list[str], layout: Layout, findings: int = 6) -> Evidence:
    """Citations of one document each at these criteria, of criteria 1.1, 1.2, … that were read."""
    report = AuditReport(source=Source(path="report.pdf", sha256="0" * 64, media_type="application/pdf"))
    read = [Read(Finding(criterion=f"1.{n}", title="Title"), Passage()) for n in range(1, findings + 1)]
    urls = [f"{HOST}/document-{n}.pdf" for n in range(len(cited))]
    found = []
    for number, url in zip(cited, urls, strict=True):
        mention = Mention(0, len(url), url, url, CitationSource.TEXT)
        whole = Attribution.ENTITY
        citation = Citation(criterion=number, attribution=whole, url=url, cited_as=url, report_page=4)
        found.append(Cited(citation, mention))
    return Evidence(report, read, found, layout)


def test_many_links_that_no_finding_cites_are_told() -> None:
    links = [f"{HOST}/document-{n}.pdf" for n in range(10)]
    (told,) = astray.links(evidence(["1.1"] * 6, Layout(targets=links)))
    assert told.text == f"4 of 10 URLs behind the report's links are cited by no finding: {links[6]}"


@pytest.mark.parametrize(
    "links",
    [
        [f"{HOST}/document-{n}.pdf" for n in range(8)],
        [f"{HOST}/document-{n}.pdf" for n in range(6)] * 4,
        [
            HOST,
            f"{HOST}/",
            "https://www.juno-audit.example",
            "https://www.skerry.example",
            "mailto:mill@skerry.example",
        ],
        [],
    ],
    ids=["few", "all cited", "home pages", "none"],
)
def test_links_that_are_cited_few_or_of_home_pages_are_not(links: list[str]) -> None:
    assert not [*astray.links(evidence(["1.1"] * 6, Layout(targets=links)))]


def test_nearly_all_citations_at_one_criterion_are_told() -> None:
    (told,) = astray.crowded(evidence(["1.2", *["1.4"] * 11], Layout()))
    assert (told.criterion, told.report_page) == ("1.4", 4)
    assert told.text == "11 of 12 citations stand at 1.4: compare them with the report."


@pytest.mark.parametrize(
    ("cited", "findings"), [(["1.4"] * 9, 6), (["1.4"] * 12, 4), (["1.4"] * 10 + ["1.5"] * 2, 6), ([], 6)]
)
def test_few_citations_or_findings_are_not(cited: list[str], findings: int) -> None:
    assert not [*astray.crowded(evidence(cited, Layout(), findings))]


def rows(*lines: str) -> Layout:
    """Criterion 1.2 with a comment of these lines on page 3."""
    return Layout(rows=[Row([Line("1.2 Anti-Corruption")], [], [Line(line, 3) for line in lines])])


def test_criteria_that_begin_in_a_comment_are_told() -> None:
    layout = rows("2.1 Environmental, It was signed", "Policy", "2.4 Responsible It is used", "3.1 Reporting Made")
    (told,) = astray.begun(evidence([], layout))
    assert told.text == "Lines of the comments on 1.2 begin like criteria: 2.1, 2.4 and 3.1."
    assert told.report_page == 3


@pytest.mark.parametrize(
    "lines",
    [
        ("2.1 Environmental, It was signed", "2.4 Responsible It is used"),
        ("1.1 Legal duties", "1.3 Code of conduct", "1.4 Others"),
        ("2.1 million tonnes", "2.4 percent of all", "3.1 times as many"),
        ("as said at 2.1 Policy", "and at 2.4 Sourcing", "and at 3.1 Reporting"),
    ],
    ids=["few", "findings of their own", "figures", "within lines"],
)
def test_other_numbers_in_a_comment_are_not(lines: tuple[str, ...]) -> None:
    assert not [*astray.begun(evidence([], rows(*lines)))]
