"""A worker's schedules, notices, metrics and logs."""

from __future__ import annotations

import json
import socket
import threading
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.errors import RunInProgress, UsageError
from linkcheck.schedules.model import Schedule
from linkcheck.settings import Settings
from linkcheck.store import distributed
from linkcheck.store.reports import add_report
from linkcheck.store.schedules import known_since
from linkcheck.store.shared_models import ScheduleRow
from linkcheck.store.tags import add_tags
from linkcheck.vocabulary import Outcome
from linkcheck.worker import queue
from linkcheck.worker.handing_out import hand_out
from linkcheck.worker.scheduled import begin, is_missed_or_due
from tests.crawler.crawls import report
from tests.linkcheck.store.crawling import crawl
from tests.linkcheck.worker.team import team, wait_until
from tests.web.server import Web

URL = "http://www.northwind-metals.test/status/404"
YEARLY = Schedule(name="yearly", cron="0 0 1 1 *", tags=("smelters",), notify=("HOOK",))
SETTINGS = """
[[schedule]]
name = "yearly"
cron = "0 0 1 1 *"
tags = ["smelters"]
notify = ["HOOK"]
"""


@pytest.fixture
def tagged_report(engine: Engine) -> int:
    with Session(engine) as session:
        report_id = add_report(session, report([URL]))
        add_tags(session, report_id, ["smelters"])
        session.commit()
    return report_id


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    got: list[dict[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"json://user:topsecret@127.0.0.1:{server.server_address[1]}/", got
    server.shutdown()
    thread.join()
    server.server_close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def ask(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        text: str = answer.read().decode()
    return text


def concluded(engine: Engine) -> bool:
    with Session(engine) as session:
        noted = distributed.of_run(session, 2)
        return noted is not None and noted.concluded_at is not None


def settings(engine: Engine) -> Settings:
    return Settings(database=engine.url.render_as_string(hide_password=False))


def test_what_was_due_before_the_schedule_was_there_was_not_missed(engine: Engine) -> None:
    now = datetime.now(UTC)
    with Session(engine) as session:
        since = known_since(session, YEARLY.name, YEARLY.cron)
        session.commit()
        assert known_since(session, YEARLY.name, YEARLY.cron) == since
        assert known_since(session, YEARLY.name, "0 0 2 1 *") > since
    assert not is_missed_or_due(engine, YEARLY, int((now - timedelta(days=1)).timestamp()))
    assert is_missed_or_due(engine, YEARLY, int((now + timedelta(days=1)).timestamp()))


def test_a_run_of_the_same_reports_that_is_under_way_refuses_the_next(engine: Engine, tagged_report: int) -> None:
    queue.install(engine)
    first = begin(engine, settings(engine), YEARLY)
    assert first is not None
    assert hand_out(engine, first) == 1
    assert hand_out(engine, first) == 0
    with pytest.raises(RunInProgress, match=f"run {first} of the same reports is still under way"):
        begin(engine, settings(engine), YEARLY)
    with Session(engine) as session:
        noted = distributed.of_run(session, first)
        assert noted is not None
        assert (noted.write, noted.notify, noted.schedule) == (True, ["HOOK"], "yearly")


def test_another_cron_line_of_the_same_name_on_another_machine_takes_no_time_away(engine: Engine) -> None:
    with Session(engine) as session:
        session.add(ScheduleRow(name="yearly", cron="0 0 2 1 *", since=datetime(2020, 1, 1, tzinfo=UTC)))
        session.commit()
    for _ in range(2):
        assert is_missed_or_due(engine, YEARLY, int(datetime(2021, 1, 1, tzinfo=UTC).timestamp()))


def test_a_tag_that_no_report_has_is_told(engine: Engine) -> None:
    with pytest.raises(UsageError, match="no report has the tag 'smelters'"):
        begin(engine, settings(engine), YEARLY)


def test_a_missed_time_is_caught_up_once_and_who_is_to_know_is_told(
    web: Web,
    engine: Engine,
    store_url: str,
    tagged_report: int,
    hook: tuple[str, list[dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    address, got = hook
    monkeypatch.setenv("HOOK", address)
    (tmp_path / "linkcheck.toml").write_text(SETTINGS)
    another = tmp_path / "without-schedules.toml"
    another.write_text("")
    with Session(engine) as session:
        crawl(session, tagged_report, -1, {URL: Outcome.OK})
        session.merge(ScheduleRow(name="yearly", cron="0 0 1 1 *", since=datetime(2020, 1, 1, tzinfo=UTC)))
        session.commit()
    with team(tmp_path, store_url, web, delay="0.02", log_format="json") as together:
        port = free_port()
        together.start_workers(1, "--metrics-port", port)
        together.start_workers(1, "--config", another)
        wait_until(lambda: got, "a notice")
        wait_until(lambda: concluded(engine), "the run's end")
        metrics = ask(port)
        said = together.said()
    assert len(got) == 1
    assert "1 change" in got[0]["title"]
    assert (tmp_path / "coverage" / "yearly" / "coverage.json").is_file()
    lines = [json.loads(line) for line in said.splitlines()]
    assert sum("schedule yearly: run 2, 1 sites" in line["message"] for line in lines) == 1
    for line in ("linkcheck_database_up 1.0", "linkcheck_domain_lag_seconds 0.0", "linkcheck_workers 2.0"):
        assert line in metrics
    assert {"linkcheck_fetches_total", "linkcheck_takeovers_total"} & {
        name.partition("{")[0] for name in metrics.split()
    }
    everything = said + "".join(
        path.read_text(errors="replace") for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".gz"
    )
    assert "topsecret" not in everything
