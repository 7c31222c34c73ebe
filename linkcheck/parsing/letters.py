"""The letters of a page as PDFium gives them, by runs."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_double, c_float, c_int, c_uint, c_void_p
from itertools import repeat
from typing import Any, Final

from pypdfium2 import raw

from linkcheck.parsing.calls import address, each, plain
from linkcheck.parsing.runs import WORD_GAP, Run

MOST_LETTERS: Final = 200_000
"""Of one page: the largest sheets of reports hold a tenth."""

BELOW: Final = 0.21
"""Of a letter's size: so much is below the line on which it stands, as in Arial, whatever its font says.

Fonts say so many things that letters of two fonts on one line would stand at different heights.
"""

_HYPHEN: Final = "\x02"
"""What PDFium puts for a hyphen at the end of a line."""

_code = plain(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_is_unnamed = plain(raw.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
_stretch = plain(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_box = plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
_origin = plain(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)


class Doubtful(Exception):
    """PDFium can't read this page, or another reader knows better what stands on it."""


def runs_of(text: Any, left: float, top: float) -> Iterator[Run]:
    """The upright letters of a text page of `pypdfium2.raw`, with places from the point `left`, `top`.

    Raises Doubtful where a font doesn't name a letter, or there are too many.
    """
    count = raw.FPDFText_CountChars(text)
    if not 0 <= count <= MOST_LETTERS:
        raise Doubtful
    boxes, origins = (c_float * (4 * count))(), (c_double * (2 * count))()
    box, origin = ctypes.addressof(boxes), ctypes.addressof(origins)
    page, places = repeat(address(text)), range(count)
    each(_box, page, places, range(box, box + 16 * count, 16))
    each(_origin, page, places, range(origin, origin + 16 * count, 16), range(origin + 8, origin + 8 + 16 * count, 16))
    letters = _texts(text, count)
    lefts, lines, rights = origins[::2], origins[1::2], boxes[2::4]

    def run(start: int, end: int, size: float, blank: bool) -> Run:
        height = round(top - lines[start] - (1 - BELOW) * size, 3)
        return Run(lefts[start] - left, height, rights[end - 1] - left, size, _whole(letters[start:end]), blank)

    sizes: dict[int | None, float | None] = {None: None}  # without a stretch: a blank that PDFium thinks is there
    start, before, size = -1, None, None
    of = line = at = reach = 0.0
    for n, (letter, stretch, x0, y, x1) in enumerate(
        zip(letters, map(_stretch, page, places), lefts, lines, rights, strict=True)
    ):
        if stretch != before:
            if stretch not in sizes:
                sizes[stretch] = _size(text, n)
            before, size = stretch, sizes[stretch]
        shown = size is not None and not letter.isspace()
        if start >= 0:
            if shown and size == of and y == line and at <= x0 <= reach:
                at, reach = x0, x1 + WORD_GAP * of
                continue
            yield run(start, n, of, blank=size is not None and not shown)
            start = -1
        if size is not None and shown:
            start, of, line, at, reach = n, size, y, x0, x1 + WORD_GAP * size
    if start >= 0:
        yield run(start, count, of, blank=False)


def _texts(text: Any, count: int) -> list[str]:
    """What each letter says. Raises Doubtful."""
    page, places = repeat(address(text)), range(count)
    if any(map(_is_unnamed, page, places)):
        raise Doubtful
    try:
        texts = list(map(chr, map(_code, page, places)))
    except (ValueError, OverflowError) as error:  # no character of Unicode
        raise Doubtful from error
    return ["-" if one == _HYPHEN else one for one in texts] if _HYPHEN in texts else texts


def _whole(letters: list[str]) -> str:
    """The letters' text. PDFium gives a character beyond U+FFFF as the two halves of its UTF-16."""
    text = "".join(letters)
    if text.isascii() or not any("\ud800" <= letter < "\ue000" for letter in text):
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _size(text: Any, n: int) -> float | None:
    """How large the letters are of which this is the first; None where they don't stand upright."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, n, matrix)
    if matrix.a * matrix.d <= 0 or matrix.b * matrix.c > 0:
        return None
    return abs(float(raw.FPDFText_GetFontSize(text, n) * matrix.d))
