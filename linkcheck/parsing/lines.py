"""From words to lines: those of the whole page as the eye sees them, those of one cell, and the page's furniture."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from linkcheck.parsing.characters import BULLET_MARKS
from linkcheck.parsing.pages import Box, Line, Link, LinkSpan, Page, Word, rows_of_words
from linkcheck.parsing.wording import PAGE_NUMBER, RATING

WIDE_GAP = 1.1
"""Heights: a gap wider than this between two words sets columns or tab stops apart."""

CLOSE = 0.9
"""Heights: the space between two lines of one cell is less."""

PARAGRAPH_GAP = 1.35
"""Of the usual distance between two lines: more is a new paragraph."""

EDGE = 3
"""Lines from the top and from the bottom of a page among which running heads and feet are looked for."""

OFTEN = 0.3
"""Of all pages: heads and feet stand on so many, also where those of left and right pages differ."""

PAGE_NUMBER_OFFSET = 20
"""How far a printed page number may be from the file's own count."""

_ADDRESSED = re.compile(r"(?:\w{2,6}://|www\.)\S+ (?P<number>\d{1,4})\s?/\s?\d{1,4}")
"""What browsers print at a page's foot: the file's address, the page's number and how many there are."""

_OF_ALL = re.compile(
    r"(?:Page|PAGE|Seite|Sida|Side|P[áa]gina)\s(?P<number>\d{1,4})(?:\s(?:of|OF|von|av|de|sur|di)\s|\s?/\s?)(?P<all>\d{1,4})[\s|·]*$"
)
"""What a foot ends with, whatever stands before it: "Page 3 of 12", "Page 3/12" on the third page of twelve."""

_RATED = re.compile(
    rf"(?:[{BULLET_MARKS}–-] )?(?:\w{{1,12}}:? )?"
    rf"(?:[(\[]?\d{{1,2}}\.\d{{1,2}}[^\n]{{0,120}}\s[(\[]?)?{RATING.pattern}[)\]]?",
    re.IGNORECASE,
)
"""A rating alone, with a bullet or one word before it, such as its label, or behind a criterion's number and title."""

COVERS = 2
"""Pages that a file may have more or fewer than it counts."""


def box_of(words: Sequence[Word]) -> Box:
    """The smallest box around some words."""
    return Box(
        min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words)
    )


def text_of(words: Sequence[Word], keep_gaps: bool = False) -> str:
    """The words of a line with blanks between them; with `keep_gaps` a wide gap is two blanks."""
    if not keep_gaps:
        return " ".join(w.text for w in words)
    parts = [words[0].text]
    for before, word in itertools.pairwise(words):
        parts.append("  " if word.x0 - before.x1 > WIDE_GAP * (word.bottom - word.top) else " ")
        parts.append(word.text)
    return "".join(parts)


def lines_of(words: Iterable[Word], page: Page, keep_gaps: bool = False) -> list[Line]:
    """The lines of one cell or region of a page, with their boxes and the links under their words."""
    lines = []
    for row in rows_of_words(words):
        text = text_of(row, keep_gaps)
        lines.append(Line(text, page.number, box_of(row), _spans(text, row, page.links)))
    _mark_gaps(lines)
    return lines


def _spans(text: str, words: Sequence[Word], links: Sequence[Link]) -> tuple[LinkSpan, ...]:
    """Which characters of the line lie under which link; neighbouring words under one link are one span."""
    if not links:
        return ()
    top, bottom = min(w.top for w in words), max(w.bottom for w in words)
    near = [link for link in links if link.box.top < bottom and link.box.bottom > top]
    spans: list[LinkSpan] = []
    at = 0
    for word in words if near else ():
        start = text.index(word.text, at)
        at = start + len(word.text)
        target = _over(word, near)
        if target is None:
            continue
        if spans and spans[-1].target == target and not text[spans[-1].end : start].strip():
            spans[-1] = LinkSpan(spans[-1].start, at, target)
        else:
            spans.append(LinkSpan(start, at, target))
    return tuple(spans)


def _over(word: Word, links: Sequence[Link]) -> str | None:
    """The target of the link over a word: the nearest, as boxes may reach over the lines above and below."""
    covering = [link for link in links if _covers(link.box, word)]
    return min(covering, key=lambda link: abs(link.box.middle - word.middle)).target if covering else None


def _covers(box: Box, word: Word) -> bool:
    """Is a good part of the word under the link? An annotation often leaves out brackets and a full stop."""
    if not box.top - 1 <= word.middle <= box.bottom + 1:
        return False
    overlap = min(box.x1, word.x1) - max(box.x0, word.x0)
    return overlap > 0.5 * min(word.x1 - word.x0, box.x1 - box.x0)


def is_close(bottom: float, below: Sequence[Word]) -> bool:
    """Is a line so close below a height that it may go on with what ends there?"""
    return below[0].top - bottom < CLOSE * (below[0].bottom - below[0].top)


def _mark_gaps(lines: Sequence[Line]) -> None:
    tops = [line.box.top for line in lines if line.box]
    steps = [b - a for a, b in itertools.pairwise(tops)]
    if not steps:
        return
    usual = min(median(steps), 2.2 * min(line.box.bottom - line.box.top for line in lines if line.box))
    for line, step in zip(lines[1:], steps, strict=True):
        line.gap = step > PARAGRAPH_GAP * usual


def furniture(pages: Sequence[Page], rows: Sequence[Sequence[Sequence[Word]]]) -> list[set[int]]:
    """For each page the places (in its `rows`) of running heads, feet and page numbers.

    Running is what stands at the same height, digits aside, on three pages and a third of all, or on both of two, and
    is no rating; a page's number may stand alone.
    """
    seen: Counter[tuple[str, int]] = Counter()
    edges: list[dict[int, tuple[str, int]]] = []
    for page in rows:
        edge = {}
        for n in {*range(min(EDGE, len(page))), *range(max(0, len(page) - EDGE), len(page))}:
            text = " ".join(word.text for word in page[n])
            if _RATED.fullmatch(text):
                continue
            edge[n] = (re.sub(r"\d+", "#", text), round(page[n][0].middle / 4))
        seen.update(set(edge.values()))
        edges.append(edge)
    often = max(min(3, len(pages)), OFTEN * len(pages), 2)
    return [
        {
            n
            for n, key in edge.items()
            if seen[key] >= often or (n in (0, len(page_rows) - 1) and counts(page, page_rows[n], len(pages)))
        }
        for page, page_rows, edge in zip(pages, rows, edges, strict=True)
    ]


def counts(page: Page, row: Sequence[Word], pages: int) -> bool:
    """Is this line nothing but the page's number, perhaps beside an address, and not a year or a quantity?"""
    text = " ".join(word.text for word in row)
    ends = _OF_ALL.search(text)
    if ends and int(ends["number"]) == page.number and (pages == 1 or abs(int(ends["all"]) - pages) <= COVERS):
        return True  # one page alone may be of any file
    found = PAGE_NUMBER.match(text) or _ADDRESSED.fullmatch(text)
    return found is not None and abs(int(found["number"]) - page.number) <= PAGE_NUMBER_OFFSET
