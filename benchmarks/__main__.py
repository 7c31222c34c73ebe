"""All benchmarks in one run: `make bench`, or `python -m benchmarks [PART …]`.

Prints each table as it is found; with `--write` all parts go to docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from benchmarks import crawl, programs
from benchmarks.tables import Table

DOCUMENT = Path("docs/benchmarks.md")
MEASURED = "<!-- measured: all below is written by make bench -->"


def main() -> None:
    """Measure the parts named, all without any."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help="which of them (default: all)")
    parser.add_argument("--urls", type=int, default=5000, help="of the crawls that nothing holds back")
    parser.add_argument("--longest", type=int, default=100_000, help="URLs of the longest list")
    parser.add_argument("--report", type=Path, help="a report to read instead of a fictional one")
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT}")
    chosen = parser.parse_args()
    lengths = tuple(count for count in (100, 1000, 5000, 20_000, 100_000) if count <= chosen.longest)
    parts: dict[str, Callable[[], list[Table]]] = {
        "crawl": partial(crawl.unthrottled, chosen.urls),
        "polite": partial(crawl.polite, 20, 50),
        "recheck": partial(crawl.recheck, chosen.urls),
        "growth": partial(crawl.growth, lengths),
        "tls": partial(crawl.tls, chosen.urls // 5),
        "parse": partial(programs.parsing, chosen.report, 50),
        "examine": programs.examining,
        "report": programs.reporting,
        "start": programs.starting,
    }
    if unknown := set(chosen.parts) - set(parts):
        parser.error(f"no such part: {min(unknown)} (there are {', '.join(parts)})")
    sections = []
    for name in chosen.parts or parts:
        for table in parts[name]():
            print(table.markdown(), flush=True)
            sections.append(table.markdown())
    if chosen.write:
        text = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(
            "\n".join([text.partition(MEASURED)[0] + MEASURED, "", _machine(), *sections]), encoding="utf-8"
        )


def _machine() -> str:
    names = ("scrapy", "aiohttp", "sqlalchemy", "warcio", "pdfplumber", "pypdfium2", "pikepdf")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    cores = len(os.sched_getaffinity(0))
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {cores} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, {versions}.\n"
    )


if __name__ == "__main__":
    main()
