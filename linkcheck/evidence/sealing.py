"""Writing the manifest of every run that is finished and has none yet."""

from __future__ import annotations

import hashlib
import re
import stat
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from linkcheck.archive.recovery import recover
from linkcheck.errors import ArchiveTrouble
from linkcheck.evidence.canonical import digest, moment
from linkcheck.evidence.chain import Stamp, Written, append, read_chain, signer_of
from linkcheck.evidence.covered import attestations_fields, fetches_fields, run_fields
from linkcheck.evidence.exchanges import exchanges_by_url
from linkcheck.evidence.manifest import (
    Manifest,
    SealedAttestation,
    SealedExchange,
    SealedFetch,
    SealedFile,
)
from linkcheck.evidence.provenance import software
from linkcheck.evidence.scanning import Scanned, scan
from linkcheck.store.models import RunRow

_RUN_OF_FILE = re.compile(r"run-(\d{1,18})-")

UNSIGNED = "no signing key"


def seal(
    engine: Engine,
    folder: Path,
    *,
    key: Ed25519PrivateKey | None,
    operator: str = "",
    stamp: Stamp | None = None,
) -> Iterator[Written]:
    """Write a manifest for each finished run that has none, the oldest first. To be called under the run lock.

    What a killed process left behind in the folder is put right first. Without a key the manifests say that they are
    unsigned. Raises ArchiveTrouble where the folder or a manifest in it can't be read or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        recover(folder)
    except OSError as error:
        raise ArchiveTrouble(f"the evidence archive {folder} can't be written: {error.strerror}") from error
    chain = Chain(folder)
    with Session(engine) as session:
        finished = select(RunRow.id).where(RunRow.finished_at.is_not(None))
        waiting = set(session.scalars(finished)) - chain.runs
        for run_id in sorted(waiting):
            manifest = _of_run(session, folder, run_id, chain, waiting, key, operator)
            written = append(folder, manifest, key, stamp)
            chain.add(written)
            yield written


class Chain:
    """What the manifests so far cover."""

    def __init__(self, folder: Path) -> None:
        self.last: Written | None = None
        self.runs: set[int] = set()
        self.files: dict[str, SealedFile] = {}
        self.attestations: set[object] = set()
        self.pruned_runs: set[int] = set()
        self.pruned_files: set[str] = set()
        for written in read_chain(folder):
            self.add(written)

    def add(self, written: Written) -> None:
        self.last = written
        manifest = written.manifest
        if manifest.run is not None:
            self.runs.add(manifest.run.id)
        if manifest.pruned is not None:
            self.runs.update(manifest.pruned.runs)
            self.pruned_runs.update(manifest.pruned.runs)
            self.pruned_files.update(file.name for file in manifest.pruned.files)
        self.files.update({file.name: file for file in manifest.files})
        self.attestations.update(sealed.fields["attestation"] for sealed in manifest.attestations)

    def next(self, key: Ed25519PrivateKey | None, operator: str) -> Manifest:
        """The manifest that comes next, with nothing in it yet."""
        return Manifest(
            number=self.last.manifest.number + 1 if self.last else 1,
            previous=self.last.link if self.last else None,
            written_at=moment(datetime.now(UTC)) or "",
            operator=operator,
            software=software(),
            signer=signer_of(key),
            unsigned="" if key is not None else UNSIGNED,
        )


def _of_run(
    session: Session,
    folder: Path,
    run_id: int,
    chain: Chain,
    waiting: Set[int],
    key: Ed25519PrivateKey | None,
    operator: str,
) -> Manifest:
    """The files of runs that are `waiting` for their own manifest are left to those."""
    files: list[SealedFile] = []
    exchanges: dict[str, list[SealedExchange]] = defaultdict(list)
    for path in closed_files(folder):
        of_this_run = run_of_file(path.name) == run_id
        is_covered = path.name in chain.files or (not of_this_run and run_of_file(path.name) in waiting)
        if not of_this_run and is_covered:
            continue
        records = list(_without_faults(path))
        if not is_covered:
            files.append(sealed_file(path, len(records)))
        if of_this_run:
            for url, some in exchanges_by_url(path.name, records).items():
                exchanges[url] += some
    return chain.next(key, operator).model_copy(
        update={
            "run": run_fields(session, run_id),
            "files": tuple(files),
            "fetches": tuple(sealed_fetches(session, run_id, exchanges)),
            "attestations": tuple(
                SealedAttestation(fields=fields, sha256=digest(fields))
                for fields in attestations_fields(session)
                if fields["attestation"] not in chain.attestations
            ),
        }
    )


def sealed_fetches(
    session: Session, run_id: int, exchanges: Mapping[str, list[SealedExchange]]
) -> Iterator[SealedFetch]:
    """What the store has of a run's fetches, with their exchanges by cited URL."""
    for fields in fetches_fields(session, run_id):
        made = tuple(exchanges.get(" ".join(fields["cited_url"].split()), ()))
        whole = {"fields": fields, "exchanges": [exchange.model_dump(mode="json") for exchange in made]}
        yield SealedFetch(fields=fields, exchanges=made, sha256=digest(whole))


def sealed_file(path: Path, records: int) -> SealedFile:
    """Raises ArchiveTrouble where it can't be read."""
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return SealedFile(name=path.name, bytes=file.tell(), sha256=sha256, records=records)
    except OSError as error:
        raise ArchiveTrouble(f"{path} can't be read: {error.strerror}") from error


def closed_files(folder: Path) -> list[Path]:
    """The WARC files that nobody writes any more."""
    return [
        path
        for path in sorted(folder.glob("*.warc.gz"))
        if path.is_file() and not path.is_symlink() and not path.stat().st_mode & stat.S_IWUSR
    ]


def run_of_file(file: str) -> int | None:
    """The run that a WARC file was written for, by its name (`linkcheck.archive.writer`); None for other files."""
    match = _RUN_OF_FILE.match(file)
    return int(match[1]) if match else None


def _without_faults(path: Path) -> Iterator[Scanned]:
    """The records as far as they can be read: a damaged file is sealed as it is, and `verify` says what it lacks."""
    try:
        yield from scan(path)
    except ArchiveTrouble:
        return
