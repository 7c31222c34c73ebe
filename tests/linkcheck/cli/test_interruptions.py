"""A run that is killed, interrupted or started twice loses nothing and does nothing twice."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock
from tests.web.server import Web

Finished = dict[int, tuple[str, str]]
"""Per fetch that has its outcome: the outcome and when it was finished."""


HOSTS = [f"www.company-{number}.test" for number in range(3)]
URLS = [f"http://{host}/{path}" for host in HOSTS for path in ("report.pdf", *(f"status/404?{n}" for n in range(9)))]


def _report(folder: Path) -> Path:
    path = folder / "report.csv"
    path.write_text("criterion,url\n" + "".join(f"5.1,{url}\n" for url in URLS))
    return path


def _start(web: Web, folder: Path) -> subprocess.Popen[str]:
    resolve = [f"--resolve={r.host}:{r.port}:{r.address}:{r.to_port}" for r in web.at(*HOSTS)]
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "linkcheck", "run", str(_report(folder)), "--delay", "0.1"),
            *("--allow-network", "127.0.0.0/8", *resolve),
        ],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _finished(folder: Path) -> Finished:
    if not (folder / "linkcheck.db").exists():
        return {}
    with contextlib.closing(sqlite3.connect(folder / "linkcheck.db", timeout=10)) as database:
        try:
            rows = database.execute("SELECT id, outcome, finished_at FROM fetch WHERE outcome IS NOT NULL").fetchall()
        except sqlite3.OperationalError:  # the tables are being made
            return {}
    return {fetch: (outcome, at) for fetch, outcome, at in rows}


def _wait_for(folder: Path, fetches: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while len(_finished(folder)) < fetches:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "the run doesn't get on"
        time.sleep(0.01)


def _stop(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str]:
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


def test_a_killed_run_goes_on_where_it_was(web: Web, tmp_path: Path) -> None:
    killed = _start(web, tmp_path)
    _wait_for(tmp_path, 8, killed)
    _stop(killed, signal.SIGKILL)
    before = _finished(tmp_path)

    again = _start(web, tmp_path)
    _, said = again.communicate(timeout=100)

    assert again.returncode == 1, said
    assert "was interrupted" in said
    after = _finished(tmp_path)
    assert len(after) == len(URLS)
    assert before.items() <= after.items()
    assert (tmp_path / "coverage" / "coverage.html").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_with_3_and_says_how_to_go_on(web: Web, tmp_path: Path, number: signal.Signals) -> None:
    process = _start(web, tmp_path)
    _wait_for(tmp_path, 4, process)
    code, said = _stop(process, number)
    assert code == 3, said
    assert "Give the same command again" in said
    assert "Traceback" not in said
    assert (tmp_path / "coverage" / "coverage.html").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_while_it_does_not_crawl_it_ends_with_3_and_one_line(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-m", "linkcheck", "run", str(_report(tmp_path)), "--wait"]
    with run_lock(open_store(f"sqlite:///{tmp_path / 'linkcheck.db'}")):
        process = subprocess.Popen(command, cwd=tmp_path, text=True, stderr=subprocess.PIPE)
        assert process.stderr is not None
        read, waits = process.stderr.readline(), process.stderr.readline()
        code, said = _stop(process, number)
    assert f"{len(URLS)} citations" in read
    assert re.search(rf"another run .* process {os.getpid()} .*; waiting until it is done", waits)
    assert code == 3, said
    assert len(said.splitlines()) == 1, said
    assert said.startswith("linkcheck: stopped")


def test_a_second_run_on_the_same_store_is_refused(web: Web, tmp_path: Path) -> None:
    with run_lock(open_store(f"sqlite:///{tmp_path / 'linkcheck.db'}")):
        second = _start(web, tmp_path)
        _, said = second.communicate(timeout=60)
    assert second.returncode == 2, said
    refusal = said.splitlines()[-1]
    assert refusal.startswith("linkcheck: ")
    assert str(os.getpid()) in refusal
