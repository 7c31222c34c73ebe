"""What a report calls its facilities besides their names: short names in brackets, codes, numbers, places, parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Final

from linkcheck.parsing import activities, countries
from linkcheck.parsing.characters import squash, word_list
from linkcheck.parsing.facilities import ENTITY, Named, Roster
from linkcheck.parsing.names import HAN, PLACE_AFTER, TOWN, core, tokens
from linkcheck.parsing.sentences import unbulleted
from linkcheck.parsing.sitekinds import KINDS_OF_SITES, SITE_NOUN, kinds_in
from linkcheck.parsing.sites import Site, is_place

_DEFINED: Final = re.compile(
    r"\s{0,2}[(（\[](?P<lead>(?:(?:here(?:in)?after|here\s?in|referred\sto\sas|called|abbreviated(?:\sas)?"
    r"|in\sshort|short|also|the|or)[,:\s]{1,3}){0,4})"
    r"(?P<quote>[“\"‘'「]?)(?P<alias>(?:[^()（）\[\]“”\"‘’「」]|（[⺀-鿿]{2,8}）){1,60}?)[”\"’'」]?[)）\]]",
    re.IGNORECASE,
)

_BRACKET: Final = re.compile(r"[(（\[]")
_MEANS: Final = re.compile(
    r"(?<![\w-])(?:[“\"‘'](?P<quoted>[^“”\"‘’'\n]{2,40})[”\"’']|(?P<code>[A-Z][A-Z\d]{1,7}|(?:Site|Plant|Facility|Unit)\s[A-Z\d]\d?))"
    r"(?:\s?[=:]|\s[–—-]|\s(?:stands\sfor|means|refers\sto|is\sshort\sfor|denotes)|(?<=[”\"’'])\sfor)\s(?:the\s)?(?=[^\W\d_a-z])"
)
"""A short name before the whole one: "KW = Kalmar Works", "“Kalmar” stands for Kalmar Works"."""

_ITEM_NUMBER: Final = re.compile(r"^\s*\(?(?P<number>\d{1,2})[.)]\s", re.MULTILINE)
_NUMBERED_AS: Final = ("facility", "site", "plant", "location", "unit")
_NUMBERED_NAME: Final = re.compile(rf"\b(?:{'|'.join(_NUMBERED_AS)})\s(?:No\.?\s?)?\d", re.IGNORECASE)

_PLACED_IN: Final = re.compile(rf"\s(?:in|at|near)\s(?P<place>{TOWN})(?=\s*(?:[,;.()\n]|$))")
_COUNTED: Final = re.compile(r"[A-Z][a-z]{2,12}[\s-]{1,2}(?:No\.\s?)?(?:\d{1,2}|[IVX]{1,4}|[A-Z])")
"""Behind a site's name, another for it: "Unit-I", "Plant 2"."""

_LETTERED: Final = re.compile(rf"(?:(?i:{'|'.join(_NUMBERED_AS)})\s)?(?P<letter>[A-Z])")
"""What a list may number a site by: "Unit A", "A"."""

LONGEST_NAME: Final = 160
"""Characters before a bracket in which the name is looked for that it gives another name of."""

PLACES: Final = 3
"""Places behind a name: town, region, country."""

_BULLET: Final = re.compile(r"\n[–—-]")
"""A list's next line, and no place behind a dash."""

_UPPER: Final = re.compile(r"(?<![\w-])[A-Z]{3,6}(?![\w-])")
SHORTEST_INITIALS: Final = 3
"""Letters of what a report may call a site by its initials."""

_NO_ALIAS: Final = frozenset(
    {"PRC", "UAE", "USA", "US", "UK", "EU", "ISO", "ASI", "SGS", "DNV", "TUV", "BSI", "KSA", "RSA", "HQ", "GHG", "ESG"}
    | {"PDF", "HTML", "XLSX", "DOCX", "EN", "WEB"}
)

