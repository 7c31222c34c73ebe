"""PDFium without the machine's fonts: for text, which needs no shapes.

PDFium looks for a font that a file names and does not bring along, on every page anew: Chinese text of that kind is
read five to fifteen times as fast without, and the same text comes out on every machine. Pictures of pages need the
fonts.

But it leaves out letters that have no shape and stand alone, which with some writer programs all letters do. So
Chinese, Japanese and Korean have a font here in which every letter is the same box. For others it has fonts of its own.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from pypdfium2 import raw

_EAST_ASIAN: Final = frozenset(
    {
        raw.FXFONT_SHIFTJIS_CHARSET,
        raw.FXFONT_HANGEUL_CHARSET,
        raw.FXFONT_GB2312_CHARSET,
        raw.FXFONT_CHINESEBIG5_CHARSET,
    }
)
_BOXES: Final = 1
"""The handle of the font of boxes."""


def _font_of_boxes() -> bytes:
    """A TrueType font (ISO/IEC 14496-22) of two glyphs: none, and a box for every character but blanks."""
    box = struct.pack(">5h2H4B8h2x", 1, 0, 0, 1000, 800, 3, 0, 1, 1, 1, 1, 0, 1000, 0, -1000, 0, 0, 800, 0)
    tables = {
        b"cmap": struct.pack(">4HI2H6I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 0x21, 0x10FFFF, 1),
        b"glyf": box,
        b"head": struct.pack(">4I2H2Q4h2H3h", 1 << 16, 0, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 1000, 800, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">I3hH11hH", 1 << 16, 800, 0, 0, 1000, *[0] * 11, 2),
        b"hmtx": struct.pack(">HhHh", 1000, 0, 1000, 0),
        b"loca": struct.pack(">3I", 0, 0, len(box)),
        b"maxp": struct.pack(">I14H", 1 << 16, 2, 4, 1, 0, 0, 2, *[0] * 8),
    }
    directory = struct.pack(">I4H", 1 << 16, len(tables), 64, 2, 48)
    body = b""
    for tag, table in tables.items():
        directory += struct.pack(">4s3I", tag, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table
    return directory + body


_FONT: Final = _font_of_boxes()


def _map(_info: object, _weight: int, _italic: int, charset: int, *_: object) -> int | None:
    return _BOXES if charset in _EAST_ASIAN else None


def _data(_info: object, _font: int, table: int, buffer: int | None, size: int) -> int:
    """The whole font; single tables of it are not given."""
    if table:
        return 0
    if buffer and size >= len(_FONT):
        ctypes.memmove(buffer, _FONT, len(_FONT))
    return len(_FONT)


_ANSWERS: Final[dict[str, Callable[..., int | None]]] = {
    "Release": lambda *_: None,
    "EnumFonts": lambda *_: None,
    "MapFont": _map,
    "GetFont": lambda *_: None,
    "GetFontData": _data,
    "GetFaceName": lambda *_: 0,
    "GetFontCharset": lambda *_: 0,
    "DeleteFont": lambda *_: None,
}
"""What a machine with no other font answers (`FPDF_SYSFONTINFO` of PDFium's fpdf_sysfontinfo.h)."""


def _font_info() -> Any:
    kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
    return raw.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](answer) for name, answer in _ANSWERS.items()})


_FONT_INFO: Final = _font_info()


@contextmanager
def without_system_fonts() -> Iterator[None]:
    """Within it no font of the machine is looked for, in the whole process."""
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_FONT_INFO))
    try:
        yield
    finally:
        raw.FPDF_SetSystemFontInfo(raw.FPDF_GetDefaultSystemFontInfo())
