"""Second of three: is what answered what everything gets here? Asked by way of a sibling that can't exist.

One request per host and extension, through the same robots.txt, politeness and address guard as any other.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, NamedTuple

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.answer import Answer
from crawler.downloader import answer_to
from crawler.items import Seen
from crawler.job import job_of
from crawler.keeper import Entry
from crawler.outcomes import Ended
from linkcheck.documents.soft404 import likeness, needs_probe, probe_key, sibling
from linkcheck.fetch import Probe
from linkcheck.sites import registrable_domain
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class Probed(NamedTuple):
    """What a sibling was answered, and the words of that answer."""

    probe: Probe
    text: str


class ProbePipeline:
    """Sets the fetch's `probe`. What a sibling was answered is archived too."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._job = job_of(crawler)
        self._asked: dict[tuple[str, str], asyncio.Task[Probed]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ProbePipeline:
        return cls(crawler)

    async def process_item(self, item: Seen) -> Seen:
        """The item with what its sibling was answered. Raises Interrupted when the crawl is being stopped meanwhile."""
        fetch = item.fetch
        if fetch.outcome is Outcome.NOT_MODIFIED and item.previous is not None:
            return item.with_fetch(probe=item.previous.probe)
        if fetch.outcome is not Outcome.OK or fetch.document is None:
            return item
        if not needs_probe(fetch.url, fetch.document):
            return item
        probed = await self._probed(fetch.url)
        read = probed.probe.media_type is not None
        alike = None
        if read:  # in a thread: comparing two long pages takes longer than the event loop may be held
            alike = await asyncio.to_thread(likeness, item.text, fetch.url, probed.text, probed.probe.url)
        return item.with_fetch(probe=probed.probe.model_copy(update={"likeness": alike}))

    async def _probed(self, url: str) -> Probed:
        key = probe_key(url)
        if key not in self._asked:
            self._asked[key] = asyncio.ensure_future(self._ask(sibling(url, secrets.token_hex(8)) or url))
        return await asyncio.shield(self._asked[key])

    async def _ask(self, url: str) -> Probed:
        meta = {"download_slot": registrable_domain(url), "dont_retry": True}
        request = Request(url, callback=NO_CALLBACK, dont_filter=True, meta=meta)
        try:
            answer = await answer_to(self._crawler, request)
        except Ended as ended:
            return Probed(Probe(url=url, outcome=ended.outcome), "")
        try:
            return await self._read(url, answer)
        finally:
            answer.close()

    async def _read(self, url: str, answer: Answer) -> Probed:
        await self._job.keeper.archive(Entry(answer.exchange(), {"probe": "a random sibling"}))
        probe = Probe(
            url=url,
            outcome=answer.outcome,
            status=answer.hop.status,
            final_url=answer.hop.url,
            sha256=answer.hop.sha256,
        )
        if answer.outcome is not Outcome.OK or not answer.content.bytes:
            return Probed(probe, "")
        examination = await self._job.examine(answer)
        media_type = examination.document.media_type
        return Probed(probe.model_copy(update={"media_type": media_type}), "\n".join(examination.pages))
