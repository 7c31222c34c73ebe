"""The command `linkcheck`: one module per command, and the only place that puts crawler and reports together.

Modules of commands import what is heavy inside their functions, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from linkcheck import __version__
from linkcheck.cli import (
    attest,
    demo,
    diff,
    doctor,
    evidence,
    facilities,
    inventory,
    parse,
    precheck,
    report,
    run,
    schedule,
    worker,
)
from linkcheck.cli.exits import Exit
from linkcheck.cli.stopping import Stopped, stopped_in_order
from linkcheck.errors import LinkcheckError

app = typer.Typer(
    name="linkcheck",
    help="Reads audit reports, checks every disclosure that they cite, and says which criteria have live evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
COMMANDS = (
    run.run,
    precheck.precheck,
    report.report,
    diff.diff,
    diff.trend,
    attest.attest,
    parse.parse,
    facilities.facilities,
    inventory.add,
    inventory.remove,
    schedule.schedule,
    worker.worker,
    doctor.doctor,
    demo.demo,
)
for command in COMMANDS:
    app.command()(command)
app.command("list")(inventory.list_)
app.add_typer(evidence.app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"linkcheck {__version__}")
        raise typer.Exit


@app.callback()
def linkcheck(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """Options of the program itself."""


def main() -> None:
    """Run the command that the arguments name; errors are one line, exit codes those of `linkcheck.cli.exits`."""
    try:
        with stopped_in_order():
            app()
    except LinkcheckError as error:
        from linkcheck.cli.terminal import say, shown

        say(f"linkcheck: {shown(str(error))}", style="red")
        sys.exit(error.exit_code)
    except Stopped as stopped:
        from linkcheck.cli.terminal import err, say

        with err.capture():  # what of a line was under way: it would be written again
            pass
        say("linkcheck: stopped. What was kept stays kept; the same command goes on with it")
        sys.exit(stopped.code)
    except BrokenPipeError:  # `linkcheck parse … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.UNUSABLE)
