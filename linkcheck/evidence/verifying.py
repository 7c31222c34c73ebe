"""Does the archive still say what its manifests say, and the store too? One line for each thing that doesn't hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from linkcheck.errors import ArchiveTrouble, DatabaseTrouble, UsageError
from linkcheck.evidence import keys
from linkcheck.evidence.canonical import digest
from linkcheck.evidence.chain import Written, read_manifest
from linkcheck.evidence.covered import attestations_fields, fetches_fields, oddly_written, run_fields
from linkcheck.evidence.finding import Finding, fails, note
from linkcheck.evidence.manifest import (
    Link,
    Manifest,
    SealedFetch,
    SealedFile,
    manifest_paths,
    public_key_path,
    run_of,
    signature_path,
    timestamp_path,
)
from linkcheck.evidence.scanned_files import ScannedFiles
from linkcheck.store.models import RunRow

_UNREADABLE = (ValueError, TypeError, LookupError, SQLAlchemyError, DatabaseTrouble)
"""What a row raises that was tampered with."""

CheckStamp = Callable[[bytes, bytes], str]
"""Of a timestamp and the bytes that it should be for: when it was given. Raises ValueError, one line."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What the verifier brings along: public keys (none: any key is taken and named), a way to check timestamps."""

    keys: Sequence[Ed25519PublicKey] = ()
    check_stamp: CheckStamp | None = None


def verify(session: Session | None, folder: Path, trust: Trust, run_id: int | None = None) -> Iterator[Finding]:
    """Check the whole chain of manifests, and what all of them or that of one run cover.

    Without a session, an archive is looked at by itself. Raises UsageError for a run that has no manifest and is not
    in the store, and for an archive by itself that has no manifest at all.
    """
    chain = list(_readable(folder))
    if session is None and not chain:
        raise UsageError(f"{folder} has no manifest, so that nothing in it can be checked by itself")
    manifests = [written for written in chain if isinstance(written, Written)]
    yield from (finding for finding in chain if isinstance(finding, Finding))
    yield from _chain(manifests)
    for written in manifests:
        yield from _signature(folder, written, trust)
        yield from _timestamp(written, trust)
    gone = {run for written in manifests if written.manifest.pruned for run in written.manifest.pruned.runs}
    sealed = {written.manifest.run.id for written in manifests if written.manifest.run}
    if session is not None:
        yield from _runs_of_store(session, sealed | gone, run_id)
    elif run_id is not None and run_id not in sealed:
        raise UsageError(f"the archive has no manifest of run {run_id}")
    files = ScannedFiles(folder)
    let_go = {file.name for written in manifests if written.manifest.pruned for file in written.manifest.pruned.files}
    for written in manifests:
        manifest = written.manifest
        if run_id is None or (manifest.run is not None and manifest.run.id == run_id):
            yield from _files([file for file in manifest.files if file.name not in let_go], files)
            if manifest.run is not None and manifest.run.id not in gone:
                yield from _run(session, manifest, files)
            yield from _attestations(session, manifest, files)
    if run_id is None:
        covered = {file.name for written in manifests for file in written.manifest.files}
        yield from _uncovered(folder, covered)


def _readable(folder: Path) -> Iterator[Written | Finding]:
    for path in manifest_paths(folder):
        try:
            yield read_manifest(path)
        except ArchiveTrouble as trouble:
            run = run_of(path)
            yield fails(f"{trouble.message}{f' (run {run})' if run else ''}")


def _chain(manifests: Sequence[Written]) -> Iterator[Finding]:
    expected: Link | None = None
    number = 1
    for written in manifests:
        manifest = written.manifest
        if manifest.number != number:
            missing = f"{number}" if manifest.number == number + 1 else f"{number} to {manifest.number - 1}"
            yield fails(f"{written.path.name}: the manifest before it is missing or damaged (number {missing})")
        elif manifest.previous != expected:
            yield fails(f"{written.path.name}: the chain is broken, the manifest before it is not the one it names")
        expected, number = written.link, manifest.number + 1


