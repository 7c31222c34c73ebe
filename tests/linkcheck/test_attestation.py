from __future__ import annotations

from datetime import timedelta

import pytest

from linkcheck.attestation import Attestation, shows_a_change
from linkcheck.vocabulary import EvidenceState, Outcome
from tests.linkcheck.store.examples import POLICY, START, fetch

SAME, OTHER = "1" * 64, "2" * 64


@pytest.mark.parametrize(
    ("attested", "seen", "sha256", "complete", "lapses"),
    [
        (Outcome.FORBIDDEN, Outcome.FORBIDDEN, None, True, False),
        (Outcome.FORBIDDEN, Outcome.TIMEOUT, None, True, False),
        (Outcome.FORBIDDEN, Outcome.OK, SAME, True, True),
        (Outcome.FORBIDDEN, Outcome.GONE, None, True, True),
        (None, Outcome.CHALLENGE, None, True, False),
        (None, Outcome.OK, SAME, True, True),
        (None, Outcome.GONE, None, True, True),
        (Outcome.OK, Outcome.OK, SAME, True, False),
        (Outcome.OK, Outcome.NOT_MODIFIED, SAME, True, False),
        (Outcome.OK, Outcome.OK, OTHER, True, True),
        (Outcome.OK, Outcome.TRUNCATED, OTHER, False, False),
        (Outcome.OK, Outcome.SERVER_ERROR, None, True, False),
        (Outcome.OK, Outcome.GONE, None, True, True),
        (Outcome.GONE, Outcome.DNS_FAILURE, None, True, False),
        (Outcome.GONE, Outcome.RESET, None, True, False),
        (Outcome.GONE, Outcome.OK, SAME, True, True),
    ],
)
def test_an_attestation_lapses_when_the_machine_sees_a_change(
    attested: Outcome | None, seen: Outcome, sha256: str | None, complete: bool, lapses: bool
) -> None:
    word = Attestation(
        url=POLICY,
        state=EvidenceState.LIVE,
        by="A. Auditor",
        note="seen",
        at=START + timedelta(hours=1),
        outcome=attested,
        sha256=SAME if attested is Outcome.OK else None,
    )
    later = fetch(POLICY, seen, day=1, sha256=sha256, complete=complete)
    assert shows_a_change(later, word) is lapses
    assert not shows_a_change(fetch(POLICY, seen, day=0, sha256=sha256, complete=complete), word)
