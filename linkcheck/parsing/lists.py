"""Which paragraphs of a Word draft are in lists: Word sets a bullet or a number before them, no part of their text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

DEEPEST: Final = 20
"""Styles that one may be based on, each on the next; a damaged file's may be based on itself."""

_NONE: Final = "0"
"""The list that takes a paragraph out of its style's."""

_HEADINGS: Final = ("heading", "title")


def write_out(document: Document) -> None:
    """Give each paragraph the list that its style puts it into; headings, which Word may number, are in none."""
    styles = {s.styleId: s for s in document.styles.element.iter(qn("w:style")) if s.get(qn("w:type")) == "paragraph"}
    usual = next((known for known, style in styles.items() if style.default), None)
    lists = {known: _list_of(known, styles) for known in styles}
    headings = {known for known, style in styles.items() if (style.name_val or "").lower().startswith(_HEADINGS)}
    for paragraph in document.element.body.iter(qn("w:p")):
        style = paragraph.style if paragraph.style in styles else usual
        number = _NONE if style in headings else _own(paragraph) or lists.get(style)
        if number is not None:
            paragraph.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().set(qn("w:val"), number)


def is_listed(paragraph: Paragraph) -> bool:
    """Does Word set a bullet or a number before a paragraph, as its own properties say?"""
    return _own(paragraph._p) not in (None, _NONE)


def _list_of(style: str | None, styles: Mapping[str | None, Any]) -> str | None:
    """The list that a style, or one that it is based on, puts paragraphs into."""
    for _ in range(DEEPEST):
        if style not in styles:
            break
        if number := _own(styles[style]):
            return number
        style = styles[style].basedOn_val
    return None


def _own(element: Any) -> str | None:
    """The list that a paragraph's or style's own properties name, None where they name none."""
    properties = element.pPr
    if properties is None or properties.numPr is None:
        return None
    number = properties.numPr.numId
    return None if number is None else str(number.get(qn("w:val")))
