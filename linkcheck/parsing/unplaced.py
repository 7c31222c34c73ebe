"""Pages and sections that a comment names, and that came to none of its citations.

How auditors write where something stands has no end: what was not understood is for a person to settle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from linkcheck.parsing import internal, locators
from linkcheck.parsing.grounds import Evidence, listed
from linkcheck.parsing.mentions import Passage
from linkcheck.report import Observation
from linkcheck.vocabulary import ObservationCode

SHOWN: Final = 12
"""Pages, or sections, in one sentence."""


def unplaced(evidence: Evidence) -> Iterator[Observation]:
    """One observation for each criterion that cites something and names places that no citation of it has."""
    pages, sections = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for citation in evidence.report.citations:
        pages[citation.criterion].update(citation.locators.pages)
        sections[citation.criterion].update(citation.locators.sections)
    for read in evidence.read:
        criterion = read.finding.criterion
        if criterion not in pages:
            continue
        named = locators.find(_spoken(read.passage)).locators
        left = [
            *_named("page", named.pages, pages[criterion]),
            *_named("section", named.sections, sections[criterion]),
        ]
        if left:
            yield Observation(
                code=ObservationCode.PARTIAL_READING,
                criterion=criterion,
                text=f"The comment on {criterion} names {listed(left)}, given to none of its citations.",
                report_page=read.finding.pages[0] if read.finding.pages else None,
            )


def _spoken(passage: Passage) -> str:
    """A passage's text without its URLs, and without what it says of internal documents."""
    shown = ((mention.start, mention.end) for mention in passage.mentions if not mention.behind_words)
    parts, at = [], 0
    for start, end in sorted((*shown, *internal.sentences(passage.text))):
        parts.append(passage.text[at:start])
        at = max(at, end)
    return " ".join([*parts, passage.text[at:]])


def _named(what: str, named: Iterable[str], taken: set[str]) -> Iterator[str]:
    """ "page 5", "pages 5, 7 and 9"; nothing where all are taken."""
    left = [place for place in named if place not in taken][:SHOWN]
    if left:
        one = len(left) == 1 and "-" not in left[0]
        yield f"{what if one else f'{what}s'} {listed(left)}"
