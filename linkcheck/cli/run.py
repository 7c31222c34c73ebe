"""`linkcheck run`: the main job, from audit reports to a coverage report."""

from __future__ import annotations

from typing import Annotated

import typer

from linkcheck.cli import options
from linkcheck.cli.crawling import Crawling, crawls
from linkcheck.cli.exits import Exit

Distribute = Annotated[
    bool, typer.Option("--distribute", help="Have workers do it (`linkcheck worker`), by way of a PostgreSQL store.")
]
NoWait = Annotated[
    bool, typer.Option("--no-wait", help="With --distribute: don't wait; a worker writes the coverage report.")
]


@crawls
def run(
    reports: options.SomeReports = None,
    *,
    tag: options.Tags = None,
    distribute: Distribute = False,
    no_wait: NoWait = False,
    schedule: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="What this schedule of the settings says.", show_default=False),
    ] = None,
    crawling: Crawling,
) -> None:
    """Read audit reports, fetch every disclosure that they cite, and write the coverage report.

    A run that was interrupted goes on when the same command is given again.

    Exit codes: 0 all live; 1 something doubtful or dead; 2 wrong usage or unreadable input; 3 interrupted;
    4 nothing doubtful or dead, but something that a machine cannot tell.
    """
    from linkcheck.cli.checking import check
    from linkcheck.cli.coverage import print_summary, reviewed_names, write_coverage
    from linkcheck.cli.distributing import check_distributed
    from linkcheck.cli.notifying import tell_changes
    from linkcheck.errors import UsageError

    if not reports and not tag and not schedule:
        raise UsageError("which reports are to be checked is not said", "Name their files, or a --tag")
    if no_wait and not distribute:
        raise UsageError("--no-wait goes with --distribute only", "Leave it out, or have workers do the run")
    settings, due, tags = crawling.settings(), crawling.due, list(tag or ())
    if schedule is not None:
        wanted = settings.scheduled(schedule)
        settings = settings.model_copy(update={**wanted.options(), "notify": wanted.notify or settings.notify})
        reports, tags, due = [*(reports or ()), *wanted.reports], [*tags, *wanted.tags], due or wanted.due
    aliases = reviewed_names(settings)
    if distribute:
        checked = check_distributed(reports or (), settings, tags=tags, due=due, wait=not no_wait)
    else:
        checked = check(reports or (), settings, tags=tags, due=due, wait=crawling.wait)
    if checked is None:
        raise typer.Exit(Exit.UNUSABLE)
    if no_wait:
        raise typer.Exit(checked.exit(Exit.LIVE))
    coverage, files = write_coverage(checked.engine, settings.output, checked.report_ids, aliases=aliases)
    ended = print_summary(coverage, files)
    if not checked.unfinished:
        tell_changes(coverage, settings.notify)
    raise typer.Exit(checked.exit(ended))
