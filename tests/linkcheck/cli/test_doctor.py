"""`linkcheck doctor`: what it says of stores that are well and of others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from linkcheck import health
from linkcheck.store.engine import open_store
from linkcheck.store.reports import add_report
from linkcheck.store.tags import add_tags
from tests.linkcheck.cli.conftest import Command
from tests.linkcheck.store.examples import report


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "linkcheck.db"
    engine = open_store(f"sqlite:///{path}")
    with Session(engine) as session:
        add_tags(session, add_report(session, report(["http://www.northwind-metals.test/policy.pdf"])), ["smelters"])
        session.commit()
    engine.dispose()
    return path


def sql(store: Path, statement: str) -> None:
    engine = open_store(f"sqlite:///{store}")
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_store_that_is_well(linkcheck: Command, store: Path) -> None:
    ended = linkcheck("doctor")
    assert ended.code == 0, ended.out
    for line in ("database: ", "tables: they are of this version", "contents: 0 fetches are in order", "clock: no run"):
        assert f"ok      {line}" in ended.out


def test_no_store_is_told_and_none_is_made(linkcheck: Command, tmp_path: Path) -> None:
    ended = linkcheck("doctor")
    assert ended.code == 1
    assert "wrong   database: there is no store in" in ended.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE resource SET url = url || 'x'", "wrong   contents: resources whose URL was changed: 1"),
        (
            "INSERT INTO run (started_at, program, user_agent, settings) VALUES ('2999-01-01', '', '', '{}')",
            "wrong   clock: a run began at 2999-01-01 00:00 UTC, which is still to come",
        ),
        ("UPDATE linkcheck_version SET version_num = '0003'", "warning tables: they are of revision 0003"),
    ],
)
def test_what_is_wrong_in_the_store_is_told(linkcheck: Command, store: Path, statement: str, says: str) -> None:
    sql(store, statement)
    ended = linkcheck("doctor")
    assert says in ended.out
    assert ended.code == int(says.startswith("wrong"))


def test_evidence_that_is_not_there_is_told(linkcheck: Command, store: Path, tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    sql(store, "INSERT INTO run (id, started_at, program, user_agent, settings) VALUES (1, '2026-01-01', '', '', '{}')")
    sql(
        store,
        "INSERT INTO fetch (run_id, resource_id, detail, hops, complete, attempts, robots, "
        "warc_file, warc_offset, warc_record_id) VALUES (1, 1, '', '[]', 1, 1, '', 'run-1.warc.gz', 0, 'x')",
    )
    assert "1 files that fetches name are not in evidence, the first is run-1.warc.gz" in linkcheck("doctor").out


def test_a_schedule_without_its_reports_is_told(linkcheck: Command, store: Path, tmp_path: Path) -> None:
    (tmp_path / "linkcheck.toml").write_text(
        'notify = ["NOBODY"]\n[[schedule]]\nname = "weekly"\ncron = "17 3 * * 1"\ntags = ["smelter"]\n'
        'reports = ["gone.pdf"]\n'
    )
    ended = linkcheck("doctor")
    assert ended.code == 1
    assert "wrong   schedule weekly: there is no file gone.pdf" in ended.out
    assert "wrong   schedule weekly: no report has the tag 'smelter'" in ended.out
    assert "warning notices: the environment has no NOBODY" in ended.out


def test_a_disk_that_is_nearly_full_is_told(linkcheck: Command, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "TOO_LITTLE", shutil.disk_usage(store).total)
    ended = linkcheck("doctor")
    assert ended.code == 1
    assert "wrong   disk: " in ended.out
