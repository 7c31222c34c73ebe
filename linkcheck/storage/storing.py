"""Which files of the archive go to the place where all evidence is, and which come back from there."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from linkcheck.storage.place import Place
from linkcheck.store.inserting import in_parts, insert_missing
from linkcheck.store.models import FetchRow
from linkcheck.store.shared_models import StoredFileRow

_KINDS = ("*.warc.gz", "manifest-*.json")


def store_closed(engine: Engine, folder: Path, place: Place) -> list[str]:
    """Copy each closed file of the archive that isn't there yet, verify the copy, and note where it is.

    Returns the names of those that are new there. A file of the same name is never replaced: they are written once.
    Raises ArchiveTrouble; what was copied before is noted.
    """
    closed = {path.name: path for path in _closed(folder)}
    with Session(engine) as session:
        known = _stored(session, closed)
    new = [name for name in closed if name not in known]
    for name in new:
        path = closed[name]
        sha256 = place.put(path)
        row = {
            "name": name,
            "sha256": sha256,
            "bytes": path.stat().st_size,
            "place": place.address(name),
            "stored_at": datetime.now(UTC),
        }
        with Session(engine) as session:
            insert_missing(session, StoredFileRow, [row])
            session.commit()
    return new


def bring_back(engine: Engine, folder: Path, place: Place, run_id: int) -> list[str]:
    """Copy the files of a run that other machines wrote into this archive, and verify them. Returns their names."""
    folder.mkdir(parents=True, exist_ok=True)
    with Session(engine) as session:
        query = select(FetchRow.warc_file).where(FetchRow.run_id == run_id, FetchRow.warc_file.is_not(None)).distinct()
        missing = [name for name in session.scalars(query) if name and not (folder / name).exists()]
        known = _stored(session, missing)
    for name, sha256 in known.items():
        place.get(name, sha256, folder)
    return list(known)


def _closed(folder: Path) -> Iterator[Path]:
    """Those that nobody writes any more: the archive makes them read-only then; manifests are whole from the start."""
    for kind in _KINDS:
        for path in sorted(folder.glob(kind)):
            written = kind.endswith(".json") or not path.stat().st_mode & stat.S_IWUSR
            if written and path.is_file() and not path.is_symlink():
                yield path


def _stored(session: Session, names: Iterable[str]) -> dict[str, str]:
    """SHA-256 by name, of those files that are there."""
    found: dict[str, str] = {}
    for some in in_parts(list(names)):
        rows = session.execute(select(StoredFileRow.name, StoredFileRow.sha256).where(StoredFileRow.name.in_(some)))
        found.update(rows.all())
    return found
