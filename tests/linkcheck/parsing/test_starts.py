"""Tables without heads: titles with a column of their own are no part of the comments."""

from __future__ import annotations

import pytest

from linkcheck.parsing import rows, starts
from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Page, Word

TITLES = (("Legal", "Compliance"), ("Emissions", "to Air"), ("Closure and", "Divestment"), ("Policy",), ("Water",))
WIDE = 5
LEFT = 50


def words(left: float, top: float, said: str) -> list[Word]:
    """A line's words, each letter as wide as it is high by half."""
    found: list[Word] = []
    for word in said.split():
        found.append(Word(word, left, top, left + WIDE * len(word), top + 10))
        left += WIDE * (len(word) + 1)
    return found


def table(title: float, comment: float, comments: tuple[str, ...]) -> list[Word]:
    """Criteria with a title and a comment over some lines each, and their rating behind both."""
    found: list[Word] = []
    for n, titles in enumerate(TITLES):
        top = 60.0 + 60 * n
        found += [*words(LEFT, top, f"1.{n + 1}"), *words(500, top, "Conformance")]
        for column, lines in ((title, titles), (comment, comments)):
            for k, line in enumerate(lines):
                found += words(column, top + 14 * k, line)
    return found


@pytest.mark.parametrize("title", [90, 130])
@pytest.mark.parametrize("gutter", [12, 40])
@pytest.mark.parametrize("comments", [("The mill keeps a register", "of its duties."), ("A register is kept.",)])
def test_titles_have_a_column_of_their_own(title: float, gutter: float, comments: tuple[str, ...]) -> None:
    comment = title + WIDE * len("Closure and") + gutter
    layout = rows.read_table([Page(1, 595, 800, table(title, comment, comments))])
    assert layout
    assert [join(row.criterion) for row in layout.rows] == [
        f"1.{n} {' '.join(titles)}" for n, titles in enumerate(TITLES, start=1)
    ]
    assert {join(row.comment) for row in layout.rows} == {" ".join(comments)}


def test_bullets_behind_numbers_are_no_titles() -> None:
    lines = [words(LEFT, 20 * n, f"1.{n} • A register is kept at the mill") for n in range(1, 7)]
    assert starts.behind_numbers(lines, LEFT, 400) == 0
    assert starts.behind_titles(lines, LEFT, 400) == 0


def test_few_lines_tell_no_titles() -> None:
    lines = [
        [*words(LEFT, 20 * n, f"1.{n}"), *words(90, 20 * n, "Legal"), *words(200, 20 * n, "Kept")] for n in (1, 2, 3)
    ]
    assert starts.behind_titles(lines, LEFT, 400) == 0
    more = [*words(LEFT, 80, "1.4"), *words(90, 80, "Water"), *words(200, 80, "Kept")]
    assert starts.behind_titles([*lines, more], LEFT, 400) == 200
