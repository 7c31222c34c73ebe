"""Is the fictional report what its data says, on paper and to the parser?"""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
import reportlab

from linkcheck import parsing
from linkcheck.demo import REPORT
from linkcheck.demo.findings import OBSERVED, ROWS, cited
from linkcheck.demo.group import ENTITY, FACILITIES
from linkcheck.demo.make_report import Piece, break_lines, make_report
from linkcheck.demo.web import GROUP, GROUP_WWW, PLACES
from linkcheck.report import AuditReport, Citation, Locators
from linkcheck.vocabulary import CitationSource, ObservationCode

MADE_WITH = "5.1.0"


@pytest.fixture(scope="module")
def report() -> AuditReport:
    return parsing.read_report(REPORT)


@pytest.mark.skipif(reportlab.__version__ != MADE_WITH, reason=f"report.pdf was made with reportlab {MADE_WITH}")
def test_the_committed_report_is_what_the_script_makes() -> None:
    assert REPORT.read_bytes() == make_report()[0]


def test_every_address_of_the_web_is_cited_and_none_besides() -> None:
    assert {label.url for _, label in cited()} == {place.url for place in PLACES}
    assert len(PLACES) == len({place.url for place in PLACES})


def test_all_names_are_reserved() -> None:
    assert {place.host.rpartition(".")[2] for place in PLACES} == {"example", "invalid"}


def test_a_long_url_is_cut_after_a_hyphen_and_keeps_every_character() -> None:
    url = "https://a-host.example/a-long-path-of-many-words/that-does-not-fit.pdf"

    lines = [[piece.text for _, piece in line] for line in break_lines([Piece(url, url)], 120.0)]

    assert len(lines) > 1
    assert "".join(text for line in lines for text in line) == url
    assert all(line[-1].endswith("-") for line in lines[:-1])


def expected() -> list[tuple[object, ...]]:
    return [
        (
            row.criterion,
            facility,
            label.attribution,
            label.kind,
            label.url,
            label.shown or label.url,
            Locators(pages=label.pages, sections=label.sections),
            page,
            CitationSource.BOTH,
        )
        for (row, label), page in zip(cited(), make_report()[1], strict=True)
        for facility in label.facilities or (None,)
    ]


def as_read(citation: Citation) -> tuple[object, ...]:
    return (
        citation.criterion,
        citation.facility,
        citation.attribution,
        citation.kind,
        citation.url,
        citation.cited_as,
        citation.locators,
        citation.report_page,
        citation.source,
    )


def test_the_parser_reads_exactly_the_citations(report: AuditReport) -> None:
    assert [as_read(citation) for citation in report.citations] == expected()


def test_the_parser_reads_exactly_the_findings(report: AuditReport) -> None:
    read = [(finding.criterion, finding.title, finding.rating) for finding in report.findings]

    assert read == [(row.criterion, row.title, row.rating) for row in ROWS]


def test_the_parser_reads_the_overview(report: AuditReport) -> None:
    assert (report.member, report.entity, report.certificate) == (ENTITY, ENTITY, "9999")
    assert tuple(facility.name for facility in report.facilities) == FACILITIES
    assert report.audit_dates == (date(2026, 3, 9), date(2026, 3, 13))
    assert report.certification_period == (date(2026, 7, 1), date(2029, 6, 30))


def test_the_parser_observes_what_is_odd(report: AuditReport) -> None:
    seen = [(observation.code, observation.criterion, observation.facility) for observation in report.observations]

    assert set(OBSERVED) <= set(seen)


def test_the_parser_observes_the_two_spellings_of_the_host(report: AuditReport) -> None:
    variants = [seen for seen in report.observations if seen.code is ObservationCode.HOST_VARIANT]

    assert {urlsplit(url).netloc for seen in variants for url in seen.urls} == {
        urlsplit(host).netloc for host in (GROUP, GROUP_WWW)
    }
