"""Cited pages in a document: a page label, a printed number and a page's place in the file may differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from linkcheck.documents.facts import PdfFacts

_RANGE = re.compile(r"(\d{1,5})\s*(?:-|–|—|~|至|到|to)\s*(\d{1,5})", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}")
_WORDS = re.compile(r"\b(?:pages?|pp?)\b\.?|第|[页頁]", re.IGNORECASE)


class Place(NamedTuple):
    """Where a cited page may be in the file, from 1: by its label or printed number, and by counting. None: nowhere."""

    cited: str
    numbered: int | None
    counted: int | None

    @property
    def best(self) -> int | None:
        """The place that a reader of the document would turn to."""
        return self.numbered or self.counted


def cited_pages(pages: Iterable[str]) -> tuple[str, ...]:
    """The single pages of locators: "26-27" is its first and its last one, "iv" and "A-3" stay as they are."""
    found: list[str] = []
    for text in pages:
        plain = _WORDS.sub(" ", text)
        for part in re.split(r"[,;，、；&]|\band\b|和", plain):
            part = part.strip()
            borders = _RANGE.fullmatch(part)
            found += borders.groups() if borders else [part] if part else []
    return tuple(dict.fromkeys(found))


def place(facts: PdfFacts, cited: str) -> Place:
    """Look for one cited page in a PDF."""
    labelled = next((i for i, label in enumerate(facts.labels, 1) if label.casefold() == cited.casefold()), None)
    if not _NUMBER.fullmatch(cited):
        return Place(cited, labelled, None)
    number = int(cited)
    printed = next((i for i, shown in enumerate(facts.printed, 1) if shown == number), None)
    counted = number if 1 <= number <= (facts.pages or 0) else None
    return Place(cited, labelled or printed, counted)


def is_past_end(facts: PdfFacts, cited: str) -> bool:
    """Is a cited page beyond the document, by every way of counting? Only a plain number can be."""
    if facts.pages is None or not _NUMBER.fullmatch(cited):
        return False
    where = place(facts, cited)
    printed = max((shown for shown in facts.printed if shown is not None), default=0)
    return where.best is None and int(cited) > max(facts.pages, printed)


def is_blank(facts: PdfFacts, cited: str) -> bool:
    """Is there nothing to be seen on a cited page, by every way of counting?"""
    _, *places = place(facts, cited)
    found = [page for page in places if page is not None]
    return bool(found) and all(page in facts.blank for page in found)


def pages_to_show(facts: PdfFacts, locators: Iterable[str]) -> tuple[int, ...]:
    """The pages that a citation is recognised by, from 1: those cited, where they are found, or the first."""
    found = (place(facts, page).best for page in cited_pages(locators))
    return tuple(dict.fromkeys(page for page in found if page is not None)) or ((1,) if facts.pages else ())
