"""What an Office file says: Office Open XML (ECMA-376) and OpenDocument packages. Runs in the examiner's own processes.

A package is a zip archive that a stranger made: members are read only as far as the limits below, and XML is parsed
without entities, DTDs or the network.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

import lxml.etree

from linkcheck.documents.facts import OfficeFacts, Problem
from linkcheck.documents.text import fingerprint
from linkcheck.documents.types import DOCX, OOXML, PPTX, XLSX, ZIP

EXTRACTOR: Final = "lxml " + ".".join(map(str, lxml.etree.LXML_VERSION))

MOST_CHARACTERS: Final = 4_000_000
_MOST_MEMBERS = 20_000
_BIGGEST_MEMBER = 256 * 2**20

ODF: Final = "application/vnd.oasis.opendocument."

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"

_PACKAGES = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX))
_ENCRYPTED = 0x1
_NUMBER = re.compile(r"(\d+)\.xml$")
_PICTURE = re.compile(r"^(?:\w+/(?:media|charts|drawings|embeddings)|Pictures|Object \d+)/")


_UNREADABLE = (
    zipfile.BadZipFile,
    KeyError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    zlib.error,
    lxml.etree.LxmlError,
)
"""What a broken package raises, by where it is broken."""


class _TooMuch(Exception):
    """A member unpacks to more than is read."""


def package_type(path: Path, sniffed: str) -> str:
    """Tell Office files from each other and from other zip archives by all of their members' names."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist()[:_MOST_MEMBERS])
    except (zipfile.BadZipFile, OSError, ValueError):
        return sniffed
    found = next((media_type for member, media_type in _PACKAGES if member in names), None)
    if found and "[Content_Types].xml" in names:
        return found
    return ZIP if sniffed == OOXML and "[Content_Types].xml" not in names else sniffed


def examine_office(path: Path, media_type: str) -> tuple[OfficeFacts, tuple[str, ...]]:
    """Facts and text: a page per slide or sheet, one page for a text document."""
    try:
        with zipfile.ZipFile(path) as package:
            if any(member.flag_bits & _ENCRYPTED for member in package.infolist()):
                return _failed(Problem.ENCRYPTED, "it opens with a password only"), ()
            pages = tuple(_pages(package, media_type))
            title = _title(package)
            pictured = any(_PICTURE.search(name) for name in package.namelist())
    except _TooMuch as error:
        return _failed(Problem.MEMORY, str(error)), ()
    except _UNREADABLE as error:
        return _failed(Problem.DAMAGED, str(error)[:200]), ()
    text = fingerprint(pages)
    empty = text is None and not pictured
    facts = OfficeFacts(
        extractor=EXTRACTOR,
        problem=Problem.EMPTY if empty else None,
        detail="nothing stands in it" if empty else "",
        title=title,
        text=text,
        slides=len(pages) if media_type == PPTX else None,
        sheets=len(pages) if media_type == XLSX else None,
    )
    return facts, pages


def _failed(problem: Problem, detail: str) -> OfficeFacts:
    return OfficeFacts(extractor=EXTRACTOR, problem=problem, detail=detail)


def _pages(package: zipfile.ZipFile, media_type: str) -> Iterator[str]:
    if media_type == DOCX:
        yield _paragraphs(package, "word/document.xml", f"{_WORD}p", f"{_WORD}t")
    elif media_type == PPTX:
        for member in _numbered(package, "ppt/slides/slide"):
            yield _paragraphs(package, member, f"{_DRAWING}p", f"{_DRAWING}t")
    elif media_type == XLSX:
        shared = _shared_strings(package)
        for member in _numbered(package, "xl/worksheets/sheet"):
            yield _cells(package, member, shared)
    elif media_type.startswith(ODF):
        yield _odf_text(package)


def _numbered(package: zipfile.ZipFile, prefix: str) -> list[str]:
    members = [name for name in package.namelist() if name.startswith(prefix) and _NUMBER.search(name)]
    return sorted(members, key=lambda name: int(_NUMBER.findall(name)[0]))


def _elements(package: zipfile.ZipFile, member: str, *tags: str) -> Iterator[lxml.etree._Element]:
    """The elements of a member as they end, each emptied once it was looked at."""
    if package.getinfo(member).file_size > _BIGGEST_MEMBER:
        raise _TooMuch(f"{member} unpacks to more than {_BIGGEST_MEMBER // 2**20} MiB")
    source: IO[bytes]
    with package.open(member) as source:
        for _, element in lxml.etree.iterparse(
            source, tag=tags, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
        ):
            yield element
            element.clear(keep_tail=True)


def _paragraphs(package: zipfile.ZipFile, member: str, paragraph: str, run: str) -> str:
    elements = _elements(package, member, paragraph)
    return _joined("".join(part.text or "" for part in element.iter(run)) for element in elements)


def _joined(lines: Iterable[str]) -> str:
    """The lines that aren't empty, as far as the limit of characters goes."""
    kept: list[str] = []
    left = MOST_CHARACTERS
    for line in lines:
        left -= len(line)
        if left < 0:
            break
        if line.strip():
            kept.append(line)
    return "\n".join(kept)


def _shared_strings(package: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    entries = _elements(package, "xl/sharedStrings.xml", f"{_SHEET}si")
    return ["".join(part.text or "" for part in entry.iter(f"{_SHEET}t")) for entry in entries]


def _cells(package: zipfile.ZipFile, member: str, shared: list[str]) -> str:
    """The cells of a sheet, tabs between them, a line per row. A formula stands with its last result."""
    rows = _elements(package, member, f"{_SHEET}row")
    return _joined("\t".join(_cell(cell, shared) for cell in row.iter(f"{_SHEET}c")) for row in rows)


def _cell(cell: lxml.etree._Element, shared: list[str]) -> str:
    value = cell.findtext(f"{_SHEET}v") or ""
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(shared):
        return shared[int(value)]
    return value or "".join(part.text or "" for part in cell.iter(f"{_SHEET}t"))


def _odf_text(package: zipfile.ZipFile) -> str:
    paragraphs = _elements(package, "content.xml", f"{_ODF_TEXT}p", f"{_ODF_TEXT}h")
    return _joined("".join(paragraph.itertext()) for paragraph in paragraphs)


def _title(package: zipfile.ZipFile) -> str | None:
    member = next((name for name in ("docProps/core.xml", "meta.xml") if name in package.namelist()), None)
    titles = (element.text for element in _elements(package, member, _TITLE)) if member else ()
    return next((" ".join(title.split())[:500] for title in titles if title and title.strip()), None)
