"""`linkcheck precheck`: the auditor's gate before an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from linkcheck.cli import options
from linkcheck.cli.crawling import Crawling, crawls
from linkcheck.cli.exits import Exit

if TYPE_CHECKING:
    from reports.model import AttentionKind

FailOn = Annotated[
    str,
    typer.Option(
        metavar="KINDS",
        help="End with 1 where there is any of these, with commas between: "
        "dead, doubtful, uncited, claimed, required, undetermined, observation.",
    ),
]


@crawls
def precheck(
    reports: options.Reports, *, fail_on: FailOn = "dead,doubtful,uncited,claimed,required", crawling: Crawling
) -> None:
    """Check reports before an audit, and print what is to be settled: the weightiest first, each with what to do next.

    Exit codes: 0 nothing of the kinds in --fail-on; 1 something of them; 2 wrong usage or unreadable input;
    3 interrupted.
    """
    from linkcheck.cli.checking import check
    from linkcheck.cli.coverage import reviewed_names, write_coverage
    from linkcheck.cli.terminal import say
    from reports import worklist

    kinds = _kinds(fail_on)
    settings = crawling.settings()
    aliases = reviewed_names(settings)
    checked = check(reports, settings, due=crawling.due, wait=crawling.wait)
    if checked is None:
        raise typer.Exit(Exit.UNUSABLE)
    coverage, _ = write_coverage(checked.engine, settings.output, checked.report_ids, aliases=aliases)
    typer.echo(worklist.render(coverage), nl=False)
    say(f"all of it, with the evidence: {settings.output / 'coverage.html'}")
    raise typer.Exit(checked.exit(Exit.NOT_LIVE if worklist.calls_for(coverage, kinds) else Exit.LIVE))


def _kinds(text: str) -> frozenset[AttentionKind]:
    from linkcheck.errors import UsageError
    from reports.model import AttentionKind

    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in set(AttentionKind)]
    if unknown:
        raise UsageError(f"--fail-on does not know {unknown[0]!r}", f"It knows {', '.join(AttentionKind)}")
    return frozenset(map(AttentionKind, words))
