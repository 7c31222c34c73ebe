"""`linkcheck doctor`: whether all that the program rests on is in order."""

from __future__ import annotations

import typer

from linkcheck.cli import options
from linkcheck.cli.exits import Exit

_STYLES = {"ok": "green", "warning": "yellow", "wrong": "bold red"}


def doctor(
    database: options.Database = None,
    archive: options.Archive = None,
    config: options.Config = None,
) -> None:
    """Look at the database, the archive, the disk, the clock, workers and schedules. Nothing is changed or contacted.

    Exit codes: 0 all is well; 1 something is wrong.
    """
    from rich.text import Text

    from linkcheck import health, settings
    from linkcheck.cli.terminal import out, shown

    wrong = False
    for finding in health.examine(settings.load(config, database=database, archive=archive)):
        line = Text.assemble(
            (f"{finding.level:<8}", _STYLES[finding.level]), f"{shown(finding.about)}: {shown(finding.text)}"
        )
        out.print(line)
        wrong = wrong or finding.level is health.Level.WRONG
    raise typer.Exit(Exit.NOT_LIVE if wrong else Exit.LIVE)
