"""Criteria whose numbers do not begin their headings, in running text: they are put first.

    Code of Conduct (1.3)            a number in brackets behind the title, perhaps with the rating behind it
    4. [2.6] Impact Assessment       items that are counted, the criterion's number behind the item's own
    Code of Conduct     Conformance  a labelled number alone below the title
    Criterion 1.3
    1.3                 Conformance  the title below number and rating
    Code of Conduct

Only where at least three stand so, and more than begin with their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from linkcheck.parsing import urls
from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Line
from linkcheck.parsing.slices import slice_of
from linkcheck.parsing.wording import RATING, criterion, known_title, title_goes_on

FEWEST: Final = 3

LONGEST: Final = 2
"""Lines of a title."""

_LABEL: Final = r"(?:(?:ASI|PS|criterion|clause|requirement|ref\.?|no\.?):?\s){%s}"
_NUMBER: Final = r"(?P<number>\d{1,2}\.\d{1,2}(?:\s?\(?[a-z](?:[-–][a-z])?\)?)?)"
_BEHIND: Final = re.compile(
    rf"(?P<title>[^\W\d_][^.:;!?()]{{2,150}}?)[\s,:–—-]{{0,3}}[(\[]{_LABEL % '0,2'}{_NUMBER}[)\]]"
    r"[\s:,|–—-]{0,4}(?P<rest>.{0,60})$",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    rf"(?P<count>\d{{1,3}})[.)]\s{{1,4}}[(\[]?{_LABEL % '0,2'}{_NUMBER}[)\]]?[\s:–—-]{{1,4}}(?=[A-Z])", re.IGNORECASE
)
_ALONE: Final = re.compile(rf"{_LABEL % '1,3'}{_NUMBER}$", re.IGNORECASE)


class _Heading(NamedTuple):
    """The lines from `first` up to `end` in whose stead others stand."""

    first: int
    end: int
    lines: list[Line]


def with_numbers_first(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with criteria's numbers before their titles; the same where they stand there, or nowhere."""
    numbered = [found[1] for line in lines if (found := criterion(line.text.strip()))]
    plain = sum(title[:1].isupper() and not RATING.fullmatch(title) for title in numbered)
    for way in (_counted, _bracketed, _below, _rated):
        headings = {heading.first: heading for heading in way(lines)}
        if len(headings) >= max(FEWEST, plain + 1):
            return list(_replaced(lines, headings))
    return lines


def _replaced(lines: Sequence[Line], found: Mapping[int, _Heading]) -> Iterator[Line]:
    end = 0
    for n, line in enumerate(lines):
        if n in found:
            end = found[n].end
            yield from found[n].lines
        elif n >= end:
            yield line


def _counted(lines: Sequence[Line]) -> Iterator[_Heading]:
    """Items counted one by one, each with a criterion's number behind its own."""
    items = [(n, found) for n, line in enumerate(lines) if (found := _COUNTED.match(line.text.strip()))]
    counts = [int(found["count"]) for _, found in items]
    if any(after != before + 1 for before, after in pairwise(counts)):
        return
    for n, found in items:
        yield _Heading(n, n + 1, [_numbered(found["number"], lines[n], found.end(), len(lines[n].text.strip()))])


def _bracketed(lines: Sequence[Line]) -> Iterator[_Heading]:
    """Titles with their numbers in brackets behind them, the standard's own or beside a rating."""
    for n, line in enumerate(lines):
        found = _BEHIND.match(line.text.strip())
        if not found or urls.START.search(line.text):
            continue
        rated = RATING.fullmatch(found["rest"].strip("()[] ")) is not None
        near = any(_is_rating(other) for other in (*lines[max(0, n - 1) : n], *lines[n + 1 : n + 2]))
        if rated or (not found["rest"] and (near or known_title(found["number"], found["title"]))):
            title = _numbered(found["number"], line, 0, found.end("title"))
            rest = [slice_of(line, found.start("rest"), found.end("rest"))] if rated else []
            yield _Heading(n, n + 1, [title, *rest])


def _below(lines: Sequence[Line]) -> Iterator[_Heading]:
    """Titles with labelled numbers alone below them, the standard's own or with a rating behind."""
    for n, line in enumerate(lines):
        found = _ALONE.match(line.text.strip())
        for first in range(n - 1, max(-1, n - 1 - LONGEST), -1) if found else ():
            text = join(lines[first:n])
            rated = next((each for each in RATING.finditer(text) if each.end() == len(text) and each.start()), None)
            if found and text[:1].isupper() and (rated or known_title(found["number"], text)):
                above = lines[first]
                title = _numbered(found["number"], above, 0, len(above.text.strip()))
                yield _Heading(first, n + 1, [title, *lines[first + 1 : n]])
                break


def _rated(lines: Sequence[Line]) -> Iterator[_Heading]:
    """The standard's titles below their numbers, beside which the ratings stand."""
    for n, line in enumerate(lines[:-1]):
        text = line.text.strip()
        found = criterion(text)
        if found and RATING.fullmatch(found[1]) and known_title(found[0], lines[n + 1].text.strip()):
            end = n + 2
            while end < min(len(lines), n + 1 + LONGEST) and title_goes_on(
                found[0], join(lines[n + 1 : end]), lines[end].text
            ):
                end += 1
            title = _numbered(found[0], lines[n + 1], 0, len(lines[n + 1].text.strip()))
            rating = slice_of(line, len(text) - len(found[1]), len(text))
            yield _Heading(n, end, [title, *lines[n + 2 : end], rating])


def _numbered(number: str, line: Line, start: int, end: int) -> Line:
    """A paragraph with a number before a part of a line."""
    part = slice_of(line, start, end)
    moved = len(number) + 1
    links = tuple(link._replace(start=link.start + moved, end=link.end + moved) for link in part.links)
    return replace(part, text=f"{number} {part.text}", links=links, gap=True)


def _is_rating(line: Line) -> bool:
    text = line.text.strip()
    return text[:1].isupper() and RATING.fullmatch(text) is not None
