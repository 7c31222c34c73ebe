"""Lines of a page that are none of its text."""

from __future__ import annotations

import pytest

from linkcheck.parsing.fitting import two_columns
from linkcheck.parsing.lines import furniture
from linkcheck.parsing.pages import Page, Word

LINES = ("ASI Performance Standard V3.1", "Audit report", "1.2 Anti-Corruption", "Conformance", "The policy is kept.")


def page_of(*lines: str) -> Page:
    words = []
    for n, line in enumerate(lines):
        x = 50.0
        for text in line.split():
            words.append(Word(text, x, 50.0 + 20 * n, x + 5 * len(text), 60.0 + 20 * n))
            x += 5 * len(text) + 5
    return Page(1, 595.0, 842.0, words)


@pytest.mark.parametrize(
    ("last", "is_furniture"),
    [
        ("https://audits.example/reports/482.html 1/1", True),
        ("1 / 1", True),
        ("www.audits.example 1/1", True),
        ("Firth Assurance, 1 Quay, Leith, www.firth.example Page 1 of 9", True),
        ("Firth Assurance · www.firth.example Page 1/9", True),
        ("See page 1 of 9 in the report", False),
        ("https://audits.example/reports/482.html", False),
        ("See https://audits.example/reports/482.html 1/1", False),
        ("https://audits.example/reports/482.html 2024/11", False),
    ],
)
def test_an_address_beside_the_pages_number_is_a_foot(last: str, is_furniture: bool) -> None:
    page = page_of(*LINES, last)
    found = furniture([page], [page.rows])
    assert (len(LINES) in found[0]) is is_furniture


def test_a_comment_may_begin_with_a_number_like_a_criterions() -> None:
    places = [(50, "{}.{} Title"), (300, "It is")]
    rows = [
        [Word(text.format(p, n), x, y, x + 5.0 * len(text), y + 10.0) for x, text in places]
        for p, start in ((1, 100.0), (2, 300.0))
        for n, y in enumerate((start, start + 20, start + 40), start=1)
    ]
    rows.insert(3, [Word("1.5", 300.0, 200.0, 315.0, 210.0), Word("tonnes", 320.0, 200.0, 350.0, 210.0)])
    found = two_columns(rows, 50.0)
    assert found is not None
    assert found.lefts == (("criterion", 50.0), ("comment", 300.0))


@pytest.mark.parametrize(
    ("top", "is_furniture"),
    [("Clause 3.{} – Conformance", False), ("• Rating: Conformance", False), ("Edition 3.{} – final", True)],
)
def test_a_criterion_with_its_rating_at_several_pages_tops_is_no_head(top: str, is_furniture: bool) -> None:
    rows = [[[Word(top.format(n), 50, 40, 200, 50)], [Word("words" * n, 50, 60, 200, 70)]] for n in range(1, 5)]
    pages = [Page(n, 600, 800, [word for row in own for word in row]) for n, own in enumerate(rows, start=1)]
    assert furniture(pages, rows) == [{0} if is_furniture else set()] * 4
