"""What a check leaves open, said as plainly as what it found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from linkcheck.catalogue import Catalogue
from linkcheck.report import AuditReport
from linkcheck.verdicts import NoteCode
from linkcheck.vocabulary import CitationKind, EvidenceState, Expectation, ObservationCode
from reports.model import CheckedCitation, NotChecked

LIMITS: tuple[tuple[str, str], ...] = (
    (
        "content",
        "Whether a document says what the criterion asks for. Live means that it is there, whole and readable.",
    ),
    ("truth", "Whether what the entity discloses is true, complete or up to date."),
    ("one-place", "How a site looks from elsewhere: every address was asked from one place, without a login."),
)
"""What no check of links can tell: true of every run."""


def not_checked(
    report: AuditReport, citations: Sequence[CheckedCitation], catalogue: Catalogue
) -> tuple[NotChecked, ...]:
    """What this check leaves open, this report's own gaps first. Nothing with a count of 0 is listed."""
    return tuple(
        open_matter
        for open_matter in (
            _citations("untested", "Not fetched yet.", citations, EvidenceState.UNTESTED),
            _citations("undetermined", "Fetched, but a machine cannot tell.", citations, EvidenceState.UNDETERMINED),
            *_about_locators(citations),
            *_untold(citations),
            _references(citations),
            *_about_reading(report),
            *_about_catalogue(report, catalogue),
        )
        if open_matter.count
    ) + tuple(NotChecked(code=code, text=text) for code, text in LIMITS)


def _matter(code: str, text: str, indexes: Sequence[int]) -> NotChecked:
    return NotChecked(code=code, text=text, count=len(indexes), citations=tuple(indexes))


def _citations(code: str, text: str, citations: Sequence[CheckedCitation], state: EvidenceState) -> NotChecked:
    return _matter(code, text, [index for index, citation in enumerate(citations) if citation.state is state])


def _about_locators(citations: Sequence[CheckedCitation]) -> Iterator[NotChecked]:
    answered = [
        (index, citation.locators)
        for index, citation in enumerate(citations)
        if citation.state in (EvidenceState.LIVE, EvidenceState.DOUBTFUL)
    ]
    sections = [index for index, locators in answered if locators.sections and not locators.pages]
    whole = [index for index, locators in answered if not locators.pages and not locators.sections]
    yield _matter(
        "sections",
        "Cited by section only: the document was checked, the section was not looked up.",
        sections,
    )
    yield _matter(
        "whole-document", "Cited without a page: the document was checked, not where in it the evidence stands.", whole
    )


_UNTOLD = {
    NoteCode.SCAN: "Scans without a text layer: their words could not be looked at.",
    NoteCode.PAGES_UNTOLD: "Pages that are cited in a way, or of a document, that a machine can't count.",
    NoteCode.FACILITY_UNTOLD: "Whether the document is about the facility: its name was not found, which says little.",
    NoteCode.TERM_UNTOLD: "Whether the document is about the criterion: no term of it was found, which says little.",
    NoteCode.YEAR_UNTOLD: "Which year the document is about: it names none that could be found.",
}


def _untold(citations: Sequence[CheckedCitation]) -> Iterator[NotChecked]:
    for code, text in _UNTOLD.items():
        noted = [index for index, citation in enumerate(citations) if any(note.code is code for note in citation.notes)]
        yield _matter(code, text, noted)


def _references(citations: Sequence[CheckedCitation]) -> NotChecked:
    indexes = [index for index, citation in enumerate(citations) if citation.kind is CitationKind.REFERENCE]
    return _matter("references", "Sources that the auditor looked at: fetched, but they count for no cell.", indexes)


_READING = {
    ObservationCode.PARTIAL_READING: "A part of the report could not be read; what it cites is missing here.",
    ObservationCode.UNRESOLVED_URL: "Something that looks like an address could not be read as one.",
    ObservationCode.UNKNOWN_VERSION: "The report's layout is not known; it was read as the nearest one.",
}


def _about_reading(report: AuditReport) -> Iterator[NotChecked]:
    for code, text in _READING.items():
        seen = [observation for observation in report.observations if observation.code is code]
        criteria = tuple(dict.fromkeys(o.criterion for o in seen if o.criterion))
        yield NotChecked(code=code, text=text, count=len(seen), criteria=criteria)


def _about_catalogue(report: AuditReport, catalogue: Catalogue) -> Iterator[NotChecked]:
    cited = {c.criterion for c in report.citations if c.kind is CitationKind.DISCLOSURE}
    uncited = [finding.criterion for finding in report.findings if finding.criterion not in cited]
    asked = {criterion: catalogue.requirement(criterion) for criterion in dict.fromkeys(uncited)}
    unknown = tuple(c for c, found in asked.items() if found is None or found.expectation is Expectation.UNKNOWN)
    yield NotChecked(
        code="unknown-expectation",
        text="Nothing is cited, and whether the standard asks for a disclosure is not known to the catalogue."
        if catalogue.name
        else "Nothing is cited, and there is no catalogue for this standard: what it asks for is not known.",
        count=len(unknown),
        criteria=unknown,
    )
    conditional = tuple(c for c, found in asked.items() if found and found.expectation is Expectation.CONDITIONAL)
    yield NotChecked(
        code="conditional",
        text="Nothing is cited, and the standard asks for a disclosure on a condition that a person must judge.",
        count=len(conditional),
        criteria=conditional,
    )
