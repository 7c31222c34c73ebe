"""The queue's tables, and whose an unfinished run is."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from linkcheck.cli.checking import refuse_the_workers
from linkcheck.cli.distributing import refuse_another_process
from linkcheck.errors import DatabaseTrouble, RunInProgress, UsageError
from linkcheck.notices.sending import require_notify
from linkcheck.storage.place import Place
from linkcheck.store import distributed, runs
from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock
from linkcheck.store.reports import add_report
from linkcheck.worker import queue
from linkcheck.worker.handing_out import hand_out
from tests.linkcheck.store import examples


@pytest.fixture
def run_id(engine: Engine) -> int:
    with Session(engine) as session:
        run = runs.start_run(session, [add_report(session, examples.report())], user_agent="test", settings={})
        session.commit()
    return run


def test_workers_that_start_at_once_make_one_queue(engine: Engine, store_url: str) -> None:
    engines = [open_store(store_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(queue.install, engines))
    for each in engines:
        each.dispose()
    queue.install(engine)
    assert queue.statuses(engine, 1) == {}
    assert queue.workers(engine, 60) == []


def test_another_program_s_queue_is_left_alone(engine: Engine) -> None:
    queue.install(engine)
    with engine.begin() as connection:
        connection.execute(text("COMMENT ON TABLE procrastinate_jobs IS NULL"))
    with pytest.raises(DatabaseTrouble, match="has a Procrastinate queue of another program"):
        queue.install(engine)


def test_a_run_is_a_job_for_each_site_those_with_most_first(engine: Engine, run_id: int) -> None:
    queue.install(engine)
    assert hand_out(engine, run_id) == 2
    assert hand_out(engine, run_id) == 0
    assert queue.statuses(engine, run_id) == {"todo": 2}
    with engine.connect() as connection:
        jobs = connection.execute(text("SELECT lock, priority FROM procrastinate_jobs ORDER BY priority DESC")).all()
    assert [tuple(job) for job in jobs] == [("site northwind.example", 2), ("site example.org", 1)]


def test_a_run_that_workers_are_doing_is_not_done_here_too(engine: Engine, run_id: int) -> None:
    queue.install(engine)
    with Session(engine) as session:
        distributed.distribute(session, run_id, write=True)
        session.commit()
        hand_out(engine, run_id)
        with pytest.raises(RunInProgress, match=rf"workers are doing run {run_id} .* --distribute waits for them"):
            refuse_the_workers(engine, session, run_id)
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM procrastinate_jobs"))
        assert refuse_the_workers(engine, session, run_id) == "was interrupted"
        assert distributed.of_run(session, run_id) is None


def test_a_run_that_is_being_done_here_is_not_handed_out(engine: Engine, run_id: int) -> None:
    with Session(engine) as session:
        with run_lock(engine), pytest.raises(RunInProgress):
            refuse_another_process(engine, session, run_id)
        assert refuse_another_process(engine, session, run_id) == "was interrupted"
        distributed.distribute(session, run_id, write=True)
        assert refuse_another_process(engine, session, run_id) == "is the workers' already"


def test_what_is_not_installed_is_told_with_its_extra(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for module in ("procrastinate", "apprise", "fsspec", "fsspec.core"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"pip install 'disclosure-linkcheck\[workers\]'"):
        queue.require_workers(engine)
    with pytest.raises(UsageError, match=r"pip install 'disclosure-linkcheck\[notify\]'"):
        require_notify()
    with pytest.raises(UsageError, match=r"pip install 'disclosure-linkcheck\[storage\]'"):
        Place(f"file://{tmp_path}")
