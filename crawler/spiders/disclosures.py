"""Pending resources in, one outcome each out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.http.request import NO_CALLBACK
from sqlalchemy.orm import Session
from twisted.python.failure import Failure

from crawler.answer import Answer
from crawler.downloader import answer_to
from crawler.feed import Feed, Place
from crawler.items import Seen
from crawler.job import Job
from crawler.outcomes import Ended, Interrupted
from crawler.own_job import own_job
from crawler.stopping import stopped_by_signals
from linkcheck.fetch import Fetch, Hop
from linkcheck.store import runs
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class DisclosuresSpider(Spider):
    """Fetches what a run has pending: `scrapy crawl disclosures -a run=ID` (or `tag=TAG`), or by `crawler.run.crawl`.

    Each becomes one `Seen`, answered or not. What ends otherwise (a fault of our own, an interruption) gets
    no outcome and stays pending.
    """

    name = "disclosures"

    def __init__(self, job: Job, owned: AsyncExitStack | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self._owned = owned
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        if "job" not in kwargs:
            kwargs |= own_job(kwargs.pop("run", None), kwargs.pop("tag", None))
        logging.getLogger("scrapy.core.scraper").setLevel(logging.CRITICAL)  # what it knows of errors, the job tells
        spider = super().from_crawler(crawler, *args, **kwargs)
        for handler, signal in (
            (spider._item_failed, signals.item_error),
            (spider._start_failed, signals.spider_error),
            (spider._closed, signals.spider_closed),
        ):
            crawler.signals.connect(handler, signal)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Begins each pending resource as soon as its site's turn has come. Scrapy itself is given nothing to schedule.

        What its engine does for crawls that follow links (queues, callbacks, what these bring forth) would cost each of
        ours a third of its time, for nothing.
        """
        job = self.job
        with Session(job.engine) as session:
            if job.progress is not None:
                job.progress.started(*runs.counts(session, job.run_id, job.site))
            waiting = runs.waiting(session, job.run_id, job.site)
        feed = Feed(waiting, job.pending, job.politeness, job.settings.concurrency)
        del waiting  # the feed has what it needs of it
        job.on_stop.append(feed.wake)
        # Scrapy's own way to stop would close the engine under what is still on its way to the store.
        with stopped_by_signals(job) if self._owned else nullcontext():
            try:
                while (place := await feed.next()) is not None:
                    task = asyncio.create_task(self._fetch(place))
                    self._tasks.add(task)
                    task.add_done_callback(self._tasks.discard)
            finally:
                job.stop()  # the feed has broken off where anything is left
                await feed.drained()
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request  # or it would be no generator

    async def _fetch(self, place: Place) -> None:
        """One resource, from its request to its record. Whatever happens, its place is free afterwards."""
        try:
            seen = await self._outcome(place)
            try:
                await self.crawler.engine.scraper.start_itemproc_async(seen, response=None)
            finally:
                seen.close()
        except Exception as error:  # a fault of our own, or an interruption
            self._without_outcome(place, error)
        finally:
            place.done()

    async def _outcome(self, place: Place) -> Seen:
        """What a resource came to. Raises what is no outcome."""
        try:
            request = self._request(place)
        except Ended as ended:
            return self._unasked(place, ended)
        return await self._asked(place, request)

    def _request(self, place: Place) -> Request:
        """Raises Ended for what is not to be asked for."""
        resource = place.resource
        left = self.job.politeness.site(resource.site).left
        if left is not None:
            raise Ended(*left)
        meta = {
            "place": place,
            "previous": None if self.job.settings.full else resource.previous,
            "download_slot": resource.site,
            "started_at": datetime.now(UTC),
        }
        try:
            scheme = urlsplit(resource.url).scheme
            if scheme not in ("http", "https"):
                raise Ended(Outcome.UNSUPPORTED_SCHEME, f"{scheme or 'no scheme'}: only http and https are asked for")
            return Request(resource.url, NO_CALLBACK, dont_filter=True, meta=meta)
        except ValueError as error:
            raise Ended(Outcome.INVALID_URL, f"the address is malformed: {error}") from error

    def _unasked(self, place: Place, ended: Ended) -> Seen:
        """The outcome of what no request was made for."""
        place.leave_site()
        resource, now = place.resource, datetime.now(UTC)
        fetch = Fetch(
            url=resource.url, outcome=ended.outcome, detail=ended.detail, started_at=now, finished_at=now, attempts=0
        )
        return Seen(place, fetch)

    async def _asked(self, place: Place, request: Request) -> Seen:
        """The outcome of a request, whether it was answered or not. Raises what is no outcome."""
        try:
            answer = await answer_to(self.crawler, request)
        except Ended as error:
            answers = tuple(place.meta.get("chain", ()))
            hops = tuple(answer.hop for answer in answers) + ((error.hop,) if error.hop else ())
            return self._seen(place, error.outcome, error.detail, hops, answers)
        answers = (*place.meta.get("chain", ()), answer)
        return self._seen(place, answer.outcome, answer.detail, tuple(a.hop for a in answers), answers)

    def _seen(
        self, place: Place, outcome: Outcome, detail: str, hops: tuple[Hop, ...], answers: tuple[Answer, ...]
    ) -> Seen:
        resource, meta = place.resource, place.meta
        self.job.politeness.note(meta["download_slot"], outcome)
        if meta["download_slot"] != resource.site:  # the cited site has answered: it sent us on
            self.job.politeness.note(resource.site, Outcome.OK)
        place.leave_site()
        looked: Answer | Ended | None = meta.get("second_look_seen")
        last = answers[-1] if answers and hops[-1] is answers[-1].hop else None
        fetch = Fetch(
            url=resource.url,
            outcome=outcome,
            detail=detail,
            started_at=meta["started_at"],
            finished_at=datetime.now(UTC),
            final_url=hops[-1].url if hops else None,
            hops=hops,
            attempts=meta.get("attempts", 1) if hops else 0,
            robots=meta.get("robots", ""),
            second_look=looked.hop if looked else None,
            **_last_hop_facts(last),
        )
        return Seen(
            place,
            fetch,
            answers,
            second_look=looked if isinstance(looked, Answer) else None,
        )

    def _without_outcome(self, place: Place, error: Exception) -> None:
        """Nothing is known of the resource for no fault of its own: it stays pending."""
        for answer in (*place.meta.get("chain", ()), place.meta.get("second_look_seen")):
            if isinstance(answer, Answer):
                answer.close()
        if not isinstance(error, Interrupted):
            self.job.give_up(place.resource.url, error)

    def _item_failed(self, item: Seen, failure: Failure) -> None:
        if not isinstance(failure.value, Interrupted):
            self.job.give_up(item.fetch.url, _error(failure))

    def _start_failed(self, failure: Failure) -> None:
        self.job.give_up("the run", _error(failure))

    async def _closed(self) -> None:
        if self._owned is not None:
            await self._owned.aclose()


def _error(failure: Failure) -> BaseException:
    return cast("BaseException", failure.value)


def _last_hop_facts(last: Answer | None) -> dict[str, Any]:
    if last is None:
        return {}
    return {
        "status": last.hop.status,
        "content_type": last.header("content-type"),
        "etag": last.header("etag"),
        "last_modified": last.header("last-modified"),
        "bytes": last.hop.bytes,
        "sha256": last.hop.sha256,
        "sha1": last.hop.sha1,
        "complete": last.truncated is None and last.outcome is not Outcome.TRUNCATED,
    }
