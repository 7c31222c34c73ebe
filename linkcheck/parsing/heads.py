"""The table's head in running text, where it may stand on one line, word by word, or with a criterion in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from linkcheck.parsing.openings import AHEAD
from linkcheck.parsing.overleaf import goes_over
from linkcheck.parsing.pages import Line
from linkcheck.parsing.ratings import LONGEST_TITLE
from linkcheck.parsing.wording import HEADS, RATING, criterion, title_goes_on

NEAR: Final = 12
"""Lines between the words of one head."""

_ROLES: Final = {word: role for role, words in HEADS.items() for word in words}


class Headless(NamedTuple):
    """Lines without heads; the places in them where a page begins, as far as known; whether ratings come last."""

    lines: list[Line]
    broken: set[int]
    ratings_last: bool


def without_heads(lines: Sequence[Line]) -> Headless:
    """Leave out the table's head wherever it is repeated."""
    heads = _heads(lines)
    kept: list[Line] = []
    broken: set[int] = set()
    headed: int | None = None
    for n, line in enumerate(lines):
        if n in heads:
            if line.page is None or line.page != headed:  # of a head in parts only the first is the page's beginning
                broken.add(len(kept))
            headed = line.page
            continue
        if kept and (line.turned or (line.page is not None and line.page != kept[-1].page)):
            broken.add(len(kept))
        kept.append(line)
        if len(kept) - 1 in broken:
            line.gap = len(kept) < 2 or not goes_over(kept[-2], line)
    order = [role for n in sorted(heads) for role in heads[n]]
    last = any(order[n : n + 3] == ["criterion", "comment", "rating"] for n in range(len(order)))
    return Headless(kept, broken, last)


def _heads(lines: Sequence[Line]) -> dict[int, list[str]]:
    """The places of lines that are (part of) a head, and the roles of their columns.

    A single word of a head counts only near another one: "Results" may be a line of its own in a comment.
    """
    places = {n: found for n, line in enumerate(lines) if (found := roles(line.text)) and _apart(lines, n)}
    kept: dict[int, list[str]] = {}
    for n, found in places.items():
        near = {role for other in range(n - NEAR, n + NEAR + 1) for role in places.get(other, ())}
        if len(set(found)) > 1 or len(near) > 1:
            kept[n] = found
    return kept


def roles(text: str) -> list[str]:
    """The roles of the columns over which a line's words would stand, none for a line that is no head."""
    words = [word.lower().strip(":|") for word in text.split()]
    if not 0 < len(words) <= 6 or not all(word in _ROLES for word in words) or RATING.fullmatch(text.strip()):
        return []
    return [_ROLES[word] for word in words]


def _apart(lines: Sequence[Line], n: int) -> bool:
    """Does a line stand by itself, or above or below another one of a head, as a head's word does?"""
    text = lines[n].text.strip()
    if " " in text or text.isupper() or lines[n].gap:
        return True
    below = n + 1 == len(lines) or lines[n + 1].gap or bool(roles(lines[n + 1].text))
    return below and text[:1].isupper() and not _ends_title(lines, n)


def _ends_title(lines: Sequence[Line], n: int) -> bool:
    """Does a line go on with a standard's title that began on the lines above (1.1 is "Legal" | "Compliance")?"""
    for place in range(n - 1, max(-1, n - LONGEST_TITLE), -1):
        if number := criterion(lines[place].text.strip()):
            begun = " ".join([number[1], *(line.text for line in lines[place + 1 : n])])
            return title_goes_on(number[0], begun, lines[n].text)
    return False


def with_what_came_before(lines: Sequence[Line], start: int, broken: set[int]) -> int:
    """Begin at the table's head when a rating stands between it and the first criterion."""
    head = max((n for n in broken if n < start), default=None)
    if head is None or start - head > AHEAD:
        return start
    return head if any(RATING.fullmatch(line.text.strip()) for line in lines[head:start]) else start
