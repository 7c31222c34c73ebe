"""What `linkcheck diff` prints: the changes between two runs as text, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from linkcheck.documents.numbering import spans
from reports.changes import Changes, ReportChanges, RunRef
from reports.model import Change, ChangeKind, CheckedReport
from reports.summary_md import address, plain
from reports.text import day, one_line, shortened
from reports.wording import CHANGES


def as_text(changes: Changes) -> str:
    """For a terminal: a heading for each kind, two lines for each change."""
    lines = [_between(changes)]
    for report in changes.reports:
        for kind, mine in kinds(report):
            lines += ["", f"{CHANGES[kind]} ({len(mine)})"]
            lines += [line for change in mine for line in _text(change)]
    return "\n".join(lines) + "\n"


def as_markdown(changes: Changes) -> str:
    """For a pull request or an e-mail."""
    lines = [f"# {_between(changes)}"]
    for report in changes.reports:
        lines += ["", f"## {plain(report.entity or report.path)}"]
        for kind, mine in kinds(report):
            lines += ["", f"### {CHANGES[kind].capitalize()} ({len(mine)})", "", *map(item, mine)]
        if not report.changes:
            lines += ["", "Nothing changed."]
    return "\n".join(lines) + "\n"


def as_json(changes: Changes) -> str:
    """`"schema": "linkcheck/changes@1"`, strings exactly as they are."""
    return changes.model_dump_json(by_alias=True, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Changes], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _between(changes: Changes) -> str:
    count = sum(len(report.changes) for report in changes.reports)
    what = f"{count} {'change' if count == 1 else 'changes'}" if count else "Nothing changed"
    return f"{what} from {_run(changes.before)} to {_run(changes.after)}"


def _run(run: RunRef | None) -> str:
    return f"run {run.id} ({day(run.started_at)})" if run else "before the first run"


def kinds(report: ReportChanges | CheckedReport) -> Iterator[tuple[ChangeKind, list[Change]]]:
    """The changes by their kinds, those kinds that there are."""
    for kind in ChangeKind:
        mine = [change for change in report.changes if change.kind is kind]
        if mine:
            yield kind, mine


def _text(change: Change) -> Iterator[str]:
    where = f"{change.criterion}, {change.facility or 'whole entity'}"
    yield f"  {shortened(one_line(where), 200)}"
    yield f"    {shortened(one_line(change.url), 2000)}"
    yield f"    {_what(change)}"


def item(change: Change) -> str:
    """One change as an item of a Markdown list."""
    where = f"**{plain(change.criterion, 60)}**, {plain(change.facility or 'whole entity')}"
    return f"- {where}: {address(change.url)} {plain(_what(change), 600)}"


def _what(change: Change) -> str:
    pages = f" Pages that differ: {spans(change.pages)}." if change.pages else ""
    moved = f" Now at {', '.join(change.moved_to)}" if change.moved_to else ""
    return shortened(one_line(f"{change.text}{pages}{moved}"), 600)
