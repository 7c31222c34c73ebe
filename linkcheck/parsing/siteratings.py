"""Tables that rate each criterion for each site: a column of ratings below each site's name.

Criterion          Alder Mill     Birch Works            Comments
1.1 Compliance     Conformance    Minor Non-Conformance  The permits were seen.

The columns become one, "Rating", with the gravest of a line's ratings (or that of a column for all sites), so that
nothing else need know of them; what each site was rated is kept apart, by the criteria's numbers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise, takewhile
from statistics import median
from typing import Final, NamedTuple

from linkcheck.parsing.grounds import listed
from linkcheck.parsing.legends import known_in, letters, meaning, spelled
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Page, Trouble, Word
from linkcheck.parsing.sitecolumns import SITES, is_spoken, site_of, sites_among, told_apart
from linkcheck.parsing.tablehead import Rows, cells_of, role_of
from linkcheck.parsing.wording import HEADING, RATING_START, RATINGS, criterion, order, several

Order = tuple[int, ...]

BySite = dict[Order, dict[str, str]]
"""Ratings by the order of a criterion's number and by what stands over a column."""

FEWEST: Final = 3
"""Lines with ratings side by side."""

APART: Final = 0.45
"""Heights around a short form that is a cell of its own."""

BELOW: Final = 2.0
"""Heights between the lines of one rating, at most: in an extraction another cell's may stand between them."""

BLANK: Final = 0.65
"""Heights between the words of one rating, at most."""

DENSE: Final = 1.4
"""Of twice a word's width: letters that are narrower leave a blank between words, and no gap."""

NEAR: Final = 2.0
"""Points by which a word may stand out of its column."""

SHIFTED: Final = 10.0
"""Points by which the name over a column may stand beside it, in an extraction two characters."""

HIGHEST: Final = 4
"""Lines of a head."""

MOST_HEADS: Final = 8
"""Lines of a page that are looked at for heads."""


class _Rating(NamedTuple):
    """A rating in a column, and its words."""

    column: int
    rating: str
    words: tuple[Word, ...]

    @property
    def top(self) -> float:
        return self.words[0].top

    @property
    def bottom(self) -> float:
        return self.words[-1].bottom


class _Head(NamedTuple):
    """What stands over each of the columns, and the words of it; the line that begins it, and where it ends."""

    names: tuple[str, ...]
    words: tuple[Word, ...]
    row: int
    bottom: float


class Taken(NamedTuple):
    """Pages with one column of ratings, and each site's rating; what is told where columns are of no sites."""

    pages: Sequence[Page]
    by_site: BySite
    troubles: Sequence[Trouble] = ()


def taken(pages: Sequence[Page]) -> Taken:
    """The pages with one column of ratings, and each site's; the same and none where no table has a column for each."""
    known = known_in(pages)
    beside = [[_side_by_side(row, known) for row in page.rows] for page in pages]
    if sum(map(bool, chain.from_iterable(beside))) < FEWEST:
        return Taken(pages, {})
    table = _Table(known)
    told = [table.read(page, _columns(filter(None, own))) for page, own in zip(pages, beside, strict=True)]
    return Taken(told, table.by_site) if table.by_site else Taken(pages, {}, list(_differing(pages, beside, known)))


def _differing(
    pages: Sequence[Page], beside: Sequence[Sequence[Sequence[Sequence[Word]]]], known: Mapping[str, str]
) -> Iterator[Trouble]:
    """One sentence for all criteria with different ratings side by side, of which one is taken."""
    found: dict[str, int] = {}
    for page, own in zip(pages, beside, strict=True):
        for row, cells in zip(page.rows, own, strict=True):
            ratings = {meaning(text_of(cell), known) or _begun(text_of(cell)) for cell in cells}
            number = criterion(text_of(row)) if len(ratings) > 1 and None not in ratings else None
            if number:
                found.setdefault(number[0], page.number)
    if found:
        text = (
            f"Different ratings stand side by side, as at {listed(found)}, in columns of no known sites: one was taken."
        )
        yield Trouble(text, next(iter(found.values())))


