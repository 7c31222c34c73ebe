"""Finding a report's facilities: in the fields that list them, in prose, and in the labels before URLs.

What the labels call differently is unified here: short names that the report defines, parts of one name only, and the
names that the settings give.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Final

from linkcheck.parsing import aliases as aliases_of
from linkcheck.parsing import countries, homes, titles
from linkcheck.parsing import names as names_of
from linkcheck.parsing import sites as sites_of
from linkcheck.parsing.addressed import words_of
from linkcheck.parsing.characters import squash
from linkcheck.parsing.facilities import Roster
from linkcheck.parsing.names import PLACED, companies, core, essence, label_names
from linkcheck.parsing.sitekinds import SITE_NOUN
from linkcheck.parsing.sites import Site

_ALSO_CALLED: Final = re.compile(r"[(（][^()（）]{0,40}[“\"‘「⺀-鿿](?:[^()（）]|[(（][⺀-鿿]{2,8}[)）]){0,80}[)）]")
"""Another name of what stands before it."""

_IN_BRACKETS: Final = re.compile(rf"\s?[(（](?P<other>[^()（）]{{3,{aliases_of.LONGEST_NAME}}})[)）]")
_WORD_BEGINS: Final = re.compile(r"(?<!\w)(?=\S)")

LONGEST_SCOPE: Final = 50_000
"""Characters: certification scopes have some thousand."""

PAIR: Final = 2
"""Listed names: where more are listed the entity may be one site among them."""

LONGEST_LABELLED: Final = 8
"""Words of a name that nothing but labels tells."""


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
    scope = scope[:LONGEST_SCOPE]
    sites = [*sites_of.listed(scope)]
    owners = {core(name) for name in entity if name}
    used = _used_in_labels(labels)
    spellings = _spellings(everything)
    names = _of_scope(scope, sites, owners, used, spellings, _words_of(labels))
    coded = any(core(other) in used for site in sites for other in site.others)
    if not (coded or any(_mentions(words, used) for words in names) or _called(names, owners, everything, used)):
        found = {w: n for w, n in _labelled(used, labels).items() if w not in owners}
        found = _site_like(found, labels, everything[0] if everything else "")
        only_countries = all(map(countries.is_one, found.values()))
        names = _fuller(found) if len(found) > 1 and not (names and only_countries) else names
    same = _same(scope, names)
    for words in same:
        del names[words]
    meant = {name: _whole(name) if _whole(name) in names else core(name) for name in given}
    for name, words in meant.items():
        names.setdefault(words, squash(name))
    roster = _roster(names, owners)
    if not names:
        return roster
    for alias, name in same.values():
        roster.add(alias, name)
        roster.aliases.setdefault(name, []).append(alias)
    aliases_of.define(roster, everything, used)
    for name, aliases in given.items():
        facility = names[meant[name]]
        for alias in aliases:
            roster.add(alias, facility)
            roster.aliases.setdefault(facility, []).append(squash(alias))
    several = aliases_of.take(roster, sites)
    aliases_of.decode(roster, everything)
    aliases_of.number(roster, scope)
    aliases_of.shorten(roster, names, owners, several)
    aliases_of.place(roster, scope)
    aliases_of.initial(roster, names, everything)
    homes.place(roster, scope, everything)
    aliases_of.beside(roster, owners, labels)
    aliases_of.note(roster, labels)
    every = {name: (name, *roster.aliases.get(name, ())) for name in roster.names}
    roster.addressed = words_of(every, owners, everything)
    return roster


def _same(scope: str, names: Mapping[tuple[str, ...], str]) -> dict[tuple[str, ...], tuple[str, str]]:
    """Names behind which the scope puts another facility in brackets: "Site A (Northwind Profiles AB)" is that one."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    others: dict[str, str] = {}
    text = squash(scope)
    known = set(names.values())
    for bracket in _IN_BRACKETS.finditer(text):
        before = text[max(0, bracket.start() - aliases_of.LONGEST_NAME) : bracket.start()]
        for begin in _WORD_BEGINS.finditer(before):
            if before[begin.start() :] in known:
                others.setdefault(before[begin.start() :], bracket["other"])
    for words, name in names.items():
        other = core(others.get(name, ""))
        if other in names and other != words and other not in found:
            found[words] = name, names[other]
    return found


