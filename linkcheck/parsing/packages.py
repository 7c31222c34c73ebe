"""Office packages (.docx, .xlsx) are ZIP archives of XML: what must hold before a library may open one.

Bombs are refused by the sizes that the archive declares, which the ZIP reader then holds the contents to. Document type
declarations, which carry entity bombs, are not allowed in a package (ECMA-376, part 2).
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import budget

MOST_PARTS: Final = 4_000
LARGEST_XML: Final = 48 * 2**20
"""Bytes of XML, unpacked, of all parts together: some hundred times a report's."""

LARGEST_PACKAGE: Final = 256 * 2**20
"""Bytes of all parts together, unpacked, pictures included."""

_XML: Final = (".xml", ".rels")
_DECLARATION: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def check_package(path: Path) -> None:
    """Raise UnreadableReport unless the file is a whole package of bounded size, free of type declarations."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_PACKAGE:
                raise _too_large(path)
            texts = [part for part in parts if part.filename.lower().endswith(_XML)]
            if sum(part.file_size for part in texts) > LARGEST_XML:
                raise _too_large(path)
            for part in texts:
                content = package.read(part)
                if any(declaration in content for declaration in _DECLARATION):
                    raise UnreadableReport(
                        f"{path} declares XML entities, which no office program writes", "Save it anew and give that"
                    )
    except (UnreadableReport, MemoryError, budget.OutOfTime):
        raise
    except Exception as error:  # zipfile raises what it stumbles over: BadZipFile, zlib.error, NotImplementedError …
        raise damaged(path) from error


def damaged(path: Path) -> UnreadableReport:
    """What to say of a package that can't be opened, or holds no document."""
    return UnreadableReport(f"damaged file: {path}", "Open it in an office program and save it anew")


def _too_large(path: Path) -> UnreadableReport:
    return UnreadableReport(
        f"{path} unpacks to more than {LARGEST_XML // 2**20} MiB of text or {LARGEST_PACKAGE // 2**20} MiB in all",
        "Give the report alone",
    )
