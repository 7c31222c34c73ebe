"""The main job: read reports, crawl what they cite, keep what is needed to show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.cli.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from linkcheck.report import AuditReport
    from linkcheck.settings import Settings
    from linkcheck.store.locks import RunLock

STALE = timedelta(days=7)
"""An interrupted run that is older is not gone on with: half of what it says would be of another time."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it. `run_id` is None where nothing was due."""

    engine: Engine
    report_ids: tuple[int, ...]
    run_id: int | None
    unreadable: int
    unfinished: bool

    def exit(self, otherwise: Exit) -> Exit:
        """The exit code: what was left undone weighs more than what was found."""
        if self.unfinished:
            return Exit.INTERRUPTED
        return Exit.UNUSABLE if self.unreadable else otherwise


def check(
    paths: Sequence[Path], settings: Settings, *, tags: Sequence[str] = (), due: bool = False, wait: bool = False
) -> Checked | None:
    """Do the main job on these files, and on the store's reports with these tags; None where no file can be read.

    A report that can't be read is said, and the others are checked all the same. `due` fetches only what is due,
    `wait` waits for another run to end. Raises RunInProgress, DatabaseTrouble, ArchiveTrouble, UsageError.
    """
    from linkcheck.cli.archived import look_up_archived
    from linkcheck.cli.pages import keep_cited_pages, refuse_ocr_without_its_extra
    from linkcheck.cli.sealing import seal_runs
    from linkcheck.cli.storing import store_evidence
    from linkcheck.cli.waiting import locked
    from linkcheck.store.engine import open_store

    refuse_ocr_without_its_extra(settings)
    read, unreadable = read_files(paths, settings)
    if not read and not tags:
        return None
    engine = open_store(settings.database)
    with locked(engine, wait) as lock:
        report_ids, run_id = start(engine, read, settings, tags=tags, due=due, whose=refuse_the_workers)
        unfinished = run_id is not None and _crawl(engine, run_id, settings, lock)
        if not unfinished:
            seal_runs(engine, settings)
            if settings.archive_lookup:
                look_up_archived(engine, settings, report_ids)
            keep_cited_pages(engine, settings, report_ids)
        store_evidence(engine, settings)
    return Checked(engine, report_ids, run_id, unreadable, unfinished)


def read_files(paths: Sequence[Path], settings: Settings) -> tuple[list[AuditReport], int]:
    """The reports in these files, and how many of them can't be read: those are said."""
    from linkcheck.cli.terminal import say, shown
    from linkcheck.errors import UnreadableReport
    from linkcheck.parsing.limits import read_reports

    files = list(dict.fromkeys(paths))
    read: list[AuditReport] = []
    for path, report in zip(files, read_reports(files, aliases=settings.facilities), strict=True):
        if isinstance(report, UnreadableReport):
            say(f"linkcheck: {shown(str(report))}", style="red")
            continue
        urls = len({citation.url for citation in report.citations})
        say(f"{shown(str(path))}: {len(report.findings)} findings, {len(report.citations)} citations of {urls} URLs")
        read.append(report)
    return read, len(files) - len(read)


def start(
    engine: Engine,
    read: Sequence[AuditReport],
    settings: Settings,
    *,
    tags: Sequence[str] = (),
    due: bool = False,
    whose: Callable[[Engine, Session, int], str],
) -> tuple[tuple[int, ...], int | None]:
    """Take the reports in, and begin a run or go on with the one that was interrupted. Gives their ids and its own.

    `whose` is asked about an unfinished run before: it raises where others are at it, and says what became of the run.
    None is begun where nothing is due.
    """
    from sqlalchemy.orm import Session

    from linkcheck.cli.terminal import say
    from linkcheck.store import reports, runs
    from linkcheck.store.due import due_urls
    from linkcheck.store.engine import one_writer
    from linkcheck.store.tags import tagged

    with Session(engine) as session:
        one_writer(session)
        added = [reports.add_report(session, report) for report in read]
        report_ids = tuple(dict.fromkeys([*added, *tagged(session, tags)]))
        run_id = runs.unfinished_run(session, report_ids, since=datetime.now(UTC) - STALE)
        if run_id is not None:
            how = whose(engine, session, run_id)
            runs.add_new_citations(session, run_id)
            done, total = runs.counts(session, run_id)
            say(f"run {run_id} {how}: {done} of {total} URLs are done, going on with the rest")
        else:
            urls = due_urls(session, report_ids, settings, datetime.now(UTC)) if due else None
            if urls is not None and not urls:
                say("nothing is due")
            else:
                run_id = runs.start_run(
                    session,
                    report_ids,
                    user_agent=settings.agent(),
                    settings=settings.model_dump(mode="json"),
                    urls=urls,
                )
        session.commit()
    return report_ids, run_id


def refuse_the_workers(engine: Engine, session: Session, run_id: int) -> str:
    """The run becomes ours, unless workers are at it: then RunInProgress."""
    from linkcheck.errors import RunInProgress
    from linkcheck.store import distributed
    from linkcheck.worker import queue

    if distributed.of_run(session, run_id) is not None:
        if queue.under_way(engine, run_id):
            raise RunInProgress(f"workers are doing run {run_id} of these reports", "--distribute waits for them")
        distributed.take_back(session, run_id)
    return "was interrupted"


def _crawl(engine: Engine, run_id: int, settings: Settings, lock: RunLock) -> bool:
    """Crawl, and say what was left. True where something still waits for its outcome."""
    from crawler.run import crawl
    from linkcheck.cli.progress import shown_progress
    from linkcheck.cli.terminal import say, shown

    with shown_progress() as progress:
        result = crawl(engine, run_id, settings, progress, assure=lock.assure)
    for fault in result.faults:
        say(f"linkcheck: a fault of ours: {shown(fault)}", style="red")
    if result.pending:
        say(f"{result.pending} URLs have no outcome yet. Give the same command again: it goes on with them")
    return bool(result.pending)
