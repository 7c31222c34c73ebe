"""What tells that a report was read otherwise than it is meant: URLs outside of the findings, criteria in comments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.grounds import Evidence, counted, listed
from linkcheck.parsing.pages import Line
from linkcheck.parsing.wording import digits, known_title
from linkcheck.report import Observation
from linkcheck.vocabulary import ObservationCode

LONGEST: Final = 80
"""Characters among which the first words of a title are."""

_TITLED: Final = re.compile(
    r"(?<![\w.])(?P<number>\d{1,2}\.\d{1,2})(?:[a-z]|\s?\([a-z][^()]{0,8}\))?[\s:–-]{1,3}(?=[A-Z])"
)
"""A criterion's number before a title."""

_NUMBERED: Final = re.compile(r"(?:^|\s)(?P<number>\d{1,2}\.\d{1,2})(?:[a-z]|\s?\([a-z][^()]{0,8}\))?$")
"""A criterion's number at a title's end."""

SHORTEST: Final = 12
"""Characters of a URL that say which one it is."""


def outside(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all URLs around the findings that none of them cites, at hosts that they cite.

    Where more stand there than in the findings, also for those at other hosts: then what was read is hardly all.
    """
    layout = evidence.layout
    hosts = {urls.host(c.citation.url) for c in evidence.cited}
    told = {url for trouble in layout.troubles for url in named(trouble.text)}
    found: dict[str, Line] = {}
    for line in (*layout.prologue, *layout.epilogue) if layout.rows else ():
        for url in named(line.text):
            if url not in told and not is_cited(urls.key(url), evidence.keys):
                found.setdefault(url, line)
    if len(found) <= len(evidence.cited):
        found = {url: line for url, line in found.items() if urls.host(urls.absolute(url)) in hosts}
    if found:
        first = next(iter(found))
        number = f"{counted(len(found), 'URL')} outside of the findings as they were read, which no finding cites"
        yield Observation(
            code=ObservationCode.PARTIAL_READING,
            text=f"{number}: {urls.clip(first)}",
            report_page=found[first].page,
        )


def swallowed(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all criteria, by the standard's titles, that stand in others' cells and are no findings."""
    numbers = {digits(read.finding.criterion) for read in evidence.read}
    found: dict[str, str] = {}
    for read in evidence.read if evidence.layout.rows else ():
        for number in _TITLED.finditer(read.passage.text):
            title = read.passage.text[number.end() : number.end() + LONGEST]
            if number["number"] not in numbers and known_title(number["number"], title):
                found.setdefault(number["number"], read.finding.criterion)
        if (inside := _NUMBERED.search(read.finding.title)) and inside["number"] not in numbers:
            found.setdefault(inside["number"], read.finding.criterion)
    if found:
        where = f"In the cells of {listed(dict.fromkeys(found.values()))}, and as no findings of their own"
        yield Observation(code=ObservationCode.PARTIAL_READING, text=f"{where}, {listed(found)} stand.")


def named(text: str) -> Iterator[str]:
    """The URLs on a line that lead further than to a home page."""
    end = 0
    while start := urls.START.search(text, end):
        end = max(urls.run_at(text, start.start()), start.end())
        url = urls.trimmed(text[start.start() : end])
        if urls.key(url).partition("/")[2] and not urls.is_boilerplate(url):
            yield url


def is_cited(key: str, cited: Sequence[str]) -> bool:
    """Does a URL that is cited begin so? On a line that was wrapped there may be no more of it."""
    place = bisect_left(cited, key)
    begins = place < len(cited) and cited[place].startswith(key)
    return begins or len(key) < SHORTEST
