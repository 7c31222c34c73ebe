"""Which URLs are worth asking again today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from linkcheck.settings import Settings
from linkcheck.store.snapshot import load_snapshot
from linkcheck.verdicts import Verdict, judge
from linkcheck.vocabulary import EvidenceState

_EARLY = 1 / 12
"""Share of an interval that may be missing: a nightly run isn't at the same minute every night."""


def due_urls(session: Session, report_ids: Sequence[int], settings: Settings, now: datetime) -> list[str]:
    """The reports' URLs whose last fetch is long enough ago for what it found, and those never fetched.

    By the settings' `due_…_days`: live ones after a week, what can't be told after a day, dead ones after a day until
    it is confirmed and then like live ones. Doubtful ones count as what can't be told. Where a URL's citations differ
    in their state, the shortest interval counts. In the order of the reports; for `runs.start_run(urls=…)`.
    """
    due: dict[str, bool] = {}
    for report in load_snapshot(session, report_ids).reports:
        for citation in report.report.citations:
            last = report.fetches.get(citation.url)
            if last is None:
                due[citation.url] = True
                continue
            interval = _interval(judge(citation, last, report.history[citation.url]), settings)
            ripe = now - last.finished_at >= interval * (1 - _EARLY)
            due[citation.url] = due.get(citation.url, False) or ripe
    return [url for url, ripe in due.items() if ripe]


def _interval(verdict: Verdict, settings: Settings) -> timedelta:
    match verdict.state:
        case EvidenceState.LIVE:
            days = settings.due_live_days
        case EvidenceState.DEAD:
            days = settings.due_live_days if verdict.confirmed else settings.due_dead_days
        case _:
            days = settings.due_undetermined_days
    return timedelta(days=days)
