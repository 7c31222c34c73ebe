"""A file that takes many small pieces and is written few times."""

from __future__ import annotations

import os
from typing import BinaryIO

ENOUGH = 2 * 1024 * 1024
"""Bytes that are gathered before they are written."""

_AT_ONCE = 1024
"""Pieces of one write at most (IOV_MAX of Linux)."""

Piece = bytes | memoryview


class GatheredFile:
    """Adds to `raw`, a file without a buffer of its own that nobody else writes, open at its end.

    Pieces must stay as they are until they are written.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self.raw = raw
        self._written = raw.tell()
        self._pieces: list[Piece] = []
        self._gathered = 0

    def tell(self) -> int:
        """Where the next piece will stand."""
        return self._written + self._gathered

    @property
    def gathered(self) -> int:
        """Bytes that are still to be written."""
        return self._gathered

    def write(self, piece: Piece) -> None:
        """Take a piece. Raises OSError where so much is gathered that it is written, and can't be."""
        self._pieces.append(piece)
        self._gathered += len(piece)
        if self._gathered >= ENOUGH:
            self.flush()

    def flush(self) -> None:
        """Write what is gathered. After an OSError what isn't written yet is still gathered."""
        while self._pieces:
            self._drop(os.writev(self.raw.fileno(), self._pieces[:_AT_ONCE]))

    def sync(self) -> None:
        """Have all of it on the disk. Raises OSError."""
        self.flush()
        os.fsync(self.raw.fileno())

    def take_back(self, end: int) -> None:
        """Let the file end where a piece began. Raises OSError.

        More may be in it than is known: an interrupt keeps from being told what was written.
        """
        if end <= self._written:
            self._written, self._gathered, self._pieces = end, 0, []
        while self.tell() > end:
            self._gathered -= len(self._pieces.pop())
        self.raw.truncate(self._written)
        self.raw.seek(self._written)

    def _drop(self, written: int) -> None:
        """So many bytes of what is gathered are in the file."""
        self._written += written
        self._gathered -= written
        whole = 0
        while whole < len(self._pieces) and written >= len(self._pieces[whole]):
            written -= len(self._pieces[whole])
            whole += 1
        del self._pieces[:whole]
        if written:  # the disk took a part
            self._pieces[0] = memoryview(self._pieces[0])[written:]
