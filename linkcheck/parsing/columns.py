"""Where the columns of the findings table are, from the page's own geometry.

The head's words say which roles there are and in which order; the numbers of the criteria and the ratings, which
stand under each other, say where the columns begin; drawn rules say it exactly. A table without rules, without a
head, or with centred heads is found all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from linkcheck.parsing import locators
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Page, Word
from linkcheck.parsing.sitecolumns import SITE
from linkcheck.parsing.starts import NARROWEST, NEAR, behind_numbers, behind_titles, lefts_of, titles
from linkcheck.parsing.tablehead import ASIDE, FACILITY, PLACE, ROLES, TITLE, Head, Rows, cells_of
from linkcheck.parsing.wording import HEADING, RATING_START, criterion

EMPTY: Final = 0.02
"""Share of lines that may cross a stripe beyond those that cross the emptiest one."""

MOST_CROSSING: Final = 0.2
"""Share of lines that may cross even the emptiest stripe, as headings and merged cells do: more, and it is no table."""

MOST_DIFFERENT: Final = 0.4
"""Of a column's lines: a column that is left out has no more different ones."""

_GLUED: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?:(?<=Conformance)|(?<=Applicable)|(?<=Rate))(?=\w)")
"""Where a word may be two: a capital follows a small letter, or anything follows a rating."""


_BESIDE: Final = (FACILITY, PLACE)
_FIRST: Final = (ROLES[0], TITLE)
"""The columns of the criteria's numbers and titles."""


class Fit(NamedTuple):
    """Where the columns begin: `lefts` by role, in the order of the page."""

    lefts: tuple[tuple[str, float], ...]

    def role(self, word: Word) -> str:
        """The column in which the word begins."""
        role = self.lefts[0][0]
        for name, left in self.lefts[1:]:
            if word.x0 < left - 0.5:
                break
            role = name
        return role

    def begins(self, word: Word) -> bool:
        """Does the word begin in the first column, or in the titles'?"""
        return self.role(word) in _FIRST

    @property
    def edges(self) -> list[float]:
        """The left edges of the columns after the criteria's."""
        return [left for name, left in self.lefts[1:] if name != TITLE]

    def left(self, role: str) -> float:
        """Where the role's column begins."""
        return dict(self.lefts)[role]

    def right(self, role: str, page: Page) -> float:
        """Where the next column begins, the page's edge after the last one."""
        names = [name for name, _ in self.lefts]
        place = names.index(role) + 1
        return self.lefts[place][1] if place < len(self.lefts) else page.width


def order_of(head: Head | None) -> Sequence[str]:
    """The roles of a table's columns from left to right."""
    names = [name for name, _, _ in head.roles if name in ROLES] if head else []
    return names if {"criterion", "comment"} <= set(names) else ROLES


def fit(rows: Rows, head: Head | None, names: Sequence[str]) -> Fit | None:
    """Find the columns of some lines of the findings table; None where too little stands under each other.

    `head` stands above these lines, `names` are the roles in the order of the whole table (`order_of`).
    """
    number = numbered(rows)
    ratings = rated(rows, number) if number is not None else {}
    if head:
        ratings = _under(head, "rating", ratings)
    rating = usual(ratings)
    if number is None or rating is None:
        return None
    comment = _comments(rows, number, rating, names, head)
    if comment is None:
        return None
    anchors = sorted([("criterion", number), ("rating", rating), ("comment", comment)], key=lambda a: a[1])
    if anchors[0][0] != "criterion":
        return None
    table = numbered_part(rows, number)
    lefts = [("criterion", number)]
    for (_, before), (name, left) in pairwise(anchors):
        low = before + NARROWEST / 2
        if name == "comment":  # the stripe before titles may be wider than the one behind them
            low = max(low, _head_before(head, "comment"), behind_numbers(table, number, comment))
        edge = gap(table, low, left, nearest=name == "rating")
        if edge is None:
            return None
        lefts.append((name, edge))
    if head:
        for name in (role for role, _, _ in head.roles if role in _BESIDE or role.startswith(("other", SITE))):
            _set_beside(table, head, name, lefts)
        if _requirements(table, number, head):
            _set_beside(table, head, TITLE, lefts, left_out=True)
    title = titles(table, number, lefts[1][1])
    if title is not None:
        lefts.insert(1, (TITLE, title))
    if head:
        _set_aside(table, head, lefts)
    return Fit(tuple(lefts))


