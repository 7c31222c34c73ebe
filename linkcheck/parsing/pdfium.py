"""A PDF's pages as PDFium reads them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from ctypes import c_int
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

import pypdfium2
from pypdfium2 import raw

from linkcheck.parsing.figures import figures_of, lacks_shapes
from linkcheck.parsing.letters import Doubtful, Letters
from linkcheck.parsing.links import MOST_LINKS, decoded
from linkcheck.parsing.pages import Box, Link, Page
from linkcheck.parsing.runs import LARGEST_SIDE, words_of
from linkcheck.parsing.shapes import MOST_SHAPES, rules_of

MOST_ANNOTATIONS: Final = 10_000
"""Of one page: among more none is looked for that somebody typed into."""

__all__ = ["Document", "Doubtful"]


class Document:
    """A PDF that PDFium could open. Raises pypdfium2.PdfiumError where it can't."""

    def __init__(self, path: Path) -> None:
        self._document = pypdfium2.PdfDocument(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def read(self, number: int) -> Page:
        """One page, by its number from 1. Raises Doubtful and Overfull."""
        typed = False
        try:
            with closing(self._document[number - 1]) as page:
                links = self._links(page)
                typed = _is_typed_into(page.raw)
                if not typed:
                    return self._read(page, number, links)
                if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_FAIL:
                    raise Doubtful
            with closing(self._document[number - 1]) as page:
                return self._read(page, number, links)
        except (pypdfium2.PdfiumError, Doubtful) as error:
            raise Doubtful(typed=typed) from error

    def _links(self, page: pypdfium2.PdfPage) -> tuple[Link, ...]:
        left, _, _, top = page.get_bbox()
        return tuple(islice(_links(self._document.raw, page.raw, left, top), MOST_LINKS))

    def _read(self, page: pypdfium2.PdfPage, number: int, links: tuple[Link, ...]) -> Page:
        if page.get_rotation():
            raise Doubtful  # the boxes of letters that stand across the file's own coordinates are not to be had
        left, bottom, right, top = page.get_bbox()
        width, height = min(right - left, LARGEST_SIDE), min(top - bottom, LARGEST_SIDE)
        with closing(page.get_textpage()) as text:
            letters = Letters(text.raw)
            if lacks_shapes(page.raw, letters.objects()):
                raise Doubtful
            words = words_of(letters.runs(left, top), width, height)
        if not words:
            raise Doubtful  # it is silent about what is damaged
        figures = islice(figures_of(page.raw, left, top), MOST_SHAPES)
        rules = tuple(rule for figure in figures for rule in rules_of(figure))
        return Page(number, width, height, words, rules, links)


def _is_typed_into(page: Any) -> bool:
    """Was anything typed into a page's form fields, or onto it? Readers of text pass over annotations."""
    return any(_is_typed(page, n) for n in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_ANNOTATIONS)))


def _is_typed(page: Any, place: int) -> bool:
    annotation = raw.FPDFPage_GetAnnot(page, place)
    try:
        return raw.FPDFAnnot_GetSubtype(annotation) in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _links(document: Any, page: Any, left: float, top: float) -> Iterator[Link]:
    """One `Link` for each box of each link annotation with a URI (ISO 32000-1, 12.5.6.5 and 12.6.4.7)."""
    link, place = raw.FPDF_LINK(), c_int(0)
    while raw.FPDFLink_Enumerate(page, place, link):
        target = decoded(_uri(document, raw.FPDFLink_GetAction(link)))
        for x0, y0, x1, y1 in _boxes(link) if target else ():
            yield Link(target, Box(x0 - left, top - y1, x1 - left, top - y0))


def _uri(document: Any, action: Any) -> bytes:
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return b""
    length = raw.FPDFAction_GetURIPath(document, action, None, 0)
    uri = ctypes.create_string_buffer(length)
    raw.FPDFAction_GetURIPath(document, action, uri, length)
    return uri.raw[:-1]


def _boxes(link: Any) -> Iterator[tuple[float, float, float, float]]:
    """The annotation's quadrilaterals, one per line of a wrapped link, else its rectangle."""
    count = raw.FPDFLink_CountQuadPoints(link)
    for n in range(count):
        quad = raw.FS_QUADPOINTSF()
        if raw.FPDFLink_GetQuadPoints(link, n, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(xs), min(ys), max(xs), max(ys)
    if not count:
        rect = raw.FS_RECTF()
        if raw.FPDFLink_GetAnnotRect(link, rect):
            (x0, x1), (y0, y1) = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
            yield x0, y0, x1, y1
