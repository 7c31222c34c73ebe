"""A small web on this machine, in a thread, that plays the fictional group's disclosure sites.

It listens on 127.0.0.1 alone, on ports that the system picks: one for plain HTTP, one for TLS, one for TLS with a
certificate that ran out. Real host names reach it by `Demo.resolve`; nothing on the machine is changed.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from linkcheck.demo import REPORT
from linkcheck.demo.answers import answer
from linkcheck.demo.certificates import Authority
from linkcheck.demo.web import Manner, hosts
from linkcheck.settings import Resolve

ADDRESS = "127.0.0.1"
EXPIRED_HOSTS = hosts(Manner.EXPIRED)
HOSTS = hosts(*(manner for manner in Manner if manner not in (Manner.EXPIRED, Manner.UNNAMED)))
"""All names that are somewhere. What is in neither list is left to the system's resolver, which doesn't know it."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A running web. `resolve` and `ca_file` go into the settings of these names; `report` is the audit report."""

    resolve: tuple[Resolve, ...]
    ca_file: Path
    report: Path = REPORT


@contextmanager
def running() -> Iterator[Demo]:
    """Play the web while the context lasts. Raises OSError where nothing may listen on 127.0.0.1."""
    with TemporaryDirectory(prefix="linkcheck-demo-") as name:
        folder = Path(name)
        authority = Authority.create()
        ca_file = authority.write(folder / "ca.pem")
        valid = _tls(authority.issue(HOSTS, folder / "valid.pem"))
        expired = _tls(authority.issue(EXPIRED_HOSTS, folder / "expired.pem", expired=True))
        with _served((None, valid, expired)) as (http, https, late):
            yield Demo(
                (
                    *(Resolve(host, 80, ADDRESS, http) for host in HOSTS),
                    *(Resolve(host, 443, ADDRESS, https) for host in HOSTS),
                    *(Resolve(host, 443, ADDRESS, late) for host in EXPIRED_HOSTS),
                ),
                ca_file,
            )


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@contextmanager
def _served(listeners: tuple[ssl.SSLContext | None, ...]) -> Iterator[tuple[int, ...]]:
    """Serve in a thread of its own, with these TLS contexts (None: plain); gives the ports."""
    started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event, tuple[int, ...]]] = Future()

    async def serve() -> None:
        ended = asyncio.Event()
        application = web.Application()
        application.router.add_route("GET", "/{path:.*}", answer)
        runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        try:
            for context in listeners:
                await web.TCPSite(runner, ADDRESS, 0, ssl_context=context).start()
            ports = tuple(address[1] for address in runner.addresses)
            started.set_result((asyncio.get_running_loop(), ended, ports))
            await ended.wait()
        finally:
            await runner.cleanup()

    def run() -> None:
        try:
            asyncio.run(serve())
        except BaseException as error:
            if started.done():
                raise
            started.set_exception(error)

    thread = threading.Thread(target=run, name="linkcheck-demo", daemon=True)
    thread.start()
    loop, ended, ports = started.result()
    try:
        yield ports
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
