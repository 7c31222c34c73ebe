"""What a notice says after a run, and that one which fails costs nothing but a line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from linkcheck.cli.coverage import build_coverage
from linkcheck.cli.notifying import tell_changes
from linkcheck.store.engine import open_store
from reports import notice
from reports.coverage import Coverage
from tests.linkcheck.cli import filling
from tests.linkcheck.cli.test_runs_compared import NEWLY_DEAD, ONE, RECOVERED, TWO
from tests.reports import factory


def coverage(folder: Path, *runs: str) -> Coverage:
    """After these runs: a letter for each of the two addresses says how it ended."""
    for number, letters in enumerate(runs):
        at = factory.START + timedelta(days=14 * number)
        filling.run(folder, [ONE, TWO], dict(zip((NEWLY_DEAD, RECOVERED), letters, strict=True)), at)
    engine = open_store(f"sqlite:///{folder / 'linkcheck.db'}")
    built = build_coverage(engine, [1, 2])
    engine.dispose()
    return built


def test_only_what_changed_is_told_with_how_the_report_stands(tmp_path: Path) -> None:
    told = notice.render(coverage(tmp_path, "lg", "gl"))
    assert told is not None
    assert told.title == "Disclosures: 2 changes in 1 report"
    assert "## Northwind One" in told.body
    assert "Northwind Other" not in told.body  # nothing changed there
    assert f"<{NEWLY_DEAD}> It was live on" in told.body
    assert f"<{RECOVERED}> It was dead on" in told.body
    assert "### Newly dead (1)" in told.body


def test_where_nothing_changed_nothing_is_told(tmp_path: Path) -> None:
    assert notice.render(coverage(tmp_path, "lg", "lg")) is None


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_a_notice_that_fails_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOOK", "json://user:topsecret@127.0.0.1:1/")
    tell_changes(coverage(tmp_path, "lg", "gl"), ["HOOK"])
    said = capsys.readouterr().err
    assert said == (
        "linkcheck: a notice by JSON was not delivered: check what HOOK holds, and that its server answers\n"
    )
