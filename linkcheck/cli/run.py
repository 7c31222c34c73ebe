"""`linkcheck run`: the main job, from audit reports to a coverage report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from linkcheck.cli import options
from linkcheck.cli.exits import Exit

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from linkcheck.report import AuditReport
    from linkcheck.settings import Settings


def run(
    reports: options.Reports,
    output: options.Output = None,
    config: options.Config = None,
    database: options.Database = None,
    archive: options.Archive = None,
    delay: options.Delay = None,
    contact: options.Contact = None,
    user_agent: options.UserAgent = None,
    resolve: options.ResolveOption = None,
    ca_file: options.CaFile = None,
    allow_network: options.AllowNetwork = None,
) -> None:
    """Read audit reports, fetch every disclosure that they cite, and write the coverage report.

    A run that was interrupted goes on when the same command is given again.

    Exit codes: 0 all live; 1 something doubtful or dead; 2 wrong usage or unreadable input; 3 interrupted;
    4 nothing doubtful or dead, but something that a machine cannot tell.
    """
    from linkcheck import settings

    configured = settings.load(
        config,
        output=output,
        database=database,
        archive=archive,
        delay=delay,
        contact=contact,
        user_agent=user_agent,
        resolve=resolve or None,
        ca_file=ca_file,
        allow_networks=allow_network or None,
    )
    raise typer.Exit(check(reports, configured))


def check(paths: Sequence[Path], settings: Settings) -> Exit:
    """The main job on these files. A report that can't be read is said, and the others are checked all the same."""
    from linkcheck.cli.coverage import print_summary, write_coverage
    from linkcheck.store.engine import open_store
    from linkcheck.store.locks import run_lock

    read, unreadable = _read(paths, settings)
    if not read:
        return Exit.UNUSABLE
    engine = open_store(settings.database)
    with run_lock(engine):
        report_ids, run_id = _start(engine, read, settings)
        unfinished = _crawl(engine, run_id, settings)
    coverage, files = write_coverage(engine, settings.output, report_ids, run_id)
    ended = print_summary(coverage, files)
    if unfinished:
        return Exit.INTERRUPTED
    return Exit.UNUSABLE if unreadable else ended


def _read(paths: Sequence[Path], settings: Settings) -> tuple[list[AuditReport], int]:
    from linkcheck.cli.terminal import say, shown
    from linkcheck.errors import UnreadableReport
    from linkcheck.parsing.limits import read_report_limited

    read: list[AuditReport] = []
    unreadable = 0
    for path in dict.fromkeys(paths):
        try:
            report = read_report_limited(path, aliases=settings.facilities)
        except UnreadableReport as error:
            unreadable += 1
            say(f"linkcheck: {shown(str(error))}", style="red")
            continue
        urls = len({citation.url for citation in report.citations})
        say(f"{shown(str(path))}: {len(report.findings)} findings, {len(report.citations)} citations of {urls} URLs")
        read.append(report)
    return read, unreadable


def _start(engine: Engine, read: Sequence[AuditReport], settings: Settings) -> tuple[list[int], int]:
    """Take the reports in, and begin a run or go on with the one that was interrupted."""
    from sqlalchemy.orm import Session

    from linkcheck.cli.terminal import say
    from linkcheck.store import reports, runs

    with Session(engine) as session:
        report_ids = [reports.add_report(session, report) for report in read]
        run_id = runs.unfinished_run(session, report_ids)
        if run_id is not None:
            runs.add_new_citations(session, run_id)
            done, total = runs.counts(session, run_id)
            say(f"run {run_id} was interrupted: {done} of {total} URLs are done, going on with the rest")
        else:
            recorded = settings.model_dump(mode="json")
            run_id = runs.start_run(session, report_ids, user_agent=settings.agent(), settings=recorded)
        session.commit()
    return report_ids, run_id


def _crawl(engine: Engine, run_id: int, settings: Settings) -> bool:
    """Crawl, and say what was left. True where something still waits for its outcome."""
    from crawler.run import crawl
    from linkcheck.cli.progress import shown_progress
    from linkcheck.cli.terminal import say, shown

    with shown_progress() as progress:
        result = crawl(engine, run_id, settings, progress)
    for fault in result.faults:
        say(f"linkcheck: a fault of ours: {shown(fault)}", style="red")
    if result.pending:
        say(f"{result.pending} URLs have no outcome yet. Give the same command again: it goes on with them")
    return bool(result.pending)
