"""What an auditor should look at before any link is fetched. One function per code; each says on which words it rests.

An observation is a fact with its place, not a verdict: whether a gap is a fault is for a person to say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from linkcheck.parsing import astray, claims, conflicts, dates, gaps, referred, titles, urls
from linkcheck.parsing.citations import Cited
from linkcheck.parsing.findings import Read
from linkcheck.parsing.grounds import Evidence, counted, listed, urls_of
from linkcheck.parsing.hinted import hinted
from linkcheck.parsing.mentions import Mention
from linkcheck.parsing.overview import KNOWN_VERSIONS
from linkcheck.parsing.pages import Layout, Line
from linkcheck.parsing.uncited import outside, swallowed
from linkcheck.parsing.unnamed import unnamed
from linkcheck.parsing.unplaced import unplaced
from linkcheck.parsing.wording import NOT_APPLICABLE, RATING, RATINGS, criterion, order
from linkcheck.report import AuditReport, Observation
from linkcheck.vocabulary import ObservationCode

RATING_NAMES: Final = frozenset({None, *RATINGS.values()})

SHOWN: Final = 3
"""Texts that an observation gives as examples."""


def observe(report: AuditReport, read: Sequence[Read], cited: Sequence[Cited], layout: Layout) -> AuditReport:
    """The report with its observations: what could not be read first, then by the findings' order."""
    evidence = Evidence(report, read, cited, layout)
    found = [observation for look in LOOKS for observation in look(evidence)]
    place = {r.finding.criterion: n for n, r in reversed(list(enumerate(read)))}
    found.sort(key=lambda o: place.get(o.criterion, -1) if o.criterion else -1)
    return report.model_copy(update={"observations": tuple(found)})


def _partial_reading(evidence: Evidence) -> Iterator[Observation]:
    for trouble in evidence.layout.troubles:
        yield Observation(code=ObservationCode.PARTIAL_READING, text=trouble.text, report_page=trouble.page)


