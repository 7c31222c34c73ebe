"""Which facilities a report speaks of, by which names, and where they are named in a text.

Names are compared word by word, exactly, without the legal form: a fuzzy match would take one sister company for the
other. A name cut short counts where it begins the name of one facility only. What is not named stays unattributed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from linkcheck.parsing import activities
from linkcheck.parsing import countries as countries_of
from linkcheck.parsing import names as names_of
from linkcheck.parsing.addressed import Words
from linkcheck.parsing.characters import squash, word_list
from linkcheck.parsing.countries import Abroad
from linkcheck.parsing.names import FORM_AFTER, HAN, NEXT_NUMBER, NUMBER_ALONE, Token, core
from linkcheck.parsing.sentences import unbulleted
from linkcheck.parsing.sharedplaces import Shared
from linkcheck.parsing.sitekinds import COMMON, KINDS_OF_SITES, SITE_NOUN
from linkcheck.report import Facility

REMEMBERED: Final = 1_000
"""Characters: what a label or a sentence names is asked for several times; longer texts are looked through anew."""

ENTITY: Final = re.compile(
    r"\b(?:(?:the|this)\s(?:Entity|Member|Group|Company|Organi[sz]ation)(?![’']?\w)|Entity(?:[’']s)?\b"
    r"|(?:all|each|every|both)(?:\s(?:of\s)?(?:the|its|their|two|three|four|five))?\s(?:\w{1,40}\s){0,2}?"
    r"(?:facilit(?:y|ies)|sites?|plants?|locations?|subsidiar(?:y|ies)|compan(?:y|ies)|smelters?|mills?)\b"
    r"|(?:group|company|corporate|entity)(?:[ -]?(?:wide|level)|\s(?:total|average))\b"
    r"|in\sgeneral\b|(?:whole|entire|overall)\s(?:group|company|entity|organi[sz]ation)\b|实体|全体|集团(?!有限)|各工厂|所有工厂)",
    re.IGNORECASE,
)
"""Words that mean the entity as a whole."""

_ENTITY_LABEL: Final = re.compile(
    r"(?:\W|\d[.)]){0,4}(?:for\s)?(?:the\s)?(?P<entity>corporate|company|group|entity|parent(?:\scompany)?|holding|head\s?(?:office|quarters)"
    r"|HQ)(?=\s?[:：(]|\s[–—-]\s)",
    re.IGNORECASE,
)
"""A label that begins with nothing but such a word: "Corporate: page 2"."""

_DOES: Final = re.compile(r"\b(?:to|or|not|may|will|can)\s[a-z]+$")
LONGEST_VERB: Final = 20
"""Characters: "not to explore or mine" names no mine."""

_AND: Final = word_list("and und et y e og och the")
_JOINS: Final = re.compile(r"\s?(?:,|&|/)\s?|,?\s(?:and|und|et|y|e|og|och)\s(?:the\s)?")
_LETTER: Final = re.compile(r"[A-Z](?=\s?[-–—:,;/&]|\s(?:and|pp?\.|pages?|sections?)\b|\s*$)")
"""A letter that names a site, and is no article."""


class Named(NamedTuple):
    """Where a text names a facility; `facility` None: it names the entity as a whole.

    `more`: the further ones that the same words mean, as "the Norwegian plants" do.
    """

    start: int
    end: int
    facility: str | None
    more: tuple[str, ...] = ()


@dataclass(slots=True)
class Roster:
    """The facilities, in the report's order, and their names.

    `strong` names count anywhere, `weak` ones (a word that only one facility's name has) only in a label, those of the
    `whole` only where they are all of it; those of `shared` mean several. `countries`, `kinds` and `does` say where
    each is, what, and what it does, as far as known; `addressed` which words of URLs name them.
    """

    names: list[str] = field(default_factory=list)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    strong: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    weak: dict[tuple[str, ...], str] = field(default_factory=dict)
    han: dict[str, str | None] = field(default_factory=dict)
    whole: dict[tuple[str, ...], str] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    does: dict[str, frozenset[str]] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)
    addressed: Words = field(default_factory=lambda: Words({}))
    _firsts: dict[str, int] = field(default_factory=dict)
    _found: dict[tuple[str, bool], list[Named]] = field(default_factory=dict)

    def named(self, text: str, *, label: bool = False) -> list[Named]:
        """Where the text names facilities or the entity, in order. `label`: weak names count too."""
        found = self._found.get((text, label))
        if found is None:
            found = self._named(text, label=label)
            if len(text) <= REMEMBERED:
                self._found[text, label] = found
        return found

    def owners(self, cell: str) -> tuple[str, ...]:
        """The facilities that a table's cell names; none for the whole entity."""
        return every(self.named(cell, label=True))

    def mentioned(self, text: str) -> list[Named]:
        """Where sentences name facilities, also by a single word that begins like a name."""
        return [
            hit
            for hit in self.named(text, label=True)
            if self.is_telling(text, hit) and (hit.more or not text[hit.start].islower() or _kind(text, hit))
        ]

    def is_telling(self, text: str, hit: Named) -> bool:
        """Does a facility's name say more than a word that means something else in a sentence?"""
        return hit.facility is not None and not COMMON.issuperset(core(text[hit.start : hit.end]))

    def _named(self, text: str, *, label: bool) -> list[Named]:
        tokens = names_of.tokens(text)
        found = [Named(m.start(), m.end(), None) for m in ENTITY.finditer(text)]  # "both the Alder Mill" is none
        if label and (whole_entity := _ENTITY_LABEL.match(text)):
            found.append(Named(*whole_entity.span("entity"), None))
        n = 0
        while n < len(tokens):
            hit = self._longest(tokens, n, text, label)
            if hit:
                count, facility = hit
                start, end = tokens[n].start, tokens[n + count - 1].end
                if count == 1 and tokens[n].word.isdigit() and (tokens[n].word,) in self.weak:
                    start = text.rfind("No", 0, start)
                form = FORM_AFTER.match(text, end, end + 40)
                found.append(Named(start, form.end() if form else end, facility))
                found += self._more_numbers(tuple(token.word for token in tokens[n : n + count]), end, text)
                n += count
                while n < len(tokens) and tokens[n].start < found[-1].end:
                    n += 1
            else:
                n += 1
        if self.han and HAN.search(text):
            found += [
                Named(m.start(), m.end(), f) for name, f in self.han.items() for m in re.finditer(re.escape(name), text)
            ]
        found += self._abroad(text, label=label) if self.countries else ()
        found += [
            Named(place.start, place.end, place.facilities[0], place.facilities[1:])
            for place in activities.spoken_of(text, self.does, self.kinds)
        ]
        found += self._joined(text, tokens, found)
        told = [(hit.start, hit.end) for hit in found if hit.facility]
        for start, end, there in self.shared.named(text, tokens, self.kinds, told):
            found.append(Named(start, end, there[0], there[1:]))
        whole = self.whole.get(core(unbulleted(text))) if label and self.whole and not found else None
        found += [Named(tokens[0].start, tokens[-1].end, whole)] if whole else []
        ends = {hit.end for hit in found if hit.facility}
        return _disjoint(hit for hit in found if hit.facility or hit.end not in ends)

    def _joined(self, text: str, tokens: Sequence[Token], found: Sequence[Named]) -> Iterator[Named]:
        """Single words that "and" joins with a name: "the Hamburg and Bergen mills", "the smelter and refinery"."""
        begins = {hit.start for hit in found if hit.facility}
        ends = {hit.end for hit in found if hit.facility}
        words = [token for token in tokens if token.word not in _AND]
        for following, token in pairwise(words[::-1]):
            told = following.start in begins and self._by_one_word(token, text)
            if told and _JOINS.fullmatch(text, token.end, following.start):
                yield Named(token.start, token.end, told)
                begins.add(token.start)
        for before, token in pairwise(words):
            told = before.end in ends and self._by_one_word(token, text)
            if told and _JOINS.fullmatch(text, before.end, token.start):
                yield Named(token.start, token.end, told)
                ends.add(token.end)

    def _by_one_word(self, token: Token, text: str) -> str | None:
        """The facility that a word alone means: a part of its name with a capital, or what it is."""
        return self.weak.get((token.word,)) if text[token.start].isupper() else self.strong.get(("the", token.word))

    def _abroad(self, text: str, *, label: bool) -> Iterator[Named]:
        """Facilities by their countries: "the Norwegian smelter", "our plants in Poland"; "Poland:" as a label."""
        labelled = countries_of.label_in(text) if label else None
        for place in (*countries_of.sites_in(text), *filter(None, (labelled,))):
            if there := self._there(place, label=place is labelled):
                yield Named(place.start, place.end, there[0], tuple(there[1:]))

    def _there(self, place: Abroad, *, label: bool) -> list[str]:
        """The facilities meant by their country; none where that may be others, as countries or kinds are unknown."""
        there = [name for name in self.names if self.countries.get(name) in place.countries]
        if place.kind and len(there) > 1:
            known = all(self.kinds.get(name) for name in there)
            there = [name for name in there if place.kind in self.kinds.get(name, ())]
            there = there if known or (len(there) == 1 and not place.several) else []
        if len(self.countries) < len(self.names):
            return there if label and len(there) == 1 else []
        return there if place.several or len(there) == 1 else []

    def _more_numbers(self, words: tuple[str, ...], end: int, text: str) -> Iterator[Named]:
        """The further ones of "Plants 1, 2 and 4", the first of which ends at `end`."""
        if not words[-1].isdigit() and len(words[-1]) > 1:
            return
        while following := NEXT_NUMBER.match(text, end):
            facility = self.strong.get((*words[:-1], following["number"].lstrip("0").lower()))
            if facility is None:
                return
            yield Named(following.start("whole"), following.end(), facility)
            end = following.end()

    def _longest(self, tokens: Sequence[Token], n: int, text: str, label: bool) -> tuple[int, str | None] | None:
        longest = self._firsts.get(tokens[n].word, 0)
        for count in range(min(longest, len(tokens) - n), 0, -1):
            words = tuple(token.word for token in tokens[n : n + count])
            if words in self.strong:
                return count, self.strong[words]
            if words in self.weak:
                if count == 1 and words[0].isdigit():
                    alone = NUMBER_ALONE.search(text[max(0, tokens[n].start - LONGEST_VERB) : tokens[n].start])
                    return (count, self.weak[words]) if alone else None
                if count == 1 and words[0] in COMMON and text[tokens[n].start].islower():
                    return None
                following = tokens[n + count].word if n + count < len(tokens) else ""
                if len(words[0]) == count == 1 and words[0].isalpha():
                    lettered = label and _LETTER.match(text, tokens[n].start)
                    return (count, self.weak[words]) if lettered else None
                if _DOES.search(text[max(0, tokens[n].start - LONGEST_VERB) : tokens[n].end]):
                    return None
                if label or following in SITE_NOUN or self._stands_alone(tokens, n, text):
                    return count, self.weak[words]
        return None

    def _stands_alone(self, tokens: Sequence[Token], n: int, text: str) -> bool:
        """In a sentence, is a single word used like a site's name ("the report of Hamburg has been disclosed")?"""
        word, start, end = tokens[n]
        before = text[max(0, start - 8) : start].lower()
        return (
            text[start].isupper()
            and word not in COMMON
            and bool(
                re.search(r"(?:^\s*|\b(?:of|at|for|by|from|and|in|near)\s|[.,;]\s?)$", before)
                or (before.endswith("the ") and re.match(r"\s[a-z]{4}", text[end : end + 5]))
            )
            and not re.match(r"\s[A-Z]", text[end : end + 2])
        )

    def add(self, name: str, facility: str | None, *, weak: bool = False) -> None:
        """Take a name for a facility, or (None) for the entity."""
        self._found.clear()
        if HAN.search(name):
            for spelled in (squash(name), "".join(core(name))):
                if len(spelled) > 1:
                    self.han.setdefault(spelled, facility)
            return
        words = core(name)
        if not words:
            return
        if weak and facility is not None:
            self.weak.setdefault(words, facility)
        else:
            self.strong.setdefault(words, facility)
        self._firsts[words[0]] = max(self._firsts.get(words[0], 0), len(words))

    def call(self, words: tuple[str, ...], facility: str, *, whole: bool = False) -> None:
        """Take words that are no name for a facility, such as an article with a noun."""
        self._found.clear()
        if whole:
            self.whole.setdefault(words, facility)
            return
        self.strong.setdefault(words, facility)
        self._firsts[words[0]] = max(self._firsts.get(words[0], 0), len(words))

    def place(self, countries: dict[str, str]) -> None:
        """Take the countries of facilities."""
        self._found.clear()
        self.countries = countries

    def facilities(self) -> tuple[Facility, ...]:
        """As the report's border has them: each name with the others that the report uses."""
        return tuple(
            Facility(name=n, aliases=tuple(a for a in dict.fromkeys(self.aliases.get(n, ())) if a != n))
            for n in self.names
        )


def _kind(text: str, hit: Named) -> bool:
    """Is a facility named by what it is, as "the mine"?"""
    return not KINDS_OF_SITES.isdisjoint(core(text[hit.start : hit.end]))


def every(named: Iterable[Named]) -> tuple[str, ...]:
    """All facilities that a text names, each once."""
    return tuple(dict.fromkeys(name for hit in named for name in (hit.facility, *hit.more) if name))


def _disjoint(found: Iterable[Named]) -> list[Named]:
    """In order, without overlaps: the longer one stays."""
    kept: list[Named] = []
    for item in sorted(found, key=lambda f: (f.start, -f.end)):
        if kept and item.start < kept[-1].end:
            if item.end - item.start > kept[-1].end - kept[-1].start:
                kept[-1] = item
        else:
            kept.append(item)
    return kept
