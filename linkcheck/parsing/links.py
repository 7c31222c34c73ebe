"""What a link annotation says where it leads."""

from __future__ import annotations

from typing import Final

from linkcheck.parsing.characters import clean
from linkcheck.parsing.urls import LONGEST

MOST_LINKS: Final = 2_000
"""Boxes of links on one page: a page of a report has some dozens."""


def decoded(uri: bytes) -> str:
    """The text of a URI as a file holds it: ASCII by ISO 32000-1, UTF-16 or UTF-8 by some writer programs.

    Empty where it leads nowhere: no server takes what is so long.
    """
    if len(uri) > LONGEST:
        return ""
    for encoding in ("utf-16", "utf-8", "latin-1") if uri[:2] in (b"\xfe\xff", b"\xff\xfe") else ("utf-8", "latin-1"):
        try:
            return clean(uri.decode(encoding)).strip()
        except UnicodeDecodeError:
            continue
    return ""
