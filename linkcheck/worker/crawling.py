"""Crawl processes, from the side of the worker that starts them."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

from linkcheck.settings import Settings

LONGEST_LINE = 2**20

TASKS = 100
"""Sites that one process crawls: then another begins, with its memory in order."""


class Interrupted(Exception):
    """The worker is being stopped: the job goes back into the queue."""


class Unfinished(Exception):
    """Something of the site is still pending. One line for a person."""


@dataclass(frozen=True, slots=True)
class Crawled:
    """How far a site is after its process has ended."""

    done: int
    pending: int


class Crawls:
    """The processes of one worker. `fetched` is called with each outcome.

    A process is used for one site after another: starting one takes longer than crawling a small site.
    """

    def __init__(self, fetched: Callable[[str], None]) -> None:
        self._fetched = fetched
        self._busy: set[asyncio.subprocess.Process] = set()
        self._idle: list[tuple[asyncio.subprocess.Process, int]] = []
        """Processes that wait for a task, and how many they have done."""
        self.stopping = False

    async def crawl(self, settings: Settings, run_id: int, site: str) -> Crawled:
        """Fetch what the run has pending at a site, in a process that dies with this one.

        Raises Interrupted where the worker is being stopped, Unfinished where something could not be done.
        """
        if self.stopping:
            raise Interrupted
        process, done = await self._process()
        self._busy.add(process)
        try:
            task = {"settings": settings.model_dump(mode="json"), "run_id": run_id, "site": site}
            crawled = await self._listen(process, task, site)
            if done + 1 < TASKS and not self.stopping:
                self._idle.append((process, done + 1))
                self._busy.remove(process)
            return crawled
        finally:
            if process in self._busy:
                self._busy.remove(process)
                await _end(process)

    async def close(self) -> None:
        """End the processes that wait for a task."""
        while self._idle:
            await _end(self._idle.pop()[0])

    def stop(self) -> None:
        """Begin nothing new, and have the processes end in order; the second time, at once."""
        for process in (*self._busy, *(process for process, _ in self._idle)):
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL if self.stopping else signal.SIGTERM)
        self.stopping = True

    async def _process(self) -> tuple[asyncio.subprocess.Process, int]:
        while self._idle:
            process, done = self._idle.pop()
            if process.returncode is None:
                return process, done
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "linkcheck.worker.process",
            stdin=asyncio.subprocess.PIPE,  # open for as long as we live
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is ours to pass on
            limit=LONGEST_LINE,
        )
        return process, 0

    async def _listen(self, process: asyncio.subprocess.Process, task: dict[str, Any], site: str) -> Crawled:
        """Tell the process its task, and hear it out."""
        writer, reader = cast("asyncio.StreamWriter", process.stdin), cast("asyncio.StreamReader", process.stdout)
        with suppress(ConnectionError):  # it has ended already; its exit code says how
            writer.write(json.dumps(task).encode() + b"\n")
            await writer.drain()
        async for line in reader:
            told = json.loads(line)
            if "outcome" not in told:
                return _ended(told, site)
            self._fetched(told["outcome"])
        code = await process.wait()
        if self.stopping:
            raise Interrupted
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        raise Unfinished(f"the crawl process of {site} broke off ({how})")


def _ended(told: dict[str, Any], site: str) -> Crawled:
    if "trouble" in told:
        raise Unfinished(told["trouble"])
    if told["pending"]:
        if told["interrupted"]:
            raise Interrupted
        raise Unfinished("; ".join(told["faults"]) or f"{told['pending']} URLs of {site} have no outcome")
    return Crawled(told["done"], told["pending"])


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    await process.wait()
