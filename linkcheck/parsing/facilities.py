"""Which facilities a report speaks of, by which names, and where they are named in a text.

Names are compared word by word, exactly, without the legal form: a fuzzy match would take one sister company for the
other. A name cut short counts where it begins the name of one facility only. What is not named stays unattributed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from linkcheck.parsing import titles
from linkcheck.parsing.characters import squash, word_list
from linkcheck.parsing.names import COMPANY, FORM_AFTER, HAN, PLACED, TOKEN, core, label_names
from linkcheck.report import Facility

_DEFINED: Final = re.compile(
    r"\s{0,2}[(（](?P<lead>(?:(?:here(?:in)?after|here\s?in|referred\sto\sas|called|abbreviated(?:\sas)?"
    r"|in\sshort|short|also|the|or)[,:\s]{1,3}){0,4})"
    r"(?P<quote>[“\"‘'「]?)(?P<alias>[^()（）“”\"‘’「」]{2,60}?)[”\"’'」]?[)）]",
    re.IGNORECASE,
)
_NO_ALIAS: Final = frozenset(
    {"PRC", "UAE", "USA", "US", "UK", "EU", "ISO", "ASI", "SGS", "DNV", "TUV", "BSI", "KSA", "RSA", "HQ", "GHG", "ESG"}
)
_ENTITY: Final = re.compile(
    r"\b(?:(?:the|this)\s(?:Entity|Member|Group|Company|Organi[sz]ation)(?![’']?\w)|Entity(?:[’']s)?\b"
    r"|(?:all|each|every|both)(?:\s(?:of\s)?(?:the|its|their|four|three|two|five))?\s(?:\w{1,40}\s){0,2}?"
    r"(?:facilit(?:y|ies)|sites?|plants?|locations?|subsidiar(?:y|ies)|compan(?:y|ies)|smelters?|casthouses?|mills?|operations)\b"
    r"|(?:group|company|corporate|entity)[ -]?(?:wide|level)\b|全体|集团|各工厂|所有工厂)",
    re.IGNORECASE,
)
_SITE_NOUN: Final = word_list(
    "facility facilities plant plants site sites mill mills smelter smelters casthouse foundry works refinery"
    " factory operation operations location subsidiary company"
)


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
    han: dict[str, str] = field(default_factory=dict)
    _firsts: dict[str, int] = field(default_factory=dict)

    def named(self, text: str, *, label: bool = False) -> list[Named]:
        """Where the text names facilities or the entity, in order. `label`: weak names count too."""
        tokens = [(m.group().casefold(), m.start(), m.end()) for m in TOKEN.finditer(text)]
        found = [Named(m.start(), m.end(), None) for m in _ENTITY.finditer(text)]
        n = 0
        while n < len(tokens):
            hit = self._longest(tokens, n, text, label)
            if hit:
                count, facility = hit
                start, end = tokens[n][1], tokens[n + count - 1][2]
                form = FORM_AFTER.match(text, end, end + 40)
                found.append(Named(start, form.end() if form else end, facility))
                n += count
            else:
                n += 1
        if self.han and HAN.search(text):
            found += [
                Named(m.start(), m.end(), f) for name, f in self.han.items() for m in re.finditer(re.escape(name), text)
            ]
        return _disjoint(found)

    def _longest(
        self, tokens: Sequence[tuple[str, int, int]], n: int, text: str, label: bool
    ) -> tuple[int, str | None] | None:
        longest = self._firsts.get(tokens[n][0], 0)
        for count in range(min(longest, len(tokens) - n), 0, -1):
            words = tuple(t for t, _, _ in tokens[n : n + count])
            if words in self.strong:
                return count, self.strong[words]
            if words in self.weak:
                following = tokens[n + count][0] if n + count < len(tokens) else ""
                if label or following in _SITE_NOUN:
                    return count, self.weak[words]
        return None

    def add(self, name: str, facility: str | None, *, weak: bool = False) -> None:
        """Take a name for a facility, or (None) for the entity."""
        if facility is not None and HAN.search(name):
            self.han[squash(name)] = facility
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
    spellings = _spellings(everything)
    used = _used_in_labels(labels)
    names: dict[tuple[str, ...], str] = {}
    for words, name in _listed(scope, spellings):
        if words not in owners or (used[words] and len(used) > 1):
            names.setdefault(words, name)
    text = "\n".join(everything)
    for words, name in _sites(scope, used, text):
        if words not in owners and not _part_of_any(words, names):
            names.setdefault(words, name)
    if len(names) < 2 or not any(_mentions(words, used) for words in names):
        found = {w: n for w, n in _labelled(used, labels).items() if w not in owners and not _part_of_any(w, names)}
        if len(found) > 1 and not any(_mentions(words, used) for words in names):
            names = found
        elif names or len(found) > 1:
            names |= found
    for name in given:
        if not any(core(name) == words for words in names):
            names[core(name)] = squash(name)
    if len(names) < 2:
        return _roster({}, owners)
    roster = _roster(names, owners)
    _define(roster, everything)
    for name, aliases in given.items():
        facility = names[core(name)]
        for alias in aliases:
            roster.add(alias, facility)
            roster.aliases.setdefault(facility, []).append(squash(alias))
    _shorten(roster, names, owners)
    _note_aliases(roster, labels)
    return roster


def _spellings(texts: Iterable[str]) -> dict[tuple[str, ...], str]:
    """For each company named with its legal form the spelling that the report uses most, the longest of those."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        for match in COMPANY.finditer(text):
            name = squash(match.group())
            words = core(name)
            if words:
                counts.setdefault(words, Counter())[name] += 1
    return {words: max(c, key=lambda name: (c[name], len(name))) for words, c in counts.items()}


