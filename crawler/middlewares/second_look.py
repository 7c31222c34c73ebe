"""After a TLS failure: one look without verification, for whether anything is there. It can only ever make doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.answer import Answer
from crawler.downloader import answer_to
from crawler.handlers import tls
from crawler.outcomes import TLS_OUTCOMES, Ended

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class SecondLookMiddleware:
    """Leaves what it saw in meta's `second_look_seen`: an Answer, or the Ended of a look that failed too."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SecondLookMiddleware:
        return cls(crawler)

    async def process_exception(self, request: Request, exception: Exception) -> None:
        """Look again; the exception stays what it is, but for a verdict that the certificate makes clearer."""
        if not isinstance(exception, Ended) or exception.outcome not in TLS_OUTCOMES:
            return
        if request.meta.get("unverified") or request.meta.get("is_robots"):
            return
        seen = await self._look(request)
        request.meta["second_look_seen"] = seen
        hop = exception.hop
        if isinstance(seen, Answer) and hop is not None and hop.tls is not None and seen.hop.tls is not None:
            refined = tls.refine(hop.tls, seen.hop.tls, seen.leaf)
            exception.hop = hop.model_copy(update={"tls": refined, "error": refined.detail})
            exception.detail = refined.detail
            shown = seen.hop.tls.model_copy(update={"verdict": refined.verdict, "detail": "not verified"})
            seen.hop = seen.hop.model_copy(update={"tls": shown})

    async def _look(self, request: Request) -> Answer | Ended:
        meta = {name: value for name, value in request.meta.items() if name in ("download_slot", "started_at")} | {
            "unverified": True,
            "second_look": True,
        }
        look = request.replace(headers=None, meta=meta, callback=NO_CALLBACK, errback=None)
        try:
            return await answer_to(self._crawler, look)
        except Ended as ended:
            return ended
