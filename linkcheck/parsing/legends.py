"""Ratings by short forms ("C", "mNC") or symbols ("●", "◐"), with the legend that says what they mean, if there is one.

A legend is a sentence or a table of two columns. What stands below a head for ratings becomes the ratings' words, so
that nothing else need know of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NamedTuple

from linkcheck.parsing import tablehead
from linkcheck.parsing.characters import word_list
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.wording import RATING, RATINGS, SHORT_RATINGS, criterion, rating

FEWEST: Final = 3
"""Short forms below one head: fewer may be anything."""

NEAR: Final = 3.0
WIDE: Final = 6.0
"""Points: short forms of one column begin, or have their middles, within so much of each other."""

_SHORT: Final = r"[A-Za-z](?:[A-Za-z\d./]|-(?=[A-Za-z\d])){0,7}[+-]?"
_SYMBOL: Final = r"[^\w\s.,;:()\[\]/\"'=]"
_MEANS: Final = re.compile(
    rf"(?<![\w-])(?:(?P<short>{_SHORT})\s?[=:–-]|(?<!\S)(?P<symbol>(?:(?<=[,;:]\s)|(?![–—-])){_SYMBOL})\s?[=:–-]?)\s?"
    rf"(?P<rating>{RATING.pattern})",
    re.IGNORECASE,
)
"""In a legend's line. A dash between a title and its rating is no symbol; one behind a comma is."""

_BRACKETED: Final = re.compile(
    rf"(?<![\w-])(?P<short>(?-i:[A-Z](?:[A-Za-z./-]{{0,5}}[A-Z])?))\s?\((?P<rating>{RATING.pattern})\)", re.IGNORECASE
)
_BEFORE: Final = re.compile(
    rf"(?P<rating>{RATING.pattern})\s\((?P<short>(?-i:[A-Za-z./-]{{0,5}}[A-Z]))\)", re.IGNORECASE
)
"""Short forms with what they mean in brackets ("MiNC (Minor Non-Conformance)"), or in brackets themselves."""

_ALONE: Final = re.compile(
    rf"(?:(?P<short>{_SHORT})|(?P<symbol>{_SYMBOL}))\s(?P<rating>{RATING.pattern})", re.IGNORECASE
)
"""A legend's row, with the short form in a cell of its own."""

_OVER: Final = word_list("key legend scale symbols abbreviations")
_BESIDE: Final = word_list("the of to for used in rating ratings conformance levels level criteria table")
"""Words of a legend's heading."""

KNOWN: Final = {
    **SHORT_RATINGS, "n.a.": "Not Applicable", "N.A.": "Not Applicable", "NA": "Not Applicable",
    "UtR": "Unable to Rate", "UTR": "Unable to Rate", "n/a": "Not Applicable", "N/A": "Not Applicable",
}  # fmt: skip


NO_LEGEND: Final[Mapping[str, str]] = MappingProxyType({})


class _Column(NamedTuple):
    """Where the ratings' column may begin and end, and below which height."""

    low: float
    high: float
    top: float

    def holds(self, word: Word) -> bool:
        return self.low <= word.x0 and word.x1 <= self.high and word.top > self.top


