"""Whatever bit is changed, it is found."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy.orm import Session

from linkcheck.archive.writer import WarcArchive
from linkcheck.store.attestations import attest
from linkcheck.vocabulary import EvidenceState
from tests.linkcheck.archive.examples import exchange
from tests.linkcheck.evidence.flips import flipped
from tests.linkcheck.evidence.kept import GHG, LOST, SITE, Answer, Office


def _all_that_is_covered(office: Office) -> None:
    """Three runs with revisits, a 304 and a cut body, and an attestation with a file."""
    office.run()
    office.seal()
    with WarcArchive(office.archive, None, {}) as archive:
        capture = archive.write(exchange(b"what a person saved"))
    with Session(office.engine) as session:
        attest(
            session,
            LOST,
            EvidenceState.LIVE,
            "A. Auditor",
            "seen in a browser",
            file="saved.pdf",
            file_sha256="a" * 64,
            capture=capture,
            at=datetime(2026, 11, 24, 12, tzinfo=UTC),
        )
        session.commit()
    office.run({**SITE, GHG: Answer(b"", 304)}, day=1)
    office.run({GHG: Answer(b"%PDF-1.7 half", truncated=True)}, day=2)
    office.seal()


def _are_all_found(office: Office, flips: int) -> None:
    _all_that_is_covered(office)
    assert office.failures() == []
    random = Random(6)
    missed = []
    for _ in range(flips):
        with flipped(office.archive, office.folder / "linkcheck.db", random) as where:
            if not office.failures():
                missed.append(where)
    assert missed == []
    assert office.failures() == []


def test_any_flipped_bit_is_found(office: Office) -> None:
    _are_all_found(office, 40)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_500_flipped_bits_are_all_found(office: Office) -> None:
    _are_all_found(office, 500)