_FORMS: Final = word_list(
    "co ltd inc llc plc gmbh kg ag se as asa ab oy bv nv sa sas srl spa pty pvt pte limited company"
)
_JOINING: Final = word_list("and und the for of von del des de di da du do y e et la le")


def define(roster: Roster, texts: Iterable[str], used: Mapping[tuple[str, ...], int]) -> None:
    """Short names that the report gives in brackets after a full one; `used` are those of labels.

    What may be a remark or a place ("Kalmar Mill (Sweden)") names the only facility that it stands behind.
    """
    behind: dict[str, set[str]] = {}
    for text in texts:
        for bracket in _BRACKET.finditer(text):
            found = _DEFINED.match(text, bracket.start(), bracket.start() + 140)
            before = text[max(0, bracket.start() - LONGEST_NAME) : bracket.start()]
            if not found or not (_is_alias(found) or core(found["alias"]) in used):
                continue
            hit = next(reversed(roster.named(before)), None)
            if hit and hit.facility and len(before) - hit.end <= 2:
                alias = squash(found["alias"]).strip(" ,.")
                if alias.upper() in _NO_ALIAS:
                    continue
                if found["quote"] and (lettered := _LETTERED.fullmatch(alias)):
                    _letter(roster, lettered["letter"], hit.facility)
                elif _is_alias(found):
                    call(roster, alias, hit.facility)
                else:
                    behind.setdefault(alias, set()).add(hit.facility)
    for alias, facilities in behind.items():
        if len(facilities) == 1:
            call(roster, alias, facilities.pop())


def decode(roster: Roster, texts: Iterable[str]) -> None:
    """Short names that a legend gives before the whole ones."""
    for text in texts:
        for found in _MEANS.finditer(text):
            behind = text[found.end() : found.end() + LONGEST_NAME]
            hit = next(iter(roster.named(behind)), None)
            known = found["code"] in _NO_ALIAS or countries.first_in(found["code"] or "")
            if hit and hit.facility and hit.start == 0 and not known:
                call(roster, found["quoted"] or found["code"], hit.facility)


def take(roster: Roster, sites: Sequence[Site]) -> frozenset[tuple[str, ...]]:
    """What a list says of its sites besides their names: other names, and where only one is, or what only one is.

    Returns the kinds of which there are several.
    """
    named = {(core(site.name), kind) for site in sites for kind in _kinds(site)}  # several fields may list one site
    towns = Counter(town for _, town in {(core(site.name), town) for site in sites for town in site.towns})
    kinds = Counter(kind for _, kind in named)
    there: dict[str, list[str]] = {}
    for site in sites:
        hit = next(iter(roster.named(site.name, label=True)), None)
        if hit is None or hit.facility is None:
            continue
        roster.kinds[hit.facility] = roster.kinds.get(hit.facility, frozenset()) | {k[-1] for k in _kinds(site)}
        does = activities.telling(f"{site.name} {site.more}")
        roster.does[hit.facility] = roster.does.get(hit.facility, frozenset()) | does
        for other in site.others:
            call(roster, other, hit.facility)
            if not core(other):  # a code that reads like a legal form
                roster.call(tuple(token.word for token in tokens(other)), hit.facility)
            if lettered := _LETTERED.fullmatch(other):
                _letter(roster, lettered["letter"], hit.facility)
        for town in site.towns:
            counted = _COUNTED.fullmatch(town) is not None
            if not countries.first_in(town) and (counted or SITE_NOUN.isdisjoint(core(town))):
                there.setdefault(town, []).append(hit.facility)
                if towns[town] == 1:
                    roster.add(town, hit.facility, weak=True)
        for kind in sorted(_kinds(site)):
            if kinds[kind] == 1:
                roster.call(("the", *kind), hit.facility)
                roster.add(" ".join(kind), hit.facility, weak=True)
    for town, facilities in there.items():
        if 1 < len({*facilities}) < len(roster.names):
            roster.shared.add(core(town), tuple(dict.fromkeys(facilities)))
    return frozenset(kind for kind, count in kinds.items() if count > 1)


