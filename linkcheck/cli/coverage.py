"""From the store to the coverage model, to files and figures: what most commands end with."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.cli.exits import Exit, exit_for

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from linkcheck.documents.aliases import Aliases
    from linkcheck.settings import Settings
    from linkcheck.store.snapshot import Snapshot
    from reports.coverage import Coverage


OBJECTS = 100_000
"""New ones before garbage is looked for."""


def reviewed_names(settings: Settings) -> Aliases:
    """The names that a person has reviewed. Raises UsageError: to be asked for before anything is fetched."""
    from linkcheck.documents.aliases import read_aliases

    return read_aliases(settings.aliases) if settings.aliases else {}


def build_coverage(
    engine: Engine, report_ids: Sequence[int], run_id: int | None = None, aliases: Aliases | None = None
) -> Coverage:
    """The coverage of these reports as they stood after the run (None: as they stand).

    `aliases` are reviewed names of facilities that documents may use.
    """
    from functools import partial

    from sqlalchemy.orm import Session

    from linkcheck.store import pages
    from linkcheck.store.snapshot import load_snapshot
    from reports import coverage

    with Session(engine) as session:
        snapshot = load_snapshot(session, report_ids, run_id)
        bodies = {
            fetch.document.sha256
            for report in snapshot.reports
            for fetch in report.fetches.values()
            if fetch.document is not None
        }
        return coverage.build(
            _with_reviewed_names(snapshot, aliases or {}),
            texts=partial(pages.texts, session),
            pictures=partial(_pictures, engine),
            ocr=pages.ocr(session, bodies),
        )


def _pictures(engine: Engine, documents: Collection[str]) -> Mapping[str, Mapping[int, bytes]]:
    from sqlalchemy.orm import Session

    from linkcheck.store import pages

    with Session(engine) as session:
        return pages.pictures(session, documents)


def _with_reviewed_names(snapshot: Snapshot, aliases: Aliases) -> Snapshot:
    from dataclasses import replace

    from linkcheck.documents.aliases import with_aliases

    return replace(
        snapshot,
        reports=tuple(
            replace(
                known,
                report=known.report.model_copy(update={"facilities": with_aliases(known.report.facilities, aliases)}),
            )
            for known in snapshot.reports
        ),
    )


def write_coverage(
    engine: Engine,
    folder: Path,
    report_ids: Sequence[int],
    run_id: int | None = None,
    aliases: Aliases | None = None,
) -> tuple[Coverage, list[Path]]:
    """Build the coverage of these reports, and write every view of it into `folder`."""
    from reports.views import write

    with _garbage_seldom_looked_for():
        built = build_coverage(engine, report_ids, run_id, aliases)
        return built, write(built, folder)


@contextmanager
def _garbage_seldom_looked_for() -> Iterator[None]:
    """The model of many reports is a million objects that all stay: looking through them again and again takes a fifth
    of the time."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def print_summary(coverage: Coverage, files: Sequence[Path]) -> Exit:
    """Figures and files to standard output; gives the exit code that they stand for."""
    from rich.table import Table

    from linkcheck.cli.terminal import out, shown
    from linkcheck.vocabulary import EvidenceState

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("report", overflow="fold", ratio=1)
    for column in ("citations", *EvidenceState):
        table.add_column(column, justify="right")
    for report in coverage.reports:
        states = [citation.state for citation in report.citations]
        counts = (str(states.count(state)) for state in EvidenceState)
        table.add_row(shown(report.entity or Path(report.source.path).name), str(len(states)), *counts)
    out.print(table, soft_wrap=False)
    for file in files:
        out.print(f"{file}")
    return exit_for(citation.state for report in coverage.reports for citation in report.citations)
