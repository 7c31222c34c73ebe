"""Which paragraphs of a Word draft are in lists: Word sets a bullet or a number before them, no part of their text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

DEEPEST: Final = 20
"""Styles that one may be based on, each on the next; a damaged file's may be based on itself."""

NO_LIST: Final = "0"
"""The list that takes a paragraph out of its style's."""

_HEADINGS: Final = ("heading", "title")


Styles = Mapping[str | None, Any]


def styles_of(document: Document) -> tuple[Styles, str | None]:
    """The styles of paragraphs by their ids, and the id of the one that a paragraph has which names none."""
    styles = {s.styleId: s for s in document.styles.element.iter(qn("w:style")) if s.get(qn("w:type")) == "paragraph"}
    return styles, next((known for known, style in styles.items() if style.default), None)


def write_out(document: Document) -> None:
    """Give each paragraph the list that its style puts it into; headings, which Word may number, are in none."""
    styles, usual = styles_of(document)
    lists = {known: _list_of(known, styles) for known in styles}
    headings = {known for known, style in styles.items() if (style.name_val or "").lower().startswith(_HEADINGS)}
    for paragraph in document.element.body.iter(qn("w:p")):
        style = paragraph.style if paragraph.style in styles else usual
        number = NO_LIST if style in headings else own_number(paragraph) or lists.get(style)
        if number is not None:
            paragraph.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().set(qn("w:val"), number)


def is_listed(paragraph: Paragraph) -> bool:
    """Does Word set a bullet or a number before a paragraph, as its own properties say?"""
    return own_number(paragraph._p) not in (None, NO_LIST)


def _list_of(style: str | None, styles: Styles) -> str | None:
    """The list that a style, or one that it is based on, puts paragraphs into."""
    for _ in range(DEEPEST):
        if style not in styles:
            break
        if number := own_number(styles[style]):
            return number
        style = styles[style].basedOn_val
    return None


def own_number(element: Any) -> str | None:
    """The list that a paragraph's or style's own properties name, None where they name none."""
    properties = element.pPr
    if properties is None or properties.numPr is None:
        return None
    number = properties.numPr.numId
    return None if number is None else str(number.get(qn("w:val")))
