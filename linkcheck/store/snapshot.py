"""What the store knows of some reports, read in one go: the border between the store and verdicts and views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from linkcheck.fetch import Fetch
from linkcheck.report import AuditReport


@dataclass(frozen=True, slots=True)
class RunInfo:
    """A run, as its row has it. `finished_at` is None while it goes on or was interrupted."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    program: str
    user_agent: str
    settings: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReportSnapshot:
    """A report with the last fetch of each URL that it cites (no entry: never fetched)."""

    report: AuditReport
    fetches: Mapping[str, Fetch]
    history: Mapping[str, tuple[Fetch, ...]] = field(default_factory=dict)
    """Per URL all fetches, oldest first, the last included. Read without hops."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`run` is the run asked for, else the latest, or None where nothing was ever crawled."""

    run: RunInfo | None
    reports: tuple[ReportSnapshot, ...]
