"""`linkcheck report`: the coverage reports again, from what the store holds."""

from __future__ import annotations

from typing import Annotated

import typer

from linkcheck.cli import options


def report(
    only: options.Only = None,
    every: Annotated[
        bool, typer.Option("--all", help="All reports of the store, with an index page. So it is without REPORT.")
    ] = False,
    run: Annotated[int | None, typer.Option(help="As things stood after this run. Default: as they stand.")] = None,
    output: options.Output = None,
    aliases: options.Aliases = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Write the coverage reports again from the store. Nothing is read or fetched anew."""
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.coverage import print_summary, reviewed_names, write_coverage
    from linkcheck.cli.stored import stored_reports
    from linkcheck.errors import UsageError
    from linkcheck.store.engine import open_store

    if every and only:
        raise UsageError("--all and the name of a report don't go together", "Give one or the other")
    configured = settings.load(config, output=output, aliases=aliases, database=database)
    names = reviewed_names(configured)
    engine = open_store(configured.database, create=False)
    with Session(engine) as session:
        wanted = stored_reports(session, only)
    raise typer.Exit(print_summary(*write_coverage(engine, configured.output, wanted, run, names)))
