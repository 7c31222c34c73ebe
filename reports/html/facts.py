"""What a page says of proofs, certificates, documents and archive records: label and value, only what is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linkcheck.archived import ArchivedCopies
from linkcheck.fetch import Document, Fetch, Tls, TlsVerdict
from linkcheck.verdicts import Proof
from reports.text import moment, size

Fact = tuple[str, str]

TLS_VERDICTS: Mapping[TlsVerdict, str] = {
    TlsVerdict.VERIFIED: "verified",
    TlsVerdict.EXPIRED: "expired",
    TlsVerdict.NOT_YET_VALID: "not yet valid",
    TlsVerdict.WRONG_HOST: "for another name",
    TlsVerdict.SELF_SIGNED: "self-signed",
    TlsVerdict.INCOMPLETE_CHAIN: "an intermediate certificate is missing",
    TlsVerdict.UNTRUSTED: "from nobody who is trusted",
    TlsVerdict.HANDSHAKE_FAILED: "no encrypted connection came about",
}

DOCUMENT_FACTS: Mapping[str, str] = {
    "problem": "Problem",
    "detail": "In detail",
    "title": "Title",
    "pages": "Pages",
    "slides": "Slides",
    "sheets": "Sheets",
    "width": "Width in pixels",
    "height": "Height in pixels",
    "author": "Author",
    "producer": "Producer",
    "created": "Created",
    "modified": "Modified",
    "encrypted": "Encrypted",
    "layer": "Text layer",
    "refresh": "Sends on to",
}
"""The facts of `linkcheck.documents.facts` that a person reads, in that order."""


def tls_words(tls: Tls | None) -> str:
    """A hop's certificate in words: "verified, TLSv1.3"; "none" for plain HTTP."""
    if tls is None:
        return "none"
    return ", ".join(part for part in (TLS_VERDICTS[tls.verdict], tls.version) if part)


def proof_facts(proof: Proof) -> Iterator[Fact]:
    """What a reason rests on. Its URL is told where the chain is."""
    if proof.status is not None:
        yield "HTTP status", str(proof.status)
    if proof.media_type:
        yield "type found", proof.media_type
    if proof.pages is not None:
        yield "pages", str(proof.pages)
    if proof.page is not None:
        yield "page", str(proof.page)
    if proof.quote:
        yield "quote", f"“{proof.quote}”"
    if proof.sha256:
        yield "SHA-256", f"{proof.sha256[:16]}…"


def document_facts(document: Document | None) -> Iterator[Fact]:
    """What was found in a body: its type and size, and what its examination has to say to a person."""
    if document is None:
        return
    yield "Type found", document.media_type
    yield "Size", size(document.bytes) + (f" ({document.bytes:,} bytes)" if document.bytes >= 1024 else "")
    for name, label in DOCUMENT_FACTS.items():
        value = document.facts.get(name)
        if value is True:
            yield label, "yes"
        elif isinstance(value, (str, int, float)) and value not in ("", False):
            yield label, str(value)


def archived_facts(copies: ArchivedCopies | None) -> Iterator[str]:
    """What a public web archive has, in words. It is said beside the state and never changes it."""
    if copies is None:
        return
    near = f"the audit ({copies.around})" if copies.around else "the look-up"
    found = [(when, copy) for when, copy in (("before", copies.before), ("after", copies.after)) if copy is not None]
    if not found:
        yield f"Archived: no copy was found at {_host(copies.archive)} on {copies.looked_up_at.date()}."
    for when, copy in found:
        compared = {True: ", byte for byte what was kept here", False: ", other bytes than were kept here", None: ""}
        yield (
            f"Archived: {_host(copies.archive)} has a copy of {moment(copy.at)}, the nearest {when} {near}"
            f"{compared[copy.identical]} (SHA-1 {copy.digest}). It is no sign that the document is public today."
        )


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0]


def archive_facts(fetch: Fetch) -> Iterator[Fact]:
    """Where the archive keeps what ended the fetch."""
    if fetch.capture is None:
        return
    yield "Archive file", fetch.capture.file
    yield "Offset", f"{fetch.capture.offset:,}"
    yield "Record", fetch.capture.record_id
