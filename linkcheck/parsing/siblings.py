"""Where a URL lacks a hyphen, as the report's other URLs tell: the same host, folder or kind of file name with one.

A URL is taken apart at its slashes. Two parts are alike that are the same but for their numbers, such as
"esg-report-2024-3.pdf" and "esg-report-2023-11.pdf". Those of a part that consists of nothing else must have the same
length, in a folder of the same kind ("02-20" and "11-06"). Where none tells, but a hyphen is missing somewhere, a day
that is a folder below its year has it ("/2025/0220/" is "/2025/02-20/").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from linkcheck.parsing import urls

MOST: Final = 4
"""Hyphens that are put back in one URL."""

LETTERS: Final = 3
"""Letters at least of a word."""

SEVERAL: Final = 2
"""Parts of one shape that vouch for another, although each by itself might lack one more hyphen."""

_TOKEN: Final = re.compile(r"[^\W_]+|%[0-9A-Fa-f]{2}")
_HASH: Final = re.compile(r"(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{6,}", re.IGNORECASE)
_NUMBERS: Final = re.compile(r"\d+")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EXTENSION: Final = re.compile(r"\.[A-Za-z]\w{1,4}$")
_PAIR: Final = re.compile(rf"(?<![^\W\d_])([^\W\d_]{{{LETTERS},}})-(?=([^\W\d_]{{{LETTERS},}})(?![^\W\d_]))")
_DAY: Final = re.compile(r"(?<=/)(?:19|20)\d\d/(?P<month>0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=/)")
"""Folders of a year, and of a day in it."""

_UUID: Final = (8, 4, 4, 4, 12)
"""Hexadecimal digits in the groups of a UUID (RFC 9562)."""


class Part(NamedTuple):
    """A host, folder, file or query of a URL: its text, where it begins, and what stands before it, numbers aside."""

    text: str
    start: int
    before: str

    @property
    def key(self) -> tuple[str, str]:
        """Where the part stands, and its shape."""
        return self.before, self.shape

    @property
    def host(self) -> str:
        """The host, without hyphens."""
        return self.before.partition("/")[0]

    @property
    def named(self) -> bool:
        """Are there enough letters for a name, those of an extension and of hashes aside?"""
        return len(re.sub(r"H\d+|\.\w{1,5}$|[\W\d_]", "", self.shape)) >= LETTERS

    @property
    def shape(self) -> str:
        """What parts that are alike share."""
        return _shape(self.text) if self.before else _host(self.text)

    def may_lack(self, places: AbstractSet[int]) -> bool:
        """Is one of some places of the URL inside the part?"""
        return any(self.start < place < self.start + len(self.text) for place in places)


def parts(url: str) -> Iterator[Part]:
    """The parts of a URL, its scheme aside."""
    start = len(url) - len(urls.unschemed(url))
    before = ""
    for found in re.finditer(r"[^/?#]+", url[start:]):
        part = Part(found.group(), start + found.start(), before)
        yield part
        before += f"{part.shape.replace('-', '')}/"


class Lacking(NamedTuple):
    """Where hyphens are to be put into a URL, and whether it lacks nothing then, as far as the report tells."""

    places: list[int]
    sure: bool


class Siblings:
    """What a report's URLs vouch for. With each URL come the places where it may lack a hyphen."""

    def __init__(self, cited: Iterable[tuple[str, AbstractSet[int]]]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._sound: set[tuple[str, str]] = set()  # parts of URLs that lack nothing
        self._shapes: set[tuple[str, str]] = set()  # parts that lack nothing themselves
        self._hyphened: Counter[tuple[str, str]] = Counter()  # in a folder; a name also anywhere on its host
        self._domains: set[str] = set()  # of hosts with hyphens: themselves, and what they end with behind each dot
        self._pairs: set[tuple[str, str]] = set()
        self._words: set[str] = set()
        seen: dict[str, AbstractSet[int]] = {}
        for url, possible in cited:
            seen[url] = seen.get(url, possible) & possible
        for url, possible in seen.items():
            if not possible:
                self._whole.setdefault(_closed(url), set()).add(url)
            self._pairs.update((a.lower(), b.lower()) for a, b in _PAIR.findall(urls.unschemed(url)))
            for part in parts(url):
                self._note(part, possible)

    def _note(self, part: Part, possible: AbstractSet[int]) -> None:
        if not possible:
            self._sound.add(part.key)
        if not part.may_lack(possible):
            self._shapes.add(part.key)
            self._words.update(word.lower() for word in re.findall(r"[^\W\d_]+", part.text))
        if "-" in part.text and not part.before:
            self._domains.update(part.shape[at:] for at in (0, *_starts(part.shape)))
        elif "-" in part.text:
            for where in {part.before, part.host if part.named else part.before}:
                self._hyphened[where, part.shape] += 1 if part.may_lack(possible) else SEVERAL

    def lacking(self, url: str, possible: AbstractSet[int], *, proven: bool = False) -> Lacking:
        """Which hyphens a URL lacks, among the `possible` places: those that exactly one reading of its parts has.

        `proven`: it does lack one. Then a day gets it that nothing speaks against, which is never sure.
        """
        same = self._whole.get(_closed(url), set())
        if len(same) == 1:
            return Lacking(list(_missing(url, next(iter(same)))), sure=True)
        days = {found.start("month"): found.end("month") for found in _DAY.finditer(url if proven else "")}
        places: list[int] = []
        sure = True
        for part in parts(url):
            readings = [n for n in range(1, len(part.text)) if part.start + n in possible and self._supports(part, n)]
            if len(readings) == 1 and part.key not in self._sound:
                places.append(part.start + readings[0])
            elif not readings and days.get(part.start) in possible and part.key not in self._sound:
                places.append(days[part.start])
                sure = False
            elif readings or (part.key not in self._shapes and part.may_lack(possible)):
                sure = False
        return Lacking(places[:MOST], sure and len(places) <= MOST)

    def _supports(self, part: Part, place: int) -> bool:
        """Does a sibling have a hyphen at this place of a part?"""
        left, right = part.text[:place], part.text[place:]
        other = part._replace(text=f"{left}-{right}")
        if not part.before:
            return other.shape[_host(left).rfind(".") + 1 :] in self._domains
        places = {part.before, part.host if other.named else part.before}
        if _makes_uuid(other.text) or any(self._hyphened[where, other.shape] >= SEVERAL for where in places):
            return True
        before, after = re.search(r"[^\W\d_]*$", left), re.match(r"[^\W\d_]*", right)
        pair = (before.group().lower(), after.group().lower()) if before and after else ("", "")
        return pair in self._pairs and "".join(pair) not in self._words


def _shape(text: str) -> str:
    """A part with its numbers and hashes made one; years stay, and the length of numbers that stand by themselves."""
    stem = _EXTENSION.sub("", text)
    if not re.search(r"[^\W\d_]", stem):
        return re.sub(r"\d", "9", stem) + text[len(stem) :]
    return _TOKEN.sub(_mask, text)


def _mask(found: re.Match[str]) -> str:
    token = found.group()
    if token.startswith("%"):
        return token.upper()
    return f"H{len(token)}" if _HASH.fullmatch(token) else _NUMBERS.sub("#", _YEAR.sub("Y", token))


def _host(text: str) -> str:
    """A host without `www.` and port."""
    return re.sub(r"^www\d?\.|:\d+$", "", text.lower())


def _starts(host: str) -> Iterator[int]:
    """Where the labels of a host begin, its first aside."""
    return (found.end() for found in re.finditer(r"\.", host))


def _closed(url: str) -> str:
    return urls.key(url).replace("-", "")


def _missing(url: str, whole: str) -> Iterator[int]:
    """Where `url` lacks the hyphens that `whole` has."""
    url_at, bare, full = 0, urls.unschemed(url), urls.unschemed(whole)
    shift = len(url) - len(bare)
    for letter in full:
        if url_at < len(bare) and bare[url_at].lower() == letter.lower():
            url_at += 1
        elif letter == "-":
            yield shift + url_at


def _makes_uuid(text: str) -> bool:
    groups = re.sub(r"\.\w{1,5}$", "", text).split("-")
    return len(groups) == len(_UUID) and all(
        len(group) == length and re.fullmatch(r"[0-9a-f]+", group, re.IGNORECASE)
        for group, length in zip(groups, _UUID, strict=True)
    )
