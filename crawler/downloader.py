"""Scrapy's downloader without its slots: what may leave when is decided by the feed and by the politeness gate."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.http import Response

from crawler.answer import Answer
from crawler.feed import Place

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


async def answer_to(crawler: Crawler, request: Request) -> Answer:
    """What a request was answered in the end, redirects followed. Raises Ended or Interrupted.

    The engine's own `download_async` wraps each step for crawls whose requests come from callbacks.
    """
    downloader = cast("PassingDownloader", crawler.engine.downloader)
    return await downloader.answer(request)


class PassingDownloader(Downloader):
    """Each request goes through the middlewares to its handler at once.

    Of meta it reads `place`, which is told its latest request: what is raised does not say of which it comes.
    """

    async def answer(self, request: Request) -> Answer:
        """As `answer_to`."""
        while isinstance(result := await self._fetch(request), Request):
            request = result
        return cast("Answer", result)

    async def _fetch(self, request: Request) -> Response | Request:
        place: Place | None = request.meta.get("place")
        if place is not None:
            place.request = request
        self.active.add(request)
        try:
            return await self.middleware.download_async(self.handlers.download_request_async, request)
        finally:
            self.active.remove(request)
