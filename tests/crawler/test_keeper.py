"""What is gathered into one go: an outcome is recorded only once its body is on the disk, whatever fails on the way."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import io
import os
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

import pytest
from sqlalchemy.orm import Session

from crawler.job import Job
from crawler.keeper import Entry
from linkcheck.archive import records
from linkcheck.archive.exchange import Exchange
from linkcheck.archive.reader import read_body
from linkcheck.errors import ArchiveTrouble, DatabaseTrouble
from linkcheck.evidence.scanning import scan
from linkcheck.fetch import Fetch
from linkcheck.settings import Settings
from linkcheck.store import runs
from linkcheck.vocabulary import Outcome
from tests.crawler.crawls import Office

URLS = [f"https://www.northwind.example/{number}.pdf" for number in range(40)]
BODIES = {url: url.encode() * 50 for url in URLS}


class Desk:
    """A run of all URLs, and the job that keeps what they came to."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.settings = Settings(archive=folder / "evidence", database=self.office.database)
        self.run_id = self.office.start(URLS, self.settings)
        with Session(self.office.engine) as session:
            self.pending = {p.url: p.fetch_id for p in runs.pending(session, self.run_id)}

    def keep(self, *portions: list[str]) -> tuple[list[bool | BaseException], Job]:
        """Have the URLs of a portion kept at once, one portion after the other, and say what came of each."""

        async def all_of_them() -> tuple[list[bool | BaseException], Job]:
            job = Job(self.office.engine, self.run_id, self.settings)
            kept: list[bool | BaseException] = []
            try:
                for urls in portions or (URLS,):
                    kept += await asyncio.gather(*(self.keep_one(job, url) for url in urls), return_exceptions=True)
                return kept, job
            finally:
                await job.close()

        return asyncio.run(all_of_them())

    async def keep_one(self, job: Job, url: str) -> bool:
        exchange = _exchange(url)
        now = datetime.now(UTC)
        facts = {"sha256": exchange.sha256, "sha1": exchange.sha1, "bytes": exchange.bytes}
        fetch = Fetch(url=url, outcome=Outcome.OK, status=200, started_at=now, finished_at=now, **facts)
        return await job.keeper.keep(self.pending[url], fetch, [Entry(exchange, {})])

    @property
    def recorded(self) -> set[str]:
        return {url for url, outcome in self.office.rows(self.run_id) if outcome is not None}

    def assert_every_body_is_there(self) -> None:
        for url, fetch in self.office.fetches(self.run_id).items():
            assert fetch.capture is not None
            assert b"".join(read_body(self.settings.archive, fetch.capture)) == BODIES[url]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.office.engine.dispose()


def _exchange(url: str) -> Exchange:
    body = BODIES[url]
    return Exchange(
        url=url,
        started_at=datetime.now(UTC),
        address="192.0.2.7",
        request_head=b"GET / HTTP/1.1\r\nHost: www.northwind.example\r\n\r\n",
        response_head=b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n",
        body=io.BytesIO(body),
        bytes=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        sha1=hashlib.sha1(body).hexdigest(),
    )


class Failing(io.FileIO):
    """A file on a disk that fails once it should give something up."""

    def truncate(self, size: int | None = None, /) -> int:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_outcomes_are_committed_after_the_archive_is_on_the_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk: dict[str, int] = {}
    committed: list[int] = []
    fsync, record_all = os.fsync, runs.record_all

    def synced(descriptor: int) -> None:
        fsync(descriptor)
        on_disk[Path(f"/proc/self/fd/{descriptor}").readlink().name] = os.fstat(descriptor).st_size

    def recorded(session: Session, outcomes: list[tuple[int, Fetch]]) -> list[bool]:
        (warc,) = desk.settings.archive.glob("*.warc.gz")
        assert on_disk[warc.name] == warc.stat().st_size
        committed.append(len(outcomes))
        return record_all(session, outcomes)

    monkeypatch.setattr("os.fsync", synced)
    monkeypatch.setattr("linkcheck.store.runs.record_all", recorded)
    kept, _ = desk.keep()
    assert kept == [True] * len(URLS)
    assert sum(committed) == len(URLS)
    assert len(committed) < len(URLS), "they are gathered"
    desk.assert_every_body_is_there()


