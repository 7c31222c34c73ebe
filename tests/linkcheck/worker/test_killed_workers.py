"""Workers that are killed in the middle of their crawls: nothing is lost, nothing is done twice, nobody is impolite."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from linkcheck.store.checks import check
from linkcheck.store.models import FetchRow
from tests.linkcheck.worker.team import alive, team, urls_of, wait_until, write_table
from tests.web.server import Web

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for crawl processes in /proc")
DELAY = 0.25
GRAIN = 0.01
"""Seconds: the kernel tells when a request arrived to within a tick or two of its clock (4 ms each)."""


@pytest.mark.parametrize(
    ("sites", "urls", "processes"),
    [(3, 6, 1), pytest.param(30, 40, 2, marks=[pytest.mark.slow, pytest.mark.timeout(600)])],
)
def test_two_of_three_workers_killed_and_one_restarted(
    sites: int, urls: int, processes: int, web: Web, engine: Engine, store_url: str, tmp_path: Path
) -> None:
    names = [f"smelter-{number}.test" for number in range(sites)]
    table = write_table(tmp_path / "report.csv", [url for name in names for url in urls_of(name, urls)])
    moment = random.Random(7)
    orphans: list[int] = []
    with team(tmp_path, store_url, web, delay=str(DELAY), worker_stalled="3") as together:
        together.start_workers(3, "--processes", processes)
        run = together.start("run", "--distribute", table)
        for killed in range(2):
            asked = (killed + 1) * sites * urls // 5
            wait_until(lambda asked=asked: len(web.log.requests) > asked, f"{asked} requests")  # type: ignore[misc]
            time.sleep(moment.uniform(0, 2 * DELAY))
            orphans += together.kill(moment.choice(together.workers))
        together.start_workers(1, "--processes", processes)
        wait_until(lambda: not any(map(alive, orphans)), "the crawls of killed workers end")
        assert run.wait(500) == 1, together.said()  # nothing is live
        said = together.said()

    assert orphans, "the workers were killed while they did nothing"
    with Session(engine) as session:
        outcomes = session.execute(select(FetchRow.outcome, func.count()).group_by(FetchRow.outcome)).all()
        assert dict(outcomes) == {"gone": sites * urls}
        assert check(session) == []
    for name in names:
        asked_of = web.log.of(name, f"www.{name}", robots=False)
        assert {(each.host, each.target) for each in asked_of} == {
            (f"{('www.', '')[n % 2]}{name}", f"/status/404?{n}") for n in range(urls)
        }
        assert web.log.most_at_once(name, f"www.{name}") == 1
        assert min(web.log.gaps(name, f"www.{name}")) >= DELAY - GRAIN, name
    assert "taking over from a worker that gives no sign of life" in said
