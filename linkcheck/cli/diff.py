"""`linkcheck diff` and `linkcheck trend`: what has changed from run to run."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from linkcheck.cli import options
from linkcheck.errors import UsageError


class Format(StrEnum):
    """How changes are printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    before: Annotated[int | None, typer.Argument(help="A run. Default: the last but one.", show_default=False)] = None,
    after: Annotated[int | None, typer.Argument(help="A later run. Default: the last.", show_default=False)] = None,
    report: Annotated[
        list[Path] | None, typer.Option(help="Only this report, by its file. Can be repeated.", show_default=False)
    ] = None,
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TEXT,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Print what changed between two runs: newly dead, recovered, edited, replaced, moved, new, dropped citations."""
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.stored import stored_reports
    from linkcheck.store import runs
    from linkcheck.store.engine import open_store
    from linkcheck.store.snapshot import load_snapshot
    from reports.changes import between
    from reports.changes_formats import FORMATS

    with Session(open_store(settings.load(config, database=database).database, create=False)) as session:
        ids = stored_reports(session, report)
        earlier, later = _two(runs.run_ids(session, ids), before, after)
        changes = between(load_snapshot(session, ids, earlier), load_snapshot(session, ids, later))
    typer.echo(FORMATS[format](changes), nl=False)


def _two(finished: list[int], before: int | None, after: int | None) -> tuple[int, int]:
    """The runs to compare: those named, else the last two."""
    later = finished[-1] if after is None and finished else after
    earlier = max((run for run in finished if later is not None and run < later), default=None)
    if before is not None:
        earlier = before
    if earlier is None or later is None:
        raise UsageError("there are no two finished runs to compare", "Run the check again on another day")
    if earlier >= later:
        raise UsageError(f"run {earlier} is not before run {later}", "Name the earlier run first")
    return earlier, later


def trend(
    only: options.Only = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Print how the states of all citations went from run to run, as CSV. The chart is in coverage.html."""
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.stored import stored_reports
    from linkcheck.store.engine import open_store
    from linkcheck.store.snapshot import load_snapshot
    from reports.coverage import build
    from reports.trend import table

    with Session(open_store(settings.load(config, database=database).database, create=False)) as session:
        ids = stored_reports(session, only)
        coverage = build(load_snapshot(session, ids))
    sys.stdout.write(table(coverage.trend))
