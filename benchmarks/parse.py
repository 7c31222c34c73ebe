"""What reading costs: against pdfplumber's words, against pdfx, and many reports on all cores against one.

    python -m benchmarks.parse REPORT.pdf            # any report; a fictional one without an argument
    python -m benchmarks.parse --reports 40

The first ratio compares `read_report` with pdfplumber's own `extract_words` on all pages of the same file, in one
process, turn by turn, by the median of the rounds: it may be 1.15 at most. The others compare with pdfx, first the
reading alone, then the commands.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

import pdfplumber

from benchmarks import peers
from linkcheck.errors import UnreadableReport
from linkcheck.parsing import read_report
from linkcheck.parsing.limits import read_reports
from tests.linkcheck.parsing.corpus import generate, reportlab_pdf

MOST = 1.15

_PDFX = (
    "import sys, time; from pdfx import PDFx; begin = time.process_time(); "
    "PDFx(sys.argv[1]).get_references(); print(time.process_time() - begin)"
)

FICTIONAL = 50
"""The seed of a report of 8 pages that pdfx can read: where a link's target is UTF-16 it ends with an error."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", nargs="?", type=Path, help="a report as PDF")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--reports", type=int, default=24, help="how many fictional reports to read on all cores")
    chosen = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        report = chosen.report or fictional(Path(folder), FICTIONAL)
        alone, whole, ratio = against_pdfplumber(report, chosen.rounds)
        print(f"{report.name}: extract_words {alone:.2f} s, read_report {whole:.2f} s of CPU")
        print(f"ratio {ratio:.3f} (at most {MOST})")
        if found := against_pdfx(report, chosen.rounds):
            print(f"pdfx reads it in {found.reading:.2f} s of CPU: {found.reading / whole:.2f} times as fast")
            commands = f"pdfx {found.pdfx:.2f} s, linkcheck parse {found.ours:.2f} s"
            print(f"commands: {commands}, {found.pdfx / found.ours:.2f} times as fast")
        seconds = on_all_cores([fictional(Path(folder), seed) for seed in range(chosen.reports)])
        for jobs, wall in seconds.items():
            print(f"{chosen.reports} reports, {jobs} at a time: {wall:.1f} s")
    return 0 if ratio <= MOST else 1


def fictional(folder: Path, seed: int) -> Path:
    """A generated report."""
    path = folder / f"report-{seed}.pdf"
    reportlab_pdf.write(generate.report(Random(seed), seed), path)  # noqa: S311  # not for secrets
    return path


def against_pdfplumber(report: Path, rounds: int) -> tuple[float, float, float]:
    """CPU seconds of `extract_words` and of `read_report`, and the ratio: medians.

    Both are timed in turn, so that whatever else the machine does hits both alike.
    """
    words, whole = [], []
    for _ in range(rounds):
        words.append(_cpu_seconds(lambda: _extract_words(report)))
        whole.append(_cpu_seconds(lambda: read_report(report)))
    ratio = statistics.median(b / a for a, b in zip(words, whole, strict=True))
    return statistics.median(words), statistics.median(whole), ratio


class Commands(NamedTuple):
    """CPU seconds: pdfx's reading alone, its command, and `linkcheck parse`."""

    reading: float
    pdfx: float
    ours: float


def against_pdfx(report: Path, rounds: int) -> Commands | None:
    """What pdfx takes and what the command takes, started in turn: medians. None where pdfx can't be had.

    Raises RuntimeError where pdfx can't read the report.
    """
    pdfx = peers.program("pdfx")
    if pdfx is None:
        return None
    path, ours = report.absolute(), Path(sys.executable).with_name("linkcheck")
    reading, commands, parsing = [], [], []
    for _ in range(rounds):
        alone = peers.run([pdfx.with_name("python"), "-c", _PDFX, path]).output
        if "Traceback" in alone:
            raise RuntimeError(f"pdfx can't read {report}: there is nothing to compare with")
        reading.append(float(alone.split()[-1]))
        commands.append(peers.run([pdfx, "-v", path]).cpu)
        parsing.append(peers.run([ours, "parse", path]).cpu)
    return Commands(*map(statistics.median, (reading, commands, parsing)))


def _cpu_seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _extract_words(report: Path) -> None:
    with pdfplumber.open(report) as document:
        for page in document.pages:
            page.extract_words()
            page.close()


def on_all_cores(paths: list[Path]) -> dict[int, float]:
    """Wall seconds by how many are read at a time: one, and as many as there are cores."""
    seconds = {}
    for jobs in sorted({1, len(os.sched_getaffinity(0))}):
        begin = time.monotonic()
        if any(isinstance(result, UnreadableReport) for result in read_reports(paths, jobs=jobs)):
            raise RuntimeError("a report was not read")
        seconds[jobs] = time.monotonic() - begin
    return seconds


if __name__ == "__main__":
    sys.exit(main())
