"""Crawls as the program makes them: a report that cites URLs, a store, a run, the crawl, and what is kept of it."""

from __future__ import annotations

import atexit
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from crawler.run import CrawlResult, crawl
from linkcheck.documents.processes import Pool
from linkcheck.fetch import Fetch
from linkcheck.report import AuditReport, Citation, Source
from linkcheck.settings import Settings
from linkcheck.store import reports, runs
from linkcheck.store.engine import open_store
from linkcheck.store.models import FetchRow, ResourceRow
from linkcheck.store.snapshot import load_snapshot
from linkcheck.verdicts import Verdict, judge
from linkcheck.vocabulary import Attribution
from tests.linkcheck.store.conftest import create_from_models
from tests.web.server import Web

EXAMINERS = Pool()
"""Starting them takes longer than most crawls."""

atexit.register(EXAMINERS.close)


def citation(url: str) -> Citation:
    return Citation(criterion="5.1a-b", attribution=Attribution.ENTITY, url=url, cited_as=url)


def report(urls: Iterable[str]) -> AuditReport:
    """A report that cites these URLs and says nothing else."""
    cited = tuple(map(citation, urls))
    digest = hashlib.sha256(repr(cited).encode()).hexdigest()
    return AuditReport(source=Source(path="report.csv", sha256=digest, media_type="text/csv"), citations=cited)


@dataclass(frozen=True)
class Office:
    """A store and an archive in a folder of their own, and crawls that work with them. `store`: another store's URL."""

    folder: Path
    store: str = ""

    @property
    def database(self) -> str:
        return self.store or f"sqlite:///{self.folder / 'linkcheck.db'}"

    @cached_property
    def engine(self) -> Engine:
        if not self.store and not (self.folder / "linkcheck.db").exists():
            create_from_models(self.database)
        return open_store(self.database)

    def settings(self, web: Web, *hosts: str, **changes: Any) -> Settings:
        """Without pauses and further attempts, for hosts that are at the local web, unless changed."""
        values: dict[str, Any] = {
            "database": self.database,
            "archive": self.folder / "evidence",
            "resolve": web.at(*hosts),
            "ca_file": web.ca_file,
            "allow_networks": ["127.0.0.1/32", "::1/128"],
            "delay": 0,
            "retries": 0,
            "retry_pause": 0,
            "concurrency": 32,
            "connect_timeout": 10,
            "idle_timeout": 20,
            "total_timeout": 30,
            "max_bytes": 2**20,
        }
        return Settings(**values | changes)

    def start(self, urls: Iterable[str], settings: Settings) -> int:
        """Begin a run that has these URLs to fetch, and return its id."""
        with Session(self.engine) as session:
            report_id = reports.add_report(session, report(urls))
            run_id = runs.start_run(session, [report_id], user_agent=settings.agent(), settings={})
            session.commit()
        return run_id

    def crawl(self, run_id: int, settings: Settings) -> CrawlResult:
        return crawl(self.engine, run_id, settings, pool=EXAMINERS)

    def fetch(self, urls: Iterable[str], settings: Settings) -> dict[str, Fetch]:
        """One whole run over these URLs, in this process; returns each URL's fetch."""
        run_id = self.start(urls, settings)
        self.crawl(run_id, settings)
        return self.fetches(run_id)

    def fetches(self, run_id: int) -> dict[str, Fetch]:
        """What the run has of each URL so far."""
        with Session(self.engine) as session:
            snapshot = load_snapshot(session, run_id=run_id)
        return {url: fetch for known in snapshot.reports for url, fetch in known.fetches.items()}

    def verdicts(self, run_id: int) -> dict[str, Verdict]:
        """What the run's fetches are worth, with all that came before."""
        with Session(self.engine) as session:
            snapshot = load_snapshot(session, run_id=run_id)
        return {
            url: judge(citation(url), fetch, known.history.get(url, ()))
            for known in snapshot.reports
            for url, fetch in known.fetches.items()
        }

    def rows(self, run_id: int) -> list[tuple[str, str | None]]:
        """URL and outcome (None: pending) of each fetch row of the run."""
        query = select(ResourceRow.url, FetchRow.outcome).join(FetchRow, FetchRow.resource_id == ResourceRow.id)
        with Session(self.engine) as session:
            return [(url, outcome) for url, outcome in session.execute(query.where(FetchRow.run_id == run_id))]
