"""What kind of document a citation promises, and whether a type read from a body keeps the promise."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from linkcheck.report import Citation

OLE = "application/x-ole-storage"
"""What the older Office formats are inside: their first bytes don't tell which of them."""

OFFICE = "application/vnd.openxmlformats-officedocument"


class Promise(NamedTuple):
    """A kind of document (`name` for a person, `types` that are one) and the words that promise it."""

    name: str
    types: frozenset[str]
    words: str = ""


_KINDS: dict[str, Promise] = {
    extension: Promise(name, frozenset(types))
    for extensions, name, types in (
        ("pdf", "PDF", {"application/pdf"}),
        ("docx docm", "Word document", {f"{OFFICE}.wordprocessingml.document"}),
        ("doc", "Word document", {OLE, "application/rtf", f"{OFFICE}.wordprocessingml.document"}),
        ("xlsx xlsm", "Excel workbook", {f"{OFFICE}.spreadsheetml.sheet"}),
        ("xls", "Excel workbook", {OLE, f"{OFFICE}.spreadsheetml.sheet"}),
        ("pptx pptm", "PowerPoint presentation", {f"{OFFICE}.presentationml.presentation"}),
        ("ppt", "PowerPoint presentation", {OLE, f"{OFFICE}.presentationml.presentation"}),
        ("zip", "zip archive", {"application/zip"}),
        ("png jpg jpeg gif webp bmp", "picture", {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"}),
    )
    for extension in extensions.split()
}

_CONTENT_TYPES: dict[str, str] = {
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    f"{OFFICE}.wordprocessingml.document": "docx",
    f"{OFFICE}.spreadsheetml.sheet": "xlsx",
    f"{OFFICE}.presentationml.presentation": "pptx",
}

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,5})$")
_LABEL = re.compile(r"\.(pdf|docx?|xlsx?|pptx?)\b|\b(PDF)\b", re.IGNORECASE)


def promise(citation: Citation) -> Promise | None:
    """Read what the citation promises: from its URL's extension, else from the name it gives the document."""
    found = _EXTENSION.search(unquote(urlsplit(citation.url).path))
    if found and (kind := _KINDS.get(found[1].lower())):
        return kind._replace(words=found[0])
    label = _LABEL.search(citation.document or "")
    if label:
        return _KINDS[(label[1] or label[2]).lower()]._replace(words=label[0])
    return None


def promise_of_content_type(content_type: str | None) -> Promise | None:
    """Read what a Content-Type header promises. Only documents are promises: servers send HTML under any name."""
    essence = (content_type or "").partition(";")[0].strip().lower()
    extension = _CONTENT_TYPES.get(essence)
    return _KINDS[extension]._replace(words=essence) if extension else None