def _letter(roster: Roster, letter: str, facility: str) -> None:
    """Call a facility by a letter, in labels, and by "Site A" anywhere."""
    roster.add(letter, facility, weak=True)
    for noun in _NUMBERED_AS:
        roster.add(f"{noun} {letter}", facility)


def _kinds(site: Site) -> set[tuple[str, ...]]:
    """What a site is, by its activities ("rolling mill", "mill") or its name."""
    return {one for kind in site.kinds for one in (kind, kind[-1:]) if one} | kinds_in(core(site.name))


def number(roster: Roster, scope: str) -> None:
    """Take "Facility 2" for the second one of a numbered list, unless names say of which number a plant is."""
    if any(_NUMBERED_NAME.search(name) for name in roster.names):
        return
    for item in _ITEM_NUMBER.finditer(scope):
        hit = next(iter(roster.named(scope[item.end() : item.end() + LONGEST_NAME])), None)
        if hit and hit.facility and hit.start == 0:
            for noun in _NUMBERED_AS:
                roster.add(f"{noun} {item['number']}", hit.facility)


def call(roster: Roster, alias: str, facility: str) -> None:
    roster.add(alias, facility)
    roster.aliases.setdefault(facility, []).append(alias)


def _is_alias(found: re.Match[str]) -> bool:
    """Is what stands in brackets a short name, not a country, a remark or the entity?"""
    alias = squash(found["alias"]).strip(" ,.")
    short = alias.isupper() and 2 <= len(alias) <= 8 and alias not in _NO_ALIAS
    defined = bool(found["quote"] or found["lead"].strip() or short or HAN.search(alias))
    return defined and bool(core(alias)) and not ENTITY.search(f"the {alias}")


def shorten(
    roster: Roster,
    names: Mapping[tuple[str, ...], str],
    owners: Iterable[tuple[str, ...]],
    several: Set[tuple[str, ...]],
) -> None:
    """Parts of a name that no other name has: two words or more in a row count anywhere, one word in a label; so do its
    first word and what it is together. Where several names end with numbers, so does a number: "No. 2".

    `several`: kinds of sites of which there are several, whatever their names say.
    """
    parts: Counter[tuple[str, ...]] = Counter()
    every = {words for words in (*names, *owners) if words}
    for words in every:
        parts.update(set(runs(words)))
    ends = Counter(map(_ends, every))
    numbers = Counter(words[-1] for words in names if words[-1].isdigit())
    for words, name in names.items():
        if len(numbers) > 1 and numbers[words[-1]] == 1:
            roster.add(f"No. {words[-1]}", name, weak=True)
            if ends[_ends(words)] == 1:
                roster.add(f"{words[0]} No. {words[-1]}", name)
        if ends[_ends(words)] == 1 and not parts[_ends(words)] and words[-1] in SITE_NOUN | KINDS_OF_SITES:
            roster.add(" ".join(_ends(words)), name)
        for part in runs(words):
            if parts[part] > 1 or part == words or _is_nothing(part):
                continue
            if len(part) > 1:
                roster.add(" ".join(part), name)
            elif part[0] in KINDS_OF_SITES and part not in several:
                roster.call(("the", part[0]), name)
                roster.add(part[0], name, weak=True)  # "of Refinaria", as its English word counts
            elif len(part[0]) > 2 and part[0] not in SITE_NOUN | _JOINING:
                roster.add(part[0], name, weak=True)


def _is_nothing(part: tuple[str, ...]) -> bool:
    """Does a run of a name's words say nothing by itself: "and Recycling", "s r o", "Co Ltd"?"""
    joins = len(part) > 1 and not _JOINING.isdisjoint((part[0], part[-1]))
    return joins or all(word in _FORMS or (len(part) > 1 and len(word) == 1 and not word.isdigit()) for word in part)


_HEADQUARTERS: Final = frozenset({"headquarters", "headquarter"})
"""Called "HQ" where one site is."""


