"""The workbook: the same figures as the model, no formulas, real dates, the same bytes twice; LibreOffice opens it."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from linkcheck.store.snapshot import Snapshot
from linkcheck.vocabulary import CellState, EvidenceState
from reports import wording, workbook
from reports.coverage import Coverage, build
from tests.reports import factory

OFFICE = shutil.which("soffice") or ""
HAS_CALC = bool(OFFICE) and (Path(OFFICE).resolve().parent / "libsclo.so").exists()


def read(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return build(factory.example())


@pytest.fixture(scope="module")
def sheets(coverage: Coverage) -> dict[str, list[tuple[Any, ...]]]:
    return read(workbook.render(coverage))


def test_it_has_its_sheets(sheets: dict[str, Any]) -> None:
    assert list(sheets) == ["Summary", "Coverage", "Citations", "To look at", "Changes", "Method and limits"]


def test_the_summary_has_the_figures_of_the_model(sheets: dict[str, Any], coverage: Coverage) -> None:
    figures = dict(row[:2] for row in sheets["Summary"])
    summary = coverage.summary

    assert figures["Citations"] == summary.citations
    assert figures["of these live throughout"] == summary.criteria.live
    assert {state: figures[f"Citations {state}"] for state in EvidenceState} == summary.states
    assert {s: figures[f"Cells {m.word}"] for s, m in wording.CELLS.items()} == summary.cells
    assert {k: figures[f"To look at: {t}"] for k, t in wording.ATTENTION.items()} == summary.to_look_at
    assert {k: figures[f"Changes: {t}"] for k, t in wording.CHANGES.items()} == summary.changes


def test_the_matrix_has_every_cell(sheets: dict[str, Any], coverage: Coverage) -> None:
    _, *rows = sheets["Coverage"]
    states = Counter(value for row in rows for value in row[5:] if value)

    assert states == {state: n for state, n in coverage.summary.cells.items() if n}
    assert len(rows) == coverage.summary.criteria.total


def test_every_list_is_whole(sheets: dict[str, Any], coverage: Coverage) -> None:
    assert len(sheets["Citations"]) - 1 == coverage.summary.citations
    assert len(sheets["To look at"]) - 1 == sum(coverage.summary.to_look_at.values())
    assert len(sheets["Changes"]) - 1 == sum(coverage.summary.changes.values())


def test_times_are_dates(sheets: dict[str, Any], coverage: Coverage) -> None:
    head, *rows = sheets["Citations"]
    times = [row[head.index("fetched_at")] for row in rows]

    assert [at and at.replace(microsecond=0) for at in times] == [
        c.fetch and c.fetch.finished_at.replace(tzinfo=None, microsecond=0) for c in coverage.reports[0].citations
    ]
    assert all(at is None or isinstance(at, datetime) for at in times)


@pytest.mark.parametrize("snapshot", [factory.example, factory.uncrawled, factory.hostile])
def test_no_cell_is_a_formula_and_no_link_leads_elsewhere(snapshot: Callable[[], Snapshot]) -> None:
    book = load_workbook(io.BytesIO(workbook.render(build(snapshot()))))

    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not cell.hyperlink or str(cell.hyperlink.target).startswith(("http://", "https://"))


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert workbook.render(build(factory.hostile())) == workbook.render(build(factory.hostile()))


def test_every_state_that_calls_for_a_look_has_a_colour() -> None:
    assert set(CellState) - set(workbook.COLOURS) == {CellState.NOT_APPLICABLE, CellState.NONE}


@pytest.mark.skipif(not HAS_CALC, reason="LibreOffice Calc is not installed")
def test_libreoffice_opens_it_without_repair(tmp_path: Path) -> None:
    path = tmp_path / "coverage.xlsx"
    path.write_bytes(workbook.render(build(factory.hostile())))
    sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3"  # the third sheet
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", sheet, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    (converted,) = tmp_path.glob("*.csv")
    rows = list(csv.reader(io.StringIO(converted.read_text("utf-8-sig"))))

    assert len(rows) - 1 == build(factory.hostile()).summary.citations
    assert "=cmd|' /C calc'!A0" in {cell for row in rows for cell in row}
