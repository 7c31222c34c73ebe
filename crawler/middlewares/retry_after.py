"""Retry-After: the whole site waits, not only the request that was told to (RFC 9110, 10.2.3; RFC 6585, 4)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import Request

from crawler.answer import Answer
from crawler.dates import http_date
from crawler.job import job_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

SPOKEN_BY = frozenset({429, 503})


class RetryAfterMiddleware:
    """Holds a site that asks for it. One that asks for longer than we wait is left for the rest of the run."""

    def __init__(self, crawler: Crawler) -> None:
        job = job_of(crawler)
        self._politeness = job.politeness
        self._longest = job.settings.max_retry_after

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfterMiddleware:
        return cls(crawler)

    def process_response(self, request: Request, response: Answer) -> Answer:
        """The same answer; a site that is left gets its reason as detail, and its request no further attempt."""
        if response.status not in SPOKEN_BY:
            return response
        wait = seconds(response.header("retry-after"), datetime.now(UTC))
        if wait is None:
            return response
        site = request.meta["download_slot"]
        if wait <= self._longest:
            self._politeness.hold(site, wait)
            return response
        request.meta["dont_retry"] = True
        response.detail = f"HTTP {response.status}: it asks to come back in {wait:.0f} s"
        self._politeness.leave(site, response.outcome, f"not asked: {site} had asked to come back in {wait:.0f} s")
        return response


def seconds(value: str | None, now: datetime) -> float | None:
    """How long a Retry-After asks to wait: seconds, or a date. None where it says nothing that can be understood."""
    value = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    date = http_date(value)
    return None if date is None else max(0.0, (date - now).total_seconds())
