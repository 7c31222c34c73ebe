"""Hyphens that `pdftotext` without options drops at a line's end, joining the line to the next.

Where they were is told by what stands there now: a URL that is glued to its label, a line that is longer than the
column. What can't be told is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.findings import number_of
from linkcheck.parsing.grounds import listed
from linkcheck.parsing.mentions import Mention
from linkcheck.parsing.pages import Layout, Line, Trouble
from linkcheck.parsing.passages import read_passage
from linkcheck.parsing.ranges import lacking
from linkcheck.parsing.siblings import Lacking, Siblings
from linkcheck.parsing.spelling import Known
from linkcheck.parsing.widths import column, width, widths

LEAST: Final = 0.93
MOST: Final = 1.06
"""Of the column's width: with the next word a full line is no narrower, without it no wider."""

PASSES: Final = 2
"""URLs that were mended in one pass vouch for others in the next."""

LONGEST: Final = 500
"""Characters of a URL in which hyphens are looked for."""

WIDEST: Final = 8
"""Columns: what is wider is no line of which hyphens were dropped."""

_HYPHEN: Final = width("-")
_HYPHENATED: Final = re.compile(r"[^\W_][-‐][ ]*\n(?=[^\n\f])")
"""A hyphen at a line's end, but not over the end of a page, where it is never dropped."""

_GLUED: Final = re.compile(r"(?<=[^\W_]|[.)\]])(?=https?://\w|HTTPS?://\w|www\d?\.[\w-]+\.\w|WWW\d?\.[\w-]+\.\w)")


def are_dropped(text: str) -> bool:
    """Is this a text with pages, of which no line ends with a hyphen?"""
    return "\f" in text and not _HYPHENATED.search(text)


def parted(line: str) -> list[str]:
    """A line cut before each URL that is glued to its label ("Kalmar Millhttps://…": the dash between them is gone)."""
    parts: list[str] = []
    begin = 0
    for glued in _GLUED.finditer(line):
        label = line[line.rfind(" ", begin, glued.start()) + 1 : glued.start()]
        if not urls.START.search(f"{label} ") and "/" not in label:
            parts.append(line[begin : glued.start()])
            begin = glued.start()
    return [*parts, line[begin:]]


class _Lines:
    """A row's lines, and how wide each is up to any of its places."""

    def __init__(self, lines: Sequence[Line], column: float) -> None:
        self.lines = lines
        self.column = column
        self._widths: dict[int, list[float]] = {}
        self._needed: dict[int, list[float]] = {}

    def may_end(self, n: int, at: int) -> bool:
        """May a printed line have ended at a place of a rejoined one: would what follows not have fitted on it?"""
        if n not in self._needed:
            self._needed[n] = _needed(self.lines[n].text, self._wide(n))
        return self._needed[n][at] + _HYPHEN >= LEAST * self.column

    def explained(self, n: int, cuts: AbstractSet[int], cited: AbstractSet[int]) -> bool:
        """Is a line, cut at some places, no wider than the column, or may it have ended outside of the URL?"""
        wide = self._wide(n)
        if wide[-1] > WIDEST * self.column:
            return False
        ends = [wide[at] for at in (0, *sorted(cuts), len(wide) - 1)]
        if all(b - a <= MOST * self.column for a, b in pairwise(ends)):
            return True
        return any(self.may_end(n, at) for at in range(1, len(wide) - 1) if at not in cited and at not in cuts)

    def _wide(self, n: int) -> list[float]:
        if n not in self._widths:
            self._widths[n] = widths(self.lines[n].text)
        return self._widths[n]


def _needed(text: str, wide: Sequence[float]) -> list[float]:
    """For each place of a line the width up to the next place behind it where the line could have ended."""
    found = [wide[-1]] * len(wide)
    for at in range(len(text) - 1, 0, -1):
        ends = text[at].isspace() or text[at] == "-"
        found[at] = wide[at + (text[at] == "-")] if ends else found[at + 1]
    return found


