"""The local web of faults: servers on 127.0.0.1 and ::1, in a thread, that answer well and badly in every way.

    with Web() as web:
        settings = Settings(resolve=web.at("www.example-metals.test"), ca_file=web.ca_file, …)
        # http://www.example-metals.test/status/404 and https://… now come here
        assert web.log.targets("www.example-metals.test") == ["/status/404"]

What a path does is in `tests.web.routes`; it does the same on every host. What a host's robots.txt does is the
behaviour of any path: `web.robots[host] = "/robots/deny"`. Without an entry it is not found, which allows all.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from linkcheck.settings import Resolve
from tests.web import certificates, sockets
from tests.web.log import Log, Request
from tests.web.routes import NOT_FOUND, find
from tests.web.terminator import terminating
from tests.web.wire import Visit, Wire, now, silent_for

HEAD_LIMIT = 2**20


class Web:
    """A context manager. Leaving it raises whatever went wrong in a behaviour: a fault must be a wanted one."""

    def __init__(self, elsewhere: str = "/status/404") -> None:
        """`elsewhere`: paths that are not in the table of routes behave as this one does."""
        self.log = Log()
        self._elsewhere = elsewhere
        self.robots: dict[str, str] = {}
        self._visits: Counter[tuple[str, str]] = Counter()
        self._ports: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._resources = contextlib.ExitStack()

    @property
    def ca_file(self) -> Path:
        """The authority that the good certificates come from."""
        return self._folder / "ca.pem"

    def port(self, listener: str) -> int:
        """The port of a listener: "http", "http6", a kind of `certificates.KINDS`, or a name of `sockets`."""
        return self._ports[listener]

    def at(self, *hosts: str, http: str = "http", https: str = "verified") -> tuple[Resolve, ...]:
        """What sends these hosts' ports 80 and 443 to the listeners named."""
        return tuple(
            Resolve(host, port, "::1" if listener == "http6" else "127.0.0.1", self.port(listener))
            for host in hosts
            for port, listener in ((80, http), (443, https))
        )

    def __enter__(self) -> Web:
        self._folder = Path(self._resources.enter_context(TemporaryDirectory(prefix="web-of-faults-")))
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        started: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(started,), name="web of faults", daemon=True)
        self._thread.start()
        started.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._resources.close()
        if error is None and self.log.errors:
            raise ExceptionGroup("a behaviour of the local web failed", self.log.errors)

    def _run(self, started: Future[None]) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._serve(started))
        except BaseException as error:
            if started.done():
                raise
            started.set_exception(error)

    async def _serve(self, started: Future[None]) -> None:
        certificates.authorities().write(self.ca_file)
        self._loop.set_exception_handler(lambda loop, context: None)  # handshakes that clients give up are wanted here
        async with contextlib.AsyncExitStack() as servers:
            for name, listening in sockets.listening():
                context = certificates.context(name) if name in certificates.KINDS else None
                handler = self._handler(name)
                server = await asyncio.start_server(handler, sock=listening, ssl=context, limit=HEAD_LIMIT)
                servers.callback(server.close)
                self._ports[name] = listening.getsockname()[1]
            for kind in certificates.SAYS_WHY:
                terminator = terminating(certificates.context(kind), self.port("http"))
                self._ports[kind] = self._resources.enter_context(terminator)
            self._ports |= sockets.never_accepting(self._resources)
            started.set_result(None)
            await self._stop.wait()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _handler(self, listener: str) -> sockets.Accept:
        greet = sockets.GREETINGS.get(listener)

        async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            self.log.connections[listener] = self.log.connections.get(listener, 0) + 1
            wire = Wire(reader, writer, self.log)
            try:
                with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
                    await (greet(wire) if greet else self._talk(listener, wire))
            except Exception as error:
                self.log.errors.append(error)
            finally:
                self._tasks.discard(task)
                writer.close()

        return accept

    async def _talk(self, listener: str, wire: Wire) -> None:
        connection = sum(self.log.connections.values())
        while wire.open:
            raw = await wire.reader.readuntil(b"\r\n\r\n")
            request = _parse(raw, now() - silent_for(wire.writer), connection, listener)
            self.log.requests.append(request)
            try:
                target = self._target(request)
                behaviour, rest = find(target) or NOT_FOUND
                self._visits[request.host, request.target] += 1
                await behaviour(Visit(request, wire, target, rest, self._visits[request.host, request.target]))
            finally:
                request.ended = now()

    def _target(self, request: Request) -> str:
        """The path and query that a request is answered by."""
        if request.path == "/robots.txt":
            return self.robots.get(request.host, "/status/404")
        return request.target if find(request.target) else self._elsewhere


def _parse(raw: bytes, arrived: float, connection: int, listener: str) -> Request:
    first, *lines = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    host = next((value for name, value in headers if name.lower() == "host"), "")
    return Request(now(), connection, listener, method, target, host, headers, arrived)
