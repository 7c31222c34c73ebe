"""`linkcheck schedule`: schedules for systemd or cron, where no worker does them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from linkcheck.cli import options


def schedule(
    name: Annotated[
        list[str] | None, typer.Argument(help="Only these schedules. Default: all.", show_default=False)
    ] = None,
    config: options.Config = None,
) -> None:
    """Print the schedules of the settings as systemd units and as crontab lines, ready to be put in their places.

    Workers need none of it: they do the schedules by themselves. Times are UTC. What this shell's environment sets is
    not in them: write it into the settings file, or, where it is secret, into the service's EnvironmentFile.
    """
    from linkcheck import settings
    from linkcheck.errors import UsageError
    from linkcheck.schedules import units

    configured = settings.load(config)
    wanted = [configured.scheduled(each) for each in name] if name else list(configured.schedule)
    if not wanted:
        raise UsageError("the settings have no schedule", "Write one as [[schedule]], see docs/operating.md")
    folder = Path.cwd()
    variables = (f"LINKCHECK_{field.upper()}" for field in settings.Settings.model_fields)
    if lacking := ", ".join(variable for variable in variables if variable in os.environ):
        typer.echo(f"# not in these, and needed there too: {lacking}\n")
    for each in wanted:
        command = [str(Path(sys.executable).with_name("linkcheck")), "run", "--schedule", each.name]
        if config is not None:
            command += ["--config", str(config.absolute())]
        unit = f"linkcheck-{each.name}"
        typer.echo(f"# /etc/systemd/system/{unit}.service\n{units.service(each, command, folder)}")
        typer.echo(f"# /etc/systemd/system/{unit}.timer\n{units.timer(each)}")
        typer.echo(f"# or, in a crontab (CRON_TZ=UTC):\n{units.crontab_line(each, command, folder)}\n")
