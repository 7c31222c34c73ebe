"""What a person saw with their own eyes, kept beside what the machine saw and never instead of it."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from linkcheck.fetch import Capture, Fetch
from linkcheck.verdicts.states import WORTH
from linkcheck.vocabulary import EvidenceState, Outcome

ATTESTABLE = (EvidenceState.LIVE, EvidenceState.DOUBTFUL, EvidenceState.DEAD)
"""What a person can say of a URL."""


class Attestation(BaseModel):
    """A person's word on a URL. `at` is UTC.

    `file` is the name of what they saved, `file_sha256` its hash in hex, `capture` where the archive keeps it.
    `outcome` and `sha256` are those of the last fetch at that time, null where there was none: what the machine sees
    later is compared with them. `lapsed` is true once it saw a change.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    state: EvidenceState
    by: str
    note: str
    at: datetime
    file: str | None = None
    file_sha256: str | None = None
    capture: Capture | None = None
    outcome: Outcome | None = None
    sha256: str | None = None
    lapsed: bool = False


def shows_a_change(fetch: Fetch, attestation: Attestation) -> bool:
    """Did this fetch, later than the attestation, see something else than there was when it was given?

    Another body, an answer or a definite absence where there was neither, or one in place of the other. A fetch that
    can't tell (a timeout, a 403, half a body) has seen nothing.
    """
    now = WORTH[fetch.outcome].state
    if fetch.finished_at <= attestation.at or now is EvidenceState.UNDETERMINED or not fetch.complete:
        return False
    before = EvidenceState.UNDETERMINED if attestation.outcome is None else WORTH[attestation.outcome].state
    if EvidenceState.DEAD in (now, before):
        return now is not before
    return before is EvidenceState.UNDETERMINED or fetch.sha256 != attestation.sha256
