from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from linkcheck.settings import Settings
from linkcheck.store import reports, runs
from linkcheck.store.due import due_urls
from linkcheck.vocabulary import Outcome
from tests.linkcheck.store import examples
from tests.linkcheck.store.crawling import crawl
from tests.linkcheck.store.examples import GHG, POLICY, START, WATER

LIVE = "https://www.northwind.example/live.pdf"


@pytest.mark.parametrize(
    ("outcomes", "hours", "due"),
    [
        ([], 0, True),
        ([Outcome.OK], 6 * 24, False),
        ([Outcome.OK], 7 * 24, True),
        ([Outcome.OK, Outcome.NOT_MODIFIED], 6 * 24, False),
        ([Outcome.TIMEOUT], 20, False),
        ([Outcome.TIMEOUT], 23, True),
        ([Outcome.FORBIDDEN], 25, True),
        ([Outcome.TRUNCATED], 25, True),
        ([Outcome.GONE], 20, False),
        ([Outcome.GONE], 24, True),
        ([Outcome.GONE, Outcome.GONE], 24, True),
        ([Outcome.GONE, Outcome.GONE, Outcome.GONE], 6 * 24, False),
        ([Outcome.GONE, Outcome.GONE, Outcome.GONE], 7 * 24, True),
    ],
)
def test_how_soon_a_url_is_due_again(session: Session, outcomes: list[Outcome], hours: int, due: bool) -> None:
    report_id = reports.add_report(session, examples.report([LIVE]))
    for day, outcome in enumerate(outcomes):
        crawl(session, report_id, day, {LIVE: outcome})
    last = START + timedelta(days=max(0, len(outcomes) - 1), seconds=2)
    found = due_urls(session, [report_id], Settings(), last + timedelta(hours=hours))
    assert found == ([LIVE] if due else [])


def test_the_settings_say_how_soon(session: Session) -> None:
    report_id = reports.add_report(session, examples.report([LIVE]))
    crawl(session, report_id, 0, {LIVE: Outcome.OK})
    assert due_urls(session, [report_id], Settings(due_live_days=0), START + timedelta(seconds=2)) == [LIVE]
    assert due_urls(session, [report_id], Settings(due_live_days=90), START + timedelta(days=60)) == []


def test_a_run_takes_up_what_is_due(session: Session) -> None:
    report_id = reports.add_report(session, examples.report())
    crawl(session, report_id, 0, {POLICY: Outcome.OK, GHG: Outcome.TIMEOUT})
    due = due_urls(session, [report_id], Settings(), START + timedelta(days=2))
    assert due == [GHG, WATER]
    run_id = runs.start_run(session, [report_id], user_agent="test", settings={}, urls=due)
    assert {pending.url for pending in runs.pending(session, run_id)} == {GHG, WATER}
