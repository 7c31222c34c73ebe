"""One crawl's work: what it is for, what stops it, and what all parts of it share."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from sqlalchemy import Engine

from crawler.politeness import Politeness
from linkcheck.errors import LinkcheckError
from linkcheck.fetch import Fetch
from linkcheck.settings import Settings

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that transfers under way have to end, once the crawl is being stopped."""


class Progress(Protocol):
    """Whoever wants to know how far the run is."""

    def started(self, done: int, total: int) -> None:
        """Called once: `done` of the run's `total` URLs have their outcome from before."""

    def fetched(self, fetch: Fetch) -> None:
        """Called after each outcome that was recorded."""


def job_of(crawler: Crawler) -> Job:
    """The job that the crawler's spider works on."""
    return cast("Job", crawler.spider.job)  # type: ignore[union-attr]  # set before any component is made


class Job:
    """A run's pending fetches, or those of one site of it. To be made within the event loop that it is done in."""

    def __init__(
        self, engine: Engine, run_id: int, settings: Settings, progress: Progress | None = None, site: str | None = None
    ) -> None:
        self.engine = engine
        self.run_id = run_id
        self.settings = settings
        self.progress = progress
        self.site = site
        self.stopping = asyncio.Event()
        self.interrupted = False
        self.trouble: LinkcheckError | None = None
        """Why nothing can be kept any more; the crawl stops at the first."""
        self.faults: list[str] = []
        """What went wrong in our own code, one line each: those fetches stay pending."""
        self.politeness = Politeness(settings.delay, settings.concurrency_per_domain, self.stopping)
        self.keeper = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        """Writes to the archive and the store, one thing after the other."""
        self.under_way: set[asyncio.Task[object]] = set()
        """Transfers, to be cancelled where they outlast the grace."""
        self.on_stop: list[Callable[[], None]] = []

    @property
    def folder(self) -> Path:
        """Where bodies are put while they come in: beside the archive, on the same disk."""
        self.settings.archive.mkdir(parents=True, exist_ok=True)
        return self.settings.archive

    def interrupt(self) -> None:
        """A person wants it to stop: transfers may end, nothing new begins. The second time, at once."""
        if self.interrupted:
            self.abort()
            return
        self.interrupted = True
        self.stop()

    def fail(self, trouble: LinkcheckError) -> None:
        """Nothing can be kept: stop."""
        self.trouble = self.trouble or trouble
        self.stop()

    def give_up(self, what: str, error: BaseException) -> None:
        """Something was raised where nothing should be: stop where nothing can be kept, else go on without it."""
        if isinstance(error, LinkcheckError):
            self.fail(error)
        else:
            self.fault(what, error)

    def fault(self, what: str, error: BaseException) -> None:
        """Something of our own went wrong for one resource; the others go on."""
        logger.error("our own fault, %s stays pending", what, exc_info=error)
        self.faults.append(f"{what}: {type(error).__name__}: {error}")

    def stop(self) -> None:
        """Begin nothing new; transfers under way have the grace."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        for wake in self.on_stop:
            wake()
        asyncio.get_running_loop().call_later(GRACE, self.abort)

    def abort(self) -> None:
        """Break off the transfers under way; their fetches stay pending."""
        for task in self.under_way:
            task.cancel()
