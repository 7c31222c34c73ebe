"""The text of cited pages, folded away beside their pictures: cut so that a page of many citations stays small."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup, escape

from reports.model import CheckedReport, Coverage
from reports.text import visible

MOST_BYTES = 700_000
"""Of all passages of a page together, as they stand in it: a page of 1,000 citations stays under 5 MB."""

LONGEST = 8_000
"""Bytes of one passage: more than most pages have."""


class Passage(NamedTuple):
    """What page `page` of a document says; `characters` are how many it has where not all are shown, else 0."""

    page: int
    text: Markup
    by_ocr: bool
    characters: int


class Passages:
    """The passages of a report's page, by URL."""

    def __init__(self, coverage: Coverage, report: CheckedReport) -> None:
        self._texts = coverage.page_texts
        self._pages: dict[str, tuple[str, set[int]]] = {}
        for citation in report.citations:
            document = citation.fetch.document if citation.fetch else None
            kept = self._texts.get(document.sha256, {}) if document else {}
            if document and (pages := set(citation.shown_pages) & kept.keys()):
                self._pages.setdefault(citation.url, (document.sha256, set()))[1].update(pages)
        count = sum(len(pages) for _, pages in self._pages.values())
        self._limit = min(LONGEST, MOST_BYTES // max(count, 1))

    def of(self, url: str) -> list[Passage]:
        """What the cited pages of the document at a URL say, in their order."""
        sha256, pages = self._pages.get(url, ("", set()))
        return [self._passage(sha256, page) for page in sorted(pages)]

    def _passage(self, sha256: str, page: int) -> Passage:
        kept = self._texts[sha256][page]
        text = visible(kept.text[:LONGEST]).strip()
        size = len(escape(text).encode("utf-8", "replace"))
        if size > self._limit:
            text = text[: len(text) * self._limit // size]
        whole = len(kept.text) <= LONGEST and size <= self._limit
        return Passage(page, escape(text), kept.by_ocr, 0 if whole else len(kept.text))
