"""First of three: what the body is, while it is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.answer import Answer
from crawler.items import Seen
from crawler.job import Job, job_of
from linkcheck.documents import Examination
from linkcheck.documents.soft404 import may_be_regret
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

WORTH_A_LOOK = frozenset({Outcome.OK, Outcome.TRUNCATED})
"""Outcomes of an answer that stand for a document; error pages and walls do not."""

REMEMBERED = 1024
"""Bodies whose document is kept in mind: one that two addresses give is examined once."""


class DocumentPipeline:
    """Sets the fetch's `document`; that of a second look, where only that saw one. What is compared has its text."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._known: dict[tuple[str, str | None, str | None], Examination] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DocumentPipeline:
        return cls(job_of(crawler))

    async def process_item(self, item: Seen) -> Seen:
        """The item with its document, where it has a body that stands for one."""
        answer = item.last
        if answer is None or answer.outcome not in WORTH_A_LOOK or not answer.content.bytes:
            return item
        examination = await self._examined(answer)
        return item.with_fetch(document=examination.document).with_text("\n".join(examination.pages))

    async def _examined(self, answer: Answer) -> Examination:
        key = answer.content.sha256, answer.header("content-type"), answer.header("content-encoding")
        if key not in self._known:
            examination = await self._job.examine(answer)
            if not may_be_regret(examination.document):
                examination = Examination(examination.document)
            if len(self._known) >= REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[key] = examination
        return self._known[key]
