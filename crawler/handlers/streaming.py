"""The download handler: aiohttp, with bodies streamed to disk while they are hashed, and all that is evidence kept."""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, cast

import aiohttp
from multidict import CIMultiDict
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from yarl import URL

from crawler.answer import Answer
from crawler.challenge import Head
from crawler.handlers import heads, targets, tls
from crawler.handlers.addresses import AddressPolicy
from crawler.handlers.bodies import Body
from crawler.handlers.connection import AddressForbidden, Connection, SeenResponse, ask_once, current
from crawler.handlers.hops import answered, unanswered
from crawler.handlers.names import Resolver
from crawler.handlers.wire import Connector, Wire
from crawler.job import job_of
from crawler.outcomes import Interrupted, is_ours, leads_on, of_cut, of_response
from linkcheck.archive.exchange import Truncation
from linkcheck.fetch import Hop
from linkcheck.vocabulary import Outcome

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

HEADERS = (("Accept", "*/*"), ("Accept-Encoding", "identity"))
"""Of every request, with the User-Agent: bodies are kept, and hashed, as they are."""

REDIRECT_BODY = 64 * 1024
"""Bytes of a redirect's body that are taken at most: nobody reads more than where it leads."""

KEEP_ALIVE = 15.0
"""Seconds that an idle connection is kept open."""


@dataclass(frozen=True, slots=True)
class End:
    """How an answer ended."""

    outcome: Outcome
    detail: str
    truncated: Truncation | None = None


