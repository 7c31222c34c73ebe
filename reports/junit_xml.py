"""`junit.xml`: one test case per citation, for CI.

Dead and doubtful fail. Undetermined and untested are skipped, since a machine can't tell, and say why: a run that is
red for what may pass by itself is soon ignored.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from linkcheck.vocabulary import EvidenceState
from reports.attested import words
from reports.model import CheckedCitation, CheckedReport, Coverage
from reports.text import one_line, shortened, visible

_FAILED = (EvidenceState.DEAD, EvidenceState.DOUBTFUL)
_SKIPPED = (EvidenceState.UNDETERMINED, EvidenceState.UNTESTED)


def render(coverage: Coverage) -> bytes:
    """The XML that CI systems read: a suite per report, with its counts."""
    everything = [citation for report in coverage.reports for citation in report.citations]
    root = Element("testsuites", {"name": "linkcheck", **_counts(everything)})
    for report in coverage.reports:
        suite = SubElement(root, "testsuite", {"name": _name(report), **_counts(report.citations)})
        if coverage.run:
            suite.set("timestamp", coverage.run.started_at.strftime("%Y-%m-%dT%H:%M:%S"))
        for index, citation in enumerate(report.citations):
            _case(suite, index, citation)
    indent(root)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _name(report: CheckedReport) -> str:
    return shortened(one_line(report.entity or report.source.path), 300)


def _counts(citations: Sequence[CheckedCitation]) -> dict[str, str]:
    states = [citation.state for citation in citations]
    return {
        "tests": str(len(states)),
        "failures": str(sum(state in _FAILED for state in states)),
        "errors": "0",
        "skipped": str(sum(state in _SKIPPED for state in states)),
    }


def _case(suite: Element, index: int, citation: CheckedCitation) -> None:
    """A case's name begins with the citation's position, so that no two are alike."""
    whose = citation.facility or "whole entity"
    name = f"{index + 1}. {whose}: {citation.document or citation.url}"
    case = SubElement(
        suite,
        "testcase",
        classname=shortened(one_line(citation.criterion), 100),
        name=shortened(one_line(name), 500),
        time=f"{_seconds(citation):.3f}",
    )
    message = one_line(citation.reasons[0].text)
    if citation.state in _FAILED:
        SubElement(case, "failure", type=citation.state.value, message=shortened(message)).text = _proof(citation)
    elif citation.state in _SKIPPED:
        SubElement(case, "skipped", message=shortened(f"{citation.state.value}: {message}"))
    if citation.attested:
        SubElement(case, "system-out").text = shortened(words(citation.attested))


def _seconds(citation: CheckedCitation) -> float:
    fetch = citation.fetch
    return (fetch.finished_at - fetch.started_at).total_seconds() if fetch else 0.0


def _proof(citation: CheckedCitation) -> str:
    lines = [citation.url, *(reason.text for reason in citation.reasons)]
    if citation.report_page:
        lines.append(f"page {citation.report_page} of the report")
    return shortened(visible("\n".join(lines)), 4000)
