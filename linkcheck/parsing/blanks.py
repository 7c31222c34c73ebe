"""Blanks that a writer left within a URL: "https:// www.x.example", "www. x.example/ reports/ 2023.pdf"."""

from __future__ import annotations

import re
from dataclasses import replace
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
    """The line without such blanks; `unspaced` where it may have been two things. A link over a URL says its end."""
    text = line.text
    if " " not in text or not ("http" in text or "www" in text or "HTTP" in text or "WWW" in text):
        return line
    while found := _SCHEME.search(line.text):
        line = _without(line, found.start(found.lastgroup or 0))
    while (found := _PATH.search(line.text)) and not any(s.start <= found.start() < s.end for s in line.links):
        line = replace(_without(line, found.start("a")), unspaced=True)
    return line


def _without(line: Line, place: int) -> Line:
    """The line without the character at a place, its links moved along."""
    links = tuple(LinkSpan(s.start - (s.start > place), s.end - (s.end > place), s.target) for s in line.links)
    return replace(line, text=line.text[:place] + line.text[place + 1 :], links=links)
