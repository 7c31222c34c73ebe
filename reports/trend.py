"""How the states went over the runs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from linkcheck.store.snapshot import RunInfo
from linkcheck.vocabulary import EvidenceState
from reports.model import CheckedReport, Coverage, PastCheck, TrendPoint


def points(runs: Iterable[RunInfo], reports: Sequence[CheckedReport]) -> tuple[TrendPoint, ...]:
    """How the citations stood after each of these runs. What a run did not fetch stands as the runs before left it."""
    return tuple(_point(run, reports) for run in runs)


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


def _point(run: RunInfo, reports: Sequence[CheckedReport]) -> TrendPoint:
    of_report: dict[str, dict[EvidenceState, int]] = {}
    for report in reports:
        counts = Counter(_state(citation.history, run.id) for citation in report.citations)
        of_report[report.source.sha256] = {state: counts[state] for state in EvidenceState}
    states = {state: sum(of_one[state] for of_one in of_report.values()) for state in EvidenceState}
    return TrendPoint(run=run.id, at=run.started_at, states=states, reports=of_report)


def _state(history: Sequence[PastCheck], run: int) -> EvidenceState:
    """The state after a run: what it saw itself, else what was last seen before it."""
    known = [check for check in history if check.run is not None and check.run <= run]
    own = [check for check in known if check.run == run]
    return (own or known)[-1].state if known else EvidenceState.UNTESTED
