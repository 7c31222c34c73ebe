"""Last of four: the outcome is recorded and committed. What is not here is still pending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.items import Seen
from crawler.job import job_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class StorePipeline:
    """Records each fetch; one that has its outcome already keeps it."""

    def __init__(self, crawler: Crawler) -> None:
        self._job = job_of(crawler)
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        return cls(crawler)

    async def process_item(self, item: Seen) -> Seen:
        """Raises DatabaseTrouble where it can't be recorded."""
        new = await self._job.keeper.record(item.fetch_id, item.fetch)
        self._crawler.stats.inc_value(f"outcome/{item.fetch.outcome}" if new else "outcome/recorded_before")
        return item
