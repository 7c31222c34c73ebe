"""Handing a run out: one job per registrable domain that has something pending."""

from __future__ import annotations

import asyncio

from procrastinate import App
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.store import runs
from linkcheck.worker import queue

SITE_TASK, CONCLUDE_TASK, SCHEDULED_TASK = "site", "conclude", "scheduled"
"""Names of the tasks, as they stand in the queue."""

ATTEMPTS = 5
"""To put a site into the queue, should the server go away meanwhile; the connector waits for it to come back."""

_HIGHEST = 2**31 - 1


def hand_out(engine: Engine, run_id: int) -> int:
    """Put the run's pending sites into the queue, those with most to fetch first. Returns how many jobs are new.

    A site that waits in the queue already isn't put there again; one that is being worked on is, and finds nothing
    left.
    """
    return asyncio.run(hand_out_async(engine, run_id))


async def hand_out_async(engine: Engine, run_id: int) -> int:
    """`hand_out`, within an event loop."""
    with Session(engine) as session:
        sites = runs.pending_sites(session, run_id)
    async with App(connector=queue.connector(engine.url)).open_async() as app:
        handed = 0
        for site, pending in sites.items():
            handed += await _defer(app, run_id, site, pending)
        return handed


async def _defer(app: App, run_id: int, site: str, pending: int) -> bool:
    job = app.configure_task(
        SITE_TASK,
        queue=queue.SITES,
        lock=f"site {site}",
        queueing_lock=f"run {run_id} {site}",
        priority=min(pending, _HIGHEST),
    )
    for left in reversed(range(ATTEMPTS)):
        try:
            await job.defer_async(run_id=run_id, site=site)
        except AlreadyEnqueued:
            return False
        except ConnectorException:  # half a run in the queue would be refused to whoever tries it again
            if not left:
                raise
            await asyncio.sleep(1)
        else:
            break
    return True
