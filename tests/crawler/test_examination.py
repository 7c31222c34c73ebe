"""Bodies are examined beside the crawl: in other processes, within limits, and whatever one of them does."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import NoReturn

import pypdfium2
import pytest
from sqlalchemy.orm import Session

from crawler.run import crawl
from linkcheck.documents import Examiner, Limits
from linkcheck.documents.facts import PdfFacts, read_facts
from linkcheck.fetch import Fetch
from linkcheck.store.snapshot import load_snapshot
from linkcheck.verdicts import Check
from linkcheck.vocabulary import EvidenceState
from tests.crawler.crawls import Office
from tests.web.server import Web

HOST = "www.northwind.test"
HANGING = f"http://{HOST}/editions/hanging.pdf"
OTHERS = [f"http://{HOST}/numbered/{number}.pdf" for number in range(6)]


class Seen:
    """A progress that remembers the order in which outcomes were recorded."""

    def __init__(self) -> None:
        self.urls: list[str] = []

    def started(self, done: int, total: int) -> None:
        pass

    def fetched(self, fetch: Fetch) -> None:
        self.urls.append(fetch.url)


def test_the_crawl_goes_on_past_a_pdf_that_hangs(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.job.Examiner", partial(Examiner, limits=Limits(seconds=3, memory=4 * 2**30)))
    office, seen = Office(tmp_path), Seen()
    settings = office.settings(web, HOST)
    run = office.start([HANGING, *OTHERS], settings)
    result = crawl(office.engine, run, settings, seen)
    assert (result.done, result.pending, result.faults) == (7, 0, ())
    assert seen.urls.index(HANGING) > 0
    verdicts = office.verdicts(run)
    assert [verdicts[url].state for url in OTHERS] == [EvidenceState.LIVE] * len(OTHERS)
    assert verdicts[HANGING].state is EvidenceState.DOUBTFUL
    reason = verdicts[HANGING].reasons[0]
    assert reason.code is Check.NOT_EXAMINABLE
    assert reason.text == "It could not be examined in time: it was given up after 3 seconds."


def test_no_document_is_opened_in_the_process_of_the_crawl(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_: object, **__: object) -> NoReturn:
        raise AssertionError(f"a PDF was opened in process {os.getpid()}")

    for name in ("pypdfium2.PdfDocument", "pikepdf.open", "lxml.html.document_fromstring"):
        monkeypatch.setattr(name, opened)
    with pytest.raises(AssertionError):
        pypdfium2.PdfDocument(b"")
    office = Office(tmp_path)
    settings = office.settings(web, HOST)
    urls = [OTHERS[0], f"http://{HOST}/soft/honest/esg.html"]
    run = office.start(urls, settings)
    office.crawl(run, settings)
    with Session(office.engine) as session:
        (report,) = load_snapshot(session, run_id=run).reports
    facts = [read_facts(report.fetches[url].document) for url in urls]
    assert isinstance(facts[0], PdfFacts)
    assert all(fact is not None and fact.problem is None and fact.text for fact in facts)
