"""Heads of tables: which line is one, and the role of each column below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from linkcheck.parsing.characters import word_list
from linkcheck.parsing.lines import WIDE_GAP
from linkcheck.parsing.pages import Word
from linkcheck.parsing.sitetables import columns_of
from linkcheck.parsing.wording import FACILITY_HEADS, HEADS, RATING_START

ROLES: Final = ("criterion", "rating", "comment")
TITLE: Final = "title"
"""A column of its own for the criteria's titles, right of their numbers."""

FACILITY: Final = "facility"
"""A column that says for which facility a row is."""

ASIDE: Final = "aside"
"""A second column of comments, right of the first: evidence, disclosures, links."""

PLACE: Final = "place"
"""A column of its own for pages and sections, right of the URLs."""

BLANK: Final = 0.45
"""Heights: a blank between two words is no wider."""

LONGEST_HEAD: Final = 14
LONGEST_HEAD_CELL: Final = 7
"""Words in a table's head, and in one cell of it."""

BROKEN: Final = 4
"""Letters of a head's word that a narrow column may have left on the first line ("Criterio" | "n")."""

_ROLE_OF: dict[str, str] = {word: role for role, words in reversed(HEADS.items()) for word in words}
_ROLE_OF |= dict.fromkeys(FACILITY_HEADS, FACILITY)
"""A word that stands over several columns is the first one's."""

_BESIDE_FACILITY: Final = word_list("a an and applicable audited certified concerned name names of or the / &")

_PLACES: Final = word_list("page pages page(s) pg pp p section sections section(s) chapter chapters")
_BESIDE_PLACE: Final = word_list("or and & no number reference in the of document")

COUNTED: Final = frozenset({"sl", "sr", "s", "sn", "no", "nr", "#", "item", "nc", "ncr", "car", "finding"})
"""The first word over a column that counts the rows of such a table."""

Rows: TypeAlias = Sequence[Sequence[Word]]


class Head(NamedTuple):
    """A table's head: the place of its line among the page's rows, each role's words from left to right, and over how
    many lines its words are known to go."""

    row: int
    roles: tuple[tuple[str, float, float], ...]
    lines: int = 1


def head_of(rows: Rows) -> Head | None:
    """The first line that consists of columns' heads: the comment's and one more, or the other two."""
    for n, row in enumerate(rows):
        if len(row) <= LONGEST_HEAD and any(_bare(word) in _ROLE_OF for word in row):
            roles = _each_once(named(row))
            names = [name for name, _, _ in roles]
            each = len(set(names)) == len(names) > 1
            if each and "comment" in names and {"criterion", "rating"} & set(names):
                return Head(n, tuple(roles))
            if each and names == [FACILITY, "comment", ASIDE] and not _lists_facilities(row):
                return Head(n, tuple(roles))  # criteria with their ratings stand over all of them
            if names == ["criterion", "rating"] and not RATING_START.match(row[-1].text):
                return Head(n, tuple(roles))
    return None


def _lists_facilities(row: Sequence[Word]) -> bool:
    """Is a head one of a table of facilities, in which a column says what findings call each of them?"""
    return columns_of([" ".join(word.text for word in cell) for cell in cells_of(row)]) is not None


def continues_head(row: Sequence[Word]) -> bool:
    """Does a line below a head consist of heads' words alone, as those of cells over two lines do ("level")?"""
    roles = [role_of(word) for word in row]
    named = any(roles) and all(role or word.text in "/&" for role, word in zip(roles, row, strict=True))
    return named and len(row) <= LONGEST_HEAD_CELL


def further_heads(rows: Rows) -> list[int]:
    """The places of heads, as each small table of a report has one: capitalised, with space above."""
    found = []
    for n in range(1, len(rows)):
        row, height = rows[n], rows[n][0].bottom - rows[n][0].top
        names = [name for name, _, _ in named(row)] if len(row) <= LONGEST_HEAD else []
        known = names[:1] == ["criterion"] and "comment" in names and set(names) <= set(ROLES)
        apart = row[0].top - rows[n - 1][0].bottom > BLANK * height
        if known and apart and all(cell[0].text[:1].isupper() for cell in _head_cells(row)):
            found.append(n)
    return found


def other_head(row: Sequence[Word]) -> bool:
    """Is a line the head of a table of something else than findings, such as of corrective actions by criterion?"""
    names = [name for name, _, _ in named(row)] if len(row) <= LONGEST_HEAD else []
    first = row[0].text.lower()
    counted = names[1:2] == ["criterion"] and first.rstrip(".") in COUNTED
    numbers = counted or (len(first) >= BROKEN and any(name.startswith(first) for name in HEADS["criterion"]))
    return numbers and len(names) > 2 and "comment" not in names and any(name.startswith("other") for name in names[1:])


