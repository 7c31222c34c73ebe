"""The letters of a page as PDFium gives them, by runs."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import Array, byref, c_double, c_float, c_int, c_uint, c_void_p, sizeof
from itertools import repeat
from typing import Any, Final

from pypdfium2 import raw

from linkcheck.parsing.calls import address, each, quick
from linkcheck.parsing.runs import BELOW, WORD_GAP, Run, is_level

MOST_LETTERS: Final = 500_000
"""Of one page, read in two seconds: the largest sheets of reports hold a twentieth."""

_HYPHEN: Final = "\x02"
"""What PDFium puts for a hyphen at the end of a line."""

_code = quick(raw.FPDFText_GetUnicode, c_uint)
_is_unnamed = quick(raw.FPDFText_HasUnicodeMapError, c_int)
_object = quick(raw.FPDFText_GetTextObject, c_void_p)
_box = quick(raw.FPDFText_GetLooseCharBox, c_int)
_origin = quick(raw.FPDFText_GetCharOrigin, c_int)


class Doubtful(Exception):
    """PDFium can't read this page, or another reader knows better what stands on it.

    `typed`: but for what was typed into fields or onto the page, which no other reader sees.
    """

    def __init__(self, *, typed: bool = False) -> None:
        super().__init__()
        self.typed = typed


class Overfull(Exception):
    """There are more letters on this page than any reader should try to read."""


class Letters:
    """The letters of a text page of `pypdfium2.raw`.

    Raises Doubtful where a font doesn't name a letter, and Overfull.
    """

    def __init__(self, text: Any) -> None:
        self._text = text
        self._count = raw.FPDFText_CountChars(text)
        if self._count < 0:
            raise Doubtful
        if self._count > MOST_LETTERS:
            raise Overfull
        page, places = repeat(c_void_p(address(text))), range(self._count)
        self._texts = _texts(page, places)
        self._objects: list[int | None] = list(map(_object, page, places))
        boxes, origins = (c_float * (4 * self._count))(), (c_double * (2 * self._count))()
        each(_box, page, places, _parts(boxes, 0, self._count))
        each(_origin, page, places, _parts(origins, 0, self._count), _parts(origins, sizeof(c_double), self._count))
        self._lefts, self._lines, self._rights = origins[::2], origins[1::2], boxes[2::4]
        self._sizes: dict[int | None, float | None] = {None: None}  # a blank that PDFium thinks is there

    def objects(self) -> set[int | None]:
        """The page's objects that the letters come from."""
        return set(self._objects)

    def runs(self, left: float, top: float) -> Iterator[Run]:
        """The upright letters, with places from the point `left`, `top`, downwards."""
        start, before, size = -1, None, None
        of = line = at = reach = 0.0
        for n, (letter, item, x0, y, x1) in enumerate(
            zip(self._texts, self._objects, self._lefts, self._lines, self._rights, strict=True)
        ):
            if item != before:
                before, size = item, self._size(n)
            shown = size is not None and not letter.isspace()
            if start >= 0:
                if shown and size == of and y == line and at <= x0 <= reach:
                    at, reach = x0, x1 + WORD_GAP * of
                    continue
                yield self._run(start, n, of, left, top, blank=size is not None and not shown)
                start = -1
            if size is not None and shown:
                start, of, line, at, reach = n, size, y, x0, x1 + WORD_GAP * size
        if start >= 0:
            yield self._run(start, self._count, of, left, top, blank=False)

    def _run(self, start: int, end: int, size: float, left: float, top: float, *, blank: bool) -> Run:
        height = round(top - self._lines[start] - (1 - BELOW) * size, 3)
        x0, x1 = self._lefts[start] - left, self._rights[end - 1] - left
        return Run(x0, height, x1, size, _whole(self._texts[start:end]), blank)

    def _size(self, n: int) -> float | None:
        """How large the letters of a letter's object are; None where they don't stand upright on a level line."""
        item = self._objects[n]
        if item not in self._sizes:
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(self._text, n, matrix)
            level = is_level(matrix.a, matrix.b, matrix.c, matrix.d)
            self._sizes[item] = abs(raw.FPDFText_GetFontSize(self._text, n) * matrix.d) if level else None
        return self._sizes[item]


def _parts(array: Array[Any], first: int, count: int) -> Iterator[Any]:
    """Pointers to every 16th byte of an array, for what is written of each letter."""
    return map(byref, repeat(array), range(first, first + 16 * count, 16))


def _texts(page: repeat[c_void_p], places: range) -> list[str]:
    """What each letter says. Raises Doubtful."""
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
