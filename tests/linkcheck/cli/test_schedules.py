"""Reports with tags, and schedules on one machine: as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.linkcheck.cli.conftest import Command

TABLE = "criterion,url\n5.1a-b,http://www.northwind-metals.test/policy.pdf\n"
SETTINGS = """
[[schedule]]
name = "weekly"
cron = "17 3 * * 1"
tags = ["smelters"]
due = true
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "northwind.csv"
    path.write_text(TABLE)
    return path


def test_a_report_is_added_listed_by_its_tag_and_removed(linkcheck: Command, table: Path) -> None:
    assert linkcheck("add", table, "--tag", "smelters", "--tag", "2026").code == 0
    assert linkcheck("add", table, "--tag", "again").code == 0
    listed = linkcheck("list", "--tag", "smelters")
    assert listed.code == 0
    assert "2026, again, smelters" in listed.out
    assert "northwind.csv" in listed.out
    assert linkcheck("remove", table).code == 0
    assert "northwind.csv" not in linkcheck("list").out


def test_a_report_whose_file_is_gone_is_removed_by_its_number(linkcheck: Command, table: Path) -> None:
    linkcheck("add", table)
    table.unlink()
    assert "no report 9" in linkcheck("remove", "9").err
    assert linkcheck("remove", "1").code == 0


def test_an_unknown_tag_is_told(linkcheck: Command, table: Path) -> None:
    linkcheck("add", table, "--tag", "smelters")
    for command in (("list",), ("run",)):
        ended = linkcheck(*command, "--tag", "smelter")
        assert ended.code == 2
        assert "no report has the tag 'smelter'. `linkcheck list` shows the tags that there are" in ended.err


@pytest.mark.parametrize("tag", ["", "two words", "a,b", "\x1b[31mred", "line\nline", "\udcff", "x" * 101])
def test_what_is_no_word_is_no_tag(linkcheck: Command, table: Path, tag: str) -> None:
    ended = linkcheck("add", table, "--tag", tag)
    assert ended.code == 2
    assert "is no tag. A tag is one word of at most 100 characters, without commas" in ended.err
    assert "northwind.csv" not in linkcheck("list").out


def test_which_reports_must_be_said(linkcheck: Command) -> None:
    assert "which reports are to be checked is not said" in linkcheck("run").err


def test_schedules_are_printed_for_systemd_and_cron(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "linkcheck.toml").write_text(SETTINGS)
    printed = linkcheck("schedule")
    assert printed.code == 0
    assert "# /etc/systemd/system/linkcheck-weekly.timer" in printed.out
    assert "OnCalendar=Mon *-*-* 03:17:00 UTC" in printed.out
    assert "linkcheck run --schedule weekly" in printed.out
    assert f"17 3 * * 1 cd {tmp_path} && " in printed.out


def test_a_schedule_is_printed_with_the_names_of_what_it_lacks(
    linkcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "linkcheck.toml").write_text(SETTINGS)
    monkeypatch.setenv("LINKCHECK_DATABASE", "postgresql+psycopg://office:secret@db.example/audits")
    printed = linkcheck("schedule").out
    assert "# not in these, and needed there too: LINKCHECK_DATABASE\n" in printed
    assert "secret" not in printed


def test_a_bad_cron_line_in_the_settings_is_one_line(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "linkcheck.toml").write_text(SETTINGS.replace("17 3 * * 1", "17 25 * * 1"))
    ended = linkcheck("schedule")
    assert ended.code == 2
    assert "setting schedule.0.cron: '17 25 * * 1' is no cron line: minute, hour" in ended.err
    assert "Traceback" not in ended.err


def test_a_schedule_that_is_not_there_is_told_with_those_that_are(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "linkcheck.toml").write_text(SETTINGS)
    ended = linkcheck("run", "--schedule", "daily")
    assert ended.code == 2
    assert "there is no schedule 'daily'. There are: weekly" in ended.err


def test_a_schedule_s_tag_that_no_report_has_is_told(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "linkcheck.toml").write_text(SETTINGS)
    ended = linkcheck("run", "--schedule", "weekly")
    assert ended.code == 2
    assert "no report has the tag 'smelters'" in ended.err


@pytest.mark.parametrize("arguments", [("run", "--no-wait", "x.csv"), ("run", "--distribute", "x.csv"), ("worker",)])
def test_what_workers_need_is_told(linkcheck: Command, arguments: tuple[str, ...]) -> None:
    ended = linkcheck(*arguments)
    assert ended.code == 2
    assert "--distribute" in ended.err or "workers share a PostgreSQL database" in ended.err
