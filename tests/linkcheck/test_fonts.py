"""Text in fonts that a file does not bring along is read whole, and pictures of pages keep the machine's fonts."""

from __future__ import annotations

import io

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from linkcheck.documents.pdf import examine_pdf

NAME = "山东创新金属科技有限公司"


def letter_by_letter() -> bytes:
    """A page on which each letter is set by itself, as some writer programs do."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.setFont("STSong-Light", 10)
    for n, letter in enumerate(NAME):
        canvas.drawString(50 + 10 * n, 700, letter)
    canvas.save()
    return target.getvalue()


def picture(data: bytes) -> bytes:
    return bytes(pypdfium2.PdfDocument(data)[0].render().buffer)


def test_a_document_set_letter_by_letter_has_its_text() -> None:
    facts, texts = examine_pdf(letter_by_letter())
    assert texts == (NAME,)
    assert facts.problem is None


def test_pages_look_the_same_after_reading() -> None:
    data = letter_by_letter()
    before = picture(data)
    examine_pdf(data)
    assert picture(data) == before
