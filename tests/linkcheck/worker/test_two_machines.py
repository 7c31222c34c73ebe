"""Workers whose archives are on different disks: the evidence is complete where the run is concluded."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from linkcheck.store.models import FetchRow
from linkcheck.store.shared_models import StoredFileRow
from tests.linkcheck.storage.conftest import bucket
from tests.linkcheck.worker.team import team, urls_of, write_table
from tests.web.server import Web

__all__ = ["bucket"]  # a fixture


def test_the_evidence_of_both_is_in_one_place_and_verifies(
    web: Web, engine: Engine, store_url: str, bucket: str, tmp_path: Path
) -> None:
    table = write_table(tmp_path / "report.csv", urls_of("smelter.test", 3) + urls_of("casthouse.test", 3))
    settings = {"delay": "0.02", "evidence_store": bucket}
    with (
        team(tmp_path / "one", store_url, web, **settings) as one,
        team(tmp_path / "other", store_url, web, **settings) as other,
    ):
        one.start_workers(1, "--processes", 1)
        other.start_workers(1, "--processes", 1)
        assert one.run("run", "--distribute", table) == 1, one.said() + other.said()
        with Session(engine) as session:
            named = set(session.scalars(select(FetchRow.warc_file)))
            stored = set(session.scalars(select(StoredFileRow.name)))
        assert len(named) == 2
        assert named < stored
        concluded = next(each for each in (one, other) if "is done\n" in each.said().split("signed manifest")[-1])
        assert {path.name for path in (concluded.folder / "evidence").glob("*.warc.gz")} == named
        assert concluded.run("evidence", "verify") == 0, concluded.said()
