"""URLs whose own words name a facility that they were not given to.

Companies keep a site's documents in a folder of its name. What no words of the report say is no one's to decide: the
citation stays as it was read, and is told.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from linkcheck.parsing import names, urls
from linkcheck.parsing.facilities import SITE_NOUN
from linkcheck.parsing.grounds import Evidence, listed
from linkcheck.parsing.names import core
from linkcheck.report import Citation, Observation
from linkcheck.vocabulary import ObservationCode

SHORTEST: Final = 5
"""Letters of a word that names a site in a URL: shorter ones mean other things, too."""

LONGEST: Final = 2_000
"""Characters of a URL that are looked at."""

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def hinted(evidence: Evidence) -> Iterator[Observation]:
    """One observation for each criterion and facility that URLs of other owners name."""
    words = _own_words(evidence)
    given: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for c in evidence.disclosed if words else ():
        given[c.citation.criterion, c.citation.url].add(c.citation.facility or "")
    found: defaultdict[tuple[str, str], list[Citation]] = defaultdict(list)
    for c in evidence.disclosed if words else ():
        named = _named(c.citation.url, words)
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


def _own_words(evidence: Evidence) -> Mapping[str, str]:
    """The words that only one facility's names have, with that facility."""
    report = evidence.report
    shared = {*SITE_NOUN, *_words((report.entity, report.member))}
    whose = {f.name: _words((f.name, *f.aliases)) - shared for f in report.facilities}
    counts = Counter(word for own in whose.values() for word in own)
    return {word: name for name, own in whose.items() for word in own if counts[word] == 1}


def _words(spelled: Iterable[str | None]) -> set[str]:
    return {word for name in spelled if name for word in core(name) if len(word) >= SHORTEST}


def _named(url: str, words: Mapping[str, str]) -> set[str]:
    """The facilities that a URL's host or path names."""
    spelled = _CAMEL.sub("-", unquote(urls.unschemed(url[:LONGEST])).partition("?")[0])
    return {words[token.word] for token in names.tokens(spelled) if token.word in words}
