from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from linkcheck.attestation import Attestation
from linkcheck.errors import UsageError
from linkcheck.store import reports
from linkcheck.store.attestations import attest
from linkcheck.store.models import RunRow
from linkcheck.store.snapshot import load_snapshot
from linkcheck.vocabulary import EvidenceState, Outcome
from tests.linkcheck.store import examples
from tests.linkcheck.store.crawling import crawl
from tests.linkcheck.store.examples import GHG, POLICY, START

NOON = START + timedelta(hours=4)


@pytest.fixture
def report_id(session: Session) -> int:
    return reports.add_report(session, examples.report())


def attested(session: Session, run_id: int | None = None) -> dict[str, Attestation]:
    return dict(load_snapshot(session, run_id=run_id).reports[0].attestations)


def test_a_word_stands_beside_what_the_machine_saw(session: Session, report_id: int) -> None:
    crawl(session, report_id, 0, {POLICY: Outcome.FORBIDDEN})
    attest(
        session,
        POLICY.upper().replace("/POLICY.PDF", "/policy.pdf") + "#page=2",
        EvidenceState.LIVE,
        " A. Auditor ",
        "opened in a browser",
        file="policy.pdf",
        file_sha256="f" * 64,
        capture=examples.capture(3),
        at=NOON,
    )
    (report,) = load_snapshot(session).reports
    assert report.fetches[POLICY].outcome is Outcome.FORBIDDEN
    assert report.attestations == {
        POLICY: Attestation(
            url=POLICY,
            state=EvidenceState.LIVE,
            by="A. Auditor",
            note="opened in a browser",
            at=NOON,
            file="policy.pdf",
            file_sha256="f" * 64,
            capture=examples.capture(3),
            outcome=Outcome.FORBIDDEN,
        )
    }


def test_the_last_word_counts(session: Session, report_id: int) -> None:
    for hours, state in enumerate([EvidenceState.LIVE, EvidenceState.DEAD]):
        attest(session, GHG, state, "A. Auditor", "seen", at=NOON + timedelta(hours=hours))
    assert {url: word.state for url, word in attested(session).items()} == {GHG: EvidenceState.DEAD}


def test_it_lapses_for_good_when_the_machine_sees_a_change(session: Session, report_id: int) -> None:
    crawl(session, report_id, 0, {POLICY: Outcome.OK}, urls=[POLICY])
    attest(session, POLICY, EvidenceState.DOUBTFUL, "A. Auditor", "the old policy", at=NOON)
    crawl(session, report_id, 1, {POLICY: Outcome.NOT_MODIFIED}, urls=[POLICY])
    crawl(session, report_id, 2, {POLICY: Outcome.TIMEOUT}, urls=[POLICY])
    assert not attested(session)[POLICY].lapsed
    crawl(session, report_id, 3, {POLICY: Outcome.OK}, urls=[POLICY], sha256="9" * 64)
    crawl(session, report_id, 4, {POLICY: Outcome.OK}, urls=[POLICY])
    assert attested(session)[POLICY].lapsed


def test_a_run_asked_for_shows_what_was_attested_until_the_next(session: Session, report_id: int) -> None:
    runs_at = [crawl(session, report_id, day, {}) for day in range(2)]
    for day, run_id in enumerate(runs_at):
        session.execute(update(RunRow).where(RunRow.id == run_id).values(started_at=START + timedelta(days=day)))
    attest(session, POLICY, EvidenceState.LIVE, "A. Auditor", "first", at=NOON)
    attest(session, POLICY, EvidenceState.DEAD, "A. Auditor", "second", at=NOON + timedelta(days=1))
    assert attested(session, runs_at[0])[POLICY].note == "first"
    assert attested(session, runs_at[1])[POLICY].note == "second"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"url": "https://example.com/uncited"}, "no report in the store cites https://example.com/uncited"),
        ({"state": EvidenceState.UNTESTED}, "nobody can attest 'untested'. Say one of live, doubtful, dead"),
        ({"state": EvidenceState.UNDETERMINED}, "nobody can attest 'undetermined'"),
        ({"by": " "}, "needs a name and a note"),
        ({"note": ""}, "needs a name and a note"),
    ],
)
def test_what_can_t_be_attested_is_one_line(
    session: Session, report_id: int, change: dict[str, Any], says: str
) -> None:
    good: dict[str, Any] = {"url": POLICY, "state": EvidenceState.LIVE, "by": "A. Auditor", "note": "seen"}
    with pytest.raises(UsageError, match=says):
        attest(session, **(good | change))
