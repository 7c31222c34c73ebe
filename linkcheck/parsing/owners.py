"""Whose evidence each URL of a passage is: the facilities, or the entity as a whole.

The facility is the nearest one named in the URL's own label or sentence. A label that names none goes on for the one
before while the list goes on; a sentence about the entity, or a plain label after a list that is complete, is the
entity's.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final, NamedTuple

from linkcheck.parsing import labels, meant, paired, products, referring, titles
from linkcheck.parsing.facilities import Named, Roster
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.parsing.sentences import Segment, segments, unbulleted
from linkcheck.report import Locators
from linkcheck.vocabulary import Attribution

_CLAIM: Final = re.compile(
    r"\b(?:disclos\w+|publish\w*|publici[sz]\w+|available|accessible|posted|uploaded|released|refer\s+to|see\b|found\s+(?:at|on|in|here)|website|located\s+at|link)",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r"[)\]]?\s(?:is|are|was|were|has|have|had)\b", re.IGNORECASE)
"""A sentence whose subject is what the URL shows."""

_ASIDE: Final = re.compile(r"(?:[\w’'-]+,?\s){5}[(（]\s?$")
_NARROWS: Final = re.compile(r"\s(?:[(\[]|for\s)")
LONGEST_ASIDE: Final = 120
"""A sentence with the URL in brackets behind it, and how many of its characters are looked at."""

_OTHERS: Final = re.compile(r"\bother\s(?:\w+\s){0,2}(?:facilities|sites|plants|companies)\b", re.IGNORECASE)

_BACK: Final = (meant.this, meant.former, products.told)
"""What an earlier sentence says of the site that a URL's own words mean without its name."""


@dataclass(slots=True)
class List:
    """What has been read of the list in which a URL stands."""

    number: int = 0
    document: str | None = None
    each: bool = False
    others: bool = False
    seen: set[str] = field(default_factory=set)
    last: tuple[str, ...] = ()
    last_document: str | None = None
    documents_in_labels: bool = False


class Whose(NamedTuple):
    """The facilities that a URL is evidence for (none: the entity), why, and whether a label says so.

    `beside`: what the words before speak of, where nothing else says whose the URL is.
    """

    facilities: tuple[str, ...]
    why: Attribution
    labelled: bool
    beside: str | None = None


