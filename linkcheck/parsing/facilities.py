"""Which facilities a report speaks of, by which names, and where they are named in a text.

Names are compared word by word, exactly, without the legal form: a fuzzy match would take one sister company for the
other. A name cut short counts where it begins the name of one facility only. What is not named stays unattributed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from linkcheck.parsing import names as names_of
from linkcheck.parsing import titles
from linkcheck.parsing.characters import squash, word_list
from linkcheck.parsing.names import FORM_AFTER, HAN, PLACED, Token, companies, core, essence, label_names
from linkcheck.report import Facility

REMEMBERED: Final = 1_000
"""Characters: what a label or a sentence names is asked for several times; longer texts are looked through anew."""

_DEFINED: Final = re.compile(
    r"\s{0,2}[(（](?P<lead>(?:(?:here(?:in)?after|here\s?in|referred\sto\sas|called|abbreviated(?:\sas)?"
    r"|in\sshort|short|also|the|or)[,:\s]{1,3}){0,4})"
    r"(?P<quote>[“\"‘'「]?)(?P<alias>[^()（）“”\"‘’「」]{2,60}?)[”\"’'」]?[)）]",
    re.IGNORECASE,
)
_ALSO_CALLED: Final = re.compile(r"[(（][^()（）]{0,40}[“\"‘「⺀-鿿][^()（）]{0,80}[)）]")
"""Another name of what stands before it."""

_BRACKET: Final = re.compile(r"[(（]")

LONGEST_NAME: Final = 160
"""Characters before a bracket in which the name is looked for that it gives another name of."""

_NO_ALIAS: Final = frozenset(
    {"PRC", "UAE", "USA", "US", "UK", "EU", "ISO", "ASI", "SGS", "DNV", "TUV", "BSI", "KSA", "RSA", "HQ", "GHG", "ESG"}
)
_ENTITY: Final = re.compile(
    r"\b(?:(?:the|this)\s(?:Entity|Member|Group|Company|Organi[sz]ation)(?![’']?\w)|Entity(?:[’']s)?\b"
    r"|(?:all|each|every|both)(?:\s(?:of\s)?(?:the|its|their|two|three|four|five))?\s(?:\w{1,40}\s){0,2}?"
    r"(?:facilit(?:y|ies)|sites?|plants?|locations?|subsidiar(?:y|ies)|compan(?:y|ies)|smelters?|mills?)\b"
    r"|(?:group|company|corporate|entity)[ -]?(?:wide|level)\b|实体|全体|集团(?!有限)|各工厂|所有工厂)",
    re.IGNORECASE,
)
_SITE_NOUN: Final = word_list(
    "facility facilities plant plants site sites mill mills smelter smelters casthouse foundry works refinery"
    " factory operation operations location subsidiary company"
)


_NEXT_NUMBER: Final = re.compile(r"\s?(?:,\s?and|,|&|/|\+|and|und|及|和|、)\s?(?P<number>\d{1,3})(?![\w%]|\.\d)")
_JOINING: Final = word_list("and und the for von del des")
_COMMON: Final = word_list(
    "alloy alloys technology technologies precision lightweight materials material metal metals aluminium aluminum"
    " products product industrial industries rolling rolled casting recycling energy power trading profile profiles"
    " extrusion extrusions foil sheet north south east west new group holding international advanced"
)
"""Words of names that mean something else in a sentence."""


class Named(NamedTuple):
    """Where a text names a facility; `facility` None: it names the entity as a whole."""

    start: int
    end: int
    facility: str | None


@dataclass(slots=True)
class Roster:
    """The facilities, in the report's order, and their names.

    `strong` names count anywhere, `weak` ones (a word that only one facility's name has) only in a label.
    """

    names: list[str] = field(default_factory=list)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    strong: dict[tuple[str, ...], str | None] = field(default_factory=dict)
    weak: dict[tuple[str, ...], str] = field(default_factory=dict)
    han: dict[str, str | None] = field(default_factory=dict)
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

    def _named(self, text: str, *, label: bool) -> list[Named]:
        tokens = names_of.tokens(text)
        found = [Named(m.start(), m.end(), None) for m in _ENTITY.finditer(text)]
        n = 0
        while n < len(tokens):
            hit = self._longest(tokens, n, text, label)
            if hit:
                count, facility = hit
                start, end = tokens[n].start, tokens[n + count - 1].end
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
        return _disjoint(found)

    def _more_numbers(self, words: tuple[str, ...], end: int, text: str) -> Iterator[Named]:
        """The further ones of "Plants 1, 2 and 4", the first of which ends at `end`."""
        if not words[-1].isdigit():
            return
        while following := _NEXT_NUMBER.match(text, end):
            facility = self.strong.get((*words[:-1], following["number"].lstrip("0")))
            if facility is None:
                return
            yield Named(following.start("number"), following.end(), facility)
            end = following.end()

    def _longest(self, tokens: Sequence[Token], n: int, text: str, label: bool) -> tuple[int, str | None] | None:
        longest = self._firsts.get(tokens[n].word, 0)
        for count in range(min(longest, len(tokens) - n), 0, -1):
            words = tuple(token.word for token in tokens[n : n + count])
            if words in self.strong:
                return count, self.strong[words]
            if words in self.weak:
                following = tokens[n + count].word if n + count < len(tokens) else ""
                if label or following in _SITE_NOUN or self._stands_alone(tokens, n, text):
                    return count, self.weak[words]
        return None

    def _stands_alone(self, tokens: Sequence[Token], n: int, text: str) -> bool:
        """In a sentence, is a single word used like a site's name ("the report of Hamburg has been disclosed")?"""
        word, start, end = tokens[n]
        before = text[max(0, start - 8) : start].lower()
        return (
            text[start].isupper()
            and word not in _COMMON
            and bool(re.search(r"(?:^|\b(?:of|at|for|by|from|and)\s|[.,;]\s?)$", before))
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

    def facilities(self) -> tuple[Facility, ...]:
        """As the report's border has them: each name with the others that the report uses."""
        return tuple(
            Facility(name=n, aliases=tuple(a for a in dict.fromkeys(self.aliases.get(n, ())) if a != n))
            for n in self.names
        )


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


def discover(
    scope: str,
    everything: Sequence[str],
    labels: Sequence[Sequence[str]],
    entity: Iterable[str | None],
    given: Mapping[str, Sequence[str]],
) -> Roster:
    """Find a report's facilities.

    `scope`: the text of the fields that list them; `everything`: all texts, for spellings and short names that the
    report defines; `labels`: what stands before the URLs, per finding; `entity`: the names of the entity and its owner;
    `given`: further aliases by name. A report on one site has none: all is the entity's.
    """
    owners = {core(name) for name in entity if name}
    used = _used_in_labels(labels)
    spellings = _spellings(everything)
    names = _of_scope(scope, owners, used, spellings)
    if not any(_mentions(words, used) for words in names):
        found = {w: n for w, n in _labelled(used, labels).items() if w not in owners}
        names = found if len(found) > 1 else names
    same = _same(scope, names)
    for words in same:
        del names[words]
    for name in given:
        if not any(core(name) == words for words in names):
            names[core(name)] = squash(name)
    roster = _roster(names, owners)
    if not names:
        return roster
    for alias, name in same.values():
        roster.add(alias, name)
        roster.aliases.setdefault(name, []).append(alias)
    _define(roster, everything, used)
    for name, aliases in given.items():
        facility = names[core(name)]
        for alias in aliases:
            roster.add(alias, facility)
            roster.aliases.setdefault(facility, []).append(squash(alias))
    _shorten(roster, names, owners)
    _note_aliases(roster, labels)
    return roster


def _same(scope: str, names: Mapping[tuple[str, ...], str]) -> dict[tuple[str, ...], tuple[str, str]]:
    """Names behind which the scope puts another facility in brackets: "Site A (Northwind Profiles AB)" is that one."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    text = squash(scope)
    for words, name in names.items():
        bracket = re.search(rf"(?<!\w){re.escape(name)}\s?[(（](?P<other>[^()（）]{{3,{LONGEST_NAME}}})[)）]", text)
        other = core(bracket["other"]) if bracket else ()
        if other in names and other != words and other not in found:
            found[words] = name, names[other]
    return found


def _spellings(texts: Iterable[str]) -> dict[tuple[str, ...], str]:
    """For each company named with its legal form the spelling that the report uses most, the longest of those."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        for name in companies(text):
            words = core(name)
            if words:
                counts.setdefault(words, Counter())[name] += 1
    return {words: max(c, key=lambda name: (c[name], len(name))) for words, c in counts.items()}


def _of_scope(
    scope: str,
    owners: Set[tuple[str, ...]],
    used: Mapping[tuple[str, ...], int],
    spellings: Mapping[tuple[str, ...], str],
) -> dict[tuple[str, ...], str]:
    """The facilities that the scope lists, names companies of, or places, in its order."""
    explicit = {core(name): name for name in names_of.listed(scope)}
    names = {words: spellings.get(words, name) for words, name in explicit.items() if words}
    others = {core(name): name for name in companies(_ALSO_CALLED.sub(" ", scope))}
    for words in others:
        if words and words not in owners and not _part_of_any(words, names):
            names.setdefault(words, spellings.get(words, others[words]))
    for match in PLACED.finditer(scope):
        words = core(match["name"])
        if words and words not in owners and _mentions(words, used) and not _part_of_any(words, names):
            names.setdefault(words, squash(match["name"]))
    for name in names_of.enumerated(scope):
        words = core(name)
        if words and words not in owners and _mentions(words, used) and not _part_of_any(words, names):
            names.setdefault(words, spellings.get(words, name))
    if len(names) > 1:
        return {w: n for w, n in names.items() if w not in owners or (w in explicit and used.get(w, 0))}
    return {w: n for w, n in names.items() if w not in owners and (w in explicit or _mentions(w, used))}


def _used_in_labels(labels: Sequence[Sequence[str]]) -> Counter[tuple[str, ...]]:
    """How many findings use a name in a label before a URL."""
    used: Counter[tuple[str, ...]] = Counter()
    for finding in labels:
        used.update({essence(core(name)) for label in finding for name in label_names(label)})
    used.pop((), None)
    return used


def _mentions(words: tuple[str, ...], used: Iterable[tuple[str, ...]]) -> bool:
    """Does a label use this name, whole or cut short?"""
    return any(name and (name == words[: len(name)] or set(name) <= set(words)) for name in used)


def _part_of_any(words: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> bool:
    return any(set(words) <= set(name) for name in names)


def _labelled(used: Mapping[tuple[str, ...], int], labels: Sequence[Sequence[str]]) -> dict[tuple[str, ...], str]:
    """Names that the labels of at least two findings use, in order, and that are no documents.

    What is part of one longer name only ("Plant 6" beside "Northwind Plant 6") is that one; of several, it is none.
    """
    found: dict[tuple[str, ...], str] = {}
    for finding in labels:
        for label in finding:
            for name in label_names(label):
                words = essence(core(name))
                parts = [essence(core(part)) for part in names_of.split_together(name)]
                often = used.get(words, 0) + sum(n for other, n in used.items() if _is_part(other, words))
                if often < 2 or len(words) > 8 or words[0].isdigit() or titles.is_title(name):
                    continue
                if len(parts) > 1 and all(part in used for part in parts):
                    continue
                if words not in found or (core(name) == words != core(found[words])):
                    found[words] = name
    return {words: name for words, name in found.items() if not any(_is_part(words, other) for other in found)}


def _is_part(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Does a longer name hold these words in a row?"""
    return len(words) < len(other) and any(
        other[n : n + len(words)] == words for n in range(len(other) - len(words) + 1)
    )


def _roster(names: Mapping[tuple[str, ...], str], owners: Iterable[tuple[str, ...]]) -> Roster:
    roster = Roster(names=list(dict.fromkeys(names.values())))
    for words, name in names.items():
        roster.add(" ".join(words), name)
        roster.add(name, name)
    for owner in owners:
        if owner not in roster.strong:
            roster.add(" ".join(owner), None)
    return roster


def _define(roster: Roster, texts: Iterable[str], used: Mapping[tuple[str, ...], int]) -> None:
    """Short names that the report gives in brackets after a full one; `used` are those of labels."""
    for text in texts:
        for bracket in _BRACKET.finditer(text):
            found = _DEFINED.match(text, bracket.start(), bracket.start() + 140)
            before = text[max(0, bracket.start() - LONGEST_NAME) : bracket.start()]
            if not found or not (_is_alias(found) or core(found["alias"]) in used):
                continue
            hit = next(reversed(roster.named(before)), None)
            if hit and hit.facility and len(before) - hit.end <= 2:
                alias = squash(found["alias"]).strip(" ,.")
                roster.add(alias, hit.facility)
                roster.aliases.setdefault(hit.facility, []).append(alias)


def _is_alias(found: re.Match[str]) -> bool:
    """Is what stands in brackets a short name, not a country, a remark or the entity?"""
    alias = squash(found["alias"]).strip(" ,.")
    short = alias.isupper() and 2 <= len(alias) <= 8 and alias not in _NO_ALIAS
    defined = bool(found["quote"] or found["lead"].strip() or short or HAN.search(alias))
    return defined and bool(core(alias)) and not _ENTITY.search(f"the {alias}")


def _shorten(roster: Roster, names: Mapping[tuple[str, ...], str], owners: Iterable[tuple[str, ...]]) -> None:
    """Parts of a name that no other name has: two words or more in a row count anywhere, one word in a label."""
    parts: Counter[tuple[str, ...]] = Counter()
    for words in {*names, *owners}:
        parts.update(set(_parts(words)))
    for words, name in names.items():
        for part in _parts(words):
            if parts[part] > 1 or part == words:
                continue
            if len(part) > 1:
                roster.add(" ".join(part), name)
            elif len(part[0]) > 2 and part[0] not in _SITE_NOUN | _JOINING:
                roster.add(part[0], name, weak=True)


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield words[start:end]


def _note_aliases(roster: Roster, labels: Sequence[Sequence[str]]) -> None:
    """Write down the spellings that labels use."""
    for finding in labels:
        for label in finding:
            for hit in roster.named(label, label=True):
                if hit.facility is not None:
                    spelled = squash(label[hit.start : hit.end])
                    if spelled != hit.facility:
                        roster.aliases.setdefault(hit.facility, []).append(spelled)
