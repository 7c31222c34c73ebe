"""Bad input: one clear line, exit code 2, never a traceback, and nothing is lost."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from linkcheck.demo import REPORT
from linkcheck.store.engine import open_store
from linkcheck.store.migrations import VERSION_TABLE
from tests.linkcheck.cli.conftest import Command


def _encrypted(path: Path) -> None:
    with pikepdf.open(REPORT) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))


def _without_text(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)


def _without_findings(path: Path) -> None:
    with pikepdf.open(REPORT) as pdf:
        del pdf.pages[1:]
        pdf.save(path)


BAD_REPORTS: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing.pdf", lambda path: None, "no such file"),
    ("empty.pdf", lambda path: path.write_bytes(b""), "empty"),
    ("folder.pdf", lambda path: path.mkdir(), "folder"),
    ("encrypted.pdf", _encrypted, "encrypted"),
    ("scan.pdf", _without_text, "text"),
    ("noise.pdf", lambda path: path.write_bytes(bytes(range(256)) * 64), ""),
    ("broken.pdf", lambda path: path.write_bytes(REPORT.read_bytes()[:3000]), ""),
    ("letter.txt", lambda path: path.write_text("Dear auditor,\nsee you on Monday.\n"), ""),
    ("overview.pdf", _without_findings, "findings"),
]


@pytest.mark.parametrize("command", ["parse", "run"])
@pytest.mark.parametrize(("name", "make", "says"), BAD_REPORTS, ids=[case[0] for case in BAD_REPORTS])
def test_an_unreadable_report_is_one_line_and_exit_2(
    linkcheck: Command, tmp_path: Path, command: str, name: str, make: Callable[[Path], object], says: str
) -> None:
    make(tmp_path / name)
    ended = linkcheck(command, name)
    assert ended.code == 2
    assert ended.err.startswith("linkcheck: ")
    assert ended.err.count("\n") == 1
    assert name in ended.err
    assert says in ended.err.lower()
    assert not (tmp_path / "linkcheck.db").exists()


def _newer(path: Path) -> None:
    open_store(f"sqlite:///{path}").dispose()
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")


BAD_DATABASES: list[tuple[str, Callable[[Path], object], str]] = [
    ("sqlite:///store.db", lambda path: path.write_bytes(b"no database at all" * 100), "not a"),
    ("sqlite:///store.db", _newer, "newer version"),
    ("sqlite:///store.db", lambda path: path.mkdir(), ""),
    ("sqlite:////proc/store.db", lambda path: None, ""),
    ("bogus://x", lambda path: None, ""),
    ("not a url", lambda path: None, ""),
    ("postgresql+psycopg://postgres:secret@127.0.0.1:1/none", lambda path: None, ""),
]


@pytest.mark.parametrize(("url", "make", "says"), BAD_DATABASES)
def test_an_unusable_store_is_one_line_and_exit_2(
    linkcheck: Command, tmp_path: Path, url: str, make: Callable[[Path], object], says: str
) -> None:
    make(tmp_path / "store.db")
    ended = linkcheck("report", "--database", url)
    assert ended.code == 2
    assert ended.err.startswith("linkcheck: ")
    assert ended.err.count("\n") == 1
    assert says in ended.err
    assert "secret" not in ended.err


NEED_A_STORE = [
    "report",
    "diff",
    f"facilities {REPORT}",
    "attest http://www.example-metals.test/ --state live --by Ada --note seen",
    "evidence verify --archive .",
    "evidence show http://www.example-metals.test/",
    "evidence export",
    "evidence export --wacz",
    "evidence prune --keep 1 --archive .",
]


@pytest.mark.parametrize("command", NEED_A_STORE)
def test_where_there_is_no_store_none_is_made(linkcheck: Command, tmp_path: Path, command: str) -> None:
    ended = linkcheck(*command.split())
    assert ended.code == 2
    assert ended.err.startswith(f"linkcheck: there is no store in {tmp_path / 'linkcheck.db'}")
    assert ended.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


BAD_SETTINGS: list[tuple[tuple[str, ...], str]] = [
    (("--resolve", "nonsense"), "HOST:PORT:ADDRESS"),
    (("--allow-network", "everything"), "allow_networks"),
    (("--config", "missing.toml"), "missing.toml"),
    (("--ca-file", "missing.pem"), "missing.pem"),
]


@pytest.mark.parametrize(("options", "says"), BAD_SETTINGS)
def test_an_unusable_setting_is_one_line_and_exit_2(linkcheck: Command, options: tuple[str, ...], says: str) -> None:
    ended = linkcheck("run", REPORT, *options)
    assert ended.code == 2
    assert ended.err.splitlines()[-1].startswith("linkcheck: ")
    assert says in ended.err


def test_settings_in_the_file_are_checked_like_options(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "linkcheck.toml").write_text("delay = 'soon'\n")
    ended = linkcheck("run", REPORT)
    assert ended.code == 2
    assert "delay" in ended.err


def test_a_report_that_was_never_taken_in_can_not_be_reported(linkcheck: Command) -> None:
    ended = linkcheck("report")
    assert ended.code == 2
    assert "linkcheck run REPORT" in ended.err


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("TIMESTAMP_URL", "https://office:topsecret@tsa.example/"),
        ("ARCHIVE_CDX", "http://topsecret@archive.example/cdx"),
        ("EVIDENCE_STORE", "s3://key:topsecret@audit-evidence/2026"),
        ("NOTIFY", '["json://office:topsecret@hooks.example/"]'),
    ],
)
def test_a_password_in_a_setting_that_runs_keep_is_refused_and_not_repeated(
    linkcheck: Command, monkeypatch: pytest.MonkeyPatch, variable: str, url: str
) -> None:
    monkeypatch.setenv(f"LINKCHECK_{variable}", url)
    ended = linkcheck("list")
    assert ended.code == 2
    assert f"setting {variable.lower()}: " in ended.err
    assert "topsecret" not in ended.err
