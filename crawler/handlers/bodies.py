"""A response's body on its way in: hashed as it comes, in memory while it is small, in a nameless file beyond."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha1, sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from linkcheck.errors import ArchiveTrouble

IN_MEMORY = 512 * 1024
"""Bytes: a body up to this long stays in memory on its way."""


class Body:
    """To be closed by whoever has it last. Its file has no name: a killed process leaves nothing behind."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: BinaryIO = BytesIO()
        self._on_disk = False
        self._sha256 = sha256()
        self._sha1 = sha1(usedforsecurity=False)
        self.bytes = 0

    def write(self, chunk: bytes) -> None:
        """Take the next bytes. Raises ArchiveTrouble where there is no room for them."""
        if not self._on_disk and self.bytes + len(chunk) > IN_MEMORY:
            self._move_to_disk()
        with self._needing_room():
            self._file.write(chunk)
        self._sha256.update(chunk)
        self._sha1.update(chunk)
        self.bytes += len(chunk)

    def _move_to_disk(self) -> None:
        self._file, self._on_disk = self._copy(), True

    def _copy(self) -> BinaryIO:
        """The body so far, on the disk."""
        with self._needing_room():
            copy = cast("BinaryIO", TemporaryFile(dir=self._folder))  # noqa: SIM115  # outlives this call
            copy.write(self.read())
            copy.flush()
        return copy

    @contextmanager
    def _needing_room(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArchiveTrouble(
                f"a body can't be kept in {self._folder}: {error.strerror}",
                "Make room, and start again: the run goes on where it was",
            ) from error

    def read(self, at_most: int = -1) -> bytes:
        """The body's first bytes."""
        return self.file.read(at_most)

    @property
    def file(self) -> BinaryIO:
        """The body as a file, at its start."""
        self._file.seek(0)
        return self._file

    @contextmanager
    def lent(self) -> Iterator[BinaryIO]:
        """The body as a file with a descriptor that another process can be given. Raises ArchiveTrouble.

        What is in memory stays there, out of the other's reach: it is lent as a copy.
        """
        if self._on_disk:
            yield self.file
            return
        with self._copy() as copy:
            yield copy

    @property
    def sha256(self) -> str:
        """In hex, of the bytes so far."""
        return self._sha256.hexdigest()

    @property
    def sha1(self) -> str:
        """In hex, of the bytes so far."""
        return self._sha1.hexdigest()

    def close(self) -> None:
        with suppress(OSError):  # on a full disk: what is closed is thrown away
            self._file.close()

    def __del__(self) -> None:
        self.close()  # of an answer that a fault of our own has left behind
