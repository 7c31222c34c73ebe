"""What a PDF is and says. Runs in the examiner's own processes: PDFium and qpdf read what a stranger wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

import pikepdf
import pypdfium2
from pypdfium2 import raw

from linkcheck.documents.facts import PdfFacts, Problem, TextLayer
from linkcheck.documents.numbering import printed_numbers
from linkcheck.documents.text import fingerprint
from linkcheck.documents.visible import shows_anything
from linkcheck.fonts import without_system_fonts

EXTRACTOR = (
    f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.version} (PDFium {pypdfium2.PDFIUM_INFO.version}),"
    f" pikepdf {pikepdf.__version__} (qpdf {pikepdf.__libqpdf_version__})"
)

MOST_CHARACTERS = 4_000_000
"""Of text, all pages together; what comes after is left out of the text and of its fingerprints."""

SCAN_TEXT = 20
"""A page with fewer characters has no text layer: a stamp or a page number at most."""

SCAN_COVERAGE = 0.6
"""A page without text is a scan where pictures cover so much of it."""

_SYNTAX_LINES = 5
_LOST = re.compile(
    r"treating stream as empty|not found in file after|error decoding stream|does not contain any pages"
    r"|parse error|EOF while reading|ERROR:"
)
_REBUILT = "Attempting to reconstruct cross-reference table"
_OBJECT = re.compile(rb"\d+ \d+ obj\b")
_PLACE = re.compile(r"^(?:WARNING: )?stream <[^>]*>:?\s*")
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+\-Z])(?:(\d\d)'?(\d\d)?)?)?")


class _Page(NamedTuple):
    """A page's text, what stands in for it where there is none (a hash of its pictures), and what lies on it."""

    text: str
    pictures: str
    covered: float
    blank: bool


def examine_pdf(data: bytes) -> tuple[PdfFacts, tuple[str, ...]]:
    """Facts and the text of each page. What does not open has facts with a problem and no pages."""
    structure = _structure(data)
    if structure.problem in (Problem.ENCRYPTED, Problem.EMPTY):
        return structure, ()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        detail = structure.detail or str(error)
        return structure.model_copy(update={"problem": structure.problem or Problem.DAMAGED, "detail": detail}), ()
    with closing(document), without_system_fonts():
        return _content(document, structure)


def _structure(data: bytes) -> PdfFacts:
    """What qpdf says of a file's structure. Of a file that it can't open, the problem and no more."""
    blank = PdfFacts(extractor=EXTRACTOR)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not pdf.pages:
                return blank.model_copy(update={"problem": Problem.EMPTY, "pages": 0, "detail": "it has no pages"})
            complaints = [*_stream_complaints(pdf), *_cleaned(pdf.get_warnings())]
            facts = blank.model_copy(
                update={
                    "version": pdf.pdf_version,
                    "encrypted": pdf.is_encrypted,
                    "syntax": tuple(complaints[:_SYNTAX_LINES]),
                    **_information(pdf),
                }
            )
    except pikepdf.PasswordError:
        return blank.model_copy(
            update={"problem": Problem.ENCRYPTED, "encrypted": True, "detail": "it opens with a password only"}
        )
    except pikepdf.PdfError as error:
        return blank.model_copy(update={"problem": Problem.DAMAGED, "detail": _cleaned([str(error)])[0]})
    lost = next((line for line in complaints if _LOST.search(line)), None)
    if lost is None and any(_REBUILT in line for line in complaints) and _ends_early(data):
        lost = "it ends before its last %%EOF"
    return facts if lost is None else facts.model_copy(update={"problem": Problem.DAMAGED, "detail": lost})


def _stream_complaints(pdf: pikepdf.Pdf) -> list[str]:
    """Decode every stream but the pictures' own formats: compressed ones fail where a byte is wrong.

    Content that is not compressed has no such check, so it is parsed: qpdf's whole check takes twenty times as long.
    """
    complaints = []
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            try:
                item.read_bytes()
            except pikepdf.PdfError as error:
                if "unfilterable" not in str(error):
                    complaints.append(f"error decoding stream: {error}")
    if any("/Filter" not in stream for page in pdf.pages for stream in _contents(page)):
        complaints += pdf.check_pdf_syntax()
    return _cleaned(complaints)


