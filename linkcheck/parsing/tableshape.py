"""What each column of a Word draft's table is: by its head, else by what stands in it.

Criteria may stand in any column, or over all of them with the cells for rating and comment below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from linkcheck.parsing import urls
from linkcheck.parsing.legends import KNOWN, letters, meaning
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.sitecolumns import SITE, SITES, are_sites, names_site, site_of
from linkcheck.parsing.tablehead import FACILITY, heads_facilities
from linkcheck.parsing.ticks import FEWEST, SHORT
from linkcheck.parsing.wording import HEADING, HEADS, RATING, criterion

OTHER: Final = "other"
"""A column left of the criteria's that is not read: it counts the rows, or names the principle."""

TITLES: Final = frozenset({"title", "topic", "subject", "name", "criterion title"})

LONGEST_HEAD: Final = 6
"""Words in a head's cell."""

LONGEST_LABEL: Final = 4

Texts = Sequence[Sequence[str]]


class Shape(NamedTuple):
    """A findings table. `roles`: each column's; `number`: the criteria's column; `marks`: the ratings of columns that
    are marked for them; `rated`: what stands over columns of ratings for a site each; `cards`: the cells of a criterion
    stand below it, one below the other, and each is what its label or its text says."""

    roles: tuple[str, ...]
    number: int
    marks: Mapping[int, str]
    rated: Mapping[int, str]
    cards: bool
    head: int | None


def shape_of(texts: Texts, known: Mapping[str, str], before: str = "") -> Shape | None:
    """The shape of a table with these texts in its rows, None where it is none of findings.

    A cell over several columns comes again, one over all of them does not. `known`: short forms of ratings and what
    they mean; `before`: what stands before the table, where the sites are named that may have columns.
    """
    width = max((len(row) for row in texts), default=0)
    own = [row for row in texts if not is_whole(row)]
    over = sum(is_whole(row) and _numbered(row[0]) for row in texts)
    found = [sum(n < len(row) and _numbered(row[n]) for row in own) for n in range(width)]
    number = found.index(max(found)) if found else 0
    if width < 2 or not (over or found[number]):
        return None
    head = _head(texts)
    heads = texts[head] if head is not None else ()
    if number and not found[0] and not _are_findings(own, number, heads):
        return None
    marks = _marks(heads, known)
    cards = over > found[number] or (2 * found[number] <= len(own) - (head is not None) and not _is_wide(heads, number))
    roles = ["criterion" if n >= number or cards else OTHER for n in range(width)]
    for n in range(width):
        role = head_role(heads[n]) if n < len(heads) else None
        if n != number and role in ("rating", "comment", FACILITY):
            roles[n] = role
        elif n in marks:
            roles[n] = "rating"
    rated = {} if cards or marks else _rated(own, heads, known, before)
    for n in rated:
        roles[n] = "rating"
    if not cards:
        _sites(roles, heads, before)
        _fill(roles, own, number, below=_below(texts, number))
        _title(roles, heads, number)
    return Shape(tuple(roles), number, marks, rated, cards, head)


def _title(roles: list[str], heads: Sequence[str], number: int) -> None:
    """A column that a head calls the titles' goes with the criteria, left of the comments or right of the numbers."""
    if "comment" in roles[:number]:
        for n, text in enumerate(heads):
            if text.lower().strip(" :") in TITLES and roles[n] in ("comment", OTHER):
                roles[n] = "criterion"


def _sites(roles: list[str], heads: Sequence[str], before: str) -> None:
    """Columns right of the ratings whose heads are names that the report has before the table are a site's each."""
    rated = roles.index("rating") if "rating" in roles else len(roles)
    unread = [n for n in range(rated + 1, len(heads)) if roles[n] != "rating" and not head_role(heads[n])]
    named = [n for n in unread if names_site(heads[n], before)]
    if len(named) >= SITES:
        for n in named:
            roles[n] = f"{SITE}{heads[n]}"


def _rated(own: Texts, heads: Sequence[str], known: Mapping[str, str], before: str) -> dict[int, str]:
    """The columns that hold a rating for a site each, or for the entity itself; none where there are fewer than two."""
    over = {n: site_of(text) for n, text in enumerate(heads)}
    counts = {n: sum(n < len(row) and is_rating(row[n], known) for row in own) for n in over}
    most = max(counts.values(), default=0)
    rated = {n: name for n, name in over.items() if counts[n] and 2 * counts[n] >= most}
    return rated if are_sites(rated.values(), before) else {}


