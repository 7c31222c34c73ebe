"""A crawl process whose worker is gone, at whichever moment of its start that happens."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkcheck.settings import Settings


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Of a server that takes connections and says nothing: a database that keeps whoever asks it waiting."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        yield port


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "linkcheck.worker.process"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        yield started
        started.kill()


def test_before_it_was_told_its_task(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    process.stdin.write(b'{"settings": {')
    process.stdin.close()
    assert process.wait(60) == 1


def test_just_after_it_was_told_its_task(process: subprocess.Popen[bytes], silent_port: int) -> None:
    assert process.stdin is not None
    database = f"postgresql+psycopg://nobody@127.0.0.1:{silent_port}/none?connect_timeout=60"
    task = {"settings": Settings(database=database).model_dump(mode="json"), "run_id": 1, "site": "smelter.test"}
    process.stdin.write(json.dumps(task).encode() + b"\n")
    process.stdin.close()
    assert process.wait(60) == -signal.SIGKILL


def test_it_does_one_task_after_another(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    for name in ("first", "second"):
        database = f"sqlite:///{tmp_path / name / 'linkcheck.db'}"
        task = {"settings": Settings(database=database).model_dump(mode="json"), "run_id": 1, "site": "smelter.test"}
        process.stdin.write(json.dumps(task).encode() + b"\n")
        process.stdin.flush()
        assert name in json.loads(process.stdout.readline())["trouble"]
    process.stdin.close()
    assert process.wait(60) == -signal.SIGKILL
