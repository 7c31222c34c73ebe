"""Blanks that a writer left within a URL: "https:// www.x.example", "www. x.example/ reports/ 2023.pdf"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from linkcheck.parsing.pages import Line, LinkSpan

_SCHEME: Final = re.compile(
    r"(?<![\w/.-])(?:https?:(?P<a> )//|https?://(?P<b> )(?=[\w-]+\.\w)|www\d?\.(?P<c> )(?=[\w-]{1,63}\.[a-z]))",
    re.IGNORECASE,
)
"""No URL ends like this: the blank says nothing."""

_PATH: Final = re.compile(
    r"(?<![\w/.-])(?:https?://|www\d?\.)[^\s()]{4,400}/(?P<a> )"
    r"(?=(?:[\w%~+-]{1,100}/ ?){0,8}[\w%~+-]{1,200}\.(?:pdf|html?|docx?|xlsx?|aspx?|php)(?![\w/]))",
    re.IGNORECASE,
)
"""A URL's folder, and behind a blank a file's name: one is likely, two things are possible."""


def closed_up(line: Line) -> Line:
    """The line without such blanks; `unspaced`: where it may have been two things. A link over a URL says its end."""
    text = line.text
    if " " not in text or not ("http" in text or "www" in text or "HTTP" in text or "WWW" in text):
        return line
    line = _without(line, _blanks(_SCHEME, line.text, ()))
    doubtful = _blanks(_PATH, line.text, line.links)
    places = tuple(place - n for n, place in enumerate(doubtful))
    return replace(_without(line, doubtful), unspaced=places)


def _blanks(pattern: re.Pattern[str], text: str, links: Sequence[LinkSpan]) -> list[int]:
    """Where a pattern finds blanks, those before them left out; not in a URL that begins within a link."""
    places: list[int] = []
    linked = {place for span in links for place in range(span.start, span.end)}
    at = 0
    while found := pattern.search(text, at):
        at = found.start()
        if at + len(places) in linked:
            at = found.end()
            continue
        place = found.start(found.lastgroup or 0)
        places.append(place + len(places))
        text = text[:place] + text[place + 1 :]
    return places


def _without(line: Line, places: Sequence[int]) -> Line:
    """The line without the characters at some places, its links moved along."""
    if not places:
        return line
    text = "".join(line.text[a + 1 : b] for a, b in pairwise((-1, *places, len(line.text))))
    spans = ((s.start - bisect_left(places, s.start), s.end - bisect_left(places, s.end), s.target) for s in line.links)
    return replace(line, text=text, links=tuple(LinkSpan(*span) for span in spans))
