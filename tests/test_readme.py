"""Do the README's commands work when they are pasted, and does the main job say what the demo is made to show?

Those of `linkcheck` run as they stand, in an empty folder with one report in it, against the demo's web. Those that
build an environment go to a package registry: of them only the targets are looked for.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkcheck.demo import REPORT, running
from linkcheck.demo.site import Demo
from tests.linkcheck.demo.expected import CELLS, expected_ends, found_cells, found_ends

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^\$ (.*)$", README, re.MULTILINE)]
OURS = [command for command in COMMANDS if command[0] == "linkcheck"]
EXIT_CODES = {"parse": 0, "run": 1, "report": 1, "demo": 0}
"""The demo's report has dead citations."""


@pytest.fixture(scope="module")
def web() -> Iterator[Demo]:
    with running() as web:
        yield web


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the reader sits: the commands work on what those before them left."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copy(REPORT, folder / "audit-report.pdf")
    return folder


def environment(web: Demo) -> dict[str, str]:
    """The web's names and short waits, set from outside: nothing is added to the commands."""
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LINKCHECK_RESOLVE": json.dumps([f"{r.host}:{r.port}:{r.address}:{r.to_port}" for r in web.resolve]),
        "LINKCHECK_CA_FILE": str(web.ca_file),
        "LINKCHECK_ALLOW_NETWORKS": '["127.0.0.0/8"]',
        "LINKCHECK_DELAY": "0.02",
        "LINKCHECK_IDLE_TIMEOUT": "1",
        "LINKCHECK_RETRIES": "0",
    }


def run(command: list[str], folder: Path, web: Demo) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment(web), capture_output=True, text=True, check=False, timeout=100
    )


def test_the_commands_work_one_after_the_other_and_say_what_is_so(folder: Path, web: Demo) -> None:
    for command in OURS:
        ended = run(command, folder, web)
        assert ended.returncode == EXIT_CODES[command[1]], (command, ended.stderr)

    assert all((folder / name).exists() for name in ("linkcheck.db", "linkcheck.key", "evidence"))
    views = re.findall(r"`(?:coverage/)?([a-z]+\.(?:html|xlsx|csv|json|xml|sarif|md))`", README)
    assert len(views) > 5
    assert all((folder / "coverage" / name).exists() for name in views)
    coverage = folder / "coverage" / "coverage.json"
    assert found_ends(coverage) == expected_ends()
    assert found_cells(coverage) | CELLS == found_cells(coverage)


def test_the_readme_shows_the_main_job() -> None:
    assert [command[1] for command in OURS] == ["parse", "run", "report"]


def test_every_target_of_make_exists() -> None:
    wanted = set(re.findall(r"\bmake ([a-z]+)", README))

    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert wanted
    assert wanted <= targets