def _begun(text: str) -> str | None:
    """The only rating that begins so ("Minor Non-"), in a column that breaks it."""
    found = {rating for printed, rating in RATINGS.items() if printed.startswith(letters(text) or "-")}
    return found.pop() if len(found) == 1 else None


class _Table:
    """Reads the pages of the tables in order. `by_site` is filled; `_before` is what stands above the first head, and
    `_searched` up to where names were looked for in it."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.columns: Sequence[tuple[float, float]] = ()
        self.known = known
        self.by_site: dict[Order, dict[str, str]] = {}
        self._before = ""
        self._searched: dict[str, int] = {}
        self._head: _Head | None = None

    def read(self, page: Page, columns: Sequence[tuple[float, float]]) -> Page:
        """The page with one column in place of those below each head, here or on a page before.

        `columns`: those of this page, which an extraction may set anew; none where it has too few lines to tell.
        """
        if len(columns) >= SITES and (self._head is None or len(columns) == len(self._head.names)):
            self.columns = columns
        heads = list(self._heads_of(page.rows)) if self.columns else []
        zones = [*([(0.0, self._head)] if self._head else []), *((head.bottom, head) for head in heads)]
        if not zones:
            self._before += " ".join((*page.texts, ""))
            return page
        self._head = zones[-1][1]
        told: dict[Word, Sequence[Word]] = {}
        for height, numbers, block in _numbered(
            page.rows, list(_blocks(self._ratings(page.rows, zones[0][0]))), zones[0][0]
        ):
            head = next(head for top, head in reversed(zones) if top <= block[0].top + NEAR)
            block = [*block, *self._unknown(page.rows, block)]
            words = [word for rating in block for word in rating.words]
            told |= dict.fromkeys(words, ())
            beside = min(words, key=lambda word: abs(word.middle - height))
            told[beside] = [*self._spelled(self._keep(numbers, block, head), beside)]
        for head in heads if told else ():
            told |= dict.fromkeys(head.words, ())
            first = min(head.words, key=lambda word: word.x0)
            told[first] = [page.rows[head.row][0]._replace(text="Rating", x0=self.columns[0][0], x1=first.x1)]
        return replace(page, words=[each for word in page.words for each in told.get(word, [word])]) if told else page

    def _unknown(self, rows: Rows, block: Sequence[_Rating]) -> Iterator[_Rating]:
        """What stands in the columns of sites that have no known rating beside the others' ratings: "Open"."""
        top, bottom = min(one.top for one in block), max(one.bottom for one in block)
        beside = [row for row in rows if top - NEAR <= row[0].middle <= bottom + NEAR]
        for n in {*range(len(self.columns))}.difference(one.column for one in block):
            left, right = self.columns[n]
            words = [word for row in beside for word in row if left - NEAR <= word.x0 and word.x1 <= right + NEAR]
            if any(map(letters, (word.text for word in words))):
                yield _Rating(n, text_of(words), tuple(words))

    def _spelled(self, rating: str, mark: Word) -> Iterator[Word]:
        """A rating's words in the first column, as near to each other as those of one cell."""
        left, right = self.columns[0][0], self.columns[-1][1]
        wide = (mark.x1 - mark.x0) / len(mark.text)
        return spelled(rating, mark, left, min(right, left + DENSE * wide * len(rating)))

    def _keep(self, numbers: Sequence[Order], block: Sequence[_Rating], head: _Head) -> str:
        """Note what each site is rated; what the entity is."""
        own, whole = told_apart({head.names[one.column]: one.rating for one in sorted(block)})
        for number in numbers:
            self.by_site[number] = own | self.by_site.get(number, {})
        return whole

    def _heads_of(self, rows: Rows) -> Iterator[_Head]:
        """The heads on a page: lines that begin with a criterion's head, with a site's name over each column."""
        for n in [n for n, row in enumerate(rows) if role_of(row[0]) == "criterion"][:MOST_HEADS]:
            first = rows[n - 1 : n] if n and all(self._over([word]) is not None for word in rows[n - 1]) else ()
            below = takewhile(_may_be_head, rows[n + 1 : n + HIGHEST])
            head = self._named([*first, rows[n], *below], n, rows[n][0].x1)
            if head and (self._is_last(head.names) or self._are_sites(head.names, rows[:n])):
                yield head

    def _is_last(self, names: Sequence[str]) -> bool:
        """Are the columns those of the table before, or of a page of it?"""
        return self._head is not None and names == self._head.names

    def _are_sites(self, names: Sequence[str], above: Rows) -> bool:
        """Are the columns those of sites that stand above?"""
        own = sites_among(names)
        before = self._before + " ".join(map(text_of, above))
        spoken = [name for name in own if is_spoken(name, before, max(0, self._searched.get(name, 0) - len(name) - 1))]
        self._searched |= {name: len(self._before) for name in own if name not in spoken}
        return bool(own) and len(spoken) == len(own)

    def _named(self, lines: Rows, row: int, left: float) -> _Head | None:
        """What stands over the columns on some lines, right of the head of the criteria."""
        over: defaultdict[int, list[Word]] = defaultdict(list)
        for line in lines:
            cells = [cell for cell in chain.from_iterable(map(self._parted, cells_of(line))) if cell[0].x0 > left]
            named = [cell for cell in cells if not any(role_of(word) in ("criterion", "comment") for word in cell)]
            each = len(named) == len(self.columns)
            for n, cell in enumerate(named):
                column = n if each else self._over(cell)
                if column is not None:
                    over[column] += cell
        if len(over) < len(self.columns):
            return None
        names = tuple(site_of(text_of(over[n])) for n in range(len(self.columns)))
        words = tuple(word for cell in over.values() for word in cell)
        return _Head(names, words, row, max(word.bottom for word in words))

    def _parted(self, cell: Sequence[Word]) -> Iterator[Sequence[Word]]:
        """The parts of a head's cell, where an extraction left one blank between the names of two columns."""
        begun = 0
        for left, _ in self.columns:
            n = min(range(len(cell)), key=lambda n: abs(cell[n].x0 - left))
            if n > begun and abs(cell[n].x0 - left) <= SHIFTED:
                yield cell[begun:n]
                begun = n
        yield cell[begun:]

    def _over(self, cell: Sequence[Word]) -> int | None:
        """The column over which words stand: that with which they begin, or else the one with the nearest middle."""
        begins = (n for n, (left, _) in enumerate(self.columns) if abs(cell[0].x0 - left) <= NEAR)
        middles = [(left + right) / 2 for left, right in self.columns]
        apart = [abs((cell[0].x0 + cell[-1].x1) / 2 - middle) for middle in middles]
        nearest = apart.index(min(apart))
        within = min(apart) <= min(after - before for before, after in pairwise(middles)) / 2
        return next(begins, nearest if within else None)

    def _ratings(self, rows: Rows, top: float) -> Iterator[_Rating]:
        """The ratings that stand in the columns below a height."""
        for n, (left, right) in enumerate(_reach(self.columns)):
            own: list[Word] = []
            for row in rows:
                for k, word in enumerate(row):
                    if word.top <= top or word.x0 < left or word.x1 > right:
                        continue
                    if own and _goes_on(own, word):
                        own.append(word)
                        continue
                    yield from self._whole(n, own)
                    own = [word] if _begins(row, k, self.known) else []
            yield from self._whole(n, own)

    def _whole(self, column: int, words: Sequence[Word]) -> Iterator[_Rating]:
        found = meaning(text_of(words), self.known) if words else None
        if found:
            yield _Rating(column, found, tuple(words))


