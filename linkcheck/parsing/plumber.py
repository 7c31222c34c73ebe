"""A PDF's pages as pdfplumber reads them: what PDFium can't read, and what it knows less of.

It goes on where a file is damaged, names letters by what a font calls their shapes, and turns pages as they are shown.
"""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final, Self

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import budget
from linkcheck.parsing.characters import clean
from linkcheck.parsing.links import MOST_LINKS, decoded
from linkcheck.parsing.pages import Box, Link, Page, Rule, Word
from linkcheck.parsing.runs import BELOW, LARGEST_SIDE, WORD_GAP, Run, is_level, marked, touching
from linkcheck.parsing.shapes import MOST_SHAPES, rules_of

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts that every other writer program leaves odd

_UNNAMED: Final = re.compile(r"\(cid:\d+\)")
_ANEW: Final = "Open it in a viewer and save it anew"


class Document:
    """A PDF that pdfplumber could open.

    Raises UnreadableReport: no PDF, damaged beyond opening, or encrypted with a password.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._document = pdfplumber.open(path, raise_unicode_errors=False)
        except (MemoryError, budget.OutOfTime):
            raise
        except Exception as error:  # pdfplumber wraps what pdfminer raises, but not all of it
            raise _unreadable(path, error) from error
        try:
            self._pages = self._document.pages
        except Exception as error:
            raise UnreadableReport(f"damaged PDF, its pages can't be listed: {path}", _ANEW) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._pages)

    def read(self, number: int) -> Page:
        """One page, by its number from 1. Raises whatever a damaged page makes pdfminer stumble over."""
        page = self._pages[number - 1]
        try:
            return _read(page)
        finally:
            page.close()


def _unreadable(path: Path, error: Exception) -> UnreadableReport:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
        return UnreadableReport(f"encrypted PDF: {path}", "Save a copy without a password and give that")
    return UnreadableReport(f"damaged PDF: {path}", _ANEW)


def _read(page: Any) -> Page:
    shown = _turned(page, _shown(page.page_obj))
    width, height = (min(side, LARGEST_SIDE) for side in (shown.x1 - shown.x0, shown.bottom - shown.top))
    found = [
        w
        for w in page.extract_words(x_tolerance_ratio=WORD_GAP, return_chars=True)
        if w["upright"] and is_level(*w["chars"][0]["matrix"][:4])
    ]
    depths = _depths(letter for w in found for letter in w["chars"])
    runs = [list(_runs(page, shown, w["chars"], depths)) for w in found]
    places = {id(letter): n for n, letter in enumerate(page.chars)}
    in_file = sorted(range(len(found)), key=lambda n: places[id(found[n]["chars"][0])])
    read = marked(run for n in in_file for run in runs[n])
    texts = {n: _printed("".join([run.text for run in islice(read, len(runs[n]))])) for n in in_file}
    words = [
        Word(texts[n], x0, top, x1, bottom)
        for n, some in enumerate(runs)
        if texts[n]
        for x0, x1 in [(some[0].x0, some[-1].x1)]
        for top, bottom in [(min(run.top for run in some), max(run.top + run.size for run in some))]
        if x1 > 0 and x0 < width and top < height and bottom > 0
    ]
    links = tuple(islice(_links(page, shown), MOST_LINKS))
    return Page(page.page_number, width, height, touching(words), tuple(_rules(page, shown)), links)


def _depths(letters: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """How far below their line the letters of each font reach, of their size: pdfminer tells that and no rise."""
    depths: dict[str, Counter[float]] = defaultdict(Counter)
    for letter in letters:
        depths[letter["fontname"]][_depth(letter)] += 1
    return {font: counts.most_common(1)[0][0] for font, counts in depths.items()}


def _depth(letter: Mapping[str, Any]) -> float:
    return float(round((letter["y0"] - letter["matrix"][5]) / (letter["size"] or 1.0), 2))


def _runs(page: Any, shown: Box, letters: Sequence[Mapping[str, Any]], depths: Mapping[str, float]) -> Iterator[Run]:
    """A word's letters by their height, which is that of the line on which they stand, as in PDFium's pages."""
    origin = page.height + page.mediabox[1] - shown.top

    def place(letter: Mapping[str, Any]) -> tuple[float, float]:
        size, rise = letter["size"], _depth(letter) - depths[letter["fontname"]]
        return round(origin - letter["matrix"][5] - (1 - BELOW + rise) * size, 3), size

    for (top, size), group in groupby(letters, place):
        same = list(group)
        text = "".join(letter["text"] for letter in same)
        yield Run(same[0]["x0"] - shown.x0, top, same[-1]["x1"] - shown.x0, size, text, blank=False)


def _shown(page: Any) -> tuple[float, float, float, float]:
    """The part of the page that is shown: of the crop box what lies on the medium (ISO 32000-1, 14.11.2)."""
    boxes = [resolve1(box) for box in (page.mediabox, page.cropbox)]
    left, right = max(min(box[::2]) for box in boxes), min(max(box[::2]) for box in boxes)
    bottom, top = max(min(box[1::2]) for box in boxes), min(max(box[1::2]) for box in boxes)
    return left, bottom, right, top


def _printed(text: str) -> str:
    """A word's text. A letter that the font doesn't name is a bullet where it stands alone, else unreadable."""
    if "(cid:" in text:
        text = _UNNAMED.sub("\ufffd", text)
        text = "•" if text == "\ufffd" else text
    return clean(text).strip()


def _rules(page: Any, shown: Box) -> Iterator[Rule]:
    shapes = [*page.lines, *page.rects, *page.curves]
    for shape in shapes[:MOST_SHAPES]:
        x0, x1 = shape["x0"] - shown.x0, shape["x1"] - shown.x0
        top, bottom = shape["top"] - shown.top, shape["bottom"] - shown.top
        rectangle = shape["object_type"] == "rect"
        yield from rules_of(
            [(x0, top), (x1, top), (x1, bottom), (x0, bottom)] if rectangle else [(x0, top), (x1, bottom)]
        )


def _links(page: Any, shown: Box) -> Iterator[Link]:
    """One `Link` for each box of each annotation with a URI (ISO 32000-1, 12.5.6.5 and 12.6.4.7)."""
    annotations = resolve1(page.page_obj.annots)
    for reference in annotations if isinstance(annotations, list) else ():
        try:
            annotation = resolve1(reference)
            action = resolve1(annotation.get("A")) or {}
            uri = resolve1(action.get("URI"))
            target = decoded(uri) if isinstance(uri, bytes) else ""
            if target:
                for rect in _rects(annotation):
                    x0, top, x1, bottom = _turned(page, rect)
                    yield Link(target, Box(x0 - shown.x0, top - shown.top, x1 - shown.x0, bottom - shown.top))
        except (AttributeError, TypeError, ValueError, IndexError):
            continue


def _rects(annotation: Mapping[str, Any]) -> Iterator[Sequence[float]]:
    """The annotation's quadrilaterals, one per line of a wrapped link, else its rectangle."""
    quads = resolve1(annotation.get("QuadPoints")) or ()
    places = [quads[i : i + 8] for i in range(0, len(quads) - 7, 8)] or [resolve1(annotation["Rect"])]
    for place in places:
        numbers = [float(resolve1(number)) for number in place]
        yield min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def _turned(page: Any, rect: Sequence[float]) -> Box:
    """From the file's coordinates to those of pdfplumber's words: origin above, pages turned as they are shown."""
    x0, y0, x1, y1 = rect
    match page.rotation:
        case 90:
            return Box(y0, x0, y1, x1)
        case 180:
            return Box(page.width - x1, y0, page.width - x0, y1)
        case 270:
            return Box(page.width - y1, page.height - x1, page.width - y0, page.height - x0)
        case _:
            return Box(x0, page.height - y1, x1, page.height - y0)
