"""The media types that this program tells apart, and what a person calls them."""

from __future__ import annotations

from typing import Final

PDF: Final = "application/pdf"
HTML: Final = "text/html"
XHTML: Final = "application/xhtml+xml"
XML: Final = "text/xml"
TEXT: Final = "text/plain"
GZIP: Final = "application/gzip"
ZIP: Final = "application/zip"
RTF: Final = "application/rtf"
UNKNOWN: Final = "application/octet-stream"
EMPTY: Final = "application/x-empty"

OLE: Final = "application/x-ole-storage"
"""The container of the older Office formats: its first bytes don't tell which of them it is."""

OOXML: Final = "application/vnd.openxmlformats-officedocument"
"""An Office Open XML package whose first bytes don't tell which one it is; the three below begin with it."""

DOCX: Final = f"{OOXML}.wordprocessingml.document"
XLSX: Final = f"{OOXML}.spreadsheetml.sheet"
PPTX: Final = f"{OOXML}.presentationml.presentation"

WEB_PAGES: Final = frozenset({HTML, XHTML})

_NAMES: dict[str, str] = {
    PDF: "a PDF",
    HTML: "a web page",
    XHTML: "a web page",
    XML: "an XML file",
    TEXT: "plain text",
    GZIP: "a gzip-compressed file",
    ZIP: "a zip archive",
    RTF: "an RTF document",
    UNKNOWN: "data of no known kind",
    EMPTY: "nothing",
    OLE: "an older Office file",
    OOXML: "an Office file",
    DOCX: "a Word document",
    XLSX: "an Excel workbook",
    PPTX: "a PowerPoint presentation",
}


def kind_name(media_type: str) -> str:
    """A media type in words for a person: "a web page"."""
    if media_type.startswith("image/"):
        return "a picture"
    return _NAMES.get(media_type, media_type)
