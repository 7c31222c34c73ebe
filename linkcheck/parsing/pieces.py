"""A paragraph of a Word draft in pieces: its text, and what a click on each opens.

Read from the document's XML (ECMA-376, part 1): tracked insertions count, deletions don't; links are `w:hyperlink`
elements or HYPERLINK fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from linkcheck.parsing.characters import clean, raised
from linkcheck.parsing.flattening import DELETED, FALLBACK
from linkcheck.parsing.urls import LONGEST

_FIELD: Final = re.compile(r"\s*HYPERLINK\s", re.IGNORECASE)
_ARGUMENT: Final = re.compile(r'\\l\s*"(?P<place>[^"]*)"|\\[ot]\s*"[^"]*"|"(?P<target>[^"]*)"', re.IGNORECASE)
"""Of a HYPERLINK field (ECMA-376, part 1, 17.16.5.25): a place, a tip or a window, and what is opened."""

_SKIPPED: Final = DELETED | {FALLBACK, *map(qn, ("w:pPr", "w:rPr", "w:txbxContent"))}


def pieces(paragraph: Paragraph) -> Iterator[tuple[str, str | None]]:
    """The paragraph's text in pieces, each with the target of the link that it is in."""
    fields: list[str | None] = []
    instruction: list[str] = []
    for element, link in _descend(paragraph, paragraph._p, None):
        match element.tag:
            case _Tags.FIELD_CHAR:
                kind = element.get(qn("w:fldCharType"))
                if kind == "begin":
                    instruction.clear()
                    fields.append(fields[-1] if fields else None)
                elif kind == "separate" and fields:
                    fields[-1] = _field_target("".join(instruction)) or fields[-1]
                elif kind == "end" and fields:
                    fields.pop()
            case _Tags.INSTRUCTION:
                instruction.append(element.text or "")
            case _:
                text = _text(element)
                if text:
                    yield text, link or (fields[-1] if fields else None)


class _Tags:
    FIELD_CHAR: Final = qn("w:fldChar")
    INSTRUCTION: Final = qn("w:instrText")
    HYPERLINK: Final = qn("w:hyperlink")
    SIMPLE_FIELD: Final = qn("w:fldSimple")


def _descend(paragraph: Paragraph, parent: Any, link: str | None) -> Iterator[tuple[Any, str | None]]:
    for element in parent:
        if element.tag in _SKIPPED:
            continue
        inner = link
        if element.tag == _Tags.HYPERLINK:
            inner = _hyperlink_target(paragraph, element) or link
        elif element.tag == _Tags.SIMPLE_FIELD:
            inner = _field_target(element.get(qn("w:instr")) or "") or link
        yield element, inner
        yield from _descend(paragraph, element, inner)


def _hyperlink_target(paragraph: Paragraph, element: Any) -> str | None:
    relation = paragraph.part.rels.get(element.get(qn("r:id")) or "")
    if relation is None or not relation.is_external:
        return None
    return _target(relation.target_ref, element.get(qn("w:anchor")))


def _field_target(instruction: str) -> str | None:
    if not _FIELD.match(instruction):
        return None
    found = list(_ARGUMENT.finditer(instruction))
    places, targets = ([one[name] for one in found if one[name]] for name in ("place", "target"))
    return _target(targets[0], places[0] if places else None) if targets else None


def _target(address: str, place: str | None) -> str | None:
    """What a click opens; None for nothing, and for what no server takes."""
    target = clean(f"{address}#{place}" if place else address).strip()
    return target if 0 < len(target) <= LONGEST else None


_LETTERS: Final = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def _text(element: Any) -> str:
    if element.tag != qn("w:t"):
        return _LETTERS.get(element.tag, "")
    text = element.text or ""
    return raised(text.strip()) if _is_raised(element.getparent()) else text


def _is_raised(run: Any) -> bool:
    """Is a run written above the line, by what it says itself (ECMA-376, part 1, 17.3.2.24 and 17.3.2.42)?"""
    said = {place.get(qn("w:val")) for name in _RAISED for place in run.iterfind(f"{qn('w:rPr')}/{name}")}
    return any(_ABOVE.fullmatch(one or "") for one in said)


_RAISED: Final = qn("w:vertAlign"), qn("w:position")
_ABOVE: Final = re.compile(r"superscript|\+?[1-9]\d*")
