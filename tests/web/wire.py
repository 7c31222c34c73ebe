"""One visit of a client, and the small language that the replies are written in.

A reply is a row of parts: bytes go out as they stand, a `Mark` says what happens to the connection, `Forever` never
ends. So each misbehaviour is one readable line: `script(b"HTTP/1.1 200 OK\\r\\nConte", Mark.RESET)`.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from urllib.parse import parse_qs

from tests.web.log import Log, Request

LAST_DATA_RECEIVED = 52
"""Where `tcpi_last_data_recv` is in Linux's `struct tcp_info`, in bytes."""

Headers = Iterable[tuple[str, str]]


class Mark(Enum):
    """What happens to the connection."""

    CLOSE = "it ends in order (FIN)"
    RESET = "it is torn down (RST)"
    SILENCE = "nothing more is said until the client goes away"


@dataclass(frozen=True, slots=True)
class Forever:
    """`data` again and again, `every` seconds apart, until the client goes away."""

    data: bytes
    every: float = 0.0


Part = bytes | Mark | Forever


class Wire:
    """One connection as the server holds it: every byte that goes out is counted."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, log: Log) -> None:
        self.reader = reader
        self.writer = writer
        self.log = log
        self.open = True

    async def send(self, data: bytes) -> None:
        self.log.sent += len(data)
        self.writer.write(data)
        await self.writer.drain()

    async def put(self, part: Part, request: Request) -> None:
        """Do what the part says; `request` is whose answer it belongs to."""
        match part:
            case bytes():
                request.sent += len(part)
                await self.send(part)
            case Forever(data, every):
                while True:
                    request.sent += len(data)
                    await self.send(data)
                    await asyncio.sleep(every)
            case Mark.SILENCE:
                await self.reader.read()
                self.open = False
            case Mark.CLOSE:
                self.open = False
            case Mark.RESET:
                self.reset()

    def reset(self) -> None:
        self.open = False
        raw: socket.socket = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to be answered.

    `target` is the path and query that decide what happens: the request's own, or what stands for its robots.txt.
    `rest` is what the path says beyond the route ("404" of "/status/404"), `nth` counts the requests for this host and
    target from 1.
    """

    request: Request
    wire: Wire
    target: str
    rest: str
    nth: int

    async def send(self, *parts: Part) -> None:
        for part in parts:
            await self.wire.put(part, self.request)

    async def reply(self, status: int = 200, body: bytes = b"", headers: Headers = ()) -> None:
        """A whole, faultless reply."""
        await self.send(whole(status, body, headers))

    def query(self, name: str, default: str = "") -> str:
        """The value of a query parameter, decoded, the last one where there are several."""
        return parse_qs(self.target.partition("?")[2], keep_blank_values=True).get(name, [default])[-1]


Behaviour = Callable[[Visit], Awaitable[None]]


def head(status: int = 200, headers: Headers = ()) -> bytes:
    """A response head, up to and with the empty line. What is not Latin-1 goes out as UTF-8, as servers send it."""
    try:
        reason = HTTPStatus(status).phrase
    except ValueError:
        reason = "Unheard Of"
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in headers)]
    text = "\r\n".join(lines) + "\r\n\r\n"
    return text.encode("latin-1" if max(text) <= "\xff" else "utf-8")


def whole(status: int = 200, body: bytes = b"", headers: Headers = ()) -> bytes:
    """A response as it ought to be: Content-Length is right, Content-Type is text/html unless given."""
    given = list(headers)
    if not any(name.lower() == "content-type" for name, _ in given):
        given.append(("Content-Type", "text/html; charset=utf-8"))
    bare = status in (204, 304) or status < 200
    return head(status, given if bare else [*given, ("Content-Length", str(len(body)))]) + (b"" if bare else body)


def script(*parts: Part) -> Behaviour:
    """The same parts for everyone."""

    async def behave(visit: Visit) -> None:
        await visit.send(*parts)

    return behave


def page(status: int = 200, body: bytes = b"", headers: Headers = ()) -> Behaviour:
    """The same whole reply for everyone."""
    return script(whole(status, body, tuple(headers)))


def now() -> float:
    """Seconds, on the clock of the log."""
    return time.monotonic()


def silent_for(writer: asyncio.StreamWriter) -> float:
    """Seconds since the kernel received the connection's last bytes, to some milliseconds (tcp(7), TCP_INFO)."""
    if sys.platform != "linux":
        return 0.0
    raw: socket.socket = writer.get_extra_info("socket")
    information = raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, LAST_DATA_RECEIVED + 4)
    (milliseconds,) = struct.unpack_from("I", information, LAST_DATA_RECEIVED)
    return float(milliseconds) / 1000
