"""Crawls, side by side with other programs on the same list and the same server, turn by turn."""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks import peers
from benchmarks.once import EXAMINING, KEEPING, Cost, measure
from benchmarks.tables import Table, against
from benchmarks.web import HOSTS, Served, Web

ROUNDS = 3
AT_ONCE = 64
INTERVAL = 0.2


def unthrottled(count: int) -> list[Table]:
    """One list for all, nothing holds back."""
    with _web(count) as (web, folder):
        urls = web.mixed(count)
        listed, page = _listed(urls, folder), _page(web, urls)
        contestants: dict[str, Callable[[int], tuple[float, float, float]]] = {
            "linkcheck": lambda turn: _ours(web, listed, folder / f"one-{turn}"),
            "linkcheck, two processes": lambda turn: _two_of_ours(web, urls, folder / f"two-{turn}"),
        }
        commands = {
            "lychee": peers.lychee(listed, at_once=AT_ONCE, per_host=AT_ONCE, interval_ms=0),
            "linkchecker": peers.linkchecker(page, folder, at_once=AT_ONCE),
            "linkinator": peers.linkinator_of(page, at_once=AT_ONCE),
        }
        for name, command in commands.items():
            if command is not None:
                contestants[f"{name} {_version(command)}"] = partial(_peer, command)
        found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in contestants}
        served: dict[str, Served] = {}
        web.served()
        for turn in range(ROUNDS):
            for name, work in contestants.items():
                if turn == 0 or not name.startswith("linkchecker"):  # minutes each time
                    found[name].append(work(turn))
                    served[name] = web.served()
    speeds = {name: count / median([wall for wall, _, _ in costs]) for name, costs in found.items()}
    rows = tuple(
        (
            name,
            f"{speeds[name]:,.0f}" if costs[-1][0] < peers.LONGEST else f"ended after {peers.LONGEST} s",
            f"{1000 * median([cpu for _, cpu, _ in costs]) / count:.2f}",
            f"{max(memory for _, _, memory in costs):.0f}",
            f"{served[name].requests:,}",
            f"{served[name].bytes / 1e6:.0f}",
        )
        for name, costs in found.items()
    )
    fastest = next((speed for name, speed in speeds.items() if name.startswith("lychee")), None)
    cpu = 1000 * median([cpu for _, cpu, _ in found["linkcheck"]]) / count
    findings = [f"CPU per URL, ms: {against(cpu, 1.2)}"]
    if fastest:
        findings[:0] = [
            f"One process, of lychee's speed: {against(speeds['linkcheck'] / fastest, 0.35, at_least=True)}",
            f"Two: {against(speeds['linkcheck, two processes'] / fastest, 0.6, at_least=True)}",
        ]
    return [
        Table(
            "Crawl, not throttled",
            f"{count:,} URLs of one host, {AT_ONCE} at once: documents of 10, 50 and 400 KB, 5 % gone, 2 % moved, 1 % "
            "slow (2 s), 1 % reset. Ours with hashes, archive and store, examination left out; the peers only ask. "
            f"Medians of {ROUNDS} turns.",
            ("", "URLs/s", "CPU ms per URL", "MiB", "requests seen", "MB sent"),
            rows,
            tuple(findings),
        )
    ]


