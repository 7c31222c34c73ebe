"""The fixed lists: one word for one thing, the same in code, database, reports and documentation."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """How a fetch ended. What maps to each is in `crawler.outcomes`; what it is worth, in `linkcheck.verdicts`."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    GONE = "gone"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    RATE_LIMITED = "rate_limited"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    CHALLENGE = "challenge"
    DNS_FAILURE = "dns_failure"
    DNS_TROUBLE = "dns_trouble"
    REFUSED = "refused"
    RESET = "reset"
    TIMEOUT = "timeout"
    PROTOCOL_ERROR = "protocol_error"
    TRUNCATED = "truncated"
    TOO_LARGE = "too_large"
    REDIRECT_LOOP = "redirect_loop"
    TLS_EXPIRED = "tls_expired"
    TLS_WRONG_HOST = "tls_wrong_host"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_FAILURE = "tls_failure"
    ROBOTS_DISALLOWED = "robots_disallowed"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    ADDRESS_FORBIDDEN = "address_forbidden"
    UNSUPPORTED_SCHEME = "unsupported_scheme"
    INVALID_URL = "invalid_url"


class EvidenceState(StrEnum):
    """What a citation's evidence is worth today. In order of weight, the most worrying first."""

    DEAD = "dead"
    DOUBTFUL = "doubtful"
    UNDETERMINED = "undetermined"
    UNTESTED = "untested"
    LIVE = "live"


class CellState(StrEnum):
    """What a criterion has for a facility."""

    DEAD = "dead"
    DOUBTFUL = "doubtful"
    UNDETERMINED = "undetermined"
    UNTESTED = "untested"
    PARTIAL = "partial"
    LIVE = "live"
    UNCITED = "uncited"
    CLAIMED = "claimed"
    REQUIRED = "required"
    NOT_APPLICABLE = "not-applicable"
    NONE = "none"


class Attribution(StrEnum):
    """Why a citation belongs to its facility."""

    EXPLICIT = "explicit"
    CARRIED = "carried"
    ENTITY = "entity"


class CitationKind(StrEnum):
    """Is the URL evidence that was disclosed, or a source that the auditor looked at?"""

    DISCLOSURE = "disclosure"
    REFERENCE = "reference"


class CitationSource(StrEnum):
    """Where the URL stood: in the page's text, in a link annotation, or in both alike."""

    TEXT = "text"
    LINK = "link"
    BOTH = "both"


class ObservationCode(StrEnum):
    """What an auditor should look at before any link is fetched."""

    FACILITY_GAP = "facility-gap"
    DUPLICATE_FACILITY_LABEL = "duplicate-facility-label"
    CLAIM_WITHOUT_LINK = "claim-without-link"
    CITED_WHILE_NOT_APPLICABLE = "cited-while-not-applicable"
    SAME_URL_DIFFERENT_DOCUMENTS = "same-url-different-documents"
    SAME_DOCUMENT_DIFFERENT_URLS = "same-document-different-urls"
    HOST_VARIANT = "host-variant"
    LINK_TARGET_DIFFERS = "link-target-differs"
    DATED_AFTER_AUDIT = "dated-after-audit"
    UNRESOLVED_URL = "unresolved-url"
    UNKNOWN_VERSION = "unknown-version"
    PARTIAL_READING = "partial-reading"


class Expectation(StrEnum):
    """Does the standard ask that something be disclosed? `unknown` stays unknown."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    NONE = "none"
    UNKNOWN = "unknown"
