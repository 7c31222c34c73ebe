"""Where a finding begins in running text: its number and title, and the heading of its principle."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Line
from linkcheck.parsing.ratings import LONGEST_TITLE, parted, rating_block, rating_in
from linkcheck.parsing.wording import (
    HEADING,
    RATING,
    criterion,
    known_title,
    order,
    title_end,
)

LAST_PRINCIPLE: Final = 12
"""No edition of a standard counts its principles further."""

AHEAD: Final = 30
"""Lines after a criterion's number among which its rating is looked for."""

LONGEST_HEADING: Final = 60
"""Letters in a line of a principle's heading."""

NARROW: Final = 0.55
"""Of the comments' width: lines of a title that goes on over a page are no longer."""

SENTENCE: Final = 5
"""Words of a comment behind a title: its parts have fewer ("– Targets and review")."""

INSIDE: Final = tuple("./?&=#%_")
"""What a URL goes on with in the next line, and no title."""

_TITLE: Final = re.compile(r"[\d.]+(?!\s[l-z]\s)\s?\(?[a-z]?[a-z\s,/&:()–-]{0,14}\)?(?:\s?[–—·•|-])?\s[“\"‘'(]?[A-Z]")
"""A criterion's number with a title behind it, not the end of a locator ("8.5 (page 20): https://…"), and no
figure with its unit ("10.2 t CO2e")."""

_LOCATES: Final = re.compile(
    r"\b(?:pages?|pp?\.?|chapters?|sections?|paragraphs?|clauses?|criteri(?:on|a)|principles?|version|and|to|&|V)\s*$|[–-]\s*$",
    re.IGNORECASE,
)
"""After these words a number at the next line's start belongs to them."""


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
    if found is None or (n and not lines[n].gap and _LOCATES.search(lines[n - 1].text) and not _ends_rated(text)):
        return False
    if after and not (order(found[0]) > after and order(found[0])[0] <= LAST_PRINCIPLE):
        return False
    if found[1]:
        return bool(_TITLE.match(text))
    return text == text.rstrip(":.-–") and known_title(found[0], _title(lines, n))


def _ends_rated(text: str) -> bool:
    """Does a line end with a rating, as a title's may and no locator's ("Results by criterion" may stand above)?"""
    return any(found.end() == len(text) and found.group()[0].isupper() for found in RATING.finditer(text))


def heading_at(lines: Sequence[Line], n: int, after: tuple[int, ...], awaited: Collection[str]) -> str | None:
    """The number of the principle whose heading line `n` is, one later than the criterion `after`.

    In capitals also an earlier one that is `awaited`, or whose criterion follows: `pdftotext` may print it late.
    """
    text = lines[n].text.strip()
    found = HEADING.match(text)
    if found is None or not found["title"][0].isupper() or criterion(text):
        return None
    number = found["number"]
    below = n + 2 if _ends_heading(lines, n + 1) else n + 1
    following = next((line.text.strip() for line in lines[below : n + 4] if line.text.strip()), "")
    next_number = criterion(following)
    belongs = bool(next_number and next_number[0].split(".")[0] == number)
    if number.isdigit() and after and int(number) <= after[0]:
        belongs = found["title"].isupper() and (belongs or number in awaited)
        return number if belongs else None
    return number if found["title"].isupper() or belongs else None


def goes_on_with_heading(lines: Sequence[Line], n: int) -> bool:
    """Is line `n`, below a heading, its second one?"""
    text = lines[n].text
    return (text.isupper() and not criterion(text) and len(text) < LONGEST_HEADING) or _ends_heading(lines, n)


def _ends_heading(lines: Sequence[Line], n: int) -> bool:
    """Is line `n` one in small letters, right below a heading's first and right above a criterion?"""
    text = lines[n].text.strip() if n + 1 < len(lines) and not lines[n].gap else ""
    small = text[:1].islower() and text[-1].isalnum() and len(text) < LONGEST_HEADING
    return small and criterion(lines[n + 1].text.strip()) is not None


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


def late(lines: Sequence[Line], n: int) -> bool:
    """Does a criterion begin at line `n`, in any order: with the standard's whole title and space above, or no more
    than one like it, and the rating below?"""
    found = criterion(lines[n].text.strip())
    if not found or not begins(lines, n, ()):
        return False
    if not lines[n].gap:
        return _rating_below(lines, n)
    return title_end(found[0], _title(lines, n)) is not None


def _rating_below(lines: Sequence[Line], n: int) -> bool:
    """Is there nothing but a title on line `n` that begins like the standard's, and a rating below?"""
    number, title = criterion(lines[n].text.strip()) or ("", "")
    alone = title[-1:].isalnum() and known_title(number, title) and not RATING.search(title)
    return alone and n + 1 < len(lines) and _rating_begins(lines, n + 1)


