"""A TLS server that says why a handshake failed, as real ones do; asyncio's own closes without the alert.

What comes in over a handshake that succeeded goes on to a plain listener of the local web.
"""

from __future__ import annotations

import contextlib
import select
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
        contextlib.suppress(OSError),
        context.wrap_socket(client, server_side=True, do_handshake_on_connect=False) as tls,
    ):
        try:
            tls.do_handshake()
        except ssl.SSLError:
            _let_the_alert_arrive(tls)
            return
        with socket.create_connection(("127.0.0.1", plain_port), timeout=PATIENCE) as plain:
            _pass_on(tls, plain)


def _pass_on(tls: ssl.SSLSocket, plain: socket.socket) -> None:
    """Both ways, until one of the two ends."""
    while True:
        ready, _, _ = select.select([tls, plain], [], [], 0 if tls.pending() else PATIENCE)
        for source, target in ((tls, plain), (plain, tls)):
            if source in ready or (source is tls and tls.pending()):
                part = source.recv(2**16)
                if not part:
                    return
                target.sendall(part)
        if not ready and not tls.pending():
            return


def _let_the_alert_arrive(tls: ssl.SSLSocket) -> None:
    """Closing at once, with bytes of the client's unread, would reset the connection before the alert is read."""
    tls.shutdown(socket.SHUT_WR)
    while socket.socket.recv(tls, 2**16):
        pass
