"""A way to a PostgreSQL server that can be cut: what a client sees when the server goes away and comes back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url


class Proxy:
    """Passes connections on to a server. Cut, it breaks them and refuses new ones until it is mended."""

    def __init__(self, host: str, port: int) -> None:
        self._server = host, port
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Take connections again, at the same port."""
        self._listening = socket.create_server(("127.0.0.1", self.port), backlog=64)
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()

    def cut(self) -> None:
        """Break all connections, and refuse new ones."""
        with self._lock:
            self._listening.shutdown(socket.SHUT_RDWR)
            self._listening.close()
            for each in self._open:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                server = socket.create_connection(self._server)
                with self._lock:
                    self._open |= {client, server}
                for one, other in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        """Until one side hangs up. Each thread closes the socket that it reads from."""
        with suppress(OSError):
            while block := source.recv(65536):
                target.sendall(block)
        with self._lock:
            self._open.discard(source)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
        source.close()


@contextmanager
def proxied(store_url: str) -> Iterator[tuple[str, Proxy]]:
    """The store's URL by way of a proxy, and the proxy."""
    url = make_url(store_url)
    proxy = Proxy(url.host or "127.0.0.1", url.port or 5432)
    try:
        yield url.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False), proxy
    finally:
        with suppress(OSError):
            proxy.cut()
