"""What the program's other work costs: reading reports, examining documents, writing reports, starting."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import examine, parse, report
from benchmarks.tables import Table, against

ROUNDS = 5


def parsing(given: Path | None, reports: int) -> list[Table]:
    """Reading a report, against pdfplumber's own reading of words and against pdfx; many reports on all cores."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        path = given or parse.fictional(folder, parse.FICTIONAL)
        words, whole, ratio = parse.against_pdfplumber(path, ROUNDS)
        rows = [
            ("pdfplumber, extract_words on all pages", f"{words:.2f}"),
            ("linkcheck, the report read", f"{whole:.2f}"),
        ]
        findings = [f"Of pdfplumber's: {against(ratio, 1.15)}"]
        if pdfx := parse.against_pdfx(path, ROUNDS):
            rows += [
                ("pdfx, the report read", f"{pdfx.reading:.2f}"),
                ("pdfx, the command", f"{pdfx.pdfx:.2f}"),
                ("linkcheck parse, the command", f"{pdfx.ours:.2f}"),
            ]
            findings.append(f"Times as fast as pdfx, reading: {against(pdfx.reading / whole, 1.5, at_least=True)}")
            findings.append(
                f"Times as fast as pdfx, the commands: {against(pdfx.pdfx / pdfx.ours, 1.5, at_least=True)}"
            )
        seconds = parse.on_all_cores([parse.fictional(folder, seed) for seed in range(reports)])
        cores = max(seconds)
        rows += [(f"{reports} reports, {jobs} at a time (wall)", f"{wall:.1f}") for jobs, wall in seconds.items()]
        findings.append(f"{cores} cores are {seconds[1] / seconds[cores]:.2f} times as fast as one")
    about = "One report in one process, turn by turn, medians." + ("" if given else " The report is a fictional one.")
    return [Table("Parse", about, ("", "CPU seconds"), tuple(rows), tuple(findings))]


def examining() -> list[Table]:
    """Pages a second of one core."""
    with TemporaryDirectory() as folder:
        found = examine.measured(examine.fictional(Path(folder)))
    rows = tuple((name, f"{pages:,}", f"{facts:,.0f}", f"{text:,.0f}") for name, pages, _, facts, text in found)
    findings = tuple(
        f"{name}: pages a second, {against(facts, 300, at_least=True)}" for name, _, _, facts, _ in found[:1]
    )
    about = "Structure, streams, text and fingerprints of each page, as an examiner process does it, of one core's CPU."
    return [Table("Examine", about, ("", "pages", "pages/s", "PDFium's text alone"), rows, findings)]


def reporting() -> list[Table]:
    """`report --all` over fifty reports."""
    (seconds, cpu, memory), largest = report.measured(50, 100, 1, 10)
    rows = (
        ("seconds", f"{seconds:.1f}"),
        ("CPU seconds", f"{cpu:.1f}"),
        ("MiB", f"{memory:.0f}"),
        ("MB of the largest page", f"{largest / 1e6:.2f}"),
    )
    findings = (f"Seconds: {against(seconds, 20)}", f"MB: {against(largest / 1e6, 5)}")
    return [
        Table(
            "Report",
            "50 reports of 100 citations, documents of 10 pages, every view and the index.",
            ("", ""),
            rows,
            findings,
        )
    ]


def starting() -> list[Table]:
    """Until `linkcheck --help` has said what there is to say."""
    command = [str(Path(sys.executable).with_name("linkcheck")), "--help"]
    environment = os.environ | {"COLUMNS": "100"}
    seconds = []
    for _ in range(7):
        begin = time.monotonic()
        subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603  # our own
        seconds.append(time.monotonic() - begin)
    rows = (("linkcheck --help", f"{median(seconds):.2f}"),)
    return [Table("Start", "A new process each time.", ("", "seconds"), rows, (against(median(seconds), 0.3),))]
