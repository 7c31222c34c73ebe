from __future__ import annotations

import hashlib
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from linkcheck.errors import UsageError
from linkcheck.evidence import keys


def test_a_key_is_for_its_owner_only_and_is_read_back(tmp_path: Path) -> None:
    made = keys.make_key(tmp_path / "key")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    read = keys.read_key(tmp_path / "key")
    assert read is not None
    assert read.private_bytes_raw() == made.private_bytes_raw()


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    keys.make_key(tmp_path / "key")
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        keys.make_key(tmp_path / "key")
    assert (tmp_path / "key").read_bytes() == before


def test_no_key_is_none(tmp_path: Path) -> None:
    assert keys.read_key(tmp_path / "key") is None


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(UsageError, match="holds no Ed25519 key"):
        keys.read_key(tmp_path / "key")


def test_a_key_of_another_kind_is_one_line(tmp_path: Path) -> None:
    other = ec.generate_private_key(ec.SECP256R1())
    pem = other.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "key").write_bytes(pem)
    with pytest.raises(UsageError, match="holds no Ed25519 key"):
        keys.read_key(tmp_path / "key")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_reads_the_public_key_and_agrees_on_the_fingerprint(tmp_path: Path) -> None:
    key = keys.make_key(tmp_path / "key").public_key()
    (tmp_path / "public.pem").write_bytes(keys.public_pem(key))
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", tmp_path / "public.pem", "-outform", "DER"],
        check=True,
        capture_output=True,
    ).stdout
    assert hashlib.sha256(der).hexdigest() == keys.fingerprint(key)