def _signature(folder: Path, written: Written, trust: Trust) -> Iterator[Finding]:
    name, signer = written.path.name, written.manifest.signer
    if signer is None:
        said = f"{name} is unsigned ({written.manifest.unsigned})"
        yield fails(said) if trust.keys else note(said)
        return
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer.public))
        signature = signature_path(written.path).read_bytes()
    except ValueError:
        yield fails(f"{name} names a signing key that is none")
        return
    except OSError as error:
        yield fails(f"{name}: its signature can't be read: {error.strerror}")
        return
    if not keys.is_signed_by(key, signature, written.data):
        yield fails(f"{name}: the signature is not that of key {signer.sha256[:16]} for this manifest")
    if keys.fingerprint(key) != signer.sha256:
        yield fails(f"{name}: the signing key does not have the fingerprint that it names")
    elif trust.keys and signer.sha256 not in {keys.fingerprint(known) for known in trust.keys}:
        yield fails(f"{name} is signed by key {signer.sha256[:16]}, which is none of those that you trust")
    elif not trust.keys:
        yield note(f"{name} is signed by key {signer.sha256[:16]}: --public-key says whose it should be")
    yield from _public_key(public_key_path(folder, keys.fingerprint(key)), keys.public_pem(key))


def _public_key(path: Path, pem: bytes) -> Iterator[Finding]:
    try:
        if path.read_bytes() != pem:
            yield fails(f"{path.name} is not the key that signed")
    except OSError as error:
        yield fails(f"{path.name}, the public key, can't be read: {error.strerror}")


def _timestamp(written: Written, trust: Trust) -> Iterator[Finding]:
    authority = written.manifest.timestamped_by
    if not authority:
        return
    name = written.path.name
    try:
        token = timestamp_path(written.path).read_bytes()
    except OSError as error:
        yield fails(f"{name}: its timestamp by {authority} can't be read: {error.strerror}")
        return
    if trust.check_stamp is None:
        yield note(f"{name}: its timestamp by {authority} was not checked: --timestamp-ca names whom to trust")
        return
    try:
        trust.check_stamp(token, written.data)
    except ValueError as error:
        yield fails(f"{name}: its timestamp by {authority} does not hold: {error}")


def _runs_of_store(session: Session, in_chain: set[int], run_id: int | None) -> Iterator[Finding]:
    finished = select(RunRow.id, RunRow.finished_at.is_not(None)).order_by(RunRow.id)
    known = dict(session.execute(finished).all())
    if run_id is not None and run_id not in known and run_id not in in_chain:
        raise UsageError(f"there is no run {run_id}, in the store or in the archive")
    for run, is_finished in known.items():
        if run not in in_chain and run_id in (None, run):
            if is_finished:
                yield fails(f"run {run} is finished and has no manifest")
            else:
                yield note(f"run {run} is not finished and has no manifest yet")


def _files(sealed: Sequence[SealedFile], files: ScannedFiles) -> Iterator[Finding]:
    for file in sealed:
        found = files[file.name]
        yield from (fails(f"{file.name}: {fault}") for fault in found.faults)
        if found.sha256 and (found.sha256, found.bytes) != (file.sha256, file.bytes):
            yield fails(f"{file.name} was changed: its SHA-256 is not the manifest's")


