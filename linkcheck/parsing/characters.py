"""Characters that a reader of a page doesn't see, taken out before anything is read."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LIGATURES: Final = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_HYPHENS: Final = {0x2010: "-", 0x2011: "-"}
_BLANKS: Final = dict.fromkeys((160, 5760, 8239, 8287, 12288, *range(8192, 8203)), " ")
_LINES: Final = {0x0B: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_RADICALS: Final = (
    "⺀厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹"
    "纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠"
    "饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""The ideographs that the CJK radicals from U+2E80 on look like (Unicode, EquivalentUnifiedIdeograph.txt)."""

_IDEOGRAPHS: Final = {
    **dict(enumerate(_RADICALS, start=0x2E80)),
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))},
}
"""Fonts that share a glyph between a radical and an ideograph make PDFs say the radical."""

UPPER: Final = "A-Z" + "".join(filter(str.isupper, map(chr, range(0xC0, 0x250))))
"""Capitals of all Latin alphabets, within a regular expression's brackets."""

_KEPT: Final = "\t\n\r\f"
_UNSEEN: Final = {
    code: None
    for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), 0xAD, 0x061C, 0xFEFF, *range(0xFFF9, 0xFFFC))
    if chr(code) not in _KEPT
}
_FORMAT: Final = dict.fromkeys((*range(8203, 8208), *range(8234, 8239), *range(8288, 8304)))
_TABLE: Final = {**_UNSEEN, **_FORMAT, **_IDEOGRAPHS, **_LIGATURES, **_HYPHENS, **_BLANKS, **_LINES}

_SPACED: Final = r"(?:[^\W\d_]|[A-Z]{2})"
"""A letter that stands alone, or two that kerning brought together ("D AT E")."""

_LETTER_SPACED: Final = re.compile(rf"(?<!\S){_SPACED}(?: {{1,2}}{_SPACED}){{2,}}(?!\S)")
_HAN_BLANK: Final = re.compile(r"(?<=[⺀-鿿豈-﫿])\s+(?=[⺀-鿿豈-﫿])")
_WIDE_GAP: Final = re.compile(r" {2,}")


def clean(text: str) -> str:
    """Take out control characters, bidi marks, zero-width and soft hyphens; make every blank a space.

    Tabs, line feeds and form feeds stay: they are structure. Lone surrogates become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text.translate(_TABLE)


BULLET_MARKS: Final = "•●▪■◦‣∙·○\uf0b7\uf0a7"
"""What stands before the items of lists, the last two as Word's symbol fonts have them; dashes and stars may, too."""

RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁾"
"""What a mark of a footnote is made of, wherever it was raised by its place alone; the bracket parts two of them."""

_PLAIN: Final = re.compile(r"\d{1,3}(?:[,;]? ?\d{1,3}){0,4}[,.)]?")
_RAISE: Final = {
    **{ord(plain): raised for plain, raised in zip("0123456789,;", RAISED + RAISED[-1], strict=True)},
    ord(" "): None,
    ord("."): None,
    ord(")"): None,
}


def raised(text: str) -> str:
    """Figures that stand above their line as the characters that Unicode has for such; other text as it is."""
    return text.translate(_RAISE) if _PLAIN.fullmatch(text) else text


def lowered(mark: str) -> str:
    """Raised figures as plain ones."""
    return unicodedata.normalize("NFKC", mark)


def word_list(text: str) -> frozenset[str]:
    """A list of words, written with blanks between them."""
    return frozenset(text.split())


def squash(text: str) -> str:
    """One space between words, none around."""
    return " ".join(text.split())


def closed(text: str) -> str:
    """Chinese text whose lines were joined: no blanks between its characters."""
    return _HAN_BLANK.sub("", text)


def unspaced(text: str) -> str:
    """Close up letter-spaced words: "A U D I T  D AT E" is "AUDIT DATE", "A U D I T T Y P E" "AUDITTYPE"."""
    return _LETTER_SPACED.sub(_closed_up, text)


def _closed_up(found: re.Match[str]) -> str:
    letters = found.group().split()
    if 2 * sum(len(part) == 1 for part in letters) <= len(letters):
        return found.group()
    return " ".join(word.replace(" ", "") for word in _WIDE_GAP.split(found.group()))


def folded(text: str) -> str:
    """For comparing: NFKC, case and blanks folded, typographic dashes and quotes made plain."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return squash(re.sub(r"[‐-―−]", "-", re.sub(r"[‘’‛′]", "'", re.sub(r"[“”„‟]", '"', plain))))