def numbered(rows: Rows) -> float | None:
    """Where most criteria's numbers begin."""
    numbers = lefts_of(row[0].x0 for row in rows if criterion(" ".join(w.text for w in row[:2])))
    return min(numbers, key=lambda left: (-numbers[left], left), default=None)


def rated(rows: Rows, number: float) -> dict[float, int]:
    """Where words begin that ratings begin with, right of the numbers, and how many."""
    return lefts_of(w.x0 for row in rows for w in row if w.x0 > number + NARROWEST and RATING_START.match(w.text))


def usual(ratings: Mapping[float, int]) -> float | None:
    """The leftmost place at which about as many ratings begin as at any."""
    return min((left for left in ratings if ratings[left] * 2 > max(ratings.values())), default=None)


def _titles_head(head: Head | None) -> float:
    """Where the head's word over the titles ends, 0 without one."""
    return next((x1 for name, _, x1 in head.roles if name == TITLE), 0.0) if head else 0.0


def _head_before(head: Head | None, role: str) -> float:
    """Where the head's words end that stand next left of a role's, 0 without any, or where it is a criterion's."""
    names = [name for name, _, _ in head.roles] if head else []
    place = names.index(role) if role in names else 0
    return head.roles[place - 1][2] if head and place and names[place - 1] != "criterion" else 0.0


def under_heads(rows: Rows, head: Head) -> Fit | None:
    """The columns below a head whose every cell has one, by the stripes before its words that no line crosses."""
    lefts = [(head.roles[0][0], head.roles[0][1])]
    for (_, before, _), (role, left, _) in pairwise(head.roles):
        edge = gap(rows, before + NARROWEST, left, nearest=True)
        if edge is None:
            return None
        lefts.append((role, edge))
    return Fit(tuple(lefts))


def _set_aside(rows: Rows, head: Head, lefts: list[tuple[str, float]]) -> None:
    """Add a second column of comments where the head has one, and cells stand under it with a gap before them."""
    found = next((x0 for name, x0, _ in head.roles if name == ASIDE), None)
    if found is None:
        return
    place = next(n for n, (name, _) in enumerate(lefts) if name == "comment")
    while place + 1 < len(lefts) and lefts[place + 1][0] == FACILITY and lefts[place + 1][1] <= found + NEAR:
        place += 1
    low = lefts[place][1] + NARROWEST
    high = lefts[place + 1][1] if place + 1 < len(lefts) else float("inf")
    cells = lefts_of(cell[0].x0 for row in rows for cell in cells_of(row) if low < cell[0].x0 < high)
    under = _under(head, ASIDE, cells)
    left = max(under, key=lambda left: (under[left], -left), default=None)
    edge = None if left is None else gap(rows, low, left, nearest=True)
    if edge is not None:
        lefts.insert(place + 1, (ASIDE, edge))


def _requirements(rows: Rows, number: float, head: Head) -> bool:
    """Does a second column for criteria say what these require: do titles stand in the first one, behind numbers?"""
    left = next((x0 for name, x0, _ in head.roles if name == TITLE), 0.0)
    cells = [cells_of(row)[0] for row in rows if abs(row[0].x0 - number) <= NEAR and criterion(text_of(row[:2]))]
    titled = (len(cell) > 1 and cell[1].x0 < left - NEAR and cell[1].text[0].isupper() for cell in cells)
    return 2 * sum(titled) > len(cells)


