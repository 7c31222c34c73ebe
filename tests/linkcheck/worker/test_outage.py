"""A database server that goes away while workers crawl: they wait for it, and go on."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from linkcheck.store.checks import check
from linkcheck.store.models import FetchRow
from tests.linkcheck.store.proxy import proxied
from tests.linkcheck.worker.team import team, urls_of, wait_until, write_table
from tests.web.server import Web

AWAY = 2.5
"""Seconds."""


def test_nothing_is_lost_and_the_workers_go_on(web: Web, engine: Engine, store_url: str, tmp_path: Path) -> None:
    table = write_table(tmp_path / "report.csv", urls_of("smelter.test", 12) + urls_of("casthouse.test", 12))
    with proxied(store_url) as (url, proxy), team(tmp_path, url, web, delay="0.2") as together:
        together.start_workers(2, "--processes", 1)
        run = together.start("run", "--distribute", table)
        wait_until(lambda: len(web.log.requests) > 8, "the crawls are under way")
        proxy.cut()
        threading.Timer(AWAY, proxy.mend).start()
        assert run.wait(100) == 1, together.said()
        said = together.said()
    assert "Waiting for it, 300 seconds at most" in said
    assert "the database answers again, the work goes on" in said
    assert "Traceback" not in said, said
    with Session(engine) as session:
        assert session.scalar(select(func.count(FetchRow.outcome))) == 24
        assert check(session) == []
    assert {request.host for request in web.log.of(robots=False)} == {
        *("smelter.test", "www.smelter.test", "casthouse.test", "www.casthouse.test")
    }
    for site in ("smelter.test", "casthouse.test"):
        assert web.log.most_at_once(site, f"www.{site}") == 1
