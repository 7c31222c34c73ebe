"""From outcome to evidence state: the one table. What is held against an answer is in `linkcheck.verdicts.doubts`."""

from __future__ import annotations

from typing import NamedTuple

from linkcheck.vocabulary import EvidenceState, Outcome

LIVE, DOUBTFUL, UNDETERMINED, DEAD = (
    EvidenceState.LIVE,
    EvidenceState.DOUBTFUL,
    EvidenceState.UNDETERMINED,
    EvidenceState.DEAD,
)


class Worth(NamedTuple):
    """The state that an outcome gives by itself, and its sentence for a person."""

    state: EvidenceState
    sentence: str


WORTH: dict[Outcome, Worth] = {
    Outcome.OK: Worth(LIVE, "The server answered with the document."),
    Outcome.NOT_MODIFIED: Worth(LIVE, "The server says that the document is the one kept from an earlier run."),
    Outcome.TRUNCATED: Worth(DOUBTFUL, "The answer ended before it was whole."),
    Outcome.GONE: Worth(DEAD, "The server says that there is nothing at this address."),
    Outcome.DNS_FAILURE: Worth(DEAD, "The host's name does not exist."),
    Outcome.INVALID_URL: Worth(DEAD, "The address is no valid URL; nobody can open it as it is cited."),
    Outcome.UNAUTHORIZED: Worth(UNDETERMINED, "The server asks for a login."),
    Outcome.FORBIDDEN: Worth(UNDETERMINED, "The server refuses to show it to this program; a person may be let in."),
    Outcome.RATE_LIMITED: Worth(UNDETERMINED, "The server asks to come back later."),
    Outcome.CLIENT_ERROR: Worth(UNDETERMINED, "The server refused the request without saying that the page is gone."),
    Outcome.SERVER_ERROR: Worth(UNDETERMINED, "The server failed; this can pass."),
    Outcome.CHALLENGE: Worth(UNDETERMINED, "A page that keeps robots out stands before it; a person may be let in."),
    Outcome.DNS_TROUBLE: Worth(UNDETERMINED, "The host's name could not be looked up; this can pass."),
    Outcome.REFUSED: Worth(UNDETERMINED, "The server refused the connection; this can pass."),
    Outcome.RESET: Worth(UNDETERMINED, "The server broke the connection off; this can pass."),
    Outcome.TIMEOUT: Worth(UNDETERMINED, "The server did not answer in time; this can pass."),
    Outcome.PROTOCOL_ERROR: Worth(UNDETERMINED, "The server's answer is not HTTP as it should be."),
    Outcome.TOO_LARGE: Worth(UNDETERMINED, "The document is larger than the limit set for this run."),
    Outcome.REDIRECT_LOOP: Worth(UNDETERMINED, "The server sends the request on without an end."),
    Outcome.TLS_EXPIRED: Worth(UNDETERMINED, "The server's certificate has expired."),
    Outcome.TLS_WRONG_HOST: Worth(UNDETERMINED, "The server's certificate is for another name."),
    Outcome.TLS_UNTRUSTED: Worth(UNDETERMINED, "The server's certificate comes from nobody who is trusted."),
    Outcome.TLS_FAILURE: Worth(UNDETERMINED, "No encrypted connection came about."),
    Outcome.ROBOTS_DISALLOWED: Worth(UNDETERMINED, "The site's robots.txt keeps programs away; a person can open it."),
    Outcome.ROBOTS_UNAVAILABLE: Worth(UNDETERMINED, "The site's robots.txt could not be read, so nothing was fetched."),
    Outcome.ADDRESS_FORBIDDEN: Worth(UNDETERMINED, "The address is not one that this program may contact."),
    Outcome.UNSUPPORTED_SCHEME: Worth(UNDETERMINED, "The address is neither http nor https."),
}

ANSWERED = frozenset({Outcome.OK, Outcome.NOT_MODIFIED})
"""Outcomes with a whole body that can be checked."""
