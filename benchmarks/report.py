"""What `linkcheck report --all` costs, from a real store to every file on the disk, in a process of its own.

    python -m benchmarks.report                                 # 50 reports, 5,000 citations, one run: 20 s at most
    python -m benchmarks.report --runs 12 --pages 20            # after twelve runs, with 20 pages of text each

Every citation has a URL of its own, one in ten of which is not live. No page may be over 5 MB. The seconds that count
are those on the clock; the processor's are printed beside them, for machines that have other work to do.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from linkcheck.fetch import Fetch
from linkcheck.report import AuditReport
from linkcheck.store import pages, reports, runs
from linkcheck.store.engine import open_store
from tests.reports import factory

MOST_SECONDS = 20
MOST_BYTES = 5_000_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=50)
    parser.add_argument("--citations", type=int, default=100, help="of each report")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--pages", type=int, default=0, help="of text that are kept of each document")
    chosen = parser.parse_args()
    (seconds, cpu, memory), largest = measured(chosen.reports, chosen.citations, chosen.runs, chosen.pages)
    total = chosen.reports * chosen.citations
    print(f"{chosen.reports} reports, {total:,} citations, {chosen.runs} run(s), {len(os.sched_getaffinity(0))} cores:")
    print(f"report --all took {seconds:.1f} s (at most {MOST_SECONDS}), {cpu:.1f} s of CPU, {memory:.0f} MiB")
    print(f"the largest page has {largest:,} bytes (at most {MOST_BYTES:,})")
    return 0 if seconds <= MOST_SECONDS and largest <= MOST_BYTES else 1


def measured(reports: int, citations: int, times: int, text: int) -> tuple[tuple[float, float, float], int]:
    """What `report --all` took (seconds, CPU seconds, MiB), and bytes of the largest page.

    There are so many reports, citations of each, finished runs, and pages of text of each document.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(f"sqlite:///{folder / 'linkcheck.db'}", reports, citations, times, text)
        return _timed(folder), max(path.stat().st_size for path in folder.rglob("*.html"))


def _fill(store: str, count: int, citations: int, times: int, text: int) -> None:
    known = [_report(number, citations) for number in range(count)]
    with Session(open_store(store)) as session:
        ids = [reports.add_report(session, report) for report, _ in known]
        fetches = {url: fetch for _, fetched in known for url, fetch in fetched.items()}
        for past in reversed(range(times)):
            run = runs.start_run(session, ids, user_agent="benchmark", settings={})
            session.commit()
            for pending in runs.pending(session, run):
                runs.record(session, pending.fetch_id, _at(fetches[pending.url], timedelta(days=7 * past)))
            runs.finish_run(session, run)
            session.commit()
        for fetch in fetches.values():
            if fetch.document is not None:
                pages.keep_text(session, fetch.document.sha256, [_page(fetch.url, page) for page in range(text)])
        session.commit()


def _page(url: str, number: int) -> str:
    """A page of text that names little: the whole of it is looked through."""
    return f"{url}, page {number}: “the company’s facilities, their water and what they emit” " * 25


def _report(number: int, citations: int) -> tuple[AuditReport, dict[str, Fetch]]:
    """One of the reports, at sites of its own."""
    (known,) = factory.large(facilities=4, criteria=30, citations=citations).reports

    def own(url: str) -> str:
        return url.replace("northwind-aluminium", f"northwind-{number}")

    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    report = known.report.model_copy(
        update={
            "source": known.report.source.model_copy(update={"sha256": sha256}),
            "entity": f"Northwind Works {number:02}",
            "citations": tuple(
                citation.model_copy(update={"url": own(citation.url), "cited_as": own(citation.url)})
                for citation in known.report.citations
            ),
        }
    )
    return report, {own(url): fetch.model_copy(update={"url": own(url)}) for url, fetch in known.fetches.items()}


def _at(fetch: Fetch, ago: timedelta) -> Fetch:
    return fetch.model_copy(update={"started_at": fetch.started_at - ago, "finished_at": fetch.finished_at - ago})


def _timed(folder: Path) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of a processor, MiB of memory at the most."""
    command = [sys.executable, "-m", "linkcheck", "report", "--all"]
    begin = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)  # noqa: S603  # our own
    _, status, used = os.wait4(process.pid, 0)
    seconds, process.returncode = time.monotonic() - begin, os.waitstatus_to_exitcode(status)
    if process.returncode != 1:  # some citations are dead
        raise SystemExit(f"report --all ended with {process.returncode}")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
