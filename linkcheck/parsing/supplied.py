"""Findings in running text whose ratings only a summary gives: each rating is put behind its criterion's title.

The title stands on lines of its own or runs in ("1.1 Legal Compliance. The permits …"). A rating that the text itself
has is left where it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Layout, Line, Row
from linkcheck.parsing.prefixes import without_prefixed_lines
from linkcheck.parsing.running import read_running
from linkcheck.parsing.slices import cut
from linkcheck.parsing.summaries import Summary
from linkcheck.parsing.wording import RATING, criterion, order, title_end

LONGEST: Final = 4
"""Lines of a title."""

_RUN_IN: Final = re.compile(r"[^.:!?/]{3,100}[.:](?=\s+\S)")
"""A title that a sentence follows on its line."""

_OWN: Final = re.compile(rf"(?=[A-Z])(?i:{RATING.pattern})\s*(?:$|[.:;,(|–-])")
"""A rating of the finding's own, and no sentence that begins with one's word."""

_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = " .:;·•|–—-"
"""What stands between a title and the comment behind it."""


def read(lines: Sequence[Line], summary: Summary, *, pages: int = 0) -> Layout:
    """Take running text apart without its summary. Criteria of which only the summary tells are findings, too."""
    layout = read_running(rated(lines, summary), pages=pages)
    for number in summary.keys() - set(map(_order, layout.rows)) if layout.rows else ():
        given = summary[number]
        title, rating = (Line(text, given.page) for text in (f"{given.number} {given.title}", given.rating))
        layout.rows.append(Row([title], [rating], principle=_principle(layout.rows, number)))
    layout.rows.sort(key=_order)
    return layout


def _order(row: Row) -> tuple[int, ...]:
    found = criterion(join(row.criterion))
    return order(found[0]) if found else ()


def _principle(rows: Sequence[Row], number: tuple[int, ...]) -> str | None:
    return next((row.principle for row in rows if _order(row)[:1] == number[:1]), None)


def rated(lines: Sequence[Line], summary: Summary) -> list[Line]:
    """The lines with the summary's ratings behind the titles of the findings."""
    left = without_prefixed_lines(lines)
    begun = set(_findings(left, summary))
    kept: list[Line] = []
    n = 0
    while n < len(left):
        if n not in begun:
            kept.append(left[n])
            n += 1
            continue
        end = n + 1
        while end < len(left) and end - n < LONGEST and not left[end].gap and end not in begun:
            end += 1
        kept += _with_rating(left[n:end], left[end : end + 1], summary)
        n = end
    return kept


def _findings(lines: Sequence[Line], summary: Summary) -> list[int]:
    """Where the findings of a summary's criteria begin: of all stretches that count upwards the longest, or last."""
    places = [n for n in range(len(lines)) if (found := _number(lines, n)) and found in summary]
    numbers = {n: _number(lines, n) for n in places}
    first = min(numbers.values(), default=())
    starts = [k for k, n in enumerate(places) if numbers[n] == first]
    best: list[int] = []
    for start, end in pairwise([*starts, len(places)]):
        stretch = [places[start]]
        for n in places[start + 1 : end]:
            if numbers[n] > numbers[stretch[-1]]:
                stretch.append(n)
        best = stretch if len(stretch) >= len(best) else best
    return best


def _number(lines: Sequence[Line], n: int) -> tuple[int, ...]:
    """The order of the criterion that begins with its title at a line, or above one; empty where none does."""
    found = criterion(lines[n].text.strip())
    if not found:
        return ()
    title = found[1] or (lines[n + 1].text.strip() if n + 1 < len(lines) else "")
    return order(found[0]) if title[:1].isupper() and not RATING.match(title) else ()


def _with_rating(block: Sequence[Line], behind: Sequence[Line], summary: Summary) -> list[Line]:
    """A finding's first lines with the rating between its title and comment; `behind`: the line below them."""
    whole = join(block)
    number, text = criterion(whole) or ("", whole)
    given = summary[order(number)]
    start = whole.index(text)
    first = len(block[0].text.strip())
    end = start + _title_ends(number, given.title, text, (first if first > start else len(join(block[:2]))) - start)
    rest = whole[end:].lstrip(_BETWEEN)
    below = {line.text.strip() for line in (block[1:] if rest else behind)}
    if _OWN.match(rest) or any(RATING.fullmatch(text) and (rest or text).startswith(text) for text in below):
        return [replace(block[0], gap=True), *block[1:]]
    title, _, comment = cut(block, end, len(whole) - len(rest))
    kept = [replace(title[0], gap=True), *title[1:], Line(given.rating, block[0].page, gap=True)]
    return [*kept, *(replace(line, gap=line.gap or not n) for n, line in enumerate(comment))]


def _title_ends(number: str, given: str, text: str, line: int) -> int:
    """Where a criterion's title ends in a text: the standard's, the summary's, one that runs in, or its first line."""
    known = title_end(number, text)
    if known is not None:
        return known
    words, title = list(_WORD.finditer(text)), _WORD.findall(given.lower())
    if title and [word.group().lower() for word in words[: len(title)]] == title:
        return words[len(title) - 1].end()
    run_in = _RUN_IN.match(text, 0, line)
    return run_in.end() - 1 if run_in and not urls.START.search(run_in.group()) else line
