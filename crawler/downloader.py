"""Scrapy's downloader without its slots: what may leave when is decided by the feed and by the politeness gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.core.downloader import Downloader
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from crawler.feed import Place

if TYPE_CHECKING:
    from scrapy import Spider


class PassingDownloader(Downloader):
    """Each request goes through the middlewares to its handler at once.

    Of meta it reads `place`, which is told its latest request: what is raised does not say of which it comes.
    """

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Response | Request]:
        return deferred_from_coro(self._fetch(request))

    async def _fetch(self, request: Request) -> Response | Request:
        place: Place | None = request.meta.get("place")
        if place is not None:
            place.request = request
        self.active.add(request)
        try:
            return await self.middleware.download_async(self.handlers.download_request_async, request)
        finally:
            self.active.remove(request)
