"""The spider's job where Scrapy's own command or Scrapyd started it: the store and the settings found here."""

from __future__ import annotations

from contextlib import AsyncExitStack, ExitStack
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crawler.job import Job
from linkcheck import settings as configuration
from linkcheck.errors import UsageError
from linkcheck.settings import Settings
from linkcheck.store import runs
from linkcheck.store.engine import one_writer, open_store
from linkcheck.store.locks import run_lock
from linkcheck.store.tags import tagged


def own_job(run: str | None, tag: str | None) -> dict[str, Any]:
    """The spider's arguments `job` and `owned`, what has to be closed after it.

    `run` is the id of a run. `tag` begins a run of the reports that have it, or goes on with one that was interrupted.
    """
    if not (run or "").isdecimal() and not tag:
        raise UsageError("which run is to be crawled is not said", "scrapy crawl disclosures -a run=ID, or -a tag=TAG")
    settings = configuration.load()
    with ExitStack() as store:
        engine = open_store(settings.database)
        store.callback(engine.dispose)
        lock = store.enter_context(run_lock(engine))
        run_id = int(run) if run else _run_of(engine, str(tag), settings)
        job = Job(engine, run_id, settings, assure=lock.assure)
        owned = AsyncExitStack()
        owned.enter_context(store.pop_all())
        owned.callback(job.finish)
        owned.push_async_callback(job.close)
        return {"job": job, "owned": owned}


def _run_of(engine: Engine, tag: str, settings: Settings) -> int:
    with Session(engine) as session:
        one_writer(session)
        reports = tagged(session, [tag])
        run_id = runs.unfinished_run(session, reports)
        if run_id is None:
            kept = settings.model_dump(mode="json")
            run_id = runs.start_run(session, reports, user_agent=settings.agent(), settings=kept)
        session.commit()
    return run_id