def _spellings(texts: Iterable[str]) -> dict[tuple[str, ...], str]:
    """For each company named with its legal form the spelling that the report uses most, the longest of those.

    One without "The" before it is preferred: that may begin a label or sentence.
    """
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for text in texts:
        for name in companies(text):
            words = core(name)
            if words:
                counts.setdefault(words, Counter())[name] += 1
    return {
        words: max(c, key=lambda name: (not name.startswith("The "), c[name], len(name))) for words, c in counts.items()
    }


def _of_scope(
    scope: str,
    sites: Sequence[Site],
    owners: Set[tuple[str, ...]],
    used: Mapping[tuple[str, ...], int],
    spellings: Mapping[tuple[str, ...], str],
    spoken: str,
) -> dict[tuple[str, ...], str]:
    """The facilities that the scope lists, names companies of, or places, in its order.

    What is no list or company counts where labels before URLs use it, or name it whole: the words of all are `spoken`.
    One place alone by which the entity itself is named is no site besides it.
    """

    def is_cited(words: tuple[str, ...]) -> bool:
        return _mentions(words, used) or f" {' '.join(words)} " in spoken

    keys = _keys([site.name for site in sites])
    explicit = {keys[site.name]: site.name for site in sites}
    codes = {keys[site.name]: site.others for site in sites}
    names = {
        words: _spelled(name, spellings.get(words, name), codes[words]) for words, name in explicit.items() if words
    }
    others = {core(name): name for name in companies(_ALSO_CALLED.sub(" ", scope))}
    former = [set(core(other)) for site in sites for other in site.others]
    for words in others:
        if (
            words
            and words not in owners
            and not (_part_of_any(words, names) or any(map(set(words).issuperset, former)))
        ):
            names.setdefault(words, spellings.get(words, others[words]))
    towns = {core(town) for site in sites for town in site.towns}  # "the sites of Alton and Lume" are the listed ones
    called = {core(other) for site in sites for other in site.others}  # so are "on site: KW, SM"

    def is_new(words: tuple[str, ...]) -> bool:
        known = words in owners or words in called or words in towns or _part_of_any(words, names)
        return bool(words) and is_cited(words) and not known

    for match in PLACED.finditer(scope):
        if is_new(words := core(match["name"])):
            names.setdefault(words, squash(match["name"]))
    for name in sites_of.enumerated(scope):
        if is_new(words := core(name)):
            names.setdefault(words, spellings.get(words, name))
    names = _fuller(names)
    if len(names) > 1:
        own = {w for w in explicit if used.get(w, 0) or len(explicit) > PAIR}
        return {w: n for w, n in names.items() if w not in owners or w in own}
    told = {w for w in names if w in explicit or (is_cited(w) and (w in others or not _part_of_any(w, owners)))}
    return {w: n for w, n in names.items() if w in told and w not in owners}


