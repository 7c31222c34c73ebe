"""Jobs that the queue believes to be a living worker's, and that it knows nothing of."""

from __future__ import annotations

import asyncio
import os
import signal
import time

from sqlalchemy import Engine, text

from linkcheck.settings import Settings
from linkcheck.worker import queue
from linkcheck.worker.metrics import Metrics
from linkcheck.worker.working import Worker

JOB = text(
    "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args, status, worker_id) "
    "SELECT 'sites', 'site', 'site ' || :site, jsonb_build_object('run_id', 99, 'site', CAST(:site AS text)), "
    "CAST(:status AS procrastinate_job_status), :worker"
)
WORKERS = text("SELECT id FROM procrastinate_workers")
JOBS = text("SELECT args ->> 'site' FROM procrastinate_jobs WHERE status <> 'succeeded'")


async def until_gone(engine: Engine, site: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        with engine.connect() as connection:
            if site not in set(connection.scalars(JOBS)):
                return
        assert time.monotonic() < deadline, f"nobody did the job of {site}"
        await asyncio.sleep(0.05)


def test_a_job_that_got_lost_on_its_way_to_a_worker_is_given_back(engine: Engine) -> None:
    queue.install(engine)
    settings = Settings(database=engine.url.render_as_string(hide_password=False), worker_heartbeat=0.2)
    with engine.begin() as connection:
        connection.execute(JOB, {"site": "first.test", "status": "todo", "worker": None})

    async def work() -> None:
        working = asyncio.create_task(Worker(engine, settings, 1, Metrics()).run())
        await until_gone(engine, "first.test")
        with engine.begin() as connection:
            for worker in list(connection.scalars(WORKERS)):  # one of them took the first
                connection.execute(JOB, {"site": f"lost-{worker}.test", "status": "doing", "worker": worker})
            lost = set(connection.scalars(JOBS))
        await asyncio.wait(
            [asyncio.create_task(until_gone(engine, site)) for site in lost], return_when="FIRST_COMPLETED"
        )
        os.kill(os.getpid(), signal.SIGTERM)
        await working

    asyncio.run(work())
