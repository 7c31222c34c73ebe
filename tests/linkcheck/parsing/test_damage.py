"""Damaged and hostile files: a clear line or a part that says so, within the limits, never a traceback.

A fixed sample runs with the suite; `LINKCHECK_DAMAGED=2000 pytest tests/linkcheck/parsing/test_damage.py` runs as many.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from linkcheck.errors import UnreadableReport
from linkcheck.parsing.limits import Limits, read_reports
from linkcheck.report import AuditReport
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.bombs import BOMBS
from tests.linkcheck.parsing.corpus import score
from tests.linkcheck.parsing.damage import damaged_docx, damaged_pdf, damaged_xlsx, truth_of
from tests.linkcheck.parsing.weighing import read_and_weighed

ALL = "LINKCHECK_DAMAGED" in os.environ
PDFS = int(os.environ.get("LINKCHECK_DAMAGED", "60"))
LIMITS = Limits() if ALL else Limits(seconds=20)
BOMB_LIMITS = Limits() if ALL else Limits(seconds=5)  # with 3, time ends before memory does, which is looked at here

SAYS_SO = {ObservationCode.PARTIAL_READING, ObservationCode.UNRESOLVED_URL}

SILENT = 0.03  # share: a letter changed in a stream that still unpacks can't be seen

pytestmark = pytest.mark.timeout(6 * 3600 if ALL else 240)


def check(paths: Sequence[Path], results: Sequence[AuditReport | UnreadableReport]) -> None:
    """Each result is a report, or one line that names the file and says what to do."""
    for path, result in zip(paths, results, strict=True):
        if isinstance(result, UnreadableReport):
            line = str(result)
            assert "\n" not in line
            assert path.name in line
            assert "the reader did not survive" not in line, line
        else:
            assert result.findings


def test_damaged_pdfs(tmp_path: Path) -> None:
    paths = _written(tmp_path, "pdf", range(PDFS), damaged_pdf)
    results = list(read_reports(paths, limits=LIMITS))
    check(paths, results)
    lost = [
        path.name for seed, (path, result) in enumerate(zip(paths, results, strict=True)) if _is_silent(seed, result)
    ]
    assert len(lost) <= SILENT * PDFS, lost


def _is_silent(seed: int, result: AuditReport | UnreadableReport) -> bool:
    """Were citations lost without a word?"""
    if isinstance(result, UnreadableReport) or SAYS_SO & {o.code for o in result.observations}:
        return False
    return float(score.compare(truth_of(seed), result).citations) < 0.98


def test_damaged_drafts(tmp_path: Path) -> None:
    paths = _written(tmp_path, "docx", range(PDFS // 3), lambda seed: damaged_docx(seed, tmp_path))
    check(paths, list(read_reports(paths, limits=LIMITS)))


def test_damaged_sheets(tmp_path: Path) -> None:
    paths = _written(tmp_path, "xlsx", range(PDFS // 3), damaged_xlsx)
    check(paths, list(read_reports(paths, limits=LIMITS)))


def _written(folder: Path, suffix: str, seeds: Sequence[int], make: Callable[[int], bytes]) -> list[Path]:
    paths = []
    for seed in seeds:
        paths.append(folder / f"damaged-{seed}.{suffix}")
        paths[-1].write_bytes(make(seed))
    return paths


@pytest.mark.parametrize("share", range(3))
def test_bombs_do_no_harm(tmp_path: Path, share: int) -> None:
    paths = []
    for name in sorted(BOMBS)[share::3]:
        paths.append(tmp_path / name)
        paths[-1].write_bytes(BOMBS[name]())
    results, peak = read_and_weighed(paths, BOMB_LIMITS.seconds)
    check(paths, results)
    for path, result in zip(paths, results, strict=True):
        if isinstance(result, AuditReport):
            assert {o.code for o in result.observations} & SAYS_SO or not result.citations, path.name
    assert peak < Limits().memory
