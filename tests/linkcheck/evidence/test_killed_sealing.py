from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from warcio.cli import main as warcio

from linkcheck.evidence.manifest import manifest_paths
from linkcheck.evidence.verifying import Trust, verify
from linkcheck.store import reports
from linkcheck.store.models import RunRow
from tests.linkcheck.archive.examples import warcs
from tests.linkcheck.evidence.killed_sealing import KEY, crawl_and_seal
from tests.linkcheck.store.conftest import engine, session, store_url
from tests.linkcheck.store.examples import report

__all__ = ["engine", "session", "store_url"]  # fixtures
URLS = [f"https://www.northwind.example/{number}" for number in range(24)]


@pytest.mark.parametrize("kills", [20, pytest.param(100, marks=[pytest.mark.slow, pytest.mark.timeout(600)])])
def test_after_many_kills_the_next_start_leaves_an_archive_that_verifies(
    engine: Engine, session: Session, store_url: str, tmp_path: Path, kills: int
) -> None:
    folder = tmp_path / "evidence"
    reports.add_report(session, report(URLS))
    session.commit()
    program = "tests.linkcheck.evidence.killed_sealing"
    subprocess.run([sys.executable, "-m", program, store_url, str(folder), str(kills), "5"], check=True, timeout=500)
    with Path(os.devnull).open("wb") as nobody:
        crawl_and_seal(store_url, folder, nobody.fileno())

    findings = list(verify(session, folder, Trust((KEY.public_key(),))))
    assert [str(finding) for finding in findings] == []
    finished = session.scalar(select(func.count(RunRow.finished_at)))
    assert len(manifest_paths(folder)) == finished
    with pytest.raises(SystemExit) as ended:
        warcio(["check", *map(str, warcs(folder))])
    assert ended.value.code == 0
