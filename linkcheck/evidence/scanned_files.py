"""The archive's WARC files, each gone through once, at the time that something of it is asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from linkcheck.errors import ArchiveTrouble
from linkcheck.evidence.exchanges import exchanges_by_url
from linkcheck.evidence.manifest import SealedExchange
from linkcheck.evidence.scanning import Scanned, scan


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file's digest and its records by id. `faults` says in words what is wrong with them; no file has no digest."""

    sha256: str = ""
    bytes: int = 0
    faults: tuple[str, ...] = ()
    records: dict[str, Scanned] = field(default_factory=dict)
    exchanges: frozenset[SealedExchange] = frozenset()

    def has(self, record_id: object, offset: object) -> bool:
        """Whether the record stands at that offset."""
        record = self.records.get(str(record_id))
        return record is not None and record.offset == offset

    def payload(self, record_id: object) -> str | None:
        """SHA-256 of the body that the record holds; None where it holds none or isn't there."""
        record = self.records.get(str(record_id))
        return record.payload_sha256 if record is not None and record.kind in ("response", "resource") else None


class ScannedFiles(dict[str, ScannedFile]):
    """By name; what is not there is read from the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> ScannedFile:
        self[name] = found = scanned_file(self._folder, name)
        return found


def scanned_file(folder: Path, name: str) -> ScannedFile:
    """Go through a file of the archive."""
    if Path(name).name != name:
        return ScannedFile(faults=("it is no file of the archive",))
    path = folder / name
    try:
        with path.open("rb") as file:
            sha256, size = hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except OSError as error:
        return ScannedFile(faults=(f"it can't be read: {error.strerror}",))
    records: dict[str, Scanned] = {}
    faults: list[str] = []
    try:
        for record in scan(path):
            faults += (f"record {record.record_id} at {record.offset}: {fault}" for fault in record.faults)
            if record.record_id in records:
                faults.append(f"record {record.record_id} is there twice")
            records[record.record_id] = record
    except ArchiveTrouble as trouble:
        faults.append(trouble.message)
    exchanges = exchanges_by_url(name, records.values())
    found = frozenset(exchange for some in exchanges.values() for exchange in some)
    return ScannedFile(sha256, size, tuple(faults), records, found)
