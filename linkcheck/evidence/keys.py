"""Ed25519 keys (RFC 8032): the private one stays with whoever runs the crawls, the public one goes along."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from linkcheck.errors import UsageError

ALGORITHM = "Ed25519"


def make_key(path: Path) -> Ed25519PrivateKey:
    """Make a key and keep it in `path` (PKCS 8, PEM), for its owner's eyes only.

    Raises UsageError where the file is there already, or can't be written.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise UsageError(f"{path} is there already", "Name another file with --key, or keep using this one") from None
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from error
    return key


def read_key(path: Path) -> Ed25519PrivateKey | None:
    """The private key in `path`; None where there is no such file. Raises UsageError where it holds something else."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"{path} holds no Ed25519 key without a password", "`linkcheck evidence key` makes one")
    return key


def read_public_key(path: Path) -> Ed25519PublicKey:
    """The public key in a PEM file, or that of a private one. Raises UsageError."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error
    if b"PRIVATE KEY" in text and (private := read_key(path)) is not None:
        return private.public_key()
    try:
        key = serialization.load_pem_public_key(text)
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"{path} holds no Ed25519 public key in PEM")
    return key


def public_pem(key: Ed25519PublicKey) -> bytes:
    """As OpenSSL reads it."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256, in hex, of the DER form: what `openssl pkey -pubin -outform DER | sha256sum` gives."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def is_signed_by(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    """Whether the signature is that key's for these very bytes."""
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True
