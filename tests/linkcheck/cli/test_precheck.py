"""`linkcheck precheck`: what is printed, and what --fail-on makes of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkcheck.cli import checking
from linkcheck.cli.checking import Checked
from linkcheck.cli.precheck import _kinds
from linkcheck.demo import REPORT
from linkcheck.errors import UsageError
from linkcheck.parsing.reading import read_report
from linkcheck.store.engine import open_store
from reports.model import AttentionKind
from tests.linkcheck.cli import filling
from tests.linkcheck.cli.conftest import Command
from tests.web.server import Web

DEMO = {"dead": "g", "doubtful": "w", "undetermined": "f"}
"""How three URLs of the demo's report end; the others are live."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the demo's report was just checked, and has something of every kind."""
    folder = tmp_path_factory.mktemp("demo")
    report = read_report(REPORT)
    urls = list(dict.fromkeys(citation.url for citation in report.citations))
    filling.run(folder, [report], dict(zip(urls, DEMO.values(), strict=False)), datetime.now(UTC))
    return folder


def options(folder: Path) -> tuple[str, ...]:
    return ("--due", "--database", f"sqlite:///{folder / 'linkcheck.db'}")


@pytest.mark.parametrize("kind", AttentionKind)
def test_one_kind_alone_decides(
    linkcheck: Command, demo: Path, kind: AttentionKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the report anew for each kind would take longer than all other tests of this module."""
    engine = open_store(f"sqlite:///{demo / 'linkcheck.db'}")
    monkeypatch.setattr(checking, "check", lambda *_, **__: Checked(engine, (1,), None, 0, False))

    assert linkcheck("precheck", REPORT, "--fail-on", kind).code == 1


def test_what_was_left_undone_weighs_more(linkcheck: Command, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_store(f"sqlite:///{demo / 'linkcheck.db'}")
    monkeypatch.setattr(checking, "check", lambda *_, **__: Checked(engine, (1,), None, 1, True))

    assert linkcheck("precheck", REPORT, "missing.pdf").code == 3


def test_it_prints_what_to_settle_the_weightiest_first(linkcheck: Command, demo: Path, tmp_path: Path) -> None:
    ended = linkcheck("precheck", REPORT, *options(demo))

    assert ended.code == 1
    heads = re.findall(r"^([A-Z].*) \((\d+)\)$", ended.out, re.MULTILINE)
    assert [head for head, _ in heads] == [
        "Dead",
        "Doubtful",
        "Uncited for some facilities",
        "Claimed without an address",
        "Required and not cited",
        "Undetermined",
        "Observations on the report itself",
    ]
    assert ended.out.count("    → ") == sum(int(count) for _, count in heads)
    assert (tmp_path / "coverage" / "coverage.html").exists()
    assert "coverage/coverage.html" in ended.err


@pytest.fixture
def table(tmp_path: Path, web: Web) -> Path:
    """A table of two citations, one of which a machine can't tell."""
    (tmp_path / "table.csv").write_text(
        "criterion,facility,url\n"
        "3.1a-b,,http://northwind.example/status/200\n"
        "3.1a-b,,http://northwind.example/status/403\n"
    )
    return tmp_path / "table.csv"


def test_it_crawls_and_only_the_kinds_asked_for_fail(linkcheck: Command, table: Path, web: Web) -> None:
    (entry, *_) = web.at("northwind.example")
    port = str(entry.to_port)
    local = ["--resolve", f"{entry.host}:80:{entry.address}:{port}", "--allow-network", "127.0.0.0/8", "--delay", "0"]
    local += ["--allow-port", port, "--allow-port", "80"]
    passed = linkcheck("precheck", table, *local)

    assert passed.code == 0
    assert "Undetermined (1)" in passed.out
    assert "http://northwind.example/status/403" in passed.out
    assert linkcheck("precheck", table, *local, "--due", "--fail-on", "dead,Undetermined").code == 1


def test_an_unreadable_report_is_exit_2(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear auditor,\nsee you on Monday.\n")

    assert linkcheck("precheck", "letter.txt").code == 2


def test_where_one_can_not_be_read_the_others_are_checked(linkcheck: Command, demo: Path) -> None:
    ended = linkcheck("precheck", "missing.pdf", REPORT, *options(demo), "--fail-on", "")

    assert ended.code == 2
    assert "missing.pdf" in ended.err
    assert "Dead (1)" in ended.out


class TestFailOn:
    def test_an_unknown_kind_is_one_line_before_anything_is_fetched(self, linkcheck: Command, tmp_path: Path) -> None:
        ended = linkcheck("precheck", REPORT, "--fail-on", "dead,lost")

        assert ended.code == 2
        assert ended.err.splitlines() == [
            "linkcheck: --fail-on does not know 'lost'. It knows dead, doubtful, uncited, claimed, required, "
            "undetermined, observation"
        ]
        assert not (tmp_path / "linkcheck.db").exists()

    @pytest.mark.parametrize(
        ("text", "kinds"),
        [
            ("", []),
            (" , ", []),
            ("dead", ["dead"]),
            (" Dead , OBSERVATION,", ["dead", "observation"]),
            (",".join(AttentionKind), list(AttentionKind)),
        ],
    )
    def test_it_reads_kinds_with_commas_between(self, text: str, kinds: list[str]) -> None:
        assert _kinds(text) == set(kinds)

    def test_it_refuses_what_it_does_not_know(self) -> None:
        with pytest.raises(UsageError):
            _kinds("all")
