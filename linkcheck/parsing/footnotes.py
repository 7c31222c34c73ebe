"""Footnotes below the findings table: a URL there belongs where a comment holds the footnote's mark.

"Certificates of Alder¹ and Lume²." is read as "Certificates of Alder (https://…) and Lume (https://…).".

A mark is "[3]", raised figures, or a number right behind a sentence or its punctuation. Where no finding, or more than
one, has a footnote's mark, nobody can say whose it is: it stays apart, and the layout's troubles tell of it. Raised
figures are then taken off what they stand behind: they are no part of a page's number, a name or a URL.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import accumulate, chain, groupby
from typing import Final

from linkcheck.parsing import hosts, urls
from linkcheck.parsing.characters import RAISED, lowered
from linkcheck.parsing.findings import number_of
from linkcheck.parsing.notes import FIGURES, MARK, SURE, Note, place
from linkcheck.parsing.pages import Layout, Line, Row, Trouble
from linkcheck.parsing.wording import END, digits

FEWEST: Final = 2
"""Notes of a list behind the comments whose marks these have."""

LONGEST_HEADING: Final = 4
"""Words of the heading over such a list."""

_LIST: Final = re.compile(r"(?:Foot|End)?[Nn]otes\b[^.:;]{0,60}:?")
"""A heading that says that notes follow: "Notes to chapter 3"."""

_NOTE: Final = re.compile(
    r"(?P<open>[\[(])?(?P<number>[1-9]\d{0,2})(?(open)[\])])[.:)]?\s+(?=\S)|\[(?P<other>\d{1,3})\]"
    rf"|(?P<raised>{FIGURES}){RAISED[-1]}?\s?(?=\S)"
)
_TAKEN_OFF: Final = re.compile(
    rf"(?<!\b[kcmdµ]m)(?<!\bm)(?<!\b10)(?:\s?[{RAISED}]+(?=\s?[.,;:)\]])\s?|\s?[{RAISED}]+(?=\s|$)|[{RAISED}]+)"
)
"""Not what stands behind a unit or a ten: "12 m²", "10⁶"."""


def attach(layout: Layout) -> None:
    """Move footnotes with URLs from behind the table to the comments that refer to them."""
    _take_endnotes(layout)
    domains = hosts.domains_in(line.text.lower() for line in (*layout.epilogue, *_said(layout.rows)))
    given = _share_notes_between(layout, domains)
    notes = list(_notes(layout.epilogue, domains))
    if not notes:
        return
    for row in layout.rows:
        row.comment = _without_heading(row.comment)
    # raised or in brackets it is a mark rather than behind a word ("on 6 March")
    owners = _owners(layout.rows, MARK) | _owners(layout.rows, SURE)
    anew = bool(given) or len({number for number, _ in notes}) < len(notes)
    by_page = _by_page(layout.rows) if anew else {}
    placed: defaultdict[int, list[Note]] = defaultdict(list)
    for number, lines in notes:
        its = [n for n in owners.get(number, ()) if (n, number) not in given]
        if anew and len(its) > 1:
            its = [n for n in by_page.get((lines[0].page, number), ()) if (n, number) not in given]
        if len(its) == 1:
            placed[its[0]].append((number, lines))
        else:
            shown = " ".join(line.text for line in lines)
            told = f"Whose footnote {number} is could not be told: {urls.clip(shown)}"
            layout.troubles.append(Trouble(told, lines[0].page))
    for n, its_notes in placed.items():
        place(layout.rows[n], its_notes)


def _take_endnotes(layout: Layout) -> None:
    """Move a list of notes from behind the last comment to what follows the findings.

    It counts from one on, and most of its numbers are marks in the comments.
    """
    last = layout.rows[-1].comment if layout.rows else []
    found = [_NOTE.match(line.text) for line in last]
    numbers = [int(lowered(match[match.lastgroup or 0])) if match else 0 for match in found]
    start = next((n for n in range(len(last) - 1, 0, -1) if numbers[n] == 1), 0)
    if not start:
        return
    counted = [number for number in numbers[start:] if number]
    marks = set[str]().union(*map(_marks, layout.rows[:-1]), _marks(replace(layout.rows[-1], comment=last[:start])))
    used = sum(str(number) in marks for number in counted)
    if counted == [*range(1, len(counted) + 1)] and used >= max(FEWEST, len(counted) / 2):
        end_at(layout, start)


def end_at(layout: Layout, start: int) -> None:
    """Move what begins in the last comment with a list, and the heading over it, to what follows the findings."""
    last = layout.rows[-1].comment
    above = last[start - 1]
    start -= above.gap and above.text[-1:].isalpha() and len(above.text.split()) <= LONGEST_HEADING
    layout.epilogue[:0] = last[start:]
    del last[start:]


def _by_page(rows: Sequence[Row]) -> dict[tuple[int | None, str], list[int]]:
    """Which rows hold each mark on each page."""
    found: defaultdict[tuple[int | None, str], list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for page, lines in groupby(row.comment, key=lambda line: line.page):
            for mark in _marks(Row(comment=[*lines]), SURE):
                found[page, mark].append(n)
    return found


def _share_notes_between(layout: Layout, domains: Set[str]) -> set[tuple[int, str]]:
    """Give notes that end a principle, and so its last comment, to the comments above that hold their marks.

    They count on from part to part, or anew in each: then they are those of their own principle. Those that no one of
    them names are put to the notes behind the findings. What is given: the rows' places and the notes' numbers.
    """
    since, given, parts = 0, set[tuple[int, str]](), list[str]()
    placed: defaultdict[int, list[Note]] = defaultdict(list)
    for n, row in enumerate(layout.rows):
        notes = _last_notes(row.comment, domains)
        items = list(numbered(notes, _NOTE))
        if not items:
            continue
        said = row.comment[: len(row.comment) - len(notes)]
        above = [*layout.rows[since:n], replace(row, comment=said)]
        marked = _owners(above, SURE)
        parts = parts or [*map(_part_of, layout.rows)]
        own_part = {m for m, part in enumerate(parts[since : n + 1]) if part == parts[n]}
        used = [_nearest(marked.get(lowered(number), []), own_part) for number, _, _ in items]
        if 2 * sum(map(bool, used)) < len(items):
            continue
        row.comment, since = _without_heading(said), n + 1
        for (number, own, rest), owners in zip(items, used, strict=True):
            if len(owners) == 1:
                its = n - len(above) + 1 + owners[0]
                placed[its].append((lowered(number), rest))
                given.add((its, lowered(number)))
            else:
                layout.epilogue += own
    for its, marked_notes in placed.items():
        place(layout.rows[its], marked_notes)
    return given


def _without_heading(comment: list[Line]) -> list[Line]:
    """A comment without the heading over notes that stood below it."""
    return comment[:-1] if len(comment) > 1 and _LIST.fullmatch(comment[-1].text.strip()) else comment


def _part_of(row: Row) -> str:
    """The number of the principle that a row's criterion is of."""
    return digits(number_of(row) or "").partition(".")[0]


