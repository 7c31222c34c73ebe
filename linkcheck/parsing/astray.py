"""What tells that much of a report came to the wrong place, or to none: links, citations and criteria by the dozen.

A layout that no reader knows may still give criteria and ratings. Then it is the bulk that shows it: most links are
in no citation, nearly all citations stand at one criterion, or comments hold the beginnings of other criteria.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.findings import number_of
from linkcheck.parsing.grounds import Evidence, counted, listed
from linkcheck.parsing.uncited import is_cited
from linkcheck.parsing.wording import criterion, digits
from linkcheck.report import Observation
from linkcheck.vocabulary import ObservationCode

FEWEST: Final = 3
"""Links without a citation, or criteria within comments: fewer may be meant so."""

LINKS: Final = 0.25
"""Of a report's links: no more lead to what no finding cites, such as the firm's own pages."""

CITATIONS: Final = 10
FINDINGS: Final = 5
NEARLY_ALL: Final = 0.9
"""A report with so many citations and findings has no more of the former at one criterion."""


def links(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all links that no finding cites, where they are many."""
    found = {urls.key(target): target for target in evidence.layout.targets if not urls.is_boilerplate(target)}
    found = {key: target for key, target in found.items() if key.partition("/")[2]}  # home pages aside
    left = [target for key, target in found.items() if not is_cited(key, evidence.keys)]
    if len(left) >= FEWEST and len(left) > LINKS * len(found):
        number = f"{len(left)} of {counted(len(found), 'URL')} behind the report's links are cited by no finding"
        yield Observation(code=ObservationCode.PARTIAL_READING, text=f"{number}: {urls.clip(left[0])}")


def crowded(evidence: Evidence) -> Iterator[Observation]:
    """Where nearly all citations stand at one criterion of several."""
    ((most, number),) = Counter(c.citation.criterion for c in evidence.cited).most_common(1) or [("", 0)]
    if len(evidence.cited) < CITATIONS or len(evidence.read) < FINDINGS or number < NEARLY_ALL * len(evidence.cited):
        return
    page = next(c.citation.report_page for c in evidence.cited if c.citation.criterion == most)
    text = f"{number} of {counted(len(evidence.cited), 'citation')} stand at {most}: compare them with the report."
    yield Observation(code=ObservationCode.PARTIAL_READING, criterion=most, text=text, report_page=page)


def begun(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all criteria that begin on lines of others' comments, and are no findings of their own."""
    numbers = {digits(read.finding.criterion) for read in evidence.read}
    found: dict[str, str] = {}
    page = None
    for row in evidence.layout.rows:
        own = number_of(row)
        for line in row.comment if own else ():
            other = criterion(line.text.strip())
            if own and other and other[1][:1].isupper() and digits(other[0]) not in numbers:
                page = page or line.page
                found.setdefault(other[0], own)
    if len(found) >= FEWEST:
        text = f"Lines of the comments on {listed(dict.fromkeys(found.values()))} begin like criteria: {listed(found)}."
        yield Observation(code=ObservationCode.PARTIAL_READING, text=text, report_page=page)
