"""Examination in processes of its own, within limits of time and memory: a hostile file takes down one of them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO, Self

from linkcheck.documents.facts import OtherFacts, write_facts
from linkcheck.documents.processes import DEFAULT_LIMITS, Answer, Limits, Pool, Process, ProcessLost
from linkcheck.documents.sniff import FIRST_BYTES, sniff
from linkcheck.fetch import Document

Body = Path | bytes | IO[bytes]
"""A body: a file's path, its bytes, or an open file that has a descriptor."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What a body is: the document for the store, and the text of each of its pages."""

    document: Document
    pages: tuple[str, ...] = ()


class Stopped(Exception):
    """The examiner was stopped; the body was not examined, which says nothing of it."""


class Examiner:
    """Examines bodies in a few long-lived processes; an async context manager.

        async with Examiner() as examiner:
            examination = await examiner.examine(path, sha256=digest, size=1234)

    Processes start when they are first needed, and are replaced when they die, are killed or have grown old. A `pool`
    that is given keeps them, and their limits, for the next examiner; whoever made it closes it.
    """

    def __init__(self, processes: int = 2, limits: Limits = DEFAULT_LIMITS, pool: Pool | None = None) -> None:
        self._pool = pool or Pool(limits)
        self._shared = pool is not None
        self._busy: set[Process] = set()
        self._stopped = False
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="examiner")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.stop()
        await asyncio.get_running_loop().run_in_executor(None, self.close)

    def idle(self) -> tuple[int, ...]:
        """The ids of the processes that wait for work."""
        return self._pool.pids

    def stop(self) -> None:
        """Break off what goes on, and take on nothing more: whoever waits for it gets Stopped."""
        self._stopped = True
        for process in tuple(self._busy):
            process.kill()

    def close(self) -> None:
        """End the processes, unless another's. Examinations that go on are waited for, each within its time."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        if not self._shared:
            self._pool.close()

    async def examine(
        self,
        body: Body,
        *,
        sha256: str,
        size: int,
        content_type: str | None = None,
        content_encoding: str | None = None,
    ) -> Examination:
        """Examine one body; waits for a free process, never holds the event loop.

        `sha256` (hex) and `size` are those of the body as transferred; `content_type` and `content_encoding` are those
        headers, as for `linkcheck.documents.examine`. A body that can't be examined in time, within its memory or at
        all has facts that say so. Raises OSError where the body itself can't be read, or the system has no
        room for a process; Stopped after `stop`.
        """
        request = {"task": "examine", "content_type": content_type, "content_encoding": content_encoding}
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._examine, body, request, sha256, size)

    async def draw(self, body: Body, pages: Iterable[int], *, content_encoding: str | None = None) -> dict[int, bytes]:
        """Draw pages of a PDF, by their place in it from 1: WebP of at most 40 KB each.

        Pages that it doesn't have, or that can't be drawn in time, are left out. Raises OSError where the body can't be
        read.
        """
        return await self._of_pages("draw", body, pages, content_encoding)

    async def read(self, body: Body, pages: Iterable[int], *, content_encoding: str | None = None) -> dict[int, str]:
        """Read pages of a PDF by OCR, by their place in it from 1. It can misread: label what comes of it.

        Pages are left out as `draw` leaves them out; all of them where the extra `ocr` is not installed.
        """
        read = await self._of_pages("read", body, pages, content_encoding)
        return {number: text.decode("utf-8", "replace") for number, text in read.items()}

    async def _of_pages(
        self, task: str, body: Body, pages: Iterable[int], content_encoding: str | None
    ) -> dict[int, bytes]:
        request = {"task": task, "pages": sorted(set(pages)), "content_encoding": content_encoding}
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._frames, body, request)

    def _examine(self, body: Body, request: Mapping[str, object], sha256: str, size: int) -> Examination:
        with _descriptor(body) as descriptor:
            try:
                head, frames = self._ask(request, descriptor)
            except ProcessLost as lost:
                media_type = sniff(os.pread(descriptor, FIRST_BYTES, 0))
                facts = write_facts(OtherFacts(problem=lost.problem, detail=lost.detail))
                return Examination(Document(sha256=sha256, bytes=size, media_type=media_type, facts=facts))
        document = Document(sha256=sha256, bytes=size, media_type=head["media_type"], facts=head["facts"])
        return Examination(document, tuple(frame.decode("utf-8", "replace") for frame in frames))

    def _frames(self, body: Body, request: Mapping[str, object]) -> dict[int, bytes]:
        with _descriptor(body) as descriptor:
            try:
                head, frames = self._ask(request, descriptor)
            except (ProcessLost, OSError):
                return {}
        return dict(zip(head["pages"], frames, strict=True))

    def _ask(self, request: Mapping[str, object], descriptor: int) -> Answer:
        """Ask a process, in one of the threads: there are never more processes than threads."""
        if self._stopped:
            raise Stopped
        process = self._pool.take()
        self._busy.add(process)
        try:
            answer = self._asked(process, request, descriptor)
        finally:
            self._busy.discard(process)
        self._pool.give_back(process)
        return answer

    def _asked(self, process: Process, request: Mapping[str, object], descriptor: int) -> Answer:
        if self._stopped:  # since, and before it was seen to be busy
            process.end()
            raise Stopped
        try:
            return process.ask(request, descriptor, self._pool.limits.seconds)
        except ProcessLost:
            if self._stopped:
                raise Stopped from None
            raise


@contextmanager
def _descriptor(body: Body) -> Iterator[int]:
    """A file descriptor of the body, open as long as it is needed."""
    if isinstance(body, Path):
        with body.open("rb") as file:
            yield file.fileno()
    elif isinstance(body, bytes):
        with TemporaryFile(prefix="linkcheck-") as file:
            file.write(body)
            file.flush()
            yield file.fileno()
    else:
        body.flush()
        yield body.fileno()
