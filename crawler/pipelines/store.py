"""Last of four: the outcome is recorded and committed. What is not here is still pending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.items import Seen
from crawler.job import Job, job_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class StorePipeline:
    """Records each fetch; one that has its outcome already keeps it."""

    def __init__(self, job: Job) -> None:
        self._job = job

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        return cls(job_of(crawler))

    async def process_item(self, item: Seen) -> Seen:
        """Raises DatabaseTrouble where it can't be recorded."""
        await self._job.keeper.record(item.fetch_id, item.fetch)
        return item
