"""One crawl in this process."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from scrapy.crawler import Crawler
from scrapy.settings import Settings as ScrapySettings
from sqlalchemy import Engine

from crawler import settings as project
from crawler.heard import Signals
from crawler.job import Job, Progress
from crawler.keeper import Assure
from crawler.spiders.disclosures import DisclosuresSpider
from crawler.stopping import stopped_by_signals
from linkcheck.documents.processes import Pool
from linkcheck.settings import Settings

OBJECTS = 50_000
"""New objects after which the garbage collector looks for cycles, during a crawl."""


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """How far the run is after a crawl.

    `done` of its fetches have their outcome, `pending` have none: after an interruption, or because of `faults` in our
    own code, one line each. The run is finished where none is pending.
    """

    done: int
    pending: int
    interrupted: bool = False
    faults: tuple[str, ...] = ()


def crawl(
    engine: Engine,
    run_id: int,
    settings: Settings,
    progress: Progress | None = None,
    *,
    site: str | None = None,
    assure: Assure | None = None,
    pool: Pool | None = None,
) -> CrawlResult:
    """Fetch what the run has pending, and finish the run where nothing is left.

    The caller holds the store's run lock, and `assure` makes sure of it (`linkcheck.store.locks.RunLock`); or it names
    a `site`, the registrable domain whose fetches are its share of the run. SIGINT and SIGTERM stop it in order:
    nothing new begins, transfers under way have ten seconds; a second signal stops it at once. Can be called again and
    again in one process, not within an event loop; a `pool` keeps the processes that examine documents for the next
    time. Raises DatabaseTrouble or ArchiveTrouble where nothing can be kept any more, UsageError for a CA file that
    can't be read; what is recorded by then stays recorded.
    """
    logging.getLogger("scrapy").setLevel(logging.WARNING)  # below it, records would be built for every request
    with _collecting_less(), asyncio.Runner() as runner:
        job = runner.run(_crawl(lambda: Job(engine, run_id, settings, progress, site=site, assure=assure, pool=pool)))
    if job.trouble is not None:
        raise job.trouble
    done, total = job.finish()
    return CrawlResult(done, total - done, job.interrupted, tuple(job.faults))


async def _crawl(make: Callable[[], Job]) -> Job:
    job = make()
    crawler = Crawler(DisclosuresSpider, ScrapySettings(project.scrapy_settings(), priority="project"))
    crawler.signals = Signals(crawler)
    try:
        with stopped_by_signals(job):
            await crawler.crawl_async(job=job)
    finally:
        await job.close()
    return job


@cache
def _set_program_aside() -> None:
    """What is there before the first crawl is nearly all the program itself: the collector need not look at it again.

    Done before each crawl and undone after it, it would keep for good what other crawls have left behind.
    """
    gc.freeze()


@contextmanager
def _collecting_less() -> Iterator[None]:
    """A crawl makes many objects, and few cycles: the collector looks at them once, afterwards."""
    _set_program_aside()
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.collect()
