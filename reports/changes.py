"""What has changed between two runs: newly dead, moved, edited, recovered, cited anew, and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from linkcheck.documents.changes import ChangeKind as BodyChange
from linkcheck.documents.changes import compare, moves
from linkcheck.fetch import Document, Fetch
from linkcheck.report import AuditReport, Citation
from linkcheck.store.snapshot import ReportSnapshot, RunInfo, Snapshot
from linkcheck.verdicts import judge
from linkcheck.vocabulary import EvidenceState, Outcome
from reports.model import Change, ChangeKind, CheckedCitation, PastCheck
from reports.text import day

_OF_BODIES = {
    BodyChange.REPLACED: (ChangeKind.REPLACED, "Little is left of what was there."),
    BodyChange.EDITED: (ChangeKind.EDITED, "The text was edited."),
    BodyChange.CHANGED: (ChangeKind.CHANGED, "The file is another one; what it says could not be compared."),
    BodyChange.RESAVED: (ChangeKind.RESAVED, "The file was saved anew; its text is the same."),
}
_WEIGHT = list(EvidenceState)


class RunRef(BaseModel):
    """Which run, and when it began (UTC)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: int
    started_at: datetime


class ReportChanges(BaseModel):
    """The changes of one report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    sha256: str
    entity: str | None
    changes: tuple[Change, ...]


class Changes(BaseModel):
    """What `linkcheck diff` prints: `"schema": "linkcheck/changes@1"`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["linkcheck/changes@1"] = Field(default="linkcheck/changes@1", alias="schema")
    before: RunRef | None
    after: RunRef | None
    reports: tuple[ReportChanges, ...]


class Judged(NamedTuple):
    """A citation as it stood at some time. `document` keeps its fingerprints; for a 304 it is the body kept."""

    citation: Citation
    fetch: Fetch | None
    document: Document | None
    state: EvidenceState


def between(before: Snapshot, after: Snapshot) -> Changes:
    """What has changed from one snapshot to another, report by report.

    A report is known again by its file's SHA-256, else by entity and standard: then citations come and go too.
    """
    rest = list(before.reports)
    pairs = []
    for later in after.reports:
        earlier = next((known for known in rest if _same(known.report, later.report)), None)
        if earlier is not None:
            rest.remove(earlier)
        pairs.append((earlier, later))
    found = [_changed(later.report, earlier, later) for earlier, later in pairs]
    found += [_changed(earlier.report, earlier, None) for earlier in rest]
    return Changes(before=_run(before.run), after=_run(after.run), reports=tuple(found))


def since_last(known: ReportSnapshot, citations: Sequence[CheckedCitation], run: RunInfo | None) -> tuple[Change, ...]:
    """What has changed at the URLs of a report, `citations` being its own, from the fetch before to this run's."""
    after = _judged(known, [citation.state for citation in citations])
    before = [
        _before(known, judged, citation.history[-2].state)
        if run and _is_of(run, judged.fetch) and len(citation.history) > 1
        else judged
        for judged, citation in zip(after, citations, strict=True)
    ]
    return compare_all(before, after)


def compare_all(before: Sequence[Judged], after: Sequence[Judged]) -> tuple[Change, ...]:
    """The changes of citations, those of `after` in their order, then those that are no longer cited."""
    now_at = {move.was_at: move.now_at for move in moves(_documents(before), _documents(after))}
    earlier = {_key(judged.citation): judged for judged in before}
    later = {_key(judged.citation): judged for judged in after}
    changes = (_change(earlier.get(key), judged, now_at) for key, judged in later.items())
    dropped = (_dropped(judged) for key, judged in earlier.items() if key not in later)
    return (*(change for change in changes if change), *dropped)


def body(fetch: Fetch, history: Sequence[Fetch]) -> Document | None:
    """What the fetch stands for: its own document, or for a 304 the last one before it."""
    if fetch.document is not None or fetch.outcome is not Outcome.NOT_MODIFIED:
        return fetch.document
    return next((past.document for past in reversed(history) if past.document is not None), None)


def _change(before: Judged | None, after: Judged, now_at: Mapping[str, tuple[str, ...]]) -> Change | None:
    if before is None:
        return _new(after)
    if before is after or before.fetch is None or after.fetch is None:
        return None
    url = after.citation.url
    if url in now_at and after.state is not EvidenceState.LIVE:
        return _about(ChangeKind.MOVED, before, after, "What was here is now at another address.", moved_to=now_at[url])
    if after.state is EvidenceState.DEAD and before.state is not EvidenceState.DEAD:
        return _about(ChangeKind.NEWLY_DEAD, before, after, _states(before, after))
    if after.document and before.document and _answered(before) and _answered(after):
        changed = compare(before.document, after.document)
        if changed.kind in _OF_BODIES:
            kind, text = _OF_BODIES[changed.kind]
            return _about(kind, before, after, f"{text} {_states(before, after)}".strip(), pages=changed.pages)
    if before.state is after.state:
        return None
    return _about(_direction(before.state, after.state), before, after, _states(before, after))


