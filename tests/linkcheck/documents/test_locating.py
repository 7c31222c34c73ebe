"""Cited pages: by label, by printed number, by counting; past the end only where none of them has it."""

from __future__ import annotations

import pytest

from linkcheck.documents.facts import PdfFacts, write_facts
from linkcheck.documents.locating import Place, cited_pages, is_past_end, place
from linkcheck.documents.numbering import page_words, printed_numbers, spans
from linkcheck.documents.types import HTML
from linkcheck.fetch import Document
from linkcheck.verdicts import NoteCode, judge
from tests.linkcheck.verdicts.examples import body, citation, fetch

PLAIN = PdfFacts(pages=30)
ROMAN = PdfFacts(pages=30, labels=("i", "ii", "iii", *map(str, range(1, 28))))
PRINTED = PdfFacts(pages=30, printed=(None, None, *range(1, 29)))
SPREADS = PdfFacts(pages=10, printed=(None, *range(2, 20, 2)))


@pytest.mark.parametrize(
    ("pages", "single"),
    [
        (("33",), ("33",)),
        (("26-27",), ("26", "27")),
        (("26–27", "27"), ("26", "27")),
        (("pp. 14, 19",), ("14", "19")),
        (("page 3 and 5",), ("3", "5")),
        (("第12页", "3至4"), ("12", "3", "4")),
        (("iv", "A-3"), ("iv", "A-3")),
        ((), ()),
        (("",), ()),
    ],
)
def test_locators_are_read_as_single_pages(pages: tuple[str, ...], single: tuple[str, ...]) -> None:
    assert cited_pages(pages) == single


@pytest.mark.parametrize(
    ("facts", "cited", "where", "past"),
    [
        (PLAIN, "30", Place("30", None, 30), False),
        (PLAIN, "31", Place("31", None, None), True),
        (PLAIN, "0", Place("0", None, None), False),
        (PLAIN, "iv", Place("iv", None, None), False),
        (ROMAN, "II", Place("II", 2, None), False),
        (ROMAN, "3", Place("3", 6, 3), False),
        (ROMAN, "28", Place("28", None, 28), False),
        (ROMAN, "31", Place("31", None, None), True),
        (PRINTED, "5", Place("5", 7, 5), False),
        (PRINTED, "29", Place("29", None, 29), False),
        (SPREADS, "17", Place("17", None, None), False),
        (SPREADS, "18", Place("18", 10, None), False),
        (SPREADS, "19", Place("19", None, None), True),
        (PdfFacts(), "1", Place("1", None, None), False),
    ],
)
def test_pages_are_placed(facts: PdfFacts, cited: str, where: Place, past: bool) -> None:
    assert place(facts, cited) == where
    assert is_past_end(facts, cited) is past


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        (["Cover", "a\n1", "b\n2"], (None, 1, 2)),
        (["- 7 -\na", "- 8 -\nb"], (7, 8)),
        (["a\nPage 3 of 9", "b\nPage 4 of 9"], (3, 4)),
        (["a\n第 3 页 共 9 页", "b\n第 4 页 共 9 页"], (3, 4)),
        (["a\n12", "b\n40"], ()),
        (["2024\na", "2024\nb"], ()),
        (["a\nfigure 3", "b\nfigure 4"], ()),
        (["1"], ()),
        ([], ()),
    ],
)
def test_printed_numbers_count_on(pages: list[str], printed: tuple[int | None, ...]) -> None:
    assert printed_numbers(pages) == printed


@pytest.mark.parametrize(
    ("document", "pages", "text"),
    [
        (body(facts=write_facts(PRINTED)), ("5",), "The page numbered 5 is page 7 of 30 in the file."),
        (
            body(facts=write_facts(PRINTED)),
            ("3-5", "9"),
            "The pages numbered 3, 5, 9 are pages 5, 7, 11 of 30 in the file.",
        ),
        (
            body(facts=write_facts(PLAIN)),
            ("iv, v",),
            "Could not tell whether pages iv, v exist: no page of the file is numbered so.",
        ),
        (
            body(facts=write_facts(PLAIN)),
            ("iv",),
            "Could not tell whether page iv exists: no page of the file is numbered so.",
        ),
        (
            body(HTML, facts={"kind": "web-page"}),
            ("4",),
            "Could not tell whether page 4 exists: a web page has no pages.",
        ),
    ],
)
def test_numbering_is_noted(document: Document, pages: tuple[str, ...], text: str) -> None:
    url = "https://www.northwind.example/esg"
    (note,) = judge(citation(url, pages=pages), fetch(url=url, document=document)).notes
    assert note.text == text
    assert note.code in (NoteCode.PAGES_NUMBERED_APART, NoteCode.PAGES_UNTOLD)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((), ""), ((4,), "4"), ((1, 2), "1, 2"), ((1, 2, 3), "1 to 3"), ((1, 4, 5, 6, 9, 10), "1, 4 to 6, 9, 10")],
)
def test_pages_are_told_in_spans(numbers: tuple[int, ...], text: str) -> None:
    assert spans(numbers) == text


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((4,), "page 4"),
        ((1, 2, 3, 4, 7), "pages 1 to 4, 7"),
        (tuple(range(1, 250)), "pages 1 to 249"),
        (tuple(range(1, 41, 2)), "pages 1, 3, 5, 7, 9, 11, 13, 15, 17, 19 and 10 more"),
    ],
)
def test_pages_of_a_sentence_are_few(numbers: tuple[int, ...], words: str) -> None:
    assert page_words(numbers) == words


@pytest.mark.parametrize("pages", [("5",), ("1-30",), ()])
def test_pages_that_are_where_they_should_be_need_no_note(pages: tuple[str, ...]) -> None:
    verdict = judge(citation(pages=pages), fetch(document=body(facts=write_facts(PLAIN))))
    assert verdict.notes == ()
