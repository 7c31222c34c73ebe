"""From a finding's passage to citations: whose evidence each URL is, which document, where in it, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile, zip_longest
from typing import Final

from linkcheck.parsing import flattened, labels, ordinals, parts, respective, shares, titles, urls, whereabouts
from linkcheck.parsing.consulted import kind_of
from linkcheck.parsing.facilities import Roster
from linkcheck.parsing.following import find_after
from linkcheck.parsing.locators import together
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.parsing.owners import Owners
from linkcheck.parsing.sentences import Segment, segments, unbulleted
from linkcheck.parsing.whereabouts import Whereabouts
from linkcheck.report import Citation, Locators
from linkcheck.vocabulary import Attribution, CitationKind

_IT: Final = re.compile(
    r"\W{0,3}(?:it|they|(?:this|these|the)\s(?P<noun>reports?|documents?|statements?|policy|policies|plans?))\s"
    r"(?:is|are|can\sbe|has\sbeen|have\sbeen)\s(?:\w{2,12}\s)?"
    r"(?:found|available|accessible|disclosed|published|posted|uploaded|viewed|accessed|downloaded|at|on|under|here)\b",
    re.IGNORECASE,
)
"""The beginning of a sentence that says where to find what the one before named."""

_POINTER: Final = re.compile(
    r"\W{0,3}(?:(?:please\s)?(?:see|refer\sto|cf|vgl|siehe|voir|ver|véase)|(?:(?:the|its|public|direct)\s){0,2}"
    r"(?:web\s?)?(?:links?|urls?|address(?:es)?|sites?|pages?|sources?|references?|evidences?|ref)(?:\s(?:is|are))?"
    r"|(?:publicly\s|also\s)?(?:available|disclosed|published|accessible|online|download))"
    r"(?:\s(?:also|at|on|in|under|here|online|via|below|following|(?:the\s)?(?:web\s?)?(?:link|site|page|url)))?[\s.:：(<–-]*",
    re.IGNORECASE,
)
"""Nothing but that a URL follows, of what the sentence before named: "Link:", "See", "The links are"."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with what observations need of it: its place in the passage and the list that it stands in.

    `listed` counts the lists of the finding, `each` says that this one is for each facility, `others` that it is for
    the others only; `labelled` that a label, not a sentence, names the `facilities`, and `label_document` is its title;
    `beside` is what the words before speak of, where nothing else says whose the URL is.
    """

    citation: Citation
    mention: Mention
    listed: int = 0
    each: bool = False
    others: bool = False
    labelled: bool = False
    beside: str | None = None
    facilities: tuple[str, ...] = ()
    label_document: str | None = None


def cite(
    criterion: str,
    passage: Passage,
    roster: Roster,
    own_hosts: frozenset[str] = frozenset(),
    *,
    owners: tuple[str, ...] = (),
) -> list[Cited]:
    """The citations of one finding, in order.

    `own_hosts`: where the entity discloses, as far as known; `owners`: the facilities that the finding's row is for.
    """
    reader = _Reader(criterion, passage, roster, own_hosts, owners)
    pairs = zip_longest(passage.mentions, passage.mentions[1:])
    return [cited for mention, following in pairs for cited in reader.read(mention, following)]


class _Reader:
    def __init__(
        self,
        criterion: str,
        passage: Passage,
        roster: Roster,
        own_hosts: frozenset[str],
        owners: tuple[str, ...],
    ) -> None:
        self.criterion = criterion
        self.passage = passage
        self.roster = roster
        self.own_hosts = own_hosts
        self.owners = Owners(passage, roster, owners)
        self.placed: dict[int, Locators] = {}
        self.given = ordinals.places(passage)
        self.given.each.update(flattened.places(passage))

    def read(self, mention: Mention, following: Mention | None) -> Iterator[Cited]:
        """The citations of a URL. `following`: the next one, whose label may tell that the list goes on."""
        text = self.passage.text
        lead = list(segments(text, self.owners.end, mention.start))
        own = text[lead[-1].start : mention.start] if lead else ""
        after = text[mention.end : mention.end + shares.LONGEST]
        behind = self.given.text[mention.end : mention.end + shares.LONGEST]
        next_url = following.start - mention.end if following else None
        its = own[labels.another(own) :]
        spoken = self._spoken_of(lead) or self._pointed_from(lead)
        several = respective.goes_on(self.passage, mention)
        said = f"{'' if several else spoken}{self._listed_above(lead)}{its}"
        before = text[max(0, mention.start - len(own) - parts.LONGEST) : mention.start - len(own)]
        only = len(self.passage.mentions) == 1
        where = whereabouts.read(mention, said, behind, next_url, self.roster, before=before, only=only)
        self.placed = (
            self.placed if mention.start in self.placed else respective.places(self.passage, mention, f"{spoken}{own}")
        )
        if mention.start in self.placed:
            where = where._replace(everybodys=self.placed[mention.start], each={})
        if mention.start in self.given.each:
            where = where._replace(everybodys=together((where.everybodys, self.given.each[mention.start])))
        self.owners.end = mention.end + where.taken
        if mention.url is None or urls.is_boilerplate(mention.url):
            return
        kind = kind_of(mention, own, after, self.own_hosts)
        facilities, why, labelled, beside = self.owners.of(mention, lead, own, after, following)
        if kind is CitationKind.REFERENCE and why is Attribution.CARRIED:
            facilities, why = (), Attribution.ENTITY
        if where.everybodys == Locators() and not where.each and self.owners.end > mention.end + where.taken:
            where = self._behind_names(where, following)
        document = self._document(mention, its, facilities)
        cited: tuple[str | None, ...] = facilities or (None,)
        if where.each:
            cited, why = self.owners.sharing(where.each, facilities), Attribution.EXPLICIT
        self.owners.list.last_document = document
        for facility in cited:
            yield Cited(
                Citation(
                    criterion=self.criterion,
                    facility=facility,
                    attribution=why,
                    kind=kind,
                    url=mention.url,
                    cited_as=mention.cited_as,
                    document=document,
                    locators=where.of(facility),
                    report_page=mention.page,
                    source=mention.source,
                    unresolved=mention.doubt is not None,
                ),
                mention,
                listed=self.owners.list.number,
                each=self.owners.list.each,
                others=self.owners.list.others,
                labelled=labelled,
                beside=beside,
                facilities=tuple(owner for owner in cited if owner),
                label_document=document if labelled and document != self.owners.list.document else None,
            )

    def _behind_names(self, where: Whereabouts, following: Mention | None) -> Whereabouts:
        """The places behind facilities that are named behind a URL: "https://… – Hamburg, page 3"."""
        found = find_after(self.passage.text[self.owners.end : following.start if following else None])
        self.owners.end += found[1] if found else 0
        return where._replace(everybodys=found[0]) if found else where

    def _spoken_of(self, lead: Sequence[Segment]) -> str:
        """The sentence before, of whose document "It can be found at …" speaks; nothing where there is none."""
        found = _IT.match(self.passage.text, lead[-1].start) if len(lead) > 1 and lead[-2].closed else None
        before = self.passage.text[lead[-2].start : lead[-2].end] if found else ""
        return before if found and (found["noun"] or "").lower() in before.lower() else ""

    def _pointed_from(self, lead: Sequence[Segment]) -> str:
        """The sentence before, with its document's pages, where a URL's own words are "Link:" or the like."""
        text = self.passage.text
        if len(lead) < 2 or not lead[-2].closed or not _POINTER.fullmatch(text, lead[-1].start, lead[-1].end):
            return ""
        end = self.owners.end
        before = text[lead[-2].start : lead[-2].end]
        apart = not end or "\n" in text[end : lead[-2].start]  # else what stands behind the last URL may be said of it
        return before if apart and titles.names_kind(before) else ""

    def _listed_above(self, lead: Sequence[Segment]) -> str:
        """The lines above a URL that are nothing but facilities with places of their own in it."""
        text = self.passage.text
        above = takewhile(lambda s: not s.closed and shares.lists(text[s.start : s.end], self.roster), lead[-2::-1])
        start = min((segment.start for segment in above), default=None)
        return "" if start is None else whereabouts.closed_up(text[start : lead[-1].start])

    def _document(self, mention: Mention, own: str, facilities: tuple[str, ...]) -> str | None:
        """The cited document's title: out of the label, the sentence, or what the list is about."""
        if mention.behind_words and (shown := titles.in_link(mention.cited_as)):
            return shown
        if not labels.VERB.search(own):
            label = labels.bare(own, self.roster)
            title = titles.in_label(label)
            if title:
                self.owners.list.documents_in_labels = True
                return title
            if not unbulleted(own).strip(" .,;:()-–"):
                return self.owners.list.last_document
            return self.owners.list.document
        return labels.title(own, self.roster) or (self.owners.list.document if facilities else None)
