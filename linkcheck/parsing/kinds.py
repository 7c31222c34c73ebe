"""What kind of file is given, by its content: its name is not asked."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from linkcheck.errors import UnreadableReport
from linkcheck.parsing.header import is_header
from linkcheck.parsing.text import decode

PDF: Final = "application/pdf"
TEXT: Final = "text/plain"
CSV: Final = "text/csv"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

WANTED: Final = "Give an audit report as PDF, .docx or text, or a table of citations as .csv or .xlsx"

FIRST_BYTES: Final = 8_192
_PARTS: Final = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office file of the old kind (.doc, .xls)", "Save it as .docx or .xlsx"),
    (b"{\\rtf", "a rich text file", "Save it as .docx"),
    (b"\x89PNG", "a picture", "Run text recognition over it and give the PDF"),
    (b"\xff\xd8\xff", "a picture", "Run text recognition over it and give the PDF"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first"),
    (b"<!doctype html", "a web page", "Print it to a PDF and give that"),
    (b"<html", "a web page", "Print it to a PDF and give that"),
)
"""Files that people give, by their first bytes, letters in lower case: what they are, and what to do."""

_OTHER_PARTS: Final = {
    "content.xml": ("an OpenDocument file", "Save it as .docx or .xlsx"),
    "ppt/presentation.xml": ("a presentation", "Save it as PDF"),
}
"""Packages that people give, by a part of theirs."""


def media_type(path: Path) -> str:
    """The media type of a file that can be read as a report.

    Raises UnreadableReport: no such file, a folder, empty, not to be opened, or of another kind.
    """
    start = _first_bytes(path)
    if b"%PDF-" in start[:1024]:
        return PDF
    if start.startswith(b"PK\x03\x04"):
        return _package(path)
    for magic, what, advice in _OTHERS:
        if start.startswith(magic) or start.lstrip().lower().startswith(magic):
            raise UnreadableReport(f"{what}, not a report that can be read: {path}", advice)
    text = decode(start, partial=True)
    if text is None:
        raise UnreadableReport(f"not a file that can be read as a report: {path}", WANTED)
    if not text.strip() and path.stat().st_size <= FIRST_BYTES:
        raise UnreadableReport(f"the file holds nothing but blanks: {path}", "Get it anew")
    return CSV if _is_table(text) else TEXT


def _first_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableReport(f"this is a folder, not a report: {path}", "Give the file itself")
        with path.open("rb") as file:
            start = file.read(FIRST_BYTES)
    except FileNotFoundError:
        raise UnreadableReport(f"no such file: {path}", "Look at its name and folder") from None
    except (OSError, ValueError) as error:
        raise UnreadableReport(
            f"the file can't be opened: {path} ({getattr(error, 'strerror', None) or error})", "Look at its permissions"
        ) from error
    if not start:
        raise UnreadableReport(f"the file is empty: {path}", "Get it anew")
    return start


def _package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist()[:4_000])
    except Exception as error:  # zipfile raises what it stumbles over: BadZipFile, zlib.error, NotImplementedError …
        raise UnreadableReport(f"damaged file: {path}", "Open it in an office program and save it anew") from error
    for part, (what, advice) in _OTHER_PARTS.items():
        if part in names:
            raise UnreadableReport(f"{what}, not a report that can be read: {path}", advice)
    kind = next((kind for part, kind in _PARTS.items() if part in names), None)
    if kind is None:
        raise UnreadableReport(f"an archive, not a report: {path}", f"Unpack it first. {WANTED}")
    return kind


def _is_table(text: str) -> bool:
    """Does one of the first lines hold the heads of a table of citations?"""
    for line in text.split("\n")[:20]:
        for delimiter in ",;\t":
            if is_header([cell.strip().strip('"') for cell in line.split(delimiter)]):
                return True
    return False
