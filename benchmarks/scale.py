"""What distributed runs cost: the queue, the store's queries at size, and whole runs with workers.

`python -m benchmarks.scale POSTGRESQL_URL [--jobs N] [--fetches N] [--sites N] [--urls N]` works in a schema of its own
and prints a table. Figures of CPU are seconds of user and system time, whatever else the machine does.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from procrastinate import App
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from linkcheck.store import runs
from linkcheck.store.engine import open_store
from linkcheck.worker import queue
from tests.linkcheck.store.conftest import fresh_schema
from tests.linkcheck.worker.team import team, urls_of, write_table
from tests.web.server import Web


def show(what: str, value: float, unit: str) -> None:
    print(f"| {what} | {value:,.2f} {unit} |", flush=True)


@contextmanager
def timed(what: str, per: int = 1, unit: str = "ms") -> Iterator[None]:
    started = time.perf_counter()
    yield
    show(what, (time.perf_counter() - started) * 1000 / per, unit)


async def queue_costs(engine: Engine, jobs: int) -> None:
    """Jobs in, and out again by one worker that does nothing with them."""
    app = App(connector=queue.connector(engine.url))

    @app.task(name="nothing", queue="bench")
    async def nothing(number: int) -> None:
        """No work."""

    async with app.open_async():
        with timed(f"a job into the queue ({jobs} jobs)", jobs):
            for number in range(jobs):
                await app.configure_task("nothing", queue="bench", lock=f"site {number}").defer_async(number=number)
        with timed("a job out of it and done, 4 at once", jobs):
            await app.run_worker_async(
                queues=["bench"], concurrency=4, wait=False, install_signal_handlers=False, delete_jobs="successful"
            )


def long_queue_costs(engine: Engine, jobs: int) -> None:
    """One job out of a queue of that length; then where the first half of it waits for one domain that is at work."""
    fill = text(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, priority) "
        "SELECT 'long', 'nothing', CASE WHEN n <= :same THEN 'busy' ELSE 'site ' || n END, '{}', "
        "CASE WHEN n <= :same THEN 1 ELSE 0 END FROM generate_series(1, :jobs) n"
    )
    take = text("SELECT id FROM procrastinate_fetch_job_v2(ARRAY['long']::varchar[], :worker)")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        worker = connection.scalar(text("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id"))
        for same in (0, jobs // 2):
            connection.execute(text("DELETE FROM procrastinate_jobs"))
            connection.execute(fill, {"jobs": jobs, "same": same})
            connection.execute(text("VACUUM ANALYZE procrastinate_jobs"))
            connection.execute(take, {"worker": worker})
            what = f"a job out of {jobs:,}" + (f", {same:,} of them of one domain" if same else " of as many domains")
            with timed(what, 5):
                for _ in range(5):
                    connection.execute(take, {"worker": worker})


FILL = """
INSERT INTO report (sha256, path, media_type, pages, reading, added_at, audit_dates, supply_chain_activities)
    VALUES ('x', 'x', 'text/csv', 1, 'x', now(), '[]', '[]');
INSERT INTO run (started_at, program, user_agent, settings) VALUES (now(), '', '', '{{}}');
INSERT INTO resource (key, url, site)
    SELECT md5(n::text), 'https://www.site-' || n % {sites} || '.example/disclosures/' || n || '.pdf',
        'site-' || n % {sites} || '.example' FROM generate_series(1, {fetches}) n;
INSERT INTO "fetch" (run_id, resource_id, detail, hops, complete, attempts, robots, outcome, started_at, finished_at)
    SELECT 1, n, '', '[]', true, 1, '', CASE WHEN n % {sites} < {sites} / 10 THEN NULL ELSE 'ok' END, now(), now()
    FROM generate_series(1, {fetches}) n;
"""


def store_costs(engine: Engine, fetches: int, sites: int) -> None:
    """The queries that every job asks, in a store of that size, a tenth of it pending."""
    with engine.begin() as connection:
        for statement in FILL.format(fetches=fetches, sites=sites).split(";\n"):
            if statement.strip():
                connection.execute(text(statement))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
        size = connection.scalar(text("SELECT pg_total_relation_size('fetch') + pg_total_relation_size('resource')"))
        show(f"rows of a fetch without hops and its resource ({fetches:,})", (size or 0) / fetches, "bytes")
    asked: dict[str, Callable[[Session], object]] = {
        "which sites are pending": lambda session: runs.pending_sites(session, 1),
        "what is pending at a site": lambda session: runs.waiting(session, 1, "site-0.example"),
        "how far a site is": lambda session: runs.counts(session, 1, "site-0.example"),
        "whether the run is finished": lambda session: runs.finish_run(session, 1),
        "how far the run is": lambda session: runs.counts(session, 1),
    }
    for what, query in asked.items():
        with Session(engine) as session:
            query(session)
            with timed(f"{what} (of {fetches:,} fetches)"):
                query(session)


def run_costs(store_url: str, sites: int, urls: int, path: str) -> None:
    """A whole distributed run with one worker of two processes, without delay, towards a web on this machine."""
    names = [f"site-{number}.test" for number in range(sites)]
    total = sites * urls
    with tempfile.TemporaryDirectory() as folder, Web() as web:
        table = write_table(Path(folder) / "report.csv", [url for name in names for url in urls_of(name, urls, path)])
        with team(Path(folder) / "team", store_url, web, delay="0") as together:
            worker = together.start("worker", "--processes", 2)
            started = time.perf_counter()
            together.start("run", "--distribute", table).wait()
            show(
                f"a run of {sites} sites with {urls} URLs each ({path}), per URL", _since(started) * 1000 / total, "ms"
            )
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            worker.send_signal(signal.SIGTERM)
            worker.wait()
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            show("  CPU of the worker and its crawls, per URL", cpu * 1000 / total, "ms")
            show("  CPU of the worker and its crawls, per site", cpu / sites, "s")
            show("  largest process", after.ru_maxrss / 1024, "MiB")
            kept = sum(file.stat().st_size for file in (together.folder / "evidence").glob("*.warc.gz"))
            show("  archive, per URL", kept / total, "bytes")


def _since(started: float) -> float:
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("server")
    parser.add_argument("--jobs", type=int, default=2_000)
    parser.add_argument("--fetches", type=int, default=1_000_000)
    parser.add_argument("--sites", type=int, default=12)
    parser.add_argument("--urls", type=int, default=40)
    given = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} CPUs, {os.uname().sysname}\n")
    print("| what | cost |\n| --- | ---: |")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "import crawler.run, linkcheck.worker.process"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    show("CPU of a crawl process's start", after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "s")
    with fresh_schema(given.server) as url:
        engine = open_store(url)
        queue.install(engine)
        asyncio.run(queue_costs(engine, given.jobs))
        long_queue_costs(engine, given.fetches // 10)
        store_costs(engine, given.fetches, max(10, given.fetches // 50))
        engine.dispose()
    for path in ("/status/404", "/as-promised/report.pdf"):
        with fresh_schema(given.server) as url:
            run_costs(url, given.sites, given.urls, path)


if __name__ == "__main__":
    main()
