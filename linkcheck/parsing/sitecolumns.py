"""Tables with a column for each site, right of what is said of the entity: each cell is said of the site above it.

A column is a site's where its head is a name that stands before the table, on a line, in a cell or in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from linkcheck.parsing.characters import BULLET_MARKS, word_list
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Line, Word
from linkcheck.parsing.tablehead import FACILITY, Head, Rows, cells_of, named, role_of
from linkcheck.parsing.wording import FACILITY_HEADS, GRAVEST, HEADS

SITE: Final = "site "
"""What the role of such a column begins with, the site's name behind it."""

SITES: Final = 2
"""Columns of a site each, at least."""

LONGEST: Final = 8
"""Words of a site's name."""

MOST_LINES: Final = 4
"""Of a head."""

NEAR: Final = 3.0
"""Points: what differs by no more begins at one place."""

SHORTEST: Final = 3
"""Letters: a name within a sentence has more."""

_LIST: Final = re.compile(r"\s?(?:[,;&+]|(?:and|und|et|e|y|en)\s)")
"""Behind a name in a list of them."""

_LABELS: Final = HEADS["comment"] | FACILITY_HEADS
"""What may stand before a site's name over its column."""

_ENTITY: Final = word_list(
    "the entity group company corporate general all overall both common central shared sites / & and"
)
"""Heads of the column for what is said of no site."""

_NO_SITES: Final = word_list(
    "stage phase step round previous prior current former last next this new old initial final interim surveillance"
    " self assessment assessed auditor auditors assessor team year result results before after proposed confirmed"
    " internal external document documentary"
)
_YEAR: Final = re.compile(r"(?:fy)?(?:19|20)?\d\d(?:\d\d)?", re.IGNORECASE)
"""What stands over columns of ratings that are of no sites."""


class Names:
    """What may be sites' names: the short lines and cells that were read so far, by all that they begin with.

    `waiting`: lines that are not kept yet, as no head has asked for them; `before`: the text above the first such head.
    """

    def __init__(self) -> None:
        self._begun: dict[str, set[str]] = {}
        self._before: str | None = None
        self._waiting: list[Sequence[Word]] = []

    def head_of(self, rows: Rows) -> Head | None:
        """The head of such a table among a page's lines; what stands above it is kept in mind."""
        for n, row in enumerate(rows):
            if len(row) > SITES + 2 and role_of(row[0]) == "criterion":
                cells = cells_of(row)
                if len(cells) > SITES + 2 and any(role_of(word) == "rating" for word in row):
                    self._keep_waiting()
                    texts, lines = _whole(cells, rows[n + 1 : n + MOST_LINES])
                    if head := self._head(n, cells, texts):
                        return head._replace(lines=lines)
            self._waiting.append(row)
        return None

    def _keep_waiting(self) -> None:
        if self._before is None:
            self._before = " ".join(text_of(row) for row in self._waiting)
        for row in self._waiting:
            for words in (row, *cells_of(row)):
                self._keep(text_of(words).lstrip(f"{BULLET_MARKS} "))
        self._waiting.clear()

    def _keep(self, text: str) -> None:
        words = text.lower().split()
        for n in range(1, len(words) + 1) if len(words) <= LONGEST else ():
            names = self._begun.setdefault(" ".join(words[:n]), set())
            if len(names) < SITES:
                names.add(text)

    def _head(self, n: int, cells: Rows, texts: Sequence[str]) -> Head | None:
        roles = [(self._role(text, cell), cell[0].x0, cell[-1].x1) for text, cell in zip(texts, cells, strict=True)]
        names = [name for name, _, _ in roles]
        first = next((k for k, name in enumerate(names) if name.startswith(SITE)), 0)
        sites = sum(name.startswith(SITE) for name in names)
        if sites < SITES or first < 2 or not {"criterion", "rating"} <= set(names):
            return None
        if "comment" not in names and names[first - 1].startswith("other"):
            roles[first - 1] = ("comment", *roles[first - 1][1:])
        return Head(n, tuple(roles)) if any(name == "comment" for name, _, _ in roles) else None

    def _role(self, text: str, cell: Sequence[Word]) -> str:
        """A column's role by its head ("Alder Mill", "Evidence: Alder Mill"); a narrow column may show the beginning of
        the site's name alone."""
        role = next((role for role, _, _ in named(cell)), "other")
        label, colon, name = text.partition(": ")
        if colon and name and label.lower() in _LABELS:
            role, text = "other", name
        may_be_site = role.startswith(("other", FACILITY)) and not is_entitys(text)
        names = self._begun.get(text.lower(), set()) if may_be_site else set()
        listed = any(name.lower() == text.lower() or _LIST.match(name, len(text)) for name in names)
        if listed or (may_be_site and not names and names_site(text, self._before or "")):
            return f"{SITE}{text}"
        return f"{SITE}{next(iter(names))}" if len(names) == 1 else role


