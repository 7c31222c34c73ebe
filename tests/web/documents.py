"""The bodies that the local web serves: small, the same bytes every time, of a company that does not exist."""

from __future__ import annotations

from functools import cache
from html import escape
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

PDF = (("Content-Type", "application/pdf"),)
HTML = (("Content-Type", "text/html; charset=utf-8"),)
TEXT = (("Content-Type", "text/plain; charset=utf-8"),)


@cache
def pdf(title: str = "Sustainability Report 2025", pages: int = 3, compressed: bool = True) -> bytes:
    """A sound PDF with a text layer; about 1 KB a page, 3 KB uncompressed."""
    out = BytesIO()
    canvas = Canvas(out, invariant=True, pageCompression=int(compressed))
    canvas.setTitle(title)
    for number in range(1, pages + 1):
        canvas.drawString(72, 760, title)
        for line in range(20):
            canvas.drawString(72, 720 - 24 * line, f"Northwind Aluminium Group, page {number}, disclosure {line + 1}.")
        canvas.drawString(290, 40, str(number))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def html(title: str, text: str = "", extra_head: str = "") -> bytes:
    """A small web page. `extra_head` is put into its head as it stands."""
    return (
        f"<!doctype html><html><head><title>{escape(title)}</title>{extra_head}</head>"
        f"<body><h1>{escape(title)}</h1><p>{escape(text)}</p></body></html>"
    ).encode()


HOME = html("Northwind Aluminium Group", "Aluminium for a careful world. Products, careers, contact.")
NEWS = html("Disclosures", "Our greenhouse gas inventory for 2025 was verified. " * 40)
