"""What there is to judge an answer by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from linkcheck.documents.facts import Facts
from linkcheck.fetch import Document, Fetch
from linkcheck.report import Citation, Facility
from linkcheck.verdicts.model import Proof


@dataclass(frozen=True, slots=True)
class Content:
    """What a document says, page by page, and whom it may speak of: the report's facilities and standard.

    `ocr` is what OCR read off pages of a scan, by their place from 1. `also_at` are the report's other URLs that give
    the very same document.
    """

    pages: Sequence[str] = ()
    facilities: Sequence[Facility] = ()
    standard: str | None = None
    also_at: Sequence[str] = ()
    ocr: Mapping[int, str] = field(default_factory=dict)

    @property
    def read(self) -> Sequence[str]:
        """The pages as they can be searched: what OCR read stands where a page has no text of its own."""
        if not self.ocr:
            return self.pages
        count = max(len(self.pages), *self.ocr)
        own = dict(enumerate(self.pages, 1))
        return tuple(text if (text := own.get(n, "")).strip() else self.ocr.get(n, "") for n in range(1, count + 1))

    def is_by_ocr(self, page: int) -> bool:
        """Does what can be searched on a page come from OCR?"""
        return page in self.ocr and not "".join(self.pages[page - 1 : page]).strip()


class Answer(NamedTuple):
    """An answered fetch with its document; for `not_modified`, the document kept from an earlier run.

    `facts` are the document's, None where its type alone is known. `previous` is the document of the last answer before
    this one that nothing spoke against, `first` that of the very first.
    """

    citation: Citation
    fetch: Fetch
    document: Document
    facts: Facts | None = None
    previous: Document | None = None
    first: Document | None = None
    content: Content | None = None

    def proof(self, **more: int | str | None) -> Proof:
        """The answer itself as proof, with what a check adds."""
        return Proof.model_validate(
            {
                "status": self.fetch.status,
                "url": self.fetch.final_url or self.fetch.url,
                "sha256": self.document.sha256,
                "media_type": self.document.media_type,
                **more,
            }
        )
