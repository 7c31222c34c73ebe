"""A TLS server that says why a handshake failed, as real ones do; asyncio's own closes without the alert.

What comes in over a handshake that succeeded goes on to a plain listener of the local web.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator

PATIENCE = 10.0
"""Seconds that a client may keep silent."""


@contextlib.contextmanager
def terminating(context: ssl.SSLContext, plain_port: int) -> Iterator[int]:
    """Serve TLS on a port of 127.0.0.1, which is given; what is asked there is answered by `plain_port`."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=_accept, args=(listening, context, plain_port), daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _accept(listening: socket.socket, context: ssl.SSLContext, plain_port: int) -> None:
    with contextlib.suppress(OSError):
        while True:
            client, _ = listening.accept()
            threading.Thread(target=_relay, args=(client, context, plain_port), daemon=True).start()


def _relay(client: socket.socket, context: ssl.SSLContext, plain_port: int) -> None:
    client.settimeout(PATIENCE)
    with (
        client,
        contextlib.suppress(OSError),
        context.wrap_socket(client, server_side=True) as secure,
        socket.create_connection(("127.0.0.1", plain_port), timeout=PATIENCE) as plain,
    ):
        plain.sendall(secure.recv(2**16))
        while part := plain.recv(2**16):
            secure.sendall(part)
