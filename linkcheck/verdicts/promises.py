"""What kind of document a citation promises, and whether a type read from a body keeps the promise."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from linkcheck.documents.types import DOCX, OLE, OOXML, PDF, PPTX, RTF, XLSX, ZIP
from linkcheck.report import Citation


class Promise(NamedTuple):
    """A kind of document (`name` for a person, `types` that are one) and the words that promise it."""

    name: str
    types: frozenset[str]
    words: str = ""


_KINDS: dict[str, Promise] = {
    extension: Promise(name, frozenset(types))
    for extensions, name, types in (
        ("pdf", "PDF", {PDF}),
        ("docx docm", "Word document", {DOCX, OOXML}),
        ("doc", "Word document", {OLE, RTF, DOCX, OOXML}),
        ("xlsx xlsm", "Excel workbook", {XLSX, OOXML}),
        ("xls", "Excel workbook", {OLE, XLSX, OOXML}),
        ("pptx pptm", "PowerPoint presentation", {PPTX, OOXML}),
        ("ppt", "PowerPoint presentation", {OLE, PPTX, OOXML}),
        ("zip", "zip archive", {ZIP}),
        ("png jpg jpeg gif webp bmp", "picture", {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"}),
    )
    for extension in extensions.split()
}

_CONTENT_TYPES: dict[str, str] = {
    PDF: "pdf",
    "application/x-pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    DOCX: "docx",
    XLSX: "xlsx",
    PPTX: "pptx",
}

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,5})$")
_LABEL = re.compile(r"\.(pdf|docx?|xlsx?|pptx?)(?![a-z0-9])|(?<![a-z0-9])(pdf)(?![a-z0-9])", re.IGNORECASE)


def promise(citation: Citation) -> Promise | None:
    """Read what the citation promises: from its URL's extension, else from the name it gives the document."""
    found = _EXTENSION.search(_path(citation.url))
    if found and (kind := _KINDS.get(found[1].lower())):
        return kind._replace(words=found[0])
    label = _LABEL.search(citation.document or "")
    if label:
        return _KINDS[(label[1] or label[2]).lower()]._replace(words=label[0])
    return None


def _path(url: str) -> str:
    """The path of a URL; nothing where it can't be read as one."""
    try:
        return unquote(urlsplit(url).path)
    except ValueError:
        return ""


def promise_of_content_type(content_type: str | None) -> Promise | None:
    """Read what a Content-Type header promises. Only documents are promises: servers send HTML under any name."""
    essence = (content_type or "").partition(";")[0].strip().lower()
    extension = _CONTENT_TYPES.get(essence)
    return _KINDS[extension]._replace(words=essence) if extension else None
