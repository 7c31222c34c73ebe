"""After a crawl: pictures and text of the pages that are cited, for the reports to show."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from linkcheck.fetch import Fetch
    from linkcheck.settings import Settings


def refuse_ocr_without_its_extra(settings: Settings) -> None:
    """Raise UsageError where OCR is wanted and not installed: before anything is fetched."""
    from linkcheck.documents import ocr
    from linkcheck.errors import UsageError

    if settings.ocr and not ocr.is_installed():
        raise UsageError("OCR is not installed", "It is an extra: pip install 'disclosure-linkcheck[ocr]'")


def keep_cited_pages(engine: Engine, settings: Settings, report_ids: Sequence[int]) -> int:
    """Keep what is missing of the documents that these reports cite. Returns how many something was kept of."""
    from linkcheck.documents import Examiner
    from linkcheck.documents.keeping import keep_pages

    async def keep() -> int:
        async with Examiner() as examiner:
            opened = partial(_body, settings.archive)
            return await keep_pages(engine, examiner, opened, report_ids, ocr=settings.ocr)

    return asyncio.run(keep())


@contextmanager
def _body(archive: Path, fetch: Fetch) -> Iterator[IO[bytes] | None]:
    """The body that a fetch stands for, out of the archive; None where the archive can't give it."""
    with TemporaryFile() as file:
        yield file if _copied(archive, fetch, file) else None


def _copied(archive: Path, fetch: Fetch, file: IO[bytes]) -> bool:
    from linkcheck.archive.reader import read_body
    from linkcheck.errors import ArchiveTrouble

    if fetch.capture is None:
        return False
    try:
        for piece in read_body(archive, fetch.capture):
            file.write(piece)
    except ArchiveTrouble:
        return False  # no picture then; `evidence verify` is who says what is wrong with the archive
    file.seek(0)
    return True