def _unrated(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all criteria of a findings table beside which no rating stands."""
    if not evidence.layout.rows:
        return
    missing = [read for read in evidence.read if read.finding.rating is None]
    shared = [read for read in evidence.read if read.shared]
    for told, reads in (
        ("No rating was found for {}.", missing),
        ("No rating of its own was found for {}: that of the part above was taken.", shared),
    ):
        if reads:
            names = listed(read.finding.criterion for read in reads)
            text, page = told.format(names), _first_page(reads[0])
            yield Observation(code=ObservationCode.PARTIAL_READING, text=text, report_page=page)


def _unknown_ratings(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all criteria of a findings table beside which something else than a rating stands."""
    found = [read for read in evidence.read if read.finding.rating not in RATING_NAMES] if evidence.layout.rows else []
    if found:
        names = listed(read.finding.criterion for read in found)
        shown = ", ".join(dict.fromkeys(f"“{urls.clip(read.finding.rating or '', 60)}”" for read in found[:SHOWN]))
        yield Observation(
            code=ObservationCode.PARTIAL_READING,
            text=f"What stands as the rating of {names} is none that is known: {shown}.",
            report_page=_first_page(found[0]),
        )


def _rated_for_nobody(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all criteria rated in columns of which not each is of a known facility of its own."""
    findings = {order(read.finding.criterion): read.finding for read in evidence.read}
    apart = [(over, findings[number]) for number, over in evidence.layout.by_site.items() if number in findings]
    found = [(over, finding) for over, finding in apart if len(over) > len(finding.ratings)]
    if found:
        heads = listed(f"“{urls.clip(head, 60)}”" for head in dict.fromkeys(head for over, _ in found for head in over))
        names = listed(finding.criterion for _, finding in found)
        text = f"The ratings below {heads} at {names} are not each a known facility's: compare them with the report."
        yield Observation(code=ObservationCode.PARTIAL_READING, text=text)


def _rated_otherwise(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all criteria that a summary elsewhere rates otherwise."""
    said = ((read, evidence.layout.summary.get(order(read.finding.criterion))) for read in evidence.read)
    found = [read for read, rating in said if rating and read.finding.rating and read.finding.rating != rating]
    if found:
        names = listed(read.finding.criterion for read in found)
        yield Observation(
            code=ObservationCode.PARTIAL_READING,
            text=f"A summary rates {names} otherwise than the findings do: the findings' own ratings were taken.",
            report_page=_first_page(found[0]),
        )


def _left_before_findings(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all criteria that have a rating before the findings, and are none of these."""
    numbers = {read.finding.criterion for read in evidence.read}
    left: dict[str, Line] = {}
    for line in evidence.layout.prologue:
        found = criterion(line.text.strip())
        if found and found[0] not in numbers and any(m.group()[0].isupper() for m in RATING.finditer(found[1])):
            left.setdefault(found[0], line)
    if left:
        yield Observation(
            code=ObservationCode.PARTIAL_READING,
            text=f"Before the findings, and as none of them, {listed(left)} stand with a rating.",
            report_page=next(iter(left.values())).page,
        )


def _unknown_version(evidence: Evidence) -> Iterator[Observation]:
    report = evidence.report
    if report.standard != "ASI Performance Standard" or report.standard_version not in KNOWN_VERSIONS:
        named = " ".join(filter(None, (report.standard, report.standard_version))) or "no standard"
        yield Observation(
            code=ObservationCode.UNKNOWN_VERSION,
            text=f"The report names {named}; it was read like one on the ASI Performance Standard V3.1.",
            report_page=_named_on(evidence.layout.prologue, report.standard_version),
        )


def _named_on(lines: Sequence[Line], version: str | None) -> int | None:
    """The page of the line before the findings that names the standard in its version."""
    if version is None:
        return None
    named = re.compile(rf"(?:standard|version|\bPS|\bV)\W{{0,3}}V?\s?{re.escape(version)}(?!\d|\.\d)", re.IGNORECASE)
    return next((line.page for line in lines if named.search(line.text)), None)


def _claim_without_link(evidence: Evidence) -> Iterator[Observation]:
    cited_titles = {c.citation.document for c in evidence.cited if c.citation.document}

    def cited_elsewhere(title: str) -> bool:
        return any(titles.same_document(title, other) for other in cited_titles)

    for read in evidence.read:
        for claim in claims.find(read.passage, cited_elsewhere):
            if not claim.settled:
                yield Observation(
                    code=ObservationCode.CLAIM_WITHOUT_LINK,
                    criterion=read.finding.criterion,
                    text=urls.clip(claim.text, 600),
                    report_page=read.passage.page_at(claim.start) or _first_page(read),
                )


def _cited_while_not_applicable(evidence: Evidence) -> Iterator[Observation]:
    """What is cited for the whole entity is told once, where the criterion is applicable for no facility."""
    waived = dict.fromkeys((r.finding.criterion, r.waived, bool(r.finding.ratings)) for r in evidence.read)
    left = {r.finding.criterion for r in evidence.read} - {
        r.finding.criterion for r in evidence.read if r.is_applicable
    }
    for number, facilities, apart in waived:
        whose: set[str | None] = {*(facilities or ()), *((None,) if number in left else ())}
        cited = [
            c
            for c in evidence.by_criterion.get(number, ())
            if facilities is not None and (not facilities or c.citation.facility in whose)
        ]
        if cited:
            left.discard(number)
            names = [c.citation.facility for c in cited]
            for_whom = f" for {listed(dict.fromkeys(filter(None, names)))}" if apart and None not in names else ""
            yield Observation(
                code=ObservationCode.CITED_WHILE_NOT_APPLICABLE,
                criterion=number,
                text=f"Rated {NOT_APPLICABLE}{for_whom}, and {counted(len(urls_of(cited)), 'URL')} cited.",
                urls=urls_of(cited),
                report_page=cited[0].citation.report_page,
            )


def _dated_after_audit(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all URLs whose path holds a later date than the audit's last day."""
    last = max(evidence.report.audit_dates, default=None)
    if last is None:
        return
    dated = {c.citation.url: made for c in evidence.disclosed if (made := dates.in_path(c.citation.url))}
    later = {url: made for url, made in dated.items() if made > last}
    first = next((c.citation for c in evidence.disclosed if c.citation.url in later), None)
    if first:
        span = " to ".join(dict.fromkeys((min(later.values()).isoformat(), max(later.values()).isoformat())))
        yield Observation(
            code=ObservationCode.DATED_AFTER_AUDIT,
            text=f"The paths of {counted(len(later), 'URL')} hold dates after the audit's last day, {last}: {span}.",
            urls=tuple(later),
            report_page=first.report_page,
        )


def _unresolved_url(evidence: Evidence) -> Iterator[Observation]:
    """One observation for all URLs of a finding that are doubtful for one reason."""
    for read in evidence.read:
        doubtful: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in read.passage.mentions:
            if mention.doubt is not None:
                doubtful[mention.doubt].append(mention)
        for doubt, mentions in doubtful.items():
            number = f" ({counted(len(mentions), 'URL')})" if len(mentions) > 1 else ""
            yield Observation(
                code=ObservationCode.UNRESOLVED_URL,
                criterion=read.finding.criterion,
                text=f"{doubt}{number}: {urls.clip(mentions[0].cited_as)}",
                urls=tuple(dict.fromkeys(mention.url for mention in mentions if mention.url)),
                report_page=mentions[0].page,
            )
    for orphan in evidence.layout.orphans:
        yield Observation(
            code=ObservationCode.UNRESOLVED_URL,
            text="A link stands apart from the text: which words it belongs to is not known.",
            urls=(orphan.target,),
            report_page=orphan.page,
        )


LOOKS: Final[tuple[Callable[[Evidence], Iterator[Observation]], ...]] = (
    _partial_reading,
    _unrated,
    _unknown_ratings,
    _rated_for_nobody,
    _rated_otherwise,
    _left_before_findings,
    outside,
    swallowed,
    astray.links,
    astray.crowded,
    astray.begun,
    unplaced,
    referred.entries,
    unnamed,
    hinted,
    _unknown_version,
    _unresolved_url,
    conflicts.link_target_differs,
    _claim_without_link,
    gaps.facility_gap,
    gaps.duplicate_label,
    _cited_while_not_applicable,
    conflicts.same_url_different_documents,
    conflicts.same_document_different_urls,
    conflicts.host_variant,
    _dated_after_audit,
)


def _first_page(read: Read) -> int | None:
    return read.finding.pages[0] if read.finding.pages else None
