"""Second of three: what the body is, while it is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.answer import Answer
from crawler.items import Seen
from linkcheck.documents import Examiner
from linkcheck.fetch import Document
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

WORTH_A_LOOK = frozenset({Outcome.OK, Outcome.TRUNCATED})
"""Outcomes of an answer that stand for a document; error pages and walls do not."""

REMEMBERED = 1024
"""Bodies whose document is kept in mind: one that two addresses give is examined once."""


class DocumentPipeline:
    """Sets the fetch's `document`; that of a second look, where only that saw a body."""

    def __init__(self) -> None:
        self._examiner = Examiner()
        self._known: dict[tuple[str, str | None, str | None], Document] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DocumentPipeline:
        return cls()

    async def process_item(self, item: Seen) -> Seen:
        """The item with its document, where it has a body that stands for one."""
        answer = item.last
        if answer is None or answer.outcome not in WORTH_A_LOOK or not answer.content.bytes:
            return item
        return item.with_fetch(document=await self._document(answer))

    async def _document(self, answer: Answer) -> Document:
        content = answer.content
        type_, encoding = answer.header("content-type"), answer.header("content-encoding")
        key = content.sha256, type_, encoding
        if key not in self._known:
            examination = await self._examiner.examine(
                content.file, sha256=content.sha256, size=content.bytes, content_type=type_, content_encoding=encoding
            )
            if len(self._known) >= REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[key] = examination.document
        return self._known[key]

    async def close_spider(self) -> None:
        await self._examiner.__aexit__(None, None, None)
