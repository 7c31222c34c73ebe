"""Criteria whose principle is a roman figure: "II.1" and "Criterion IX.3a" are read as 2.1 and 9.3a.

Only where at least three begin lines or cells with their titles, and more than criteria in figures do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Line, Page
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.tablehead import cells_of
from linkcheck.parsing.wording import criterion

FEWEST: Final = 3

_PRINCIPLES: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN: Final = "|".join(sorted(_PRINCIPLES, key=len, reverse=True))
_NUMBER: Final = re.compile(rf"(?<![\w./-])(?P<roman>{_ROMAN})(?=\.\d{{1,2}}[a-z]?(?![\w/]|\.\w))")


def with_figures(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages with criteria in figures; the same where there are no others."""
    if sum(_NUMBER.search(word.text) is not None for page in pages for word in page.words) < FEWEST:
        return pages
    if not _are_roman(text_of(cell) for page in pages for row in page.rows for cell in cells_of(row)):
        return pages
    return [replace(page, words=[word._replace(text=_in_figures(word.text)) for word in page.words]) for page in pages]


def with_figures_in(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines of running text with criteria in figures; those with links stay, as only titles and numbers matter."""
    if not _are_roman(line.text.strip() for line in lines):
        return lines
    return [line if line.links else replace(line, text=_in_figures(line.text)) for line in lines]


def _are_roman(texts: Iterable[str]) -> bool:
    roman = plain = 0
    for text in texts:
        shown = _in_figures(text)
        found = criterion(bare(shown))
        if found and found[1][:1].isupper():
            roman += shown != text
            plain += shown == text
    return roman >= max(FEWEST, plain + 1)


def _in_figures(text: str) -> str:
    return _NUMBER.sub(lambda found: str(_PRINCIPLES.index(found["roman"]) + 1), text)