@pytest.mark.parametrize("before", [0, 10])
def test_where_the_disk_takes_no_more_nothing_is_recorded_and_nothing_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    fsync = os.fsync

    def full(descriptor: int) -> None:
        if len(desk.recorded) == before and Path(f"/proc/self/fd/{descriptor}").is_file():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        kept, job = desk.keep(URLS[:before], URLS[before:])
    assert kept[:before] == [True] * before
    assert {type(error) for error in kept[before:]} == {ArchiveTrouble}
    assert isinstance(job.trouble, ArchiveTrouble)
    assert desk.recorded == set(URLS[:before])
    responses = [r for path in desk.settings.archive.glob("*.warc.gz") for r in scan(path) if r.kind == "response"]
    assert len(responses) == before, "what could not be synchronised is taken back"
    desk.assert_every_body_is_there()
    assert desk.keep(URLS[before:])[0] == [True] * len(URLS[before:])
    desk.assert_every_body_is_there()


def test_a_fault_while_the_archive_is_synchronised_records_nothing_without_its_body(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No trouble of the disk, so that they are tried again one by one: each is synchronised, or isn't recorded."""

    def faulty(descriptor: int) -> None:
        size = os.fstat(descriptor).st_size
        if Path(f"/proc/self/fd/{descriptor}").is_file() and not failed and size > 20_000:  # many together
            failed.append(size)
            raise MemoryError
        fsync(descriptor)

    failed: list[int] = []
    fsync = os.fsync
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", faulty)
        kept, _ = desk.keep()
    assert failed
    assert {type(one) for one in kept} <= {bool, MemoryError}
    assert desk.recorded == {url for url, one in zip(URLS, kept, strict=True) if one is True}
    assert len(desk.recorded) >= len(URLS) - 1
    desk.assert_every_body_is_there()


def test_what_can_not_be_taken_back_is_trouble_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of our own in a record, on a disk that fails: what was written before it is not synchronised."""

    def faulty(*_: object) -> None:
        written.append(1)
        if len(written) == 6:
            raise ZeroDivisionError
        write_metadata(*_)  # type: ignore[arg-type]

    def opened(path: Path, mode: str = "r", **how: Any) -> IO[Any]:
        return cast("IO[bytes]", Failing(path, "x")) if mode == "xb" else really_open(path, mode, **how)

    def synced(descriptor: int) -> None:
        fsync(descriptor)
        on_disk.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr("linkcheck.archive.gathering.ENOUGH", 1)  # else nothing of it would be on the disk yet
    written: list[int] = []
    on_disk: list[int] = [0]
    write_metadata, fsync, really_open = records.write_metadata, os.fsync, Path.open
    monkeypatch.setattr(records, "write_metadata", faulty)
    monkeypatch.setattr("os.fsync", synced)
    monkeypatch.setattr(Path, "open", opened)
    kept, job = desk.keep()
    assert isinstance(job.trouble, ArchiveTrouble)
    assert {type(error) for error in kept if error is not True} == {ArchiveTrouble}
    recorded = [fetch.capture.offset for fetch in desk.office.fetches(desk.run_id).values() if fetch.capture]
    assert len(recorded) == len(desk.recorded) < 6
    assert max(recorded, default=-1) < max(on_disk)


def test_a_fault_of_one_outcome_is_not_the_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    record_all = runs.record_all
    faulty = desk.pending[URLS[7]]

    def recorded(session: Session, outcomes: list[tuple[int, Fetch]]) -> list[bool]:
        if faulty in dict(outcomes):
            raise ZeroDivisionError
        return record_all(session, outcomes)

    monkeypatch.setattr("linkcheck.store.runs.record_all", recorded)
    kept, job = desk.keep()
    assert [url for url, one in zip(URLS, kept, strict=True) if one is not True] == [URLS[7]]
    assert isinstance(kept[7], ZeroDivisionError)
    assert job.trouble is None
    assert desk.recorded == set(URLS) - {URLS[7]}
    desk.assert_every_body_is_there()


def test_a_store_that_takes_no_more_ends_it_and_what_was_recorded_has_its_body(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(session: Session, outcomes: list[tuple[int, Fetch]]) -> list[bool]:
        tried.append(len(outcomes))
        raise DatabaseTrouble("the database is locked")

    tried: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr("linkcheck.store.runs.record_all", locked)
        kept, job = desk.keep()
    assert [type(error) for error in kept] == [DatabaseTrouble] * len(URLS)
    assert isinstance(job.trouble, DatabaseTrouble)
    assert len(tried) == 1, "the others would wait for it anew"
    assert desk.recorded == set()
    assert desk.keep()[0] == [True] * len(URLS)
    desk.assert_every_body_is_there()


def test_closing_twice_is_closing_once_and_what_comes_later_is_refused(desk: Desk) -> None:
    async def late() -> None:
        job = Job(desk.office.engine, desk.run_id, desk.settings)
        assert await desk.keep_one(job, URLS[0])
        await job.keeper.close()
        await job.keeper.close()
        async with asyncio.timeout(10):
            with pytest.raises(RuntimeError, match="nothing is kept"):
                await desk.keep_one(job, URLS[1])

    asyncio.run(late())
    assert desk.recorded == {URLS[0]}


def test_a_keeper_that_breaks_leaves_nobody_waiting(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_done: object) -> None:
        raise ZeroDivisionError

    async def keep_all() -> list[bool | BaseException]:
        job = Job(desk.office.engine, desk.run_id, desk.settings)
        async with asyncio.timeout(10):
            kept = await asyncio.gather(*(desk.keep_one(job, url) for url in URLS), return_exceptions=True)
        with pytest.raises(ZeroDivisionError):
            await job.close()
        return kept

    monkeypatch.setattr("crawler.keeper._deliver", broken)
    assert {type(one) for one in asyncio.run(keep_all())} == {RuntimeError}
    assert all(path.stat().st_mode & 0o222 == 0 for path in desk.settings.archive.glob("*.warc.gz")), "it was ended"
    desk.assert_every_body_is_there()


@pytest.mark.parametrize("closing", [True, False])
def test_whoever_is_broken_off_meanwhile_nothing_is_written_afterwards(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, closing: bool
) -> None:
    """Whoever holds the run lock lets go of it then. `closing`: who waits for the end is cancelled, else all is."""
    record_all = runs.record_all

    def slow(session: Session, outcomes: list[tuple[int, Fetch]]) -> list[bool]:
        recording.set()
        time.sleep(0.3)
        return record_all(session, outcomes)

    async def broken_off() -> None:
        job = Job(desk.office.engine, desk.run_id, desk.settings)
        kept = [asyncio.create_task(desk.keep_one(job, url)) for url in URLS]
        await asyncio.to_thread(recording.wait)
        if closing:
            end = asyncio.create_task(job.close())
            await asyncio.sleep(0.05)
            end.cancel()
            with pytest.raises(asyncio.CancelledError):
                await end
            assert all([await one for one in kept])

    recording = threading.Event()
    monkeypatch.setattr("linkcheck.store.runs.record_all", slow)
    asyncio.run(broken_off())
    assert desk.recorded == set(URLS)
    (warc,) = desk.settings.archive.glob("*.warc.gz")
    assert warc.stat().st_mode & 0o222 == 0, "it was ended"
    desk.assert_every_body_is_there()
