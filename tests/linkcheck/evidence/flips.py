"""Changing one bit somewhere: in a file of the archive, or in a row of the store that manifests cover."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

COVERED = {
    "run": ("started_at", "finished_at", "program", "user_agent", "settings"),
    "fetch": (
        *("outcome", "detail", "started_at", "finished_at", "status", "final_url", "hops", "content_type", "etag"),
        *("bytes", "sha256", "sha1", "complete", "attempts", "robots", "warc_file", "warc_offset", "warc_record_id"),
        *("body_file", "body_offset", "body_record_id", "document_sha256"),
    ),
    "resource": ("url",),
    "report": ("sha256",),
    "attestation": ("state", "by", "note", "at", "file", "file_sha256", "warc_file", "warc_offset", "warc_record_id"),
}


@contextmanager
def flipped(folder: Path, database: Path, random: Random) -> Iterator[str]:
    """One bit is other than it was, within the context; gives where, in words."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".gz", ".json", ".sig", ".pem"))
    if random.random() < 0.6:
        with _in_file(random.choice(files), random) as where:
            yield where
    else:
        with _in_row(database, random) as where:
            yield where


@contextmanager
def _in_file(path: Path, random: Random) -> Iterator[str]:
    before = path.read_bytes()
    position, bit = random.randrange(len(before)), 1 << random.randrange(8)
    after = bytearray(before)
    after[position] ^= bit
    _write(path, bytes(after))
    try:
        yield f"{path.name}, byte {position}, bit {bit}"
    finally:
        _write(path, before)


def _write(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)
    path.chmod(0o444)


@contextmanager
def _in_row(database: Path, random: Random) -> Iterator[str]:
    with contextlib.closing(sqlite3.connect(database, timeout=30)) as store:
        while True:
            table = random.choice(list(COVERED))
            column = random.choice(COVERED[table])
            rows = store.execute(f"SELECT rowid, {column}, typeof({column}), CAST({column} AS BLOB) FROM {table}")
            found = [row for row in rows.fetchall() if row[3]]
            if found:
                break
        row, before, kind, data = random.choice(found)
        position, bit = random.randrange(len(data)), 1 << random.randrange(7)
        flipped = bytearray(data)
        flipped[position] ^= bit
        if kind == "integer":
            new, value = "?", before ^ 1
        else:
            new, value = "CAST(? AS TEXT)", bytes(flipped)
        store.execute(f"UPDATE {table} SET {column} = {new} WHERE rowid = ?", (value, row))
        store.commit()
        try:
            yield f"{table}.{column} of row {row}: {before!r} became {value!r}"
        finally:
            store.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (before, row))
            store.commit()
