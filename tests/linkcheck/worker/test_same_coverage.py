"""Whichever way a run is done, its coverage.json is the same but for times, and for where the archive keeps what."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.linkcheck.worker.team import ENOUGH, team, write_table
from tests.web.server import Web

SITES = ("northwind-metals.test", "rivermouth-rolling.test")
PATHS = (
    "/as-promised/report.pdf",
    "/status/404",
    "/status/403",
    "/private/plan.pdf",
    "/redirect/loop",
    "/length/short",
    f"/redirect/to?location=http://www.{SITES[0]}/report.pdf",  # at a site that another process may be at
)
OF_THE_MOMENT = {"started_at", "finished_at", "at", "last_seen_at", "seconds", "capture"}
"""Keys whose values say when, how long, or at which place of an archive."""


def without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_times(each) for name, each in value.items() if name not in OF_THE_MOMENT}
    return [without_times(each) for each in value] if isinstance(value, list) else value


def coverage(folder: Path) -> Any:
    return without_times(json.loads((folder / "coverage" / "coverage.json").read_text(encoding="utf-8")))


def test_sqlite_one_worker_and_three_give_the_same(
    web: Web, store_url: str, other_store_url: str, tmp_path: Path
) -> None:
    web.robots[SITES[1]] = "/robots/deny-private"
    table = write_table(tmp_path / "report.csv", [f"http://{site}{path}" for path in PATHS for site in SITES])
    with (
        team(tmp_path / "alone", f"sqlite:///{tmp_path}/alone.db", web, delay="0.02") as alone,
        team(tmp_path / "one", store_url, web, delay="0.02") as one,
        team(tmp_path / "three", other_store_url, web, delay="0.02") as three,
    ):
        one.start_workers(1)
        three.start_workers(3)
        ways = [alone.start("run", table), *(each.start("run", "--distribute", table) for each in (one, three))]
        assert [way.wait(ENOUGH) for way in ways] == [1, 1, 1]
        assert coverage(one.folder) == coverage(alone.folder)
        assert coverage(three.folder) == coverage(alone.folder)
