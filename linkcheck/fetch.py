"""What one fetch saw: the border between crawling and everything after it.

The crawler fills a `Fetch`, the store keeps it, verdicts and reports read it. Times are UTC.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from linkcheck.vocabulary import Outcome


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TlsVerdict(StrEnum):
    """What the verification of a server's certificate said."""

    VERIFIED = "verified"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    WRONG_HOST = "wrong_host"
    SELF_SIGNED = "self_signed"
    INCOMPLETE_CHAIN = "incomplete_chain"
    UNTRUSTED = "untrusted"
    HANDSHAKE_FAILED = "handshake_failed"


class Certificate(_Model):
    """The leaf certificate. Names are RFC 4514 strings, `sha256` is of the DER form, in hex."""

    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    sha256: str


class Tls(_Model):
    """The TLS session of one hop. `version` is null where no handshake came about."""

    verdict: TlsVerdict
    detail: str = ""
    version: str | None = None
    cipher: str | None = None
    certificate: Certificate | None = None


class Hop(_Model):
    """One request of the chain, redirects included. `status` is null where no answer came; then `error` says why.

    `headers` are those of the response, in order, names as they came over the wire, values decoded as Latin-1.
    `bytes`, `sha256` and `sha1` (hex) are of the body as transferred; null where none was read.
    """

    url: str
    started_at: datetime
    seconds: float
    status: int | None = None
    reason: str = ""
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    address: str | None = None
    port: int | None = None
    tls: Tls | None = None
    bytes: int | None = None
    sha256: str | None = None
    sha1: str | None = None
    error: str | None = None


class Capture(_Model):
    """Where the archive keeps the response (or the revisit record) that ended the fetch.

    `file` is a name within the archive's folder. `body` is the record that holds the body where this one doesn't, being
    a revisit or a 304; it has no `body` itself.
    """

    file: str
    offset: int
    record_id: str
    body: Capture | None = None


class Document(_Model):
    """A distinct body and what was found in it. `media_type` is read from its first bytes, not from what was claimed.

    `facts` holds what the examination of that type found; its keys are documented in `linkcheck.documents`.
    """

    sha256: str
    bytes: int
    media_type: str
    facts: dict[str, object] = {}


class Probe(_Model):
    """What a site answered to a random sibling of the cited URL, which can't exist (`linkcheck.documents.soft404`).

    `likeness` compares its words with those of the cited URL's answer, 0 to 1; null where one of them has none.
    """

    url: str
    outcome: Outcome
    status: int | None = None
    final_url: str | None = None
    media_type: str | None = None
    sha256: str | None = None
    likeness: float | None = None


class Fetch(_Model):
    """One resource in one run: its outcome and the chain of evidence. Exactly one per resource and run.

    `detail` is one line for a person. `status`, `final_url` and the body's facts are those of the last hop.
    `complete` is false where the body ended before it was whole. `attempts` counts requests for the cited URL,
    retries included.
    `second_look` is what an unverified TLS connection showed after a verification failure: it can only make doubt.
    `probe` is there where the answer was a web page that could be a soft 404.
    """

    url: str
    outcome: Outcome
    detail: str = ""
    started_at: datetime
    finished_at: datetime
    status: int | None = None
    final_url: str | None = None
    hops: tuple[Hop, ...] = ()
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    sha1: str | None = None
    complete: bool = True
    attempts: int = 1
    robots: str = ""
    capture: Capture | None = None
    second_look: Hop | None = None
    document: Document | None = None
    probe: Probe | None = None
