"""What a page says of proofs, certificates, documents and archive records: label and value, only what is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linkcheck.fetch import Document, Fetch, Tls, TlsVerdict
from linkcheck.verdicts import Proof
from reports.text import size

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
    if proof.quote:
        yield "quote", f"“{proof.quote}”"
    if proof.sha256:
        yield "SHA-256", f"{proof.sha256[:16]}…"


def document_facts(document: Document | None) -> Iterator[Fact]:
    """What was found in a body: its type and size, and every plain fact of its examination."""
    if document is None:
        return
    yield "Type found", document.media_type
    yield "Size", f"{size(document.bytes)} ({document.bytes:,} bytes)"
    for name, value in document.facts.items():
        if isinstance(value, bool):
            yield _label(name), "yes" if value else "no"
        elif isinstance(value, (str, int, float)) and value != "":
            yield _label(name), str(value)


def archive_facts(fetch: Fetch) -> Iterator[Fact]:
    """Where the archive keeps what ended the fetch."""
    if fetch.capture is None:
        return
    yield "Archive file", fetch.capture.file
    yield "Offset", f"{fetch.capture.offset:,}"
    yield "Record", fetch.capture.record_id


def _label(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
