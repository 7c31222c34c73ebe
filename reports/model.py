"""The shapes of a coverage report: the one model that every view is made of, and `coverage.json` word for word.

`Coverage.model_dump(mode="json", by_alias=True)` is `"schema": "linkcheck/coverage@1"`. Times are UTC, dates ISO 8601,
sizes bytes, hashes hex. Facility null is the entity itself. Indexes (`citations`, `observations`) count from 0 into
the lists of the same report.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from linkcheck.archived import ArchivedCopies
from linkcheck.attestation import Attestation
from linkcheck.fetch import Fetch
from linkcheck.report import AuditReport, Citation
from linkcheck.verdicts import Cell, Note, Reason
from linkcheck.vocabulary import CellState, EvidenceState, ObservationCode, Outcome


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class PastCheck(_Model):
    """What an earlier (or the last) fetch of a citation's URL was worth. `run` is null in a change."""

    run: int | None = None
    at: datetime
    state: EvidenceState
    outcome: Outcome
    sha256: str | None = None


class AttestedWord(Attestation):
    """A person's word on a citation's URL, beside what the machine saw. It changes no state and is in no figure.

    `lapsed_by` is the first fetch after it that saw a change, null while it holds.
    """

    lapsed_by: PastCheck | None = None


class Earl(StrEnum):
    """The outcomes of W3C's Evaluation and Report Language (EARL 1.0 Schema, 2.7), for tools that exchange those."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


EARL: Mapping[EvidenceState, Earl] = {
    EvidenceState.LIVE: Earl.PASSED,
    EvidenceState.DEAD: Earl.FAILED,
    EvidenceState.DOUBTFUL: Earl.CANT_TELL,
    EvidenceState.UNDETERMINED: Earl.CANT_TELL,
    EvidenceState.UNTESTED: Earl.UNTESTED,
}


class CheckedCitation(Citation):
    """A citation as in `linkcheck parse`, with its evidence. `earl` says the state in EARL's words.

    `fetch` is the last fetch of its URL, null where there was none; for `not_modified` its `document` is the body that
    was kept earlier. `shown_pages` are those that it is recognised by, by their place in the document from 1: the cited
    ones, or the first. `archived` is what a public web archive has of the URL, which says nothing about its state; null
    where none was asked. `history` is oldest first, the last included. `attested` is the last that a person attested.
    """

    state: EvidenceState
    earl: Earl
    confirmed: bool = False
    reasons: tuple[Reason, ...]
    notes: tuple[Note, ...] = ()
    fetch: Fetch | None = None
    archived: ArchivedCopies | None = None
    attested: AttestedWord | None = None
    shown_pages: tuple[int, ...] = ()
    history: tuple[PastCheck, ...] = ()


class Place(_Model):
    """A cell of the matrix."""

    criterion: str
    facility: str | None = None


class AttentionKind(StrEnum):
    """What a person should look at, the weightiest first."""

    DEAD = "dead"
    DOUBTFUL = "doubtful"
    UNCITED = "uncited"
    CLAIMED = "claimed"
    REQUIRED = "required"
    UNDETERMINED = "undetermined"
    OBSERVATION = "observation"


class Attention(_Model):
    """One matter for a person: what it is about, why, what to do next, and everything in the report that it concerns.

    `code` is the reason's, the cell state's or the observation's. One URL that is dead for the same reason in five
    places is one matter with five places; an observation that only says what a cell says is folded into the cell's.
    """

    kind: AttentionKind
    code: str
    places: tuple[Place, ...]
    subject: str
    url: str | None = None
    text: str
    advice: str
    confirmed: bool = False
    citations: tuple[int, ...] = ()
    observations: tuple[int, ...] = ()


class NotChecked(_Model):
    """Something that this check leaves open. `count` is null for what holds of every check."""

    code: str
    text: str
    count: int | None = None
    criteria: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()


class ChangeKind(StrEnum):
    """What has become of a citation since another run, the weightiest first.

    `worse` and `better` are other changes of state; `changed`: the bytes differ, and what they say can't be compared;
    `resaved`: the bytes differ, the text does not.
    """

    NEWLY_DEAD = "newly-dead"
    MOVED = "moved"
    REPLACED = "replaced"
    WORSE = "worse"
    EDITED = "edited"
    CHANGED = "changed"
    DROPPED = "dropped"
    NEW = "new"
    RECOVERED = "recovered"
    BETTER = "better"
    RESAVED = "resaved"


class Change(_Model):
    """One change of one citation, with what was seen before and after; null where it was not cited or not fetched.

    `pages` are those of the later document that are new or differ, from 1. `moved_to` are URLs, cited too, with the
    bytes that were here.
    """

    kind: ChangeKind
    criterion: str
    facility: str | None = None
    document: str | None = None
    url: str
    text: str
    before: PastCheck | None = None
    after: PastCheck | None = None
    pages: tuple[int, ...] = ()
    moved_to: tuple[str, ...] = ()


class Criteria(_Model):
    """How the criteria stand.

    `expected` are those with evidence that is cited, claimed or required for some facility; they are `live` where every
    such cell is live, `partly` where some evidence is live, else `without`. The rest of `total` is not applicable, or
    nothing is known to be asked.
    """

    total: int
    expected: int
    live: int
    partly: int
    without: int


class Summary(_Model):
    """The figures on top. Every state stands in its table, also with 0. `urls` are distinct, `fetched` of those."""

    reports: int
    criteria: Criteria
    citations: int
    disclosures: int
    references: int
    urls: int
    fetched: int
    states: dict[EvidenceState, int]
    cells: dict[CellState, int]
    observations: dict[ObservationCode, int]
    to_look_at: dict[AttentionKind, int]
    changes: dict[ChangeKind, int]


class TrendPoint(_Model):
    """The citations' states after a run, for all reports together and for each by its file's SHA-256."""

    run: int
    at: datetime
    states: dict[EvidenceState, int]
    reports: dict[str, dict[EvidenceState, int]]


class Run(_Model):
    """The run whose outcomes are shown. `settings` are those that bear on outcomes; nothing secret is among them."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    program: str
    user_agent: str
    settings: dict[str, object]


