"""`linkcheck attest`: the word of a person on what only a person can open."""

from __future__ import annotations

import mimetypes
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkcheck.cli import options
from linkcheck.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from linkcheck.fetch import Capture
    from linkcheck.settings import Settings


class State(StrEnum):
    """What a person can say of a URL."""

    LIVE = "live"
    DOUBTFUL = "doubtful"
    DEAD = "dead"


def attest(
    url: Annotated[str, typer.Argument(help="The URL, as the report cites it.")],
    state: Annotated[State, typer.Option(help="What you saw.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who saw it.")],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was seen, and how.")],
    file: Annotated[
        Path | None, typer.Option(help="What you saved of it; it is kept in the archive.", show_default=False)
    ] = None,
    archive: options.Archive = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Put on record what a person saw, beside what the machine saw and never instead of it.

    It lapses when a later run sees a change.
    """
    from datetime import UTC, datetime

    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.terminal import out, shown
    from linkcheck.store import attestations
    from linkcheck.store.engine import open_store
    from linkcheck.vocabulary import EvidenceState

    configured = settings.load(config, archive=archive, database=database)
    now = datetime.now(UTC)
    with Session(open_store(configured.database, create=False)) as session:
        sha256, capture = _keep(file, url, now, configured) if file else (None, None)
        attestations.attest(
            session,
            url,
            EvidenceState(state),
            by,
            note,
            file=file.name if file else None,
            file_sha256=sha256,
            capture=capture,
            at=now,
        )
        session.commit()
    out.print(f"on record: {shown(by)} saw {shown(url)} as {state}")


def _keep(path: Path, url: str, now: datetime, settings: Settings) -> tuple[str, Capture]:
    """Put the saved file into the archive. Returns its SHA-256 and where it is."""
    import hashlib

    from linkcheck.archive.exchange import SavedFile
    from linkcheck.archive.writer import WarcArchive
    from linkcheck.evidence.provenance import provenance

    try:
        size = path.stat().st_size
        if size > settings.max_bytes:
            raise UsageError(f"{path} has {size} bytes, more than the {settings.max_bytes} that are kept of a document")
        with path.open("rb") as body:
            sha256 = hashlib.file_digest(body, "sha256").hexdigest()
            body.seek(0)
            sha1 = hashlib.file_digest(body, "sha1").hexdigest()
            body.seek(0)
            media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            saved = SavedFile(url, path.name, media_type, now, body, size, sha256, sha1)
            with WarcArchive(settings.archive, None, provenance(settings)) as archive:
                return sha256, archive.write_file(saved)
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error
