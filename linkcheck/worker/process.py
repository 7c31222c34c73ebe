"""A crawl process: one registrable domain's share of a run after another. It lives no longer than its worker.

`python -m linkcheck.worker.process`: its tasks come as lines of JSON on standard input, which stays open for as long as
the worker lives; what goes on is told in lines of JSON on standard output, and how a task ended in the last one of it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from typing import Any

from linkcheck.cli.logs import log_as
from linkcheck.cli.storing import store_evidence
from linkcheck.documents.processes import Pool
from linkcheck.errors import DatabaseTrouble, LinkcheckError
from linkcheck.fetch import Fetch
from linkcheck.settings import Settings
from linkcheck.store.engine import open_store


class Told:
    """A crawl's progress, told to the worker."""

    def started(self, done: int, total: int) -> None:
        """Nothing that the worker doesn't know."""

    def fetched(self, fetch: Fetch) -> None:
        """One more has its outcome."""
        tell({"outcome": fetch.outcome.value})


def tell(what: dict[str, Any]) -> None:
    """One line to the worker."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def read_task() -> dict[str, Any] | None:
    """The next task, byte by byte: what comes after it is not ours to buffer. None where the worker is gone."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            return None
        line += byte
    task: dict[str, Any] = json.loads(line)
    return task


def further_tasks() -> queue.SimpleQueue[dict[str, Any]]:
    """What comes while a task is done. Ends this process at once when the worker has ended, however that came about."""
    tasks: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def listen() -> None:
        while (task := read_task()) is not None:
            tasks.put(task)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=listen, daemon=True, name="listening to the worker").start()
    return tasks


def main() -> None:
    """Do one task after another."""
    task = read_task()
    if task is None:
        sys.exit(1)
    tasks = further_tasks()
    pool = Pool()  # of processes that end with this one
    while True:
        do(task, pool)
        task = tasks.get()


def do(task: dict[str, Any], pool: Pool) -> None:
    """Do a task, and tell how it ended."""
    settings = Settings(**task["settings"])
    log_as(settings.log_format)
    try:
        tell(crawled(settings, task["run_id"], task["site"], pool))
    except LinkcheckError as trouble:
        passing = isinstance(trouble, DatabaseTrouble) and trouble.passing
        tell({"trouble": str(trouble), "passing": passing})


def crawled(settings: Settings, run_id: int, site: str, pool: Pool) -> dict[str, Any]:
    """Crawl the site, and say how far it is."""
    from crawler.run import crawl

    engine = open_store(settings.database)
    try:
        result = crawl(engine, run_id, settings, Told(), site=site, pool=pool)
        store_evidence(engine, settings)
    finally:
        engine.dispose()
    return {
        "done": result.done,
        "pending": result.pending,
        "interrupted": result.interrupted,
        "faults": list(result.faults),
    }


if __name__ == "__main__":
    main()
