"""From a finding's passage to citations: whose evidence each URL is, which document, where in it, and of which kind.

The facility is the nearest one named in the URL's own label or sentence. A label that names none goes on for the one
before while the list goes on; a sentence about the entity, or a plain label after a list that is complete, is the
entity's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile, zip_longest
from operator import itemgetter
from typing import Final

from linkcheck.parsing import labels, parts, respective, shares, titles, urls, whereabouts
from linkcheck.parsing.consulted import kind_of
from linkcheck.parsing.facilities import Named, Roster
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.parsing.sentences import Segment, segments, unbulleted
from linkcheck.report import Citation, Locators
from linkcheck.vocabulary import Attribution, CitationKind

_CLAIM: Final = re.compile(
    r"\b(?:disclos\w+|publish\w*|publici[sz]\w+|available|accessible|posted|uploaded|released|refer\s+to|see\b|found\s+(?:at|on|in|here)|website|located\s+at|link)",
    re.IGNORECASE,
)
_THIS_FACILITY: Final = re.compile(
    r"\b(?:this|that|the\ssame)\s(?:facility|site|plant|smelter|casthouse|mill|company)\b", re.IGNORECASE
)
_PRONOUN: Final = re.compile(r"\s*(?:its?|they|their)\s", re.IGNORECASE)
_SUBJECT: Final = re.compile(r"(?:the\s|at\s|in\s)?(?:the\s)?", re.IGNORECASE)
"""A sentence's words before its subject."""

_GOES_ON: Final = re.compile(r"[)\]]?\s(?:is|are|was|were|has|have|had)\b", re.IGNORECASE)
"""A sentence whose subject is what the URL shows."""

_ASIDE: Final = re.compile(r"(?:[\w’'-]+,?\s){5}[(（]\s?$")
LONGEST_ASIDE: Final = 120
"""A sentence with the URL in brackets behind it, and how many of its characters are looked at."""

_RESPECTIVELY: Final = re.compile(r"\brespectively\b|[，,]?分别", re.IGNORECASE)
LONGEST_PAIRS: Final = 2_000
"""Characters from the first URL of a sentence to its "respectively"."""

_IT: Final = re.compile(
    r"\W{0,3}(?:it|they|(?:this|these|the)\s(?P<noun>reports?|documents?|statements?|policy|policies|plans?))\s"
    r"(?:is|are|can\sbe|has\sbeen|have\sbeen)\s(?:\w{2,12}\s)?"
    r"(?:found|available|accessible|disclosed|published|posted|uploaded|viewed|accessed|downloaded|at|on|under|here)\b",
    re.IGNORECASE,
)
"""The beginning of a sentence that says where to find what the one before named."""

