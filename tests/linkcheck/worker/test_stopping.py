"""A worker that is told to stop: it ends in order, and what is left goes back into the queue."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from linkcheck.store.models import FetchRow
from linkcheck.worker import queue
from tests.linkcheck.worker.team import alive, crawls_of, team, urls_of, wait_until, write_table
from tests.web.server import Web


@pytest.mark.skipif(sys.platform != "linux", reason="looks for crawl processes in /proc")
def test_its_sites_are_taken_by_the_next(web: Web, engine: Engine, store_url: str, tmp_path: Path) -> None:
    table = write_table(tmp_path / "report.csv", urls_of("smelter.test", 20))
    with team(tmp_path, store_url, web, delay="0.15") as together:
        assert together.run("run", "--distribute", "--no-wait", table) == 0
        together.start_workers(1)
        (worker,) = together.workers
        wait_until(lambda: len(web.log.requests) > 3, "the crawl is under way")
        crawls = crawls_of(worker.pid)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0, together.said()
        assert crawls
        wait_until(lambda: not any(map(alive, crawls)), "the worker's processes end")
        with Session(engine) as session:
            done = session.scalar(select(func.count(FetchRow.outcome))) or 0
        assert 0 < done < 20
        assert queue.statuses(engine, 1) == {"todo": 1}
        together.start_workers(1)
        wait_until(lambda: (tmp_path / "coverage" / "run-1" / "coverage.json").is_file(), "the reports")
        assert together.run("doctor") == 0, together.said()
        assert "ok      workers: 1 alive, the last sign of life " in together.said()
        assert "run 1, smelter.test: 20 URLs are done" in together.said()
    assert len(web.log.targets()) == 20  # nothing was asked twice
