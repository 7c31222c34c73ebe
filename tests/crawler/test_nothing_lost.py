"""Whatever ends a crawl, the next start completes it: nothing lost, nothing finished done again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from crawler.job import GRACE
from linkcheck.archive.reader import read_body
from linkcheck.settings import Settings
from linkcheck.store.checks import check
from linkcheck.vocabulary import Outcome
from tests.crawler.children import FAILED, FINISHED, INTERRUPTED, crawling
from tests.crawler.crawls import Office
from tests.web.server import Web

HOSTS = [f"www.company-{number}.test" for number in range(40)]


ENDED = {Outcome.OK, Outcome.GONE, Outcome.TIMEOUT}
"""What the URLs that are cited here come to."""


def cited(count: int) -> list[str]:
    """So many URLs, spread over the hosts; of every four one leads to a document."""
    paths = [f"/numbered/{number}.pdf" if number % 4 == 0 else f"/status/404?{number}" for number in range(count)]
    return [f"http://{HOSTS[number % len(HOSTS)]}{path}" for number, path in enumerate(paths)]


def requested(web: Web) -> Counter[str]:
    return Counter(f"http://{request.host}{request.target}" for request in web.log.of(robots=False))


def finished(office: Office, run_id: int) -> set[str]:
    return {url for url, outcome in office.rows(run_id) if outcome is not None}


def assert_sound(office: Office, run_id: int, archive: Path | None = None) -> None:
    """The store's own checks find nothing, and every body that a fetch speaks of is in the archive, whole."""
    with Session(office.engine) as session:
        assert check(session) == []
    for fetch in office.fetches(run_id).values():
        if fetch.bytes:
            assert fetch.capture is not None
            body = b"".join(read_body(archive or office.folder / "evidence", fetch.capture))
            assert hashlib.sha256(body).hexdigest() == fetch.sha256


def test_an_undisturbed_crawl_asks_for_everything_once(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, *HOSTS)
    run_id = office.start(cited(80), settings)
    with crawling(settings, run_id) as child:
        assert child.ended() == FINISHED
    assert requested(web) == Counter(cited(80))
    assert Counter(child.fetched) == Counter(cited(80))
    assert_sound(office, run_id)


