"""How the states went over the runs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable

from linkcheck.store.snapshot import ReportSnapshot, Snapshot
from linkcheck.verdicts import judge
from linkcheck.vocabulary import EvidenceState
from reports.model import Coverage, TrendPoint


def point(snapshot: Snapshot) -> TrendPoint:
    """How the citations stood after the snapshot's run. Raises ValueError for a snapshot without one."""
    if snapshot.run is None:
        raise ValueError("a snapshot without a run has no point in time")
    reports = {known.report.source.sha256: _states(known) for known in snapshot.reports}
    return TrendPoint(
        run=snapshot.run.id,
        at=snapshot.run.started_at,
        states={state: sum(states[state] for states in reports.values()) for state in EvidenceState},
        reports=reports,
    )


def table(points: Iterable[TrendPoint]) -> str:
    """A row for each run with its states, all reports together, as CSV."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["run", "at", *EvidenceState])
    for at in points:
        rows.writerow([at.run, at.at.strftime("%Y-%m-%dT%H:%M:%SZ"), *(at.states[state] for state in EvidenceState)])
    return text.getvalue()


def render(coverage: Coverage) -> bytes:
    """`trend.csv`: the table of all runs up to this one. UTF-8 with BOM."""
    return table(coverage.trend).encode("utf-8-sig")


def _states(known: ReportSnapshot) -> dict[EvidenceState, int]:
    counts = Counter(
        judge(citation, known.fetches.get(citation.url), known.history.get(citation.url, ())).state
        for citation in known.report.citations
    )
    return {state: counts[state] for state in EvidenceState}
