"""Workers as people start them: processes of the command, on one PostgreSQL store, towards the local web."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.web.server import Web

ENOUGH = 120.0
"""Seconds after which whatever is waited for is given up."""


def urls_of(site: str, count: int, path: str = "/status/404") -> list[str]:
    """So many addresses at a registrable domain, at two of its hosts by turns."""
    return [f"http://{('www.', '')[number % 2]}{site}{path}?{number}" for number in range(count)]


def write_table(path: Path, urls: Iterable[str]) -> Path:
    """A report that cites these addresses: a table of citations."""
    path.write_text("criterion,url\n" + "".join(f"5.1a-b,{url}\n" for url in urls), encoding="utf-8")
    return path


@dataclass
class Team:
    """Commands in a folder of their own. `settings` are what the environment says, beside the store and the web."""

    folder: Path
    store_url: str
    web: Web
    settings: Mapping[str, str] = field(default_factory=dict)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        given = {
            "database": self.store_url,
            "resolve": json.dumps([f"*:80:127.0.0.1:{self.web.port('http')}"]),
            "allow_networks": '["127.0.0.0/8"]',
            "worker_heartbeat": "0.5",
            "worker_stalled": "30",  # a busy machine may keep a worker waiting
            "retries": "0",
        } | dict(self.settings)
        ours = {name: value for name, value in os.environ.items() if not name.startswith("LINKCHECK_")}
        return ours | {f"LINKCHECK_{name.upper()}": value for name, value in given.items()}

    def start(self, *arguments: object) -> subprocess.Popen[bytes]:
        """A command under way; its errors go to a file that `said` reads."""
        with (self.folder / "said.txt").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "linkcheck", *map(str, arguments)],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    def run(self, *arguments: object) -> int:
        """A command until its end: its exit code."""
        return self.start(*arguments).wait(ENOUGH)

    def said(self) -> str:
        """What all commands have said so far."""
        return (self.folder / "said.txt").read_text(encoding="utf-8")

    def start_workers(self, count: int, *arguments: object) -> None:
        self.workers += [self.start("worker", *arguments) for _ in range(count)]

    def kill(self, worker: subprocess.Popen[bytes]) -> list[int]:
        """End a worker as the kernel does when memory runs out; gives its crawl processes of that moment."""
        children = crawls_of(worker.pid)
        worker.send_signal(signal.SIGKILL)
        worker.wait(ENOUGH)
        self.workers.remove(worker)
        return children

    def end(self) -> None:
        for worker in self.workers:
            worker.send_signal(signal.SIGTERM)
        for worker in self.workers:
            try:
                worker.wait(ENOUGH / 4)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()


@contextmanager
def team(folder: Path, store_url: str, web: Web, **settings: str) -> Iterator[Team]:
    """A team whose workers are ended with it."""
    folder.mkdir(exist_ok=True)
    together = Team(folder, store_url, web, settings)
    try:
        yield together
    finally:
        together.end()


def wait_until(there: Callable[[], object], what: str) -> None:
    """Until it is so; an assertion that says what was waited for where it never is."""
    deadline = time.monotonic() + ENOUGH
    while not there():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.02)


def crawls_of(pid: int) -> list[int]:
    """The processes that a worker has started, and those that they have (Linux)."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *crawls_of(child)]
    return found


def alive(pid: int) -> bool:
    """Whether the process still runs; one that only waits to be buried doesn't."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"
