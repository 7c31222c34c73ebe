"""Words whose letters are set apart, as badges and titles print them: "C O N F O R M A N C E" is one word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from linkcheck.parsing.pages import Page, Word

FEWEST: Final = 5
"""Letters in a row: fewer may be marks or initials."""

WIDEST: Final = 1.2
"""Heights between two letters, or two words, of one line whose letters are set apart."""

BLANK: Final = 1.8
"""Times the usual space between letters: more is a blank between words."""

SAME: Final = 0.5
"""Points by which spaces between letters differ."""

PAIRS: Final = 0.34
"""Of a run: so many may be two letters that stand close, as one reaches below the other ("AT")."""

_JOINTS: Final = frozenset("-–/&")


def with_whole_words(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages with words in place of letters that are set apart; the same page where there are none."""
    return [_whole(page) for page in pages]


def _whole(page: Page) -> Page:
    if sum(_is_letter(word) for word in page.words) < FEWEST - 1:
        return page
    gone: set[Word] = set()
    whole: list[Word] = []
    for row in page.rows:
        for run in _runs(row):
            gone.update(run)
            whole += _words(run)
    return replace(page, words=[*(word for word in page.words if word not in gone), *whole]) if gone else page


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()


def _runs(row: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Letters of a line beside each other, which are words with their letters set apart."""
    start = 0
    for n in range(1, len(row) + 1):
        if n < len(row) and _goes_on(row[n - 1], row[n]):
            continue
        if _is_spaced(row[start:n]):
            yield row[start:n]
        start = n


def _is_spaced(run: Sequence[Word]) -> bool:
    """Are most of a run's words letters, and enough: of capitals a pair counts among them ("R AT I N G")?"""
    letters = sum(map(_is_letter, run))
    enough = len(run) if all(word.text.isupper() for word in run) else letters
    return enough >= FEWEST and letters >= (1 - PAIRS) * len(run)


def _goes_on(before: Word, word: Word) -> bool:
    short = all((len(one.text) < 3 and one.text.isalpha()) or one.text in _JOINTS for one in (before, word))
    return short and word.x0 - before.x1 <= WIDEST * (word.bottom - word.top)


def _words(run: Sequence[Word]) -> Iterator[Word]:
    """The words of a run, parted where the space is more than between letters."""
    usual = median(word.x0 - before.x1 for before, word in pairwise(run))
    first = 0
    for n in range(1, len(run) + 1):
        if n == len(run) or run[n].x0 - run[n - 1].x1 > BLANK * usual + SAME:
            letters = run[first:n]
            yield letters[0]._replace(text="".join(word.text for word in letters), x1=letters[-1].x1)
            first = n
