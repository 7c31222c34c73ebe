"""What an auditor should look at before any link is fetched. One function per code; each says on which words it rests.

An observation is a fact with its place, not a verdict: whether a gap is a fault is for a person to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from linkcheck.parsing import claims, dates, titles, urls
from linkcheck.parsing.citations import Cited
from linkcheck.parsing.findings import Read
from linkcheck.parsing.overview import KNOWN_VERSIONS
from linkcheck.parsing.pages import Layout
from linkcheck.parsing.passages import Mention
from linkcheck.report import AuditReport, Citation, Observation
from linkcheck.vocabulary import CitationKind, ObservationCode

NOT_APPLICABLE: Final = "Not Applicable"


@dataclass(frozen=True)
class Evidence:
    """All that observations rest on."""

    report: AuditReport
    read: Sequence[Read]
    cited: Sequence[Cited]
    layout: Layout

    @cached_property
    def disclosed(self) -> tuple[Cited, ...]:
        """Citations that are disclosures."""
        return tuple(c for c in self.cited if c.citation.kind is CitationKind.DISCLOSURE)

    @cached_property
    def by_criterion(self) -> Mapping[str, list[Cited]]:
        """Disclosures by their criterion."""
        found: defaultdict[str, list[Cited]] = defaultdict(list)
        for c in self.disclosed:
            found[c.citation.criterion].append(c)
        return found


def observe(report: AuditReport, read: Sequence[Read], cited: Sequence[Cited], layout: Layout) -> AuditReport:
    """The report with its observations: what could not be read first, then by the findings' order."""
    evidence = Evidence(report, read, cited, layout)
    found = [observation for look in LOOKS for observation in look(evidence)]
    place = {r.finding.criterion: n for n, r in reversed(list(enumerate(read)))}
    found.sort(key=lambda o: place.get(o.criterion, -1) if o.criterion else -1)
    return report.model_copy(update={"observations": tuple(found)})


def _partial_reading(evidence: Evidence) -> Iterator[Observation]:
    for trouble in evidence.layout.troubles:
        yield Observation(code=ObservationCode.PARTIAL_READING, text=trouble)


def _unknown_version(evidence: Evidence) -> Iterator[Observation]:
    report = evidence.report
    if report.standard != "ASI Performance Standard" or report.standard_version not in KNOWN_VERSIONS:
        named = " ".join(filter(None, (report.standard, report.standard_version))) or "no standard"
        yield Observation(
            code=ObservationCode.UNKNOWN_VERSION,
            text=f"The report names {named}; it was read like one on the ASI Performance Standard V3.1.",
        )


def _facility_gap(evidence: Evidence) -> Iterator[Observation]:
    """Cited for some facilities, not for others: in the finding, or in one of its lists.

    One sentence about one facility is no list that leaves out the others.
    """
    names = [f.name for f in evidence.report.facilities]
    for read in evidence.read:
        criterion = read.finding.criterion
        cited = [c for c in evidence.by_criterion[criterion] if c.citation.facility]
        there = {str(c.citation.facility) for c in cited}
        several = len(there) > 1 or any(c.labelled for c in cited)
        missing = [name for name in names if name not in there] if several else []
        for name in missing:
            yield Observation(
                code=ObservationCode.FACILITY_GAP,
                criterion=criterion,
                facility=name,
                text=_full(f"Cited for {_and(n for n in names if n in there)}, not for {name}"),
                urls=_urls(cited),
                report_page=cited[0].citation.report_page,
            )
        yield from _gaps_in_lists(names, [c for c in cited if c.each or (c.labelled and not c.others)], set(missing))


def _gaps_in_lists(names: Sequence[str], cited: Sequence[Cited], told: set[str]) -> Iterator[Observation]:
    lists: defaultdict[int, list[Cited]] = defaultdict(list)
    for c in cited:
        lists[c.listed].append(c)
    for items in lists.values():
        there = {c.citation.facility for c in items}
        for name in names:
            if name not in there and name not in told and len(there) > 1:
                told.add(name)
                what = items[0].citation.document
                yield Observation(
                    code=ObservationCode.FACILITY_GAP,
                    criterion=items[0].citation.criterion,
                    facility=name,
                    text=_full(f"The list{f' of {what}' if what else ''} has none for {name}"),
                    urls=_urls(items),
                    report_page=items[0].citation.report_page,
                )