def _nearest(places: Sequence[int], part: Set[int]) -> Sequence[int]:
    """Of several places those of one part, if there are any."""
    return (len(places) > 1 and [n for n in places if n in part]) or places


def _last_notes(comment: Sequence[Line], domains: Set[str]) -> Sequence[Line]:
    """The lines at a comment's end that are a list of notes, whose numbers count on by one, the first with a URL."""
    start, following = len(comment), 0
    for n in range(len(comment) - 1, 0, -1):
        found = _NOTE.match(comment[n].text)
        number = int(lowered(found[found.lastgroup or 0])) if found else 0
        if number and following and number != following - 1:
            break
        if number:
            start, following = n, number
    first = comment[start:][:1]
    return comment[start:] if any(_is_linked(line, domains) for line in first) else ()


def _is_linked(line: Line, domains: Set[str]) -> bool:
    """Does a line hold a URL, or a bare host below one of some domains?"""
    if line.links or urls.START.search(line.text):
        return True
    return hosts.start_of(line.text, 0, len(line.text), domains) is not None


def _said(rows: Sequence[Row]) -> Iterator[Line]:
    return (line for row in rows for line in row.comment)


def _notes(lines: Sequence[Line], domains: Set[str]) -> Iterator[tuple[str, list[Line]]]:
    """Each footnote that holds a URL: its number, and its lines without it."""
    for number, _, note in numbered(lines, _NOTE):
        if any(_is_linked(part, domains) for part in note):
            yield lowered(number), note


def numbered(
    lines: Iterable[Line], begins: re.Pattern[str], *, apart: bool = False
) -> Iterator[tuple[str, list[Line], list[Line]]]:
    """The items of a list: what the last named group of `begins` has of each, its lines, and these without that.

    `apart`: a line with space above it is no more of an item.
    """
    number, own, rest = "", list[Line](), list[Line]()
    for line in [*lines, Line("")]:
        found = begins.match(line.text)
        if number and (found or not line.text or (apart and line.gap) or END.match(line.text)):
            yield number, own, rest
            number = ""
        if found:
            number, own, rest = found[found.lastgroup or 0], [line], [_behind(line, found.end())]
        elif number:
            own.append(line)
            rest.append(line)


def _behind(line: Line, cut: int) -> Line:
    links = tuple(
        span._replace(start=max(0, span.start - cut), end=span.end - cut) for span in line.links if span.end > cut
    )
    return replace(line, text=line.text[cut:].strip(), links=links)


def _owners(rows: Sequence[Row], pattern: re.Pattern[str]) -> dict[str, list[int]]:
    """Which rows hold each mark."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for mark in _marks(row, pattern):
            found[mark].append(n)
    return found


def _marks(row: Row, pattern: re.Pattern[str] = MARK) -> set[str]:
    text = "\n".join(line.text for line in row.comment)
    return {lowered("".join(found)) for found in pattern.findall(text)}


def take_off(layout: Layout) -> None:
    """Take raised figures off all lines."""
    cells = (cell for row in layout.rows for cell in (row.criterion, row.rating, row.comment, row.aside, row.facility))
    for line in chain(layout.prologue, layout.epilogue, *cells):
        if not line.text.isascii():
            _take_off(line)


def _take_off(line: Line) -> None:
    marks = [found.span() for found in _TAKEN_OFF.finditer(line.text)]
    if not marks:
        return
    ends = [end for _, end in marks]
    gone = [0, *accumulate(end - start for start, end in marks)]

    def moved(at: int) -> int:
        n = bisect_right(ends, at)
        return at - gone[n] - (max(0, at - marks[n][0]) if n < len(marks) else 0)

    line.text = _TAKEN_OFF.sub("", line.text)
    line.links = tuple(span._replace(start=moved(span.start), end=moved(span.end)) for span in line.links)
    line.unspaced = tuple(map(moved, line.unspaced))
