"""A public web archive to ask: pywb, on 127.0.0.1."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

COLLECTION = "kept"


@contextmanager
def running(programs: Path, folder: Path, *added: str | Path) -> Iterator[str]:
    """A pywb with one collection made of what `wb-manager add` is told; gives the collection's address."""
    folder.mkdir()
    _manage(programs, folder, "init", COLLECTION)
    _manage(programs, folder, "add", COLLECTION, *added)
    port = _free_port()
    with (folder / "log").open("wb") as log:
        command = [str(programs / "wayback"), "--port", str(port), "--bind", "127.0.0.1"]
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait(server, port, folder / "log")
            yield f"http://127.0.0.1:{port}/{COLLECTION}"
        finally:
            server.kill()
            server.wait()


def _manage(programs: Path, folder: Path, *arguments: str | Path) -> None:
    command = [programs / "wb-manager", *arguments]
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"pywb does not answer: {log.read_text()}")
