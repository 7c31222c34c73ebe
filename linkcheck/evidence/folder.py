"""Handing over a folder: every kept document in a file named for people, an index, hashes, and the signed manifests."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined

from linkcheck.archive.reader import read_body
from linkcheck.attestation import Attestation
from linkcheck.errors import ArchiveTrouble, UsageError
from linkcheck.evidence.manifest import manifest_paths, signature_path, timestamp_path
from linkcheck.evidence.naming import MOST_OF_FOLDER, SUFFIXES, UNKNOWN_SUFFIX, file_name, unlike, visible
from linkcheck.fetch import Capture, Fetch
from linkcheck.report import AuditReport, Citation
from linkcheck.store.snapshot import ReportSnapshot, Snapshot
from linkcheck.verdicts import judge

MANIFESTS = "manifests"
SUMS = "SHA256SUMS"
INDEX = "index.html"

_Key = tuple[str, str, str | None, str]
"""Folder, criterion and facility, and the SHA-256 of a body, after a word where it is another than the document."""


@dataclass(frozen=True, slots=True)
class Item:
    """A citation with the file that holds its document, or `why` there is none. Texts are safe to show.

    `word` is what a person attested, `word_file` what they saved of it, or `word_why` that is not here.
    """

    criterion: str
    facility: str
    document: str
    state: str
    fetched: str
    url: str
    sha256: str = ""
    file: str = ""
    why: str = ""
    word: str = ""
    word_file: str = ""
    word_why: str = ""

    @property
    def href(self) -> str:
        """The file as a link from the index."""
        return quote(self.file)

    @property
    def lacking(self) -> str:
        """What the archive should hold and can't give, in words."""
        return self.word_why or (self.why if self.why.startswith("the archive") else "")

    @property
    def word_href(self) -> str:
        """What a person saved as a link from the index."""
        return quote(self.word_file)


@dataclass(slots=True)
class _Folder:
    """What is in the folder so far."""

    path: Path
    archive: Path
    taken: dict[str, set[str]] = field(default_factory=dict)
    """Names that are taken, by the folder they are in."""
    by_body: dict[str, Path] = field(default_factory=dict)
    by_place: dict[_Key, str] = field(default_factory=dict)


def export(snapshot: Snapshot, archive: Path, into: Path) -> tuple[Item, ...]:
    """Write the folder, which must be empty or not there yet. Returns every citation, in the reports' order.

    Raises UsageError where it isn't empty, and ArchiveTrouble where it can't be written.
    """
    try:
        into.mkdir(parents=True, exist_ok=True)
        if any(into.iterdir()):
            raise UsageError(f"{into} is not empty", "Name a folder that isn't there yet with --output")
        folder = _Folder(into, archive, {"": {INDEX.casefold(), SUMS.casefold(), MANIFESTS}})
        several = len(snapshot.reports) > 1
        parts = []
        for known in snapshot.reports:
            place = _subfolder(folder, known.report) if several else ""
            parts.append((_title(known.report), list(_items(folder, known, place))))
        _copy_manifests(archive, into / MANIFESTS)
        items = tuple(item for _, its in parts for item in its)
        (into / INDEX).write_text(_index(parts, items, snapshot), encoding="utf-8")
        (into / SUMS).write_text("".join(_sums(into)), encoding="utf-8")
    except OSError as error:
        raise ArchiveTrouble(f"{into} can't be written: {error.strerror}", "Make room, and export anew") from error
    return items


def _title(report: AuditReport) -> str:
    return visible(report.entity or Path(report.source.path).name) or "report"


def _subfolder(folder: _Folder, report: AuditReport) -> str:
    name = file_name([_title(report)], "", "", most=MOST_OF_FOLDER)
    name = unlike(name, folder.taken[""], "", most=MOST_OF_FOLDER)
    (folder.path / name).mkdir()
    return name


def _items(folder: _Folder, known: ReportSnapshot, place: str) -> Iterator[Item]:
    for citation in known.report.citations:
        fetch = known.fetches.get(citation.url)
        state = judge(citation, fetch, known.history.get(citation.url, ())).state
        item = Item(
            criterion=visible(citation.criterion),
            facility=visible(citation.facility or "the entity"),
            document=visible(citation.document or ""),
            state=state,
            fetched=f"{fetch.finished_at:%Y-%m-%d %H:%M}" if fetch else "",
            url=visible(citation.url),
        )
        item = _with_word(folder, item, citation, known.attestations.get(citation.url), place)
        yield _with_file(folder, item, citation, fetch, place)


