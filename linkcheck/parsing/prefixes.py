"""Criteria's numbers with something around them: "Criterion 1.1", "PS 1.1", "1.1.", "1.1)", "[1.1]" are the number 1.1.

Only where at least three stand so below each other: a sentence may begin with "Criterion 1.1" as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Line, Page, Word
from linkcheck.parsing.slices import slice_of
from linkcheck.parsing.tablehead import cells_of
from linkcheck.parsing.wording import criterion

FEWEST: Final = 3

NEAR: Final = 3.0
"""Points: left edges nearer than this are of one column."""

MOST_WORDS: Final = 3
"""Words before a number ("ASI PS Criterion")."""

PREFIX: Final = re.compile(r"(?:PS|criterion|clause|requirement):?", re.IGNORECASE)
"""The word before a number."""

_AROUND: Final = re.compile(
    r"(?:(?:ASI|PS|criterion|criteria|clause|requirement|req\.)(?:\s(?:no|nr)\.?)?:?\s){0,3}"
    r"[(\[]?(?P<number>\d{1,2}\.\d{1,2}(?:\s?\(?[a-z](?:[-–][a-z])?\)?)?)(?P<behind>[.)\]](?=\s|$))?(?=[\s:–-]|[.)](?:\s|$)|$)",
    re.IGNORECASE,
)
"""What stands before a number at a line's beginning, and behind it."""

_HINT: Final = re.compile(
    r"(?:PS|criteri(?:on|a)|clause|requirement|req\.)[:.]?$|[(\[]?\d{1,2}\.\d{1,2}\w?[.)\]]$", re.IGNORECASE
)


def bare(text: str) -> str:
    """A line's text without what is around the criterion's number that it begins with."""
    found = _AROUND.match(text)
    return f"{found['number']}{text[found.end() :]}" if found and _is_around(found) else text


def without_prefixes(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages with bare numbers; the same where none, or too few, have anything around them."""
    if sum(_HINT.match(word.text) is not None for page in pages for word in page.words) < FEWEST:
        return pages
    lefts = Counter(round(word.x0 / NEAR) for page in pages for _, word in _numbered(page))
    plain = Counter(
        round(row[0].x0 / NEAR)
        for page in pages
        for row in page.rows
        if criterion(" ".join(word.text for word in row[:2]))
    )
    left, count = max(lefts.items(), key=lambda item: item[1], default=(0, 0))
    if count < max(FEWEST, plain[left]):
        return pages
    return [replace(page, words=list(_stripped(page, left))) for page in pages]


def without_prefixed_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines of running text with bare numbers, where a title with a capital follows."""
    places = [n for n, line in enumerate(lines) if (found := _AROUND.match(line.text)) and _is_title(found, line.text)]
    if len(places) < FEWEST:
        return lines
    kept = list(lines)
    for n in places:
        found = _AROUND.match(kept[n].text)
        if found:
            behind = slice_of(kept[n], found.start("number"), len(kept[n].text.strip()))
            cut = len(found["number"]) + len(found["behind"] or "")
            shown = f"{found['number']}{behind.text[cut:]}" if not behind.links else behind.text
            kept[n] = replace(behind, text=shown, gap=True)
    return kept


def _is_around(found: re.Match[str]) -> bool:
    return found.start("number") > 0 or found["behind"] is not None


def _is_title(found: re.Match[str], text: str) -> bool:
    return _is_around(found) and re.match(r"\s?[:–-]?\s?[A-Z][A-Za-z&]", text[found.end() :]) is not None


def _numbered(page: Page) -> Iterator[tuple[Sequence[Word], Word]]:
    """Cells with a number that has something around it, and their first words: lines, or what is behind a first cell
    that names the principle."""
    for row in page.rows:
        first, *behind = cells_of(row)
        begun = row if criterion(bare(text_of(first))) else row[len(first) :] if behind else ()
        found = _AROUND.match(text_of(begun[: MOST_WORDS + 2]))
        if found and _is_around(found):
            yield begun, begun[0]


def _touching(page: Page, left: int) -> Iterator[tuple[Sequence[Word], Word]]:
    """The same of numbers in their column that a full cell reaches, left of them."""
    for row in page.rows:
        begun = next((row[n:] for n in range(1, len(row)) if abs(round(row[n].x0 / NEAR) - left) <= 1), ())
        found = _AROUND.match(text_of(begun[: MOST_WORDS + 2])) if begun else None
        if found and _is_around(found):
            yield begun, begun[0]


def _stripped(page: Page, left: int) -> Iterable[Word]:
    """A page's words, in the column that begins at `left` without what is around the numbers."""
    gone: set[Word] = set()
    bared: dict[Word, Word] = {}
    for row, first in (*_numbered(page), *_touching(page, left)):
        if abs(round(first.x0 / NEAR) - left) > 1 or first in bared or first in gone:
            continue
        number = next(word for word in row if re.match(r"[(\[]?\d", word.text))
        gone |= set(row[: row.index(number)])
        bared[number] = number._replace(text=re.sub(r"^[(\[]|[.)\]:]$", "", number.text), x0=first.x0)
    return (bared.get(word, word) for word in page.words if word not in gone)
