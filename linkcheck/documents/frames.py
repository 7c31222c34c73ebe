"""What goes between the examiner and its processes: frames of bytes after their length, on a Unix socket.

JSON and plain text only: what comes back was made beside a stranger's file, so nothing of it is ever executed.
"""

from __future__ import annotations

import socket
import struct
from typing import Final

_LENGTH = struct.Struct("!I")

LONGEST: Final = 64 * 2**20
"""Bytes of one frame; a longer one is an error."""


def send_frame(connection: socket.socket, frame: bytes) -> None:
    """Send one frame. Raises OSError, TimeoutError among it."""
    connection.sendall(_LENGTH.pack(len(frame)) + frame)


def receive_frame(connection: socket.socket) -> bytes:
    """Receive one frame. Raises EOFError where the other side has gone, OSError else, TimeoutError among it."""
    (length,) = _LENGTH.unpack(_receive(connection, _LENGTH.size))
    if length > LONGEST:
        raise OSError(f"a frame of {length} bytes")
    return _receive(connection, length)


def _receive(connection: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = connection.recv(min(length - len(parts), 1 << 20))
        if not part:
            raise EOFError("the other side has gone")
        parts += part
    return bytes(parts)
