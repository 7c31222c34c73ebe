"""The one thread that writes: to the archive, then to the store, as many resources in one go as wait for it.

What comes in while the disk is busy is done together next time, with one look into the store, one synchronisation of
the archive and one commit for all of it. An outcome is recorded only once its bodies are on the disk.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.archive.exchange import Exchange
from linkcheck.archive.writer import WarcArchive, may_be_kept
from linkcheck.errors import LinkcheckError
from linkcheck.fetch import Capture, Fetch
from linkcheck.store import runs
from linkcheck.store.kept import kept_bodies
from linkcheck.store.outages import patiently

T = TypeVar("T")

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
    wait anew for a locked database. `trouble` is what it was.
    """

    def __init__(
        self,
        engine: Engine,
        open_archive: Callable[[], WarcArchive],
        *,
        unless: Callable[[], bool],
        assure: Callable[[], None] | None = None,
    ) -> None:
        self.trouble: LinkcheckError | None = None
        self._unless = unless
        self._assure = assure
        self._engine = engine
        self._open_archive = open_archive
        self._archive: WarcArchive | None = None
        self._loop = asyncio.get_running_loop()
        self._waiting: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._thread.start()

    async def archive(self, entry: Entry) -> None:
        """Keep an exchange that has no outcome of its own; it is on the disk before anything is recorded after it."""
        await self._enqueue(_Work(self._loop.create_future(), (entry,)))

    async def keep(self, fetch_id: int, fetch: Fetch, entries: Sequence[Entry] = ()) -> bool:
        """Keep the exchanges, then give the pending fetch its outcome and commit it; False where it has one already.

        Its capture is that of the last exchange.
        """
        return await self._enqueue(_Work(self._loop.create_future(), entries, (fetch_id, fetch)))

    def close(self) -> None:
        """Wait until all that came in is kept, and end the archive. Nothing may come in any more."""
        self._waiting.put(None)
        self._thread.join()

    async def _enqueue(self, work: _Work) -> bool:
        self._waiting.put(work)
        return await work.future

    def _run(self) -> None:
        more = True
        while more:
            batch, more = self._batch()
            self._keep_all(batch)
            self._loop.call_soon_threadsafe(_deliver, batch)
        try:
            if self._archive is not None:
                self._archive.close()
        except LinkcheckError as trouble:
            self.trouble = self.trouble or trouble

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

    def _keep_all(self, batch: Sequence[_Work]) -> None:
        self._write_all([work for work in batch if work.entries])
        self._record([work for work in batch if work.outcome is not None and work.error is None])

    def _write_all(self, works: Sequence[_Work]) -> None:
        entries = [entry for work in works for entry in work.entries]
        sha256s = {entry.sha256 for entry in entries if may_be_kept(entry.exchange, entry.sha256)}
        known = self._attempt(works, partial(self._known, sorted(sha256s))) if sha256s else {}
        if known is not None:
            for work in works:
                self._attempt([work], partial(self._write, work, known))
        else:
            self._one_by_one(works, self._write_all)

    def _known(self, sha256s: Sequence[str]) -> dict[str, Capture]:
        with Session(self._engine) as session:
            return kept_bodies(session, sha256s)

    def _write(self, work: _Work, known: Mapping[str, Capture]) -> None:
        if self._archive is None:
            self._archive = self._open_archive()
        for entry in work.entries:
            capture = self._archive.write(
                entry.exchange,
                unchanged=entry.unchanged,
                kept=known.get(entry.sha256),
                notes=entry.notes,
                sync=False,
            )
        if work.outcome is not None:
            fetch_id, fetch = work.outcome
            work.outcome = fetch_id, fetch.model_copy(update={"capture": capture})

    def _record(self, works: Sequence[_Work]) -> None:
        outcomes = [work.outcome for work in works if work.outcome is not None]
        if not outcomes:
            return
        recorded = self._attempt(works, partial(self._recorded, outcomes))
        if recorded is not None:
            for work, new in zip(works, recorded, strict=True):
                work.recorded = new
        else:
            self._one_by_one(works, self._record)

    def _recorded(self, outcomes: Sequence[tuple[int, Fetch]]) -> list[bool]:
        if self._archive is not None:
            self._archive.sync()
        with Session(self._engine) as session:
            return runs.record_all(session, outcomes)

    def _one_by_one(self, works: Sequence[_Work], task: Callable[[Sequence[_Work]], None]) -> None:
        """Try again what failed together: a fault of one of them is not the others'. Trouble is everybody's."""
        if self.trouble is None and len(works) > 1:
            for work in works:
                work.error = None
                task([work])

    def _attempt(self, concerned: Sequence[_Work], task: Callable[[], T]) -> T | None:
        """What the task returns; None where it raised something, which is then raised to all concerned."""
        try:
            if self.trouble is not None:
                raise self.trouble
            if self._assure is not None:
                self._assure()
            return patiently(task, unless=self._unless)
        except BaseException as error:  # whoever waits for it decides
            if isinstance(error, LinkcheckError):
                self.trouble = error
            for work in concerned:
                work.error = error
            return None


def _deliver(done: Sequence[_Work]) -> None:
    for work in done:
        if work.future.done():  # whoever waited for it has given up
            continue
        if work.error is not None:
            work.future.set_exception(work.error)
        else:
            work.future.set_result(work.recorded)