def _may_be_head(row: Sequence[Word]) -> bool:
    """May a line below a head's first go on with it: no criterion, principle or sentence?"""
    text = text_of(row)
    return not (criterion(text) or HEADING.match(text) or text.endswith((".", ":")))


def _columns(rows: Iterable[Sequence[Sequence[Word]]]) -> list[tuple[float, float]]:
    """Where the columns are in which ratings stand side by side, as many as many lines have; none for few lines."""
    spans = [[(cell[0].x0, cell[-1].x1) for cell in row] for row in rows]
    counts = Counter(map(len, spans))
    often = max(FEWEST, max(counts.values(), default=0) / 2)
    most = max((count for count, lines in counts.items() if lines >= often), default=0)
    if not most:
        return []
    lines = counts[most]
    columns = [*zip(*(row for row in spans if len(row) == most), strict=True)]
    usual = [(median(left for left, _ in column), median(right for _, right in column)) for column in columns]
    within = [
        [(left, right) for left, right in column if left < high and right > low]
        for column, (low, high) in zip(columns, usual, strict=True)
    ]
    if any(len(own) < max(FEWEST, lines / 2) for own in within):
        return []
    return [(min(left for left, _ in own), max(right for _, right in own)) for own in within]


def _reach(columns: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Between which places a rating in each column may stand: between the columns beside it, as wide as these are."""
    (first, first_end), (second, _) = columns[0], columns[1]
    (before, _), (last, _) = columns[-2:]
    lows = [first_end - (second - first), *(right for _, right in columns[:-1])]
    highs = [*(left for left, _ in columns[1:]), last + (last - before)]
    return list(zip(lows, highs, strict=True))


def _side_by_side(row: Sequence[Word], known: Mapping[str, str]) -> list[Sequence[Word]]:
    """The ratings of a line that follow each other with nothing between; none where fewer than two do."""
    runs: list[list[Sequence[Word]]] = [[]]
    n = 0
    while n < len(row):
        own = [row[n]] if _begins(row, n, known) else []
        while own and n + 1 < len(row) and _goes_on(own, row[n + 1]):
            n += 1
            own.append(row[n])
        if own:
            runs[-1].append(own)
        elif runs[-1]:
            runs.append([])
        n += 1
    longest = max(runs, key=len)
    return longest if len(longest) >= SITES else []


def _begins(row: Sequence[Word], n: int, known: Mapping[str, str]) -> bool:
    """Does a word begin a rating, or is it a short form in a cell of its own?"""
    word = row[n]
    if word.text in known:
        apart = APART * (word.bottom - word.top)
        before, after = row[n - 1 : n] if n else (), row[n + 1 : n + 2]
        return all(word.x0 - one.x1 > apart for one in before) and all(one.x0 - word.x1 > apart for one in after)
    return word.text[:1].isupper() and RATING_START.match(word.text) is not None


def _goes_on(words: Sequence[Word], word: Word) -> bool:
    """Is a word the next of a rating, on the same line or the next one, or what a narrow column broke off the last?"""
    last, high = words[-1], word.bottom - word.top
    beside = word.x0 - last.x1 <= BLANK * high and word.top < last.bottom
    below = -NEAR <= word.top - last.bottom <= BELOW * high
    if not (beside or below) or not letters(word.text):
        return False
    printed = letters("".join(one.text for one in (*words, word)))
    return any(known.startswith(printed) for known in RATINGS)


def _blocks(ratings: Iterable[_Rating]) -> Iterator[list[_Rating]]:
    """Ratings that stand beside each other, those of one criterion."""
    block: list[_Rating] = []
    bottom = 0.0
    for rating in sorted(ratings, key=lambda one: (one.top, one.column)):
        if block and rating.top >= bottom - NEAR:
            yield block
            block, bottom = [], 0.0
        block.append(rating)
        bottom = max(bottom, rating.bottom)
    if block:
        yield block


def criteria_of(rows: Rows) -> list[tuple[float, tuple[Order, ...]]]:
    """The criteria that begin on a page's lines, several together or one, each line with its height."""
    begun = ((row[0].middle, several(text_of(cells_of(row)[0]))) for row in rows if criterion(text_of(row)))
    return [(height, tuple(order(number) for number, _ in found)) for height, found in begun if found]


def _numbered(
    rows: Rows, blocks: Sequence[list[_Rating]], top: float
) -> Iterator[tuple[float, tuple[Order, ...], list[_Rating]]]:
    """Each block with its criteria, and at which height these are: those beside it, or else the last above it."""
    numbers = criteria_of([row for row in rows if row[0].top > top])
    n = 0
    for block in blocks:
        bottom = max(one.bottom for one in block)
        begun = n
        while n < len(numbers) and numbers[n][0] <= bottom:
            n += 1
        if n > begun:
            yield *numbers[n - 1], block
