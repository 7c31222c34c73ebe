"""URLs and documents that contradict each other, and links that lead elsewhere than their text shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

from linkcheck.parsing import titles, urls
from linkcheck.parsing.grounds import Evidence, cited_as, counted, full, listed
from linkcheck.report import Citation, Observation
from linkcheck.vocabulary import ObservationCode


def same_url_different_documents(evidence: Evidence) -> Iterator[Observation]:
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
                    text=full(f"One URL is {cited_as(first)} and {cited_as(other)}"),
                    urls=(url,),
                    report_page=other.report_page,
                )
                break


def same_document_different_urls(evidence: Evidence) -> Iterator[Observation]:
    """One title for one facility at another URL than in an earlier finding; other spellings of a URL aside.

    Each URL is held against the first that differs from it, so that many URLs of one title are not told in pairs.
    """
    alike: defaultdict[tuple[str | None, frozenset[str]], list[Citation]] = defaultdict(list)
    for c in evidence.disclosed:
        if c.citation.document and len(c.facilities) < 2:
            alike[c.citation.facility, titles.subject(c.citation.document)].append(c.citation)
    for cited in alike.values():
        variants = [urls.variant(c.url) for c in cited]
        there = {(c.criterion, variant) for c, variant in zip(cited, variants, strict=True)}
        told: set[str] = set()
        earlier: defaultdict[str, dict[tuple[str, str], Citation]] = defaultdict(dict)  # by criterion
        for other, variant in zip(cited, variants, strict=True):
            found = None if variant in told else _differing(other, variant, earlier, there)
            if found:
                first, its = found
                told |= {its, variant}
                where = f" for {other.facility}" if other.facility else ""
                yield Observation(
                    code=ObservationCode.SAME_DOCUMENT_DIFFERENT_URLS,
                    criterion=other.criterion,
                    facility=other.facility,
                    text=full(
                        f"“{first.document}” in {first.criterion} and “{other.document}” in {other.criterion}"
                        f" are at two URLs{where}"
                    ),
                    urls=(first.url, other.url),
                    report_page=other.report_page,
                )
            earlier[other.criterion].setdefault((variant, str(other.document)), other)


def _differing(
    other: Citation,
    variant: str,
    earlier: Mapping[str, Mapping[tuple[str, str], Citation]],
    there: Set[tuple[str, str]],
) -> tuple[Citation, str] | None:
    """The first citation of a document in another finding that is at another URL than `variant`, and its variant."""
    for criterion, found in earlier.items():
        for (its, title), first in found.items() if criterion != other.criterion else ():
            # Where the other finding cites the first URL as well, the two are parts, not one document.
            apart = its != variant and (other.criterion, its) not in there
            if apart and titles.same_document(title, str(other.document)):
                return first, its
    return None


def host_variant(evidence: Evidence) -> Iterator[Observation]:
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
                text=full(f"One URL in {counted(len(found), 'spelling')}, in {listed(criteria)}"),
                urls=tuple(c.url for c in (first, *others)),
                report_page=others[0].report_page,
            )


def link_target_differs(evidence: Evidence) -> Iterator[Observation]:
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
