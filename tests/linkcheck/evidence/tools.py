"""Other people's programs that must accept what we hand over, each in a virtual environment of its own.

They are installed once, with pip, into LINKCHECK_TEST_TOOLS (else a folder of the user's cache): pywb is GPL and needs
old packages, so that neither may ever be in the program's own environment.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

REQUIREMENTS = {
    "wacz": ("wacz==0.6.0", "setuptools<81"),
    "pywb": ("pywb==2.10.0", "setuptools<81"),
}
SECONDS = 600
"""What an installation may take, on a slow line."""


def folder() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(os.environ.get("LINKCHECK_TEST_TOOLS") or cache / "linkcheck-tests")


def installed(name: str) -> Path:
    """The folder of the tool's programs; the test is skipped where it can't be installed."""
    place = folder() / f"{name}-{sys.version_info.major}.{sys.version_info.minor}"
    done = place / "installed"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{place}.lock", timeout=SECONDS):
            if not done.exists():
                _run(sys.executable, "-m", "venv", "--clear", "--without-pip", place)
                pip = (sys.executable, "-m", "pip", "--python", place / "bin" / "python")
                _run(*pip, "install", "-q", "--no-compile", "--retries", "1", *REQUIREMENTS[name])
                done.touch()
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"{name} can't be installed into {place}: {error}")
    return place / "bin"


def _run(*command: str | Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=SECONDS, env=environment)
