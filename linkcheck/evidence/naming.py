"""File names that people can read and every file system takes, whatever a report says.

Windows refuses some characters and names, and a dot or a space at the end; macOS and Windows take names for the same
that differ in case or in how an accent is written. A name may have 255 bytes, but on Windows a whole path only 260
letters: the longest of a folder and a name in it have 200 together, which leaves room for where a person puts them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_BYTES = 140
"""Of a file's name, in UTF-8, which is never less than letters."""

MOST_OF_FOLDER = 59
"""Bytes of the name of a folder within the one that is handed over."""

SEPARATOR = " – "

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

SUFFIXES = {
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/zip": ".zip",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "text/html": ".html.txt",
    "application/xhtml+xml": ".xhtml.txt",
    "application/xml": ".xml.txt",
    "text/xml": ".xml.txt",
    "image/svg+xml": ".svg.txt",
}
"""By the type that a body's first bytes show. What could run scripts in a reader's browser is named as text."""

UNKNOWN_SUFFIX = ".bin"


def visible(text: str) -> str:
    """The text on one line, without what hides or turns round what stands beside it (control, bidi, private use)."""
    shown = "".join(" " if c.isspace() else "" if unicodedata.category(c) in _HIDDEN else c for c in text)
    return " ".join(shown.split())


def file_name(parts: Iterable[str], last: str, suffix: str, *, most: int = MOST_BYTES) -> str:
    """The parts with `last` (never cut) and the suffix, in at most `most` bytes of UTF-8."""
    words = SEPARATOR.join(word for part in parts if (word := _word(part)))
    end = f"{SEPARATOR}{last}{suffix}" if last else suffix
    stem = _cut(words, most - len(end.encode()) - 1) or "_"
    if _RESERVED.fullmatch((stem + end).split(".")[0].strip()):
        stem = f"_{stem}"
    return stem + end


def unlike(name: str, taken: set[str], suffix: str, *, most: int = MOST_BYTES) -> str:
    """The name, or one that is like none of those taken, with a number before its suffix. It is taken then."""
    stem = name.removesuffix(suffix)
    number = 1
    while alike(name) in taken:
        number += 1
        mark = f" ({number})"
        name = _cut(stem, most - len((mark + suffix).encode())) + mark + suffix
    taken.add(alike(name))
    return name


def alike(name: str) -> str:
    """What names have in common that some file system takes for the same."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())


def _word(text: str) -> str:
    plain = unicodedata.normalize("NFC", visible(text))
    return _FORBIDDEN.sub(" ", plain).strip(" .-~")


def _cut(text: str, most: int) -> str:
    """At most so many bytes, and no dot or space at the end."""
    return text.encode()[:most].decode("utf-8", "ignore").rstrip(" .–-")
