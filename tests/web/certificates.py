"""Certificates, good and bad, made for whatever host name a client asks for; all webs of a process share them."""

from __future__ import annotations

import ssl
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

DAY = timedelta(days=1)


class Authorities:
    """The authority that the tests trust, one below it, and one that nobody knows."""

    def __init__(self) -> None:
        self.trusted = trustme.CA(organization_name="Example Trust Services")
        self.intermediate = self.trusted.create_child_ca()
        self.stranger = trustme.CA(organization_name="Nobody's Authority")

    def write(self, path: Path) -> Path:
        """Write the trusted authority's certificate as PEM, for `--ca-file`."""
        self.trusted.cert_pem.write_to_path(path)
        return path


@cache
def authorities() -> Authorities:
    """Those of this process."""
    return Authorities()


Issue = Callable[[Authorities, str, ssl.SSLContext], None]
"""Loads a certificate for a host name into a server's context."""


def _verified(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    authorities.trusted.issue_cert(host).configure_cert(context)


def _complete_chain(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    authorities.intermediate.issue_cert(host).configure_cert(context)


def _incomplete_chain(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    """As every public authority makes it, the leaf says where its issuer's certificate is (RFC 5280, 4.2.2.1)."""
    issuer = x509.load_pem_x509_certificate(authorities.intermediate.cert_pem.bytes())
    issuer_key = load_pem_private_key(authorities.intermediate.private_key_pem.bytes(), None)
    assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)
    where = x509.UniformResourceIdentifier("http://ca.example-trust.test/intermediate.crt")
    access = x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.CA_ISSUERS, where)])
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = _leaf(host, key, issuer.subject).add_extension(access, critical=False)
    _load(context, _pem(key, leaf.sign(issuer_key, hashes.SHA256())))


def _expired(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    now = datetime.now(UTC)
    authorities.trusted.issue_cert(host, not_before=now - 90 * DAY, not_after=now - DAY).configure_cert(context)


def _not_yet_valid(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    now = datetime.now(UTC)
    authorities.trusted.issue_cert(host, not_before=now + DAY, not_after=now + 90 * DAY).configure_cert(context)


def _wrong_host(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    authorities.trusted.issue_cert("some-other-host.test").configure_cert(context)


def _untrusted(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    authorities.stranger.issue_cert(host).configure_cert(context)


def _untrusted_root_sent(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    leaf = authorities.stranger.issue_cert(host)
    chain = [*leaf.cert_chain_pems, authorities.stranger.cert_pem]
    _load(context, leaf.private_key_pem.bytes() + b"".join(pem.bytes() for pem in chain))


def _self_signed(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(host)
    _load(context, _pem(key, _leaf(host, key, name).sign(key, hashes.SHA256())))


def _old_version(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    _verified(authorities, host, context)
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")


def _client_certificate(authorities: Authorities, host: str, context: ssl.SSLContext) -> None:
    _verified(authorities, host, context)
    context.verify_mode = ssl.CERT_REQUIRED
    authorities.trusted.configure_trust(context)


SAYS_WHY = frozenset({"old-version", "client-certificate"})
"""Kinds whose handshake fails on the server's side: they need a server that sends an alert, as real ones do."""

KINDS: dict[str, Issue] = {
    "verified": _verified,
    "complete-chain": _complete_chain,
    "incomplete-chain": _incomplete_chain,
    "expired": _expired,
    "not-yet-valid": _not_yet_valid,
    "wrong-host": _wrong_host,
    "self-signed": _self_signed,
    "untrusted": _untrusted,
    "untrusted-root-sent": _untrusted_root_sent,
    "old-version": _old_version,
    "client-certificate": _client_certificate,
}


@cache
def context(kind: str) -> ssl.SSLContext:
    """A server's context that shows a certificate of that kind for the very host name that the client asks for."""
    issue = KINDS[kind]

    @cache
    def for_host(host: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issue(authorities(), host, made)
        return made

    def choose(connection: ssl.SSLObject, host: str | None, _: ssl.SSLContext) -> None:
        if host is not None:
            connection.context = for_host(host)

    base = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issue(authorities(), "localhost", base)
    base.sni_callback = choose
    return base


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _leaf(host: str, key: ec.EllipticCurvePrivateKey, issuer: x509.Name) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(issuer_name=issuer, subject_name=_name(host[:64]), public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + 90 * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    )


def _pem(key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> bytes:
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)


def _load(context: ssl.SSLContext, pem: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "chain.pem"
        path.write_bytes(pem)
        context.load_cert_chain(path)
