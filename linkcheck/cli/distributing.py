"""The main job, done by workers: hand the run out, and wait for them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.cli.checking import Checked

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from linkcheck.settings import Settings

FIRST_LOOK, LONGEST_WAIT = 0.3, 3.0
"""Seconds between two looks at how far the workers are: the first, and the longest."""


def check_distributed(
    paths: Sequence[Path], settings: Settings, *, tags: Sequence[str] = (), due: bool = False, wait: bool = True
) -> Checked | None:
    """Have workers do the main job on these files and tags; None where no file can be read.

    `wait` waits until they are done; without it the worker that concludes the run writes the reports. Raises
    RunInProgress, DatabaseTrouble, UsageError.
    """
    from sqlalchemy.orm import Session

    from linkcheck.cli.checking import read_files, start
    from linkcheck.cli.terminal import say
    from linkcheck.store import distributed
    from linkcheck.store.engine import open_store
    from linkcheck.worker import queue

    engine = open_store(settings.database)
    queue.require_workers(engine)
    queue.install(engine)
    read, unreadable = read_files(paths, settings)
    if not read and not tags:
        return None
    report_ids, run_id = start(engine, read, settings, tags=tags, due=due, whose=refuse_another_process)
    if run_id is None:
        return Checked(engine, report_ids, None, unreadable, unfinished=False)
    with Session(engine) as session:
        distributed.distribute(session, run_id, write=not wait, notify=() if wait else settings.notify)
        session.commit()
    from linkcheck.worker.handing_out import hand_out

    say(f"run {run_id}: {hand_out(engine, run_id)} sites are in the queue")
    unfinished = wait_for(engine, run_id, settings) if wait else False
    return Checked(engine, report_ids, run_id, unreadable, unfinished)


def refuse_another_process(engine: Engine, session: Session, run_id: int) -> str:
    """The run becomes the workers', unless another process is at it by itself: then RunInProgress."""
    from linkcheck.store import distributed
    from linkcheck.store.locks import run_lock

    if distributed.of_run(session, run_id) is not None:
        return "is the workers' already"
    with run_lock(engine):
        return "was interrupted"


def wait_for(engine: Engine, run_id: int, settings: Settings) -> bool:
    """Wait until the run is concluded, and show how far it is. True where workers left something undone, or we."""
    from linkcheck.cli.progress import shown_progress
    from linkcheck.cli.terminal import say
    from linkcheck.store.outages import patiently

    pause, told = FIRST_LOOK, False
    try:
        with shown_progress() as progress:
            done, total, concluded, jobs = patiently(lambda: _look(engine, run_id))
            progress.started(done, total)
            while not concluded:
                if done < total and not jobs:
                    say(f"{total - done} URLs have no outcome: their crawls failed. Give the same command again")
                    return True
                if not told and not patiently(lambda: _workers(engine, settings)):
                    say("no worker gives a sign of life: start one with `linkcheck worker`")
                    told = True
                time.sleep(pause)
                pause = min(pause * 1.2, LONGEST_WAIT)
                done, total, concluded, jobs = patiently(lambda: _look(engine, run_id))
                progress.reached(done)
    except KeyboardInterrupt:
        say(f"the workers go on with run {run_id}; the same command waits for it again")
        return True
    return False


def _look(engine: Engine, run_id: int) -> tuple[int, int, bool, int]:
    """URLs with their outcome and in all, whether the run is concluded, and how many of its jobs are open."""
    from sqlalchemy.orm import Session

    from linkcheck.store import distributed, runs
    from linkcheck.worker import queue

    jobs = queue.under_way(engine, run_id)  # before the rest: what ends meanwhile has its outcomes by then
    with Session(engine) as session:
        noted = distributed.of_run(session, run_id)
        done, total = runs.counts(session, run_id)
        return done, total, noted is None or noted.concluded_at is not None, jobs


def _workers(engine: Engine, settings: Settings) -> int:
    from linkcheck.worker import queue

    return len(queue.workers(engine, settings.worker_stalled))