def _with_word(folder: _Folder, item: Item, citation: Citation, said: Attestation | None, place: str) -> Item:
    """What a person saved is named by what its name promises: nobody has looked into it."""
    if said is None:
        return item
    lapsed = "; lapsed, for the machine has seen a change since" if said.lapsed else ""
    item = replace(item, word=visible(f"{said.by} saw it as {said.state}, {said.at:%Y-%m-%d}: {said.note}{lapsed}"))
    if said.capture is None or said.file_sha256 is None:
        return item
    media_type = mimetypes.guess_type(said.file or "")[0] or ""
    parts = (citation.criterion, citation.facility or "", citation.document or "")
    try:
        key = (place, citation.criterion, citation.facility, f"attested {said.file_sha256}")
        last = f"attested {said.at:%Y-%m-%d}"
        return replace(item, word_file=_file(folder, key, parts, last, media_type, said.capture))
    except ArchiveTrouble as trouble:
        return replace(item, word_why=f"the archive can't give what was saved: {visible(trouble.message)}")


def _with_file(folder: _Folder, item: Item, citation: Citation, fetch: Fetch | None, place: str) -> Item:
    if fetch is None:
        return replace(item, why="not fetched yet")
    document = fetch.document
    if document is None or fetch.capture is None:
        return replace(item, why=f"no document: {fetch.outcome}")
    key = (place, citation.criterion, citation.facility, document.sha256)
    parts = (citation.criterion, citation.facility or "", citation.document or "")
    try:
        file = _file(folder, key, parts, f"{fetch.finished_at:%Y-%m-%d}", document.media_type, fetch.capture)
    except ArchiveTrouble as trouble:
        return replace(item, why=f"the archive can't give it: {visible(trouble.message)}")
    return replace(item, sha256=document.sha256, file=file)


def _file(folder: _Folder, key: _Key, parts: Sequence[str], last: str, media_type: str, capture: Capture) -> str:
    """The file of that body for that place, written where it isn't there yet. Raises ArchiveTrouble."""
    if key not in folder.by_place:
        place, sha256 = key[0], key[-1].rpartition(" ")[2]
        suffix = SUFFIXES.get(media_type, UNKNOWN_SUFFIX)
        name = unlike(file_name(parts, last, suffix), folder.taken.setdefault(place, set()), suffix)
        _put_body(folder, capture, sha256, folder.path / place / name)
        folder.by_place[key] = f"{place}/{name}" if place else name
    return folder.by_place[key]


def _put_body(folder: _Folder, capture: Capture, sha256: str, path: Path) -> None:
    """Raises ArchiveTrouble where the archive hasn't this very body."""
    there = folder.by_body.get(sha256)
    if there is not None:
        try:
            os.link(there, path)
        except OSError:
            shutil.copyfile(there, path)
        return
    running = hashlib.sha256()
    try:
        with path.open("xb") as file:
            for piece in read_body(folder.archive, capture):
                running.update(piece)
                file.write(piece)
        if running.hexdigest() != sha256:
            raise ArchiveTrouble("it is not the body that was recorded")
    except ArchiveTrouble:
        path.unlink()
        raise
    folder.by_body[sha256] = path


def _copy_manifests(archive: Path, into: Path) -> None:
    """The chain as it is, with what is needed to check it."""
    into.mkdir()
    for manifest in manifest_paths(archive):
        for path in (manifest, signature_path(manifest), timestamp_path(manifest)):
            if path.is_file():
                shutil.copyfile(path, into / path.name)
    for path in archive.glob("signing-key-*.pem"):
        shutil.copyfile(path, into / path.name)


def _index(parts: Sequence[tuple[str, list[Item]]], items: Sequence[Item], snapshot: Snapshot) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = resources.files(__package__).joinpath("index.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        title="Kept disclosures" if len(parts) != 1 else f"Kept disclosures of {parts[0][0]}",
        reports=parts,
        items=items,
        kept=sum(bool(item.file) for item in items),
        run=snapshot.run.id if snapshot.run else None,
    )


def _sums(folder: Path) -> Iterator[str]:
    """Lines as `sha256sum` writes and checks them."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            yield f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.relative_to(folder).as_posix()}\n"