def _listed(scope: str, spellings: Mapping[tuple[str, ...], str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Companies that the scope names with their legal form."""
    for match in COMPANY.finditer(scope):
        words = core(match.group())
        if words in spellings:
            yield words, spellings[words]


def _sites(scope: str, used: Mapping[tuple[str, ...], int], text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Sites that the scope lists with their place in brackets, or line by line, and that labels use."""
    for match in PLACED.finditer(scope):
        words = core(match["name"])
        if _mentions(words, used):
            yield words, squash(match["name"])
    for item in re.split(r"[\n;•●▪·]|,\s(?=[A-Z])|\sand\s(?=[A-Z])", scope):
        name = squash(item).strip(" .,:-–")
        words = core(name)
        if words and 0 < len(words) <= 8 and words in used and name[:1].isupper():
            yield words, name


def _used_in_labels(labels: Sequence[Sequence[str]]) -> Counter[tuple[str, ...]]:
    """How many findings use a name in a label before a URL."""
    used: Counter[tuple[str, ...]] = Counter()
    for finding in labels:
        used.update({core(name) for label in finding for name in label_names(label)})
    used.pop((), None)
    return used


def _mentions(words: tuple[str, ...], used: Iterable[tuple[str, ...]]) -> bool:
    """Does a label use this name, whole or cut short?"""
    return any(name and (name == words[: len(name)] or set(name) <= set(words)) for name in used)


def _part_of_any(words: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> bool:
    return any(set(words) <= set(name) for name in names)


def _labelled(used: Mapping[tuple[str, ...], int], labels: Sequence[Sequence[str]]) -> dict[tuple[str, ...], str]:
    """Names that the labels of at least two findings use, in order, and that are no documents."""
    found: dict[tuple[str, ...], str] = {}
    for finding in labels:
        for label in finding:
            for name in label_names(label):
                words = core(name)
                if used.get(words, 0) > 1 and len(words) <= 8 and not titles.is_title(name) and not words[0].isdigit():
                    found.setdefault(words, name)
    return found


def _roster(names: Mapping[tuple[str, ...], str], owners: Iterable[tuple[str, ...]]) -> Roster:
    roster = Roster(names=list(dict.fromkeys(names.values())))
    for words, name in names.items():
        roster.add(" ".join(words), name)
        roster.add(name, name)
    for owner in owners:
        if owner not in roster.strong:
            roster.add(" ".join(owner), None)
    return roster


def _define(roster: Roster, texts: Iterable[str]) -> None:
    """Short names that the report gives in brackets after a full one."""
    for text in texts:
        for hit in roster.named(text):
            if hit.facility is None:
                continue
            found = _DEFINED.match(text, hit.end, hit.end + 140)
            if not found:
                continue
            alias = squash(found["alias"]).strip(" ,.")
            short = alias.isupper() and 2 <= len(alias) <= 8 and alias not in _NO_ALIAS
            if (
                (found["quote"] or found["lead"].strip() or short or HAN.search(alias))
                and core(alias)
                and not _ENTITY.search(f"the {alias}")
            ):
                roster.add(alias, hit.facility)
                roster.aliases.setdefault(hit.facility, []).append(alias)


def _shorten(roster: Roster, names: Mapping[tuple[str, ...], str], owners: Iterable[tuple[str, ...]]) -> None:
    """Beginnings of two words or more that only one name has, and words that only one name has."""
    others = [*names, *owners]
    for words, name in names.items():
        for count in range(len(words) - 1, 1, -1):
            if not any(other[:count] == words[:count] for other in others if other != words):
                roster.add(" ".join(words[:count]), name)
        for word in words:
            if (
                len(word) > 2
                and word not in _SITE_NOUN
                and not any(word in other for other in others if other != words)
            ):
                roster.add(word, name, weak=True)


def _note_aliases(roster: Roster, labels: Sequence[Sequence[str]]) -> None:
    """Write down the spellings that labels use."""
    for finding in labels:
        for label in finding:
            for hit in roster.named(label, label=True):
                if hit.facility is not None:
                    spelled = squash(label[hit.start : hit.end])
                    if spelled != hit.facility:
                        roster.aliases.setdefault(hit.facility, []).append(spelled)
