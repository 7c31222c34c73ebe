"""Pending resources in, one outcome each out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, cast
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.http import Response
from sqlalchemy.orm import Session
from twisted.python.failure import Failure

from crawler.answer import Answer
from crawler.feed import Feed, Place
from crawler.items import Seen
from crawler.job import Job
from crawler.outcomes import Ended, Interrupted
from crawler.own_job import own_job
from linkcheck.fetch import Fetch, Hop
from linkcheck.store import runs
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class DisclosuresSpider(Spider):
    """Fetches what a run has pending: `scrapy crawl disclosures -a run=ID` (or `tag=TAG`), or by `crawler.run.crawl`.

    Answers and failures alike become one `Seen` each. What ends otherwise (a fault of our own, an interruption) gets
    no outcome and stays pending.
    """

    name = "disclosures"

    def __init__(self, job: Job, owned: ExitStack | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self._owned = owned or ExitStack()
        self._places: dict[int, Place] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        if "job" not in kwargs:
            kwargs |= own_job(kwargs.pop("run", None), kwargs.pop("tag", None))
        spider = super().from_crawler(crawler, *args, **kwargs)
        for handler, signal in (
            (spider._item_recorded, signals.item_scraped),
            (spider._item_failed, signals.item_error),
            (spider._callback_failed, signals.spider_error),
            (spider._closed, signals.spider_closed),
        ):
            crawler.signals.connect(handler, signal)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """A request for each pending resource, as soon as its site's turn has come."""
        job = self.job
        with Session(job.engine) as session:
            waiting = runs.waiting(session, job.run_id, job.site)
        feed = Feed(waiting, job.pending, job.politeness, job.settings.concurrency)
        del waiting  # the feed has what it needs of it
        job.on_stop.append(feed.wake)
        try:
            while (place := await feed.next()) is not None:
                self._places[place.resource.fetch_id] = place
                try:
                    yield self._request(place)
                except Ended as ended:
                    await self._unasked(place, ended)
            await feed.drained()
        finally:
            job.stop()  # Scrapy may end this before all is done, for a signal of its own

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
            return Request(resource.url, self.parse, errback=self.ended, dont_filter=True, meta=meta)
        except ValueError as error:
            raise Ended(Outcome.INVALID_URL, f"the address is malformed: {error}") from error

    async def _unasked(self, place: Place, ended: Ended) -> None:
        """The outcome of what no request was made for."""
        place.leave_site()
        resource, now = place.resource, datetime.now(UTC)
        fetch = Fetch(
            url=resource.url, outcome=ended.outcome, detail=ended.detail, started_at=now, finished_at=now, attempts=0
        )
        await self.crawler.engine.scraper.start_itemproc_async(Seen(resource.fetch_id, fetch), response=None)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Seen]:
        """The outcome of a request that was answered."""
        answer, meta = cast("Answer", response), response.meta
        answers = (*meta.get("chain", ()), answer)
        yield self._seen(meta, answer.outcome, answer.detail, tuple(a.hop for a in answers), answers)

    def ended(self, failure: Failure) -> Iterator[Seen]:
        """The outcome of a request that was not."""
        meta, error = _meta(failure), _error(failure)
        answers = tuple(meta.get("chain", ()))
        if not isinstance(error, Ended):
            self._without_outcome(meta, error)
            return
        hops = tuple(answer.hop for answer in answers) + ((error.hop,) if error.hop else ())
        yield self._seen(meta, error.outcome, error.detail, hops, answers)

    def _seen(
        self, meta: dict[str, Any], outcome: Outcome, detail: str, hops: tuple[Hop, ...], answers: tuple[Answer, ...]
    ) -> Seen:
        place: Place = meta["place"]
        resource = place.resource
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
            resource.fetch_id,
            fetch,
            answers,
            second_look=looked if isinstance(looked, Answer) else None,
            previous=resource.previous,
        )

    def _without_outcome(self, meta: dict[str, Any], error: BaseException) -> None:
        """Nothing is known of the resource for no fault of its own: it stays pending."""
        for answer in (*meta.get("chain", ()), meta.get("second_look_seen")):
            if isinstance(answer, Answer):
                answer.close()
        if not isinstance(error, Interrupted):
            self.job.give_up(meta["place"].resource.url, error)
        meta["place"].done()

    def _item_recorded(self, item: Seen) -> None:
        item.close()
        self._places.pop(item.fetch_id).done()

    def _item_failed(self, item: Seen, failure: Failure) -> None:
        item.close()
        if not isinstance(failure.value, Interrupted):
            self.job.give_up(item.fetch.url, _error(failure))
        self._places.pop(item.fetch_id).done()

    def _callback_failed(self, failure: Failure, response: Response | Failure | None) -> None:
        if response is None:  # raised by `start`
            self.job.give_up("the run", _error(failure))
            return
        meta = _meta(response)
        if isinstance(response, Answer):
            response.close()
        self._without_outcome(meta, _error(failure))

    def _closed(self) -> None:
        self._owned.close()


def _meta(of: Response | Failure) -> dict[str, Any]:
    """The meta of the request that this came of; Scrapy gives failures that attribute."""
    request: Request = of.request  # type: ignore[union-attr,assignment]
    return request.meta


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
