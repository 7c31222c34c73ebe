"""Cited pages are kept once: their pictures, and the text of the whole document."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from linkcheck.documents import Examiner, examine
from linkcheck.documents.facts import PdfFacts, write_facts
from linkcheck.documents.keeping import keep_pages
from linkcheck.documents.locating import pages_to_show
from linkcheck.fetch import Capture, Document, Fetch
from linkcheck.report import AuditReport, Source
from linkcheck.store import pages, reports, runs
from linkcheck.store.engine import open_store
from tests.linkcheck.documents.making import pdf, scan, web_page
from tests.linkcheck.verdicts.examples import START, citation

SITE = "https://www.northwind.example"
PACKED = f"{SITE}/packed.pdf"
BODIES = {
    f"{SITE}/esg.pdf": pdf(),
    f"{SITE}/scan.pdf": scan(),
    f"{SITE}/page": web_page("<p>Waste is weighed."),
    PACKED: gzip.compress(pdf(["Packed"]), mtime=0),
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(f"sqlite:///{tmp_path}/linkcheck.db")
    yield engine
    engine.dispose()


def _crawl(engine: Engine, folder: Path) -> None:
    """As a crawl would have left the store that keeps no pages."""
    report = AuditReport(
        source=Source(path="report.csv", sha256="0" * 64, media_type="text/csv"),
        citations=(
            citation(f"{SITE}/esg.pdf", pages=("3",)),
            citation(f"{SITE}/esg.pdf", pages=("2-3", "9")),
            citation(f"{SITE}/scan.pdf"),
            citation(f"{SITE}/page", pages=("4",)),
            citation(f"{SITE}/gone.pdf"),
            citation(PACKED),
        ),
    )
    with Session(engine) as session:
        report_id = reports.add_report(session, report)
        run_id = runs.start_run(session, [report_id], user_agent="test", settings={})
        session.commit()
        for number, pending in enumerate(runs.pending(session, run_id)):
            runs.record(session, pending.fetch_id, _fetch(pending.url, folder, number))


def _fetch(url: str, folder: Path, number: int) -> Fetch:
    if url not in BODIES:
        return Fetch(url=url, outcome="gone", started_at=START, finished_at=START)
    path = folder / "body"
    path.write_bytes(BODIES[url])
    examined = examine(path, content_encoding="gzip" if url == PACKED else None)
    digest = hashlib.sha256(BODIES[url]).hexdigest()
    size = len(BODIES[url])
    return Fetch(
        url=url,
        outcome="ok",
        started_at=START,
        finished_at=START,
        sha256=digest,
        bytes=size,
        capture=Capture(file="run.warc.gz", offset=number, record_id=f"<urn:{number}>"),
        document=Document(sha256=digest, bytes=size, media_type=examined.media_type, facts=write_facts(examined.facts)),
    )


def _keep(engine: Engine, opened: list[str]) -> int:
    @contextmanager
    def open_body(fetch: Fetch) -> Iterator[IO[bytes] | None]:
        opened.append(fetch.url)
        with Path(engine.url.database or "").with_name("kept").open("w+b") as file:
            file.write(BODIES[fetch.url])
            yield file

    async def main() -> int:
        async with Examiner(1) as examiner:
            return await keep_pages(engine, examiner, open_body)

    return asyncio.run(main())


def test_pages_are_kept_once(engine: Engine, tmp_path: Path) -> None:
    _crawl(engine, tmp_path)
    opened: list[str] = []
    assert _keep(engine, opened) == 4
    assert sorted(opened) == sorted(BODIES)
    sha256 = {url: hashlib.sha256(body).hexdigest() for url, body in BODIES.items()}
    with Session(engine) as session:
        drawn = pages.pictures(session, sha256.values())
        texts = pages.texts(session, sha256.values())
    esg, scanned, page, packed = (sha256[url] for url in BODIES)
    assert {key: set(value) for key, value in drawn.items()} == {esg: {2, 3}, scanned: {1}, packed: {1}}
    assert all(io.BytesIO(picture).read(4) == b"RIFF" for found in drawn.values() for picture in found.values())
    assert {key: len(value) for key, value in texts.items()} == {esg: 3, scanned: 2, page: 1, packed: 1}
    assert (texts[page], texts[packed]) == (("Waste is weighed.",), ("Packed",))
    assert _keep(engine, opened) == 0
    assert len(opened) == 4


def test_a_body_that_the_archive_lost_is_passed_over(engine: Engine, tmp_path: Path) -> None:
    _crawl(engine, tmp_path)

    @contextmanager
    def lost(fetch: Fetch) -> Iterator[None]:
        yield None

    async def main() -> int:
        async with Examiner(1) as examiner:
            return await keep_pages(engine, examiner, lost)

    assert asyncio.run(main()) == 0


@pytest.mark.parametrize(
    ("facts", "cited", "shown"),
    [
        (PdfFacts(pages=9), ("3", "5-6"), (3, 5, 6)),
        (PdfFacts(pages=9), (), (1,)),
        (PdfFacts(pages=9), ("12",), (1,)),
        (PdfFacts(pages=9, printed=(None, None, 1, 2, 3, 4, 5, 6, 7)), ("3",), (5,)),
        (PdfFacts(), ("3",), ()),
    ],
)
def test_pages_to_show(facts: PdfFacts, cited: tuple[str, ...], shown: tuple[int, ...]) -> None:
    assert pages_to_show(facts, cited) == shown
