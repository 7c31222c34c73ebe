"""`--archive-lookup`: which citations are looked up, and what an archive that is down does to a run."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy.orm import Session

from linkcheck.cli.archived import look_up_archived
from linkcheck.evidence.lookup import Pace
from linkcheck.settings import load
from linkcheck.store.snapshot import load_snapshot
from reports.coverage import build
from reports.html.facts import archived_facts
from tests.linkcheck.evidence.kept import LOST, PDF, POLICY, SITE, Answer, Office

DIGEST = base64.b32encode(hashlib.sha1(PDF).digest()).decode()


class Archive(ThreadingHTTPServer):
    """A CDX server that has one copy of everything, or (`broken`) can't answer. It remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.broken = False


class _Handler(BaseHTTPRequestHandler):
    server: Archive

    def do_GET(self) -> None:
        (url,) = parse_qs(urlsplit(self.path).query)["url"]
        self.server.asked.append(url)
        body = f"example)/ 20260301120000 {url} application/pdf 200 {DIGEST} 900\n".encode()
        self.send_response(503 if self.server.broken else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """One live citation, and three that were and are dead."""
    office = Office(tmp_path)
    lost = [LOST, f"{LOST}2", f"{LOST}3"]
    office.run({POLICY: Answer(), **dict.fromkeys(lost, Answer())})
    office.run({POLICY: Answer(), **dict.fromkeys(lost, SITE[LOST])}, day=1)
    yield office
    office.engine.dispose()


def look_up(office: Office, archive: Archive) -> int:
    port = archive.server_port
    settings = load(archive_cdx=f"http://127.0.0.1:{port}/cdx", allow_networks=("127.0.0.0/8",), allow_ports=(port,))
    return look_up_archived(office.engine, settings, [1], Pace(sleep=lambda _: None))


def test_only_what_is_not_live_is_looked_up_and_the_report_tells(office: Office, archive: Archive) -> None:
    assert look_up(office, archive) == 3
    schemes = [(f"http://{url}", f"https://{url}") for url in (f"{LOST[8:]}{n}" for n in ("", "2", "3"))]
    assert archive.asked == [url for both in schemes for url in both]
    with Session(office.engine) as session:
        (report,) = build(load_snapshot(session)).reports
    told = {citation.url: citation for citation in report.citations}
    assert told[POLICY].archived is None
    assert told[LOST].state == "dead"
    (words,) = archived_facts(told[LOST].archived)
    assert "2026-03-01" in words
    assert "byte for byte what was kept here" in words
    assert "no sign that the document is public today" in words


def test_an_archive_that_is_down_is_not_asked_on_and_on(
    office: Office, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.broken = True
    assert look_up(office, archive) == 0
    assert len(archive.asked) == 2
    said = capsys.readouterr().err
    assert "it answered 503" in said
    assert "nothing more is looked up this time" in said