def _duplicate_label(evidence: Evidence) -> Iterator[Observation]:
    """One facility's label twice in one list: for the same document, or while another facility is left out of it."""
    names = {f.name for f in evidence.report.facilities}
    for read in evidence.read:
        seen: dict[tuple[int, tuple[str, ...], str], list[Cited]] = {}
        cited = evidence.by_criterion[read.finding.criterion]
        for c in cited:
            if c.labelled and c.facilities and c.citation.facility == c.facilities[0]:
                whole = names <= {other.citation.facility for other in cited if other.listed == c.listed}
                title = (c.label_document or "").lower() if whole else ""
                seen.setdefault((c.listed, c.facilities, title), []).append(c)
        for (_, facilities, _), items in seen.items():
            if len(items) > 1:
                same = len({c.citation.url for c in items}) == 1
                yield Observation(
                    code=ObservationCode.DUPLICATE_FACILITY_LABEL,
                    criterion=read.finding.criterion,
                    facility=items[0].citation.facility,
                    text=f"{_and(facilities)} stands {_times(len(items))} in one list, with "
                    f"{'one URL' if same else 'different URLs'}.",
                    urls=_urls(items),
                    report_page=items[-1].citation.report_page,
                )


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
    for read in evidence.read:
        cited = evidence.by_criterion[read.finding.criterion]
        if read.finding.rating == NOT_APPLICABLE and cited:
            yield Observation(
                code=ObservationCode.CITED_WHILE_NOT_APPLICABLE,
                criterion=read.finding.criterion,
                text=f"Rated {NOT_APPLICABLE}, and {_count(len(_urls(cited)), 'URL')} cited.",
                urls=_urls(cited),
                report_page=cited[0].citation.report_page,
            )


def _same_url_different_documents(evidence: Evidence) -> Iterator[Observation]:
    """One URL under titles that have nothing in common; or for a facility and for the entity, under unlike titles."""
    by_url: defaultdict[str, list[Citation]] = defaultdict(list)
    for c in evidence.disclosed:
        if c.citation.document:
            by_url[c.citation.url].append(c.citation)
    for url, cited in by_url.items():
        first = cited[0]
        for other in cited[1:]:
            a, b = str(first.document), str(other.document)
            mixed = (first.facility is None) is not (other.facility is None)
            if titles.unlike(a, b) or (mixed and titles.differing(a, b)):
                yield Observation(
                    code=ObservationCode.SAME_URL_DIFFERENT_DOCUMENTS,
                    criterion=other.criterion,
                    facility=other.facility or first.facility,
                    text=_full(f"One URL is {_cited_as(first)} and {_cited_as(other)}"),
                    urls=(url,),
                    report_page=other.report_page,
                )
                break


def _same_document_different_urls(evidence: Evidence) -> Iterator[Observation]:
    """One title for one facility at another URL than in an earlier finding; other spellings of a URL aside."""
    by_facility: defaultdict[str | None, list[Citation]] = defaultdict(list)
    for c in evidence.disclosed:
        if c.citation.document and len(c.facilities) < 2:
            by_facility[c.citation.facility].append(c.citation)
    for facility, cited in by_facility.items():
        told: set[frozenset[str]] = set()
        for n, other in enumerate(cited):
            for first in cited[:n]:
                pair = frozenset((urls.variant(first.url), urls.variant(other.url)))
                if len(pair) < 2 or pair in told or first.criterion == other.criterion:
                    continue
                if _same_title(first, other) and not _cited_there_too(cited, other, first.url):
                    told.add(pair)
                    yield Observation(
                        code=ObservationCode.SAME_DOCUMENT_DIFFERENT_URLS,
                        criterion=other.criterion,
                        facility=facility,
                        text=_full(
                            f"“{first.document}” in {first.criterion} and “{other.document}” in {other.criterion}"
                            f" are at two URLs{f' for {facility}' if facility else ''}"
                        ),
                        urls=(first.url, other.url),
                        report_page=other.report_page,
                    )