def named(row: Sequence[Word]) -> list[tuple[str, float, float]]:
    """Each cell's role; nothing where one is too long for a head or holds a figure."""
    roles: list[tuple[str, float, float]] = []
    cells = _head_cells(row)
    for cell in cells:
        words = [_bare(word) for word in cell]
        if len(words) > LONGEST_HEAD_CELL or any(re.search(r"\d", word) for word in words):
            return []
        named = [role_of(word) for word in cell]
        if all(named):
            roles += [(str(role), word.x0, word.x1) for role, word in zip(named, cell, strict=True)]
        else:
            role = "criterion" if _both(words, named) else PLACE if heads_places(words) else named[-1] or named[0]
            if not role or (role == FACILITY and not heads_facilities(words)):
                role = f"other{len(roles)}"
            roles.append((role, cell[0].x0, cell[-1].x1))
    return roles if any(role == "comment" for role, _, _ in roles) else _commented(roles, cells)


def _commented(roles: list[tuple[str, float, float]], cells: Rows) -> list[tuple[str, float, float]]:
    """The roles of cells; a longer head is that of comments where nothing else is ("Objective evidence seen by us")."""
    within = {cell[0].x0 for cell in cells if any(role_of(word) == "comment" for word in cell)}
    place = next((n for n, (name, x0, _) in enumerate(roles) if name.startswith("other") and x0 in within), None)
    return [("comment", *role[1:]) if n == place else role for n, role in enumerate(roles)]


def heads_places(words: Sequence[str]) -> bool:
    """Is a column's head, in small letters, one of pages and sections?"""
    plain = {part for word in words for part in word.rstrip(".").split("/") if part}
    return plain <= _PLACES | _BESIDE_PLACE and not _PLACES.isdisjoint(plain)


def _both(words: Sequence[str], named: Sequence[str | None]) -> bool:
    """Does a head stand over criteria and ratings in one cell ("Criterion / Rating")?"""
    return named[0] == "criterion" and named[-1] == "rating" and words[1:-1] in (["/"], ["&"], ["and"], ["+"], ["–"])


def _head_cells(row: Sequence[Word]) -> list[list[Word]]:
    """A head's cells: parted at wide gaps, and at narrower ones where one column's word follows another's."""
    cells: list[list[Word]] = []
    for cell in cells_of(row):
        cells.append([cell[0]])
        for before, word in pairwise(cell):
            roles = [role_of(before), role_of(word)]
            if all(roles) and roles[0] != roles[1] and word.x0 - before.x1 > BLANK * (word.bottom - word.top):
                cells.append([])
            cells[-1].append(word)
    return cells


def heads_facilities(words: Sequence[str]) -> bool:
    """Is a column's head, in small letters, one of facilities ("name of site"), and not of a "site visit"?"""
    return set(words) <= FACILITY_HEADS | _BESIDE_FACILITY and not FACILITY_HEADS.isdisjoint(words)


def role_of(word: Word) -> str | None:
    """The role of the column over which a word stands as (a part of) its head."""
    return _ROLE_OF.get(_bare(word))


def names_column(text: str) -> bool:
    """Is a text a word that stands over a column?"""
    return text.lower() in _ROLE_OF


def _bare(word: Word) -> str:
    """A head's word as heads are known by it: "Site(s):" is "site"."""
    return word.text.lower().rstrip(":").removesuffix("(s)")


def _each_once(roles: Sequence[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """Heads for criteria twice are their numbers and titles; what stands right of the comments is more of them."""
    found: list[tuple[str, float, float]] = []
    for n, (name, x0, x1) in enumerate(roles):
        names = [name for name, _, _ in found]
        if name == "criterion" and names == ["criterion"]:
            name = TITLE
        elif names[-1:] in (["comment"], [FACILITY]) and "comment" in names and _may_be_more(name):
            name = ASIDE
        elif name in names:
            name = f"other{n}"
        found.append((name, x0, x1))
    return found


def _may_be_more(name: str) -> bool:
    return name == "comment" or name.startswith("other")


def cells_of(row: Sequence[Word], apart: float = WIDE_GAP) -> list[list[Word]]:
    """Split a line at its wide gaps, which are wider than so many heights."""
    cells: list[list[Word]] = []
    for word in row:
        if cells and word.x0 - cells[-1][-1].x1 <= apart * (word.bottom - word.top):
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells
