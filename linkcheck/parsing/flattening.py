"""A Word draft made flat, so that its paragraphs, rows and cells are where a reader of tables looks for them.

Content controls (ECMA-376, part 1, 17.5.2) and custom XML around text, rows or cells are taken away. Footnotes and
endnotes, which are parts of their own, come behind the paragraph that refers to them, text boxes behind the one that
holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

DELETED: Final = frozenset(map(qn, ("w:del", "w:moveFrom")))
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""Of a drawing, for programs that don't know it: the same once more."""

_AROUND: Final = {qn("w:sdt"): qn("w:sdtContent"), qn("w:customXml"): None, qn("w:smartTag"): None}
_NOTES: Final = (
    (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote"), qn("w:footnoteReference")),
    (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote"), qn("w:endnoteReference")),
)
_ID: Final = qn("w:id")
_LINK: Final = qn("r:id")
_PARAGRAPH: Final = qn("w:p")
_HYPERLINK: Final = RELATIONSHIP_TYPE.HYPERLINK


def flatten(document: Document) -> None:
    """Change the document's tree; nothing is written. Each note comes once, where it is first referred to."""
    body = document.element.body
    for element in list(body.iter(*_AROUND)):
        _take_away(element)
    for kind, note, reference in _NOTES:
        _bring_notes(document, body, kind, note, reference)
    for box in reversed(list(body.iter(qn("w:txbxContent")))):
        if _is_shown(box):
            _put_behind(box, list(box))


def _take_away(element: Any) -> None:
    """Leave what is inside of it, in its place."""
    content = _AROUND[element.tag]
    inside = element if content is None else element.find(content)
    for child in list(inside) if inside is not None else ():
        element.addprevious(child)
    element.getparent().remove(element)


def _bring_notes(document: Document, body: Any, kind: str, note: str, reference: str) -> None:
    part = next((r.target_part for r in document.part.rels.values() if r.reltype == kind and not r.is_external), None)
    if part is None:
        return
    notes = {found.get(_ID): found for found in parse_xml(part.blob).iter(note)}
    marks = [mark for mark in body.iter(reference) if _is_shown(mark)]
    first = [(mark, found) for mark in marks if (found := notes.pop(mark.get(_ID), None)) is not None]
    for mark, found in reversed(first):
        _put_behind(mark, list(_here(document, part, found)))


def _here(document: Document, part: Part, note: Any) -> Iterator[Any]:
    """A note's paragraphs, with links that are relations of the document's own part."""
    for paragraph in note.iter(_PARAGRAPH):
        for link in paragraph.iter(qn("w:hyperlink")):
            own = link.attrib.pop(_LINK, "")
            if own in part.rels and part.rels[own].is_external:
                here = f"{part.partname}#{own}"  # a name that nothing has to be looked through for
                document.part.rels.add_relationship(_HYPERLINK, part.rels[own].target_ref, here, is_external=True)
                link.set(_LINK, here)
        yield paragraph


def _is_shown(element: Any) -> bool:
    return not any(around.tag in DELETED or around.tag == FALLBACK for around in element.iterancestors())


def _put_behind(element: Any, blocks: list[Any]) -> None:
    """Put blocks right behind the paragraph that an element is in: the last element's first."""
    paragraph = next(element.iterancestors(_PARAGRAPH), None)
    if paragraph is not None:
        for block in reversed(blocks):
            paragraph.addnext(block)
