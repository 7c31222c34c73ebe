"""Cards: a small table for each criterion, its number, title and rating side by side, labels beside the text below.

"Criterion | 1.1 | Legal Compliance | Rating: Conformance", and "Confirmed facts | The law registers …" below it. The
labels are the report's own words, known by coming again and again at one place; they may go on in a second line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from linkcheck.parsing.fieldwords import behind_rating_label, is_number_label
from linkcheck.parsing.findings import join
from linkcheck.parsing.lines import furniture, lines_of, text_of
from linkcheck.parsing.numbers import whole_numbers
from linkcheck.parsing.pages import Line, Page, Word
from linkcheck.parsing.prologue import read_prologue
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import Rows, cells_of
from linkcheck.parsing.unfolding import apart, note_room
from linkcheck.parsing.wording import RATING_START, criterion, is_of_rating

FEWEST: Final = 3
"""Cards, and labels of one kind."""

HIGHEST: Final = 4
"""Lines of a card's title and rating."""

MOST: Final = 0.7
"""Of the cards: so many begin at one place, and so many have text at one place right of a label."""


class _Head(NamedTuple):
    """A card's first line: where it begins, its number, and where its rating does."""

    left: float
    number: Word
    rating: float


def unfolded(pages: Sequence[Page]) -> list[Line] | None:
    """The report's lines: of each card number and title, rating, and text without labels; None for another report."""
    rows = [whole_numbers(page.rows) for page in pages]
    heads = [{n: head for n, row in enumerate(own) if (head := _head(row) or _between(own, n))} for own in rows]
    every = [head for found in heads for head in found.values()]
    at = Counter(round(head.left / NEAR) for head in every)
    left, count = max(at.items(), key=lambda item: item[1], default=(0, 0))
    if count < max(FEWEST, MOST * len(every)):
        return None
    form = _Form(left * NEAR, rows, heads)
    return list(form.lines(pages)) if form.is_one(count) else None


def _head(row: Sequence[Word]) -> _Head | None:
    """The first line of a card; None where another line is."""
    cells = cells_of(row)
    labelled = len(cells[0]) == 1 and is_number_label(cells[0][0].text)
    number = cells[1] if labelled and len(cells) > 1 else cells[0]
    last = cells[-1]
    if number is last or not criterion(text_of(number[:2])):
        return None
    rated = behind_rating_label(text_of(last))
    if rated and not (rated[0].isupper() and RATING_START.match(rated.split()[0]) and is_of_rating(rated)):
        return None
    return _Head(row[0].x0, number[0], last[0].x0)


def _between(rows: Rows, n: int) -> _Head | None:
    """The same where the rating's lines stand above and below it, as a narrow cell's do in its middle."""
    above, row, below = rows[max(0, n - 1)], rows[n], rows[min(n + 1, len(rows) - 1)]
    cells = cells_of(row)
    if len(cells) != 2 or apart(above, row) >= 0 or apart(row, below) >= 0 or not criterion(text_of(cells[0])):
        return None
    around = above[0].x0 > cells[1][-1].x1 and is_of_rating(text_of(above)) and is_of_rating(text_of(below))
    return _Head(row[0].x0, cells[0][0], above[0].x0) if around else None


