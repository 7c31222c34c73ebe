"""The words that views use for the fixed lists, and what each means: the legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from linkcheck.report import AuditReport
from linkcheck.vocabulary import Attribution, CellState, CitationSource, EvidenceState, ObservationCode
from reports.model import AttentionKind, ChangeKind, Coverage, Summary
from reports.text import counted, period


class Meaning(NamedTuple):
    """A state's word and exactly when it is given."""

    word: str
    when: str


EVIDENCE: Mapping[EvidenceState, Meaning] = {
    EvidenceState.LIVE: Meaning(
        "live", "Answered; the body is whole, of the type that was promised, opens, and the cited pages exist."
    ),
    EvidenceState.DOUBTFUL: Meaning(
        "doubtful",
        "Answered, but a check failed: a web page where a PDF was cited, an error page in disguise, a redirect to the "
        "home page, a login form, a damaged, encrypted or empty PDF, a cited page past its end, another document than "
        "last time, a body cut short; or the content came only without a verified certificate.",
    ),
    EvidenceState.UNDETERMINED: Meaning(
        "undetermined",
        "A machine cannot tell: access refused or limited, a login, an anti-robot page, robots.txt, a server error, a "
        "timeout, a broken or refused connection, a redirect loop, a body that is too large, a private address, an "
        "address that is neither http nor https, a certificate that failed without content, or DNS trouble that can "
        "pass.",
    ),
    EvidenceState.DEAD: Meaning(
        "dead",
        "Gone (404, 410), the host's name does not exist, or the address is no valid URL. Confirmed once it was so in "
        "three runs at least a day apart.",
    ),
    EvidenceState.UNTESTED: Meaning("untested", "Not fetched yet."),
}

CELLS: Mapping[CellState, Meaning] = {
    CellState.LIVE: Meaning("live", "All disclosures cited here are live. What is cited for the entity counts too."),
    CellState.PARTIAL: Meaning("partial", "Some disclosures cited here are live, others are not."),
    CellState.DEAD: Meaning("dead", "None is live; at least one is dead."),
    CellState.DOUBTFUL: Meaning("doubtful", "None is live; at least one is doubtful, none is dead."),
    CellState.UNDETERMINED: Meaning(
        "undetermined", "None is live; a machine cannot tell for at least one, none is worse."
    ),
    CellState.UNTESTED: Meaning("untested", "Nothing cited here was fetched yet."),
    CellState.UNCITED: Meaning("uncited", "Nothing is cited here, though others in the row are."),
    CellState.CLAIMED: Meaning("claimed", "The report says that something is disclosed, and gives no address."),
    CellState.REQUIRED: Meaning(
        "required", "Nothing is cited, and the catalogue asks for a disclosure; the cell shows on what basis."
    ),
    CellState.NOT_APPLICABLE: Meaning("not applicable", "The report rates the criterion as not applicable."),
    CellState.NONE: Meaning("none", "Nothing is cited, claimed or known to be asked for."),
}

ATTENTION: Mapping[AttentionKind, str] = {
    AttentionKind.DEAD: "Dead",
    AttentionKind.DOUBTFUL: "Doubtful",
    AttentionKind.UNCITED: "Uncited for some facilities",
    AttentionKind.CLAIMED: "Claimed without an address",
    AttentionKind.REQUIRED: "Required and not cited",
    AttentionKind.UNDETERMINED: "Undetermined",
    AttentionKind.OBSERVATION: "Observations on the report itself",
}

OBSERVATIONS: Mapping[ObservationCode, str] = {
    ObservationCode.FACILITY_GAP: "Not cited for every facility",
    ObservationCode.DUPLICATE_FACILITY_LABEL: "One facility is named twice",
    ObservationCode.CLAIM_WITHOUT_LINK: "A claim without an address",
    ObservationCode.CITED_WHILE_NOT_APPLICABLE: "Cited for a criterion that is rated not applicable",
    ObservationCode.SAME_URL_DIFFERENT_DOCUMENTS: "One address for different documents",
    ObservationCode.SAME_DOCUMENT_DIFFERENT_URLS: "One document at different addresses",
    ObservationCode.HOST_VARIANT: "The same address in two spellings",
    ObservationCode.LINK_TARGET_DIFFERS: "The link opens another address than is printed",
    ObservationCode.DATED_AFTER_AUDIT: "The address names a date after the audit",
    ObservationCode.UNRESOLVED_URL: "An address that could not be read",
    ObservationCode.UNKNOWN_VERSION: "A layout that is not known",
    ObservationCode.PARTIAL_READING: "A part that could not be read",
}

