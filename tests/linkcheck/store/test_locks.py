from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine

from linkcheck.errors import DatabaseTrouble, RunInProgress
from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock

HOLD = """
import sys
from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock
with run_lock(open_store(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(store_url: str) -> subprocess.Popen[str]:
    """A process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, store_url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_refused_and_told_who_holds_the_lock(engine: Engine, store_url: str) -> None:
    with hold(store_url) as process:
        with pytest.raises(RunInProgress) as caught, run_lock(engine):
            pass
        held_since = rf"process {process.pid} on \S+, since \d{{4}}-\d\d-\d\d \d\d:\d\d UTC$"
        assert re.search(held_since, caught.value.message)
        assert "--wait" in caught.value.hint
        process.communicate("")
    with run_lock(engine):
        pass


def test_the_lock_of_a_killed_process_is_free(engine: Engine, store_url: str) -> None:
    with hold(store_url) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    with run_lock(engine, wait=True):
        pass


def test_waiting_ends_when_the_other_run_does(engine: Engine, store_url: str) -> None:
    got_it = threading.Event()

    def wait() -> None:
        with run_lock(engine, wait=True):
            got_it.set()

    with hold(store_url) as process:
        waiter = threading.Thread(target=wait)
        waiter.start()
        assert not got_it.wait(0.3)
        process.communicate("")
        assert got_it.wait(20)
        waiter.join()


def test_the_lock_ends_with_an_error_too(engine: Engine) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), run_lock(engine):
            _ = 1 / 0


def test_two_runs_in_one_process_are_refused_too(store_url: str) -> None:
    one, other = open_store(store_url), open_store(store_url)
    with run_lock(one), pytest.raises(RunInProgress, match=f"process {os.getpid()}"), run_lock(other):
        pass
    one.dispose()
    other.dispose()


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_where_no_lock_can_be_kept_it_is_one_line(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "linkcheck.db.lock").mkdir()
    with pytest.raises(DatabaseTrouble, match="can't be written"), run_lock(engine):
        pass
