"""Whether a reader of a PDF page sees anything of it, told from what lies on it and without drawing it.

Text can be there for programs alone: in render mode 3 (ISO 32000-1, 9.3.6), white, or beside the page. Drawing would
tell less: Chinese text whose font is not embedded leaves no mark on a machine without such a font.
"""

from __future__ import annotations

import ctypes

import pypdfium2
from pypdfium2 import raw

_UNSEEN_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_STROKED_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_FILL_STROKE})
_WHITE = (255, 255, 255)
_UNSEEN_ANNOTATIONS = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})


def shows_anything(page: pypdfium2.PdfPage) -> bool:
    """Does any text, picture, drawing or annotation of the page leave a mark on white paper?"""
    left, bottom, right, top = page.get_cropbox()
    for item in page.get_objects():
        if item.type == raw.FPDF_PAGEOBJ_FORM or not _leaves_a_mark(item):
            continue
        if item.level:  # within a form, whose own place on the page is not known here
            return True
        west, south, east, north = item.get_bounds()
        if west < right and east > left and south < top and north > bottom:
            return True
    return _is_annotated(page)


def _is_annotated(page: pypdfium2.PdfPage) -> bool:
    """Stamps, notes and form fields are not among a page's objects."""
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind not in _UNSEEN_ANNOTATIONS:
            return True
    return False


def _leaves_a_mark(item: pypdfium2.PdfObject) -> bool:
    if item.type == raw.FPDF_PAGEOBJ_TEXT:
        mode = raw.FPDFTextObj_GetTextRenderMode(item)
        return mode not in _UNSEEN_MODES and (mode in _STROKED_MODES or _is_inked(item))
    if item.type == raw.FPDF_PAGEOBJ_PATH:
        filled, stroked = ctypes.c_int(), raw.FPDF_BOOL()
        if not raw.FPDFPath_GetDrawMode(item, filled, stroked):
            return True
        return bool(stroked) or (filled.value != raw.FPDF_FILLMODE_NONE and _is_inked(item))
    return True


def _is_inked(item: pypdfium2.PdfObject) -> bool:
    """Is it filled with a colour that shows? Where that can't be told, as with patterns, it is."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, opacity):
        return True
    return opacity.value > 0 and (red.value, green.value, blue.value) != _WHITE