def headed(lines: Sequence[Line], n: int) -> bool:
    """Does a criterion begin at line `n`, below its principle's heading: its title the standard's, or apart?"""
    found = criterion(lines[n].text.strip())
    heading = HEADING.match(lines[n - 1].text.strip()) if n else None
    if found is None or heading is None or heading["number"] != found[0].partition(".")[0]:
        return False
    alone = not found[1] and n + 1 < len(lines) and lines[n + 1].gap
    return alone or known_title(found[0], _title(lines, n))


class Ratings:
    """Which criteria of some lines are rated. `last`: ratings stand behind the comments, however long these are.

    The lines are gone through once, from their end, so that each criterion's answer costs no more than its title.
    """

    def __init__(self, lines: Sequence[Line], *, last: bool) -> None:
        self.lines = lines
        self.ahead = len(lines) if last else AHEAD
        self.next: list[int | None] = [None] * len(lines)  # where the next rating stands, behind each line
        self.highest: list[tuple[int, ...]] = [()] * len(lines)  # the criterion that is latest by number up to there
        for n in range(len(lines) - 2, -1, -1):
            behind = n + 1
            self.next[n] = behind if _rating_begins(lines, behind) else self.next[behind]
            begun = number_at(lines[behind]) if begins(lines, behind, ()) else ()
            begun = begun if begun and begun[0] <= LAST_PRINCIPLE else ()
            self.highest[n] = begun if self.next[n] == behind else max(begun, self.highest[behind])

    def rated(self, n: int) -> bool:
        """Is the title at line `n` the standard's own, or does a rating stand behind it, before a later criterion?"""
        number = criterion(self.lines[n].text.strip())
        if number and known_title(number[0], _title(self.lines, n)):
            return True
        beside = rating_in(join(self.lines[n : n + 2]), len(number[0]) if number else 0)
        if beside or _rating_begins(self.lines, n):
            return True
        after = order(number[0]) if number else ()
        for place in range(n + 1, min(n + LONGEST_TITLE, len(self.lines))):
            if begins(self.lines, place, after):
                return False
            if rating_in(self.lines[place].text.strip(), 0):
                return True
        following = self.next[n]
        return following is not None and following - n < self.ahead and self.highest[n] <= after

    @cached_property
    def latest(self) -> Sequence[tuple[int, ...]]:
        """The latest criterion by number that begins, and is rated, behind each line."""
        found: list[tuple[int, ...]] = [()] * len(self.lines)
        for n in range(len(self.lines) - 1, 0, -1):
            number = number_at(self.lines[n]) if begins(self.lines, n, ()) and self.rated(n) else ()
            found[n - 1] = max(found[n], number if number and number[0] <= LAST_PRINCIPLE else ())
        return found


def _rating_begins(lines: Sequence[Line], n: int) -> bool:
    """Does line `n` begin with a rating, which may be broken?"""
    found = RATING.match(join(lines[n : n + 2]))
    return bool(found and found.group()[0].isupper()) or rating_block(lines, n) > 0


def comment_in_title(lines: Sequence[Line]) -> int | None:
    """Where the comment begins in the lines of a criterion's cell that hold a URL: behind the standard's own title.

    Counted in their `join`; behind the first line where the title is none of a standard's; None without a URL.
    """
    whole = join(lines)
    number = criterion(whole)
    if number is None or not urls.START.search(whole):
        return None
    end = title_end(number[0], number[1])
    return len(lines[0].text.strip()) if end is None else whole.index(number[1]) + end


def comment_before(lines: Sequence[Line], rating: int) -> int | None:
    """Where a comment begins in a criterion's cell, between the standard's whole title and a `rating`, both places in
    the lines' `join`: a line that goes over all columns. None where nothing but more of the title is there."""
    whole = join(lines)
    number = criterion(whole)
    end = title_end(*number) if number else None
    if number is None or end is None:
        return None
    start = whole.index(number[1]) + end
    between = whole[start:rating].split()
    return start if len(between) >= SENTENCE and between[0][0].isupper() else None


def no_title(text: str, width: int) -> bool:
    """Is a line none of a title: longer than most of a comment's `width`, with a URL, or with a sentence's end?"""
    if len(text) > NARROW * width or text.endswith((".", ":", ";")):
        return True
    return text.startswith(INSIDE) or bool(urls.START.search(text) or urls.FILE.search(text))


def usual_width(lines: Sequence[Line]) -> int:
    """Characters of a long line."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 30)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 80
