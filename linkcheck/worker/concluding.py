"""What is done once nothing of a run is pending: its manifest, pictures of cited pages, reports, notices."""

from __future__ import annotations

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from linkcheck.cli.archived import look_up_archived
from linkcheck.cli.coverage import build_coverage, reviewed_names
from linkcheck.cli.notifying import tell_changes
from linkcheck.cli.pages import keep_cited_pages
from linkcheck.cli.sealing import seal_runs
from linkcheck.cli.storing import bring_evidence, store_evidence
from linkcheck.settings import Settings
from linkcheck.store import distributed
from linkcheck.store.locks import run_lock
from linkcheck.store.models import RunReportRow
from reports import views


def conclude(engine: Engine, settings: Settings, run_id: int) -> bool:
    """Do what is left to do for a finished run; False where that was done before.

    `settings` are the worker's, with what the run says of itself. Reports go into a folder of `output`: the schedule's,
    or the run's. Waits for whatever holds the run lock.
    """
    with Session(engine) as session:
        noted = distributed.of_run(session, run_id)
        if noted is None or noted.concluded_at is not None:
            return False
        write, notify, folder = noted.write, noted.notify, noted.schedule or f"run-{run_id}"
        report_ids = list(session.scalars(select(RunReportRow.report_id).where(RunReportRow.run_id == run_id)))
    with run_lock(engine, wait=True):
        bring_evidence(engine, settings, run_id)
        seal_runs(engine, settings)
        store_evidence(engine, settings)
        if settings.archive_lookup:
            look_up_archived(engine, settings, report_ids)
        keep_cited_pages(engine, settings, report_ids)
    if write or notify:
        coverage = build_coverage(engine, report_ids, run_id, aliases=reviewed_names(settings))
        if write:
            views.write(coverage, settings.output / folder)
        tell_changes(coverage, notify)
    with Session(engine) as session:
        distributed.concluded(session, run_id)
        session.commit()
    return True
