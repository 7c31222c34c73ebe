"""Facilities that a report speaks of and that could not be told: what it cites for one of them may stand as the whole
entity's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from linkcheck.parsing import names, urls
from linkcheck.parsing.characters import squash
from linkcheck.parsing.facilities import ENTITY
from linkcheck.parsing.grounds import Evidence, counted, listed
from linkcheck.report import Facility, Observation
from linkcheck.vocabulary import ObservationCode

_NUMBERS: Final = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTED: Final = re.compile(
    rf"(?<![\w.,–-])(?P<number>(?i:{'|'.join(_NUMBERS)}|both)|(?<!\n)\d{{1,2}})\s"
    r"(?:(?!(?:of|at|in|from|for|and)\b)[a-z][a-z-]{1,20}\s){0,2}?"
    r"(?i:facilities|sites|plants|locations|smelters|mills|mines|refineries|casthouses|foundries|factories)\b(?!\svisit)"
)
_ELSEWHERE: Final = re.compile(r"\b(?:other|further|worldwide|excluded|not\s(?:in|part\sof)|outside)\b", re.IGNORECASE)
_BRACKETED: Final = re.compile(r"(?:^|\n|https?://\S{4,300}\s)\s?\[(?P<name>[A-ZÀ-ÖØ-Þ][^\[\]\n]{1,60})\]")

AROUND: Final = 60
"""Characters about a number of facilities in which words may say that they are other ones."""


def unnamed(evidence: Evidence) -> Iterator[Observation]:
    """One observation where the report counts more facilities than could be told, one for each unknown in brackets."""
    yield from _too_few(evidence)
    yield from _beside(evidence)
    known = _words(evidence.report.facilities)
    for read in evidence.read if known else ():
        for found in _BRACKETED.finditer(read.passage.text):
            name = squash(found["name"])
            words = set(names.core(name))
            if words and not words & known and not ENTITY.search(name):
                yield Observation(
                    code=ObservationCode.PARTIAL_READING,
                    criterion=read.finding.criterion,
                    text=f"Whose is what stands beside “[{urls.clip(name, 60)}]” is not known.",
                    report_page=read.passage.page_at(found.start("name")),
                )


def _beside(evidence: Evidence) -> Iterator[Observation]:
    """One observation for each URL of which nothing but a facility in the words before tells whose it is."""
    for cited in evidence.disclosed:
        owner = cited.citation.facility
        if cited.beside and owner in (None, cited.beside):
            yield Observation(
                code=ObservationCode.PARTIAL_READING,
                criterion=cited.citation.criterion,
                text=(
                    f"Given to {owner}, as the words before speak of it, and nothing else says whose it is:"
                    if owner
                    else f"Given to the whole entity, though the words before speak of {cited.beside}:"
                )
                + f" {urls.clip(cited.citation.url)}",
                urls=(cited.citation.url,),
                report_page=cited.citation.report_page,
            )


def _too_few(evidence: Evidence) -> Iterator[Observation]:
    told = evidence.report.facilities
    texts = ["\n".join(line.text for line in evidence.layout.prologue), *(r.passage.text for r in evidence.read)]
    number, said = max((most(text) for text in texts), default=(0, ""))
    general = dict.fromkeys(c.citation.criterion for c in evidence.disclosed if c.citation.facility is None)
    if number <= max(len(told), 1) or not general:
        return
    found = f"{counted(len(told), 'facility').replace('facilitys', 'facilities')} could be told"
    yield Observation(
        code=ObservationCode.PARTIAL_READING,
        text=(
            f"The report speaks of “{said}”, and {found if told else 'none of them could be told'}: what"
            f" {listed(general)} cite as the whole entity's may be one facility's alone."
        ),
    )


def most(text: str) -> tuple[int, str]:
    """The largest number of facilities that a text counts, but for those that are others, and its words."""
    found: Sequence[tuple[int, str]] = [
        (_number(counted_["number"].lower()), squash(counted_.group()))
        for counted_ in _COUNTED.finditer(text)
        if not _ELSEWHERE.search(text, max(0, counted_.start() - AROUND), counted_.end() + AROUND)
    ]
    return max(found, default=(0, ""), key=lambda one: one[0])


def _number(word: str) -> int:
    if word == "both":
        return 2
    return int(word) if word.isdigit() else _NUMBERS.index(word) + 2


def _words(facilities: Sequence[Facility]) -> set[str]:
    """The words of all names of some facilities."""
    return {word for facility in facilities for name in (facility.name, *facility.aliases) for word in names.core(name)}
