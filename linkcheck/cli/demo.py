"""`linkcheck demo`: the whole program on a fictional report, against a local web that answers well and badly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Option(help="Where the store, the archive and the reports go.")] = Path("demo"),
) -> None:
    """Show the program working, without internet: a fictional company's report and disclosure sites."""
    from linkcheck import settings
    from linkcheck.cli.checking import check
    from linkcheck.cli.coverage import print_summary, write_coverage
    from linkcheck.cli.exits import Exit
    from linkcheck.cli.terminal import out, say
    from linkcheck.demo import running

    folder.mkdir(parents=True, exist_ok=True)
    with running() as web:
        say(f"a local web plays {len(web.resolve)} addresses of a fictional group")
        checked = check(
            [web.report],
            settings.load(
                database=f"sqlite:///{folder / 'linkcheck.db'}",
                archive=folder / "evidence",
                signing_key=folder / "linkcheck.key",
                output=folder / "coverage",
                contact="demo@linkcheck.example",
                delay=0.05,
                retry_pause=0.1,
                total_timeout=5.0,
                idle_timeout=2.0,
                resolve=web.resolve,
                ca_file=web.ca_file,
                allow_networks=("127.0.0.0/8",),
                allow_ports=(80, 443),
            ),
        )
    if checked is None:
        raise typer.Exit(Exit.UNUSABLE)
    print_summary(*write_coverage(checked.engine, folder / "coverage", checked.report_ids))
    if checked.unfinished:
        raise typer.Exit(Exit.INTERRUPTED)
    out.print(f"\nOpen {(folder / 'coverage' / 'coverage.html').resolve().as_uri()}", style="bold")
