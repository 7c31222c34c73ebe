"""How long a crawl's event loop is held while documents are examined. The goal: never more than 50 ms by examination.

    python -m benchmarks.holding

A crawl of 120 PDFs of 100 pages, and of one that is given up after five seconds, from a server on this machine. A task
runs in every turn of the loop; between two of its turns, `busy` is what the loop's own thread computed, `ours` what all
threads of the process did, which the loop may have waited for, and `passed` what the clock showed, which counts what
else the machine did. "Not examined" is the same crawl with an examiner that looks into nothing: what it shows as well
is not examination's.
"""

from __future__ import annotations

import asyncio
import threading
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pikepdf
from aiohttp import web
from sqlalchemy.orm import Session

from benchmarks import examine
from crawler.run import crawl
from linkcheck.documents import Examination, Examiner, Limits
from linkcheck.fetch import Document, Fetch
from linkcheck.report import AuditReport, Citation, Source
from linkcheck.settings import Settings
from linkcheck.store import reports, runs
from linkcheck.store.engine import open_store
from linkcheck.vocabulary import Attribution

COUNT = 120
LIMITS = Limits(seconds=5.0)


class Watch:
    """A progress that runs in every turn of the crawl's loop, from its first outcome to its last."""

    def __init__(self) -> None:
        self.busy: list[float] = []
        self.ours: list[float] = []
        self.passed: list[float] = []
        self._left = 0
        self._task: asyncio.Task[None] | None = None

    def started(self, done: int, total: int) -> None:
        self._left = total - done

    def fetched(self, fetch: Fetch) -> None:
        self._task = self._task or asyncio.get_running_loop().create_task(self._turns())
        self._left -= 1
        if not self._left:
            self._task.cancel()

    async def _turns(self) -> None:
        while True:
            clock, own, ours = time.perf_counter(), time.thread_time(), time.process_time()
            await asyncio.sleep(0)
            self.busy.append(time.thread_time() - own)
            self.ours.append(time.process_time() - ours)
            self.passed.append(time.perf_counter() - clock)


class Blind(Examiner):
    """An examiner that looks into nothing."""

    async def examine(self, body: object, *, sha256: str, size: int, **_: object) -> Examination:
        return Examination(Document(sha256=sha256, bytes=size, media_type="application/pdf"))


def hanging() -> bytes:
    """A small PDF that draws many millions of lines."""
    packer = zlib.compressobj()
    block = b"0 0 m 9 9 l S\n" * 100_000
    packed = b"".join(packer.compress(block) for _ in range(120)) + packer.flush()
    with pikepdf.new() as document:
        document.add_blank_page()
        content = pikepdf.Stream(document, packed)
        content.Filter = pikepdf.Name.FlateDecode
        document.pages[0].Contents = document.make_indirect(content)
        target = BytesIO()
        document.save(target, compress_streams=False)
    return target.getvalue()


def documents() -> dict[str, bytes]:
    """By path, what is served."""
    found = {"/hanging.pdf": hanging()}
    with patch.object(examine, "PAGES", 100):
        for number in range(COUNT):
            line = examine.sentence(f"Disclosure {number}: {examine.ENGLISH}")
            found[f"/{number}.pdf"] = examine.make(line, "Helvetica")
    return found


@contextmanager
def served(bodies: dict[str, bytes]) -> Iterator[int]:
    """Serve them in a thread; yields the port."""
    loop, ready, stop = asyncio.new_event_loop(), Future[int](), asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        body = bodies.get(request.path)
        return web.Response(body=body, content_type="application/pdf") if body else web.Response(status=404)

    async def serve() -> None:
        runner = web.ServerRunner(web.Server(answer))  # type: ignore[arg-type]  # it gets requests of this kind
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        ready.set_result(runner.addresses[0][1])
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    yield ready.result()
    loop.call_soon_threadsafe(stop.set)
    thread.join()


def crawled(port: int, paths: list[str], folder: Path) -> Watch:
    """One crawl over these, watched."""
    cited = tuple(
        Citation(criterion="1.1", attribution=Attribution.ENTITY, url=url, cited_as=url)
        for url in (f"http://site-{number % 20}.test{path}" for number, path in enumerate(paths))
    )
    report = AuditReport(source=Source(path="x.csv", sha256="0" * 64, media_type="text/csv"), citations=cited)
    settings = Settings(
        archive=folder / "evidence",
        resolve=(f"*:80:127.0.0.1:{port}",),
        allow_networks=("127.0.0.0/8",),
        delay=0,
    )
    engine, watch = open_store(f"sqlite:///{folder / 'linkcheck.db'}"), Watch()
    with Session(engine) as session:
        run = runs.start_run(session, [reports.add_report(session, report)], user_agent="benchmark", settings={})
        session.commit()
    crawl(engine, run, settings, watch)
    engine.dispose()
    return watch


def main() -> None:
    """Both crawls, a line each."""
    bodies = documents()
    names = [f"{of}, {which}" for of in ("busy", "ours", "passed") for which in ("max", "99.9 %")]
    print(f"{'ms':14} {'turns':>9}", *(f"{name:>14}" for name in names))
    with served(bodies) as port:
        for name, kind in (("examined", Examiner), ("not examined", Blind)):
            with TemporaryDirectory() as folder, patch("crawler.job.Examiner", partial(kind, limits=LIMITS)):
                watch = crawled(port, list(bodies), Path(folder))
            taken = (sorted(watch.busy), sorted(watch.ours), sorted(watch.passed))
            figures = [1000 * of[place] for of in taken for place in (-1, len(of) * 999 // 1000)]
            print(f"{name:14} {len(watch.busy):9,}", *(f"{figure:14.2f}" for figure in figures))


if __name__ == "__main__":
    main()