def _set_beside(rows: Rows, head: Head, role: str, lefts: list[tuple[str, float]], *, left_out: bool = False) -> None:
    """Add a column for facilities, or for what is not read, where cells stand under its head."""
    found = next(((x0, x1) for name, x0, x1 in head.roles if name == role), None)
    if found is None:
        return
    place = sum(left <= found[0] + NEAR for _, left in lefts)
    low = lefts[place - 1][1] + NARROWEST if place else 0.0
    high = lefts[place][1] if place < len(lefts) else 1e9
    cells = [cell[0].x0 for row in rows for cell in cells_of(row) if low < cell[0].x0 < high]
    begun = lefts_of(cells or [w.x0 for row in rows for w in row if abs(w.x0 - found[0]) <= NEAR])
    under = _under(head, role, begun)
    left = max(under, key=lambda left: (under[left], -left), default=None)
    edge = None if left is None else gap(rows, low, left, nearest=True)
    if edge is not None and role.startswith("other") and _says_places(rows, edge, high):
        role = PLACE
    if (
        place
        and edge is not None
        and (left_out or role in _BESIDE or role.startswith(SITE) or _says_little(rows, edge, high))
    ):
        lefts.insert(place, (f"other {role}" if left_out else role, edge))


def _says_little(rows: Rows, left: float, right: float) -> bool:
    """Do a column's lines say the same few things again and again, as grades or initials do, and titles don't?"""
    said = [" ".join(w.text for w in row if left <= w.x0 < right) for row in rows]
    lines = [text for text in said if text]
    return len(lines) > 2 and len(set(lines)) <= max(2, MOST_DIFFERENT * len(lines))


def _says_places(rows: Rows, left: float, right: float) -> bool:
    """Are a column's cells pages and sections alone, whatever its head calls them?"""
    said = [" ".join(w.text for w in row if left <= w.x0 < right) for row in rows]
    located = [text for text in said if text and locators.find(text).spans[:1] == ((0, len(text)),)]
    return len(located) > 1 and all(text in located or not re.search(r"[^\W\d_]{3}", text) for text in said if text)


def numbered_part(rows: Rows, number: float) -> Rows:
    """From the first row with a number to the last: what stands before and behind may cross the columns.

    So do the principles' headings.
    """
    numbered = [n for n, row in enumerate(rows) if abs(row[0].x0 - number) <= NEAR and criterion(row[0].text)]
    table = rows[numbered[0] : numbered[-1] + 1] if numbered else rows
    return [row for row in table if not _is_heading(row)]


def _is_heading(row: Sequence[Word]) -> bool:
    """Is a line a principle's heading, its number perhaps in the criteria's column?"""
    text, cells = text_of(row), cells_of(row)
    alone = len(cells) == 1 or (len(cells) == 2 and len(cells[0]) == 1)
    return alone and text.isupper() and HEADING.match(text) is not None


def _under(head: Head, role: str, lefts: dict[float, int]) -> dict[float, int]:
    """Only what begins between the heads on both sides; all of it where that leaves nothing."""
    spans = [(x0, x1) for _, x0, x1 in head.roles]
    place = next((n for n, (name, _, _) in enumerate(head.roles) if name == role), None)
    if place is None:
        return lefts
    low = spans[place - 1][1] if place else -1e9
    high = spans[place + 1][0] if place + 1 < len(spans) else 1e9
    return {left: n for left, n in lefts.items() if low - NARROWEST < left < high - NEAR} or lefts


def _comments(rows: Rows, number: float, rating: float, names: Sequence[str], head: Head | None) -> float | None:
    """Where most lines begin, apart from those that begin in the other two columns."""
    if names.index("comment") > names.index("rating") if "rating" in names else True:
        starts = lefts_of(row[0].x0 for row in rows if row[0].x0 > rating + NARROWEST)
        if not starts:
            starts = lefts_of(w.x0 for row in rows for w in _after_rating(row, rating))
    else:
        beyond = _titles_head(head) if head else behind_titles(rows, number, rating)
        left = max(number + NARROWEST, beyond)  # more lines may begin with titles than with comments
        starts = lefts_of(row[0].x0 for row in rows if left <= row[0].x0 < rating - NARROWEST)
        if not starts and beyond and not head:
            starts = {beyond: 1}
    if head and _stands_beside(head):
        cells = lefts_of(cell[0].x0 for row in rows for cell in cells_of(row))
        starts = _under(head, "comment", cells)
    return max(starts, key=lambda left: (starts[left], -left)) if starts else None


