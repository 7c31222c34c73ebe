"""The PDFs that the demo's web serves: small, with a text layer and as many pages as the report cites, the same bytes
every time (so that a second run finds them unchanged)."""

from __future__ import annotations

import io
from functools import cache

import pikepdf

LINES = (
    "{title}",
    "{owner}",
    "Page {page} of {pages}",
    "",
    "This page stands for one of a real disclosure. It was made by the demo, and every figure on it is invented.",
    "In the year before last {a} tonnes were rolled here, in the last year {b}; for each tonne {c} kWh were used.",
    "What was planned for this part of the works was done, but for {d} of {e} measures, which are under way.",
)


@cache
def pdf(title: str, owner: str, pages: int) -> bytes:
    """A PDF of so many pages, each with a dozen lines of text."""
    document = pikepdf.Pdf.new()
    font = document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )
    for number in range(1, pages + 1):
        page = document.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = document.make_stream(_content(title, owner, number, pages))
    document.docinfo["/Title"] = title
    file = io.BytesIO()
    document.save(file, deterministic_id=True)
    return file.getvalue()


def _content(title: str, owner: str, page: int, pages: int) -> bytes:
    figures = {"a": 2000 + 37 * page, "b": 2100 + 41 * page, "c": 180 + page, "d": page % 4, "e": 4 + page % 7}
    words = {"title": title, "owner": owner, "page": page, "pages": pages, **figures}
    shown = [f"({_escaped(line.format(**words))}) Tj T*" for line in LINES]
    return "\n".join(["BT /F1 11 Tf 16 TL 50 780 Td", *shown, "ET"]).encode("cp1252")


def _escaped(text: str) -> str:
    """Text for a literal string of a content stream (ISO 32000-1, 7.3.4.2)."""
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
