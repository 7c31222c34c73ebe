"""What a site answered to a random sibling is kept with the fetch."""

from __future__ import annotations

from sqlalchemy.orm import Session

from linkcheck.fetch import Probe
from linkcheck.store import reports, runs
from linkcheck.store.snapshot import load_snapshot
from linkcheck.vocabulary import Outcome
from tests.linkcheck.store.examples import POLICY, fetch, report


def test_probe_comes_back_with_its_fetch(session: Session) -> None:
    report_id = reports.add_report(session, report([POLICY]))
    run_id = runs.start_run(session, [report_id], user_agent="test", settings={})
    session.commit()
    (pending,) = runs.pending(session, run_id)
    probe = Probe(url="https://www.northwind.example/k7.pdf", outcome=Outcome.OK, status=200, likeness=0.97)
    runs.record(session, pending.fetch_id, fetch(POLICY).model_copy(update={"probe": probe}))
    (known,) = load_snapshot(session).reports
    assert known.fetches[POLICY].probe == probe
    assert known.history[POLICY][0].probe == probe
