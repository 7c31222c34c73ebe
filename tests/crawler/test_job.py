"""What all parts of a crawl share."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlalchemy.orm import Session

from crawler.job import Job
from linkcheck.errors import DatabaseTrouble
from linkcheck.fetch import Fetch
from linkcheck.settings import Settings
from linkcheck.store.engine import open_store
from linkcheck.vocabulary import Outcome


def test_once_something_could_not_be_kept_nothing_more_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'linkcheck.db'}")
    tried: list[list[int]] = []
    now = datetime.now(UTC)
    fetch = Fetch(url="https://www.northwind.example/", outcome=Outcome.GONE, started_at=now, finished_at=now)

    def locked(_session: Session, outcomes: list[tuple[int, Fetch]]) -> list[bool]:
        tried.append([fetch_id for fetch_id, _ in outcomes])
        raise DatabaseTrouble("the database is locked")

    async def keep_both() -> None:
        job = Job(engine, 1, Settings(archive=tmp_path / "evidence"))
        try:
            for number in (1, 2):
                with pytest.raises(DatabaseTrouble) as raised:
                    await job.keeper.keep(number, fetch)
                assert job.trouble is raised.value
        finally:
            await job.close()

    monkeypatch.setattr("linkcheck.store.runs.record_all", locked)
    asyncio.run(keep_both())
    engine.dispose()
    assert tried == [[1]]


def test_whatever_ends_its_closing_the_shared_turns_are_given_back(tmp_path: Path) -> None:
    async def broken_off() -> None:
        job = Job(engine, 1, Settings(archive=tmp_path / "evidence"))
        job._turns = turns
        closing = asyncio.create_task(job.close())
        await asyncio.sleep(0)
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing

    engine, turns = open_store(f"sqlite:///{tmp_path / 'linkcheck.db'}"), Mock()
    asyncio.run(broken_off())
    engine.dispose()
    turns.close.assert_called_once_with()