def is_whole(row: Sequence[str]) -> bool:
    """Is a row one cell over all columns?"""
    return len(row) == 1


def head_role(text: str) -> str | None:
    """The role of the column below a head's cell, or of the cell beside a label."""
    words = text.lower().rstrip(" :").split()
    if not 0 < len(words) <= LONGEST_LABEL:
        return None
    role = next((role for role, known in HEADS.items() if words[-1] in known or words[0] in known), None)
    return role or (FACILITY if heads_facilities(words) else None)


def is_head(row: Sequence[str], number: int) -> bool:
    """Does a row consist of columns' heads?"""
    roles = {role for text in row if (role := head_role(text))}
    return len(roles) >= 2 and not (number < len(row) and _numbered(row[number]))


def is_rating(text: str, known: Mapping[str, str]) -> bool:
    """Is a cell a rating's?"""
    return RATING.fullmatch(text) is not None or text in known


def _numbered(text: str) -> bool:
    return criterion(bare(text)) is not None


def _head(texts: Texts) -> int | None:
    """The place of the table's head: the row with the most heads' words above all criteria, else one of short cells."""
    first = next((n for n, row in enumerate(texts) if any(map(_numbered, row))), 0)
    above = [n for n in range(first) if not is_whole(texts[n]) and all(map(_is_short, texts[n]))]
    return max(above, key=lambda n: (sum(head_role(text) is not None for text in texts[n]), n), default=None)


def _is_short(text: str) -> bool:
    return len(text.split()) <= LONGEST_HEAD and not urls.START.search(text)


def _is_wide(heads: Sequence[str], number: int) -> bool:
    """Has a head a word for the criteria's column, and one for ratings or comments?"""
    roles = [head_role(text) for text in heads]
    return number < len(roles) and roles[number] == "criterion" and not {"rating", "comment"}.isdisjoint(roles)


def _are_findings(own: Texts, number: int, heads: Sequence[str]) -> bool:
    """Is a table with numbers in another column than the first one of findings: below a head, or with titles and
    ratings?"""
    roles = [head_role(text) for text in heads]
    if number < len(heads) and (roles[number] == "criterion" or {"rating", "comment"} <= set(roles)):
        return True
    titled = any(
        number < len(row) and (found := criterion(bare(row[number]))) and found[1][:1].isupper() for row in own
    )
    return titled and any(RATING.fullmatch(text) for row in own for text in row)


def _marks(heads: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    """The ratings of columns that have one each."""
    found: dict[int, str] = {}
    known = {**KNOWN, **known}
    for n, text in enumerate(heads):
        if means := meaning(text, known) or SHORT.get(letters(text)):
            found[n] = means
    return found if len(set(found.values())) >= FEWEST else {}


def _below(texts: Texts, number: int) -> bool:
    """Do the comments stand below their rows, in cells over all columns?"""
    follows = [
        is_whole(after) and not _numbered(after[0]) and not HEADING.match(after[0])
        for row, after in pairwise(texts)
        if number < len(row) and _numbered(row[number])
    ]
    return 2 * sum(follows) >= len(follows) > 0


def _fill(roles: list[str], own: Texts, number: int, *, below: bool) -> None:
    """Find the columns of ratings and comments that no head names. `below`: no column is the comments'.

    One that is neither (a title apart from its number) goes with the criterion, behind the comment with that.
    """
    left = [n for n, role in enumerate(roles) if n != number and role in ("criterion", OTHER)]
    if "rating" not in roles and left:
        rated = {n: sum(n < len(row) and RATING.fullmatch(row[n]) is not None for row in own) for n in left}
        best = max(rated, key=lambda n: rated[n])
        if rated[best]:
            roles[best] = "rating"
            left.remove(best)
    if "comment" not in roles and left and not below:
        roles[max(left, key=lambda n: sum(len(row[n]) for row in own if n < len(row)))] = "comment"
    behind = roles.index("comment") if "comment" in roles else len(roles)
    for n in range(max(behind, number) + 1, len(roles)):
        if roles[n] == "criterion":
            roles[n] = "comment"