def _stands_beside(head: Head) -> bool:
    """Does a column of facilities stand left of the comments, or more of them right of them?"""
    names = [name for name, _, _ in head.roles]
    return ASIDE in names or (FACILITY, "comment") in pairwise(names)


def _after_rating(row: Sequence[Word], rating: float) -> Sequence[Word]:
    """The first word after the cell that begins with the rating."""
    cells = cells_of(row)
    for cell, after in pairwise(cells):
        if abs(cell[0].x0 - rating) <= NEAR:
            return after[:1]
    return ()


def gap(rows: Rows, low: float, left: float, *, nearest: bool) -> float | None:
    """The right end of a stripe before `left` that (nearly) no line crosses; None where too many do.

    The nearest one to `left`, else the widest: bullets may stand before the comments, none do before ratings.
    """
    start, end = int(low), int(left) + 1
    if end <= start:
        return left
    steps = [0] * (end - start + 2)
    for row in rows:
        for word in row:
            if word.x0 < end and word.x1 > start:
                steps[max(start, int(word.x0)) - start] += 1
                steps[min(end, int(word.x1)) + 1 - start] -= 1
    crossed = list(accumulate(steps))[: end - start]
    if min(crossed) > MOST_CROSSING * len(rows):
        return None
    allowed = min(crossed) + EMPTY * len(rows)
    best, run = (0, left), 0
    for x in range(start, end):
        run = run + 1 if crossed[x - start] <= allowed else 0
        if run and (nearest or run >= best[0]):
            best = (run, float(x + 1))
    return min(best[1], left)


def follow(fitted: Fit, rows: Rows) -> Fit:
    """The columns of the page before, moved to where most cells of this page begin.

    Where no criterion begins, these are the comment's, wherever they stand: `pdftotext` leaves out a margin that all
    lines of a page have. Else the criteria's column stays.
    """
    numbered = any(criterion(" ".join(w.text for w in row[:2])) for row in rows)
    titles = max(left for name, left in fitted.lefts if name in _FIRST) + NARROWEST
    beside = (cell[0] for row in rows for cell in cells_of(row) if cell[0].x0 > titles)
    cells = (word for word in beside if not RATING_START.match(word.text)) if numbered else (row[0] for row in rows)
    starts = lefts_of(word.x0 for word in cells)
    comment = max(starts, key=lambda left: (starts[left], -left), default=None)
    if comment is None:
        return fitted
    by = comment - fitted.left("comment")
    return Fit(tuple((name, left if numbered and name in _FIRST else left + by) for name, left in fitted.lefts))


def in_columns(row: Sequence[Word], lefts: Sequence[float]) -> list[list[Word]]:
    """The words of a line by the columns that begin at `lefts`."""
    cells: list[list[Word]] = [[] for _ in lefts]
    for word in row:
        cells[max(0, bisect_right(lefts, word.x0 + NEAR) - 1)].append(word)
    return cells


def parted(row: Sequence[Word], edges: Sequence[float]) -> Sequence[Word]:
    """The line with words parted that two columns without a gap made one ("ConformanceThe")."""
    if not any(w.x0 < edge - NEAR and w.x1 > edge + NEAR and _GLUED.search(w.text) for w in row for edge in edges):
        return row
    words: list[Word] = []
    for word in row:
        edge = next((e for e in edges if word.x0 < e - NEAR and word.x1 > e + NEAR), None)
        places = [m.start() for m in _GLUED.finditer(word.text)] if edge is not None else []
        if edge is None or not places:
            words.append(word)
            continue
        wide = (word.x1 - word.x0) / len(word.text)
        place = min(places, key=lambda n: abs(word.x0 + n * wide - edge))
        middle = word.x0 + place * wide
        words.append(word._replace(text=word.text[:place], x1=min(middle, edge - 1)))
        words.append(word._replace(text=word.text[place:], x0=max(middle, edge)))
    return words