class Owners:
    """Goes through a passage's URLs in order. `end`: how far it is read; `list`: the list in which a URL stands.

    `owners` are the facilities that the finding's row is for.
    """

    def __init__(self, passage: Passage, roster: Roster, owners: tuple[str, ...]) -> None:
        self.passage = passage
        self.roster = roster
        self.owners = owners
        self.end = 0
        self.list = List()
        self._seen: set[str] = set()
        self._told = -1
        self._last = 0
        self._paired: dict[int, str] = {}
        self._only: tuple[str, ...] | None = None
        self._headings: list[tuple[int, tuple[str, ...]]] | None = None

    def of(self, mention: Mention, lead: Sequence[Segment], own: str, after: str, following: Mention | None) -> Whose:
        """The facilities (none: the entity), why, and whether a label says so."""
        pair = self._is_for_next(mention, after)
        own = "" if pair or self._stands_apart(lead, mention) else own
        sentence = bool(labels.VERB.search(own) or _GOES_ON.match(after) or _ASIDE.search(own[-LONGEST_ASIDE:]))
        if mention.start in self._paired:
            return self._explicit((self._paired[mention.start],), labelled=False)
        self._begin_list(lead, own, sentence=sentence)
        if not self.roster.names:
            return Whose((), Attribution.ENTITY, False)
        shown = self.roster.owners(mention.cited_as) if mention.behind_words else ()
        if shown:
            return self._explicit(shown, labelled=True)
        named = self.roster.named(own, label=not sentence)
        if sentence and (label := labels.behind_colon(own, self.roster)):
            named = label
        elif sentence and not any(hit.facility for hit in named):
            named = labels.in_brackets(own, self.roster) or named
        if referring.of_another(own, named):
            return self._entity(own)
        group = labels.nearest(own, named)
        pairs = {} if titles.several(own) else paired.ahead(self.passage, mention, own, group)
        pairs = pairs or paired.addressed(self.passage, mention, own, named, self.roster)
        if pairs := pairs or paired.behind(self.passage, mention, own, self.roster):
            self._paired |= pairs
            return self._explicit((pairs[mention.start],), labelled=False)
        if group and not self._means_everybody(own, named):
            return self._explicit(self._narrowed(group, mention, after), labelled=not sentence)
        if self.owners:
            return self._explicit(self.owners, labelled=True)
        if mention.behind_words and any(hit.facility is None for hit in self.roster.named(mention.cited_as)):
            return self._entity(own)
        behind, taken = self._behind(mention, after, following, sure=pair)
        if behind := behind or labels.both_behind(self.passage.text, mention.end, self.end, self.roster):
            self.end = max(self.end, mention.end + taken)
            if sentence:
                self.list = List(self.list.number + 1, document=labels.title(own, self.roster))
            return self._explicit(behind, labelled=True)
        if pair:
            return self._entity(own)
        before = self.passage.text[max(0, mention.start - len(own) - meant.LONGEST) : mention.start - len(own)]
        left, others_said = meant.rest(before, own, self.roster)
        if left:
            return self._explicit(left, labelled=not sentence)
        if others_said:
            return self._entity(own)._replace(beside=others_said)
        if this := next(filter(None, (of(before, own, self.roster) for of in _BACK)), ()):
            return self._carried(this)
        if any(hit.facility is None for hit in named):
            both = labels.both(self.passage.text, mention.start, self.roster)
            return self._explicit(both, labelled=False) if both else self._entity(own)
        if heading := self._heading(lead):
            return self._explicit(heading, labelled=True)
        sentence_before = self.passage.text[lead[-2].start : lead[-2].end] if len(lead) > 1 and lead[-2].closed else ""
        if spoken := (meant.subject(sentence_before, own, self.roster) or meant.the_only(before, own, self.roster)):
            return self._carried(spoken)
        if section := self._section(mention.start):
            return self._carried(section)
        words = f"{own}{mention.cited_as}" if mention.behind_words else own
        others = referring.OTHERS.search(own) is not None
        told = None if others else meant.beside(sentence_before, own, self.roster)
        at_address = meant.at_address(mention.url or "", self.roster, before)
        agree = told not in self.roster.names or set(at_address) <= {told}
        named_alone = at_address if agree and not others and len(at_address) == 1 else ()
        if spoken := referring.back(before, words, self.roster, self.list.last) or named_alone:
            return self._carried(spoken)
        if alone := self._alone():
            return Whose(alone, Attribution.CARRIED, False)
        if not self.list.last or self._list_is_over(lead, own, following, sentence=sentence):
            apart = len(lead) > 1 and "\n" in self.passage.text[lead[-2].start : lead[-1].start]
            if told in self.roster.names and agree and referring.may_go_on(sentence_before, own, apart=apart):
                return self._carried((told,))._replace(beside=told)
            return self._entity(own)._replace(beside=told)
        return Whose(self.list.last, Attribution.CARRIED, False)

    def _is_for_next(self, mention: Mention, after: str) -> bool:
        """Is what stands before a URL, "for Alder and", said of the one before it, as this one's is said behind it?"""
        gap = self.passage.text[self._last : mention.start] if 0 < self._last < mention.start else ""
        self._last = self.end
        return labels.for_one_before(gap) is not None and labels.is_for(after, self.end - mention.end)

    def _stands_apart(self, lead: Sequence[Segment], mention: Mention) -> bool:
        """Does the row tell whose a URL is, which is a paragraph of its own behind a whole sentence?"""
        closed = bool(self.owners and lead) and lead[-1].closed
        return closed and "\n\n" in self.passage.text[lead[-1].end : mention.start]

    def _behind(
        self, mention: Mention, after: str, following: Mention | None, *, sure: bool
    ) -> tuple[tuple[str, ...], int]:
        """The facilities that are named behind a URL, and how many characters that takes."""
        gap = self.passage.text[self.end : following.start] if following else ""
        words = labels.for_one_before(gap)
        named = self.roster.named(words, label=True) if words else []
        if words and (group := labels.nearest(words, named)):
            return group, self.end - mention.end + gap.index(words) + named[-1].end
        return labels.behind(after, self.roster, self.end - mention.end, sure=sure)

    def _narrowed(self, group: tuple[str, ...], mention: Mention, after: str) -> tuple[str, ...]:
        """Of facilities that a label names together the one that its URL's own words name, where others stand beside
        it, or those that stand in brackets or after "for" behind it."""
        named = meant.at_address(mention.url or "", self.roster) if len(group) > 1 else ()
        if len(named) == 1 and set(named) < set(group) and len(paired.beside(self.passage, mention)) > 1:
            return named
        behind, taken = labels.behind(after, self.roster) if len(group) > 1 and _NARROWS.match(after) else ((), 0)
        if not set(behind) < set(group) or not behind:
            return group
        self.end = max(self.end, mention.end + taken)
        return behind

    def _alone(self) -> tuple[str, ...]:
        """The one facility that the comment is about alone, if it says so."""
        if self._only is None:
            self._only = labels.alone(self.passage.text, self.roster)
        return self._only

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
        if set(self.roster.names) <= self._seen:
            self._seen = set()
        everybody = re.search(r"\b(?:each|all|every|both)\b", intro, re.IGNORECASE) and not _OTHERS.search(intro)
        self.list = List(
            self.list.number + 1,
            document=labels.title(intro, self.roster),
            each=bool(everybody),
            others=bool(_OTHERS.search(" ".join(prose))),
            last=self.list.last,
        )

    def _explicit(self, group: tuple[str, ...], *, labelled: bool) -> Whose:
        self.list.last = group
        self._told = self.end
        if labelled:
            self.list.seen |= set(group)
            self._seen |= set(group)
        else:
            self.list.seen, self._seen = set(group), set(group)
        return Whose(group, Attribution.EXPLICIT, labelled)

    def _carried(self, group: tuple[str, ...]) -> Whose:
        self.list.last = group
        return Whose(group, Attribution.CARRIED, False)

    def _entity(self, own: str) -> Whose:
        """The whole entity's; a sentence of its own also ends the list."""
        self.list.last = ()
        if unbulleted(own).strip(" .,;:()-–"):
            self.list = List(self.list.number + 1)
        return Whose((), Attribution.ENTITY, False)

    def _means_everybody(self, own: str, named: Sequence[Named]) -> bool:
        """Are "all Facilities" named last, nearer to the URL than any one facility?"""
        last = named[-1]
        return last.facility is None and bool(labels.EVERYBODY.match(own, last.start))

    def _heading(self, lead: Sequence[Segment]) -> tuple[str, ...]:
        """A facility's name as a heading over documents: short lines above the URL's own label, which have a full stop
        only if they are nothing but names."""
        for segment in reversed(lead[:-1]):
            line = self.passage.text[segment.start : segment.end].rstrip(" :：\n")
            heading, _, line = line.rpartition(": ")
            if group := labels.heading(heading, self.roster):
                return group
            named = self.roster.named(line, label=True)
            others = labels.words_beside(line, named)
            if (segment.closed and others) or others > labels.LABEL_WORDS or labels.VERB.search(line):
                return ()
            group = labels.nearest(line, named)
            if group:
                return group
        return ()

    def _section(self, place: int) -> tuple[str, ...]:
        """The facilities under whose heading, over prose, a place stands, if no label has named others since."""
        if self._headings is None:
            self._headings = list(labels.headings(self.passage, self.roster))
        above = bisect_left(self._headings, place, key=itemgetter(0)) - 1
        return self._headings[above][1] if above >= 0 and self._headings[above][0] > self._told else ()

    def _list_is_over(self, lead: Sequence[Segment], own: str, following: Mention | None, *, sentence: bool) -> bool:
        if not unbulleted(own).strip(" .,;:()-–"):
            return False
        if len(lead) > 1 and any(s.closed for s in lead[:-1]):
            return True
        seen = self.list.seen if self.list.each else self._seen
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

    def sharing(self, each: Mapping[str | None, Locators], facilities: tuple[str, ...]) -> tuple[str | None, ...]:
        """The facilities that have places of their own in a document, and those that are named without."""
        if self.owners:
            return self.owners
        group = tuple(dict.fromkeys((*each, *facilities)))
        self._explicit(tuple(facility for facility in group if facility), labelled=False)
        return group
