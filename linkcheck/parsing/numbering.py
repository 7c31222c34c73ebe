"""Numbers that Word itself sets before paragraphs, where a list of several levels counts sections: "1.", "1.1", "1.2".

They are no part of a paragraph's text; here they become so, but where it begins with a criterion's number of its own.
Bullets and lists of one level stay as they are (`lists.py`). ECMA-376, part 1, 17.9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from linkcheck.parsing.characters import clean
from linkcheck.parsing.lists import DEEPEST, NO_LIST, Styles, own_number, styles_of
from linkcheck.parsing.wording import criterion

_PLACE: Final = "%{}"
"""What stands in a level's text for the number of a level, from 1."""

_VAL: Final = qn("w:val")
_LEVEL: Final = qn("w:ilvl")
_LEVELS: Final = 9
_LONGEST: Final = 40
"""Characters of a level's text."""

_LARGEST: Final = 999
"""What no section's number goes beyond."""


@dataclass(frozen=True, slots=True)
class _Level:
    text: str
    form: Callable[[int], str]
    start: int


@dataclass(slots=True)
class _Count:
    """A list of several levels, as far as it was counted."""

    levels: Mapping[int, _Level]
    counted: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        """The number of the next paragraph at a depth, as it is shown."""
        self.counted = {n: count for n, count in self.counted.items() if n <= depth}
        start = self.levels[depth].start
        self.counted[depth] = min(self.counted.get(depth, start - 1) + 1, _LARGEST)
        text = self.levels[depth].text
        for n, level in self.levels.items():
            text = text.replace(_PLACE.format(n + 1), level.form(self.counted.get(n, level.start)))
        return text

    def restart(self, starts: Mapping[int, int]) -> None:
        """Let some levels begin anew."""
        self.counted = {n: count for n, count in self.counted.items() if n not in starts}
        self.counted |= {n: start - 1 for n, start in starts.items()}


def write_out(document: Document) -> None:
    """Put the numbers of sections before their paragraphs, which are in no list then."""
    lists = _Lists(document)
    if not lists.counts:
        return
    for paragraph in document.element.body.iter(qn("w:p")):
        number, text = lists.number(paragraph), clean(paragraph.text)
        if number and (text.strip() or _is_in_cell(paragraph)) and not criterion(text):
            run = parse_xml(f'<w:r {nsdecls("w")}><w:t xml:space="preserve"/></w:r>')
            run[0].text = f"{number} "
            properties = paragraph.get_or_add_pPr()
            properties.addnext(run)
            properties.get_or_add_numPr().get_or_add_numId().set(_VAL, NO_LIST)


def _is_in_cell(paragraph: Any) -> bool:
    """Is a paragraph in a table? There may be columns of nothing but such numbers."""
    return bool(paragraph.getparent().tag == qn("w:tc"))


class _Lists:
    """The lists of a draft that count sections, by their numbers."""

    def __init__(self, document: Document) -> None:
        self._styles, self._usual = styles_of(document)
        self.counts: dict[str, _Count] = {}
        self._starts: dict[str, Mapping[int, int]] = {}
        self._by_style: dict[str, int] = {}
        part = next(
            (r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING), None
        )
        if part is not None:
            self._read(parse_xml(part.blob))

    def number(self, paragraph: Any) -> str | None:
        """The number that Word sets before a paragraph; None where it is in no such list."""
        style = paragraph.style if paragraph.style in self._styles else self._usual
        owner = next((one for one in (paragraph, *_chain(style, self._styles)) if own_number(one)), None)
        number = own_number(owner) if owner is not None else None
        count = self.counts.get(number or NO_LIST)
        if owner is None or count is None:
            return None
        depth = _depth(paragraph)
        if depth is None:
            depth = self._by_style.get(style or "") if owner is not paragraph else None
        if depth is None:
            depth = _depth(owner) or 0
        if depth not in count.levels:
            return None
        if starts := self._starts.pop(number or NO_LIST, None):
            count.restart(starts)
        return count.next(depth).strip()

    def _read(self, root: Any) -> None:
        by_name: dict[str, _Count] = {}
        for definition in root.iter(qn("w:abstractNum")):
            levels = dict(_levels(definition))
            if any(_PLACE.format(1) in level.text and _PLACE.format(2) in level.text for level in levels.values()):
                by_name[definition.get(qn("w:abstractNumId")) or ""] = _Count(levels)
                for level in definition.iter(qn("w:lvl")):
                    linked = level.find(qn("w:pStyle"))
                    if linked is not None and (level.get(_LEVEL) or "").isdecimal():
                        self._by_style[linked.get(_VAL) or ""] = int(level.get(_LEVEL))
        for number in root.iter(qn("w:num")):
            of = number.find(qn("w:abstractNumId"))
            count = by_name.get(of.get(_VAL) or "") if of is not None else None
            if count is not None:
                name = number.get(qn("w:numId")) or ""
                self.counts[name] = count
                self._starts[name] = dict(_overrides(number))
        self.counts.pop(NO_LIST, None)


def _levels(definition: Any) -> Iterator[tuple[int, _Level]]:
    for level in definition.iter(qn("w:lvl")):
        depth, text, form = level.get(_LEVEL) or "", _value(level, "w:lvlText"), _value(level, "w:numFmt") or "decimal"
        if depth.isdecimal() and int(depth) < _LEVELS:
            start = _value(level, "w:start") or "1"
            plain = level.find(qn("w:isLgl")) is not None
            known = _FORMS["decimal" if plain else form] if plain or form in _FORMS else _nothing
            yield int(depth), _Level((text or "")[:_LONGEST], known, int(start) if start.isdecimal() else 1)


def _overrides(number: Any) -> Iterator[tuple[int, int]]:
    for override in number.iter(qn("w:lvlOverride")):
        depth, start = override.get(_LEVEL) or "", _value(override, "w:startOverride") or ""
        if depth.isdecimal() and start.isdecimal():
            yield int(depth), int(start)


def _value(element: Any, name: str) -> str | None:
    found = element.find(qn(name))
    return None if found is None else found.get(_VAL)


def _chain(style: str | None, styles: Styles) -> Iterator[Any]:
    """A style and those that it is based on."""
    seen: set[str | None] = set()
    while style in styles and style not in seen and len(seen) < DEEPEST:
        seen.add(style)
        yield styles[style]
        style = styles[style].basedOn_val


def _depth(element: Any) -> int | None:
    """The level that an element's own properties name."""
    properties = element.pPr
    if properties is None or properties.numPr is None or properties.numPr.ilvl is None:
        return None
    named = str(properties.numPr.ilvl.get(_VAL))
    return int(named) if named.isdecimal() else None


def _nothing(_: int) -> str:
    return ""


def _letters(number: int, letters: str) -> str:
    """a to z, then aa to zz."""
    return letters[(number - 1) % 26] * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    text = ""
    for value, sign in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        text += sign * (number // value)
        number %= value
    return text


_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": lambda number: _letters(number, ascii_lowercase),
    "upperLetter": lambda number: _letters(number, ascii_uppercase),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
