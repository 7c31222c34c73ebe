"""Reading in a limited process: the same report, bounded time and memory, many files on all cores."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import read_report
from linkcheck.parsing.limits import Limits, read_report_limited, read_reports
from linkcheck.report import AuditReport
from tests.linkcheck.parsing import bombs
from tests.linkcheck.parsing.corpus import generate, reportlab_pdf


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    reportlab_pdf.write(generate.report(Random(5)), path)
    return path


def test_a_sound_report_is_read_as_without_limits(report: Path) -> None:
    assert read_report_limited(report) == read_report(report)


def test_aliases_reach_the_reader(report: Path) -> None:
    name = read_report(report).facilities[0].name
    read = read_report_limited(report, aliases={name: ["The Old Yard"]})
    assert "The Old Yard" in read.facilities[0].aliases


def test_many_reports_come_in_the_order_given_and_one_that_fails_stops_none(report: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    absent = tmp_path / "absent.pdf"
    results = list(read_reports([report, broken, absent, report], jobs=2))
    assert [type(result) for result in results] == [AuditReport, UnreadableReport, UnreadableReport, AuditReport]
    assert results[0] == results[3]


def test_no_reports_are_no_work() -> None:
    assert list(read_reports([])) == []


@pytest.mark.parametrize("make", ["absent", "folder", "empty"])
def test_what_is_no_file_is_one_line(tmp_path: Path, make: str) -> None:
    path = tmp_path / make
    if make == "folder":
        path.mkdir()
    elif make == "empty":
        path.touch()
    with pytest.raises(UnreadableReport) as caught:
        read_report_limited(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_name_that_no_file_can_have_is_one_line() -> None:
    for name in ("a" * 5_000, "a\0b"):
        with pytest.raises(UnreadableReport, match="can't be opened"):
            read_report_limited(Path(name))


def test_time_that_runs_out_ends_as_one_line_or_a_part(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(bombs.BOMBS["forms-of-forms.pdf"]())
    begin = time.monotonic()
    with pytest.raises(UnreadableReport, match=r"long\.pdf"):
        read_report_limited(path, limits=Limits(seconds=4))
    assert time.monotonic() - begin < 8


def test_memory_that_runs_out_ends_as_one_line(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(bombs.BOMBS["inflating-stream.pdf"]())
    with pytest.raises(UnreadableReport, match=r"large\.pdf"):
        read_report_limited(path)


def test_a_reader_that_had_to_be_ended_is_started_anew(report: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(bombs.BOMBS["forms-of-forms.pdf"]())
    results = list(read_reports([path, report], jobs=1, limits=Limits(seconds=4)))
    assert [type(result) for result in results] == [UnreadableReport, AuditReport]


def test_who_has_files_read_loads_no_reader() -> None:
    loaded = "{'linkcheck.parsing.reading', 'pdfplumber', 'pypdfium2', 'pikepdf'} & {*sys.modules}"
    code = (
        f"import sys; from linkcheck.cli import parse; from linkcheck.parsing import limits; sys.exit(bool({loaded}))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_nothing_is_left_running(report: Path) -> None:
    """In a process of its own: other tests may have children of theirs here."""
    code = (
        "import os, pathlib, sys; from linkcheck.parsing.limits import read_reports\n"
        "list(read_reports([pathlib.Path(sys.argv[1])] * 3, jobs=2))\n"
        "try: os.waitpid(-1, os.WNOHANG)\n"
        "except ChildProcessError: sys.exit(0)\n"
        "sys.exit('a child is left')"
    )
    subprocess.run([sys.executable, "-c", code, str(report)], check=True)