@pytest.mark.parametrize(
    ("urls", "kills"),
    [(150, 3), pytest.param(2_000, 50, marks=[pytest.mark.slow, pytest.mark.timeout(600)])],
)
def test_killed_at_random_moments_it_completes_in_the_end(web: Web, tmp_path: Path, urls: int, kills: int) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, *HOSTS)
    run_id = office.start(cited(urls), settings)
    moments = random.Random(20261124)  # not a secret
    done: set[str] = set()
    for _ in range(kills):
        before = requested(web)
        with crawling(settings, run_id) as child:
            child.wait_for(moments.randint(0, urls // kills))  # half of all: the other half goes on unseen
            child.signal(signal.SIGKILL)
            assert child.ended() == -signal.SIGKILL
        assert not done & (requested(web) - before).keys()
        assert finished(office, run_id) >= done | set(child.fetched)
        done = finished(office, run_id)
    before = requested(web)
    with crawling(settings, run_id) as child:
        assert child.ended() == FINISHED
    assert set(child.fetched) == set(cited(urls)) - done
    assert not done & (requested(web) - before).keys()
    assert Counter(url for url, outcome in office.rows(run_id) if outcome in ENDED) == Counter(cited(urls))
    assert_sound(office, run_id)


def test_no_process_outlives_a_killed_crawl(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, *HOSTS)
    run_id = office.start(cited(300), settings)
    with crawling(settings, run_id) as child:
        child.wait_for(120)
        started = child.descendants()
        child.signal(signal.SIGKILL)
        assert child.ended() == -signal.SIGKILL
    assert started, "documents are examined in processes of their own"
    deadline = time.monotonic() + 10
    while (left := [pid for pid in started if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert left == []


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_ends_soon_and_goes_on_later(web: Web, tmp_path: Path, asked: signal.Signals) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, *HOSTS, delay=0.05)
    run_id = office.start(cited(200), settings)
    with crawling(settings, run_id) as child:
        child.wait_for(20)
        child.signal(asked)
        assert child.ended(seconds=15) == INTERRUPTED
    assert_completed(web, office, run_id, office.settings(web, *HOSTS))


def test_asked_again_it_does_not_wait_for_what_never_ends(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    silent = [f"http://{host}/silence/inside-body" for host in HOSTS[:10]]
    settings = office.settings(web, *HOSTS, total_timeout=300, idle_timeout=300)
    run_id = office.start(cited(40) + silent, settings)
    with crawling(settings, run_id) as child:
        child.wait_for(20)
        asked = time.monotonic()
        child.signal(signal.SIGINT)
        child.signal(signal.SIGINT)
        assert child.ended() == INTERRUPTED
        assert time.monotonic() - asked < GRACE
    assert finished(office, run_id).isdisjoint(silent)
    assert_completed(web, office, run_id, office.settings(web, *HOSTS, idle_timeout=0.3))


def test_asked_again_it_does_not_wait_for_an_examination_either(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    slow = [f"http://{host}/body/slow.pdf?{host}" for host in HOSTS[:2]]
    gone = [f"http://{host}/status/404" for host in HOSTS[:8]]
    settings = office.settings(web, *HOSTS)
    run_id = office.start(slow + gone, settings)
    with crawling(settings, run_id) as child:
        child.wait_for(1 + len(gone))
        asked = time.monotonic()
        child.signal(signal.SIGINT)
        child.signal(signal.SIGINT)
        assert child.ended() == INTERRUPTED, child.error
        assert time.monotonic() - asked < GRACE
    assert finished(office, run_id) == set(gone)
    assert_sound(office, run_id)


def test_a_second_crawl_of_the_same_store_is_refused(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, *HOSTS, delay=0.2)
    run_id = office.start(cited(120), settings)
    with crawling(settings, run_id) as first:
        first.wait_for(2)
        with crawling(settings, run_id) as second:
            assert second.ended() == FAILED
        assert second.error.startswith("error: RunInProgress: ")
        assert "\n" not in second.error
    assert set(second.said) == {second.error}


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of that size, mounted on the folder. Skips where that takes rights that we don't have."""
    folder.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def resize(folder: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)


def assert_completed(web: Web, office: Office, run_id: int, enough: Settings) -> None:
    """Something was left to do, nothing is done twice, and a crawl with settings that are enough completes it."""
    done = finished(office, run_id)
    assert len(done) < len(office.rows(run_id))
    before = requested(web)
    with crawling(enough, run_id) as child:
        assert child.ended() == FINISHED, child.error
    assert not done & (requested(web) - before).keys()
    assert {outcome for _, outcome in office.rows(run_id)} <= ENDED
    assert_sound(office, run_id, enough.archive)


def large(count: int) -> list[str]:
    return [f"http://{HOSTS[number]}/body/noise?bytes={600_000 + number}" for number in range(count)]


def test_a_full_disk_ends_the_crawl_in_one_line_and_loses_nothing(web: Web, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1536k") as disk:
        office = Office(tmp_path)
        settings = office.settings(web, *HOSTS, archive=disk / "evidence", concurrency=2)
        run_id = office.start(large(30), settings)
        with crawling(settings, run_id) as child:
            assert child.ended() == FAILED
        assert child.error.startswith("error: ArchiveTrouble: ")
        assert "\n" not in child.error
        resize(disk, "64m")
        assert_completed(web, office, run_id, settings)


def test_a_limit_on_the_size_of_files_is_as_good_as_a_full_disk(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, *HOSTS, concurrency=2)
    run_id = office.start(large(30), settings)
    with crawling(settings, run_id, file_size=500_000) as child:
        assert child.ended() == FAILED
    assert child.error.startswith("error: ArchiveTrouble: ")
    assert "\n" not in child.error
    assert_completed(web, office, run_id, settings)


def test_a_full_disk_under_the_database_ends_the_crawl_in_one_line_and_loses_nothing(web: Web, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        office = Office(disk)
        settings = office.settings(web, *HOSTS, archive=tmp_path / "evidence")
        run_id = office.start(cited(300), settings)
        with crawling(settings, run_id) as child:
            assert child.ended() == FAILED
        assert child.error.startswith("error: DatabaseTrouble: ")
        resize(disk, "64m")
        assert_completed(web, office, run_id, settings)
        office.engine.dispose()


def test_a_locked_database_ends_the_crawl_in_one_line_and_loses_nothing(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    patient = office.settings(web, *HOSTS)
    impatient = patient.model_copy(update={"database": f"{office.database}?timeout=0.5"})
    run_id = office.start(cited(120), patient)
    with contextlib.closing(sqlite3.connect(tmp_path / "linkcheck.db", isolation_level=None)) as other:
        with crawling(impatient, run_id) as child:
            child.wait_for(10)
            other.execute("BEGIN IMMEDIATE")
            assert child.ended() == FAILED
        other.execute("ROLLBACK")
    assert child.error.startswith("error: DatabaseTrouble: ")
    assert_completed(web, office, run_id, patient)


def test_a_database_that_is_locked_for_a_while_is_waited_for(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    settings = office.settings(web, *HOSTS)
    run_id = office.start(cited(120), settings)
    with (
        contextlib.closing(sqlite3.connect(tmp_path / "linkcheck.db", isolation_level=None)) as other,
        crawling(settings, run_id) as child,
    ):
        child.wait_for(10)
        other.execute("BEGIN IMMEDIATE")
        child.wait_for(len(child.said) + 1, seconds=1)
        other.execute("ROLLBACK")
        assert child.ended() == FINISHED
    assert finished(office, run_id) == set(cited(120))
