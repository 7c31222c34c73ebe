"""A program that kills its own children in the middle of archiving and recording, again and again.

`python -m tests.linkcheck.killed_crawl STORE ARCHIVE KILLS SEED`: each child goes on with the run where the one
before was killed. Forking saves the second that a new interpreter would take.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from sqlalchemy.orm import Session

from linkcheck.archive.writer import WarcArchive
from linkcheck.store import runs
from linkcheck.store.engine import open_store
from linkcheck.store.kept import kept_bodies
from linkcheck.store.locks import run_lock
from linkcheck.store.reports import report_ids
from tests.linkcheck.archive.examples import exchange
from tests.linkcheck.killing import kill_many, told
from tests.linkcheck.store.examples import fetch


def body_of(url: str) -> bytes:
    """Some bodies are large, and each stands at two URLs."""
    number = int(url.rpartition("/")[2]) // 2
    return random.Random(number).randbytes(200_000 if number % 10 == 0 else 2_000)


def crawl(store: str, folder: Path, beginning: int) -> None:
    """What a crawl does, without a network: archive first, then record; a new run where none was interrupted."""
    engine = open_store(store)
    with run_lock(engine, wait=True), Session(engine) as session:
        reports = report_ids(session)
        run_id = runs.unfinished_run(session, reports)
        if run_id is None:
            run_id = runs.start_run(session, reports, user_agent="test", settings={})
        session.commit()
        with WarcArchive(folder, run_id, {}) as archive:
            for pending in runs.pending(session, run_id):
                seen = exchange(body_of(pending.url), url=pending.url)
                archive.look_up(kept_bodies(session, [seen.sha256]))
                capture = archive.write(seen)
                found = fetch(pending.url, bytes=seen.bytes, sha256=seen.sha256, sha1=seen.sha1, capture=capture)
                runs.record(session, pending.fetch_id, found.model_copy(update={"document": None}))
                os.write(beginning, b".")
        runs.finish_run(session, run_id)
        session.commit()
    engine.dispose()


def soon(begun: int, moment: random.Random) -> None:
    """While it starts, or once it has recorded something."""
    if moment.random() < 0.9:
        told(begun)


if __name__ == "__main__":
    kill_many(crawl, soon)
