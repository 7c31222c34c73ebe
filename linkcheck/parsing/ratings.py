"""Where a rating stands in running text: by itself, beside a title, or between the title's words.

An extraction that goes from line to line over narrow columns puts the words of a rating among those of the title:
"Closure, Decommissioning Minor Non" | "and Divestment Conformance".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Line
from linkcheck.parsing.wording import RATING, RATING_START, RATINGS, criterion, title_goes_on, titled

LONGEST_RATING: Final = 4
"""Lines of a rating in a narrow column."""

LONGEST_TITLE: Final = 12
"""Lines of a criterion's title."""

SHORTEST_BEGINNING: Final = 8
"""Letters of a rating that goes on behind space: "Minor Non"."""

_LETTERS: Final = re.compile(r"[\W\d_]+")
_PARTED: Final = tuple(
    re.compile(rf"\b(?P<first>{first})\s?(?P<between>[^.:;]{{1,80}}?)\s(?P<last>{last})\b")
    for first, last in (
        (r"(?:Minor|Major)\s{1,3}Non-?", r"Conform(?:ance|ity)"),
        (r"Unable\s{1,3}to\s", r"Rate"),
        (r"Not\s", r"Applicable"),
    )
)
"""A rating with a part of the title in it."""

_GLUED: Final = re.compile(r"(?<=[a-z])(?=(?:Conformance|(?:Minor|Major) Non|Not Applicable|Unable to Rate)\b)")
"""Where `pdftotext` dropped a hyphen at a line's end, before a rating beside it ("ConflictConformance")."""

_JOINING: Final = re.compile(r"(?:\b(?:and|or|of|on|for|to|in|the|with|by)|[,&/])$", re.IGNORECASE)
"""A title that ends so goes on."""


class Head(NamedTuple):
    """A finding's first block: its title with the rating taken out, and the rating as it would be printed whole."""

    title: str
    rating: str


def parted(block: str) -> Head | None:
    """A number, a title and a rating that stands between the title's words; None where it does not."""
    block = _GLUED.sub("- ", block)
    for pattern in _PARTED:
        found = pattern.search(block)
        if found and not RATING.search(found["between"]):
            title = f"{block[: found.start()]} {found['between']} {block[found.end() :]}"
            rating = f"{found['first'].rstrip('- ')} {found['last']}"
            return Head(" ".join(title.split()), rating.replace("Non ", "Non-"))
    number = criterion(block)
    inside = rating_in(block, len(number[0]) if number else 0)
    if number is None or inside is None:
        return None
    before, after = block[: inside.start()].strip(), block[inside.end() :].strip()
    begun = criterion(before)
    if after and begun and (_JOINING.search(before) or title_goes_on(number[0], begun[1], after)):
        return Head(f"{before} {after}", inside.group())
    return None


def rating_in(text: str, start: int) -> re.Match[str] | None:
    return next((found for found in RATING.finditer(text, start) if found.group()[0].isupper()), None)


def with_brackets(text: str, rated: re.Match[str]) -> tuple[int, int]:
    """Where a rating in a text begins and ends, with the brackets around it."""
    start, end = rated.span()
    around = text[start - 1 : start] + text[end : end + 1]
    return (start - 1, end + 1) if around in ("()", "[]") else (start, end)


def rating_block(lines: Sequence[Line], n: int) -> int:
    """How many lines from `n` on, with space around, are nothing but a rating, also one that a narrow column broke."""
    if n >= len(lines) or not lines[n].gap:
        return 0
    end = n + 1
    while end < len(lines) and end - n < LONGEST_RATING and (not lines[end].gap or _is_begun(lines[n:end])):
        end += 1
    whole = "".join(line.text.strip() for line in lines[n:end])
    if not whole[:1].isupper() or (end < len(lines) and not lines[end].gap):
        return 0
    return end - n if _LETTERS.sub("", whole).lower() in RATINGS else 0


def _is_begun(lines: Sequence[Line]) -> bool:
    """Are lines the beginning of a rating ("Minor Non-"), whose rest may stand below a page's foot?"""
    letters = _LETTERS.sub("", "".join(line.text for line in lines)).lower()
    return len(letters) >= SHORTEST_BEGINNING and any(
        known.startswith(letters) for known in RATINGS if known != letters
    )


def nameless(lines: Sequence[Line], n: int) -> tuple[int, frozenset[str]]:
    """How many lines from `n` on, with space around, are a standard's title and a rating without a number.

    With the numbers that have this title; 0 and none where it is no such block.
    """
    end = n + 1
    while end < len(lines) and end - n < LONGEST_TITLE and not lines[end].gap:
        end += 1
    block = join(lines[n:end])
    inside = rating_in(block, 0) if lines[n].gap else None
    if inside is None:
        return 0, frozenset()
    numbers = titled(f"{block[: inside.start()]} {block[inside.end() :]}")
    return (end - n, numbers) if numbers else (0, numbers)


def side_by_side(lines: Sequence[Line], n: int, end: int) -> tuple[list[Line], list[Line], int] | None:
    """A title and its rating with a wide gap between from line `n` on, each perhaps over more lines than one.

    Both, and the first line that belongs to neither; None where they don't stand so.
    """
    titles: list[Line] = []
    ratings: list[Line] = []
    for place in range(n, end):
        line = lines[place]
        left, gap, right = line.text.partition("  ")
        if not gap and place > n and RATING.fullmatch(join([*ratings, line])):
            left, right = "", line.text
        if place == n and not (gap and RATING_START.match(right.split()[0])):
            return None
        if not right:
            break
        if left:
            titles.append(Line(left.strip(), line.page, line.box))
        ratings.append(Line(right.strip(), line.page, line.box))
    return (titles, ratings, n + len(ratings)) if RATING.fullmatch(join(ratings)) else None
