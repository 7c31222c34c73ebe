"""From runs of letters, as they stand in a file, to the words that are seen on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Final, NamedTuple

from linkcheck.parsing.characters import clean, raised
from linkcheck.parsing.pages import Word

WORD_GAP: Final = 0.15
"""Of the letters' size: a gap that is wider parts words, as it does columns that nearly touch."""

BELOW: Final = 0.21
"""Of a letter's size: so much is below the line on which it stands, as in Arial, whatever its font says.

Fonts say so many things that letters of two fonts on one line would stand at different heights.
"""

ONE_LINE: Final = 3.0
"""Points: letters whose tops differ by no more stand on one line."""

LARGEST_SIDE: Final = 14_400.0
"""Points of a page's width or height that are looked at: what a page may have (ISO 32000-1, annex C.2)."""

TOUCHING: Final = 0.2
"""Points: words that are nearer to each other have no blank between them that can be seen."""

SMALLER: Final = 0.9
"""Of the letters beside it: a footnote's mark is no larger."""

HIGHER: Final = 0.12, 0.8
"""Of the letters beside it: so far above their line a footnote's mark stands, at least and at most."""

LONGEST_MARK: Final = 12
"""Letters of a footnote's mark."""

TILTED: Final = 0.1
"""How far a line may climb for each point of its length: a scan's does by less, a watermark's by more."""


class Run(NamedTuple):
    """Letters of one size on one line, each where the one before ends. `blank`: a blank follows in the file."""

    x0: float
    top: float
    x1: float
    size: float
    text: str
    blank: bool


_left: Final = itemgetter(Run._fields.index("x0"))
_top: Final = itemgetter(Run._fields.index("top"))


def is_level(a: float, b: float, c: float, d: float) -> bool:
    """Do letters with these numbers in their matrix stand upright on a level line, as what is read does?"""
    return a * d > 0 and b * c <= 0 and abs(b) <= TILTED * abs(a)


def words_of(runs: Iterable[Run], width: float, height: float) -> list[Word]:
    """The words of a page, line after line, each from left to right. Blanks and gaps part them.

    What lies beside the page, `width` and `height` points large, is seen by nobody and left out.
    """
    shown = (run for run in marked(runs) if run.x1 > 0 < run.top + run.size and run.x0 < width and run.top < height)
    found = []
    for line in _lines(shown):
        for word in _parted(line):
            text = clean("".join([run.text for run in word])).strip()
            if text:
                top, bottom = min([run.top for run in word]), max([run.top + run.size for run in word])
                found.append(Word(text, word[0].x0, top, max([run.x1 for run in word]), bottom))
    return touching(found)


def marked(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs with the marks of footnotes, known by their height, as characters that are raised themselves."""
    before: Run | None = None
    mark: Run | None = None
    for run in runs:
        if mark is not None:
            yield mark._replace(text=raised(mark.text)) if _is_raised(mark, run, 2 * run.size) else mark
            mark = None
        if before is not None and _is_raised(run, before, before.size / 2):
            yield run._replace(text=raised(run.text))
            before = before._replace(x1=run.x1)
            continue
        if run.text[0].isdigit() and len(run.text) <= LONGEST_MARK:
            mark = run  # what follows tells
        else:
            yield run
        before = run
    if mark is not None:
        yield mark


def _is_raised(run: Run, other: Run, apart: float) -> bool:
    """Does a run stand small above the line of another, which is no further than `apart` points beside it?"""
    line, of = run.top + (1 - BELOW) * run.size, other.top + (1 - BELOW) * other.size
    least, most = HIGHER
    return (
        run.size <= SMALLER * other.size
        and least * other.size <= of - line <= most * other.size
        and min(abs(run.x0 - other.x1), abs(other.x0 - run.x1)) <= apart
    )


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Runs whose tops follow each other closely, from left to right."""
    line: list[Run] = []
    for run in sorted(runs, key=_top):
        if line and run.top > line[-1].top + ONE_LINE:
            yield sorted(line, key=_left)
            line = []
        line.append(run)
    yield sorted(line, key=_left)


def _parted(line: Iterable[Run]) -> Iterator[list[Run]]:
    """The words of a line."""
    word: list[Run] = []
    for run in line:
        if word:
            last = word[-1]
            if last.blank or run.x0 > last.x1 + WORD_GAP * last.size or abs(run.top - last.top) > ONE_LINE:
                yield word
                word = []
        word.append(run)
    if word:
        yield word


def touching(words: list[Word]) -> list[Word]:
    """Words with what follows them at once: a blank without a width, set where a URL may break, is none."""
    kept: list[Word] = words[:1]
    for word in words[1:]:
        last = kept[-1]
        if abs(word.x0 - last.x1) < TOUCHING and word.top == last.top and "/" in last.text:
            kept[-1] = last._replace(text=last.text + word.text, x1=word.x1)
        else:
            kept.append(word)
    return kept
