"""Zip archives and older Office files, which are not read, only looked at: do they open, and did all of them come?"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path
from typing import Final

from linkcheck.documents.facts import OtherFacts, Problem

_ENCRYPTED: Final = 0x1
_ENCRYPTED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_PASSWORD: Final = "it opens with a password only"  # noqa: S105  # a sentence

_HEADER: Final = 512
_SECTOR_SHIFTS: Final = (9, 12)
_FREE: Final = 0xFFFFFFFF
_MOST_TABLES: Final = 109
"""Sectors of the allocation table that the header itself names: of larger files the beginning is checked."""


def examine_archive(path: Path) -> OtherFacts:
    """A zip archive: its directory, which stands at its end, says what is in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return OtherFacts(problem=Problem.DAMAGED, detail=str(error)[:200])
    if not members:
        return OtherFacts(problem=Problem.EMPTY, detail="no file is in it")
    if all(member.flag_bits & _ENCRYPTED for member in members):
        return OtherFacts(problem=Problem.ENCRYPTED, detail=_PASSWORD)
    return OtherFacts()


def examine_compound(source: bytes, size: int) -> OtherFacts:
    """The container of older Office files (MS-CFB), from its first bytes: sectors in use must be within its size."""
    if _ENCRYPTED_PACKAGE in source:
        return OtherFacts(problem=Problem.ENCRYPTED, detail=_PASSWORD)
    if len(source) < _HEADER:
        return OtherFacts(problem=Problem.DAMAGED, detail="it ends within its header")
    (shift,) = struct.unpack_from("<H", source, 30)
    (tables,) = struct.unpack_from("<I", source, 44)
    if shift not in _SECTOR_SHIFTS or not tables:
        return OtherFacts(problem=Problem.DAMAGED, detail="its header is no older Office file's")
    sector = 1 << shift
    for number, place in enumerate(struct.unpack_from(f"<{min(tables, _MOST_TABLES)}I", source, 76)):
        start = (place + 1) * sector
        if start + sector > size:
            return OtherFacts(problem=Problem.DAMAGED, detail="it ends before its allocation table")
        if start + sector > len(source):
            break
        entries = struct.unpack_from(f"<{sector // 4}I", source, start)
        used = max((index for index, entry in enumerate(entries) if entry != _FREE), default=-1)
        if used >= 0 and (number * len(entries) + used + 1) * sector >= size:
            return OtherFacts(problem=Problem.DAMAGED, detail="it ends before its last sector")
    return OtherFacts()
