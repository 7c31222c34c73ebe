from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import Engine, select

from linkcheck.errors import DatabaseTrouble, RunInProgress
from linkcheck.store import locks, outages
from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock
from linkcheck.store.outages import patiently
from tests.linkcheck.store.proxy import proxied

pytestmark = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)


def one(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return connection.scalar(select(1))


def test_a_server_that_goes_away_is_waited_for_and_both_are_said(
    engine: Engine, store_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with proxied(store_url) as (url, proxy):
        through = open_store(url)
        proxy.cut()
        threading.Timer(1.0, proxy.mend).start()
        started = time.monotonic()
        assert patiently(lambda: one(through)) == 1
        assert time.monotonic() - started >= 1.0
        through.dispose()
    away, back = (record.message for record in caplog.records)
    assert "doesn't answer as it should" in away
    assert "300 seconds at most" in away
    assert back == "the database answers again, the work goes on"


def test_one_that_stays_away_is_given_up_and_what_to_do_is_said(engine: Engine, store_url: str) -> None:
    with proxied(store_url) as (url, proxy):
        through = open_store(url)
        proxy.cut()
        with pytest.raises(DatabaseTrouble, match="Check"):
            patiently(lambda: one(through), seconds=0.5)
        with pytest.raises(DatabaseTrouble):
            patiently(lambda: one(through), unless=lambda: True)
        through.dispose()


def test_what_does_not_pass_is_not_waited_for(engine: Engine) -> None:
    tried = []

    def task() -> None:
        tried.append(1)
        raise DatabaseTrouble("the password is wrong")

    with pytest.raises(DatabaseTrouble):
        patiently(task)
    assert tried == [1]


def test_a_run_lock_that_an_outage_took_is_taken_back(
    engine: Engine, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "ASSURE_EVERY", 0)
    with proxied(store_url) as (url, proxy):
        through = open_store(url)
        with run_lock(through) as lock:
            proxy.cut()
            proxy.mend()
            lock.assure()
            with pytest.raises(RunInProgress), run_lock(engine):
                pass
        with run_lock(engine):
            pass
        through.dispose()


def test_nobody_who_was_told_to_stop_waits_for_it(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "ASSURE_EVERY", 0)
    with proxied(store_url) as (url, proxy):
        through = open_store(url)
        with run_lock(through) as lock:
            proxy.cut()
            started = time.monotonic()
            with pytest.raises(DatabaseTrouble):
                lock.assure(unless=lambda: True)
            assert time.monotonic() - started < outages.OUTAGE_SECONDS / 10
        through.dispose()


def test_one_that_another_run_has_by_now_stops_ours(
    engine: Engine, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "ASSURE_EVERY", 0)
    names = iter(("process 1 on this, since today", "process 2 on that, since today"))
    monkeypatch.setattr(locks, "_this_process", lambda: next(names))
    with proxied(store_url) as (url, proxy):
        through = open_store(url)
        with run_lock(through) as lock:
            proxy.cut()
            with run_lock(engine, wait=True):
                proxy.mend()
                with pytest.raises(RunInProgress, match=r"database was away, and .* process 2 on that.* goes on where"):
                    lock.assure()
        through.dispose()
