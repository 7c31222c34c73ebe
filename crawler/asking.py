"""One plain request to a service (a timestamp authority, a web archive), under the same guard as every fetch."""

from __future__ import annotations

import asyncio
import errno
import socket

import aiohttp

from crawler.handlers import targets
from crawler.handlers.addresses import AddressPolicy
from crawler.handlers.names import Resolver
from crawler.handlers.tls import verifying
from crawler.outcomes import Ended
from linkcheck.errors import LinkcheckError
from linkcheck.settings import Settings

AT_MOST = 4 * 2**20
"""Bytes of an answer."""

SECONDS = 60.0


class CouldNotAsk(LinkcheckError):
    """A service can't be reached, may not be contacted, or gave no answer that can be used."""


def ask(
    url: str, settings: Settings, *, data: bytes | None = None, content_type: str = "", at_most: int = AT_MOST
) -> bytes:
    """The body of the answer to a GET, or with `data` to a POST. Redirects are not followed.

    Raises CouldNotAsk, which names the host, for whatever is no answer 200 of at most so many bytes.
    """
    try:
        return asyncio.run(_ask(url, settings, data, content_type, at_most))
    except Ended as ended:
        raise CouldNotAsk(f"{_host(url)} can't be asked: {ended.detail}") from None
    except TimeoutError:
        raise CouldNotAsk(f"{_host(url)} did not answer within {SECONDS:.0f} seconds") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise CouldNotAsk(f"{_host(url)} can't be asked: {reason}") from error


async def _ask(url: str, settings: Settings, data: bytes | None, content_type: str, at_most: int) -> bytes:
    target = targets.target(url, settings.allow_ports)
    policy = AddressPolicy(settings.allow_networks)

    def guarded(info: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if not policy.permits(address[0]):
            raise OSError(errno.EACCES, f"{address[0]} may not be contacted")
        return socket.socket(family, kind, protocol)

    resolver = Resolver(settings.resolve)
    headers = {"User-Agent": settings.agent()} | ({"Content-Type": content_type} if content_type else {})
    connector = aiohttp.TCPConnector(
        resolver=resolver, socket_factory=guarded, ssl=verifying(settings.ca_file), force_close=True
    )
    timeout = aiohttp.ClientTimeout(total=SECONDS, sock_connect=settings.connect_timeout)
    try:
        async with (
            aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False) as session,
            session.request(
                "GET" if data is None else "POST", target, data=data, headers=headers, allow_redirects=False
            ) as response,
        ):
            if response.status != 200:
                raise aiohttp.ClientError(f"it answered {response.status}")
            body = b""
            async for piece in response.content.iter_any():
                body += piece
                if len(body) > at_most:
                    raise aiohttp.ClientError(f"its answer has more than {at_most} bytes")
            return body
    finally:
        await resolver.close()


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0] or url
