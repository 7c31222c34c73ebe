"""Pictures of cited pages: in the page while they are small together, beside it beyond that; texts make notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from parsel import Selector

from linkcheck.verdicts import NoteCode
from reports import coverage_json, html, views
from reports.coverage import Coverage, build
from reports.html import passages, pictures
from tests.reports import factory


def with_pictures(image: bytes = b"webp") -> Coverage:
    """The example with a picture of each page that is shown of a document."""
    coverage = build(factory.example())
    kept: dict[str, dict[int, bytes]] = {}
    for citation in coverage.reports[0].citations:
        if citation.fetch and citation.fetch.document:
            kept.setdefault(citation.fetch.document.sha256, {}).update(dict.fromkeys(citation.shown_pages, image))
    return build(factory.example(), pictures=lambda _: kept)


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return with_pictures()


def test_a_citation_is_shown_by_its_cited_pages_or_the_first(coverage: Coverage) -> None:
    for citation in coverage.reports[0].citations:
        is_pdf = bool(citation.fetch and citation.fetch.document and citation.fetch.document.facts)
        pages = tuple(int(page) for page in citation.locators.pages) or (1,)
        assert citation.shown_pages == (pages if is_pdf else ())


def test_small_ones_are_in_the_page(coverage: Coverage) -> None:
    page = Selector(html.render(coverage).decode())
    sources = page.css("figure img").xpath("@src").getall()

    assert sources
    assert {source for source in sources if source != "data:image/webp;base64,d2VicA=="} == set()
    assert list(html.beside(coverage)) == []


def test_large_ones_are_beside_it(coverage: Coverage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_INLINE", 10)
    views.write(coverage, tmp_path, ["html"])
    page = Selector((tmp_path / "coverage.html").read_text())
    sources = page.css("figure img").xpath("@src").getall()

    assert sources
    assert {(tmp_path / source).read_bytes() for source in sources} == {b"webp"}
    assert "img-src data: 'self' file:" in page.css("meta[http-equiv]").attrib["content"]


def test_those_of_several_reports_are_in_one_folder(coverage: Coverage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_INLINE", 10)
    several = coverage.model_copy(update={"reports": coverage.reports * 2})
    files = dict(html.beside(several))
    (page, *_) = (Selector(content.decode()) for name, content in files.items() if name.endswith(".html"))

    for source in page.css("figure img").xpath("@src").getall():
        assert source.removeprefix("../") in files


def test_they_are_not_in_the_json(coverage: Coverage) -> None:
    assert coverage_json.render(coverage) == coverage_json.render(build(factory.example()))


def test_a_document_that_names_no_path_has_no_picture(coverage: Coverage) -> None:
    hostile = build(factory.hostile(), pictures=lambda _: {"../../etc": {1: b"webp"}})

    assert list(html.beside(hostile)) == []


def with_text(text: str) -> Coverage:
    """The example where every page of every document says this."""
    snapshot = factory.example()
    citations = build(snapshot).reports[0].citations
    last = max(page for citation in citations for page in citation.shown_pages)
    documents = {c.fetch.document.sha256 for c in citations if c.fetch and c.fetch.document}
    return build(snapshot, texts=lambda _: {sha256: [text] * last for sha256 in documents})


def _passages(coverage: Coverage) -> list[str]:
    page = Selector(html.render(coverage).decode())
    return ["".join(said.css("*::text").getall()) for said in page.css(".said blockquote")]


def test_the_text_of_cited_pages_is_folded_away_beside_them() -> None:
    told = with_text("Spills: none.\r\n<script>alert(1)</script> \u202e")
    shown = {(c.url, page) for c in told.reports[0].citations for page in c.shown_pages}

    assert len(_passages(told)) == len(shown) > 0
    assert set(_passages(told)) == {"Spills: none.\n<script>alert(1)</script> ⟨U+202E⟩"}
    assert _passages(build(factory.example())) == []
    assert coverage_json.render(told).count(b"Spills: none") <= len(told.reports[0].citations)


def test_long_texts_are_cut_and_say_so() -> None:
    said = _passages(with_text("“a” " * 5_000))

    assert said
    assert max(map(len, said)) < passages.LONGEST
    assert all(text.endswith("… (20,000 characters)") for text in said)


def test_many_texts_keep_the_page_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MOST_BYTES", 5_000)
    said = _passages(with_text("<&> " * 2_000))

    assert len(said) > 3
    assert sum(len(text) for text in said) < 5_000


def test_what_ocr_read_is_labelled() -> None:
    snapshot = factory.example()
    documents = {c.fetch.document.sha256 for c in build(snapshot).reports[0].citations if c.fetch and c.fetch.document}
    read = build(snapshot, ocr={sha256: dict.fromkeys(range(1, 200), "Spills") for sha256 in documents})
    labels = Selector(html.render(read).decode()).css(".said summary::text").getall()

    assert labels
    assert all(label.endswith("read by OCR") for label in labels)
    assert set(_passages(read)) == {"OCR: Spills"}


def test_texts_make_notes() -> None:
    silent = build(factory.example())
    documents = [c.fetch.document.sha256 for c in silent.reports[0].citations if c.fetch and c.fetch.document]
    texts = {sha256: [f"Sustainability report 2025 of {factory.FACILITIES[0]}"] for sha256 in documents}
    told = build(factory.example(), texts=lambda _: texts)

    assert [c.state for c in told.reports[0].citations] == [c.state for c in silent.reports[0].citations]
    notes = {note.code for citation in told.reports[0].citations for note in citation.notes}
    assert NoteCode.FACILITY_NAMED in notes
    assert NoteCode.FACILITY_UNTOLD in notes
    assert "facility-untold" in {matter.code for matter in told.reports[0].not_checked}
