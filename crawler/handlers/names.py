"""From a host's name to addresses: what `--resolve` says, else the system's resolver, in threads of its own."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from crawler import descriptors
from linkcheck.settings import Resolve

AT_ONCE = 16
"""Threads that wait for name servers: one that is slow to answer must not hold up other hosts."""

ADDRESSES = 16
"""How many addresses of a host are tried: a name server can give thousands."""


class Resolver(AbstractResolver):
    """aiohttp's resolver. A name that can't be resolved raises `socket.gaierror`, as the system said it.

    Where this process can open nothing, that is raised: an OSError of another kind.
    """

    def __init__(self, overrides: Iterable[Resolve]) -> None:
        self._overrides: dict[tuple[str, int], list[Resolve]] = {}
        for override in overrides:
            self._overrides.setdefault((override.host, override.port), []).append(override)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="resolver")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """All addresses of a host, at most `ADDRESSES`."""
        name = host.rstrip(".").lower()
        told = self._overrides.get((name, port)) or self._overrides.get(("*", port))
        if told:
            return [_result(host, override.address, override.to_port) for override in told]
        if name == "invalid" or name.endswith(".invalid"):  # RFC 6761, 6.4: sure not to exist, nobody need be asked
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        # Without AI_ADDRCONFIG: a host with IPv6 only is not a host that doesn't exist.
        found = await asyncio.get_running_loop().run_in_executor(self._threads, _found, host, port, family)
        addresses = dict.fromkeys(
            _with_scope(*address) for family, _, _, _, address in found if family in (socket.AF_INET, socket.AF_INET6)
        )
        return [_result(host, address, port) for address in list(addresses)[:ADDRESSES]]

    async def close(self) -> None:
        """Let go of the threads; one that still waits for a name server ends by itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _found(host: str, port: int, family: socket.AddressFamily) -> list[Any]:
    """What the system says. Raises OSError where it can't ask: it says then, too, that there is no such name."""
    try:
        return socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
    except OSError:
        descriptors.assure_some()
        raise


def _with_scope(address: str | int, _port: object, _flow: object = 0, scope: object = 0) -> str:
    return f"{address}%{scope}" if scope else str(address)


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)
