"""A crawl without a network: a run whose URLs get the outcomes given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from linkcheck.store import runs
from linkcheck.vocabulary import Outcome
from tests.linkcheck.store.examples import fetch


def crawl(
    session: Session,
    report_id: int,
    day: int,
    outcomes: Mapping[str, Outcome],
    urls: Sequence[str] | None = None,
    **fields: Any,
) -> int:
    """A run on the `day`th day; URLs without an outcome stay pending."""
    run_id = runs.start_run(session, [report_id], user_agent="test", settings={}, urls=urls)
    session.commit()
    for pending in runs.pending(session, run_id):
        if pending.url in outcomes:
            runs.record(session, pending.fetch_id, fetch(pending.url, outcomes[pending.url], day, **fields))
    runs.finish_run(session, run_id)
    session.commit()
    return run_id
