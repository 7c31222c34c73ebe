"""Cheap re-checks: ask what changed since the last good fetch (RFC 9110, 13)."""

from __future__ import annotations

import re

from scrapy import Request

from crawler.dates import http_date
from linkcheck.fetch import Fetch

_ETAG = re.compile(r'(W/)?"[\x21\x23-\x7e]*"')


class ConditionalMiddleware:
    """Of meta it reads `previous` and `second_look`; it sets `conditional` where it asked on a condition."""

    def process_request(self, request: Request) -> None:
        """Add the conditions, to the very URL whose body is kept: a redirect on the way there has none of its own."""
        request.meta["conditional"] = False
        previous: Fetch | None = request.meta.get("previous")
        if previous is None or request.meta.get("second_look") or request.url != previous.final_url:
            return
        conditions = _conditions(previous)
        request.headers.update(conditions)
        request.meta["conditional"] = bool(conditions)


def _conditions(previous: Fetch) -> dict[str, str]:
    """What can be given back unharmed; both where there are both, the server takes the stronger."""
    conditions = {}
    if previous.etag and _ETAG.fullmatch(previous.etag):
        conditions["If-None-Match"] = previous.etag
    if previous.last_modified and _is_date(previous.last_modified):
        conditions["If-Modified-Since"] = previous.last_modified
    return conditions


def _is_date(value: str) -> bool:
    return value.isascii() and value.isprintable() and http_date(value) is not None
