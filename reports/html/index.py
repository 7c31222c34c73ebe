"""Many reports on one page: which have live evidence, by scheme, by audit firm, and where the worst domains are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from linkcheck.sites import registrable_domain
from linkcheck.vocabulary import EvidenceState
from reports.model import CheckedReport, Coverage
from reports.wording import standard

MOST_DOMAINS = 25
"""Domains that are listed."""


@dataclass(frozen=True)
class Entry:
    """A report and the file of its page."""

    report: CheckedReport
    file: str

    @property
    def share(self) -> float:
        """Of the criteria that evidence is expected for, those that have it live throughout; 1 where none is."""
        criteria = self.report.summary.criteria
        return criteria.live / criteria.expected if criteria.expected else 1.0

    @property
    def matters(self) -> int:
        return sum(self.report.summary.to_look_at.values())


@dataclass(frozen=True)
class Tally:
    """The criteria and citations of several reports together."""

    name: str
    reports: int
    live: int
    expected: int
    states: dict[EvidenceState, int]

    @property
    def share(self) -> float:
        return self.live / self.expected if self.expected else 1.0


@dataclass(frozen=True)
class Domain:
    """The distinct URLs of a registrable domain, each counted in the worst state that a citation of it has."""

    name: str
    urls: int
    states: dict[EvidenceState, int]
    reports: int

    @property
    def failing(self) -> int:
        """URLs that are neither live nor still untested."""
        return self.urls - self.states[EvidenceState.LIVE] - self.states[EvidenceState.UNTESTED]


class Index:
    """All reports of a coverage, ready for the template. The worst come first, then as in the coverage."""

    def __init__(self, coverage: Coverage, files: Iterable[str]) -> None:
        self.coverage = coverage
        entries = [Entry(report, file) for report, file in zip(coverage.reports, files, strict=True)]
        self.entries = sorted(entries, key=lambda entry: (entry.share, -entry.matters))
        self.schemes = _tallies(coverage, standard)
        self.firms = _tallies(coverage, lambda report: report.audit_firm)
        self.domains = _domains(coverage)


def _tallies(coverage: Coverage, of: Callable[[CheckedReport], str | None]) -> list[Tally]:
    groups: dict[str, list[CheckedReport]] = defaultdict(list)
    for report in coverage.reports:
        groups[of(report) or ""].append(report)
    tallies = [
        Tally(
            name=name,
            reports=len(reports),
            live=sum(report.summary.criteria.live for report in reports),
            expected=sum(report.summary.criteria.expected for report in reports),
            states={state: sum(report.summary.states[state] for report in reports) for state in EvidenceState},
        )
        for name, reports in groups.items()
    ]
    return sorted(tallies, key=lambda tally: tally.share)


def _domains(coverage: Coverage) -> list[Domain]:
    worst: dict[str, EvidenceState] = {}
    citing: dict[str, set[int]] = defaultdict(set)
    weight = list(EvidenceState).index
    for number, report in enumerate(coverage.reports):
        for citation in report.citations:
            worst[citation.url] = min(worst.get(citation.url, citation.state), citation.state, key=weight)
            citing[citation.url].add(number)
    urls: dict[str, list[str]] = defaultdict(list)
    for url in worst:
        urls[registrable_domain(url)].append(url)
    domains = [
        Domain(
            name=name,
            urls=len(mine),
            states={state: sum(worst[url] is state for url in mine) for state in EvidenceState},
            reports=len(set().union(*(citing[url] for url in mine))),
        )
        for name, mine in urls.items()
    ]
    failing = (domain for domain in domains if domain.failing)
    return sorted(failing, key=lambda domain: (-domain.failing, domain.name))[:MOST_DOMAINS]
