"""One crawl in a process of its own, as measured: `python -m benchmarks.once JSON` prints what it cost as JSON.

`urls` is a file with one a line; `store` an SQLAlchemy URL, in a folder that stays for a second run; `without` names
pipelines to leave out; `settings` are the program's own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler import settings as project
from crawler.run import crawl
from linkcheck.report import AuditReport
from linkcheck.settings import Settings
from linkcheck.store import reports, runs
from linkcheck.store.engine import open_store
from tests.reports import factory

EXAMINING = ("crawler.pipelines.documents.DocumentPipeline", "crawler.pipelines.probes.ProbePipeline")
KEEPING = ("crawler.pipelines.keeping.KeepPipeline",)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall time and of CPU (all threads, child processes included), MiB of memory at most, outcomes."""

    wall: float
    cpu: float
    memory: float
    done: int
    outcomes: dict[str, int]


def measure(
    urls: Path, store: str, folder: Path, settings: Mapping[str, object], *, without: Sequence[str] = EXAMINING
) -> Cost:
    """Crawl once in a process of its own."""
    task = {"urls": str(urls), "store": store, "folder": str(folder), "without": without, "settings": dict(settings)}
    run = _say({**task, "run": None})
    return Cost(**_say({**task, "run": run}))


def _say(task: Mapping[str, object]) -> Any:
    """What this module prints of a task, in a process of its own."""
    done = subprocess.run(  # noqa: S603  # this very module
        [sys.executable, "-m", "benchmarks.once", json.dumps(task)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def report_of(urls: list[str]) -> AuditReport:
    """A report that cites just these."""
    known = factory.large(facilities=1, criteria=1, citations=1).reports[0].report
    (citation,) = known.citations
    cited = tuple(citation.model_copy(update={"url": url, "cited_as": url}) for url in urls)
    return known.model_copy(update={"citations": cited})


def main() -> None:
    """What `measure` starts."""
    task = json.loads(sys.argv[1])
    for name in task["without"]:
        del project.ITEM_PIPELINES[name]
    engine = open_store(task["store"])
    settings = Settings(archive=Path(task["folder"], "evidence"), database=task["store"], **task["settings"])
    if task["run"] is None:  # apart: a report of so many URLs takes more memory than crawling them
        print(_start(engine, Path(task["urls"]), settings))
        return
    run = task["run"]
    before, begin = _cpu(), time.monotonic()
    result = crawl(engine, run, settings)
    wall, cpu = time.monotonic() - begin, _cpu() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with engine.connect() as connection:
        outcomes = connection.exec_driver_sql(
            f"SELECT outcome, count(*) FROM fetch WHERE run_id = {run} GROUP BY outcome ORDER BY 1"  # noqa: S608  # a number of ours
        )
        found = {str(name): int(count) for name, count in outcomes}
    print(json.dumps(asdict(Cost(wall, cpu, memory, result.done, found))))


def _start(engine: Engine, urls: Path, settings: Settings) -> int:
    with Session(engine) as session:
        report = reports.add_report(session, report_of(urls.read_text().split()))
        run = runs.start_run(session, [report], user_agent=settings.agent(), settings={})
        session.commit()
    return run


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