def without_short_forms(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages with ratings in place of their short forms; the same where none stand below a head or each other."""
    known = known_in(pages)
    if sum(word.text in known for page in pages for word in page.words) < FEWEST:
        return pages
    column: _Column | None = None
    headed = [column := _column(page.rows) or (column and column._replace(top=0.0)) for page in pages]
    return _spelled(pages, headed, known) or _spelled(pages, [_aligned(pages, known)] * len(pages), known) or pages


def _spelled(
    pages: Sequence[Page], columns: Sequence[_Column | None], known: Mapping[str, str]
) -> Sequence[Page] | None:
    """The pages with the ratings that short forms in each page's column mean; None where these are too few."""
    below = [
        [word for word in page.words if word.text in known and column and column.holds(word)]
        for page, column in zip(pages, columns, strict=True)
    ]
    if sum(map(len, below)) < FEWEST:
        return None
    return [
        replace(page, words=list(_told(page, set(short), column, known))) if column else page
        for page, column, short in zip(pages, columns, below, strict=True)
    ]


def _aligned(pages: Sequence[Page], known: Mapping[str, str]) -> _Column | None:
    """Where short forms stand below each other in cells of their own, about as many as there are criteria."""
    numbered = [row for page in pages for row in page.rows if criterion(text_of(row[:2]))]
    cells = [cell for page in pages for row in page.rows for cell in tablehead.cells_of(row)[1:]]
    alone = [cell[0] for cell in cells if len(cell) == 1 and cell[0].text in known]
    middles = Counter(round((word.x0 + word.x1) / 2 / WIDE) for word in alone)
    lefts = Counter(round(word.x0 / NEAR) for word in alone)
    middle, left = (max(places, key=lambda at: (places[at], -at), default=0) for places in (middles, lefts))
    within = [w for w in alone if abs((w.x0 + w.x1) / 2 / WIDE - middle) <= 1 or abs(w.x0 / NEAR - left) <= 1]
    if 2 * len(within) < max(len(numbered), 2 * FEWEST):
        return None
    low, right = min(word.x0 for word in within), max(word.x1 for word in within)
    return _Column(low - 1, min((cell[0].x0 for cell in cells if cell[0].x0 > right), default=float("inf")), 0.0)


def legend(lines: Sequence[str]) -> Mapping[str, str]:
    """What a report says that its short forms mean: "C = Conformance, mNC = minor non-conformance"; at least two.

    None of those that mean more than one thing, as a bullet before each rating does, no words before ratings that
    go on from the line above, and no end of a criterion's title ("8.3 Alien Species – Not Applicable").
    """
    lines = [line for line in lines if not criterion(line)]
    rows = (found for found in map(_ALONE.fullmatch, lines) if found and not (found["short"] or "").islower())
    whole = " ".join(lines)
    means: defaultdict[str, set[str]] = defaultdict(set)
    for found in (*_MEANS.finditer(whole), *rows):
        means[found["short"] or found["symbol"]].add(rating(found["rating"]) or "")
    for found in (*_BRACKETED.finditer(whole), *_BEFORE.finditer(whole)):
        means[found["short"]].add(rating(found["rating"]) or "")
    known = {short: ratings.pop() for short, ratings in means.items() if len(ratings) == 1}
    return known if len(set(known.values())) > 1 else {}


def is_heading(text: str) -> bool:
    """Does a line stand over a legend, or begin it: "Rating key", "Legend: ● Conformance"?"""
    words = frozenset(re.findall(r"\w+", text.partition(":")[0].lower()))
    return not words.isdisjoint(_OVER) and words <= _OVER | _BESIDE


def known_in(pages: Sequence[Page], means: Mapping[str, str] = NO_LEGEND) -> dict[str, str]:
    """The usual short forms of ratings, and those of some pages' legend, or of one elsewhere."""
    return {**KNOWN, **means, **legend([text for page in pages for text in page.texts])}


def meaning(text: str, known: Mapping[str, str]) -> str | None:
    """The rating that a text is, or a short form of, whatever stands between its letters."""
    return known.get(text) or RATINGS.get(letters(text))


def letters(text: str) -> str:
    """The letters of a text, in lower case."""
    return "".join(c for c in text.lower() if c.isalpha())


def _column(rows: tablehead.Rows) -> _Column | None:
    head = tablehead.head_of(rows)
    if head is None:
        return None
    edges = [("", 0.0, 0.0), *head.roles, ("", float("inf"), float("inf"))]
    for (before, own), (_, after) in zip(pairwise(edges), pairwise(edges[1:]), strict=False):
        if own[0] == "rating":
            return _Column(before[2], after[1], rows[head.row][0].top)
    return None


def _told(page: Page, short: set[Word], column: _Column, known: Mapping[str, str]) -> Iterator[Word]:
    left = min((word.x0 for word in short), default=0.0)
    for word in page.words:
        if word in short:
            yield from spelled(known[word.text], word, left, min(column.high, page.width))
        else:
            yield word


def spelled(rating: str, mark: Word, left: float, right: float) -> Iterator[Word]:
    """A rating's words where the ratings' columns begin, at the mark's height."""
    wide = (right - left) / (2 * len(rating))
    for text in rating.split():
        x0 = left + wide * rating.index(text)
        yield mark._replace(text=text, x0=x0, x1=x0 + wide * (len(text) - 0.5))
