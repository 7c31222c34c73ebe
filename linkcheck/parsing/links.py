"""What a link annotation says where it leads."""

from __future__ import annotations

from linkcheck.parsing.characters import clean


def decoded(uri: bytes) -> str:
    """The text of a URI as a file holds it: ASCII by ISO 32000-1, UTF-16 or UTF-8 by some writer programs."""
    for encoding in ("utf-16", "utf-8", "latin-1") if uri[:2] in (b"\xfe\xff", b"\xff\xfe") else ("utf-8", "latin-1"):
        try:
            return clean(uri.decode(encoding)).strip()
        except UnicodeDecodeError:
            continue
    return ""