def _keys(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The words that a list's names are known by: without legal forms, but where nothing else tells two apart."""
    alike: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for name in names:
        alike.setdefault(core(name), set()).add(_whole(name))
    forms = {words for words, several in alike.items() if len(several) > 1 and words not in several}
    return {name: _whole(name) if core(name) in forms else core(name) for name in names}


def _whole(name: str) -> tuple[str, ...]:
    """A name's words, its legal form among them."""
    return tuple(token.word for token in names_of.tokens(name))


def _spelled(name: str, whole: str, codes: Sequence[str]) -> str:
    """A listed name as the report spells it, without a code behind it that reads like a legal form ("JSC", "AB")."""
    return name if whole.removeprefix(name).strip(" ,.()") in codes else whole


def _fuller(names: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    """Names but for countries, unless there are no others: "the plants in Norway and Iceland" may be two sites."""
    return {words: name for words, name in names.items() if not countries.is_one(name)} or names


def _used_in_labels(labels: Sequence[Sequence[str]]) -> Counter[tuple[str, ...]]:
    """How many findings use a name in a label before a URL."""
    used: Counter[tuple[str, ...]] = Counter()
    for finding in labels:
        used.update({essence(core(name)) for label in finding for name in label_names(label)})
    used.pop((), None)
    return used


def _words_of(labels: Sequence[Sequence[str]]) -> str:
    """The words of all labels and sentences before URLs, as names are compared by them."""
    texts = (" ".join(token.word for token in names_of.tokens(label)) for finding in labels for label in finding)
    return "".join(f" {text} " for text in texts)


def _called(
    names: Mapping[tuple[str, ...], str],
    owners: Iterable[tuple[str, ...]],
    everything: Sequence[str],
    used: Mapping[tuple[str, ...], int],
) -> bool:
    """Do labels use a short name that the report gives one of the names in brackets: "Skerry Foil Oy (“SF”)"?"""
    if not names:
        return False
    roster = _roster(names, owners)
    aliases_of.define(roster, everything, used)
    return any(hit.facility for words in used for hit in roster.named(" ".join(words), label=True))


def _mentions(words: tuple[str, ...], used: Iterable[tuple[str, ...]]) -> bool:
    """Does a label use this name, whole or cut short?"""
    return any(name and (name == words[: len(name)] or set(name) <= set(words)) for name in used)


def _part_of_any(words: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> bool:
    return any(set(words) <= set(name) for name in names)


def _labelled(used: Mapping[tuple[str, ...], int], labels: Sequence[Sequence[str]]) -> dict[tuple[str, ...], str]:
    """Names that the labels of at least two findings use, in order, and that are no documents, letters or numbers.

    What is part of one longer name only ("Plant 6" beside "Northwind Plant 6") is that one; of several, it is none.
    """
    found: dict[tuple[str, ...], str] = {}
    for finding in labels:
        for label in finding:
            for name in label_names(label):
                words = essence(core(name))
                code = len(words) == 1 and len(words[0]) == 1 and words[0].isascii()
                if not 0 < len(words) <= LONGEST_LABELLED or words[0].isdigit() or code or titles.is_title(name):
                    continue
                if sum(used.get(part, 0) for part in {*aliases_of.runs(words)}) < 2:
                    continue
                several = [essence(core(part)) for part in names_of.split_together(name)]
                if len(several) > 1 and all(part in used for part in several):
                    continue
                if words not in found or (core(name) == words != core(found[words])):
                    found[words] = name
    parts = {part for words in found for part in aliases_of.runs(words) if part != words}
    return {words: name for words, name in found.items() if words not in parts}


def _site_like(
    found: Mapping[tuple[str, ...], str], labels: Sequence[Sequence[str]], overview: str
) -> dict[tuple[str, ...], str]:
    """Of names that only labels tell those of sites: "EIA" or "Figures" may stand before a URL again and again.

    A site's name says what it is ("mill"), or stands before the findings too, there no common word in small letters, or
    labels set it beside such names.
    """
    tokens = names_of.tokens(overview)
    spoken = " ".join(("", *(token.word for token in tokens), ""))
    capital = {token.word for token in tokens if not overview[token.start].islower()}
    sure = {w for w in found if set(w) & SITE_NOUN or (w[0] in capital and f" {' '.join(w)} " in spoken)}
    beside: Counter[tuple[str, ...]] = Counter()
    for finding in labels:
        named = {essence(core(name)) for label in finding for name in label_names(label)}
        beside.update(named if named & sure else ())
    return {w: name for w, name in found.items() if w in sure or beside[w] > 1}


def _roster(names: Mapping[tuple[str, ...], str], owners: Iterable[tuple[str, ...]]) -> Roster:
    roster = Roster(names=list(dict.fromkeys(names.values())))
    for words, name in names.items():
        if words == _whole(name) != core(name):  # its legal form tells it from another
            roster.call(words, name)
            continue
        roster.add(" ".join(words), name)
        roster.add(name, name)
    for owner in owners:
        if owner not in roster.strong:
            roster.add(" ".join(owner), None)
    return roster
