"""aiohttp's connection, with three things that aiohttp keeps to itself or gets wrong.

The head of a response is kept as it came. It is parsed apart from what follows it, so that bytes beyond a body's
declared length, which browsers ignore, don't spoil the response. And a body that ends other than it should is said to:
malformed chunks would leave the reader waiting, a reset would look like the end of a body that has no length.
"""

from __future__ import annotations

import functools
import re
from typing import Any, cast

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_exceptions import HttpProcessingError

from crawler.handlers.heads import LONGEST_HEAD
from crawler.outcomes import Malformed
from linkcheck.archive.reader import HEAD_END

_INTERIM = re.compile(rb"HTTP/1\.[01] 1(?!01)")
"""A response that another one follows (RFC 9110, 15.2); 101 is the last one."""


class Wire(ResponseHandler):
    """`head` is that of the response at hand; `broken` is what the connection broke with, None while it is sound."""

    head = b""
    broken: BaseException | None = None
    _in_head = False
    _so_far = b""
    _heads = 0
    """Bytes of heads so far, those of interim responses included."""

    def set_response_params(self, **params: Any) -> None:
        """A new request begins."""
        self.head = self._so_far = b""
        self._in_head = True
        self._heads = 0
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Pass on a head alone, then what follows it."""
        end = self._end_of_head(data) if self._in_head and data else 0
        if self._heads > LONGEST_HEAD:
            self.abort()
            self.set_exception(HttpProcessingError(message="its head is too large"))
            return
        if 0 < end < len(data):
            super().data_received(data[:end])
            if self.exception() is not None:
                return
            data = data[end:]
        super().data_received(data)
        body = self._payload
        if isinstance(self.exception(), HttpProcessingError) and body is not None and not body.is_eof():
            body.set_exception(body.exception() or Malformed())

    def connection_lost(self, exc: BaseException | None) -> None:
        """Remember how it ended."""
        self.broken = exc
        super().connection_lost(exc)

    def _end_of_head(self, data: bytes) -> int:
        """How many of these bytes are of the head, interim ones before it included; 0 while it isn't whole."""
        known = len(self._so_far)
        text = self._so_far + data
        start, searched = 0, max(0, known - 3)
        while found := HEAD_END.search(text, searched):
            if text[start : found.start()].strip() and not _INTERIM.match(text, start):
                self.head = text[start : found.end()]
                self._in_head = False
                self._so_far = b""
                self._heads += found.end() - known
                return found.end() - known
            start = searched = found.end()
        self._so_far = text[start:]
        self._heads += len(data)
        return 0


class Connector(aiohttp.TCPConnector):
    """Makes `Wire` connections."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._factory = cast("functools.partial[ResponseHandler]", functools.partial(Wire, loop=self._loop))
