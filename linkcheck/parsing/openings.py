"""Where a finding begins in running text: its number and title, and a rating between the title's words.

An extraction that goes from line to line over narrow columns puts the words of a rating among those of the title:
"Closure, Decommissioning Minor Non" | "and Divestment Conformance".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Line
from linkcheck.parsing.wording import HEADING, RATING, RATINGS, criterion, known_title, order, title_goes_on

LAST_PRINCIPLE: Final = 12
"""No edition of a standard counts its principles further."""

AHEAD: Final = 30
"""Lines after a criterion's number among which its rating is looked for."""

LONGEST_RATING: Final = 4
"""Lines of a rating in a narrow column."""

LONGEST_TITLE: Final = 12
"""Lines of a criterion's title."""

_TITLE: Final = re.compile(r"[\d.]+\s?\(?[a-z]?[a-z\s,/&:–-]{0,12}\)?\s[“\"‘'(]?[A-Z]")
"""A criterion's number with a title behind it, not the end of a locator ("8.5 (page 20): https://…")."""

_LOCATES: Final = re.compile(
    r"\b(?:pages?|pp?\.?|chapters?|sections?|paragraphs?|clauses?|criteri(?:on|a)|principles?|version|and|to|&|V)\s*$|[–-]\s*$",
    re.IGNORECASE,
)
"""After these words a number at the next line's start belongs to them."""

_PARTED: Final = tuple(
    re.compile(rf"\b(?P<first>{first})\s?(?P<between>[^.:;]{{1,80}}?)\s(?P<last>{last})\b")
    for first, last in (
        (r"(?:Minor|Major)\s{1,3}Non-?", r"Conform(?:ance|ity)"),
        (r"Unable\s{1,3}to\s", r"Rate"),
        (r"Not\s", r"Applicable"),
    )
)
"""A rating with a part of the title in it."""

_JOINING: Final = re.compile(r"(?:\b(?:and|or|of|on|for|to|in|the|with|by)|[,&/])$", re.IGNORECASE)
"""A title that ends so goes on."""


class Head(NamedTuple):
    """A finding's first block: its title with the rating taken out, and the rating as it would be printed whole."""

    title: str
    rating: str


def parted(block: str) -> Head | None:
    """A number, a title and a rating that stands between the title's words; None where it does not."""
    for pattern in _PARTED:
        found = pattern.search(block)
        if found and not RATING.search(found["between"]):
            title = f"{block[: found.start()]} {found['between']} {block[found.end() :]}"
            rating = f"{found['first'].rstrip('- ')} {found['last']}"
            return Head(" ".join(title.split()), rating.replace("Non ", "Non-"))
    number = criterion(block)
    inside = _rating_in(block, len(number[0]) if number else 0)
    if number is None or inside is None:
        return None
    before, after = block[: inside.start()].strip(), block[inside.end() :].strip()
    begun = criterion(before)
    if after and begun and (_JOINING.search(before) or title_goes_on(number[0], begun[1], after)):
        return Head(f"{before} {after}", inside.group())
    return None


def _rating_in(text: str, start: int) -> re.Match[str] | None:
    return next((found for found in RATING.finditer(text, start) if found.group()[0].isupper()), None)


def _title(lines: Sequence[Line], n: int) -> str:
    """The first words of the title of a criterion that begins at line `n`."""
    block = join(lines[n : n + 4])
    head = parted(block)
    number = criterion(head.title if head else block)
    return RATING.sub(" ", number[1]) if number else ""


def begins(lines: Sequence[Line], n: int, after: tuple[int, ...]) -> bool:
    """Could a criterion begin at line `n`, later than the criterion `after`?"""
    text = lines[n].text.strip()
    found = criterion(text)
    if found is None or (n and not lines[n].gap and _LOCATES.search(lines[n - 1].text)):
        return False
    if after and not (order(found[0]) > after and order(found[0])[0] <= LAST_PRINCIPLE):
        return False
    if found[1]:
        return bool(_TITLE.match(text))
    return text == text.rstrip(":.-–") and known_title(found[0], _title(lines, n))


def rating_block(lines: Sequence[Line], n: int) -> int:
    """How many lines from `n` on, with space around, are nothing but a rating, also one that a narrow column broke."""
    if n >= len(lines) or not lines[n].gap:
        return 0
    end = n + 1
    while end < len(lines) and end - n < LONGEST_RATING and not lines[end].gap:
        end += 1
    whole = "".join(line.text.strip() for line in lines[n:end])
    if not whole[:1].isupper() or (end < len(lines) and not lines[end].gap):
        return 0
    return end - n if re.sub(r"[\W\d_]", "", whole).lower() in RATINGS else 0


def number_at(line: Line) -> tuple[int, ...]:
    """The order of the criterion whose number a line begins with, empty where there is none."""
    found = criterion(line.text.strip())
    return order(found[0]) if found else ()


def stands_alone(lines: Sequence[Line], n: int, after: tuple[int, ...]) -> bool:
    """Is line `n` nothing but the number of a criterion's part ("2.8a-c"), later than the criterion `after`?"""
    found = criterion(lines[n].text.strip())
    apart = n + 1 == len(lines) or lines[n + 1].gap
    return bool(found and not found[1] and found[0][-1].isalpha() and apart and order(found[0]) > after)


def has_title(lines: Sequence[Line], n: int) -> bool:
    """Does a title stand below a number that is alone on line `n`: right below it, or the standard's own?"""
    number = criterion(lines[n].text.strip())
    return number is not None and (not lines[n + 1].gap or known_title(number[0], _title(lines, n)))


def headed(lines: Sequence[Line], n: int) -> bool:
    """Does a criterion with the standard's own title begin at line `n`, its principle's heading right above it?"""
    found = criterion(lines[n].text.strip())
    heading = HEADING.match(lines[n - 1].text.strip()) if n else None
    if found is None or heading is None or heading["number"] != found[0].partition(".")[0]:
        return False
    return known_title(found[0], _title(lines, n))


def rated(lines: Sequence[Line], n: int, *, last: bool = False) -> bool:
    """Is the title the standard's own, or does a rating stand within the next lines, before another criterion?"""
    number = criterion(lines[n].text.strip())
    after = order(number[0]) if number else ()
    if number and known_title(number[0], _title(lines, n)):
        return True
    for place in range(n, min(n + (len(lines) if last else AHEAD), len(lines))):
        if place > n and begins(lines, place, after):
            return False
        text = lines[place].text.strip()
        both = join(lines[place : place + 2])
        if rating_block(lines, place):
            return True
        if (
            place == n
            and (found := RATING.search(both, len(number[0]) if number else 0))
            and found.group()[0].isupper()
        ):
            return True
        if (found := RATING.match(both)) and found.group()[0].isupper() and found.start() < len(text):
            return True
        if place > n and (found := RATING.search(text)) and found.group()[0].isupper() and place - n < LONGEST_TITLE:
            return True
    return False
