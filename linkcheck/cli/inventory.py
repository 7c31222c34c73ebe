"""`linkcheck add`, `list`, `remove`: the store's reports and their tags."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkcheck.cli import options
from linkcheck.cli.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="A word to pick the reports by. Can be repeated.", show_default=False),
]


def add(
    reports: options.Reports,
    tag: Tags = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Take reports into the store, with tags; nothing is fetched. A report that is there gets the tags too.

    Exit codes: 0 all are in the store; 2 one can't be read.
    """
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.checking import read_files
    from linkcheck.store.engine import open_store
    from linkcheck.store.reports import add_report
    from linkcheck.store.tags import add_tags, check_tags

    check_tags(tag or ())
    configured = settings.load(config, database=database)
    read, unreadable = read_files(reports, configured)
    if read:
        with Session(open_store(configured.database)) as session:
            for report in read:
                add_tags(session, add_report(session, report), tag or ())
            session.commit()
    raise typer.Exit(Exit.UNUSABLE if unreadable else Exit.LIVE)


def list_(
    tag: Tags = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """List the store's reports: number, entity, citations, tags, and the file that each was read from."""
    from rich.table import Table
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.terminal import out, shown
    from linkcheck.store import reports, tags
    from linkcheck.store.engine import open_store

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("number", "entity", "citations", "tags", "file"):
        table.add_column(column, overflow="fold")
    with Session(open_store(settings.load(config, database=database).database, create=False)) as session:
        ids = tags.tagged(session, tag) if tag else reports.report_ids(session)
        words = tags.tags_of(session, ids)
        for number, report in reports.get_reports(session, ids).items():
            table.add_row(
                str(number),
                shown(report.entity or ""),
                str(len(report.citations)),
                shown(", ".join(words[number])),
                shown(report.source.path),
            )
    out.print(table, soft_wrap=False)


def remove(
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT...", help="Reports, by their files or numbers.", show_default=False)
    ],
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Take reports out of the store. What was fetched, and its evidence, stays."""
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.store.engine import one_writer, open_store
    from linkcheck.store.tags import remove_report

    with Session(open_store(settings.load(config, database=database).database, create=False)) as session:
        one_writer(session)
        for report_id in [_named(session, name) for name in reports]:
            remove_report(session, report_id)
        session.commit()


def _named(session: Session, name: str) -> int:
    from linkcheck.cli.stored import stored_reports
    from linkcheck.errors import UsageError
    from linkcheck.store.reports import report_ids

    if name.isdecimal() and not Path(name).exists():
        if int(name) not in report_ids(session):
            raise UsageError(f"the store has no report {name}", "`linkcheck list` shows those that there are")
        return int(name)
    return stored_reports(session, [Path(name)])[0]
