"""Verdicts and cells, and the fixed lists of their codes. In JSON, leave out nulls."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from linkcheck.vocabulary import CellState, EvidenceState, Outcome


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Check(StrEnum):
    """What speaks against an answer, or keeps it from being judged. With `Outcome`, every reason's code."""

    NOT_FETCHED = "not-fetched"
    NOT_EXAMINED = "not-examined"
    KEPT_BODY_MISSING = "kept-body-missing"
    CHALLENGE_PAGE = "challenge-page"
    UNVERIFIED_TLS = "unverified-tls"
    TRUNCATED_BODY = "truncated-body"
    EMPTY_BODY = "empty-body"
    REDIRECTED_HOME = "redirected-home"
    LOGIN_FORM = "login-form"
    PARKED_DOMAIN = "parked-domain"
    WRONG_TYPE = "wrong-type"
    SOFT_404 = "soft-404"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    EMPTY_DOCUMENT = "empty-document"
    NOT_EXAMINABLE = "not-examinable"
    PAGE_PAST_END = "page-past-end"
    BLANK_PAGE = "blank-page"
    REPLACED = "replaced"
    UNRESOLVED_URL = "unresolved-url"


class NoteCode(StrEnum):
    """What is worth knowing and never makes doubt."""

    REDIRECTED = "redirected"
    TYPE_MISLABELLED = "type-mislabelled"
    REPAIRED = "repaired"
    SCAN = "scan"
    PAGES_NUMBERED_APART = "pages-numbered-apart"
    PAGES_UNTOLD = "pages-untold"
    RESAVED = "resaved"
    EDITED = "edited"
    CHANGED = "changed"
    DIFFERS_FROM_FIRST = "differs-from-first"
    SAME_DOCUMENT = "same-document"
    FACILITY_NAMED = "facility-named"
    FACILITY_UNTOLD = "facility-untold"
    TERM_FOUND = "term-found"
    TERM_UNTOLD = "term-untold"
    YEAR_NAMED = "year-named"
    YEAR_UNTOLD = "year-untold"


class Proof(_Model):
    """What a reason or note rests on; only what applies is set. `url` is the hop that showed it, hashes are hex.

    `pages` is how many the document has, `page` the one (from 1, by its place in the file) that `quote` stands on.
    """

    status: int | None = None
    url: str | None = None
    sha256: str | None = None
    media_type: str | None = None
    pages: int | None = None
    page: int | None = None
    quote: str | None = None


class Reason(_Model):
    """Why a verdict has its state: a stable code, one sentence for a person, and the proof."""

    code: Outcome | Check
    text: str
    proof: Proof = Proof()


class Note(_Model):
    """Something that the check saw on its way, which changes no state."""

    code: NoteCode
    text: str
    proof: Proof = Proof()


class Verdict(_Model):
    """What one citation's evidence is worth. There is at least one reason, the weightiest first.

    `confirmed` is only ever true for `dead`: it was so in three runs at least a day apart.
    """

    state: EvidenceState
    reasons: tuple[Reason, ...]
    notes: tuple[Note, ...] = ()
    confirmed: bool = False


class Cell(_Model):
    """What a criterion has for a facility, or (facility null) for the entity itself.

    `citations` are indexes into the report's citations, in its order: the facility's own and the entity-wide ones,
    references included though they don't count. `basis` says why a cell without evidence has its state.
    """

    criterion: str
    facility: str | None
    state: CellState
    citations: tuple[int, ...] = ()
    basis: str = ""
