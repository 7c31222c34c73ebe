"""The chain of manifests in an archive's folder: reading it, and putting the next one at its end."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from linkcheck.errors import ArchiveTrouble, LinkcheckError
from linkcheck.evidence import keys
from linkcheck.evidence.canonical import canonical
from linkcheck.evidence.manifest import (
    LARGEST,
    Link,
    Manifest,
    Signer,
    manifest_paths,
    public_key_path,
    signature_path,
    timestamp_path,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where timestamps come from: `ask` has bytes stamped by the authority (RFC 3161) and gives its response, DER.

    It raises LinkcheckError where there is none to be had.
    """

    authority: str
    ask: Callable[[bytes], bytes]


_READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True)
class Written:
    """A manifest as it lies in the folder. `data` are its bytes."""

    path: Path
    data: bytes
    manifest: Manifest

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def link(self) -> Link:
        """What the next one says of this one."""
        return Link(file=self.path.name, sha256=self.sha256)


def read_manifest(path: Path) -> Written:
    """Raises ArchiveTrouble where the file is no manifest, or is written in another than the canonical form."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ArchiveTrouble(f"{path.name} can't be read: {error.strerror}") from error
    try:
        manifest = Manifest.model_validate_json(data)
        as_it_should_be = canonical(manifest)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ArchiveTrouble(f"{path.name} is no manifest: {where or 'it'}: {first['msg']}") from error
    except ValueError as error:
        raise ArchiveTrouble(f"{path.name} is no manifest: {error}") from error
    if data != as_it_should_be or manifest.name != path.name:
        raise ArchiveTrouble(f"{path.name} was changed: it is not written as manifests are")
    return Written(path, data, manifest)


def read_chain(folder: Path) -> Iterator[Written]:
    """All manifests in their order. Raises ArchiveTrouble at the first that can't be read."""
    yield from map(read_manifest, manifest_paths(folder))


def signer_of(key: Ed25519PrivateKey | None) -> Signer | None:
    """What a manifest says of the key that will sign it."""
    if key is None:
        return None
    public = key.public_key()
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return Signer(public=raw.hex(), sha256=keys.fingerprint(public))


def append(folder: Path, manifest: Manifest, key: Ed25519PrivateKey | None, stamp: Stamp | None = None) -> Written:
    """Write the manifest with its signature and its timestamp. It is there whole, with both, or not at all.

    Where the authority gives no timestamp the manifest says so, and is written without. Raises ArchiveTrouble where it
    can't be written.
    """
    data, token = canonical(manifest), None
    if stamp is not None:
        stamped = manifest.model_copy(update={"timestamped_by": stamp.authority})
        try:
            token = stamp.ask(canonical(stamped))
            data = canonical(stamped)
        except LinkcheckError as trouble:
            stamped = manifest.model_copy(update={"untimestamped": trouble.message})
            data = canonical(stamped)
        manifest = stamped
    path = folder / manifest.name
    try:
        if token is not None:
            _put(timestamp_path(path), token)
        if key is not None:
            _put(signature_path(path), key.sign(data))
            _put(public_key_path(folder, keys.fingerprint(key.public_key())), keys.public_pem(key.public_key()))
        _put(path, data)
    except OSError as error:
        raise ArchiveTrouble(f"{path} can't be written: {error.strerror}", "Make room, and start again") from error
    return Written(path, data, manifest)


def _put(path: Path, data: bytes) -> None:
    """On the disk as a whole or not at all, and read-only."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), _READ_ONLY)
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
