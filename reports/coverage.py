"""From what the store knows to the coverage model: judge every citation, fill every cell, count once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from linkcheck import catalogue
from linkcheck.attestation import Attestation, shows_a_change
from linkcheck.catalogue import Catalogue
from linkcheck.documents.changes import behind_several
from linkcheck.documents.facts import PdfFacts, read_facts
from linkcheck.documents.locating import pages_to_show
from linkcheck.fetch import Document, Fetch
from linkcheck.report import AuditReport, Citation
from linkcheck.store.snapshot import ReportSnapshot, RunInfo, Snapshot
from linkcheck.verdicts import Verdict, cells, judge
from linkcheck.verdicts.answer import Content
from linkcheck.vocabulary import EvidenceState
from reports import figures, trend
from reports.attention import to_look_at
from reports.changes import body, since_last
from reports.model import (
    EARL,
    AttestedWord,
    CheckedCitation,
    CheckedReport,
    Coverage,
    PageText,
    PastCheck,
    Pictures,
    Run,
    no_pictures,
)
from reports.unchecked import not_checked
from reports.wording import SETTINGS

__all__ = ["Coverage", "build"]


def standards_catalogue(report: AuditReport) -> Catalogue:
    """What the report's own standard and version ask, as far as the program knows it."""
    return catalogue.load(report.standard, report.standard_version)


Texts = Callable[[Collection[str]], Mapping[str, Sequence[str]]]
"""The texts of some documents by SHA-256, page by page; asked report by report, since all at once may be too much."""


class _Kept(NamedTuple):
    """What documents say, by SHA-256."""

    texts: Mapping[str, Sequence[str]]
    ocr: Mapping[str, Mapping[int, str]]


def build(
    snapshot: Snapshot,
    *,
    catalogue_for: Callable[[AuditReport], Catalogue] = standards_catalogue,
    texts: Texts = lambda _: {},
    pictures: Pictures = no_pictures,
    ocr: Mapping[str, Mapping[int, str]] | None = None,
) -> Coverage:
    """The coverage of every report in `snapshot`, in its order. The same snapshot gives the same model.

    `catalogue_for` says which catalogue speaks for a report. `texts` and `pictures` are what is kept of documents: with
    them a citation gets notes on what its document says, the cited pages' text, and a picture. `ocr` is what was read
    off pages of scans, by SHA-256 and page.
    """
    checked: list[CheckedReport] = []
    page_texts: dict[str, dict[int, PageText]] = defaultdict(dict)
    for known in snapshot.reports:
        kept = _Kept(texts(_documents(known)), ocr or {})
        checked.append(_checked(known, catalogue_for(known.report), snapshot.run, kept))
        for sha256, page, text in _shown_texts(checked[-1], kept):
            page_texts[sha256][page] = text
    reports = tuple(checked)
    return Coverage(
        run=_run(snapshot.run) if snapshot.run else None,
        summary=figures.of_all(reports),
        reports=reports,
        trend=trend.points((*snapshot.earlier, *((snapshot.run,) if snapshot.run else ())), reports),
        pictures=pictures,
        page_texts=dict(page_texts),
    )


def _run(info: RunInfo) -> Run:
    return Run(
        id=info.id,
        started_at=info.started_at,
        finished_at=info.finished_at,
        program=info.program,
        user_agent=info.user_agent,
        settings={name: info.settings[name] for name in SETTINGS if name in info.settings},
    )


def _checked(known: ReportSnapshot, catalogue: Catalogue, run: RunInfo | None, kept: _Kept) -> CheckedReport:
    report = known.report
    twins = _twins(known)
    verdicts = [_verdict(citation, known, kept, twins.get(citation.url, ())) for citation in report.citations]
    fetches = {url: _shown(fetch, known.history.get(url, ())) for url, fetch in known.fetches.items()}
    citations = tuple(
        _citation(citation, verdict, known, fetches.get(citation.url))
        for citation, verdict in zip(report.citations, verdicts, strict=True)
    )
    matrix = cells(report, verdicts, catalogue)
    matters = to_look_at(report, citations, matrix)
    changes = since_last(known, citations, run)
    return CheckedReport(
        **{name: value for name, value in dict(report).items() if name != "citations"},
        summary=figures.of_report(report, citations, matrix, matters, changes),
        catalogue=catalogue.name,
        cells=matrix,
        citations=citations,
        to_look_at=matters,
        not_checked=not_checked(report, citations, catalogue),
        changes=changes,
    )


