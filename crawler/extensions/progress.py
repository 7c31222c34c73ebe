"""Tells whoever looks how far the run is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import NotConfigured
from sqlalchemy.orm import Session

from crawler.items import Seen
from crawler.job import Progress, job_of
from linkcheck.store import runs

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ProgressExtension:
    """On where the job has a `progress`."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProgressExtension:
        job = job_of(crawler)
        if job.progress is None:
            raise NotConfigured
        extension = cls(job.progress)
        with Session(job.engine) as session:
            job.progress.started(*runs.counts(session, job.run_id, job.site))
        crawler.signals.connect(extension.item_scraped, signals.item_scraped)
        return extension

    def item_scraped(self, item: Seen) -> None:
        self._progress.fetched(item.fetch)
