"""The manifest of a run: the border between sealing an archive and verifying it.

A manifest is a file of its own in the archive's folder, in canonical JSON (`linkcheck.evidence.canonical`), so that the
same facts are the same bytes. Each names the one before it with its SHA-256. Beside it lie its signature (64 raw bytes,
of the file's very bytes) and, where an authority was asked, its timestamp (RFC 3161, DER). Hashes are hex, times UTC.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

LARGEST = 2**30
"""Bytes of a manifest; what is larger is none of ours."""

_NAME = re.compile(r"manifest-(?P<number>\d{6,})-(run-(?P<run>\d+)|pruned)\.json")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Link(_Model):
    """The manifest before."""

    file: str
    sha256: str


class Signer(_Model):
    """The key that signed: its raw 32 bytes in hex, and the SHA-256 of its DER form, which people compare."""

    algorithm: Literal["Ed25519"] = "Ed25519"
    public: str
    sha256: str


class SealedRun(_Model):
    """The run, as its row has it. `settings_sha256` is of the settings' canonical JSON, the store's address left out.

    `reports` are the SHA-256 of the reports' files.
    """

    id: int
    started_at: str
    finished_at: str
    program: str
    user_agent: str
    settings_sha256: str
    reports: tuple[str, ...]


class SealedFile(_Model):
    """A WARC file."""

    name: str
    bytes: int
    sha256: str
    records: int


class SealedExchange(_Model):
    """One request and its answer as the archive holds them, in the record `record_id` at `offset` of `file`.

    `request_sha256` and `head_sha256` are of the raw heads; `payload_sha256` and `bytes` of the body, where the record
    holds one (a revisit names the one that does in `refers_to`).
    """

    file: str
    offset: int
    record_id: str
    kind: str
    url: str
    hop: str
    date: str
    request_sha256: str
    head_sha256: str
    payload_sha256: str | None = None
    bytes: int | None = None
    truncated: str | None = None
    refers_to: str | None = None


class SealedFetch(_Model):
    """What became of one cited URL: what the store has (`linkcheck.evidence.covered`), and what the archive has.

    `sha256` is of the canonical JSON of an object with `fields` and `exchanges`.
    """

    fields: dict[str, JsonValue]
    exchanges: tuple[SealedExchange, ...]
    sha256: str


class SealedAttestation(_Model):
    """A person's word: `linkcheck.evidence.covered.attestation_fields` and their digest."""

    fields: dict[str, JsonValue]
    sha256: str


class Pruned(_Model):
    """What was let go: whole runs with their files. The manifests of those runs stay."""

    runs: tuple[int, ...]
    files: tuple[SealedFile, ...]
    reason: str


class Manifest(_Model):
    """What was there when it was written. `run` and its parts are empty in a note of what was pruned.

    `files` are the WARC files that no manifest before covers, whoever wrote them. Without a signature `signer` is null
    and `unsigned` says why. `timestamped_by` is the authority whose timestamp lies beside it, or empty; where one was
    asked in vain, `untimestamped` says why.
    """

    schema_: Literal["linkcheck/manifest@1"] = Field(default="linkcheck/manifest@1", alias="schema")
    number: int
    previous: Link | None
    written_at: str
    operator: str
    software: dict[str, str]
    signer: Signer | None
    unsigned: str = ""
    timestamped_by: str = ""
    untimestamped: str = ""
    run: SealedRun | None = None
    files: tuple[SealedFile, ...] = ()
    fetches: tuple[SealedFetch, ...] = ()
    attestations: tuple[SealedAttestation, ...] = ()
    pruned: Pruned | None = None

    @property
    def name(self) -> str:
        """Its file's name."""
        what = f"run-{self.run.id}" if self.run else "pruned"
        return f"manifest-{self.number:06}-{what}.json"


def manifest_paths(folder: Path) -> list[Path]:
    """The manifests in an archive's folder, in the order of their numbers."""
    found = ((match, path) for path in folder.glob("manifest-*.json") if (match := _NAME.fullmatch(path.name)))
    return [path for _, path in sorted((int(match["number"]), path) for match, path in found)]


def run_of(path: Path) -> int | None:
    """The run that a manifest is for, by its name; None for a note of what was pruned."""
    match = _NAME.fullmatch(path.name)
    return int(match["run"]) if match and match["run"] else None


def signature_path(manifest: Path) -> Path:
    return manifest.with_suffix(".sig")


def timestamp_path(manifest: Path) -> Path:
    return manifest.with_suffix(".tsr")


def public_key_path(folder: Path, sha256: str) -> Path:
    """Where the public key of that fingerprint goes along with the archive."""
    return folder / f"signing-key-{sha256[:16]}.pem"
