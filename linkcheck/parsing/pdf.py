"""A PDF's words, rules and link annotations, each page read once and let go."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import budget
from linkcheck.parsing.characters import clean
from linkcheck.parsing.pages import Box, Link, Page, Rule, Word

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts that every other writer program leaves odd

_UNNAMED: Final = re.compile(r"\(cid:\d+\)")

THIN: Final = 3.0
"""Points: what is thinner than this is a rule, however the writer program drew it."""

WORD_GAP: Final = 0.15
"""Of the letters' size: a gap that is wider parts words, as it does columns that nearly touch."""

TOUCHING: Final = 0.2
"""Points: words that are nearer to each other have no blank between them that can be seen."""

MOST_RULES: Final = 20_000
"""Of one page: beyond this it is a drawing, not a table."""


def read_pages(path: Path, trouble: Callable[[str], None]) -> Iterator[Page]:
    """Yield the pages in order. `trouble` is called with a sentence for each page that could not be read.

    Raises UnreadableReport: no PDF, damaged beyond opening, or encrypted with a password.
    """
    try:
        document = pdfplumber.open(path, raise_unicode_errors=False)
    except (MemoryError, budget.OutOfTime):
        raise
    except Exception as error:  # pdfplumber wraps what pdfminer raises, but not all of it
        raise _unreadable(path, error) from error
    with document:
        try:
            pages = document.pages
        except Exception as error:
            raise UnreadableReport(
                f"damaged PDF, its pages can't be listed: {path}", "Open it in a viewer and save it anew"
            ) from error
        for page in pages:
            if budget.spent():
                trouble(f"Reading stopped before page {page.page_number} of {len(pages)}: its time was up.")
                return
            try:
                yield _read(page)
            except Exception as error:  # any kind of damage: pdfminer raises what it stumbles over
                trouble(f"Page {page.page_number} could not be read ({type(error).__name__}).")
            finally:
                page.close()


def _unreadable(path: Path, error: Exception) -> UnreadableReport:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
        return UnreadableReport(f"encrypted PDF: {path}", "Save a copy without a password and give that")
    return UnreadableReport(f"damaged PDF: {path}", "Open it in a viewer and save it anew")


def _read(page: Any) -> Page:
    words = [
        Word(text, w["x0"], w["top"], w["x1"], w["bottom"])
        for w in page.extract_words(x_tolerance_ratio=WORD_GAP)
        if w["upright"] and (text := _printed(w["text"]))
    ]
    return Page(page.page_number, page.width, page.height, _touching(words), tuple(_rules(page)), tuple(_links(page)))


def _touching(words: list[Word]) -> list[Word]:
    """Words with what follows them at once: a blank without a width, set where a URL may break, is none."""
    kept: list[Word] = words[:1]
    for word in words[1:]:
        last = kept[-1]
        if abs(word.x0 - last.x1) < TOUCHING and word.top == last.top and "/" in last.text:
            kept[-1] = last._replace(text=last.text + word.text, x1=word.x1)
        else:
            kept.append(word)
    return kept


def _printed(text: str) -> str:
    """A word's text. A glyph that the font doesn't name is a bullet where it stands alone, else unreadable."""
    if "(cid:" in text:
        text = _UNNAMED.sub("\ufffd", text)
        text = "•" if text == "\ufffd" else text
    return clean(text).strip()


def _rules(page: Any) -> Iterator[Rule]:
    """Lines, thin boxes and the edges of boxes: Word, LibreOffice and Chromium each draw table borders otherwise."""
    shapes = [*page.lines, *page.rects, *page.curves]
    for shape in shapes[:MOST_RULES]:
        x0, top, x1, bottom = shape["x0"], shape["top"], shape["x1"], shape["bottom"]
        if bottom - top <= THIN:
            middle = (top + bottom) / 2
            yield Rule(x0, middle, x1, middle)
        elif x1 - x0 <= THIN:
            middle = (x0 + x1) / 2
            yield Rule(middle, top, middle, bottom)
        elif shape["object_type"] == "rect":
            yield Rule(x0, top, x1, top)
            yield Rule(x0, bottom, x1, bottom)
            yield Rule(x0, top, x0, bottom)
            yield Rule(x1, top, x1, bottom)


def _links(page: Any) -> Iterator[Link]:
    """One `Link` for each box of each annotation with a URI (ISO 32000-1, 12.5.6.5 and 12.6.4.7)."""
    for reference in resolve1(page.page_obj.annots) or ():
        try:
            annotation = resolve1(reference)
            action = resolve1(annotation.get("A")) or {}
            target = _decoded(resolve1(action.get("URI")))
            if target:
                for box in _boxes(page, annotation):
                    yield Link(target, box)
        except (AttributeError, TypeError, ValueError, IndexError):
            continue


def _decoded(uri: object) -> str:
    if not isinstance(uri, bytes):
        return ""
    for encoding in ("utf-16", "utf-8", "latin-1") if uri[:2] in (b"\xfe\xff", b"\xff\xfe") else ("utf-8", "latin-1"):
        try:
            return clean(uri.decode(encoding)).strip()
        except UnicodeDecodeError:
            continue
    return ""


def _boxes(page: Any, annotation: Mapping[str, Any]) -> Iterator[Box]:
    """The annotation's quadrilaterals, one per line of a wrapped link, else its rectangle."""
    quads = resolve1(annotation.get("QuadPoints")) or ()
    if len(quads) >= 8:
        for i in range(0, len(quads) - 7, 8):
            xs, ys = (
                [float(resolve1(v)) for v in quads[i : i + 8 : 2]],
                [float(resolve1(v)) for v in quads[i + 1 : i + 8 : 2]],
            )
            yield _turned(page, (min(xs), min(ys), max(xs), max(ys)))
    else:
        rect = [float(resolve1(v)) for v in resolve1(annotation["Rect"])]
        yield _turned(page, (min(rect[::2]), min(rect[1::2]), max(rect[::2]), max(rect[1::2])))


def _turned(page: Any, rect: Sequence[float]) -> Box:
    """From the file's coordinates to those of the words: origin above, pages turned as they are shown."""
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
