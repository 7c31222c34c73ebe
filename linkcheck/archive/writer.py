"""The evidence archive: WARC files in a folder, one at a time per process and run."""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from linkcheck import __version__
from linkcheck.archive import records
from linkcheck.archive.exchange import Exchange, SavedFile
from linkcheck.archive.gathering import ENOUGH, GatheredFile
from linkcheck.archive.reader import original_of
from linkcheck.archive.records import Original, Profile
from linkcheck.archive.recovery import Recovered, close_for_good, recover
from linkcheck.errors import ArchiveTrouble
from linkcheck.fetch import Capture

LARGEST_FILE = 2**30
"""Bytes after which a new file is begun."""

REMEMBERED = 1024
"""Bodies of late whose record is known without asking: those before them are in the store."""

ABOUT_AN_EXCHANGE = 64 * 1024
"""Bytes that its records take beside body and heads, hardly ever more."""

EMPTY_BODY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def may_be_kept(exchange: Exchange, sha256: str) -> bool:
    """Whether an archive could hold the body of that SHA-256, which the exchange stands for, already."""
    return exchange.truncated is None and sha256 != EMPTY_BODY_SHA256


class WarcArchive:
    """Writes the exchanges of one run, or (run None) what people saved, into the folder, made where it isn't there.

    `info` goes into each file's warcinfo record. On entering, what a killed process left behind in the folder is put
    right; `recovered` says what that was. Threads may share it. Every method raises ArchiveTrouble where the folder
    can't be written.
    """

    def __init__(
        self,
        folder: Path,
        run_id: int | None,
        info: Mapping[str, str],
        *,
        largest_file: int = LARGEST_FILE,
    ) -> None:
        self._folder = folder
        self._purpose = "attested" if run_id is None else f"run-{run_id}"
        self._largest_file = largest_file
        self._originals: dict[str, tuple[Original, Capture]] = {}
        self._looked_up: dict[str, tuple[Original, Capture]] = {}
        self._lock = threading.Lock()
        self._file: GatheredFile | None = None
        self._synced = 0
        """Bytes of the file that are on the disk, but for its first record, which is worth nothing alone."""
        self._name = ""
        self._warcinfo_id = ""
        self._files = 0
        with _trouble(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self.recovered: tuple[Recovered, ...] = recover(folder)
        self._info = {"software": f"disclosure-linkcheck {__version__}", **info}
        if self.recovered:
            self._info["recovered"] = "; ".join(map(str, self.recovered))

    def write(
        self,
        exchange: Exchange,
        *,
        unchanged: str | None = None,
        notes: Mapping[str, str] | None = None,
        sync: bool = True,
    ) -> Capture:
        """Keep an exchange. It is on the disk when this returns; with `sync` false only after the next `sync()`.

        `unchanged` is for a 304: the SHA-256 of the kept body that it stands for. A body that was looked up, or that
        this archive has written itself of late, is not written again but revisited: the capture's `body` is set then.
        `notes` go into the exchange's metadata record.
        """
        with self._kept_whole(sync) as file:
            original = self._original(unchanged or exchange.sha256, exchange)
            return self._write_exchange(file, exchange, unchanged is not None, original, notes or {})

    def look_up(self, kept: Mapping[str, Capture]) -> None:
        """Know the bodies, by SHA-256 in hex, that the store says are kept (`linkcheck.store.kept.kept_bodies`).

        Each record is seen with our own eyes: a revisit of nothing would be worthless. These bodies are known until
        others are looked up, whatever is written or taken back by then: what the store knows of is on the disk.
        """
        with self._lock:
            self._looked_up = {}
            for sha256, capture in kept.items():
                known = self._originals.get(sha256)
                if known is not None and known[1] == capture:
                    self._looked_up[sha256] = known
                elif (original := original_of(self._folder, capture, sha256)) is not None:
                    self._looked_up[sha256] = original, capture
                    self._remember(sha256, original, capture)

    def may_wait(self, exchange: Exchange) -> bool:
        """Whether to write the exchange, unsynchronised, may have to wait for the disk. Else memory takes it."""
        file = self._file
        if file is None or not isinstance(exchange.body, BytesIO):
            return True
        most = exchange.bytes + 2 * len(exchange.response_head) + ABOUT_AN_EXCHANGE
        return file.gathered + most >= ENOUGH or file.tell() + most >= self._largest_file

    def write_file(self, saved: SavedFile) -> Capture:
        """Keep what a person saved; it is on the disk when this returns."""
        with self._kept_whole() as file:
            capture = Capture(file=self._name, offset=file.tell(), record_id=records.new_record_id())
            records.write_saved_file(file, saved, capture.record_id, self._warcinfo_id)
            return capture

    def sync(self) -> None:
        """Have all that was written on the disk. Where that can't be, all of it since the last time is taken back."""
        with self._lock, _trouble(self._folder):
            if self._file is not None:
                with self._or_taken_back(self._file):
                    self._sync(self._file)

    def close(self) -> None:
        """End the last file: nothing can be written to it any more. Does nothing the second time."""
        with self._lock, _trouble(self._folder):
            if (file := self._file) is not None:
                try:
                    self._end_file(file)
                finally:  # where it could not be ended the next start does it
                    self._file = None
                    file.raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _kept_whole(self, sync: bool = True) -> Iterator[GatheredFile]:
        """The file to write some records to: it has all of them afterwards, or none."""
        with self._lock, _trouble(self._folder):
            file = self._file or self._begin_file()
            with self._or_taken_back(file):
                yield file
                if sync:
                    self._sync(file)
            if file.tell() >= self._largest_file:
                self._end_file(file)

    @contextmanager
    def _or_taken_back(self, file: GatheredFile) -> Iterator[None]:
        """What is done here is done in whole. Where the disk fails, all that isn't on it yet is taken back."""
        start = file.tell()
        try:
            yield
        except OSError:  # what could not be written may be of those before it
            self._take_back(file, self._synced)
            raise
        except BaseException:
            self._take_back(file, start)
            raise

    def _write_exchange(
        self,
        file: GatheredFile,
        exchange: Exchange,
        unchanged: bool,
        original: tuple[Original, Capture] | None,
        notes: Mapping[str, str],
    ) -> Capture:
        record_id = records.new_record_id()
        records.write_request(file, exchange, record_id, self._warcinfo_id)
        capture = Capture(
            file=self._name, offset=file.tell(), record_id=record_id, body=original[1] if original else None
        )
        if original is not None:
            profile = Profile.NOT_MODIFIED if unchanged else Profile.SAME_PAYLOAD
            records.write_revisit(file, exchange, record_id, self._warcinfo_id, original[0], profile)
        else:
            records.write_response(file, exchange, record_id, self._warcinfo_id)
            if exchange.truncated is None:
                self._remember(exchange.sha256, records.as_original(exchange, record_id), capture)
        records.write_metadata(file, exchange, record_id, self._warcinfo_id, notes)
        return capture

    def _original(self, sha256: str, exchange: Exchange) -> tuple[Original, Capture] | None:
        """The record that holds the body in full."""
        if not may_be_kept(exchange, sha256):
            return None
        return self._originals.get(sha256) or self._looked_up.get(sha256)

    def _remember(self, sha256: str, original: Original, capture: Capture) -> None:
        if len(self._originals) >= REMEMBERED:
            del self._originals[next(iter(self._originals))]
        self._originals[sha256] = original, capture

    def _begin_file(self) -> GatheredFile:
        """Locked while it is written, so that nobody takes it for one that was left behind."""
        self._files += 1
        now = datetime.now(UTC)
        name = f"{self._purpose}-{now:%Y%m%dT%H%M%SZ}-{os.getpid()}-{secrets.token_hex(3)}-{self._files}.warc.gz"
        raw = cast(BinaryIO, (self._folder / name).open("xb", buffering=0))
        try:
            fcntl.flock(raw, fcntl.LOCK_EX)
            if os.fstat(raw.fileno()).st_nlink == 0:  # another process was quicker, and took it for left behind
                raw.close()
                return self._begin_file()
            file = GatheredFile(raw)
            self._warcinfo_id = records.write_warcinfo(file, name, self._info)
            file.flush()
            _sync_folder(self._folder)
        except BaseException:
            raw.close()
            (self._folder / name).unlink(missing_ok=True)
            raise
        self._file, self._name, self._synced = file, name, file.tell()
        return file

    def _sync(self, file: GatheredFile) -> None:
        end = file.tell()
        if end != self._synced:
            file.sync()
            self._synced = end

    def _end_file(self, file: GatheredFile) -> None:
        """Raises OSError. What is not on the disk yet stays with the file where that can still be tried again."""
        with self._or_taken_back(file):
            self._sync(file)
        self._file = None
        with file.raw:
            close_for_good(file.raw)

    def _take_back(self, file: GatheredFile, start: int) -> None:
        """What was written in part must not stay. Where even that fails, the next start does it.

        That it failed is raised then, whatever else did: what is not on the disk yet can't be brought there any more.
        """
        self._originals.clear()  # one of them may be what is taken back
        self._synced = min(self._synced, start)  # an interrupt may have come right after it was moved
        try:
            file.take_back(start)
        except OSError:
            file.raw.close()
            self._file = None
            raise


@contextmanager
def _trouble(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveTrouble(
            f"the evidence archive {folder} can't be written: {error.strerror or type(error).__name__}",
            "Make room or set its permissions right, and start again: the run goes on where it was",
        ) from error


def _sync_folder(folder: Path) -> None:
    """A new file's name is on the disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
