"""The one thread that writes: to the archive, then to the store, as many resources in one go as wait for it.

What comes in while the disk is busy is done together next time, with one synchronisation of the archive and one commit
for all of it. An outcome is recorded only once its body is on the disk.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.errors import LinkcheckError
from linkcheck.fetch import Fetch
from linkcheck.store import runs
from linkcheck.store.outages import patiently

T = TypeVar("T")

AT_ONCE = 256
"""Pieces of work that are done together at most."""


@dataclass(slots=True)
class _Work:
    """Something to be written to the archive, or an outcome to be recorded; afterwards what came of it."""

    future: asyncio.Future[object]
    task: Callable[[], object] | None = None
    outcome: tuple[int, Fetch] | None = None
    result: object = None
    error: BaseException | None = None


class Keeper:
    """To be made within the event loop that waits for it. `sync` has what was written to the archive on the disk.

    A server that is away is waited for, unless `unless` says that nobody waits any more. Before each piece of work
    `assure` makes sure that the run is still ours. Once something could not be kept nothing more is tried: each would
    wait anew for a locked database. `trouble` is what it was.
    """

    def __init__(
        self,
        engine: Engine,
        sync: Callable[[], None],
        *,
        unless: Callable[[], bool],
        assure: Callable[[], None] | None = None,
    ) -> None:
        self.trouble: LinkcheckError | None = None
        self._unless = unless
        self._assure = assure
        self._engine = engine
        self._sync = sync
        self._loop = asyncio.get_running_loop()
        self._waiting: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._thread.start()

    async def write(self, task: Callable[[], T]) -> T:
        """Have something written to the archive; it is on the disk before anything is recorded after it."""
        return cast("T", await self._enqueue(_Work(self._loop.create_future(), task=task)))

    async def record(self, fetch_id: int, fetch: Fetch) -> bool:
        """Give a pending fetch its outcome and commit it; False where it has one already."""
        return cast("bool", await self._enqueue(_Work(self._loop.create_future(), outcome=(fetch_id, fetch))))

    def close(self) -> None:
        """Wait until all that came in is kept. Nothing may come in any more."""
        self._waiting.put(None)
        self._thread.join()

    async def _enqueue(self, work: _Work) -> object:
        self._waiting.put(work)
        return await work.future

    def _run(self) -> None:
        more = True
        while more:
            batch, more = self._batch()
            for work in batch:
                if work.task is not None:
                    self._attempt([work], work.task)
            self._record([work for work in batch if work.outcome is not None])
            self._loop.call_soon_threadsafe(_deliver, batch)

    def _batch(self) -> tuple[list[_Work], bool]:
        """What waits, at least one piece, and whether more may come."""
        batch: list[_Work] = []
        work = self._waiting.get()
        while work is not None:
            batch.append(work)
            if len(batch) == AT_ONCE:
                return batch, True
            try:
                work = self._waiting.get_nowait()
            except queue.Empty:
                return batch, True
        return batch, False

    def _record(self, works: Sequence[_Work]) -> None:
        outcomes = [work.outcome for work in works if work.outcome is not None]
        if not outcomes:
            return
        recorded = self._attempt(works, lambda: self._recorded(outcomes))
        if recorded is not None:
            for work, new in zip(works, recorded, strict=True):
                work.result = new
        elif self.trouble is None and len(works) > 1:  # a fault of one of them is not the others'
            for work in works:
                work.error = None
                self._record([work])

    def _recorded(self, outcomes: Sequence[tuple[int, Fetch]]) -> list[bool]:
        self._sync()
        with Session(self._engine) as session:
            return runs.record_all(session, outcomes)

    def _attempt(self, concerned: Sequence[_Work], task: Callable[[], T]) -> T | None:
        """What the task returns; None where it raised something, which is then raised to all concerned."""
        try:
            if self.trouble is not None:
                raise self.trouble
            if self._assure is not None:
                self._assure()
            concerned[0].result = result = patiently(task, unless=self._unless)
        except BaseException as error:  # whoever waits for it decides
            if isinstance(error, LinkcheckError):
                self.trouble = error
            for work in concerned:
                work.error = error
            return None
        return result


def _deliver(batch: Sequence[_Work]) -> None:
    for work in batch:
        if work.future.done():  # whoever waited for it has given up
            continue
        if work.error is not None:
            work.future.set_exception(work.error)
        else:
            work.future.set_result(work.result)