def _run(session: Session | None, manifest: Manifest, files: ScannedFiles) -> Iterator[Finding]:
    run = manifest.run
    if run is None:
        return
    stored: Mapping[object, dict[str, Any]] = {}
    if session is not None:
        try:
            now = run_fields(session, run.id)
            stored = {fields["fetch"]: fields for fields in fetches_fields(session, run.id)}
            odd = oddly_written(session, run.id)
        except _UNREADABLE as error:
            yield fails(f"run {run.id}: its rows in the store can't be read: {_one_line(error)}")
            return
        if now is None:
            yield fails(f"run {run.id} is not in the store as a finished run")
            return
        if odd:
            yield fails(f"run {run.id}: the store's {', '.join(odd)} were written by something else than this program")
        if now != run:
            differing = _differing(run.model_dump(), now.model_dump())
            yield fails(f"run {run.id}: the store's {differing} differ from the manifest's")
    for sealed in manifest.fetches:
        where = f"run {run.id}, {sealed.fields.get('cited_url')}"
        if session is not None:
            fields = stored.get(sealed.fields.get("fetch"))
            if fields is None:
                yield fails(f"{where}: the store has no such fetch")
            elif digest(fields) != digest(sealed.fields):
                yield fails(f"{where}: the store's {_differing(sealed.fields, fields)} differ from the manifest's")
        for fault in _of_fetch(sealed, files):
            yield fails(f"{where}: {fault}")
    surplus = len(stored) - len(manifest.fetches)
    if surplus > 0:
        yield fails(f"run {run.id}: the store has {surplus} more fetches than the manifest")


def _of_fetch(sealed: SealedFetch, files: ScannedFiles) -> Iterator[str]:
    """Do the manifest's own words, and the archive's records, fit each other?"""
    exchanges = [exchange.model_dump(mode="json") for exchange in sealed.exchanges]
    if digest({"fields": sealed.fields, "exchanges": exchanges}) != sealed.sha256:
        yield "its digest in the manifest is wrong"
    for exchange in sealed.exchanges:
        if exchange not in files[exchange.file].exchanges:
            yield f"record {exchange.record_id} in {exchange.file} is not what the manifest says"
    fields = sealed.fields
    places = [(fields.get(f"{p}_file"), fields.get(f"{p}_offset"), fields.get(f"{p}_record_id")) for p in _PLACES]
    capture, body = places
    for file, offset, record_id in places:
        if record_id is not None and not files[str(file)].has(record_id, offset):
            yield f"{file} has no record {record_id} at {offset}"
    holder, _, holder_id = body if body[2] is not None else capture
    if fields.get("sha256") is not None and holder_id is not None:
        kept = files[str(holder)].payload(holder_id)
        if kept is not None and kept != fields["sha256"]:
            yield f"the body in {holder} is not the one that was recorded"


_PLACES = ("warc", "body")


def _attestations(session: Session | None, manifest: Manifest, files: ScannedFiles) -> Iterator[Finding]:
    if not manifest.attestations:
        return
    stored: Mapping[object, dict[str, Any]] = {}
    try:
        if session is not None:
            stored = {fields["attestation"]: fields for fields in attestations_fields(session)}
    except _UNREADABLE as error:
        yield fails(f"the attestations in the store can't be read: {_one_line(error)}")
        return
    for sealed in manifest.attestations:
        where = f"attestation {sealed.fields.get('attestation')} of {sealed.fields.get('url')}"
        if digest(sealed.fields) != sealed.sha256:
            yield fails(f"{where}: its digest in the manifest is wrong")
        if session is not None:
            fields = stored.get(sealed.fields.get("attestation"))
            if fields is None:
                yield fails(f"{where}: the store has it no more")
            elif digest(fields) != sealed.sha256:
                yield fails(f"{where}: the store's {_differing(sealed.fields, fields)} differ from the manifest's")
        file, record_id = sealed.fields.get("warc_file"), sealed.fields.get("warc_record_id")
        if record_id is not None and not files[str(file)].has(record_id, sealed.fields.get("warc_offset")):
            yield fails(f"{where}: {file} has no record {record_id}")


def _uncovered(folder: Path, covered: set[str]) -> Iterator[Finding]:
    for path in sorted(folder.glob("*.warc.gz")):
        if path.name not in covered:
            yield note(f"{path.name} is in no manifest yet")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _differing(one: Mapping[str, object], other: Mapping[str, object]) -> str:
    names = [name for name in one if one[name] != other.get(name)]
    return ", ".join(names) or "fields"