def _direction(before: EvidenceState, after: EvidenceState) -> ChangeKind:
    if after is EvidenceState.LIVE:
        return ChangeKind.RECOVERED
    return ChangeKind.WORSE if _WEIGHT.index(after) < _WEIGHT.index(before) else ChangeKind.BETTER


def _states(before: Judged, after: Judged) -> str:
    if before.state is after.state or before.fetch is None:
        return ""
    return f"It was {before.state} on {day(before.fetch.finished_at)} and is {after.state} now."


def _about(
    kind: ChangeKind,
    before: Judged,
    after: Judged,
    text: str,
    pages: tuple[int, ...] = (),
    moved_to: tuple[str, ...] = (),
) -> Change:
    citation = after.citation
    return Change(
        kind=kind,
        criterion=citation.criterion,
        facility=citation.facility,
        document=citation.document,
        url=citation.url,
        text=text,
        before=_seen(before),
        after=_seen(after),
        pages=pages,
        moved_to=moved_to,
    )


def _new(judged: Judged) -> Change:
    return _alone(ChangeKind.NEW, judged, "It is cited now and was not before.", after=_seen(judged))


def _dropped(judged: Judged) -> Change:
    return _alone(ChangeKind.DROPPED, judged, "It is no longer cited.", before=_seen(judged))


def _alone(
    kind: ChangeKind, judged: Judged, text: str, before: PastCheck | None = None, after: PastCheck | None = None
) -> Change:
    citation = judged.citation
    return Change(
        kind=kind,
        criterion=citation.criterion,
        facility=citation.facility,
        document=citation.document,
        url=citation.url,
        text=text,
        before=before,
        after=after,
    )


def _seen(judged: Judged) -> PastCheck | None:
    fetch = judged.fetch
    if fetch is None:
        return None
    sha256 = judged.document.sha256 if judged.document else fetch.sha256
    return PastCheck(at=fetch.finished_at, state=judged.state, outcome=fetch.outcome, sha256=sha256)


def _answered(judged: Judged) -> bool:
    """Did a whole body come? What was cut short says nothing about the rest."""
    whole = judged.fetch is not None and judged.fetch.complete
    return whole and judged.state in (EvidenceState.LIVE, EvidenceState.DOUBTFUL)


def _documents(judged: Sequence[Judged]) -> dict[str, Document]:
    """The bodies that were there, by URL; an error page is none."""
    return {one.citation.url: one.document for one in judged if one.document and _answered(one)}


def _key(citation: Citation) -> tuple[str, str | None, str]:
    return citation.criterion, citation.facility, citation.url


def _judged(known: ReportSnapshot, states: Sequence[EvidenceState]) -> list[Judged]:
    found = []
    for citation, state in zip(known.report.citations, states, strict=True):
        fetch = known.fetches.get(citation.url)
        document = body(fetch, known.history.get(citation.url, ())) if fetch else None
        found.append(Judged(citation, fetch, document, state))
    return found


def _before(known: ReportSnapshot, judged: Judged, state: EvidenceState) -> Judged:
    """The same citation as it stood, in this state, at the fetch before."""
    *earlier, past, _ = known.history[judged.citation.url]
    return Judged(judged.citation, past, body(past, earlier), state)


def _is_of(run: RunInfo, fetch: Fetch | None) -> bool:
    return fetch is not None and fetch.finished_at >= run.started_at


def _same(one: AuditReport, other: AuditReport) -> bool:
    if one.source.sha256 == other.source.sha256:
        return True
    return one.entity is not None and (one.entity, one.standard) == (other.entity, other.standard)


def _changed(report: AuditReport, before: ReportSnapshot | None, after: ReportSnapshot | None) -> ReportChanges:
    changes = compare_all(*(list(_now(known)) if known else [] for known in (before, after)))
    return ReportChanges(path=report.source.path, sha256=report.source.sha256, entity=report.entity, changes=changes)


def _now(known: ReportSnapshot) -> Iterator[Judged]:
    citations = known.report.citations
    states = [judge(c, known.fetches.get(c.url), known.history.get(c.url, ())).state for c in citations]
    yield from _judged(known, states)


def _run(run: RunInfo | None) -> RunRef | None:
    return RunRef(id=run.id, started_at=run.started_at) if run else None
