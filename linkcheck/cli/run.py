"""`linkcheck run`: the main job, from audit reports to a coverage report."""

from __future__ import annotations

import typer

from linkcheck.cli import options
from linkcheck.cli.crawling import Crawling, crawls
from linkcheck.cli.exits import Exit


@crawls
def run(reports: options.Reports, *, crawling: Crawling) -> None:
    """Read audit reports, fetch every disclosure that they cite, and write the coverage report.

    A run that was interrupted goes on when the same command is given again.

    Exit codes: 0 all live; 1 something doubtful or dead; 2 wrong usage or unreadable input; 3 interrupted;
    4 nothing doubtful or dead, but something that a machine cannot tell.
    """
    from linkcheck.cli.checking import check
    from linkcheck.cli.coverage import print_summary, reviewed_names, write_coverage

    settings = crawling.settings()
    aliases = reviewed_names(settings)
    checked = check(reports, settings, due=crawling.due, wait=crawling.wait)
    if checked is None:
        raise typer.Exit(Exit.UNUSABLE)
    ended = print_summary(*write_coverage(checked.engine, settings.output, checked.report_ids, aliases=aliases))
    raise typer.Exit(checked.exit(ended))