class StreamingDownloadHandler(BaseDownloadHandler):
    """Scrapy's way to the network, for http and https. Memory stays flat however large a body is.

    Of a request's meta it reads `download_slot` (the site), `conditional`, `unverified` (a second look), and
    `at_most` (bytes of the body that are enough).
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._job = job_of(crawler)
        self._settings = settings = self._job.settings
        self._folder = self._job.folder
        self._policy = AddressPolicy(settings.allow_networks)
        self._accepting_all = tls.accepting_all()
        self._resolver = Resolver(settings.resolve)
        self._session: aiohttp.ClientSession | None = None
        self._headers = (("User-Agent", settings.agent()), *HEADERS)

    def _open(self) -> aiohttp.ClientSession:
        """The session, made at the first request: a crawl that fails before has nothing to close."""
        if self._session is None:
            settings = self._settings
            self._session = aiohttp.ClientSession(
                connector=Connector(
                    resolver=self._resolver,
                    socket_factory=self._socket,
                    limit=0,  # the feed sees to it
                    keepalive_timeout=KEEP_ALIVE,
                    ttl_dns_cache=60,
                ),
                response_class=SeenResponse,
                middlewares=(ask_once,),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,  # hashes are of the bytes that came; a gzip bomb stays small
                trust_env=False,  # a proxy would do the connecting, behind the address guard's back
                skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent", "Content-Type"),
                max_line_size=heads.LONGEST_LINE,
                max_field_size=heads.LONGEST_LINE,
                max_headers=heads.MOST_HEADERS,
                timeout=aiohttp.ClientTimeout(
                    total=settings.total_timeout,
                    connect=settings.connect_timeout,
                    sock_connect=settings.connect_timeout,
                    sock_read=settings.idle_timeout,
                ),
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
        await self._resolver.close()

    async def download_request(self, request: Request) -> Answer:
        """Raises Ended where no answer came, Interrupted where the crawl is being stopped."""
        url = targets.target(request.url, self._settings.allow_ports)
        task = cast("asyncio.Task[object]", asyncio.current_task())
        async with self._job.politeness.turn(request.meta["download_slot"]) as turn:
            seen = Connection(turn)
            self._job.under_way.add(task)
            try:
                return await self._exchange(request, url, seen)
            except BaseException as error:
                seen.abort()
                if not isinstance(error, asyncio.CancelledError):
                    raise
                if not self._job.stopping.is_set():
                    raise
                task.uncancel()
                raise Interrupted from None
            finally:
                self._job.under_way.discard(task)

    def _socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """A socket for the very address that a connection is about to be made to, if that may be."""
        family, kind, protocol, _, address = info
        seen = current.get()
        if not self._policy.permits(address[0]):
            seen.forbidden.append(address[:2])
            raise AddressForbidden(f"{address[0]} may not be contacted")
        seen.permitted.append(address[:2])
        try:
            return socket.socket(family, kind, protocol)
        except OSError as error:  # of several addresses' errors only the words are left
            if is_ours([error]):
                seen.lacked = error
            raise

    def _headers_of(self, request: Request) -> CIMultiDict[str]:
        headers = CIMultiDict(self._headers)
        for name, values in request.headers.items():
            headers.extend((name.decode("latin-1"), value.decode("latin-1")) for value in values)
        return headers

    async def _exchange(self, request: Request, url: URL, seen: Connection) -> Answer:
        current.set(seen)
        started_at, started = datetime.now(UTC), monotonic()
        context = self._context(request, url)
        try:
            async with self._open().get(
                url, headers=self._headers_of(request), allow_redirects=False, ssl=context
            ) as response:
                hop = answered(request, response, seen, started_at)
                return await self._receive(request, response, hop, started)
        except (aiohttp.ClientError, OSError, UnicodeError) as error:
            raise unanswered(request, error, seen, started_at, monotonic() - started) from error

    def _context(self, request: Request, url: URL) -> ssl.SSLContext | bool:
        """How the server is to be verified, where there is anything to verify."""
        if url.scheme != "https":
            return True  # aiohttp's own, never used
        return self._accepting_all if request.meta.get("unverified") else self._job.verifying

    async def _receive(self, request: Request, response: aiohttp.ClientResponse, hop: Hop, started: float) -> Answer:
        seen = current.get()
        content = Body(self._folder)
        try:
            cut = await self._read(request, response, content)
            if cut:
                seen.abort()
            if cut and cut.outcome is Outcome.TOO_LARGE and "at_most" not in request.meta:
                content.close()  # a part of it would be no evidence, and may be large
                content = Body(self._folder)
            end = cut or End(*of_response(_head(hop, content), conditional=bool(request.meta.get("conditional"))))
        except BaseException:
            content.close()
            raise
        return Answer(
            hop.model_copy(update=_body_facts(content, end) | {"seconds": round(monotonic() - started, 4)}),
            outcome=end.outcome,
            detail=end.detail,
            content=content,
            request_head=heads.request_head(response),
            response_head=seen.wire.head if seen.wire is not None else b"",
            truncated=end.truncated,
            leaf=seen.session.leaf if seen.session else None,
        )

    async def _read(self, request: Request, response: aiohttp.ClientResponse, content: Body) -> End | None:
        """Take the body in; None when it is whole."""
        at_most = request.meta.get("at_most", self._settings.max_bytes)
        if leads_on(response.status, heads.location(response)):
            at_most = min(at_most, REDIRECT_BODY)
        declared = response.content_length or 0
        if declared > at_most and "at_most" not in request.meta:
            return End(Outcome.TOO_LARGE, f"{declared} bytes are declared, {at_most} are taken", Truncation.LENGTH)
        try:
            async for chunk in response.content.iter_any():
                content.write(chunk)
                if content.bytes > at_most:
                    return End(Outcome.TOO_LARGE, f"more than {at_most} bytes", Truncation.LENGTH)
            _must_be_whole(response, current.get().wire)
        except (aiohttp.ClientError, OSError) as error:
            outcome, truncated, words = of_cut(error)
            return End(outcome, f"{words}, after {content.bytes} bytes", truncated)
        return None


def _must_be_whole(response: aiohttp.ClientResponse, wire: Wire | None) -> None:
    """A body that ends with its connection is whole only where that ended in order. Raises what it broke with."""
    if wire is not None and wire.broken is not None and _ends_with_connection(response):
        raise aiohttp.ClientConnectionError from wire.broken


def _ends_with_connection(response: aiohttp.ClientResponse) -> bool:
    return response.content_length is None and "chunked" not in response.headers.get("Transfer-Encoding", "").lower()


def _head(hop: Hop, content: Body) -> Head:
    return Head(
        status=hop.status or 0,
        reason=hop.reason,
        headers={name.lower(): value for name, value in hop.headers},
        size=content.bytes,
        first=content.read,
    )


def _body_facts(content: Body, end: End) -> dict[str, object]:
    if end.outcome is Outcome.TOO_LARGE and not content.bytes:
        return {}
    return {"bytes": content.bytes, "sha256": content.sha256, "sha1": content.sha1}
