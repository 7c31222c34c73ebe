"""The project as an egg on a Scrapyd of its own: deployed, listed, and started by schedule.json."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from linkcheck.store.reports import add_report
from linkcheck.store.tags import add_tags
from tests.crawler.crawls import Office, report
from tests.web.server import Web

pytestmark = pytest.mark.skipif(find_spec("scrapyd") is None, reason="scrapyd isn't installed (the extra `dev` has it)")
ROOT = Path(__file__).parent.parent.parent
PROJECT = ("crawler", "linkcheck", "reports", "setup.py", "pyproject.toml", "README.md", "LICENSE")
HOST = "www.northwind-metals.test"
URLS = [f"http://{HOST}/status/404?{number}" for number in range(3)]
AUTHORIZATION = "Basic " + base64.b64encode(b"auditor:topsecret").decode()


@contextmanager
def scrapyd(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """A Scrapyd in the folder, for whoever knows its password; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "scrapyd.conf").write_text(
        f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\nusername = auditor\npassword = topsecret\n"
        "poll_interval = 0.2\n"
    )
    command = [sys.executable, "-m", "scrapyd"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def ask(url: str, **form: str) -> dict[str, Any]:
    """What Scrapyd answers, as soon as it does."""
    data = urllib.parse.urlencode(form).encode() if form else None
    request = urllib.request.Request(url, data=data, headers={"Authorization": AUTHORIZATION})
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(request) as answer:
                told: dict[str, Any] = json.load(answer)
                return told
        except urllib.error.URLError:
            assert time.monotonic() < deadline, "scrapyd doesn't answer"
            time.sleep(0.1)


def deploy(folder: Path, address: str) -> None:
    """As a person does it in the project's folder; a copy, for building leaves files behind."""
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    (folder / "scrapy.cfg").write_text(
        f"[settings]\ndefault = crawler.settings\n\n[deploy]\nurl = {address}/\nproject = disclosures\n"
        "username = auditor\npassword = topsecret\n"
    )
    command = [str(Path(sys.executable).with_name("scrapyd-deploy"))]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=100)
    assert ended.returncode == 0, ended.stderr


def test_the_egg_is_deployed_and_its_spider_does_a_run(web: Web, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with Session(office.engine) as session:
        add_tags(session, add_report(session, report(URLS)), ["smelters"])
        session.commit()
    environment = os.environ | {
        "LINKCHECK_DATABASE": office.database,
        "LINKCHECK_ARCHIVE": str(tmp_path / "evidence"),
        "LINKCHECK_RESOLVE": json.dumps([f"{HOST}:80:127.0.0.1:{web.port('http')}"]),
        "LINKCHECK_ALLOW_NETWORKS": '["127.0.0.1/32"]',
        "LINKCHECK_DELAY": "0.05",
    }
    (tmp_path / "server").mkdir()
    (tmp_path / "project").mkdir()
    with scrapyd(tmp_path / "server", environment) as address:
        ask(f"{address}/daemonstatus.json")
        deploy(tmp_path / "project", address)
        assert ask(f"{address}/listspiders.json?project=disclosures")["spiders"] == ["disclosures"]
        started = ask(f"{address}/schedule.json", project="disclosures", spider="disclosures", tag="smelters")
        assert started["status"] == "ok", started
        deadline = time.monotonic() + 60
        while not (jobs := ask(f"{address}/listjobs.json?project=disclosures"))["finished"]:
            assert time.monotonic() < deadline, jobs
            time.sleep(0.2)
    assert dict(office.rows(1)) == dict.fromkeys(URLS, "gone")
    office.engine.dispose()