def polite(hosts: int, per_host: int) -> list[Table]:
    """Wall time against the bound that politeness sets, and against lychee at the same."""
    with _web(hosts * per_host) as (web, folder):
        urls = web.documents(per_host, hosts)
        listed = _listed(urls, folder)
        same = _listed([f"http://{host}:{web.port}/robots.txt" for host in HOSTS[:hosts]] + urls, folder, "same.txt")
        command = peers.lychee(same, at_once=hosts, per_host=1, interval_ms=int(INTERVAL * 1000))
        ours, theirs = [], []
        for turn in range(ROUNDS):
            cost = measure(listed, _store(folder, turn), folder / str(turn), _settings(web, INTERVAL, 1))
            ours.append(cost.wall)
            if command is not None:
                theirs.append(peers.run(command).wall)
    bound = per_host * INTERVAL  # robots.txt goes first, and is a request like any other
    rows = [("the bound", f"{bound:.2f}"), ("linkcheck", f"{median(ours):.2f}")]
    findings = [f"Of the bound: {against(median(ours) / bound, 1.05)}"]
    if theirs:
        rows.append(("lychee", f"{median(theirs):.2f}"))
        findings.append(f"Of lychee's wall time: {against(median(ours) / median(theirs), 1.0)}")
    about = (
        f"{hosts} hosts, {per_host} URLs each, {INTERVAL} s between two requests to one host, robots.txt asked first: "
        "lychee, which doesn't ask, has it on its list, so that both send the same requests."
    )
    return [Table("Crawl, polite", about, ("", "seconds"), tuple(rows), tuple(findings))]


