"""What a body is, from its first bytes; what a server calls it is never asked.

The rules are those of the WHATWG MIME Sniffing Standard (7.1, "identifying a resource with an unknown MIME type"),
with four that evidence needs beyond them: a PDF may begin anywhere in the first 1024 bytes, as readers accept it
(ISO 32000-1, annex H.3.4.1); a web page may stand behind a byte order mark or an XML declaration; Office files are
told from other zip archives; and the older Office container is known.
"""

from __future__ import annotations

import re
from typing import Final

from linkcheck.documents import types

FIRST_BYTES: Final = 1024
"""How many of a body's bytes `sniff` looks at."""

_CONTAINERS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(magic, re.DOTALL), name)
    for magic, name in (
        (rb"\x1f\x8b\x08", types.GZIP),
        (rb"PK\x03\x04|PK\x05\x06", types.ZIP),
        (rb"Rar!\x1a\x07", "application/vnd.rar"),
        (rb"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (rb".{257}ustar", "application/x-tar"),
    )
)
"""Looked for before a PDF is: what is inside of them may well begin among the first bytes."""

_SIGNATURES: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(magic, re.DOTALL), name)
    for magic, name in (
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", types.OLE),
        (rb"\{\\rtf", types.RTF),
        (rb"%!PS-Adobe-", "application/postscript"),
        (rb"\x89PNG\r\n\x1a\n", "image/png"),
        (rb"\xff\xd8\xff", "image/jpeg"),
        (rb"GIF8[79]a", "image/gif"),
        (rb"RIFF.{4}WEBPVP", "image/webp"),
        (rb"II\*\x00|MM\x00\*", "image/tiff"),
        (rb"BM.{4}\x00{4}", "image/bmp"),
        (rb"\x00\x00[\x01\x02]\x00", "image/x-icon"),
        (rb".{4}ftypavif", "image/avif"),
        (rb".{4}ftyphei", "image/heic"),
        (rb".{4}ftyp", "video/mp4"),
        (rb"\x1aE\xdf\xa3", "video/webm"),
        (rb"OggS\x00", "application/ogg"),
        (rb"ID3[\x02-\x04]", "audio/mpeg"),
    )
)

_OOXML_PARTS: tuple[tuple[bytes, str], ...] = (
    (b"word/", types.DOCX),
    (b"xl/", types.XLSX),
    (b"ppt/", types.PPTX),
)
_OOXML_ROOTS = (b"[Content_Types].xml", b"_rels/.rels", b"docProps/")

_ODF_MIMETYPE = re.compile(rb"mimetype(application/[a-z0-9.+-]+)")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
_XML_PROLOG = re.compile(r"<\?xml.*?\?>\s*(<!--.*?-->\s*|<\?.*?\?>\s*)*", re.DOTALL)
_HTML = re.compile(
    r"<!--|<(!doctype\s+html|html|head|meta|link|script|noscript|iframe|h[1-6]|div|font|table|a|style|title|b|body|br"
    r"|p|center|form)(?=[\s>/])",
    re.IGNORECASE,
)
_HTML_ROOT = re.compile(r"<(!doctype\s+html|html)(?=[\s>])", re.IGNORECASE)
_SVG_ROOT = re.compile(r"<(!doctype\s+svg|svg)(?=[\s>])", re.IGNORECASE)
_BINARY_BYTES = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def sniff(first: bytes, declared: str | None = None) -> str:
    """Tell a body's media type from its first 1024 bytes (fewer where it is shorter; more are not looked at).

    `declared`, the Content-Type, settles one thing only: what begins as a web page and is sent as one is shown as one,
    whatever else begins within it.
    """
    first = first[:FIRST_BYTES]
    if not first:
        return types.EMPTY
    container = _signature(first, _CONTAINERS)
    if container == types.ZIP:
        return _zip(first)
    if container:
        return container
    if b"%PDF-" in first and not _shown_as_page(first, declared):
        return types.PDF
    return _signature(first, _SIGNATURES) or _text(first)


def _shown_as_page(first: bytes, declared: str | None) -> bool:
    essence = (declared or "").partition(";")[0].strip().lower()
    return essence in types.WEB_PAGES and _text(first.partition(b"%PDF-")[0]) in types.WEB_PAGES


def _signature(first: bytes, table: tuple[tuple[re.Pattern[bytes], str], ...]) -> str | None:
    return next((name for magic, name in table if magic.match(first)), None)


def _zip(first: bytes) -> str:
    """Office Open XML (ECMA-376, part 2) and OpenDocument packages by the names of their first members."""
    name = first[30:]
    declared = _ODF_MIMETYPE.match(name)
    if declared:
        return declared[1].decode("ascii")
    part = next((media_type for prefix, media_type in _OOXML_PARTS if _names_member(first, prefix)), None)
    if part:
        return part
    return types.OOXML if name.startswith(_OOXML_ROOTS) else types.ZIP


def _names_member(first: bytes, prefix: bytes) -> bool:
    """Does a local file header among these bytes name a member in that folder? Compressed data can't look like one."""
    return bool(re.search(rb"PK\x03\x04.{26}" + re.escape(prefix), first, re.DOTALL))


def _text(first: bytes) -> str:
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if first.startswith(mark)), None)
    if encoding is None and _BINARY_BYTES.search(first):
        return types.UNKNOWN
    text = first.decode(encoding or "latin-1", "ignore").lstrip("\ufeff \t\r\n\f")
    prolog = _XML_PROLOG.match(text)
    if prolog:
        root = text[prolog.end() :]
        if _HTML_ROOT.match(root):
            return types.XHTML
        return "image/svg+xml" if _SVG_ROOT.match(root) else types.XML
    if _SVG_ROOT.match(text):
        return "image/svg+xml"
    return types.HTML if _HTML.match(text) else types.TEXT
