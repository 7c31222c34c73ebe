"""The listeners: which addresses and ports there are, and those that misbehave before any request is read."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack

from tests.web.certificates import KINDS, SAYS_WHY
from tests.web.wire import Wire

Accept = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Greeting = Callable[[Wire], Awaitable[None]]


async def _mute(wire: Wire) -> None:
    await wire.reader.read(-1)


async def _closing(wire: Wire) -> None:
    await wire.reader.read(1)


async def _resetting(wire: Wire) -> None:
    await wire.reader.read(1)
    wire.reset()


async def _other_protocol(wire: Wire) -> None:
    await wire.send(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")
    await wire.reader.read(1)


async def _plain_http(wire: Wire) -> None:
    await wire.reader.read(2**14)
    await wire.send(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")


def _alert(description: int) -> Greeting:
    """A fatal TLS alert (RFC 8446, 6) in answer to whatever the client's hello says."""

    async def greet(wire: Wire) -> None:
        await wire.reader.read(2**14)
        await wire.send(bytes([21, 3, 1, 0, 2, 2, description]))

    return greet


GREETINGS: dict[str, Greeting] = {
    "mute": _mute,
    "closing": _closing,
    "resetting": _resetting,
    "other-protocol": _other_protocol,
    "plain-http": _plain_http,
    "no-common-cipher": _alert(40),
    "unknown-name": _alert(112),
}
"""Listeners that take the connection and then do this, whatever the client says."""


def ipv6() -> bool:
    """Whether this machine has ::1."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def listening() -> Iterator[tuple[str, socket.socket]]:
    """Every listener that accepts, by name."""
    for name in ("http", *GREETINGS, *(KINDS.keys() - SAYS_WHY)):
        yield name, socket.create_server(("127.0.0.1", 0), backlog=1024)
    if ipv6():
        yield "http6", socket.create_server(("::1", 0), family=socket.AF_INET6)


def never_accepting(stack: ExitStack) -> dict[str, int]:
    """Ports that refuse ("refusing") and ports that leave a connection without an answer ("unanswered").

    They stay so until `stack` is left.
    """
    refusing = stack.enter_context(socket.socket())
    refusing.bind(("127.0.0.1", 0))
    unanswered = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
    for _ in range(2):  # the kernel's queue is then full, and drops what comes after
        waiting = stack.enter_context(socket.socket())
        waiting.setblocking(False)
        waiting.connect_ex(unanswered.getsockname())
    return {"refusing": refusing.getsockname()[1], "unanswered": unanswered.getsockname()[1]}
