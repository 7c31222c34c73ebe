"""Pictures of documents' pages: in the page itself while they are small together, else in files beside it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reports.model import CheckedReport, Coverage

MOST_INLINE = 8 * 2**20
"""Bytes of all pictures of a page that it holds itself. A real report's hundred pages at 40 KB stay within."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Picture(NamedTuple):
    """A page of a document, from 1, and its image (WebP)."""

    sha256: str
    page: int
    image: bytes

    @property
    def file(self) -> str:
        """Its file beside the page."""
        return f"pictures/{self.sha256[:24]}-{self.page}.webp"


class Gallery:
    """The pictures of a report's page. `up` leads from the page to the folder of the pictures."""

    def __init__(self, coverage: Coverage, report: CheckedReport, up: str) -> None:
        self._of_url = _by_url(coverage.pictures(_documents(report)), report)
        self._up = up
        pictures = {(p.sha256, p.page): len(p.image) for mine in self._of_url.values() for p in mine}
        self.inline = sum(pictures.values()) <= MOST_INLINE

    def of(self, url: str) -> list[tuple[int, str]]:
        """The pages of what is at a URL that are cited, each with the picture's address."""
        return [(picture.page, self._address(picture)) for picture in self._of_url.get(url, ())]

    def beside(self) -> Iterator[tuple[str, bytes]]:
        """The files that go along with the page."""
        if not self.inline:
            yield from ((picture.file, picture.image) for mine in self._of_url.values() for picture in mine)

    def _address(self, picture: Picture) -> str:
        if self.inline:
            return "data:image/webp;base64," + base64.b64encode(picture.image).decode()
        return self._up + picture.file


def _documents(report: CheckedReport) -> set[str]:
    """The SHA-256 of the documents that citations show a page of."""
    return {c.fetch.document.sha256 for c in report.citations if c.shown_pages and c.fetch and c.fetch.document}


def _by_url(pictures: Mapping[str, Mapping[int, bytes]], report: CheckedReport) -> dict[str, list[Picture]]:
    found: dict[str, dict[int, Picture]] = {}
    for citation in report.citations:
        document = citation.fetch.document if citation.fetch else None
        if document is None or not _SHA256.fullmatch(document.sha256):
            continue
        kept = pictures.get(document.sha256, {})
        for page in citation.shown_pages:
            if page in kept:
                found.setdefault(citation.url, {})[page] = Picture(document.sha256, page, kept[page])
    return {url: [pages[page] for page in sorted(pages)] for url, pages in found.items()}
