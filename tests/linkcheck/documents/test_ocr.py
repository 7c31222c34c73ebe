"""OCR of cited pages of scans: in the limited process, off unless asked for, and labelled wherever it shows."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from linkcheck.documents import Examiner, Limits, ocr
from linkcheck.documents.facts import PdfFacts, TextLayer, write_facts
from linkcheck.documents.processes import DEFAULT_LIMITS
from linkcheck.report import Facility
from linkcheck.verdicts import Content, NoteCode, judge
from tests.linkcheck.cli.conftest import Command, linkcheck
from tests.linkcheck.documents.making import pdf, web_page
from tests.linkcheck.verdicts.examples import body, citation, fetch
from tests.web import editions
from tests.web.server import Web

__all__ = ["linkcheck"]

INSTALLED = pytest.mark.skipif(not ocr.is_installed(), reason="the extra ocr is not installed")
CHINESE, ENGLISH = "危险废物 12 吨，北风港精密轧制有限公司", "Hazardous waste: 12 tonnes in 2025."
HOST = "www.northwind.test"


def scanned(*pages: str) -> bytes:
    """A PDF whose pages are pictures of those texts."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    with pypdfium2.PdfDocument(pdf(pages)) as source:
        for page in source:
            canvas.drawImage(ImageReader(page.render(scale=2).to_pil()), 0, 0, 595.28, 841.89)
            canvas.showPage()
    canvas.save()
    return target.getvalue()


def _read(data: bytes, pages: list[int], limits: Limits = DEFAULT_LIMITS) -> dict[int, str]:
    async def main() -> dict[int, str]:
        async with Examiner(1, limits) as examiner:
            read = await examiner.read(data, pages)
            assert len((await examiner.examine(pdf(), sha256="0" * 64, size=1)).pages) == 3
            return read

    return asyncio.run(main())


@INSTALLED
def test_pages_are_read_in_both_languages() -> None:
    read = _read(scanned("Cover", f"{CHINESE}\n{ENGLISH}"), [2, 7])
    assert list(read) == [2]
    assert "危险废物" in read[2]
    assert "北风港精密轧制有限公司" in read[2]
    assert "Hazardous waste: 12 tonnes in 2025." in read[2]


@INSTALLED
def test_limits_hold_for_it_too() -> None:
    assert _read(scanned(ENGLISH), [1], Limits(seconds=0.2)) == {}
    assert _read(web_page("x"), [1]) == {}


def test_without_the_extra_it_is_said_before_anything_is_fetched(
    linkcheck: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    (tmp_path / "table.csv").write_text("criterion,url\n5.1,http://www.northwind.test/x.pdf\n")
    ended = linkcheck("run", "table.csv", "--ocr")
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "pip install 'disclosure-linkcheck[ocr]'" in ended.err
    assert not (tmp_path / "linkcheck.db").exists()


def _run(linkcheck: Command, web: Web, *options: str) -> dict[str, Any]:
    Path("table.csv").write_text(f"criterion,url,pages\n6.5,http://{HOST}/editions/scanned.pdf,2\n")
    resolve = (f"{r.host}:{r.port}:{r.address}:{r.to_port}" for r in web.at(HOST))
    asked = [part for one in resolve for part in ("--resolve", one)]
    assert linkcheck("run", "table.csv", "--delay", 0, "--allow-network", "127.0.0.0/8", *asked, *options).code == 0
    (report,) = json.loads(Path("coverage/coverage.json").read_text())["reports"]
    (found,) = report["citations"]
    assert isinstance(found, dict)
    return {note["code"]: (note["text"], note["proof"]["quote"] or "") for note in found["notes"]}


@INSTALLED
def test_a_cited_page_of_a_scan_is_read_and_labelled(
    linkcheck: Command, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(editions.EDITIONS, "scanned.pdf", (lambda: scanned("Cover", f"{ENGLISH}\n{CHINESE}"),))
    plain = _run(linkcheck, web)
    assert plain["scan"][0].endswith("what it says could not be read.")
    assert "term-found" not in plain

    read = _run(linkcheck, web, "--ocr")
    assert read["scan"][0] == "Its pages are pictures (a scan): only page 2 of it was read, by OCR."
    text, quote = read["term-found"]
    assert "OCR" in text
    assert quote.startswith("OCR: ")
    assert "Hazardous waste" in quote
    page = Path("coverage/coverage.html").read_text()
    assert quote in page
    assert page.count("Hazardous waste: 12 tonnes") == page.count("OCR: Hazardous waste: 12 tonnes")

    prepared = linkcheck("facilities", "table.csv").out
    assert '"北风港精密轧制有限公司"' in prepared
    assert f"http://{HOST}/editions/scanned.pdf (read by OCR), page 2: " in prepared


FACILITY = Facility(name="Northwind Rolling Ltd.")


def _judged(pages: tuple[str, ...], read: dict[int, str], title: str | None = None) -> dict[NoteCode, str]:
    document = body(facts=write_facts(PdfFacts(pages=2, layer=TextLayer.SCAN, title=title)))
    content = Content(pages, (FACILITY,), "Performance Standard", ocr=read)
    verdict = judge(citation(facility=FACILITY.name, criterion="6.5"), fetch(document=document), (), content)
    return {note.code: note.text for note in verdict.notes}


def test_what_comes_of_ocr_is_labelled() -> None:
    notes = _judged(("", ""), {2: "Northwind Rolling Ltd."})
    label = "(OCR: read off the picture of page 2, which can go wrong)"
    assert notes[NoteCode.FACILITY_NAMED] == f"It names the facility: Northwind Rolling Ltd {label}"
    assert notes[NoteCode.TERM_UNTOLD].endswith("(of a scan, page 2 was read by OCR).")


def test_what_the_document_itself_says_is_not() -> None:
    notes = _judged(("Copy for Northwind Rolling Ltd.", ""), {1: "2019", 2: "waste"}, title="Report 2025")
    assert "OCR" not in notes[NoteCode.FACILITY_NAMED]
    assert notes[NoteCode.YEAR_NAMED] == "It names the year 2025."
    assert "OCR" in notes[NoteCode.TERM_FOUND]