class _Cited:
    """A URL in a row's lines: where each of its characters stands, by line and place."""

    def __init__(self, lines: _Lines, mention: Mention) -> None:
        self.url = mention.cited_as
        self.places: list[tuple[int, int]] = []
        n, at = mention.line, mention.place
        for letter in self.url:
            while n < len(lines.lines) and lines.lines[n].text[at : at + 1] != letter:
                n, at = (n, at + 1) if at < len(lines.lines[n].text) else (n + 1, 0)
            if n == len(lines.lines):
                break
            self.places.append((n, at))
            at += 1
        self.taken: dict[int, set[int]] = {}
        for n, at in self.places:
            self.taken.setdefault(n, set()).add(at)
        self.rejoined = any(lines.lines[n].rejoined for n in self.taken)
        self.readable = len(self.places) == len(self.url) <= LONGEST
        self.possible = frozenset(self._possible(lines)) if self.rejoined and self.readable else frozenset[int]()

    def _possible(self, lines: _Lines) -> Iterator[int]:
        """Where in the URL a line may have ended with a hyphen."""
        for k in range(1, len(self.url)):
            (n, before), (also, at) = self.places[k - 1 : k + 1]
            inside = n == also and at == before + 1 and lines.lines[n].rejoined
            if inside and self.url[k - 1].isalnum() and lines.may_end(n, at):
                yield k


def mend(layout: Layout) -> None:
    """Put hyphens back into URLs where other URLs of the report tell that one is missing; mark what may lack more."""
    comments = [line for row in layout.rows for line in row.comment]
    prose = [line.text for line in comments if not urls.START.search(line.text) and " " in line.text]
    wide = column(prose)
    for line in comments:
        line.rejoined = bool(urls.START.search(line.text)) and width(line.text) + _HYPHEN >= LEAST * wide
    restored = 0
    ranges = {number_of(row): left for row in layout.rows if (left := _mend_ranges(row.comment, wide))}
    for days in (False, True):
        for _ in range(PASSES):
            found = _mend(layout, wide, days=days)
            restored += found
            if not found:
                break
    told = "No line of this text ends with a hyphen: its extraction dropped them"
    if ranges:
        which = listed(f"{', '.join(left)} in {number}" for number, left in ranges.items())
        layout.troubles.append(Trouble(f"{told}, and cited pages may be ranges: {which}."))
    if restored:
        text = f"{told}. {restored} were put back into URLs, as other URLs of the report or dates have them."
        layout.troubles.append(Trouble(text))
    if any(line.rejoined for row in layout.rows for line in row.comment):
        text = f"{told}, and URLs broken there lack one. Give the PDF, or the text of pdftotext -layout."
        layout.troubles.append(Trouble(text))


def _mend(layout: Layout, wide: float, *, days: bool) -> int:
    """One pass: the number of hyphens that were put back.

    `days`: also into days that nothing vouched for. No URL that was mended then stops being doubtful.
    """
    known = Known(layout.targets)
    rows = [_Lines(row.comment, wide) for row in layout.rows]
    cited = [[_Cited(row, mention) for mention in read_passage(row.lines, known).mentions] for row in rows]
    siblings = Siblings(
        [
            *((one.url, one.possible) for row in cited for one in row if one.readable),
            *((url, frozenset[int]()) for url in layout.targets),
        ]
    )
    restored = 0
    for row, lines, ones in zip(layout.rows, rows, cited, strict=True):
        doubtful, sure, cuts = set[int](), set[int](), set[tuple[int, int]]()
        for one in ones:
            if not one.rejoined:
                continue
            proven = days and not all(lines.explained(n, frozenset(), taken) for n, taken in one.taken.items())
            none = Lacking([], sure=False)
            missing = siblings.lacking(one.url, one.possible, proven=proven) if one.readable else none
            mine = {one.places[k] for k in missing.places}
            cuts |= mine
            for n, taken in one.taken.items():
                told = missing.sure and lines.explained(n, {at for line, at in mine if line == n}, taken)
                (sure if told else doubtful).add(n)
        for n in sure - doubtful if not days else ():
            row.comment[n].rejoined = False
        for n, at in sorted(cuts, reverse=True):
            row.comment[n : n + 1] = _cut(row.comment[n], at)
        restored += len(cuts)
    return restored


def _mend_ranges(lines: list[Line], wide: float) -> list[str]:
    """Put hyphens back into page ranges: the numbers that may be ranges as well, and were left."""
    measured = _Lines(list(lines), wide)
    left: list[str] = []
    for n in range(len(lines) - 1, -1, -1):
        text = lines[n].text
        if LEAST * wide <= width(text) + _HYPHEN <= WIDEST * wide:
            joined = width(text) > MOST * wide
            ranges = lacking(text, partial(measured.may_end, n), joined=joined)
            for found in sorted(ranges, key=attrgetter("place"), reverse=True):
                if found.sure:
                    lines[n : n + 1] = _cut(lines[n], found.place)
                else:
                    left.append(found.digits)
    return left[::-1]


def _cut(line: Line, at: int) -> list[Line]:
    """A line cut in two again, with the hyphen at the first one's end."""
    return [
        replace(line, text=f"{line.text[:at]}-", room=0.0),
        replace(line, text=line.text[at:], gap=False),
    ]
