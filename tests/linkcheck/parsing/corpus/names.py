"""Facilities of a fictional entity: their names, and what a report calls them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.linkcheck.parsing.corpus import words


@dataclass(frozen=True)
class Site:
    """A facility. `labels` all mean this one and no other; `declared` is the alias that the report gives.

    `plural` begins a label of several sites, which goes on with their numbers.
    """

    name: str
    labels: tuple[str, ...]
    declared: str | None = None
    plural: str | None = None

    def introduced(self, manner: str = "(“{}”)") -> str:
        """The name as the list of facilities prints it, with its alias behind it."""
        return self.name if self.declared is None else f"{self.name} {manner.format(self.declared)}"


@dataclass(frozen=True)
class Entity:
    """Who is certified. No sites: the entity is one site itself."""

    name: str
    sites: tuple[Site, ...]
    family: str


def entity(random: Random) -> Entity:
    """An entity with 0 to 12 sites, whose names are all of one manner."""
    group = random.choice(words.GROUPS)
    count = random.choices((0, 1, 2, 3, 4, 5, 7, 9, 12), (12, 8, 16, 20, 20, 10, 6, 4, 4))[0]
    name = f"{group} Aluminium {random.choice(('Group', 'Industries', 'Holding'))} {random.choice(words.SUFFIXES)}"
    if count == 0:
        return Entity(name, (), "single site")
    family = random.choice(tuple(FAMILIES))
    return Entity(name, FAMILIES[family](random, group, count), family)


def _of_places(random: Random, group: str, count: int) -> tuple[Site, ...]:
    suffix, declare = random.choice(words.SUFFIXES), random.random() < 0.4
    sites = []
    for place in random.sample(words.PLACES, count):
        name = f"{group} {place} {random.choice(words.KINDS)}"
        labels = [f"{name} {suffix}", name, f"{group} {place}"]
        sites.append(Site(labels[0], (*labels, place), place if declare else None))
    return tuple(sites)


def _similar(random: Random, group: str, count: int) -> tuple[Site, ...]:
    """Names that differ by a word in the middle or at the end: one can be the beginning of another."""
    suffix = random.choice(words.SUFFIXES)
    places = random.sample(words.PLACES, 3)
    stems = [f"{place} {group} {similar}" for place in places for similar in words.SIMILAR]
    return tuple(Site(f"{stem} {suffix}", (f"{stem} {suffix}", stem)) for stem in stems[:count])


def _short(random: Random, group: str, count: int) -> tuple[Site, ...]:
    places = random.sample(words.PLACES, count)
    names = [(place, f"{place} {random.choice(words.KINDS)}") for place in places]
    return tuple(Site(name, (name, place)) for place, name in names)


def _numbered(random: Random, group: str, count: int) -> tuple[Site, ...]:
    kind, plural = random.choice(
        (("Plant", "Plants"), ("Works", "Works"), ("Mill", "Mills"), ("Casthouse", "Casthouses"))
    )
    number = random.choice(("{}", "{}", "No. {}", "No.{}"))
    sites = []
    for n in range(1, count + 1):
        name = f"{group} {kind} {number.format(n)}"
        labels = (name, f"{kind} {number.format(n)}", f"{kind} {n}")
        sites.append(Site(name, labels, plural=f"{plural} {n}"))
    return tuple(sites)


def _pairs(random: Random, group: str, count: int) -> tuple[Site, ...]:
    """Names that hold an "and" of their own, among names that don't."""
    suffix = random.choice(words.SUFFIXES)
    stems = [f"{pair} {random.choice(words.KINDS)}" for pair in random.sample(words.PAIRS, min(count, 3))]
    stems += [f"{place} {random.choice(words.KINDS)}" for place in random.sample(words.PLACES, count - len(stems))]
    return tuple(Site(f"{stem} {suffix}", (f"{stem} {suffix}", stem)) for stem in stems)


def _chinese(random: Random, group: str, count: int) -> tuple[Site, ...]:
    house = random.choice(words.CHINESE_GROUPS)
    stems = [f"{house}{place}{kind}" for place in words.CHINESE_PLACES for kind in words.CHINESE_KINDS]
    suffix = words.CHINESE_SUFFIX
    return tuple(Site(f"{stem}{suffix}", (f"{stem}{suffix}", stem)) for stem in random.sample(stems, count))


def _bilingual(random: Random, group: str, count: int) -> tuple[Site, ...]:
    house, suffix = random.choice(words.CHINESE_GROUPS), "Co., Ltd."
    places = random.sample(words.PLACES, min(count, len(words.CHINESE_PLACES)))
    sites = []
    for place, chinese_place in zip(places, words.CHINESE_PLACES, strict=False):
        chinese = f"{house}{chinese_place}铝业{words.CHINESE_SUFFIX}"
        stem = f"{group} {place} Aluminium"
        sites.append(Site(f"{stem} {suffix}", (f"{stem} {suffix}", stem, chinese), chinese))
    return tuple(sites)


FAMILIES = {
    "places": _of_places,
    "similar": _similar,
    "short": _short,
    "numbered": _numbered,
    "pairs": _pairs,
    "chinese": _chinese,
    "bilingual": _bilingual,
}
