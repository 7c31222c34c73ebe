from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from warcio.cli import main as warcio

from linkcheck.archive.reader import read_body
from linkcheck.archive.recovery import recover
from linkcheck.store import reports
from linkcheck.store.checks import check
from linkcheck.store.models import FetchRow
from linkcheck.store.snapshot import load_snapshot
from tests.linkcheck.archive.examples import warcs
from tests.linkcheck.killed_crawl import body_of, crawl
from tests.linkcheck.store.conftest import engine, session, store_url
from tests.linkcheck.store.examples import report

__all__ = ["engine", "session", "store_url"]  # fixtures
URLS = [f"https://www.northwind.example/{number}" for number in range(300)]


@pytest.mark.parametrize("kills", [20, pytest.param(100, marks=[pytest.mark.slow, pytest.mark.timeout(600)])])
def test_after_many_kills_each_recorded_fetch_has_its_body(
    engine: Engine, session: Session, store_url: str, tmp_path: Path, kills: int
) -> None:
    folder = tmp_path / "evidence"
    reports.add_report(session, report(URLS))
    session.commit()
    program = "tests.linkcheck.killed_crawl"
    subprocess.run([sys.executable, "-m", program, store_url, str(folder), str(kills), "7"], check=True, timeout=500)

    assert (session.scalar(select(func.count(FetchRow.outcome))) or 0) >= kills // 2
    recover(folder)
    assert_kept(session, folder)

    session.rollback()
    with Path(os.devnull).open("wb") as nobody:
        crawl(store_url, folder, nobody.fileno())
    assert_kept(session, folder)
    assert check(session) == []
    assert set(load_snapshot(session).reports[0].fetches) == set(URLS)


def assert_kept(session: Session, folder: Path) -> None:
    """Every fetch that is recorded has its body in the archive, whose files are all in order."""
    for history in load_snapshot(session).reports[0].history.values():
        for fetch in history:
            assert fetch.capture is not None
            body = b"".join(read_body(folder, fetch.capture))
            assert body == body_of(fetch.url)
            assert hashlib.sha256(body).hexdigest() == fetch.sha256
    with pytest.raises(SystemExit) as ended:
        warcio(["check", *map(str, warcs(folder))])
    assert ended.value.code == 0
