"""Hyphens that `pdftotext` without options drops at a line's end, joining the line to the next.

Where they were is told by what stands there now: a URL that is glued to its label, a line that is longer than the
column. What can't be told is said.
"""

from __future__ import annotations

import re
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.pages import Layout

LOOSE: Final = 0.85
"""Of the usual width: proportional letters make lines of one width differ in characters."""

_HYPHENATED: Final = re.compile(r"[^\W_][-‐][ ]*\n(?=[^\n\f])")
"""A hyphen at a line's end, but not over the end of a page, where it is never dropped."""

_GLUED: Final = re.compile(r"(?<=[^\W_]|[.)\]])(?=https?://\w|www\d?\.[\w-]+\.\w)")


def are_dropped(text: str) -> bool:
    """Is this a text with pages, of which no line ends with a hyphen?"""
    return "\f" in text and not _HYPHENATED.search(text)


def parted(line: str) -> list[str]:
    """A line cut before each URL that is glued to its label ("Kalmar Millhttps://…": the dash between them is gone)."""
    parts: list[str] = []
    begin = 0
    for glued in _GLUED.finditer(line):
        label = line[line.rfind(" ", begin, glued.start()) + 1 : glued.start()]
        if not urls.START.search(f"{label} ") and "/" not in label:
            parts.append(line[begin : glued.start()])
            begin = glued.start()
    return [*parts, line[begin:]]


def mark(layout: Layout) -> None:
    """Mark lines with a URL that are longer than one printed line: a URL’s letters are wider than a text’s."""
    lines = [line for row in layout.rows for line in row.comment]
    lengths = sorted(len(line.text) for line in lines if " " in line.text and not urls.START.search(line.text))
    if lengths:
        longest = lengths[int(0.98 * (len(lengths) - 1))]
        for line in lines:
            line.rejoined = len(line.text) > LOOSE * longest and bool(urls.START.search(line.text))
    if any(line.rejoined for line in lines):
        layout.troubles.append(
            "No line of this text ends with a hyphen: its extraction dropped them, and URLs broken there lack "
            "one. Give the PDF, or the text of pdftotext -layout."
        )