class _Form:
    """Where labels begin (`left`) and where what they name does (`text`), and which labels there are."""

    def __init__(self, left: float, rows: Sequence[Rows], heads: Sequence[dict[int, _Head]]) -> None:
        self.left = left
        self.rows = rows
        self.heads = heads
        begun = Counter(round(word.x0 / NEAR) for row in self._below() if (word := self._beside(row)))
        text, self.texts = max(begun.items(), key=lambda item: item[1], default=(0, 0))
        self.text = text * NEAR
        labels = Counter(label for row in self._below() if (label := self._label(row)))
        self.labels = {label for label, count in labels.items() if count >= FEWEST}

    def is_one(self, cards: int) -> bool:
        """Do labels of a few kinds stand beside most cards' texts, and does little else stand there or run over?

        What stands beside the comments of a table are its titles, of as many kinds as there are criteria.
        """
        below = list(self._below())
        named = sum(self._label(row) in self.labels for row in below)
        if 2 * named < sum(bool(self._label(row)) for row in below):
            return False
        over = sum(row[0].x0 < self.text - NEAR and self._label(row) not in self.labels for row in below)
        return min(named, self.texts) >= max(FEWEST, MOST * cards) and over < len(below) * (1 - MOST) + cards

    def _below(self) -> Iterator[Sequence[Word]]:
        """The lines that are no card's first."""
        return (
            row for own, heads in zip(self.rows, self.heads, strict=True) for n, row in enumerate(own) if n not in heads
        )

    def _beside(self, row: Sequence[Word]) -> Word | None:
        """What stands behind a first cell where cards begin."""
        cells = cells_of(row)
        return cells[1][0] if len(cells) > 1 and abs(row[0].x0 - self.left) <= 2 * NEAR else None

    def _label(self, row: Sequence[Word]) -> str:
        """What stands left of the texts on a line; empty where nothing does, or where it runs on over their edge."""
        label = [word for word in row if word.x0 < self.text - NEAR]
        within = label and label[-1].x1 < self.text - 1 and abs(row[0].x0 - self.left) <= 2 * NEAR
        return text_of(label) if within else ""

    def lines(self, pages: Sequence[Page]) -> Iterator[Line]:
        begun = False
        running = furniture(pages, self.rows)
        for page, rows, heads, skip in zip(pages, self.rows, self.heads, running, strict=True):
            first = 0 if begun else min(heads, default=len(rows))
            yield from read_prologue(page, [row for n, row in enumerate(rows[:first]) if n not in skip])
            begun = begun or first < len(rows)
            own = [n for n in range(first, len(rows)) if n not in skip]
            yield from self._page(page, [rows[n] for n in own], [heads.get(n) for n in own])

    def _page(self, page: Page, rows: Rows, heads: Sequence[_Head | None]) -> Iterator[Line]:
        n = 0
        while n < len(rows):
            begun = self._begun(rows, heads, n)
            head, end = heads[n if begun is None else begun], n + 1 if begun is None else begun + 1
            while (
                end < len(rows)
                and self._begun(rows, heads, end) is None
                and self._goes_on(rows[end - 1], rows[end], within=head is not None)
            ):
                end += 1
            yield from self._titled(page, rows[n:end], head) if head else self._said(page, rows[n:end])
            n = end

    def _begun(self, rows: Rows, heads: Sequence[_Head | None], n: int) -> int | None:
        """The first line of the card that begins at line `n`; its title and rating may reach above it."""
        for place in range(n, min(n + HIGHEST, len(rows))):
            if heads[place]:
                return place
            below = rows[place + 1 : place + 2]
            if rows[place][0].x0 < self.text - NEAR or not below or apart(rows[place], below[0]) >= 0:
                return None
        return None

    def _goes_on(self, above: Sequence[Word], row: Sequence[Word], *, within: bool) -> bool:
        """Is a line more of the cells above it: of a card's title and rating, or (`within` none) of one text?"""
        label = self._label(row)
        if within:
            return label not in self.labels and row[0].x0 >= self.text - NEAR
        runs_over = row[0].x0 < self.text - NEAR and not label
        return not runs_over and (not label or self._label(above) in self.labels)

    def _titled(self, page: Page, rows: Rows, head: _Head) -> Iterator[Line]:
        """A card's number with its title as one paragraph, its rating as the next."""
        words = [word for row in rows for word in row]
        left = min((row[0].x0 for row in rows if is_of_rating(text_of(row))), default=head.rating)
        title = [word for word in words if head.number.x0 <= word.x0 < left - NEAR]
        title.sort(key=lambda word: (word is not head.number, round(word.top), word.x0))
        rating = join(lines_of([word for word in words if word.x0 >= left - NEAR], page))
        yield Line(text_of(title), page.number, gap=True)
        yield Line(behind_rating_label(rating), page.number, gap=True)

    def _said(self, page: Page, rows: Rows) -> list[Line]:
        """What stands beside a label, or a line over all columns, as a paragraph; a page's first may go on."""
        labelled = self._label(rows[0]) in self.labels
        words = [word for row in rows for word in row if not labelled or word.x0 >= self.text - NEAR]
        lines = lines_of(words, page)
        note_room(lines)
        for line in lines[:1]:
            line.gap = labelled or rows[0][0].x0 < self.text - NEAR
        return lines
