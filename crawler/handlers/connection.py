"""What aiohttp shows of one request's connection, and no more requests than were asked for."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import cast

import aiohttp

from crawler.handlers import tls
from crawler.handlers.wire import Wire
from crawler.politeness import Turn


class AddressForbidden(OSError):
    """The address may not be contacted. An OSError, so that a host's other addresses are tried."""


@dataclass(slots=True)
class Connection:
    """What is seen of one request's connection: addresses tried, the one that it got, the TLS session."""

    turn: Turn
    permitted: list[tuple[str, int]] = field(default_factory=list)
    forbidden: list[tuple[str, int]] = field(default_factory=list)
    lacked: OSError | None = None
    """What this machine could not give for a connection to one of them."""
    peer: tuple[str, int] | None = None
    session: tls.Session | None = None
    wire: Wire | None = None
    transport: asyncio.Transport | None = None

    @property
    def reused(self) -> bool:
        """It had been open already: no address had to be tried."""
        return not self.permitted and not self.forbidden

    def abort(self) -> None:
        """Break the connection off at once: over TLS, closing it would wait for a server that may never answer."""
        if self.transport is not None:
            self.transport.abort()


current: ContextVar[Connection] = ContextVar("connection")
"""The connection of the request that the current task makes: what aiohttp's hooks have no other way to tell."""


class SeenResponse(aiohttp.ClientResponse):
    """Looks at the connection as soon as the request has gone over it: aiohttp lets go of it when a body is short."""

    async def start(self, connection: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        seen = current.get()
        seen.turn.sent()
        seen.wire = cast("Wire", connection.protocol)
        seen.transport = connection.transport
        if seen.transport is not None:
            peer = seen.transport.get_extra_info("peername")
            if peer:
                seen.peer = peer[0], peer[1]
            handshake = seen.transport.get_extra_info("ssl_object")
            if handshake is not None:
                seen.session = tls.Session.of(handshake)
        return await super().start(connection)


class Dropped(aiohttp.ClientError):
    """The connection went away before an answer came."""


async def ask_once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Keep aiohttp from repeating a request silently: it does so for these two errors, not for others."""
    try:
        return await handler(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise Dropped from error
