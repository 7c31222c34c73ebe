"""One crawl's work: what it is for, what stops it, and what all parts of it share."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler import descriptors
from crawler.answer import Answer
from crawler.handlers.tls import verifying
from crawler.keeper import Assure, Keeper
from crawler.outcomes import Interrupted
from crawler.politeness import Politeness
from linkcheck.archive.writer import WarcArchive
from linkcheck.documents import Examination, Examiner
from linkcheck.documents.examiner import Stopped
from linkcheck.documents.processes import Pool
from linkcheck.errors import ArchiveTrouble, LinkcheckError
from linkcheck.evidence.provenance import provenance
from linkcheck.fetch import Fetch
from linkcheck.settings import Settings
from linkcheck.store import runs
from linkcheck.store.outages import patiently
from linkcheck.store.turns import SharedTurns

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

T = TypeVar("T")

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
    """A run's pending fetches: all, or those of one `site`. To be made within the event loop that they are done in.

    `assure` makes sure, before something is kept, that the run is still ours (it raises where it isn't). `pool` has
    processes that examine documents and outlive the job.
    Raises UsageError for a file of certificate authorities that can't be read, ArchiveTrouble where there can be no
    archive.
    """

    def __init__(
        self,
        engine: Engine,
        run_id: int,
        settings: Settings,
        progress: Progress | None = None,
        *,
        site: str | None = None,
        assure: Assure | None = None,
        pool: Pool | None = None,
    ) -> None:
        descriptors.allow_enough()
        self.engine = engine
        self.run_id = run_id
        self.site = site
        self.settings = settings
        self.progress = progress
        if settings.ca_file is not None:
            _ = self.verifying  # whether it can be read is said before anything is asked
        self.folder = _made(settings.archive)
        """Where bodies are put while they come in: beside the archive, on the same disk."""
        self.stopping = asyncio.Event()
        self.interrupted = False
        self.faults: list[str] = []
        """What went wrong in our own code, one line each: those fetches stay pending."""
        self._turns = SharedTurns(engine, self._nobody_waits) if engine.dialect.name == "postgresql" else None
        at_once = 1 if self._turns else settings.concurrency_per_domain
        self.politeness = Politeness(settings.delay, at_once, self.stopping, self._turns)
        self.keeper = Keeper(engine, self._open_archive, unless=self._nobody_waits, assure=assure)
        self._trouble: LinkcheckError | None = None
        self._pool = pool
        self._examiner: Examiner | None = None
        self.under_way: set[asyncio.Task[object]] = set()
        """Transfers, to be cancelled where they outlast the grace."""
        self.on_stop: list[Callable[[], None]] = []

    def _open_archive(self) -> WarcArchive:
        info = provenance(self.settings) | {
            "http-header-user-agent": self.settings.agent(),
            "robots": "obeyed (RFC 9309)" if self.settings.obey_robots else "not asked",
        }
        return WarcArchive(self.settings.archive, self.run_id, info)

    @cached_property
    def verifying(self) -> ssl.SSLContext:
        """Made where the first server is to be verified: loading the system's authorities takes its time."""
        return verifying(self.settings.ca_file)

    @property
    def trouble(self) -> LinkcheckError | None:
        """Why nothing can be kept any more; the crawl stops at the first."""
        return self.keeper.trouble or self._trouble

    async def examine(self, answer: Answer) -> Examination:
        """Have a body examined, in a process of its own. Raises Interrupted where the crawl was broken off."""
        if self._examiner is None:
            self._examiner = Examiner(pool=self._pool)
        content = answer.content
        with content.lent() as file:
            try:
                return await self._examiner.examine(
                    file,
                    sha256=content.sha256,
                    size=content.bytes,
                    content_type=answer.header("content-type"),
                    content_encoding=answer.header("content-encoding"),
                )
            except Stopped:
                raise Interrupted from None

    def tell(self, fetch: Fetch) -> None:
        """Tell whoever wants to know of an outcome; that nobody can be told any more changes nothing of it."""
        if self.progress is None:
            return
        try:
            self.progress.fetched(fetch)
        except Exception:
            logger.warning("nobody can be told any more how far the run is", exc_info=True)
            self.progress = None

    async def pending(self, fetch_ids: Sequence[int]) -> list[runs.Pending]:
        """What of these fetches is pending still. Raises DatabaseTrouble."""
        return await asyncio.to_thread(patiently, partial(self._pending, fetch_ids), unless=self._nobody_waits)

    def _pending(self, fetch_ids: Sequence[int]) -> list[runs.Pending]:
        with Session(self.engine) as session:
            return runs.pending(session, self.run_id, fetch_ids)

    async def close(self) -> None:
        """Let go of everything; wait for what is being written or examined."""
        try:
            if self._examiner is not None:
                self._examiner.close()
            await self.keeper.close()
        finally:
            if self._turns is not None:
                self._turns.close()

    def finish(self) -> tuple[int, int]:
        """Mark the run as finished where nothing of it is pending.

        Returns how many of its fetches, or of those of its site, have their outcome, and how many there are.
        """
        return patiently(self._finish, unless=self._nobody_waits)

    def _finish(self) -> tuple[int, int]:
        with Session(self.engine) as session:
            done, total = runs.counts(session, self.run_id, self.site)
            if done == total and runs.finish_run(session, self.run_id):
                session.commit()
        return done, total

    def _nobody_waits(self) -> bool:
        return self.interrupted

    def interrupt(self) -> None:
        """A person wants it to stop: transfers may end, nothing new begins. The second time, at once."""
        if self.interrupted:
            self.abort()
            return
        self.interrupted = True
        self.stop()

    def fail(self, trouble: LinkcheckError) -> None:
        """Nothing can be kept: stop."""
        self._trouble = self._trouble or trouble
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
        """Break off the transfers and examinations under way; their fetches stay pending."""
        for task in self.under_way:
            task.cancel()
        if self._examiner is not None:
            self._examiner.stop()


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveTrouble(
            f"the evidence archive {folder} can't be made: {error.strerror}", "Name another folder with --archive"
        ) from error
    return folder
