"""What a run's notice says: what has changed since the run before, and how each report stands. No view: it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reports import wording
from reports.changes_formats import item, kinds
from reports.model import CheckedReport, Coverage
from reports.summary_md import plain
from reports.text import counted

MOST = 30
"""Changes of one kind that are listed; the others are counted."""


class Notice(NamedTuple):
    """A title on one line, and a body in Markdown."""

    title: str
    body: str


def render(coverage: Coverage) -> Notice | None:
    """The notice, with the reports in which something changed; None where nothing did."""
    changed = [report for report in coverage.reports if report.changes]
    if not changed:
        return None
    count = sum(len(report.changes) for report in changed)
    title = f"Disclosures: {counted(count, 'change')} in {counted(len(changed), 'report')}"
    return Notice(title, "\n".join(line for report in changed for line in _report(report)))


def _report(report: CheckedReport) -> Iterator[str]:
    yield f"## {plain(report.entity or report.source.path)}"
    yield ""
    yield f"{wording.standing(report.summary)} {wording.for_a_person(report.summary)}"
    yield ""
    for kind, changes in kinds(report):
        yield f"### {wording.CHANGES[kind].capitalize()} ({len(changes)})"
        yield ""
        yield from map(item, changes[:MOST])
        if len(changes) > MOST:
            yield f"- and {counted(len(changes) - MOST, 'other')}"
        yield ""