def recheck(count: int) -> list[Table]:
    """The same list again, nothing changed."""
    with _web(count) as (web, folder):
        listed = _listed(web.documents(count, 1), folder)
        web.served()
        costs: list[Cost] = []
        bytes_sent: list[int] = []
        for _ in range(2):
            costs.append(measure(listed, _store(folder), folder / "x", _settings(web)))
            bytes_sent.append(web.served().bytes)
    rows = tuple(
        (name, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{sent / 1e6:.2f}", _words(cost.outcomes))
        for name, cost, sent in zip(("first run", "second run"), costs, bytes_sent, strict=True)
    )
    findings = (
        f"Bytes: {against(bytes_sent[1] / bytes_sent[0], 0.01)}",
        f"CPU: {against(costs[1].cpu / costs[0].cpu, 0.5)}",
    )
    about = f"{count:,} documents that have not changed, asked for a second time."
    return [Table("Re-check", about, ("", "seconds", "CPU s", "MB sent", "outcomes"), rows, findings)]


def growth(counts: tuple[int, ...]) -> list[Table]:
    """Time and memory as lists grow. Beyond 5,000 documents their addresses differ by the query only."""
    documents = min(5000, max(counts))
    with _web(documents) as (web, folder):
        found: list[tuple[int, Cost]] = []
        for count in counts:
            plain = web.documents(documents, 1)
            urls = [f"{plain[number % documents]}?edition={number // documents}" for number in range(count)]
            cost = measure(_listed(urls, folder), _store(folder, count), folder / str(count), _settings(web))
            found.append((count, cost))
    rows = tuple(
        (f"{count:,}", f"{1000 * cost.wall / count:.2f}", f"{1000 * cost.cpu / count:.2f}", f"{cost.memory:.0f}")
        for count, cost in found
    )
    memory = {count: cost.memory for count, cost in found}
    findings = []
    if 5000 in memory:
        findings.append(f"MiB at 5,000: {against(memory[5000], 200)}")
        findings.append(f"MiB more at {counts[-1]:,}: {against(memory[counts[-1]] - memory[5000], 30)}")
    lengths = ", ".join(f'"{count:,}"' for count, _ in found)
    points = ", ".join(f"{1000 * cost.cpu / count:.2f}" for count, cost in found)
    chart = (
        f'xychart-beta\n    title "CPU ms per URL"\n    x-axis [{lengths}]\n    y-axis 0 --> 10\n    line [{points}]'
    )
    about = "One host, not throttled, everything kept; beyond 5,000 the same documents under further addresses."
    columns = ("URLs", "ms per URL", "CPU ms per URL", "MiB")
    return [Table("Growth and memory", about, columns, rows, tuple(findings), chart)]


def tls(count: int) -> list[Table]:
    """A new handshake for each, against aiohttp alone."""
    with _web(count) as (web, folder):
        listed = _listed(web.over_tls(count), folder)
        settings = _settings(web) | {"ca_file": str(web.ca), "resolve": [f"localhost:{web.tls_port}:127.0.0.1"]}
        alone: list[float] = []
        fetched: list[float] = []
        kept: list[float] = []
        for turn in range(ROUNDS):
            command = [sys.executable, "-m", "benchmarks.crawl", str(listed), str(web.ca)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # this very module
            alone.append(1000 * float(json.loads(done.stdout)) / count)
            for found, without in ((fetched, EXAMINING + KEEPING), (kept, EXAMINING)):
                name = f"{turn}-{len(without)}"
                cost = measure(listed, _store(folder, name), folder / name, settings, without=without)
                found.append(1000 * cost.cpu / count)
    rows = (
        ("aiohttp alone, hashed", f"{median(alone):.2f}"),
        ("linkcheck, fetched and hashed", f"{median(fetched):.2f}"),
        ("linkcheck, archived and stored too", f"{median(kept):.2f}"),
    )
    findings = (
        f"Of aiohttp's CPU, fetched and hashed as there: {against(median(fetched) / median(alone), 1.3)}",
        f"Of aiohttp's CPU, all on: {against(median(kept) / median(alone), 1.3)}",
    )
    about = f"{count:,} documents over TLS, each over a connection of its own."
    return [Table("HTTPS with new handshakes", about, ("", "CPU ms per URL"), rows, findings)]


def _ours(web: Web, listed: Path, folder: Path) -> tuple[float, float, float]:
    cost = measure(listed, f"sqlite:///{folder}.db", folder, _settings(web))
    return cost.wall, cost.cpu, cost.memory


def _two_of_ours(web: Web, urls: list[str], folder: Path) -> tuple[float, float, float]:
    """Two processes, half of the list and a store each; the slower one's time."""
    halves = [_listed(urls[half::2], folder.parent, f"{folder.name}-{half}") for half in (0, 1)]
    with ThreadPoolExecutor(2) as pool:
        costs = list(pool.map(lambda path: _ours(web, path, Path(f"{path}-kept")), halves))
    return max(wall for wall, _, _ in costs), sum(cpu for _, cpu, _ in costs), sum(memory for _, _, memory in costs)


def _peer(command: list[str | Path], _turn: int) -> tuple[float, float, float]:
    used = peers.run(command)
    return used.wall, used.cpu, used.memory


def _version(command: list[str | Path]) -> str:
    return peers.version(Path(command[0]))


def _settings(web: Web, delay: float = 0, per_host: int = AT_ONCE) -> dict[str, object]:
    return {
        "delay": delay,
        "concurrency": AT_ONCE,
        "concurrency_per_domain": per_host,
        "retries": 0,
        "allow_networks": ["127.0.0.0/8"],
        "allow_ports": [web.port, web.tls_port],
    }


def _store(folder: Path, turn: int | str = 0) -> str:
    return f"sqlite:///{folder / str(turn)}.db"


def _listed(urls: list[str], folder: Path, name: str = "urls.txt") -> Path:
    path = folder / name
    path.write_text("\n".join(urls))
    return path


def _page(web: Web, urls: list[str]) -> str:
    peers.page_of(urls, web.folder / "urls.html")
    return f"http://127.0.0.1:{web.port}/urls.html"


def _words(outcomes: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in outcomes.items())


@contextmanager
def _web(documents: int) -> Iterator[tuple[Web, Path]]:
    """A web, and a folder for what is kept of it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # a peer may give up its rights
        (folder / "web").mkdir()
        with Web(folder / "web", documents) as web:
            yield web, folder


async def _aiohttp_alone(urls: list[str], ca: str) -> float:
    """CPU seconds of asking for each and hashing it."""
    context = ssl.create_default_context(cafile=ca)
    places = asyncio.Semaphore(AT_ONCE)
    begin = time.process_time()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, force_close=True)) as session:

        async def ask(url: str) -> None:
            async with places, session.get(url, ssl=context) as response:
                digest = sha256()
                async for chunk in response.content.iter_any():
                    digest.update(chunk)

        await asyncio.gather(*map(ask, urls))
    return time.process_time() - begin


if __name__ == "__main__":
    print(asyncio.run(_aiohttp_alone(Path(sys.argv[1]).read_text().split(), sys.argv[2])))