def _whole(cells: Rows, below: Rows) -> tuple[list[str], int]:
    """What each cell of a head says, and over how many lines: those below begin where cells do, but for the first."""
    texts = [text_of(cell) for cell in cells]
    lines = 1
    for row in below:
        parts = cells_of(row)
        above = [next((k for k, cell in enumerate(cells) if abs(cell[0].x0 - part[0].x0) <= NEAR), 0) for part in parts]
        if not all(above):
            break
        for k, part in zip(above, parts, strict=True):
            texts[k] += f" {text_of(part)}"
        lines += 1
    return texts, lines


def names_site(text: str, before: str) -> bool:
    """Does what stands before a table name a site as a column's head does: "the audited sites are Alder and Lume"?"""
    may_be = text[:1].isupper() and len(text) > SHORTEST and not is_entitys(text)
    return may_be and is_spoken(text, before)


def is_entitys(text: str) -> bool:
    """Is a column's head one for what is said of no site: "All sites", "Overall"?"""
    return _ENTITY.issuperset(text.lower().split())


def site_of(head: str) -> str:
    """What stands over a column, but for the word for ratings; nothing where that stands alone."""
    return " ".join(word for word in head.split() if word.lower() not in HEADS["rating"])


def are_sites(names: Iterable[str], before: str) -> bool:
    """Does what stands before a table name the sites over all its columns of ratings, but for the entity's own?"""
    own = sites_among(names)
    return bool(own) and all(is_spoken(name, before) for name in own)


def sites_among(names: Iterable[str]) -> list[str]:
    """Those of some columns' heads that are not the entity's own; none where they are fewer than two, not all
    different, or of something else than sites: of stages, years, or who rated."""
    own = [name for name in names if not is_entitys(name)]
    words = {word for name in own for word in re.findall(r"[^\W_]+", name.lower())}
    other = not _NO_SITES.isdisjoint(words) or any(_YEAR.fullmatch(word) for word in words)
    named = all(name[:1].isalpha() for name in own)
    return own if len({*own}) == len(own) >= SITES and named and not other else []


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def is_spoken(name: str, text: str, start: int = 0) -> bool:
    """Does a text name something, from a place on?"""
    at = text.find(name, start)
    while at >= 0:
        end = at + len(name)
        if not any(map(_in_word, (text[max(0, at - 1) : at], text[end : end + 1]))):
            return True
        at = text.find(name, end)
    return False


def told_apart(over: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The ratings of a line by what stands over them: those of sites, and the one of the entity.

    That is its own, where it has a column, or else the gravest: what is no known rating comes before all.
    """
    own = {name: rating for name, rating in over.items() if not is_entitys(name)}
    whole = next((rating for name, rating in over.items() if is_entitys(name)), None)
    return own, whole or gravest(own.values())


def gravest(ratings: Iterable[str]) -> str:
    """The gravest of some ratings; of words that are no known one the first."""
    found = list(ratings)
    unknown = (rating for rating in found if rating not in GRAVEST)
    return next(unknown, next((rating for rating in GRAVEST if rating in found), ""))


def said_of(sites: dict[str, list[Line]]) -> list[Line]:
    """The lines of a row's sites, each site's below its name."""
    lines: list[Line] = []
    for role, own in sites.items():
        if not own:
            continue
        lines += [Line(f"{role.removeprefix(SITE)}:", own[0].page, gap=True), *own]
    return lines
