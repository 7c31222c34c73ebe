"""A worker: takes jobs from the queue until it is stopped, and those of workers that died."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import procrastinate.worker
from procrastinate import App, JobContext, RetryDecision
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from linkcheck.errors import DatabaseTrouble, LinkcheckError
from linkcheck.settings import Settings
from linkcheck.store import distributed
from linkcheck.store.engine import schema_key
from linkcheck.store.models import RunRow
from linkcheck.store.troubles import store_name
from linkcheck.worker import queue
from linkcheck.worker.concluding import conclude
from linkcheck.worker.crawling import Crawls, Interrupted
from linkcheck.worker.handing_out import CONCLUDE_TASK, SCHEDULED_TASK, SITE_TASK, hand_out_async
from linkcheck.worker.metrics import Metrics
from linkcheck.worker.scheduled import begin, is_missed_or_due, note_schedules, refusal

logger = logging.getLogger(__name__)

SIGNALS = (signal.SIGINT, signal.SIGTERM)
RESCUE_LOCK = 0x72657363  # "resc"
"""Key of the advisory lock under which one worker at a time looks for jobs to take over."""

ATTEMPTS = 5
"""Of a job that fails; one that its worker's end interrupted begins again without counting."""

MOST_TAKEOVERS = 20
"""After these a job is left: it may be what kills its workers."""

CATCH_UP_SECONDS = 366 * 86_400.0
"""How long ago a schedule's last time may be that all workers missed: it is run once, whatever else was missed."""

POLL_SECONDS = 2.0
"""Between two looks into the queue, should a notification be lost."""


