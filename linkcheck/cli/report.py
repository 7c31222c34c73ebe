"""`linkcheck report`: the coverage reports again, from what the store holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from linkcheck.cli import options


def report(
    only: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[REPORT]...", help="Only these reports, by their files. Default: all.", show_default=False
        ),
    ] = None,
    run: Annotated[int | None, typer.Option(help="As things stood after this run. Default: the last.")] = None,
    output: options.Output = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Write the coverage reports again from the store. Nothing is read or fetched anew."""
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.coverage import print_summary, write_coverage
    from linkcheck.errors import UsageError
    from linkcheck.store.engine import open_store
    from linkcheck.store.reports import report_id, report_ids

    configured = settings.load(config, output=output, database=database)
    engine = open_store(configured.database)
    with Session(engine) as session:
        wanted = [report_id(session, _sha256(path)) for path in only] if only else report_ids(session)
    for path, found in zip(only or (), wanted, strict=False):
        if found is None:
            raise UsageError(f"{path} is not in the store", "`linkcheck run` takes it in and checks it")
    if not wanted:
        raise UsageError(f"no report is in the store {configured.database}", "Start with `linkcheck run REPORT`")
    coverage, files = write_coverage(engine, configured.output, [i for i in wanted if i is not None], run)
    raise typer.Exit(print_summary(coverage, files))


def _sha256(path: Path) -> str:
    import hashlib

    from linkcheck.errors import UnreadableReport

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableReport(f"{path} can't be read: {error.strerror}") from error
