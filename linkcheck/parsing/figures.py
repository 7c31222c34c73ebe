"""What stands on a page as PDFium gives it: the corners of lines, boxes and other figures, and text without shapes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Set
from ctypes import c_float, c_int, c_size_t, c_void_p
from itertools import repeat
from typing import Any, Final

from pypdfium2 import raw

from linkcheck.parsing.calls import address, plain
from linkcheck.parsing.shapes import Point

MOST_CORNERS: Final = 100_000
"""Of one path."""

DEEPEST: Final = 8
"""Forms within forms, beyond which nothing that is drawn is looked for."""

LONGEST_NAME: Final = 128
"""Bytes of a font's name and its end (ISO 32000-1, annex C.2): PDFium gives none that does not fit."""

BUILT_IN: Final = (b"Courier", b"Helvetica", b"Times", b"Arial", b"Symbol", b"ZapfDingbats")
"""What the names of fonts begin with whose shapes PDFium has itself (ISO 32000-1, 9.6.2.2)."""

Matrix = tuple[float, ...]
"""Six numbers: a, b, c, d, e, f of ISO 32000-1, 8.3.3."""

_UNMOVED: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_on_page = plain(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
_in_form = plain(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
_count_in_form = plain(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
_kind = plain(raw.FPDFPageObj_GetType, c_int, c_void_p)
_render_mode = plain(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
_font = plain(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
_font_name = plain(raw.FPDFFont_GetBaseFontName, c_size_t, c_void_p, c_void_p, c_size_t)
_is_embedded = plain(raw.FPDFFont_GetIsEmbedded, c_int, c_void_p)
_matrix = plain(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
_draw_mode = plain(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
_count_corners = plain(raw.FPDFPath_CountSegments, c_int, c_void_p)
_corner = plain(raw.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
_corner_kind = plain(raw.FPDFPathSegment_GetType, c_int, c_void_p)
_corner_point = plain(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)


def figures_of(page: Any, left: float, top: float) -> Iterator[list[Point]]:
    """The corners of each figure on a page of `pypdfium2.raw`, with places from the point `left`, `top`, downwards.

    A figure that is closed may have its first corner again at its end; of a curve there are its ends.
    """
    for item, matrix in _objects(page, raw.FPDF_PAGEOBJ_PATH, (1.0, 0.0, 0.0, -1.0, -left, top)):
        yield from _of_path(item, matrix)


def lacks_shapes(page: Any, read: Set[int | None]) -> bool:
    """Is there text on the page that is not among the objects `read`, as its letters' shapes can't be had?

    PDFium leaves out what has no width. A letter that stands alone has none where its font is not in the file and
    nothing stands in for it (`linkcheck.fonts`), nor in the invisible text of a scan. Blanks have none either: in such
    text they count as letters.
    """
    return any(item not in read and _is_shapeless(item) for item, _ in _objects(page, raw.FPDF_PAGEOBJ_TEXT, _UNMOVED))


def _is_shapeless(text: int) -> bool:
    if _render_mode(text) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    font = _font(text)
    name = ctypes.create_string_buffer(LONGEST_NAME)
    _font_name(font, ctypes.addressof(name), len(name))
    return _is_embedded(font) == 0 and not name.value.startswith(BUILT_IN)


def _objects(page: Any, kind: int, matrix: Matrix) -> Iterator[tuple[int, Matrix]]:
    """The objects of a kind on a page, also in forms, with the matrix that gives their places."""
    objects = map(_on_page, repeat(address(page)), range(raw.FPDFPage_CountObjects(page)))
    return _of_kind(kind, objects, matrix, 0)


def _of_kind(wanted: int, objects: Iterable[int], matrix: Matrix, depth: int) -> Iterator[tuple[int, Matrix]]:
    for item in objects:
        kind = _kind(item)
        if kind == wanted:
            yield item, matrix
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inside = map(_in_form, repeat(item), range(max(0, _count_in_form(item))))
            yield from _of_kind(wanted, inside, _times(_matrix_of(item), matrix), depth + 1)


def _of_path(path: int, matrix: Matrix) -> Iterator[list[Point]]:
    """The figures of a path, where it is filled or stroked."""
    filled, stroked = c_int(), c_int()
    _draw_mode(path, ctypes.addressof(filled), ctypes.addressof(stroked))
    if not filled and not stroked:
        return
    a, b, c, d, e, f = _times(_matrix_of(path), matrix)
    x, y = c_float(), c_float()
    at_x, at_y = ctypes.addressof(x), ctypes.addressof(y)
    figure: list[Point] = []
    controls = 0
    for n in range(min(_count_corners(path), MOST_CORNERS)):
        corner = _corner(path, n)
        kind = _corner_kind(corner)
        if kind == raw.FPDF_SEGMENT_MOVETO and figure:
            yield figure
            figure = []
        controls = (controls + 1) % 3 if kind == raw.FPDF_SEGMENT_BEZIERTO else 0
        if controls == 0:
            _corner_point(corner, at_x, at_y)
            figure.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
    if figure:
        yield figure


def _matrix_of(item: int) -> Matrix:
    matrix = (c_float * 6)()
    _matrix(item, ctypes.addressof(matrix))
    return tuple(matrix)


def _times(first: Matrix, then: Matrix) -> Matrix:
    """One matrix that does what two do one after the other (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
