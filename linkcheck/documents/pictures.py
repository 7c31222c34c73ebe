"""Small pictures of pages, for a person to recognise what was cited. Runs in the examiner's own processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from io import BytesIO
from typing import Final

import pypdfium2

MOST_BYTES: Final = 40 * 1024
"""Of one picture."""

LONGEST_SIDE: Final = 900
"""Pixels of a picture's longer side at most: an A4 page can be read at that size."""

_TRIES = ((900, 70), (900, 45), (720, 45), (560, 40), (400, 35), (240, 25))
"""Longer side in pixels and WebP quality, the best first; the last of them is small enough for any page."""


def draw_pages(data: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    """Draw pages of a PDF as WebP of at most 40 KB, by their place in the file from 1. Pages past its end are left out.

    Raises pypdfium2.PdfiumError where the file or a page can't be read.
    """
    with closing(pypdfium2.PdfDocument(data)) as document:
        for number in numbers:
            if 1 <= number <= len(document):
                with closing(document[number - 1]) as page:
                    yield number, _draw(page)


def _draw(page: pypdfium2.PdfPage) -> bytes:
    with closing(page.render(scale=LONGEST_SIDE / max(*page.get_size(), 1.0))) as bitmap:
        whole = bitmap.to_pil().convert("RGB")
    picture = b""
    for side, quality in _TRIES:
        smaller = whole.copy()
        smaller.thumbnail((side, side))
        target = BytesIO()
        smaller.save(target, "WEBP", quality=quality, method=4)
        picture = target.getvalue()
        if len(picture) <= MOST_BYTES:
            break
    return picture
