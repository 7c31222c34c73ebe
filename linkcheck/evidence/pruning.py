"""Letting go of old runs: whole ones, openly, and never of the last body of a live citation.

First a signed note joins the chain of manifests, then the store forgets the runs, then their files go. Whatever stops
this in the middle, the note says what was meant to go, and the next time finishes it. The manifests of the runs stay.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from linkcheck.errors import ArchiveTrouble
from linkcheck.evidence.chain import Stamp, append
from linkcheck.evidence.manifest import Pruned, SealedFile
from linkcheck.evidence.scanned_files import scanned_file
from linkcheck.evidence.sealing import Chain, run_of_file
from linkcheck.store import reports
from linkcheck.store.engine import one_writer
from linkcheck.store.models import AttestationRow, DocumentRow, FetchRow, RunRow
from linkcheck.store.snapshot import load_snapshot
from linkcheck.verdicts import judge
from linkcheck.vocabulary import EvidenceState


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go, and what stays though it is old, with the reason by run."""

    runs: tuple[int, ...]
    files: tuple[SealedFile, ...]
    stays: Mapping[int, str]

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)


def plan(engine: Engine, folder: Path, keep: int) -> Plan:
    """What goes if the last `keep` finished runs are kept. Raises ArchiveTrouble where a manifest can't be read.

    An older run stays where it has no manifest, where another one that stays refers to a body in its files, and where
    it has the last good answer of a citation that is live.
    """
    chain = Chain(folder)
    with Session(engine) as session:
        runs = list(session.scalars(select(RunRow.id).where(RunRow.finished_at.is_not(None)).order_by(RunRow.id)))
        old = runs[: max(0, len(runs) - keep)]
        stays = {run: "it has no manifest yet" for run in old if run not in chain.runs}
        live = _runs_of_live_bodies(session)
        stays |= {run: f"it holds what {live[run]} live citations rest on" for run in old if live.get(run)}
        referred = _references(session, folder)
        while True:
            gone = {run for run in old if run not in stays}
            needed = {run: by for run in gone if (by := sorted(referred.get(run, set()) - gone))}
            if not needed:
                break
            stays |= {
                run: f"{f'run {by[0]}' if by[0] else 'an attested file'} refers to a body in its files"
                for run, by in needed.items()
            }
    files = tuple(file for name, file in sorted(chain.files.items()) if run_of_file(name) in gone)
    return Plan(tuple(sorted(gone)), files, dict(sorted(stays.items())))


def prune(
    engine: Engine,
    folder: Path,
    planned: Plan,
    *,
    key: Ed25519PrivateKey | None,
    operator: str = "",
    reason: str = "",
    stamp: Stamp | None = None,
) -> None:
    """Let go of what was planned. To be called under the run lock, which must have been held since the plan was made.

    Raises ArchiveTrouble where the note can't be written or a file not be removed.
    """
    if planned.runs:
        note = Chain(folder).next(key, operator)
        pruned = Pruned(runs=planned.runs, files=planned.files, reason=reason)
        append(folder, note.model_copy(update={"pruned": pruned}), key, stamp)
    finish(engine, folder)


def finish(engine: Engine, folder: Path) -> None:
    """Do what the notes in the chain say, where it was not done yet."""
    chain = Chain(folder)
    with Session(engine) as session:
        one_writer(session)
        there = set(session.scalars(select(RunRow.id).where(RunRow.id.in_(chain.pruned_runs))))
        if there:
            session.execute(delete(RunRow).where(RunRow.id.in_(there)))
            _forget_documents(session)
        session.commit()
    try:
        for name in chain.pruned_files:
            if Path(name).name == name:
                (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise ArchiveTrouble(
            f"{folder} can't be cleared: {error.strerror}", "Set its permissions right, and prune again"
        ) from error


def _runs_of_live_bodies(session: Session) -> dict[int, int]:
    """By run, how many live citations have their last good answer, or its body, in its files."""
    found: dict[int, int] = defaultdict(int)
    for known in load_snapshot(session, reports.report_ids(session)).reports:
        for citation in known.report.citations:
            fetch = known.fetches.get(citation.url)
            if fetch is None or fetch.capture is None:
                continue
            if judge(citation, fetch, known.history.get(citation.url, ())).state is EvidenceState.LIVE:
                places = {fetch.capture.file, (fetch.capture.body or fetch.capture).file}
                for run in {run_of_file(file) for file in places} - {None}:
                    found[run or 0] += 1
    return found


def _references(session: Session, folder: Path) -> dict[int, set[int]]:
    """By run, the other runs that refer to a body in its files: in their fetches, or in revisits of whatever kind."""
    found: dict[int, set[int]] = defaultdict(set)
    query = select(FetchRow.run_id, FetchRow.body_file).where(FetchRow.body_file.is_not(None)).distinct()
    for run_id, file in session.execute(query):
        _note(found, run_of_file(file or ""), run_id)
    holders: dict[str, str] = {}
    revisits: list[tuple[str, str]] = []
    for path in sorted(folder.glob("*.warc.gz")):
        for record in scanned_file(folder, path.name).records.values():
            holders[record.record_id] = path.name
            if record.kind == "revisit":
                revisits.append((path.name, record.fields.get("warc-refers-to", "")))
    for file, original in revisits:
        _note(found, run_of_file(holders.get(original, "")), run_of_file(file))
    return found


def _note(found: dict[int, set[int]], holder: int | None, referring: int | None) -> None:
    if holder is not None and holder != referring:
        found[holder].add(referring if referring is not None else 0)


def _forget_documents(session: Session) -> None:
    """Documents that no fetch is left of, with the texts and pictures of their pages."""
    used = select(FetchRow.document_sha256).where(FetchRow.document_sha256.is_not(None))
    attested: Sequence[str] = [s for s in session.scalars(select(AttestationRow.sha256)) if s is not None]
    session.execute(delete(DocumentRow).where(DocumentRow.sha256.not_in(used), DocumentRow.sha256.not_in(attested)))
