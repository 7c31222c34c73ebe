"""What to do next about a matter: one table, by reason code, cell state, observation code, and evidence state."""

from __future__ import annotations

from collections.abc import Mapping

from linkcheck.verdicts import Check
from linkcheck.vocabulary import CellState, EvidenceState, ObservationCode, Outcome

_OPEN_BY_HAND = "Open it in a browser. If it is there, keep a copy and put it on record: linkcheck attest."
_TRY_LATER = "Run the check again on another day; if it stays so, ask the entity whether the site is up."
_CERTIFICATE = "Ask the entity to have the site's certificate put right; open it by hand until then."

ADVICE: Mapping[str, str] = {
    EvidenceState.DEAD: "Ask the entity for the document's present address.",
    EvidenceState.DOUBTFUL: "Open it and compare it with what the report says about it.",
    EvidenceState.UNDETERMINED: _OPEN_BY_HAND,
    EvidenceState.UNTESTED: "Run the check; it has not been fetched yet.",
    Outcome.GONE: "Ask the entity to put the document back, or for its present address.",
    Outcome.DNS_FAILURE: "Look for a misspelt host name in the report; else ask the entity where the site has gone.",
    Outcome.INVALID_URL: "Compare with the report's page: the address is misprinted there, or was read wrong.",
    Outcome.UNAUTHORIZED: "Ask the entity to publish it without a login: what needs one is not public.",
    Outcome.FORBIDDEN: _OPEN_BY_HAND,
    Outcome.CHALLENGE: _OPEN_BY_HAND,
    Outcome.ROBOTS_DISALLOWED: _OPEN_BY_HAND,
    Outcome.ROBOTS_UNAVAILABLE: _TRY_LATER,
    Outcome.RATE_LIMITED: "Run the check again later, with a longer delay.",
    Outcome.CLIENT_ERROR: _OPEN_BY_HAND,
    Outcome.SERVER_ERROR: _TRY_LATER,
    Outcome.DNS_TROUBLE: _TRY_LATER,
    Outcome.REFUSED: _TRY_LATER,
    Outcome.RESET: _TRY_LATER,
    Outcome.TIMEOUT: _TRY_LATER,
    Outcome.PROTOCOL_ERROR: _OPEN_BY_HAND,
    Outcome.TRUNCATED: "Run the check again; if it stays so, ask the entity to upload the document anew.",
    Outcome.TOO_LARGE: "Raise the size limit and run the check again, or open it by hand.",
    Outcome.REDIRECT_LOOP: "Open it in a browser; if it fails there too, ask the entity for a direct address.",
    Outcome.TLS_EXPIRED: _CERTIFICATE,
    Outcome.TLS_WRONG_HOST: _CERTIFICATE,
    Outcome.TLS_UNTRUSTED: _CERTIFICATE,
    Outcome.TLS_FAILURE: _CERTIFICATE,
    Outcome.ADDRESS_FORBIDDEN: "Ask the entity for a public address: nobody outside reaches this one.",
    Outcome.UNSUPPORTED_SCHEME: "Ask the entity for a web address (http or https).",
    Check.NOT_EXAMINED: "Run the check again; if it stays so, open it by hand.",
    Check.KEPT_BODY_MISSING: "Run the check again in full, so that the document is fetched anew.",
    Check.EMPTY_BODY: "Ask the entity to upload the document anew: what the server sends is empty.",
    Check.TRUNCATED_BODY: "Run the check again; if it stays so, ask the entity to upload the document anew.",
    Check.CHALLENGE_PAGE: _OPEN_BY_HAND,
    Check.LOGIN_FORM: "Ask the entity to publish it without a login: what needs one is not public.",
    Check.PARKED_DOMAIN: "Ask the entity for the document's present address: the name is for sale or unused.",
    Check.SOFT_404: "Ask the entity for the document's present address: the site answers anything at this place.",
    Check.DAMAGED: "Open it in a browser; if it does not open there either, ask the entity to upload it anew.",
    Check.ENCRYPTED: "Ask the entity to publish it without a password.",
    Check.EMPTY_DOCUMENT: "Ask the entity to upload the document anew: it has no pages or nothing on them.",
    Check.NOT_EXAMINABLE: _OPEN_BY_HAND,
    Check.PAGE_PAST_END: "Open it and look for what is cited: the document may be another now, or the page misprinted.",
    Check.BLANK_PAGE: "Open it and look for what is cited: the page may be misprinted, or its contents lost.",
    Check.REPLACED: "Compare it with what was there before: the archive keeps both.",
    Check.WRONG_TYPE: "Open it: it may be a landing page, or the document may have been taken away.",
    Check.REDIRECTED_HOME: "Ask the entity for the document's present address: the old one leads to a home page.",
    Check.UNVERIFIED_TLS: _CERTIFICATE,
    CellState.UNCITED: "Ask the entity whether this facility has disclosed it too, and where.",
    CellState.CLAIMED: "Ask the entity for the address of what is said to be disclosed.",
    CellState.REQUIRED: "Ask the entity where it is disclosed, or settle why the criterion does not ask it here.",
    ObservationCode.FACILITY_GAP: "Ask the entity whether the other facilities have disclosed it too, and where.",
    ObservationCode.DUPLICATE_FACILITY_LABEL: "Settle which facility the second label was meant for.",
    ObservationCode.CLAIM_WITHOUT_LINK: "Ask the entity for the address of what is said to be disclosed.",
    ObservationCode.CITED_WHILE_NOT_APPLICABLE: "Settle whether the criterion applies: it is rated as not applicable.",
    ObservationCode.SAME_URL_DIFFERENT_DOCUMENTS: "Settle which document this address is for.",
    ObservationCode.SAME_DOCUMENT_DIFFERENT_URLS: "Settle which address is the valid one.",
    ObservationCode.HOST_VARIANT: "Use one spelling of the host, so that both are not taken for two documents.",
    ObservationCode.LINK_TARGET_DIFFERS: "Correct the link or the printed address: a click opens something else.",
    ObservationCode.DATED_AFTER_AUDIT: "Settle which version was audited: the address names a date after the audit.",
    ObservationCode.UNRESOLVED_URL: "Compare with the report's page and settle what the address is.",
    ObservationCode.UNKNOWN_VERSION: "Read the result with care: this layout is not known, the nearest one was used.",
    ObservationCode.PARTIAL_READING: "Compare with the report: a part of it could not be read.",
}


def advice(code: str, otherwise: str) -> str:
    """What to do next about `code`, else about the broader `otherwise`, which is in the table."""
    return ADVICE.get(code) or ADVICE[otherwise]
