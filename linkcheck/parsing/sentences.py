"""Where sentences, lines and labels begin and end in a passage, companies' names and abbreviations notwithstanding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from linkcheck.parsing.characters import BULLET_MARKS, word_list

_ABBREVIATIONS: Final = word_list(
    "co ltd inc corp llc plc no nos e.g i.e eg ie etc vs approx fig figs p pp pg pgs sec sect ch chap para art vol dr"
    " mr mrs ms st mio s.p.a s.a s.r.l dept est incl excl resp cf jan feb mar apr jun jul aug sep sept oct"
    " nov dec pty pvt pte ltda bhd pag pagg págs pág blz str sid hal kap cap abs sez gem bzw inkl jf"
)
_COMPANY: Final = frozenset({"co", "ltd", "ltda", "bhd", "inc", "corp", "llc", "plc", "s.p.a", "s.a", "s.r.l"})
_MILLIONS: Final = re.compile(r"\d\smill$", re.IGNORECASE)
LONGEST_NUMBER: Final = 8
"""Millions before their full stop, which is no mill's."""

_STARTERS: Final = word_list(
    "the this these those it its they their each all every both other however in a an at for there no also"
    " additionally furthermore moreover as on to since during while although see please details further following"
    " both based"
)
_STOP: Final = re.compile(r"[.!?](?:[”\"’')\]]{0,2})(?=\s)|[。！？]|\n+")
_INTRODUCES: Final = re.compile(
    r"\b(?:at|to|in|on|from|via|below|here|follows|following|links?|urls?|websites?|available|disclosed|published)\s?[:：](?=\s)",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(rf"^(?:[\s{BULLET_MARKS}*–—-]+|\(?(?:\d{{1,2}}|[a-z])[.)](?=\s))+\s*")


class Segment(NamedTuple):
    """A sentence or a line: `start` to `end` of the passage; `closed` says that a full stop ends it."""

    start: int
    end: int
    closed: bool


def segments(text: str, start: int, end: int) -> Iterator[Segment]:
    """Cut `text[start:end]` into sentences and lines, in order; blank ones are left out."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if stop.group()[0] in ".!?" and not _ends(text, stop.start(), stop.end(), begin):
            continue
        yield from _segment(text, begin, stop.end(), closed=not stop.group().startswith("\n"))
        begin = stop.end()
    yield from _segment(text, begin, end, closed=False)


def _segment(text: str, start: int, end: int, *, closed: bool) -> Iterator[Segment]:
    """One segment, parted again after "available at:" and the like."""
    begin = start
    for colon in _INTRODUCES.finditer(text, start, end):
        if text[colon.end() : end].strip():
            yield Segment(begin, colon.end(), closed=False)
            begin = colon.end()
    if text[begin:end].strip():
        yield Segment(begin, end, closed)


def _ends(text: str, stop: int, after: int, begin: int) -> bool:
    """Does the mark at `stop` end a sentence?"""
    following = re.match(r"\s*[“\"‘'(•]*(\S{0,20})", text[after : after + 30])
    word = following[1] if following else ""
    if text[stop] != ".":
        return True
    before = re.search(r"\S{1,20}$", text[max(begin, stop - 20) : stop])
    last = before.group().lower().lstrip("(“\"‘'") if before else ""
    if last.split(",")[-1] in _COMPANY or re.fullmatch(r"(?:[a-z]\.){1,4}[a-z]", last):
        return word.lower().rstrip(",.") in _STARTERS and word[:1].isupper()
    if _MILLIONS.search(text, max(begin, stop - LONGEST_NUMBER), stop):
        return False
    if text[begin:stop].strip().isdigit():
        return False
    if last in _ABBREVIATIONS or re.fullmatch(r"[a-z]", last):
        return False
    return not word or word[0].isupper() or word[0].isdigit() or not word[0].isascii()


def unbulleted(text: str) -> str:
    """The text without bullets and dashes before it, and without blanks around."""
    return _BULLET.sub("", text).strip()


def last_sentence(text: str) -> str:
    """The sentence that a text ends with."""
    last = next(reversed([*segments(text, 0, len(text))]), None)
    return text[last.start : last.end] if last else ""
