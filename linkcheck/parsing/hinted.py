"""URLs whose own words name a facility that they were not given to.

Where words beside it say that it is another's, or a common word names the site, the citation stays as it was read, and
is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from linkcheck.parsing import addressed, urls
from linkcheck.parsing.addressed import Words, words_of
from linkcheck.parsing.grounds import Evidence, listed
from linkcheck.parsing.names import core
from linkcheck.report import Citation, Observation
from linkcheck.vocabulary import ObservationCode


def hinted(evidence: Evidence) -> Iterator[Observation]:
    """One observation for each criterion and facility that URLs of other owners name."""
    words = _own_words(evidence)
    given: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for c in evidence.disclosed if words.whose else ():
        given[c.citation.criterion, c.citation.url].add(c.citation.facility or "")
    found: defaultdict[tuple[str, str], list[Citation]] = defaultdict(list)
    for c in evidence.disclosed if words.whose else ():
        named = addressed.named(c.citation.url, words)
        if named and not named & given[c.citation.criterion, c.citation.url]:
            found[c.citation.criterion, listed(sorted(named))].append(c.citation)
    for (criterion, facilities), citations in found.items():
        owners = listed(dict.fromkeys(c.facility or "the whole entity" for c in citations))
        cited = tuple(dict.fromkeys(c.url for c in citations))
        yield Observation(
            code=ObservationCode.PARTIAL_READING,
            criterion=criterion,
            text=f"Given to {owners}, though the URL names {facilities}: {urls.clip(cited[0])}",
            urls=cited,
            report_page=citations[0].report_page,
        )


def _own_words(evidence: Evidence) -> Words:
    report = evidence.report
    others = [core(name) for name in (report.entity, report.member) if name]
    return words_of({f.name: (f.name, *f.aliases) for f in report.facilities}, others, ())
