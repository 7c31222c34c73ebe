"""Where a text names something: exact matches of normalised names, never similar ones.

Two companies of one group may differ in two characters, and their names are 89 % alike, so likeness is no evidence of
naming. A name counts where it stands whole, is no part of a longer company name, and is one facility's alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from linkcheck.documents.companies import AROUND, companies, is_part
from linkcheck.documents.text import composed, normalise, respelled

_AROUND = 40
_SHORTEST_LATIN = 4
_SHORTEST_HAN = 2
_SHORT_TERM = 4
"""An English term of so many letters stands alone: "SPL" is not in "split"."""

_MOST_HITS = 100
"""Of one name on one page; what comes after tells no more."""

_PUNCTUATION = re.compile(r"[\W_]+")
_ASCII_PUNCTUATION = bytes(code for code in range(128) if _PUNCTUATION.match(chr(code)))
_ASCII_LOWER = bytes(range(256)).lower()
_TYPOGRAPHIC = "“”‘’–—•…"
"""Marks without which most of a Latin text is ASCII: taken out first, that makes it four times as fast."""


_HAN_ENDS = re.compile(r"[\u3400-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Mention:
    """What was found (as it was looked for), on which page from 1, and the passage around it as it stands there."""

    name: str
    page: int
    quote: str


class _Hit(NamedTuple):
    start: int
    end: int
    owner: str
    name: str


class _Plain(NamedTuple):
    """A page's text without spaces and punctuation, and each of its characters' place in the page."""

    text: str
    places: tuple[int, ...]


def find_names(pages: Sequence[str], names: Mapping[str, Iterable[str]]) -> dict[str, Mention]:
    """For each owner of names (a facility with its aliases) the first place that has one of them.

    Spaces, punctuation, letter case and compatibility forms don't matter; everything else has to be the same.
    """
    wanted = [
        (owner, name, _plain_short(name))
        for owner, aliases in names.items()
        for name in aliases
        if is_long_enough(name)
    ]
    found: dict[str, Mention] = {}
    for number, page in enumerate(pages, 1):
        quick = _plain_text(page)
        present = [(owner, name, plain) for owner, name, plain in wanted if plain in quick]
        if not present or all(owner in found for owner, _, _ in present):
            continue
        plain_page = _plain(page)
        for hit in _uncovered(tuple(_hits(page, plain_page, present))):
            if hit.owner not in found:
                found[hit.owner] = Mention(hit.name, number, _quote(page, plain_page, hit))
    return found


def find_term(pages: Sequence[str], terms: Iterable[str]) -> Mention | None:
    """The first place that has one of the terms. An English one may go on: "emission" is found in "emissions"."""
    wanted = [(term, term, _plain_short(term)) for term in terms]
    for number, page in enumerate(pages, 1):
        quick = _plain_text(page)
        present = [entry for entry in wanted if entry[2] in quick]
        if not present:
            continue
        plain = _plain(page)
        hit = min(_hits(page, plain, present, may_go_on=True), default=None)
        if hit:
            return Mention(hit.name, number, _quote(page, plain, hit))
    return None


def company_names(pages: Sequence[str]) -> dict[str, Mention]:
    """Company names in a text, each with its first place: candidates for a person to review as aliases."""
    found: dict[str, Mention] = {}
    for number, page in enumerate(pages, 1):
        for name, start, end in companies(page):
            if name not in found:
                found[name] = Mention(name, number, passage(page, start, end))
    return found


def plain_name(text: str) -> str:
    """The form in which names are compared."""
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, "")
        text = text if text.isascii() else composed(text)
    encoded = text.encode("utf-8", "surrogatepass")
    kept = encoded.translate(_ASCII_LOWER, _ASCII_PUNCTUATION).decode("utf-8", "surrogatepass")
    return kept if kept.isascii() else _PUNCTUATION.sub("", kept).casefold()


# A page is looked through for names and for terms, and a document that is cited often once for each citation.
_plain_text = lru_cache(maxsize=2**10)(plain_name)
_plain_short = lru_cache(maxsize=2**16)(plain_name)


def _plain(page: str) -> _Plain:
    return _Plain(*respelled(page, _plain_short))


def is_long_enough(name: str) -> bool:
    """Is a name long enough to mean anything where it is found?"""
    plain = _plain_short(name)
    return len(plain) >= (_SHORTEST_LATIN if plain.isascii() else _SHORTEST_HAN)


def _hits(
    page: str, plain: _Plain, wanted: Iterable[tuple[str, str, str]], *, may_go_on: bool = False
) -> Iterator[_Hit]:
    """Every whole occurrence. Latin names must begin and end where a word does."""
    for owner, name, looked_for in wanted:
        open_end = may_go_on and len(looked_for) > _SHORT_TERM
        for match in islice(re.finditer(re.escape(looked_for), plain.text), _MOST_HITS):
            first, last = plain.places[match.start()], plain.places[match.end() - 1]
            if _within_word(page, first - 1) or (not open_end and _within_word(page, last)):
                continue
            if not may_go_on and _within_name(page, plain, match):
                continue
            yield _Hit(match.start(), match.end(), owner, name)


def _within_word(page: str, place: int) -> bool:
    """Do this character and the next one belong to one Latin word?"""
    pair = page[max(place, 0) : place + 2]
    return len(pair) == 2 and all(_is_latin(character) for character in pair)


def _within_name(page: str, plain: _Plain, match: re.Match[str]) -> bool:
    """Is a Chinese name a part of another company's? Looked for in what stands beside it without a mark between."""
    if not _HAN_ENDS.fullmatch(match[0][0] + match[0][-1]):
        return False
    before, after = max(match.start() - AROUND, 0), match.end() + AROUND
    left = page[plain.places[before] : plain.places[match.start()]]
    right = page[plain.places[match.end() - 1] + 1 : plain.places[min(after, len(plain.places) - 1)] + 1]
    return is_part(match[0], normalise(left), normalise(right))


def _is_latin(character: str) -> bool:
    plain = unicodedata.normalize("NFKC", character)
    return plain.isalnum() and not any(part >= "\u2e80" for part in plain)


def _uncovered(hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """Hits in the order of the text, without those within somebody else's name: that is longer, or nobody's alone."""
    for hit in sorted(hits):
        covered = any(other.owner != hit.owner and other.start <= hit.start and hit.end <= other.end for other in hits)
        if not covered:
            yield hit


def _quote(page: str, plain: _Plain, hit: _Hit) -> str:
    return passage(page, plain.places[hit.start], plain.places[hit.end - 1] + 1)


def passage(page: str, start: int, end: int) -> str:
    """The words around a place, on one line."""
    left, right = max(start - _AROUND, 0), end + _AROUND
    words = " ".join(page[left:right].split())
    return f"{'…' if left else ''}{words}{'…' if right < len(page) else ''}"
