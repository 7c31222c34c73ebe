"""Crawls in processes of their own: to be killed, starved, measured.

The processes are forked from one that has the program imported already, so that 50 of them start in no time.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from linkcheck.errors import LinkcheckError
from linkcheck.fetch import Fetch
from linkcheck.settings import Settings
from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock

FINISHED, FAILED, INTERRUPTED = 0, 2, 3
"""Exit codes, as the command has them."""


class Telling:
    """A crawl's progress, told to the parent: one message per fetch, once it is kept."""

    def __init__(self, parent: Connection) -> None:
        self._parent = parent

    def started(self, done: int, total: int) -> None:
        self._parent.send("started")

    def fetched(self, fetch: Fetch) -> None:
        self._parent.send(fetch.url)


def _crawl(settings: Settings, run_id: int, parent: Connection, file_size: int | None) -> None:
    from crawler.run import crawl

    if file_size is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    try:
        engine = open_store(settings.database)
        with run_lock(engine):
            result = crawl(engine, run_id, settings, Telling(parent))
    except LinkcheckError as error:
        parent.send(f"error: {type(error).__name__}: {error}")
        sys.exit(FAILED)
    parent.send(f"peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
    sys.exit(INTERRUPTED if result.interrupted else FINISHED)


class Child:
    """A crawl in another process. `said` is what it told so far."""

    def __init__(self, process: ForkServerProcess, messages: Connection) -> None:
        self.process = process
        self.said: list[str] = []
        self._messages = messages

    def wait_for(self, count: int, seconds: float = 60) -> None:
        """Until it said so many things, or ended, or so many seconds have passed without a word."""
        while len(self.said) < count:
            if self._messages not in wait([self._messages, self.process.sentinel], seconds):
                return
            try:
                self.said.append(self._messages.recv())
            except EOFError:
                return

    def ended(self, seconds: float = 60) -> int:
        """Wait for its end; returns the exit code (negative: the signal that killed it)."""
        self.process.join(seconds)
        assert self.process.exitcode is not None, f"still running after {seconds} s"
        self.wait_for(sys.maxsize, seconds=0)
        return self.process.exitcode

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, and see that it took it: two that come at once may be one."""
        assert self.process.pid is not None
        os.kill(self.process.pid, number)
        while _is_waiting(self.process.pid, number):
            time.sleep(0.001)

    def descendants(self) -> set[int]:
        """The processes that it started, and those that they started: ids, from /proc."""
        parents = {int(entry.name): _parent(entry) for entry in Path("/proc").iterdir() if entry.name.isdecimal()}
        found = {self.process.pid}
        while more := {pid for pid, parent in parents.items() if parent in found} - found:
            found |= more
        return {pid for pid in found if pid is not None} - {self.process.pid}

    @property
    def fetched(self) -> list[str]:
        return [message for message in self.said if message.startswith("http")]

    @property
    def error(self) -> str:
        return next((message for message in self.said if message.startswith("error: ")), "")

    @property
    def peak(self) -> int:
        """Bytes: the most memory that it held at once."""
        return 1024 * next(int(message.split()[1]) for message in self.said if message.startswith("peak: "))


def _parent(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _is_waiting(pid: int, number: signal.Signals) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    waiting = next(line.split()[1] for line in status.splitlines() if line.startswith("ShdPnd:"))
    return bool(int(waiting, 16) >> (number - 1) & 1)


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.run", "tests.crawler.children"])
    return context


@contextmanager
def crawling(settings: Settings, run_id: int, file_size: int | None = None) -> Iterator[Child]:
    """A crawl of that run in another process, which is gone when the context is left.

    `file_size`: bytes that no file of it may grow beyond, as on a full disk.
    """
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_crawl, args=(settings, run_id, theirs, file_size))
    process.start()
    theirs.close()
    try:
        yield Child(process, ours)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
