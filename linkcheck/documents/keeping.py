"""After a crawl: the pages that a report cites, drawn and read from the bodies that the archive keeps.

What is kept already is not done again, so it costs little to call after every run; it also serves reports that were
added later, and documents that were last seen as `not_modified`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import IO

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.documents.examiner import Examiner
from linkcheck.documents.facts import PdfFacts, TextLayer, read_facts
from linkcheck.documents.locating import pages_to_show
from linkcheck.documents.ocr import MOST_PAGES
from linkcheck.documents.sniff import FIRST_BYTES, sniff
from linkcheck.documents.types import GZIP, UNKNOWN
from linkcheck.fetch import Document, Fetch
from linkcheck.report import Citation
from linkcheck.store import pages
from linkcheck.store.snapshot import ReportSnapshot, load_snapshot

OpenBody = Callable[[Fetch], AbstractContextManager[IO[bytes] | None]]
"""Opens the body that a fetch stands for; None where the archive does not have it (any more)."""


@dataclass(slots=True)
class _Wanted:
    """What is wanted of one document, and a fetch that its body can be had from."""

    fetch: Fetch
    document: Document
    pictures: set[int] = field(default_factory=set)
    text: bool = False
    ocr: set[int] = field(default_factory=set)


async def keep_pages(
    engine: Engine,
    examiner: Examiner,
    open_body: OpenBody,
    report_ids: Sequence[int] | None = None,
    *,
    ocr: bool = False,
) -> int:
    """Keep what is missing of the documents that the reports (default: all) cite: text, and pictures of cited pages.

    With `ocr`, the cited pages of scans are read too (the first, where none is cited). Commits after each document.
    Returns how many documents something was kept of.
    """
    with Session(engine) as session:
        wanted = list(_missing(session, load_snapshot(session, report_ids).reports, ocr))
    kept = 0
    for one in wanted:
        kept += await _keep(engine, examiner, open_body, one)
    return kept


def _missing(session: Session, reports: Iterable[ReportSnapshot], ocr: bool) -> Iterator[_Wanted]:
    wanted: dict[str, _Wanted] = {}
    for known in reports:
        for citation in known.report.citations:
            fetch = known.fetches.get(citation.url)
            if fetch is not None and fetch.document is not None and fetch.capture is not None:
                one = wanted.setdefault(fetch.document.sha256, _Wanted(fetch, fetch.document))
                one.pictures |= _to_show(citation, fetch.document)
    drawn, recognised = pages.pictures(session, wanted), pages.ocr(session, wanted)
    unread = set(pages.without_text(session, wanted))
    for sha256, one in wanted.items():
        facts = read_facts(one.document)
        if ocr and isinstance(facts, PdfFacts) and facts.layer is TextLayer.SCAN:
            one.ocr = set(sorted(one.pictures)[:MOST_PAGES]) - set(recognised.get(sha256, ()))
        one.pictures -= set(drawn.get(sha256, ()))
        one.text = sha256 in unread and facts is not None and facts.text is not None
        if one.pictures or one.text or one.ocr:
            yield one


def _to_show(citation: Citation, document: Document) -> set[int]:
    facts = read_facts(document)
    return set(pages_to_show(facts, citation.locators.pages)) if isinstance(facts, PdfFacts) else set()


async def _keep(engine: Engine, examiner: Examiner, open_body: OpenBody, one: _Wanted) -> bool:
    sha256 = one.document.sha256
    with open_body(one.fetch) as body:
        if body is None:
            return False
        encoding = _encoding(body, one.document)
        pictures = await examiner.draw(body, one.pictures, content_encoding=encoding) if one.pictures else {}
        recognised = await examiner.read(body, one.ocr, content_encoding=encoding) if one.ocr else {}
        texts: tuple[str, ...] = ()
        if one.text:
            examination = await examiner.examine(
                body,
                sha256=sha256,
                size=one.document.bytes,
                content_type=one.fetch.content_type,
                content_encoding=encoding,
            )
            texts = examination.pages
    with Session(engine) as session:
        pages.keep_pictures(session, sha256, pictures)
        pages.keep_text(session, sha256, texts)
        pages.keep_ocr(session, sha256, recognised)
        session.commit()
    return bool(pictures or texts or recognised)


def _encoding(body: IO[bytes], document: Document) -> str | None:
    """Whether a body is kept as a server compressed it: it is known for something else than its bytes show.

    The header that said so need not be at hand: a later answer may have been a 304 without it.
    """
    body.flush()
    shown = sniff(os.pread(body.fileno(), FIRST_BYTES, 0))
    return "deflate" if shown in (GZIP, UNKNOWN) and shown != document.media_type else None
