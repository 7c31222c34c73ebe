"""PDFium without the machine's fonts: for text, which needs no shapes.

PDFium looks for a font that a file names and does not bring along, on every page anew: Chinese text of that kind is
read fifteen times as fast without, and the same text comes out on every machine. Pictures of pages need the fonts.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from pypdfium2 import raw

_NOTHING: Final[dict[str, Callable[..., int | None]]] = {
    "Release": lambda *_: None,
    "EnumFonts": lambda *_: None,
    "MapFont": lambda *_: None,
    "GetFont": lambda *_: None,
    "GetFontData": lambda *_: 0,
    "GetFaceName": lambda *_: 0,
    "GetFontCharset": lambda *_: 0,
    "DeleteFont": lambda *_: None,
}
"""What a machine without fonts answers (`FPDF_SYSFONTINFO` of PDFium's fpdf_sysfontinfo.h)."""


def _no_fonts() -> Any:
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    return raw.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](answer) for name, answer in _NOTHING.items()})


_NO_FONTS: Final = _no_fonts()


@contextmanager
def without_system_fonts() -> Iterator[None]:
    """Within it no font of the machine is looked for, in the whole process."""
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_NO_FONTS))
    try:
        yield
    finally:
        raw.FPDF_SetSystemFontInfo(raw.FPDF_GetDefaultSystemFontInfo())