def _contents(page: pikepdf.Page) -> list[pikepdf.Stream]:
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [part for part in parts if isinstance(part, pikepdf.Stream)]


def _cleaned(complaints: list[str]) -> list[str]:
    """Complaints without the name of the file that they are about."""
    return [_PLACE.sub("", line) for line in complaints]


def _ends_early(data: bytes) -> bool:
    """Objects stand after the last `%%EOF`, or there is none: the end is missing."""
    return bool(_OBJECT.search(data, max(data.rfind(b"%%EOF"), 0)))


def _information(pdf: pikepdf.Pdf) -> dict[str, object]:
    """The document information dictionary (ISO 32000-1, 14.3.3)."""
    entries = {key: str(value) for key, value in pdf.docinfo.items() if isinstance(value, pikepdf.String | str)}
    words = {name: _line(entries.get(f"/{name.capitalize()}")) for name in ("title", "author", "producer", "creator")}
    return {
        **words,
        "created": _date(entries.get("/CreationDate")),
        "modified": _date(entries.get("/ModDate")),
    }


def _line(text: str | None) -> str | None:
    """One line of at most 500 characters, or None where nothing can be seen of it."""
    return " ".join((text or "").replace("\0", "").split())[:500] or None


def _date(text: str | None) -> datetime | None:
    """A PDF date (ISO 32000-1, 7.9.4) in UTC; None where it is none."""
    found = _DATE.match((text or "").strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (
        int(part or default) for part, default in zip(found.groups(), "011000", strict=False)
    )
    sign = -1 if found[7] == "-" else 1
    try:
        offset = timezone(sign * timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0)))
        return datetime(year, month, day, hour, minute, second, tzinfo=offset).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _content(document: pypdfium2.PdfDocument, structure: PdfFacts) -> tuple[PdfFacts, tuple[str, ...]]:
    try:
        pages = tuple(_pages(document))
    except pypdfium2.PdfiumError as error:
        update = {"problem": Problem.DAMAGED, "detail": f"a page can't be read: {error}", "pages": len(document)}
        return structure.model_copy(update=update), ()
    texts = tuple(page.text for page in pages)
    labels = tuple(document.get_page_label(index) for index in range(len(pages)))
    empty = structure.problem is None and all(page.blank for page in pages)
    facts = structure.model_copy(
        update={
            "pages": len(pages),
            "labels": () if labels in (tuple(map(str, range(1, len(pages) + 1))), ("",) * len(pages)) else labels,
            "printed": printed_numbers(texts),
            "blank": tuple(number for number, page in enumerate(pages, 1) if page.blank),
            "layer": _layer(pages),
            "text": fingerprint(texts, [page.pictures for page in pages]),
            "problem": Problem.EMPTY if empty else structure.problem,
            "detail": "nothing can be seen on its pages" if empty else structure.detail,
        }
    )
    return facts, texts


def _pages(document: pypdfium2.PdfDocument) -> Iterator[_Page]:
    left = MOST_CHARACTERS
    for page in document:
        with closing(page):
            with closing(page.get_textpage()) as layer:
                text = layer.get_text_range()[:left]
            left -= len(text)
            yield _read_page(page, text)


def _read_page(page: pypdfium2.PdfPage, text: str) -> _Page:
    blank = not shows_anything(page)
    if len(text.strip()) >= SCAN_TEXT or blank:
        return _Page(text, "", 0.0, blank)
    pictures = sha256()
    covered = 0.0
    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
        pictures.update(bytes(picture.get_data(decode_simple=True)))
    share = min(1.0, covered / (width * height)) if width and height else 0.0
    return _Page(text, pictures.hexdigest() if covered else "", share, blank=False)


def _layer(pages: tuple[_Page, ...]) -> TextLayer:
    """A scan where most of the pages that aren't blank are pictures."""
    shown = [page for page in pages if not page.blank]
    scanned = sum(1 for page in shown if page.covered >= SCAN_COVERAGE)
    if scanned * 2 > len(shown):
        return TextLayer.SCAN
    return TextLayer.TEXT if any(page.text.strip() for page in shown) else TextLayer.NONE
