"""How much of a report's truth was read. Counts add up over reports, so that the figures are over all citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes, urlsplit, urlunsplit

import idna

from linkcheck.report import AuditReport, Citation
from linkcheck.vocabulary import CitationSource, ObservationCode


@dataclass(frozen=True)
class Share:
    """`right` of `all`; 1 where there is nothing."""

    right: float = 0
    all: float = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.right + other.right, self.all + other.all)

    def __float__(self) -> float:
        return self.right / self.all if self.all else 1.0


@dataclass(frozen=True)
class Score:
    """Citations and findings are F1 values (2 x hits of truth + read), the others shares of what the truth holds."""

    citations: Share = Share()
    facility: Share = Share()
    pages: Share = Share()
    sections: Share = Share()
    attribution: Share = Share()
    kind: Share = Share()
    document: Share = Share()
    findings: Share = Share()
    header: Share = Share()
    facilities: Share = Share()
    observations: Share = Share()

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def lines(self) -> Iterator[str]:
        for f in fields(self):
            share = getattr(self, f.name)
            yield f"{f.name:13} {float(share):.4f}   {share.right:g} of {share.all:g}"


HEADER = (
    "member", "entity", "certificate", "standard_version", "audit_type", "audit_firm", "audit_dates",
    "report_submitted", "certification_period", "next_audit_type", "next_audit_date", "supply_chain_activities",
)  # fmt: skip


def same(url: str) -> str:
    """One spelling of a URL for all that request the same: ASCII host, percent-encoded path, http for bare hosts."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = parts.netloc.lower() if parts.netloc.isascii() else idna.encode(parts.netloc, uts46=True).decode()
    path, query, fragment = (
        quote(unquote_to_bytes(part), safe="/?&=:;,+!@~()%-._")
        for part in (parts.path or "/", parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, host, path, query, fragment))


def without_links(truth: AuditReport) -> AuditReport:
    """What of the truth a text without link targets can give: the URLs as printed, and no other targets."""
    kept = (c for c in truth.citations if not (c.source is CitationSource.LINK and c.cited_as == c.url))
    printed = (c if c.source is not CitationSource.LINK else c.model_copy(update={"url": c.cited_as}) for c in kept)
    seen = (o for o in truth.observations if o.code is not ObservationCode.LINK_TARGET_DIFFERS)
    return truth.model_copy(update={"citations": tuple(printed), "observations": tuple(seen)})


def compare(truth: AuditReport, read: AuditReport) -> Score:
    """Score what was read against the truth."""
    pairs = list(_matched(truth.citations, read.citations))
    located = [(t, r) for t, r in pairs if t.locators.pages]
    sectioned = [(t, r) for t, r in pairs if t.locators.sections]
    named = [(t, r) for t, r in pairs if t.document]
    matched = [(t, r) for t, r in pairs if r is not None]
    return Score(
        citations=_f1(map(_key, truth.citations), map(_key, read.citations)),
        facility=_share(
            (r.facility is not None and _squash(t.facility) == _squash(r.facility)) or t.facility is r.facility
            for t, r in matched
        ),
        pages=_share(r is not None and _pages(t) == _pages(r) for t, r in located),
        sections=_share(r is not None and t.locators.sections == r.locators.sections for t, r in sectioned),
        attribution=_share(t.attribution is r.attribution for t, r in matched),
        kind=_share(t.kind is r.kind for t, r in matched),
        document=_share(r is not None and _squash(t.document) == _squash(r.document) for t, r in named),
        findings=_f1(
            ((f.criterion, f.rating) for f in truth.findings), ((f.criterion, f.rating) for f in read.findings)
        ),
        header=_share(_plain(getattr(truth, name)) == _plain(getattr(read, name)) for name in HEADER),
        facilities=_f1((_squash(f.name) for f in truth.facilities), (_squash(f.name) for f in read.facilities)),
        observations=_recall(
            {(o.code, o.criterion) for o in truth.observations}, {(o.code, o.criterion) for o in read.observations}
        ),
    )


class Difference(NamedTuple):
    """Something that was read otherwise than it is. Without a criterion it is none of a finding."""

    kind: str
    text: str
    criterion: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.kind:9} {self.text}"


def differences(truth: AuditReport, read: AuditReport) -> Iterator[Difference]:
    """Each citation that was missed, made up, or read otherwise; each field, facility and finding that was."""
    for t, r in _matched(truth.citations, read.citations):
        if r is None:
            yield Difference("missing", f"{t.criterion} {t.facility} {t.url}", t.criterion, t.url)
            continue
        for name, wanted, got in (
            ("facility", t.facility, r.facility),
            ("pages", _pages(t), _pages(r)),
            ("sections", t.locators.sections, r.locators.sections),
        ):
            if wanted != got:
                text = f"{t.criterion} {t.url}: {wanted} was read as {got}"
                yield Difference(name, text, t.criterion, t.url)
    extra = Counter(map(_key, read.citations)) - Counter(map(_key, truth.citations))
    for criterion, url in extra.elements():
        yield Difference("made up", f"{criterion} {url}", criterion, url)
    for name in HEADER:
        wanted, got = getattr(truth, name), getattr(read, name)
        if _plain(wanted) != _plain(got):
            yield Difference("header", f"{name}: {wanted!r} was read as {got!r}")
    names, found = ({f.name for f in report.facilities} for report in (truth, read))
    yield from (Difference("facility", f"{name!r} not found") for name in sorted(names - found))
    yield from (Difference("facility", f"{name!r} made up") for name in sorted(found - names))
    wanted_findings = Counter((f.criterion, f.rating) for f in truth.findings)
    got_findings = Counter((f.criterion, f.rating) for f in read.findings)
    for said, findings in (("missing", wanted_findings - got_findings), ("made up", got_findings - wanted_findings)):
        yield from (Difference("finding", f"{finding} {said}", finding[0]) for finding in findings.elements())


def _key(citation: Citation) -> tuple[str, str]:
    return citation.criterion, same(citation.url)


def _matched(truth: Iterable[Citation], read: Iterable[Citation]) -> Iterator[tuple[Citation, Citation | None]]:
    """Each true citation with the one that was read of it: the one for the same facility where there are several."""
    pool: dict[tuple[str, str], list[Citation]] = {}
    for citation in read:
        pool.setdefault(_key(citation), []).append(citation)
    for citation in truth:
        candidates = pool.get(_key(citation), [])
        best = next((c for c in candidates if _squash(c.facility) == _squash(citation.facility)), None)
        best = best or next(iter(candidates), None)
        if best is not None:
            candidates.remove(best)
        yield citation, best


def _pages(citation: Citation) -> tuple[str, ...]:
    return tuple(page.replace("–", "-") for page in citation.locators.pages)


def _squash(text: str | None) -> str:
    return " ".join((text or "").split()).rstrip(".").lower()


def _plain(value: object) -> object:
    return _squash(value) if isinstance(value, str) else value


def _f1(truth: Iterable[Hashable], read: Iterable[Hashable]) -> Share:
    wanted, got = Counter(truth), Counter(read)
    return Share(2 * (wanted & got).total(), wanted.total() + got.total())


def _recall(truth: AbstractSet[Hashable], read: AbstractSet[Hashable]) -> Share:
    return Share(len(truth & read), len(truth))


def _share(results: Iterable[bool]) -> Share:
    counted = list(results)
    return Share(sum(counted), len(counted))
