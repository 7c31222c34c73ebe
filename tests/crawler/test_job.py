"""What all parts of a crawl share."""

from __future__ import annotations

import asyncio
from pathlib import Path

from crawler.job import Job
from linkcheck.errors import DatabaseTrouble
from linkcheck.settings import Settings
from linkcheck.store.engine import open_store


def test_once_something_could_not_be_kept_nothing_more_is_tried(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'linkcheck.db'}")
    tried: list[str] = []

    def locked() -> None:
        tried.append("locked")
        raise DatabaseTrouble("the database is locked")

    async def keep_both() -> None:
        job = Job(engine, 1, Settings(archive=tmp_path / "evidence"))
        try:
            first, second = job.keeper.write(locked), job.keeper.write(lambda: tried.append("second"))
            ended = await asyncio.gather(first, second, return_exceptions=True)
        finally:
            job.close()
        assert [type(error) for error in ended] == [DatabaseTrouble, DatabaseTrouble]
        assert job.trouble is ended[0]

    asyncio.run(keep_both())
    engine.dispose()
    assert tried == ["locked"]
