"""What goes on over a blank line of a text, as over the foot of a page: a sentence, a name, a place, a URL."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.breaks import LOCATES, NUMBERED, OPEN, PLACE, breaks_inside
from linkcheck.parsing.names import FORM_AFTER
from linkcheck.parsing.pages import Line
from linkcheck.parsing.wording import RATING

_MARKED_PLACE: Final = re.compile(
    r"\d{1,4}(?:\.\d{1,3}){0,4}(?:\s?[–-]\s?\d{1,4})?(?:[,;:)]|\s(?:[–(-]|(?:and|to)\b|&|https?:|www\.)|$)"
)
"""A place that something follows which is no criterion's title."""

_RANGE: Final = re.compile(
    r"(?:pages?|pp?\.|sections?|chapters?)\s?(?:[\d.]{1,8}(?:[\s–-]|,\s)(?:and\s)?){0,6}[\d.]{0,8}\d\s?[–-]$",
    re.IGNORECASE,
)
_RANGE_ENDS: Final = re.compile(r"\d{1,4}(?!\d|\.\d|\.?\s[A-Z]{2})")
"""Both halves of a range of pages or sections ("pages 3-" | "5"): the second is no heading's number."""

_FULL_PLACE: Final = re.compile(r"(?:pages?|pp?\.|sections?|chapters?)\s?\d", re.IGNORECASE)
_JOINED: Final = re.compile(r"\d\s(?:and|&|to)$")
"""A list of places that goes on with another one, its word before it."""

_SEPARATED: Final = re.compile(r"[–-]\s(?=\S)")
_ESCAPED: Final = re.compile(r"%[0-9A-F]{2}", re.IGNORECASE)
_URL_BODY: Final = re.compile(r"[\w%]/[\w%~+.?&=#-]*[\w%~+=#-]$")
_URL_TAIL: Final = re.compile(
    r"[/?&=#%_][\w%~+-]{4}(?:\S*[/.=]\S|\S*\s*$)|=\w{1,3}(?!\w)|(?:[_-][\w~+-]+)?\.(?:pdf|html?|docx?|xlsx?|aspx?|php)(?!\w)",
    re.IGNORECASE,
)
"""The middle and the end of a URL: what hardly stands at a line's end and at the beginning of the next otherwise."""


def goes_over(before: Line, line: Line) -> bool:
    """Does a sentence, or a URL, go on over a blank line, as it does over the foot of a page?

    It does where the line is full: its next word would not have fitted on it. A rating alone goes on nowhere.
    """
    if RATING.fullmatch(before.text.strip()):
        return False
    first = "".join(line.text.split()[:1])
    full = before.room is not None and before.room <= len(first)
    if first and before.text[-1:] not in ".:;!?)”" and (full or first[0].islower()):
        return True
    return surely_goes_over(before, line)


def surely_goes_over(before: Line, line: Line) -> bool:
    """`goes_over`, told by what the one line ends with and the other begins with, and not by an open sentence."""
    text, last = before.text.rstrip(), "".join(before.text.split()[-1:])
    if NUMBERED.search(text) and PLACE.match(line.text):
        return True
    if LOCATES.search(text) and _MARKED_PLACE.match(line.text):
        return True
    if _RANGE.search(text) and _RANGE_ENDS.match(line.text):
        return True
    if _JOINED.search(text) and _FULL_PLACE.match(line.text):
        return True
    if OPEN.search(text) and line.text.partition("(")[0].count(")"):
        return True
    form = FORM_AFTER.match(line.text)
    if form and text[-1:] not in ".:;" and ("." in form.group() or not line.text[form.end() :].startswith(" ")):
        return True
    return _url_goes_over(before, last, line)


def _url_goes_over(before: Line, last: str, line: Line) -> bool:
    """Does the URL whose end a line's `last` word may be go on in the next, or what stands behind it, or before it?"""
    if not last:
        return False
    url = urls.START.search(last)
    dash = _SEPARATED.match(line.text)
    if dash and urls.START.match(line.text, dash.end()):
        return not url and not urls.FILE.search(last) and last[-1] not in ".:;"
    if line.text.startswith("("):
        return bool(url or "/" in last or urls.FILE.search(last))
    if _URL_TAIL.match(line.text) and _URL_BODY.search(last):
        return True
    if _ESCAPED.fullmatch(last[-3:]) and _ESCAPED.match(line.text):
        return True
    return url is not None and breaks_inside(last[url.start() :], before, replace(line, gap=False), sure=True)