class CheckedReport(AuditReport):
    """A report as in `linkcheck parse`, with what was found.

    `catalogue` is the edition consulted, or empty. `changes` are those since the run before, in the report's order.
    """

    summary: Summary
    catalogue: str = ""
    cells: tuple[Cell, ...]
    citations: tuple[CheckedCitation, ...] = ()
    to_look_at: tuple[Attention, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    changes: tuple[Change, ...] = ()


Pictures = Callable[[Collection[str]], Mapping[str, Mapping[int, bytes]]]
"""WebP images of pages of some documents, by SHA-256 and page from 1: asked for page by page of the report, since all
of many reports are too much to hold."""


def no_pictures(_: Collection[str]) -> Mapping[str, Mapping[int, bytes]]:
    """Where none are kept."""
    return {}


class PageText(NamedTuple):
    """What a page of a document says, or what OCR read off it."""

    text: str
    by_ocr: bool = False


class Coverage(_Model):
    """Everything that a view may show.

    `trend` has the runs that were asked for, oldest first, this one last. Only in no `coverage.json`: `pictures`, and
    `page_texts` of the pages that citations are recognised by, by the document's SHA-256 and the page.
    """

    schema_: Literal["linkcheck/coverage@1"] = Field(default="linkcheck/coverage@1", alias="schema")
    run: Run | None
    summary: Summary
    reports: tuple[CheckedReport, ...]
    trend: tuple[TrendPoint, ...] = ()
    pictures: Pictures = Field(default=no_pictures, exclude=True)
    page_texts: Mapping[str, Mapping[int, PageText]] = Field(default={}, exclude=True)
