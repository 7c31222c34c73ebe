"""Words of a table's head that narrow columns break without a hyphen ("Scor" | "e"), put together again.

Only words that heads are made of, below each other, on a line that has another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.tablehead import LONGEST_HEAD, Rows, names_column, role_of

NEAR: Final = 1.2
"""Letters: parts of one word begin, or have their middles, within so much of each other."""

CLOSE: Final = 0.8
"""Heights: no more space is between the lines of one word."""

MOST: Final = 4
"""Lines over which a word may be broken."""


def with_whole_heads(pages: Sequence[Page]) -> Sequence[Page]:
    """The pages with whole words in their tables' heads; the same page where none is broken."""
    return [_whole(page) for page in pages]


def _whole(page: Page) -> Page:
    whole: dict[Word, Word] = {}
    gone: set[Word] = set()
    for n, row in enumerate(page.rows):
        if len(row) > LONGEST_HEAD or not any(map(role_of, row)):
            continue
        for word in row:
            parts = () if role_of(word) or word in gone else tuple(_parts(word, page.rows[n + 1 : n + MOST]))
            if parts:
                whole[word] = word._replace(text="".join(part.text for part in (word, *parts)))
                gone.update(parts)
    if not whole:
        return page
    return replace(page, words=[whole.get(word, word) for word in page.words if word not in gone])


def _parts(word: Word, below: Rows) -> Iterator[Word]:
    """What stands below a word and makes it one of a head; nothing where nothing does."""
    text, last, parts = word.text, word, list[Word]()
    for row in below:
        part = next((part for part in row if _under(last, part)), None)
        if part is None or not part.text.isalpha() or part.text[0].isupper() != text[-1:].isupper():
            return
        text, last = text + part.text, part
        parts.append(part)
        if names_column(text):
            yield from parts
            return


def _under(word: Word, part: Word) -> bool:
    beside = min(abs(word.x0 - part.x0), abs(word.x0 + word.x1 - part.x0 - part.x1) / 2)
    return beside <= NEAR * (word.x1 - word.x0) / len(word.text) and -1 < part.top - word.bottom < CLOSE * (
        word.bottom - word.top
    )
