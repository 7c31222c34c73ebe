"""Redirects: followed hop by hop, each one a request of its own that robots.txt, politeness and address guard see."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from w3lib.url import safe_url_string

from crawler.answer import Answer
from crawler.job import job_of
from crawler.outcomes import Ended, leads_on
from linkcheck.sites import registrable_domain
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class RedirectMiddleware:
    """Of meta it reads and renews `chain`, the answers so far, and reads `second_look`, which goes no
    further."""

    def __init__(self, crawler: Crawler) -> None:
        job = job_of(crawler)
        self._most = job.settings.max_redirects
        self._politeness = job.politeness

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RedirectMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Answer) -> Answer | Request:
        """Follow a redirect. Raises Ended where it leads nowhere; the answer stays in the chain."""
        location = response.hop.location
        if location is None or not leads_on(response.status, location) or request.meta.get("second_look"):
            return response
        chain = (*request.meta.get("chain", ()), response)
        request.meta["chain"] = chain
        if "place" not in request.meta:  # no cited URL's: nobody is going to keep it
            response.close()
        url = _next_url(request.url, location)
        if len(chain) > self._most:
            raise Ended(Outcome.REDIRECT_LOOP, f"more than {self._most} redirects")
        if any(url == answer.hop.url for answer in chain):
            raise Ended(Outcome.REDIRECT_LOOP, f"it leads back to {url}")
        site = registrable_domain(url)
        left = self._politeness.site(site).left
        if left is not None:
            raise Ended(*left, final=True)
        return request.replace(url=url, headers=None, meta=request.meta | {"chain": chain, "download_slot": site})

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note on what ended after a redirect that it did. An address that nobody can open is the redirect's fault."""
        if isinstance(exception, Ended) and request.meta.get("chain"):
            exception.redirected = True
            if exception.outcome is Outcome.INVALID_URL:
                exception.outcome = Outcome.PROTOCOL_ERROR
                exception.detail = f"it leads to {request.url[:200]}: {exception.detail}"


def _next_url(url: str, location: str) -> str:
    """Where a Location leads, as browsers read it; the fragment stays behind."""
    try:
        target = urljoin(url, location.strip())
        scheme = urlsplit(target).scheme
        if scheme not in ("http", "https"):
            raise Ended(Outcome.UNSUPPORTED_SCHEME, f"it leads to {scheme}:, which is no web page")
        return safe_url_string(target.partition("#")[0])
    except ValueError as error:
        raise Ended(Outcome.PROTOCOL_ERROR, f"it leads to a malformed address: {location[:200]}") from error
