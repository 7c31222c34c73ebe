"""What is kept: archived, then recorded, as many resources in one go as wait for it.

What comes in while the disk or the database is busy is done together next time, with one look into the store, one
synchronisation of the archive and one commit for all of it. An outcome is recorded only once its bodies are on the
disk. What may wait for the disk or the database is done in a thread. All else is done in the event loop: two threads
that work at the same time would hand the interpreter from one core to the other again and again, which costs more than
the work.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.archive.exchange import Exchange
from linkcheck.archive.writer import WarcArchive, may_be_kept
from linkcheck.errors import LinkcheckError
from linkcheck.fetch import Fetch
from linkcheck.store import runs
from linkcheck.store.kept import kept_bodies
from linkcheck.store.outages import patiently

T = TypeVar("T")

Assure = Callable[[Callable[[], bool]], None]
"""`linkcheck.store.locks.RunLock.assure`."""

AT_ONCE = 256
"""Pieces of work that are done together at most."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An exchange for the archive. `unchanged` and `notes` as `WarcArchive.write` has them."""

    exchange: Exchange
    notes: Mapping[str, str]
    unchanged: str | None = None

    @property
    def sha256(self) -> str:
        """Of the body that it stands for."""
        return self.unchanged or self.exchange.sha256


@dataclass(slots=True)
class _Work:
    """What is to be archived, and the outcome that it is evidence of; afterwards what came of it."""

    future: asyncio.Future[bool]
    entries: Sequence[Entry]
    outcome: tuple[int, Fetch] | None = None
    recorded: bool = False
    error: BaseException | None = None


