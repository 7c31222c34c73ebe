"""One crawl process: one registrable domain's share of a run. It lives no longer than the worker that started it.

`python -m linkcheck.worker.process`: its task comes as a line of JSON on standard input, which then stays open for as
long as the worker lives; what goes on is told in lines of JSON on standard output.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from typing import Any

from linkcheck.cli.logs import log_as
from linkcheck.cli.storing import store_evidence
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


def die_with_the_worker() -> None:
    """End at once when the other end of standard input is gone: its process has ended, however that came about."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True, name="watching the worker").start()


def read_task() -> dict[str, Any]:
    """The line, byte by byte: what comes after it is not ours to buffer."""
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            sys.exit(1)
        line += byte
    task: dict[str, Any] = json.loads(line)
    return task


def main() -> None:
    """Do the task, and tell how it ended."""
    task = read_task()
    die_with_the_worker()
    settings = Settings(**task["settings"])
    log_as(settings.log_format)
    try:
        tell(crawled(settings, task["run_id"], task["site"]))
    except LinkcheckError as trouble:
        passing = isinstance(trouble, DatabaseTrouble) and trouble.passing
        tell({"trouble": str(trouble), "passing": passing})


def crawled(settings: Settings, run_id: int, site: str) -> dict[str, Any]:
    """Crawl the site, and say how far it is."""
    from crawler.run import crawl

    engine = open_store(settings.database)
    try:
        result = crawl(engine, run_id, settings, Told(), site=site)
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