def initial(roster: Roster, names: Mapping[tuple[str, ...], str], texts: Iterable[str]) -> None:
    """Initials of words of one name only, where texts use them: "CPP" of the Alder Captive Power Plant."""
    spoken = {found.group() for text in texts for found in _UPPER.finditer(text)} - _NO_ALIAS
    owners: dict[str, set[str]] = {}
    for words, name in names.items():
        for part in runs(words):
            if len(part) >= SHORTEST_INITIALS:
                owners.setdefault("".join(word[0] for word in part).upper(), set()).add(name)
    heads = [name for words, name in names.items() if not _HEADQUARTERS.isdisjoint(words)]
    if len(heads) == 1:
        roster.add("HQ", heads[0], weak=True)
    for letters in sorted(spoken & owners.keys()):
        if len(owners[letters]) == 1:
            roster.add(letters, next(iter(owners[letters])), weak=True)


def _ends(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's first and last word: "Alder Mill" of the Alder Rolling Mill."""
    return (words[0], words[-1])


def place(roster: Roster, scope: str) -> None:
    """A place behind one facility's name, and no other's, means that facility in a label: "Site A, Hamburg".

    The next facility of a list is no place: "Site A, Site B".
    """
    there: dict[str, set[str]] = {}
    for hit, following in pairwise([*roster.named(scope, label=True), Named(len(scope), len(scope), None)]):
        at = hit.end
        for _ in range(PLACES if hit.facility else 0):
            code = _DEFINED.match(scope, at) if at == hit.end else None
            placed = PLACE_AFTER.match(scope, code.end() if code and code["quote"] else at) or (
                _PLACED_IN.match(scope, at) if at == hit.end else None
            )
            if (
                placed is None
                or not is_place(placed["place"])
                or placed.end() > following.start
                or _BULLET.match(placed.group())
            ):
                break
            if placed.re is PLACE_AFTER and at == hit.end and scope[hit.start : hit.end] == hit.facility:
                close = ")" if scope[placed.end() : placed.end() + 1] == ")" else ""
                roster.aliases.setdefault(hit.facility or "", []).append(
                    squash(f"{scope[hit.start : placed.end()]}{close}")
                )
            if SITE_NOUN.isdisjoint(core(placed["place"])) and not countries.first_in(placed["place"]):
                there.setdefault(placed["place"], set()).add(hit.facility or "")
            at = placed.end()
    for place, facilities in there.items():
        if len(facilities) == 1:
            roster.add(place, facilities.pop(), weak=True)


def beside(roster: Roster, owners: Iterable[tuple[str, ...]], labels: Sequence[Sequence[str]]) -> None:
    """Words that both one site's name and the entity's have are the site's as a whole label, where the labels
    beside it name other sites: "Skerry:" beside "Lume:" for the Skerry Mill of Skerry Metals AB."""
    shared: dict[tuple[str, ...], set[str]] = {}
    parts = {part for owner in owners for part in runs(owner) if part != owner and not SITE_NOUN.issuperset(part)}
    for name in roster.names:
        words = core(name)
        for part in parts.intersection(runs(words)) - {words}:
            shared.setdefault(part, set()).add(name)
    for finding in labels if shared else ():
        whole = {core(unbulleted(label)) for label in finding}
        others = {hit.facility for label in finding for hit in roster.named(label, label=True) if hit.facility}
        for words in whole & shared.keys():
            if len(shared[words]) == 1 and others - shared[words]:
                roster.call(words, next(iter(shared[words])), whole=True)


def runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All runs of a name's words, the whole name included."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield words[start:end]


def note(roster: Roster, labels: Sequence[Sequence[str]]) -> None:
    """Write down the spellings that labels use."""
    for finding in labels:
        for label in finding:
            for hit in roster.named(label, label=True):
                if hit.facility is not None:
                    spelled = squash(label[hit.start : hit.end])
                    if spelled != hit.facility:
                        roster.aliases.setdefault(hit.facility, []).append(spelled)