class Keeper:
    """To be made within the event loop that waits for it. `open_archive` is called before the first exchange is kept.

    A server that is away is waited for, unless `unless` says that nobody waits any more. Before anything is kept
    `assure` makes sure that the run is still ours. Once something could not be kept nothing more is tried: each would
    wait anew for a locked database. `trouble` is what it was. Whoever waits for something to be kept is told how it
    ended, RuntimeError where the keeper itself has ended before.
    """

    def __init__(
        self,
        engine: Engine,
        open_archive: Callable[[], WarcArchive],
        *,
        unless: Callable[[], bool],
        assure: Assure | None = None,
    ) -> None:
        self.trouble: LinkcheckError | None = None
        self._unless = unless
        self._assure = assure
        self._engine = engine
        self._open_archive = open_archive
        self._archive: WarcArchive | None = None
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, "keeper")
        self._waiting: deque[_Work] = deque()
        self._wake = asyncio.Event()
        self._closing = False
        self._over = False
        self._task = self._loop.create_task(self._run())

    async def archive(self, entry: Entry) -> None:
        """Keep an exchange that has no outcome of its own; it is on the disk before anything is recorded after it."""
        await self._enqueue(_Work(self._loop.create_future(), (entry,)))

    async def keep(self, fetch_id: int, fetch: Fetch, entries: Sequence[Entry] = ()) -> bool:
        """Keep the exchanges, then give the pending fetch its outcome and commit it; False where it has one already.

        Its capture is that of the last exchange.
        """
        return await self._enqueue(_Work(self._loop.create_future(), entries, (fetch_id, fetch)))

    async def close(self) -> None:
        """Wait until all that came in is kept, and end the archive. Nothing may come in any more.

        Whoever waits for it may be cancelled: that is raised once nothing is written any more.
        """
        self._closing = True
        self._wake.set()
        cancelled = None
        while not self._task.done():
            try:
                await asyncio.wait([self._task])
            except asyncio.CancelledError as error:
                cancelled = error
        self._thread.shutdown()
        if cancelled is not None:
            raise cancelled
        self._task.result()

    async def _enqueue(self, work: _Work) -> bool:
        if self._task.done():
            raise _too_late()
        self._waiting.append(work)
        self._wake.set()
        return await work.future

    async def _run(self) -> None:
        batch: list[_Work] = []
        try:
            while batch := await self._batch():
                await self._write_all([work for work in batch if work.entries])
                await self._record([work for work in batch if work.outcome is not None and work.error is None])
                _deliver(batch)
        finally:  # cancelled, perhaps, while the thread is at work: it is waited for
            self._over = True
            try:
                await self._loop.run_in_executor(self._thread, self._end_archive)
            finally:
                _refuse([*batch, *self._waiting])

    def _end_archive(self) -> None:
        try:
            if self._archive is not None:
                self._archive.close()
        except LinkcheckError as trouble:
            self.trouble = self.trouble or trouble

    async def _batch(self) -> list[_Work]:
        """What waits, at least one piece; none where nothing will come any more."""
        while not self._waiting and not self._closing:
            self._wake.clear()
            await self._wake.wait()
        return [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]

    async def _write_all(self, works: Sequence[_Work]) -> None:
        if not works:
            return
        archive = await self._attempt(works, partial(self._apart, partial(self._look_up, works)))
        if archive is not None:
            for work in works:
                await self._attempt([work], partial(self._write, archive, work))
                await asyncio.sleep(0)  # others have their turn
        else:
            await self._one_by_one(works, self._write_all)

    def _look_up(self, works: Sequence[_Work]) -> WarcArchive:
        """The archive, which knows afterwards where the bodies are kept that need not be written again."""
        if self._archive is None:
            self._archive = self._open_archive()
        entries = [entry for work in works for entry in work.entries]
        if sha256s := {entry.sha256 for entry in entries if may_be_kept(entry.exchange, entry.sha256)}:
            with Session(self._engine) as session:
                self._archive.look_up(kept_bodies(session, sorted(sha256s)))
        return self._archive

    async def _write(self, archive: WarcArchive, work: _Work) -> None:
        for entry in work.entries:
            write = partial(archive.write, entry.exchange, unchanged=entry.unchanged, notes=entry.notes, sync=False)
            capture = await self._apart(write) if archive.may_wait(entry.exchange) else write()
        if work.outcome is not None:
            fetch_id, fetch = work.outcome
            work.outcome = fetch_id, fetch.model_copy(update={"capture": capture})

    async def _record(self, works: Sequence[_Work]) -> None:
        outcomes = [work.outcome for work in works if work.outcome is not None]
        if not outcomes:
            return
        recorded = await self._attempt(works, partial(self._apart, partial(self._recorded, outcomes)))
        if recorded is not None:
            for work, new in zip(works, recorded, strict=True):
                work.recorded = new
        else:
            await self._one_by_one(works, self._record)

    def _recorded(self, outcomes: Sequence[tuple[int, Fetch]]) -> list[bool]:
        if self._archive is not None:
            self._archive.sync()
        with Session(self._engine) as session:
            return runs.record_all(session, outcomes)

    async def _one_by_one(self, works: Sequence[_Work], task: Callable[[Sequence[_Work]], Awaitable[None]]) -> None:
        """Try again what failed together: a fault of one of them is not the others'. Trouble is everybody's."""
        if self.trouble is None and len(works) > 1:
            for work in works:
                work.error = None
                await task([work])

    async def _attempt(self, concerned: Sequence[_Work], task: Callable[[], Awaitable[T]]) -> T | None:
        """What the task returns; None where it raised something, which is then raised to all concerned."""
        try:
            if self.trouble is not None:
                raise self.trouble
            return await task()
        except Exception as error:  # whoever waits for it decides
            if isinstance(error, LinkcheckError):
                self.trouble = error
            for work in concerned:
                work.error = error
            return None

    async def _apart(self, task: Callable[[], T]) -> T:
        """Done in the thread, by a run that is still ours."""
        return await self._loop.run_in_executor(self._thread, self._patiently, task)

    def _patiently(self, task: Callable[[], T]) -> T:
        if self._assure is not None:
            self._assure(self._nobody_waits)
        return patiently(task, unless=self._nobody_waits)

    def _nobody_waits(self) -> bool:
        return self._over or self._unless()


def _deliver(done: Sequence[_Work]) -> None:
    for work in done:
        if work.future.done():  # whoever waited for it has given up
            continue
        if work.error is not None:
            work.future.set_exception(work.error)
        else:
            work.future.set_result(work.recorded)


def _refuse(left: Iterable[_Work]) -> None:
    """Nobody does it any more, and nobody may wait for it for ever."""
    for work in left:
        if not work.future.done():
            work.future.set_exception(_too_late())


def _too_late() -> RuntimeError:
    return RuntimeError("nothing is kept any more")
