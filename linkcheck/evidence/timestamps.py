"""Timestamps of an authority (RFC 3161): that a manifest was there at a time that is not our own word."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509

from linkcheck.errors import ArchiveTrouble, UsageError
from linkcheck.evidence.chain import Stamp
from linkcheck.evidence.verifying import CheckStamp

if TYPE_CHECKING:
    from rfc3161_client import TimeStampRequest, TimeStampResponse

REQUEST_TYPE = "application/timestamp-query"
"""Media type of what is posted (RFC 3161, 3.4)."""

_INSTALL = "pip install 'disclosure-linkcheck[timestamp]'"


def authority(url: str, post: Callable[[bytes], bytes], roots: Path | None) -> Stamp:
    """An authority that is asked with `post`. What it gives is checked, with `roots` (PEM) its certificate too.

    Raises UsageError where the library for it is missing or `roots` can't be read.
    """
    _library()
    check = checker(roots) if roots is not None else None

    def ask(data: bytes) -> bytes:
        from rfc3161_client import TimestampRequestBuilder

        request = TimestampRequestBuilder().data(data).nonce(nonce=True).cert_request(cert_request=True).build()
        token = post(request.as_bytes())
        try:
            _must_answer(_decoded(token), request, data)
            if check is not None:
                check(token, data)
        except ValueError as error:
            raise ArchiveTrouble(f"{url} gave no timestamp that holds: {error}") from error
        return token

    return Stamp(url, ask)


def checker(roots: Path) -> CheckStamp:
    """Checks timestamps against the authorities in a PEM file. Raises UsageError where that can't be read."""
    _library()
    try:
        certificates = x509.load_pem_x509_certificates(roots.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"{roots} can't be read as certificates in PEM") from error

    def check(token: bytes, data: bytes) -> str:
        from rfc3161_client import VerificationError, VerifierBuilder

        response = _decoded(token)
        try:
            verifier = VerifierBuilder(roots=list(certificates)).build()
            if not verifier.verify_message(response, data):
                raise ValueError("it is for something else")
        except VerificationError as error:
            raise ValueError(" ".join(str(error).split())) from error
        return f"{response.tst_info.gen_time:%Y-%m-%d %H:%M:%S} UTC"

    return check


def _decoded(token: bytes) -> TimeStampResponse:
    from rfc3161_client import decode_timestamp_response

    try:
        return decode_timestamp_response(token)
    except ValueError as error:
        raise ValueError("it is no timestamp") from error


def _must_answer(response: TimeStampResponse, request: TimeStampRequest, data: bytes) -> None:
    if response.status not in (0, 1):
        raise ValueError(f"it was refused (status {response.status})")
    info = response.tst_info
    if info.message_imprint.message != hashlib.new(_hash_name(request), data).digest():
        raise ValueError("it is for something else")
    if info.nonce != request.nonce:
        raise ValueError("it is an old one")


def _hash_name(request: TimeStampRequest) -> str:
    names = {"2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.3": "sha512"}
    return names[request.message_imprint.hash_algorithm.dotted_string]


def _library() -> None:
    try:
        import rfc3161_client  # noqa: F401  # whether it is there
    except ImportError:
        raise UsageError("timestamps need rfc3161-client, which isn't installed", _INSTALL) from None
