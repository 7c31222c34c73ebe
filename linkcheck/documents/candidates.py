"""Names that may be a facility's own: company names in what is cited for it, for a person to review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from linkcheck.documents.mentions import Mention, company_names, plain_name
from linkcheck.report import AuditReport, Facility


class Source(NamedTuple):
    """A text that may name companies: a document (`name` is its URL) or a finding, and whom it is cited for.

    `facilities` is empty where it speaks for the whole entity.
    """

    name: str
    pages: Sequence[str]
    facilities: frozenset[str] = frozenset()


class Candidate(NamedTuple):
    """A name found. `mention` is its first place and `source` where that is.

    It is in `own` of the `of_own` documents cited for the facility, and in `others` of those cited for others alone.
    """

    name: str
    mention: Mention
    source: str
    own: int = 0
    of_own: int = 0
    others: int = 0
    of_others: int = 0

    @property
    def weight(self) -> float:
        """How much more often it is in the facility's own documents than in those of others, -1 to 1."""
        return self.own / max(self.of_own, 1) - self.others / max(self.of_others, 1)


class Candidates(NamedTuple):
    """By facility, the likeliest first; and what is named in what is cited for no facility alone."""

    facilities: Mapping[str, tuple[Candidate, ...]]
    elsewhere: tuple[Candidate, ...]


def of_findings(report: AuditReport) -> list[Source]:
    """What the report itself says, finding by finding."""
    return [
        Source(f"the report, {finding.criterion}", (finding.comment,)) for finding in report.findings if finding.comment
    ]


def find_candidates(facilities: Sequence[Facility], sources: Iterable[Source]) -> Candidates:
    """Look for company names in these texts, but for those that are known already."""
    known = {plain_name(name) for facility in facilities for name in (facility.name, *facility.aliases)}
    read = list(sources)
    places: dict[str, dict[int, Mention]] = defaultdict(dict)
    for number, source in enumerate(read):
        for name, mention in company_names(source.pages).items():
            if plain_name(name) not in known:
                places[name][number] = mention
    found = {facility.name: _of_facility(facility.name, read, places) for facility in facilities}
    shown = {candidate.name for candidates in found.values() for candidate in candidates}
    rest = (
        Candidate(name, mention, read[number].name)
        for name, where in places.items()
        if name not in shown
        for number, mention in [min(where.items())]
    )
    return Candidates(found, tuple(sorted(rest, key=lambda candidate: candidate.name)))


def _of_facility(
    facility: str, sources: Sequence[Source], places: Mapping[str, Mapping[int, Mention]]
) -> tuple[Candidate, ...]:
    own = {number for number, source in enumerate(sources) if facility in source.facilities}
    others = {number for number, source in enumerate(sources) if source.facilities} - own
    candidates = []
    for name, where in places.items():
        here = sorted(own & where.keys())
        if here:
            first = here[0]
            counts = len(here), len(own), len(others & where.keys()), len(others)
            candidates.append(Candidate(name, where[first], sources[first].name, *counts))
    return tuple(sorted(candidates, key=lambda candidate: (-candidate.weight, -candidate.own, candidate.name)))