_OTHERS: Final = re.compile(r"\bother\s(?:\w+\s){0,2}(?:facilities|sites|plants|companies)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with what observations need of it: its place in the passage and the list that it stands in.

    `listed` counts the lists of the finding, `each` says that this one is for each facility, `others` that it is for
    the others only; `labelled` that a label, not a sentence, names the `facilities`, and `label_document` is its title.
    """

    citation: Citation
    mention: Mention
    listed: int = 0
    each: bool = False
    others: bool = False
    labelled: bool = False
    facilities: tuple[str, ...] = ()
    label_document: str | None = None


@dataclass(slots=True)
class _List:
    """What has been read of the list in which a URL stands."""

    number: int = 0
    document: str | None = None
    each: bool = False
    others: bool = False
    seen: set[str] = field(default_factory=set)
    last: tuple[str, ...] = ()
    last_document: str | None = None
    documents_in_labels: bool = False


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
        self.owners = owners
        self.end = 0
        self.looked = 0
        self.named_last: str | None = None
        self.list = _List()
        self.seen: set[str] = set()
        self.told = -1
        self.paired: dict[int, str] = {}
        self.placed: dict[int, Locators] = {}
        self.alone: tuple[str, ...] | None = None
        self.headings: list[tuple[int, tuple[str, ...]]] | None = None

    def read(self, mention: Mention, following: Mention | None) -> Iterator[Cited]:
        """The citations of a URL. `following`: the next one, whose label may tell that the list goes on."""
        text = self.passage.text
        lead = list(segments(text, self.end, mention.start))
        own = text[lead[-1].start : mention.start] if lead else ""
        after = text[mention.end : mention.end + shares.LONGEST]
        next_url = following.start - mention.end if following else None
        its = own[labels.another(own) :]
        said = f"{self._spoken_of(lead)}{self._listed_above(lead)}{its}"
        before = text[max(0, mention.start - len(own) - parts.LONGEST) : mention.start - len(own)]
        where = whereabouts.read(mention, said, after, next_url, self.roster, before=before)
        self.placed = self.placed if mention.start in self.placed else respective.places(self.passage, mention, own)
        if mention.start in self.placed:
            where = where._replace(everybodys=self.placed[mention.start], each={})
        self.end = mention.end + where.taken
        if mention.url is None or urls.is_boilerplate(mention.url):
            return
        kind = kind_of(mention, own, after, self.own_hosts)
        facilities, why, labelled = self._whose(mention, lead, own, after, following)
        if kind is CitationKind.REFERENCE and why is Attribution.CARRIED:
            facilities, why = (), Attribution.ENTITY
        document = self._document(mention, its, facilities)
        cited: tuple[str | None, ...] = facilities or (None,)
        if where.each:
            cited, why = self._sharing(where.each, facilities), Attribution.EXPLICIT
        self.list.last_document = document
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
                listed=self.list.number,
                each=self.list.each,
                others=self.list.others,
                labelled=labelled,
                facilities=tuple(owner for owner in cited if owner),
                label_document=document if labelled and document != self.list.document else None,
            )

    def _sharing(self, each: Mapping[str | None, Locators], facilities: tuple[str, ...]) -> tuple[str | None, ...]:
        """The facilities that have places of their own in a document, and those that are named without."""
        if self.owners:
            return self.owners
        group = tuple(dict.fromkeys((*each, *facilities)))
        self._explicit(tuple(facility for facility in group if facility), labelled=False)
        return group

    def _spoken_of(self, lead: Sequence[Segment]) -> str:
        """The sentence before, of whose document "It can be found at …" speaks; nothing where there is none."""
        found = _IT.match(self.passage.text, lead[-1].start) if len(lead) > 1 and lead[-2].closed else None
        before = self.passage.text[lead[-2].start : lead[-2].end] if found else ""
        return before if found and (found["noun"] or "").lower() in before.lower() else ""

    def _subject(self, lead: Sequence[Segment]) -> tuple[str, ...]:
        """The facilities that the sentence before begins with, where the URL's own says "its" or "they"."""
        if len(lead) < 2 or not lead[-2].closed or not _PRONOUN.match(self.passage.text, lead[-1].start):
            return ()
        before = unbulleted(self.passage.text[lead[-2].start : lead[-2].end])
        named = [hit for hit in self.roster.named(before) if hit.facility]
        if not named or not _SUBJECT.fullmatch(before, 0, named[0].start):
            return ()
        return labels.nearest(before, named) if len({hit.facility for hit in named}) == 1 else ()

    def _listed_above(self, lead: Sequence[Segment]) -> str:
        """The lines above a URL that are nothing but facilities with places of their own in it."""
        text = self.passage.text
        above = takewhile(lambda s: not s.closed and shares.lists(text[s.start : s.end], self.roster), lead[-2::-1])
        start = min((segment.start for segment in above), default=None)
        return "" if start is None else whereabouts.closed_up(text[start : lead[-1].start])

    def _whose(
        self, mention: Mention, lead: Sequence[Segment], own: str, after: str, following: Mention | None
    ) -> tuple[tuple[str, ...], Attribution, bool]:
        """The facilities (none: the entity), why, and whether a label says so."""
        sentence = bool(labels.VERB.search(own) or _GOES_ON.match(after) or _ASIDE.search(own[-LONGEST_ASIDE:]))
        if mention.start in self.paired:
            return self._explicit((self.paired[mention.start],), labelled=False)
        self._begin_list(lead, own, sentence=sentence)
        if not self.roster.names:
            return (), Attribution.ENTITY, False
        shown = self.roster.owners(mention.cited_as) if mention.behind_words else ()
        if shown:
            return self._explicit(shown, labelled=True)
        named = self.roster.named(own, label=not sentence)
        group = labels.nearest(own, named)
        if group and not titles.several(own) and self._pair(mention, group):
            return self._explicit(group[:1], labelled=False)
        if group and not self._means_everybody(own, named):
            return self._explicit(self._narrowed(group, mention, after), labelled=not sentence)
        if self.owners:
            return self._explicit(self.owners, labelled=True)
        behind, taken = labels.behind(after, self.roster, self.end - mention.end)
        if behind:
            self.end = max(self.end, mention.end + taken)
            if sentence:
                self.list = _List(self.list.number + 1, document=labels.title(own, self.roster))
            return self._explicit(behind, labelled=True)
        if _THIS_FACILITY.search(own) and (this := self._last_named()):
            self.list.last = (this,)
            return (this,), Attribution.CARRIED, False
        if any(hit.facility is None for hit in named):
            both = labels.both(self.passage.text, mention.start, self.roster)
            return self._explicit(both, labelled=False) if both else self._entity(own)
        if subject := self._subject(lead):
            self.list.last = subject
            return subject, Attribution.CARRIED, False
        heading = self._heading(lead)
        if heading:
            return self._explicit(heading, labelled=True)
        section = self._section(mention.start)
        if section:
            self.list.last = section
            return section, Attribution.CARRIED, False
        if alone := self._alone():
            return alone, Attribution.CARRIED, False
        if not self.list.last or self._list_is_over(lead, own, following, sentence=sentence):
            return self._entity(own)
        return self.list.last, Attribution.CARRIED, False

    def _narrowed(self, group: tuple[str, ...], mention: Mention, after: str) -> tuple[str, ...]:
        """Of facilities that a label names together those that stand in brackets behind its URL, if some do."""
        behind, taken = labels.behind(after, self.roster) if len(group) > 1 and after[:2] in (" (", " [") else ((), 0)
        if not set(behind) < set(group) or not behind:
            return group
        self.end = max(self.end, mention.end + taken)
        return behind

    def _alone(self) -> tuple[str, ...]:
        """The one facility that the comment is about alone, if it says so."""
        if self.alone is None:
            self.alone = labels.alone(self.passage.text, self.roster)
        return self.alone

    def _pair(self, mention: Mention, group: tuple[str, ...]) -> bool:
        """ "A and B publish theirs at U and V respectively": note whose each of the sentence's further URLs is."""
        text = self.passage.text
        said = _RESPECTIVELY.search(text, mention.end, mention.end + LONGEST_PAIRS) if len(group) > 1 else None
        if said is None or "\n\n" in text[mention.end : said.start()]:
            return False
        others = self.passage.between(mention.end, said.start())
        if len(others) + 1 != len(group):
            return False
        self.paired |= {other.start: facility for other, facility in zip(others, group[1:], strict=True)}
        return True

    def _begin_list(self, lead: Sequence[Segment], own: str, *, sentence: bool) -> None:
        """Prose before a URL's own label opens a new list: it says which document is listed, and for whom."""
        prose = [self.passage.text[s.start : s.end] for s in lead[:-1]]
        intro = next(
            (p for p in reversed(prose) if len(p.split()) > 3 and (_CLAIM.search(p) or p.rstrip().endswith(":"))), None
        )
        if intro is None:
            return
        hits = self.roster.named(intro)
        if any(hit.facility for hit in hits) and not labels.VERB.search(intro):
            return
        if set(self.roster.names) <= self.seen:
            self.seen = set()
        everybody = re.search(r"\b(?:each|all|every|both)\b", intro, re.IGNORECASE) and not _OTHERS.search(intro)
        self.list = _List(
            self.list.number + 1,
            document=labels.title(intro, self.roster),
            each=bool(everybody),
            others=bool(_OTHERS.search(" ".join(prose))),
            last=self.list.last,
        )

    def _explicit(self, group: tuple[str, ...], *, labelled: bool) -> tuple[tuple[str, ...], Attribution, bool]:
        self.list.last = group
        self.told = self.end
        if labelled:
            self.list.seen |= set(group)
            self.seen |= set(group)
        else:
            self.list.seen, self.seen = set(group), set(group)
        return group, Attribution.EXPLICIT, labelled

    def _entity(self, own: str) -> tuple[tuple[str, ...], Attribution, bool]:
        """The whole entity's; a sentence of its own also ends the list."""
        self.list.last = ()
        if unbulleted(own).strip(" .,;:()-–"):
            self.list = _List(self.list.number + 1)
        return (), Attribution.ENTITY, False

    def _last_named(self) -> str | None:
        """The facility that the text up to here names last."""
        named = self.roster.named(self.passage.text[self.looked : self.end])
        self.looked = self.end
        self.named_last = next((hit.facility for hit in reversed(named) if hit.facility), self.named_last)
        return self.named_last

    def _means_everybody(self, own: str, named: Sequence[Named]) -> bool:
        """Are "all Facilities" named last, nearer to the URL than any one facility?"""
        last = named[-1]
        return last.facility is None and bool(labels.EVERYBODY.match(own, last.start))

    def _heading(self, lead: Sequence[Segment]) -> tuple[str, ...]:
        """A facility's name as a heading over documents: short lines above the URL's own label, which have a full stop
        only if they are nothing but names."""
        for segment in reversed(lead[:-1]):
            line = self.passage.text[segment.start : segment.end].rstrip(" :：\n")
            line = line.rpartition(": ")[2]
            named = self.roster.named(line, label=True)
            others = len(line.split()) - sum(len(line[hit.start : hit.end].split()) for hit in named)
            if (segment.closed and others) or others > labels.LABEL_WORDS or labels.VERB.search(line):
                return ()
            group = labels.nearest(line, named)
            if group:
                return group
        return ()

    def _section(self, place: int) -> tuple[str, ...]:
        """The facilities under whose heading, over prose, a place stands, if no label has named others since."""
        if self.headings is None:
            self.headings = list(labels.headings(self.passage, self.roster))
        above = bisect_left(self.headings, place, key=itemgetter(0)) - 1
        return self.headings[above][1] if above >= 0 and self.headings[above][0] > self.told else ()

    def _list_is_over(self, lead: Sequence[Segment], own: str, following: Mention | None, *, sentence: bool) -> bool:
        if not unbulleted(own).strip(" .,;:()-–"):
            return False
        if len(lead) > 1 and any(s.closed for s in lead[:-1]):
            return True
        seen = self.list.seen if self.list.each else self.seen
        complete = set(self.roster.names) <= seen
        if not sentence:
            return complete and not self.list.documents_in_labels and not self._labels_facility(following)
        return complete

    def _labels_facility(self, following: Mention | None) -> bool:
        """Is the next URL one more entry of the list: nothing before it but a label that names a facility?"""
        if following is None:
            return False
        text = self.passage.text
        between = [text[part.start : part.end] for part in segments(text, self.end, following.start)]
        named = self.roster.named(between[0], label=True) if len(between) == 1 else []
        return not labels.VERB.search("".join(between)) and any(hit.facility for hit in named)

    def _document(self, mention: Mention, own: str, facilities: tuple[str, ...]) -> str | None:
        """The cited document's title: out of the label, the sentence, or what the list is about."""
        if mention.behind_words and (shown := titles.in_link(mention.cited_as)):
            return shown
        if not labels.VERB.search(own):
            label = labels.bare(own, self.roster)
            title = titles.in_label(label)
            if title:
                self.list.documents_in_labels = True
                return title
            if not unbulleted(own).strip(" .,;:()-–"):
                return self.list.last_document
            return self.list.document
        return labels.title(own, self.roster) or (self.list.document if facilities else None)
