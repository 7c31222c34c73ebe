"""What came back: a Scrapy response whose body stays where it was put, with all that is evidence of it."""

from __future__ import annotations

from typing import Any

from scrapy.http import Response

from crawler.handlers.bodies import Body
from linkcheck.archive.exchange import Exchange, Truncation
from linkcheck.fetch import Hop
from linkcheck.vocabulary import Outcome


class Answer(Response):
    """A response, whole or not. `outcome` and `detail` are those of the fetch, should it end here.

    Its body is `content`, to be closed with `close` by whoever lets go of the answer; Scrapy's own `body` is empty.
    `head` holds the raw heads of request and response. `leaf` is the server's certificate, DER, over TLS.
    """

    __slots__ = ("content", "detail", "hop", "leaf", "outcome", "request_head", "response_head", "truncated")

    def __init__(
        self,
        hop: Hop,
        *,
        outcome: Outcome,
        detail: str,
        content: Body,
        request_head: bytes,
        response_head: bytes,
        truncated: Truncation | None = None,
        leaf: bytes | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(hop.url, hop.status or 0, **kwargs)
        self.hop = hop
        self.outcome = outcome
        self.detail = detail
        self.content = content
        self.request_head = request_head
        self.response_head = response_head
        self.truncated = truncated
        self.leaf = leaf

    def header(self, name: str) -> str | None:
        """The first header of that name, decoded as Latin-1."""
        return next((value for key, value in self.hop.headers if key.lower() == name), None)

    def exchange(self) -> Exchange:
        """For the archive. Its body is open until `close`."""
        return Exchange(
            url=self.hop.url,
            started_at=self.hop.started_at,
            address=self.hop.address or "",
            request_head=self.request_head,
            response_head=self.response_head,
            body=self.content.file,
            bytes=self.content.bytes,
            sha256=self.content.sha256,
            sha1=self.content.sha1,
            truncated=self.truncated,
        )

    def close(self) -> None:
        """Let go of the body."""
        self.content.close()
