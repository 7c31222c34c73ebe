"""From the store to files and figures: what `run`, `report` and `demo` end with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.cli.exits import Exit, exit_for

if TYPE_CHECKING:
    from reports.coverage import Coverage
    from sqlalchemy import Engine


def write_coverage(
    engine: Engine, folder: Path, report_ids: Sequence[int] | None, run_id: int | None = None
) -> tuple[Coverage, list[Path]]:
    """Build the coverage of these reports (None: all) and write every view of it into `folder`."""
    from sqlalchemy.orm import Session

    from linkcheck.store.snapshot import load_snapshot
    from reports import coverage, views

    with Session(engine) as session:
        snapshot = load_snapshot(session, report_ids=report_ids, run_id=run_id)
    built = coverage.build(snapshot)
    return built, views.write(built, folder)


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