def _shown_texts(report: CheckedReport, kept: _Kept) -> Iterator[tuple[str, int, PageText]]:
    """SHA-256, page and text of the pages that citations are recognised by."""
    for citation in report.citations:
        document = citation.fetch.document if citation.fetch else None
        if document is None or not citation.shown_pages:
            continue
        content = Content(kept.texts.get(document.sha256, ()), ocr=kept.ocr.get(document.sha256, {}))
        for page in citation.shown_pages:
            text = "".join(content.read[page - 1 : page])
            if text.strip():
                yield document.sha256, page, PageText(text, content.is_by_ocr(page))


def _citation(citation: Citation, verdict: Verdict, known: ReportSnapshot, fetch: Fetch | None) -> CheckedCitation:
    fetches = known.history.get(citation.url, ())
    history = _history(citation, fetches, known.runs.get(citation.url, ()), verdict.state)
    return CheckedCitation(
        **dict(citation),
        state=verdict.state,
        earl=EARL[verdict.state],
        confirmed=verdict.confirmed,
        reasons=verdict.reasons,
        notes=verdict.notes,
        fetch=fetch,
        archived=known.archived.get(citation.url),
        attested=_attested(known.attestations.get(citation.url), fetches, history),
        shown_pages=_shown_pages(citation, known),
        history=history,
    )


def _attested(word: Attestation | None, fetches: Sequence[Fetch], history: Sequence[PastCheck]) -> AttestedWord | None:
    """A person's word with what made it lapse, in the words of the history."""
    if word is None:
        return None
    seen = zip(fetches, history, strict=True)
    lapsed_by = next((check for fetch, check in seen if shows_a_change(fetch, word)), None)
    return AttestedWord(**dict(word), lapsed_by=lapsed_by)


def _twins(known: ReportSnapshot) -> dict[str, tuple[str, ...]]:
    """By URL, the other URLs that give the very same document."""
    bodies = ((url, body(fetch, known.history.get(url, ()))) for url, fetch in known.fetches.items())
    groups = behind_several({url: document for url, document in bodies if document is not None})
    return {url: tuple(other for other in group if other != url) for group in groups for url in group}


def _documents(known: ReportSnapshot) -> set[str]:
    """The SHA-256 of each document that the last fetches stand for."""
    bodies = (body(fetch, known.history.get(url, ())) for url, fetch in known.fetches.items())
    return {document.sha256 for document in bodies if document is not None}


def _verdict(citation: Citation, known: ReportSnapshot, kept: _Kept, also_at: Sequence[str]) -> Verdict:
    fetch, history = known.fetches.get(citation.url), known.history.get(citation.url, ())
    document = body(fetch, history) if fetch else None
    sha256 = document.sha256 if document else ""
    content = Content(
        kept.texts.get(sha256, ()),
        known.report.facilities,
        known.report.standard,
        also_at,
        kept.ocr.get(sha256, {}),
    )
    return judge(citation, fetch, history, content)


def _shown_pages(citation: Citation, known: ReportSnapshot) -> tuple[int, ...]:
    fetch = known.fetches.get(citation.url)
    facts = read_facts(body(fetch, known.history.get(citation.url, ()))) if fetch else None
    return pages_to_show(facts, citation.locators.pages) if isinstance(facts, PdfFacts) else ()


def _shown(fetch: Fetch, history: tuple[Fetch, ...]) -> Fetch:
    """The fetch as views see it: with the body that a 304 stands for, without what only comparing needs."""
    document = body(fetch, history)
    return fetch if document is None else fetch.model_copy(update={"document": _without_fingerprints(document)})


def _without_fingerprints(document: Document) -> Document:
    """A text's fingerprints, page by page, are thousands of digits that nobody reads; its length and hash stay."""
    text = document.facts.get("text")
    if not isinstance(text, Mapping):
        return document
    kept = {name: value for name, value in text.items() if name not in ("pages", "sketch")}
    return document.model_copy(update={"facts": {**document.facts, "text": kept}})


def _history(
    citation: Citation, fetches: Sequence[Fetch], runs: Sequence[int], now: EvidenceState
) -> tuple[PastCheck, ...]:
    """What each fetch was worth when it was the last; the last one is worth what it is now."""
    states = [judge(citation, fetch, fetches[:position]).state for position, fetch in enumerate(fetches[:-1])]
    return tuple(
        PastCheck(run=run, at=fetch.finished_at, state=state, outcome=fetch.outcome, sha256=fetch.sha256)
        for run, fetch, state in zip_longest(runs, fetches, [*states, now][: len(fetches)])
    )
