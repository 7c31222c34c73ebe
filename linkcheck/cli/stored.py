"""Reports that the store knows, named by their files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from linkcheck.errors import UnreadableReport, UsageError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

HINT = "`linkcheck run REPORT` takes it in and checks it"


def stored_reports(session: Session, paths: Sequence[Path] | None) -> list[int]:
    """The ids of the reports in these files, or of all. Raises UsageError where one, or any, is missing."""
    from linkcheck.store import reports

    if not paths:
        found = reports.report_ids(session)
        if not found:
            raise UsageError("the store has no report yet", HINT)
        return found
    ids = []
    for path in paths:
        known = reports.report_id(session, _sha256(path))
        if known is None:
            raise UsageError(f"{path} is not in the store", HINT)
        ids.append(known)
    return ids


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableReport(f"{path} can't be read: {error.strerror}") from error
