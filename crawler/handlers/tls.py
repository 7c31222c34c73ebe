"""TLS: how servers are verified, what a failure means, and what a certificate says."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from linkcheck.errors import UsageError
from linkcheck.fetch import Certificate, Tls, TlsVerdict

VERIFY_CODES: dict[int, TlsVerdict] = {
    9: TlsVerdict.NOT_YET_VALID,
    10: TlsVerdict.EXPIRED,
    18: TlsVerdict.SELF_SIGNED,
    19: TlsVerdict.UNTRUSTED,  # a root that the server sent and nobody here knows
    62: TlsVerdict.WRONG_HOST,
    63: TlsVerdict.WRONG_HOST,  # e-mail
    64: TlsVerdict.WRONG_HOST,  # IP address
}
"""OpenSSL's X509_V_ERR_ codes (x509_vfy.h); any other is `untrusted`."""

OP_LEGACY_SERVER_CONNECT = 0x4
"""OpenSSL's option to talk to servers without RFC 5746; `ssl` has a name for it since Python 3.12."""


def verifying(ca_file: Path | None) -> ssl.SSLContext:
    """The context of every ordinary request: the system's authorities, and those of `ca_file`.

    Raises UsageError where that file can't be read.
    """
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise UsageError(
                f"certificate authorities can't be read from {ca_file}: {error.strerror}", "It must be a PEM file"
            ) from error
    context.set_alpn_protocols(["http/1.1"])
    return context


def accepting_all() -> ssl.SSLContext:
    """The context of a second look: no verification, and versions and ciphers that were given up long ago."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.options |= OP_LEGACY_SERVER_CONNECT
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.set_alpn_protocols(["http/1.1"])
    return context


@dataclass(frozen=True, slots=True)
class Session:
    """What a connection's handshake came to."""

    version: str | None
    cipher: str | None
    leaf: bytes | None
    """The server's certificate, DER."""

    @classmethod
    def of(cls, connection: ssl.SSLObject) -> Session:
        cipher = connection.cipher()
        return cls(connection.version(), cipher[0] if cipher else None, connection.getpeercert(binary_form=True))

    def describe(self, verdict: TlsVerdict, detail: str = "") -> Tls:
        """As a hop keeps it."""
        certificate = certificate_of(self.leaf) if self.leaf else None
        return Tls(verdict=verdict, detail=detail, version=self.version, cipher=self.cipher, certificate=certificate)


def failure(error: ssl.SSLError) -> Tls:
    """What a failed handshake, or a refused certificate, was about."""
    if isinstance(error, ssl.SSLCertVerificationError):
        verdict = VERIFY_CODES.get(error.verify_code, TlsVerdict.UNTRUSTED)
        return Tls(verdict=verdict, detail=error.verify_message.rstrip("."))
    detail = str(getattr(error, "reason", None) or error).replace("_", " ").lower()
    return Tls(verdict=TlsVerdict.HANDSHAKE_FAILED, detail=detail)


def refine(tls: Tls, seen: Tls, leaf: bytes | None) -> Tls:
    """Tell an incomplete chain from an unknown authority, once a second look has shown the certificate.

    The leaf says where its issuer's certificate is to be had (RFC 5280, 4.2.2.1), which is so for every public
    authority and which browsers make good for: then the server only forgot to send it.
    """
    if tls.verdict is not TlsVerdict.UNTRUSTED or leaf is None or seen.certificate is None:
        return tls
    if not _names_its_issuers_certificate(leaf):
        return tls
    detail = f"the server did not send the certificate of {seen.certificate.issuer}"
    return tls.model_copy(update={"verdict": TlsVerdict.INCOMPLETE_CHAIN, "detail": detail})


@lru_cache(maxsize=1024)
def certificate_of(der: bytes) -> Certificate | None:
    """A certificate's facts; None where it can't be read."""
    try:
        leaf = x509.load_der_x509_certificate(der)
        return Certificate(
            subject=leaf.subject.rfc4514_string(),
            issuer=leaf.issuer.rfc4514_string(),
            not_before=leaf.not_valid_before_utc,
            not_after=leaf.not_valid_after_utc,
            sha256=sha256(der).hexdigest(),
        )
    except ValueError:
        return None


def _names_its_issuers_certificate(der: bytes) -> bool:
    try:
        access = x509.load_der_x509_certificate(der).extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except (ValueError, x509.ExtensionNotFound):
        return False
    return any(way.access_method == AuthorityInformationAccessOID.CA_ISSUERS for way in access.value)