CHANGES: Mapping[ChangeKind, str] = {
    ChangeKind.NEWLY_DEAD: "newly dead",
    ChangeKind.MOVED: "moved",
    ChangeKind.REPLACED: "replaced",
    ChangeKind.WORSE: "worse",
    ChangeKind.EDITED: "edited",
    ChangeKind.CHANGED: "changed",
    ChangeKind.DROPPED: "dropped",
    ChangeKind.NEW: "new",
    ChangeKind.RECOVERED: "recovered",
    ChangeKind.BETTER: "better",
    ChangeKind.RESAVED: "saved anew",
}

ATTRIBUTIONS: Mapping[Attribution, str] = {
    Attribution.EXPLICIT: "named with the citation",
    Attribution.CARRIED: "carried on from the label before",
    Attribution.ENTITY: "cited for the whole entity",
}

SOURCES: Mapping[CitationSource, str] = {
    CitationSource.TEXT: "text",
    CitationSource.LINK: "link",
    CitationSource.BOTH: "text and link",
}

SETTINGS: Mapping[str, str] = {
    "operator": "Operator: {}",
    "contact": "Contact: {}",
    "delay": "{} s between two requests to one registrable domain",
    "max_crawl_delay": "A Crawl-delay is kept up to {} s",
    "max_retry_after": "A Retry-After is waited for up to {} s",
    "retries": "{} further attempts after what can pass",
    "retry_pause": "{} s before the first of them",
    "concurrency": "{} requests at once over all domains",
    "concurrency_per_domain": "{} at once to one domain",
    "obey_robots": "robots.txt decides: {}",
    "connect_timeout": "{} s for a connection",
    "idle_timeout": "{} s without a byte",
    "total_timeout": "{} s for a whole response",
    "max_bytes": "{} bytes at most",
    "max_redirects": "{} redirects at most",
    "allow_networks": "Networks let through: {}",
    "allow_ports": "Ports: {}",
    "resolve": "Names sent to a given address: {}",
}
"""The settings that bear on outcomes, in words; the only ones that a report shows. Others, such as the database's
address with its password, stay in the store."""


def setting(name: str, value: object) -> str:
    """A setting in words; empty where it says nothing."""
    if value in ("", [], (), None):
        return ""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, (list, tuple)):
        value = ", ".join(":".join(map(str, v)) if isinstance(v, (list, tuple)) else str(v) for v in value)
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    return SETTINGS[name].format(f"{value:,}" if isinstance(value, int) else value)


def standard(report: AuditReport) -> str:
    """A report's standard with its version."""
    name, version = report.standard or "", report.standard_version or ""
    return name if version in name else f"{name} {version}".strip()


def basis(text: str) -> str:
    """What a cell without evidence rests on, as a sentence."""
    return text[:1].upper() + text[1:]


def whose(facilities: Sequence[str | None], everyone: int) -> str:
    """Some facilities in words, of so many that the report has: by name where it is one, else counted."""
    own = [name for name in facilities if name is not None]
    if len(facilities) == 1:
        return own[0] if own else "whole entity"
    several = f"all {everyone} facilities" if len(own) == everyone > 1 else counted(len(own), "facility", "facilities")
    return several if len(own) == len(facilities) else f"{several} and the whole entity"


def standing(summary: Summary) -> str:
    """How the criteria stand, in one sentence."""
    criteria = summary.criteria
    if not criteria.expected:
        return "There is no criterion with evidence that is cited, claimed or known to be required."
    if not summary.fetched:
        return f"Nothing was fetched yet. {counted(summary.citations, 'citation')} were read."
    many = counted(criteria.expected, "criterion", "criteria")
    if criteria.live == criteria.expected:
        return f"Evidence is expected for {many}, and it is live throughout."
    verb = "have" if criteria.live > 1 else "has"
    parts = [f"{criteria.live or 'none'} {verb} it live throughout"]
    parts += [f"{criteria.partly:,} in part"] if criteria.partly else []
    parts += [f"{criteria.without:,} not at all"] if criteria.without else []
    return f"Of {many} that evidence is expected for, {', '.join(parts)}."


def for_a_person(summary: Summary) -> str:
    """How much needs a person, in one sentence."""
    matters = sum(summary.to_look_at.values())
    return f"{counted(matters, 'matter needs', 'matters need')} a person." if matters else "Nothing needs a person."


def changed(summary: Summary) -> str:
    """What changed since the run before, in one sentence; empty where nothing did."""
    parts = [f"{count:,} {CHANGES[kind]}" for kind, count in summary.changes.items() if count]
    return f"Since the run before: {', '.join(parts)}." if parts else ""


def checked(coverage: Coverage) -> str:
    """What was checked and when, in one sentence."""
    if coverage.run is None:
        return "Nothing was checked yet."
    return f"Checked on {period(coverage.run.started_at, coverage.run.finished_at)}."
