"""Further attempts after what can pass, with growing pauses; none after what can't."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from scrapy import Request

from crawler.answer import Answer
from crawler.feed import Place
from crawler.job import Job, job_of
from crawler.outcomes import MAY_PASS, Ended, leads_on

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

STALE = 3
"""How often in a row a kept connection may turn out to have gone away."""


class RetryMiddleware:
    """Of meta it reads `place`, `dont_retry` and `second_look`, which is not repeated; it counts `attempts`, `retries`
    and `stale`.
    """

    def __init__(self, job: Job) -> None:
        self._job = job

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryMiddleware:
        return cls(job_of(crawler))

    async def process_response(self, request: Request, response: Answer) -> Answer | Request:
        """The answer, or the request anew where it may pass."""
        if leads_on(response.status, response.hop.location):  # its own body doesn't matter
            return response
        if response.outcome not in MAY_PASS or not self._more(request):
            return response
        response.close()
        return await self._again(request)

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The request anew where what it met may pass."""
        if not isinstance(exception, Ended) or exception.final:
            return None
        if exception.stale and request.meta.get("stale", 0) < STALE:
            return _anew(request, stale=request.meta.get("stale", 0) + 1)
        if exception.outcome not in MAY_PASS or not self._more(request):
            return None
        return await self._again(request)

    def _more(self, request: Request) -> bool:
        if request.meta.get("dont_retry") or request.meta.get("second_look"):
            return False
        return int(request.meta.get("retries", 0)) < self._job.settings.retries

    async def _again(self, request: Request) -> Request:
        done = int(request.meta.get("retries", 0))
        place: Place | None = request.meta.get("place")
        async with place.aside() if place else nullcontext():
            await self._job.politeness.pause(self._job.settings.retry_pause * 2**done)
        return _anew(request, retries=done + 1)


def _anew(request: Request, **counts: int) -> Request:
    return request.replace(meta=request.meta | counts | {"attempts": request.meta.get("attempts", 1) + 1})
