"""Every way in which the web can fail has its one outcome, its hops and its state."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from linkcheck.evidence.scanning import scan
from tests.crawler import faults
from tests.crawler.crawls import Office
from tests.crawler.faults import Fault
from tests.web.server import Web

QUICK = {"total_timeout": 2.0, "idle_timeout": 1.0, "connect_timeout": 1.0}
"""Seconds: for faults that end in a timeout."""


def words(outcome: str, hops: int, state: str) -> str:
    return f"{outcome}, {hops} hops, {state}"


def surprises(office: Office, run_id: int, table: list[Fault]) -> list[str]:
    """What is not as the table has it, one line each."""
    fetches, verdicts = office.fetches(run_id), office.verdicts(run_id)
    seen = {url: words(fetch.outcome, len(fetch.hops), verdicts[url].state) for url, fetch in fetches.items()}
    listed = {fault.url: words(fault.outcome, fault.hops, fault.state) for fault in table}
    return [
        f"{url}: {seen.get(url)} ({fetches[url].detail if url in fetches else ''}), not {listed.get(url)}"
        for url in listed | seen
        if seen.get(url) != listed.get(url)
    ]


def crawl(web: Web, folder: Path, table: list[Fault], **changes: float) -> tuple[Office, int]:
    office = Office(folder)
    settings = office.settings(web, **changes).model_copy(
        update={"resolve": tuple(entry for f in table for entry in web.at(f.host, http=f.http, https=f.https))}
    )
    web.robots.update({fault.host: fault.robots for fault in table if fault.robots})
    run_id = office.start([fault.url for fault in table], settings)
    office.crawl(run_id, settings)
    return office, run_id


@pytest.mark.parametrize("name", faults.TABLES)
def test_each_fault_has_its_outcome_hops_and_state(web: Web, tmp_path: Path, name: str) -> None:
    table = faults.TABLES[name]
    office, run_id = crawl(web, tmp_path, table)
    assert not surprises(office, run_id, table), "\n".join(surprises(office, run_id, table))
    assert Counter(url for url, outcome in office.rows(run_id) if outcome) == Counter(fault.url for fault in table)


def test_what_never_ends_is_a_timeout(web: Web, tmp_path: Path) -> None:
    office, run_id = crawl(web, tmp_path, faults.SLOW, **QUICK)
    assert surprises(office, run_id, faults.SLOW) == []


def test_answers_that_nobody_thought_of_are_outcomes_and_no_faults_of_ours(web: Web, tmp_path: Path) -> None:
    hosts = [f"www.company-{number}.test" for number in range(160)]
    office = Office(tmp_path)
    settings = office.settings(web, *hosts, **QUICK, max_retry_after=0)
    for _ in range(2):  # the second time on the conditions that the first answers gave
        run_id = office.start([f"http://{host}/chance/{number}" for number, host in enumerate(hosts)], settings)
        result = office.crawl(run_id, settings)
        assert (result.done, result.faults) == (len(hosts), ())
    for file in settings.archive.glob("*.warc.gz"):
        assert [fault for record in scan(file) for fault in record.faults] == []


def test_the_table_is_long_enough_and_names_each_host_once() -> None:
    table = [fault for rows in (*faults.TABLES.values(), faults.SLOW) for fault in rows]
    assert len(table) >= 70
    assert [host for host, count in Counter(fault.host for fault in table).items() if count > 1] == []