class Again(BaseRetryStrategy):
    """When a job is tried again."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """At once after an interruption, later and later after a failure, never after the last attempt."""
        if isinstance(exception, (Interrupted, asyncio.CancelledError)):
            return RetryDecision(retry_in={"seconds": 0})
        if job.attempts + 1 >= ATTEMPTS:
            return None
        return RetryDecision(retry_in={"seconds": 15 * 4**job.attempts})


class Worker:
    """Crawls up to `processes` sites at once. To be made for each process; `run` works until a signal stops it."""

    def __init__(self, engine: Engine, settings: Settings, processes: int, metrics: Metrics) -> None:
        self._engine = engine
        self._settings = settings
        self._processes = processes
        self._metrics = metrics
        self._crawls = Crawls(metrics.fetched)
        self._stopping = asyncio.Event()
        self._ids: set[int | None] = set()
        """Ours, as the queue numbers workers."""
        self._under_way: set[int | None] = set()
        self._forgotten: set[int | None] = set()
        """Jobs that were ours by the queue at the last look, and that we know nothing of."""
        self._app = App(connector=queue.connector(engine.url), periodic_defaults={"max_delay": CATCH_UP_SECONDS})
        self._app.task(name=SITE_TASK, queue=queue.SITES, retry=Again(), pass_context=True)(self._crawl_site)
        self._app.task(name=CONCLUDE_TASK, queue=queue.OFFICE, retry=Again())(self._conclude)
        scheduled = self._app.task(name=SCHEDULED_TASK, queue=queue.OFFICE, retry=Again())(self._run_schedule)
        for schedule in settings.schedule:
            lock = f"schedule {schedule.name}"
            self._app.periodic(
                cron=schedule.cron,
                periodic_id=schedule.name,
                task_kwargs={"name": schedule.name},
                queue=queue.of_schedule(schedule.name),
                lock=lock,
                queueing_lock=lock,
            )(scheduled)

    async def run(self) -> None:
        """Work. Raises DatabaseTrouble where the server stays away."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self._stop)
        note_schedules(self._engine, self._settings)
        try:
            async with self._app.open_async():
                await self._work()
        except ConnectorException as error:
            raise DatabaseTrouble(
                f"{store_name(self._engine.url)} doesn't answer as it should: {error.__cause__ or error}",
                "Check that the server runs, and start the worker again",
            ) from error
        finally:
            await self._crawls.close()

    async def _work(self) -> None:
        stopped = asyncio.create_task(self._stopping.wait())
        schedules = [queue.of_schedule(schedule.name) for schedule in self._settings.schedule]
        working = [
            asyncio.create_task(self._take([queue.SITES], self._processes)),
            asyncio.create_task(self._take([queue.OFFICE, *schedules], 1)),
            asyncio.create_task(self._look_after()),
        ]
        await asyncio.wait([stopped, *working], return_when=asyncio.FIRST_COMPLETED)
        broke_off = not self._stopping.is_set()
        if broke_off:
            self._stop()
        for task in (stopped, *working):
            task.cancel()
        for ended in await asyncio.gather(*working, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
        if broke_off:  # the queue's library ends a worker in order when a part of it fails, and logs what that was
            raise DatabaseTrouble(
                f"the queue in {store_name(self._engine.url)} can't be worked on",
                "See the lines above, and start again",
            )

    def _stop(self) -> None:
        logger.info("stopping: crawls end in order" if not self._crawls.stopping else "stopping at once")
        self._crawls.stop()
        self._stopping.set()

    async def _take(self, names: list[str], at_once: int) -> None:
        await self._app.run_worker_async(
            queues=names,
            name=f"{socket.gethostname()}-{os.getpid()}-{names[0]}",
            concurrency=at_once,
            install_signal_handlers=False,
            fetch_job_polling_interval=POLL_SECONDS,
            update_heartbeat_interval=self._settings.worker_heartbeat,
            stalled_worker_timeout=self._settings.worker_stalled,
            delete_jobs="successful",
            worker_middleware=[self._keeping_track],
        )

    async def _keeping_track(
        self, process: Callable[[], Awaitable[Any]], context: JobContext, worker: procrastinate.worker.Worker
    ) -> Any:
        self._ids.add(worker.worker_id)
        self._under_way.add(context.job.id)
        try:
            return await process()
        finally:
            self._under_way.discard(context.job.id)

    async def _crawl_site(self, context: JobContext, run_id: int, site: str) -> None:
        settings = self._run_settings(run_id)
        if settings is None:
            return
        told = {"run": run_id, "site": site}
        try:
            crawled = await self._crawls.crawl(settings, run_id, site)
        except Interrupted:
            raise
        except Exception as error:
            logger.warning("run %d, %s: %s", run_id, site, error, extra=told)
            raise
        logger.info("run %d, %s: %d URLs are done", run_id, site, crawled.done, extra=told)
        await self._conclude_what_is_finished(context.job.id)

    async def _conclude(self, run_id: int) -> None:
        settings = self._run_settings(run_id)
        if settings is None:
            return
        if await asyncio.to_thread(conclude, self._engine, settings, run_id):
            logger.info("run %d is done", run_id, extra={"run": run_id})

    async def _run_schedule(self, timestamp: int, name: str) -> None:
        schedule = self._settings.scheduled(name)
        if not is_missed_or_due(self._engine, schedule, timestamp):
            return
        try:
            run_id = await asyncio.to_thread(begin, self._engine, self._settings, schedule)
        except LinkcheckError as trouble:
            logger.error(refusal(schedule, trouble), extra={"schedule": name})
            if isinstance(trouble, DatabaseTrouble) and trouble.passing:
                raise  # it is tried again
            return
        if run_id is not None:
            sites = await hand_out_async(self._engine, run_id)
            logger.info("schedule %s: run %d, %d sites", name, run_id, sites, extra={"schedule": name, "run": run_id})

    def _run_settings(self, run_id: int) -> Settings | None:
        """Ours, with what the run says of itself; None where it is gone."""
        with Session(self._engine) as session:
            run = session.get(RunRow, run_id)
            return None if run is None else self._settings.of_run(run.settings)

    async def _look_after(self) -> None:
        """Every now and then: jobs of workers that died, and finished runs that nobody concludes."""
        told = False
        while True:
            try:
                await self._take_over()
                await self._conclude_what_is_finished()
                told = False
            except (LinkcheckError, ConnectorException) as trouble:
                if not told:  # once for each time that the database is away
                    logger.warning("linkcheck: %s", trouble)
                told = True
            await asyncio.sleep(self._settings.worker_heartbeat)

    async def _take_over(self) -> None:
        """Under a lock: a job that another worker has just taken over must not be taken from it."""
        manager = self._app.job_manager
        with self._engine.begin() as connection:
            if not connection.scalar(select(func.pg_try_advisory_xact_lock(RESCUE_LOCK, schema_key()))):
                return
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=self._settings.worker_stalled):
                if job.attempts >= MOST_TAKEOVERS:
                    continue
                logger.warning("taking over from a worker that gives no sign of life: %s", job.call_string)
                await manager.retry_job(job)
                self._metrics.taken_over()
            await self._give_back_forgotten()

    async def _give_back_forgotten(self) -> None:
        """A server that went away just after it had given us a job leaves one that nobody does."""
        manager = self._app.job_manager
        doing = {job.id: job for job in await manager.list_jobs_async(status="doing") if job.worker_id in self._ids}
        unknown = set(doing) - self._under_way
        for job_id in unknown & self._forgotten:
            logger.warning("giving back a job that got lost: %s", doing[job_id].call_string)
            await manager.retry_job(doing[job_id])
        self._forgotten = unknown

    async def _conclude_what_is_finished(self, job_id: int | None = None) -> None:
        """Runs whose jobs are all over (but for `job_id`, which asks): until then their evidence may be on its way."""
        with Session(self._engine) as session:
            finished = distributed.unconcluded(session)
        for run_id in finished:
            if queue.statuses(self._engine, run_id, queue.OFFICE).get("failed"):
                continue  # its log says why; whoever gives the run's command again has it tried again
            if queue.under_way(self._engine, run_id, job_id):
                continue
            lock = f"conclude {run_id}"
            job: Any = self._app.configure_task(CONCLUDE_TASK, queue=queue.OFFICE, lock=lock, queueing_lock=lock)
            try:
                await job.defer_async(run_id=run_id)
            except AlreadyEnqueued:
                continue
