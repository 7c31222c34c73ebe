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
    """The processes of one worker. `fetched` is called with each outcome."""

    def __init__(self, fetched: Callable[[str], None]) -> None:
        self._fetched = fetched
        self._processes: set[asyncio.subprocess.Process] = set()
        self.stopping = False

    async def crawl(self, settings: Settings, run_id: int, site: str) -> Crawled:
        """Fetch what the run has pending at a site, in a process that dies with this one.

        Raises Interrupted where the worker is being stopped, Unfinished where something could not be done.
        """
        if self.stopping:
            raise Interrupted
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "linkcheck.worker.process",
            stdin=asyncio.subprocess.PIPE,  # open for as long as we live
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is ours to pass on
            limit=LONGEST_LINE,
        )
        self._processes.add(process)
        try:
            task = {"settings": settings.model_dump(mode="json"), "run_id": run_id, "site": site}
            return self._ended(await self._listen(process, task), await process.wait(), site)
        finally:
            self._processes.discard(process)
            if process.returncode is None:
                process.kill()
                await process.wait()

    def stop(self) -> None:
        """Begin nothing new, and have the processes end in order; the second time, at once."""
        for process in self._processes:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGKILL if self.stopping else signal.SIGTERM)
        self.stopping = True

    async def _listen(self, process: asyncio.subprocess.Process, task: dict[str, Any]) -> dict[str, Any]:
        """Tell the process its task, and hear it out. Gives the last that it said of itself."""
        writer, reader = cast("asyncio.StreamWriter", process.stdin), cast("asyncio.StreamReader", process.stdout)
        with suppress(ConnectionError):  # it has ended already; its exit code says how
            writer.write(json.dumps(task).encode() + b"\n")
            await writer.drain()
        last: dict[str, Any] = {}
        async for line in reader:
            told = json.loads(line)
            if "outcome" in told:
                self._fetched(told["outcome"])
            else:
                last = told
        return last

    def _ended(self, last: dict[str, Any], code: int, site: str) -> Crawled:
        if "trouble" in last:
            raise Unfinished(last["trouble"])
        if "pending" not in last:
            if self.stopping:
                raise Interrupted
            how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
            raise Unfinished(f"the crawl process of {site} broke off ({how})")
        if last["pending"]:
            if last["interrupted"]:
                raise Interrupted
            raise Unfinished("; ".join(last["faults"]) or f"{last['pending']} URLs of {site} have no outcome")
        return Crawled(last["done"], last["pending"])
