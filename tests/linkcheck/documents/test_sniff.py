"""Bodies are told apart by their first bytes alone."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkcheck.documents import FIRST_BYTES, sniff
from linkcheck.documents.types import (
    DOCX,
    EMPTY,
    GZIP,
    HTML,
    OLE,
    OOXML,
    PDF,
    PPTX,
    RTF,
    TEXT,
    UNKNOWN,
    XHTML,
    XLSX,
    XML,
    ZIP,
)


def _zip(*members: tuple[str, bytes], compress: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compress) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return buffer.getvalue()


def _tar(name: str, body: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(body)
        archive.addfile(entry, io.BytesIO(body))
    return buffer.getvalue()


CASES: list[tuple[str, bytes, str]] = [
    ("nothing", b"", EMPTY),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", PDF),
    ("pdf after a blank line", b"\r\n\r\n%PDF-1.4\n", PDF),
    ("pdf after a byte order mark", b"\xef\xbb\xbf%PDF-1.4\n", PDF),
    ("pdf after a program's warning", b"<br />\n<b>Warning</b>: readfile() in /srv/d.php<br />\n%PDF-1.4\n", PDF),
    ("pdf after a printer's header", b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n%PDF-1.6\n", PDF),
    ("pdf at the last place", b" " * (FIRST_BYTES - 5) + b"%PDF-1.4", PDF),
    ("pdf too late", b" " * (FIRST_BYTES - 4) + b"%PDF-1.4", TEXT),
    ("a word of pdf", b"PDF files begin with %PDF.", TEXT),
    ("gzip", gzip.compress(b"%PDF-1.4"), GZIP),
    ("stored pdf in a gzip", b"\x1f\x8b\x08\x00" + b"\0" * 10 + b"%PDF-1.4", GZIP),
    ("zip", _zip(("plan.txt", b"x")), ZIP),
    ("empty zip", _zip(), ZIP),
    ("zip with a stored pdf", _zip(("plan.pdf", b"%PDF-1.4")), ZIP),
    ("tar with a pdf", _tar("plan.pdf", b"%PDF-1.4"), "application/x-tar"),
    ("rar", b"Rar!\x1a\x07\x01\x00", "application/vnd.rar"),
    ("7z", b"7z\xbc\xaf\x27\x1c\x00\x04", "application/x-7z-compressed"),
    ("docx", _zip(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")), DOCX),
    ("docx, document first", _zip(("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"<T/>")), DOCX),
    ("xlsx", _zip(("_rels/.rels", b"<R/>"), ("xl/workbook.xml", b"<w/>")), XLSX),
    ("pptx", _zip(("[Content_Types].xml", b"<T/>"), ("ppt/presentation.xml", b"<p/>")), PPTX),
    ("office, which one is too far", _zip(("[Content_Types].xml", b"x" * 2000), ("word/document.xml", b"")), OOXML),
    ("zip that only speaks of word/", _zip(("notes.txt", b"see word/document.xml")), ZIP),
    ("odt", _zip(("mimetype", b"application/vnd.oasis.opendocument.text")), "application/vnd.oasis.opendocument.text"),
    ("epub", _zip(("mimetype", b"application/epub+zip")), "application/epub+zip"),
    ("older office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16, OLE),
    ("rtf", b"{\\rtf1\\ansi", RTF),
    ("postscript", b"%!PS-Adobe-3.0\n", "application/postscript"),
    ("doctype", b"<!DOCTYPE html>\n<html>", HTML),
    ("doctype in small letters after spaces", b" \t\r\n<!doctype HTML>", HTML),
    ("html after a byte order mark", b"\xef\xbb\xbf<!DOCTYPE html><html>", HTML),
    ("html in utf-16", "\ufeff<html><body>x".encode("utf-16-le"), HTML),
    ("html element", b"<html lang=zh>", HTML),
    ("html with a comment first", b"<!-- saved from url --><html>", HTML),
    ("script", b"<script>document.cookie='x'</script>", HTML),
    ("fragment", b"<div class=e>404</div>", HTML),
    ("a tag's name that goes on", b"<bodybuilding>", TEXT),
    ("xhtml", b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', XHTML),
    ("xhtml with a comment", b'<?xml version="1.0"?><!-- made by hand --><html xmlns="x">', XHTML),
    ("xml", b'<?xml version="1.0"?><feed/>', XML),
    ("svg", b'<?xml version="1.0"?><svg xmlns="x">', "image/svg+xml"),
    ("svg without a prolog", b"<svg xmlns='x'>", "image/svg+xml"),
    ("png", b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
    ("jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
    ("gif", b"GIF89a\x01\x00", "image/gif"),
    ("webp", b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
    ("tiff", b"MM\x00*\x00", "image/tiff"),
    ("bmp", b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36", "image/bmp"),
    ("icon", b"\x00\x00\x01\x00\x01\x00", "image/x-icon"),
    ("a text that begins like a bitmap", b"BMS-Handbuch, 3. Auflage", TEXT),
    ("mp4", b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
    ("text", b"Disclosure of spills: none in 2025.\n", TEXT),
    ("text in GB 18030", "披露：无".encode("gb18030"), TEXT),
    ("json", b'{"code": 404}', TEXT),
    ("data", b"\x00\x01\x02\x03" * 8, UNKNOWN),
]


@pytest.mark.parametrize(("first", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_type_is_read_from_the_first_bytes(first: bytes, expected: str) -> None:
    assert sniff(first) == expected


@given(st.binary(max_size=1100))
def test_any_bytes_have_a_type(first: bytes) -> None:
    assert "/" in sniff(first)


@given(st.binary(max_size=FIRST_BYTES), st.binary(max_size=2000))
def test_what_comes_after_the_first_bytes_changes_nothing(first: bytes, rest: bytes) -> None:
    whole = first.ljust(FIRST_BYTES, b" ")
    assert sniff(whole + rest) == sniff(whole)