def _same_title(first: Citation, other: Citation) -> bool:
    return titles.same_document(str(first.document), str(other.document))


def _cited_there_too(cited: Sequence[Citation], other: Citation, url: str) -> bool:
    """Does the other finding cite the first URL as well? Then the two are parts, not one document."""
    return any(c.criterion == other.criterion and urls.variant(c.url) == urls.variant(url) for c in cited)


def _host_variant(evidence: Evidence) -> Iterator[Observation]:
    """One URL with and without `www.`, or with both schemes."""
    spellings: defaultdict[str, dict[str, Citation]] = defaultdict(dict)
    for c in evidence.cited:
        spellings[urls.variant(c.citation.url)].setdefault(c.citation.url.rstrip("/"), c.citation)
    for found in spellings.values():
        if len(found) > 1:
            first, *others = found.values()
            criteria = dict.fromkeys(c.criterion for c in found.values())
            yield Observation(
                code=ObservationCode.HOST_VARIANT,
                criterion=others[0].criterion,
                facility=others[0].facility,
                text=_full(f"One URL in {_count(len(found), 'spelling')}, in {_and(criteria)}"),
                urls=tuple(c.url for c in (first, *others)),
                report_page=others[0].report_page,
            )


def _link_target_differs(evidence: Evidence) -> Iterator[Observation]:
    for read in evidence.read:
        for mention in read.passage.mentions:
            if mention.target is None or mention.url is None or urls.is_boilerplate(mention.url):
                continue
            shown, opened = urls.clip(mention.cited_as), urls.clip(mention.target)
            cut = mention.url != (urls.requested(mention.target) or mention.target)
            yield Observation(
                code=ObservationCode.LINK_TARGET_DIFFERS,
                criterion=read.finding.criterion,
                text=f"The link is cut short: the text shows {shown}, a click opens {opened}."
                if cut
                else f"The text shows {shown}, a click opens {opened}.",
                urls=(mention.url,),
                report_page=mention.page,
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
            text=f"The paths of {_count(len(later), 'URL')} hold dates after the audit's last day, {last}: {span}.",
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
            number = f" ({_count(len(mentions), 'URL')})" if len(mentions) > 1 else ""
            yield Observation(
                code=ObservationCode.UNRESOLVED_URL,
                criterion=read.finding.criterion,
                text=f"{doubt}{number}: {urls.clip(mentions[0].cited_as)}",
                urls=tuple(dict.fromkeys(mention.url for mention in mentions if mention.url)),
                report_page=mentions[0].page,
            )
    for url in evidence.layout.orphans:
        yield Observation(
            code=ObservationCode.UNRESOLVED_URL,
            text="A link stands apart from the text: which words it belongs to is not known.",
            urls=(url,),
        )


LOOKS: Final[tuple[Callable[[Evidence], Iterator[Observation]], ...]] = (
    _partial_reading,
    _unknown_version,
    _unresolved_url,
    _link_target_differs,
    _claim_without_link,
    _facility_gap,
    _duplicate_label,
    _cited_while_not_applicable,
    _same_url_different_documents,
    _same_document_different_urls,
    _host_variant,
    _dated_after_audit,
)


def _urls(cited: Sequence[Cited]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.citation.url for c in cited))


def _first_page(read: Read) -> int | None:
    return read.finding.pages[0] if read.finding.pages else None


def _cited_as(citation: Citation) -> str:
    whose = citation.facility or "the whole entity"
    return f"“{citation.document}” of {whose} in {citation.criterion}"


def _and(names: Iterable[str]) -> str:
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _full(sentence: str) -> str:
    """With one full stop, also after a name that ends with one."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def _times(number: int) -> str:
    return "twice" if number == 2 else f"{number} times"
