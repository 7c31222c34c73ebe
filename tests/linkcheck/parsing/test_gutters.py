"""Columns that were read as one are told; what merely stands behind gaps in one column is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from linkcheck.parsing import gutters
from linkcheck.parsing.lines import lines_of
from linkcheck.parsing.pages import Layout, Line, Page, Row, Trouble, Word

WIDE = 5
HIGH = 10
LEFT = 100
BEHIND = 220


def words(top: float, *parts: tuple[float, str], blank: float = WIDE) -> list[Word]:
    """A line's words, each part from its left edge on, each letter as wide as it is high by half."""
    found: list[Word] = []
    for left, said in parts:
        for word in said.split():
            found.append(Word(word, left, top, left + WIDE * len(word), top + HIGH))
            left += WIDE * len(word) + blank
    return found


def report(comments: Sequence[Sequence[Sequence[Word]]]) -> tuple[Layout, list[Page]]:
    """A page whose criteria 1.1, 1.2, … have these lines as their comments."""
    page = Page(2, 600, 800, [word for lines in comments for line in lines for word in line])
    rows = [
        Row([Line(f"1.{n} Title")], [Line("Conformance")], [line for row in lines for line in lines_of(row, page)])
        for n, lines in enumerate(comments, start=1)
    ]
    return Layout(rows=rows), [page]


def cells(criteria: int, left: Sequence[str], right: Sequence[str], behind: float = BEHIND) -> list[list[list[Word]]]:
    """Comments of two columns, line beside line."""
    return [
        [words(100 * n + 14 * k, (LEFT, a), (behind, b)) for k, (a, b) in enumerate(zip(left, right, strict=True))]
        for n in range(criteria)
    ]


@pytest.mark.parametrize("behind", [150, 220, 320])
def test_words_that_begin_below_each_other_behind_a_gap_are_told(behind: float) -> None:
    layout, pages = report(cells(3, ("Legal", "Rules"), ("The mill keeps a register", "of duties."), behind))
    told = (
        "Two columns were perhaps read as one in the comments of 1.1, 1.2 and 1.3 (“Legal The mill keeps a register”)"
    )
    assert [*gutters.troubles(layout, pages)] == [Trouble(f"{told}: compare them with the report.", 2)]


def test_titles_on_some_lines_only_are_told_all_the_same() -> None:
    lines = [
        [words(100 * n, (LEFT, "Emissions to"), (BEHIND, "Dust is measured")), words(100 * n + 14, (BEHIND, "daily."))]
        for n in range(6)
    ]
    assert [*gutters.troubles(*report(lines))]


QUIET = {
    "bullets": cells(4, ("•", "•", "–"), ("Permits are kept", "Fines were paid", "Audits were made"), 120),
    "numbers": cells(4, ("1.", "(2)", "c)"), ("Permits are kept", "Fines were paid", "Audits were made"), 130),
    "justified text": [
        [
            words(100 * n + 14 * k, (LEFT, said), blank=WIDE + 2 + k)
            for k, said in enumerate(("The mill keeps all",) * 3)
        ]
        for n in range(4)
    ],
    "an address set in columns": [
        *cells(1, ("Phone", "Mail", "Office") * 3, ("555 0100", "mill at example", "Mill Lane 3") * 3),
        [words(400, (LEFT, "The mill keeps a register."))],
    ],
    "few lines": cells(2, ("Legal", "Rules"), ("The mill keeps", "a register")),
    "words at places of their own": [
        [words(100 * n, (LEFT, "Legal"), (BEHIND + 3 * n, "The mill keeps a register"))] for n in range(12)
    ],
    "cells of their own": cells(4, ("", ""), ("The mill keeps", "a register of duties.")),
}


@pytest.mark.parametrize("lines", QUIET.values(), ids=QUIET.keys())
def test_what_stands_behind_gaps_in_one_column_is_not(lines: list[list[list[Word]]]) -> None:
    assert not [*gutters.troubles(*report(lines))]


def test_lines_without_boxes_tell_nothing() -> None:
    layout, pages = report(cells(4, ("Legal", "Rules"), ("The mill keeps", "a register")))
    for row in layout.rows:
        for line in row.comment:
            line.box = None
    assert not [*gutters.troubles(layout, pages)]


@pytest.mark.parametrize(("between", "told"), [(" ", True), ("  ", False), (" and ", False)])
def test_words_are_told_that_the_line_has_right_behind_each_other(between: str, told: bool) -> None:
    layout, pages = report(cells(4, ("Legal", "Rules"), ("The mill keeps", "a register")))
    for row in layout.rows:
        for line in row.comment:
            first, _, others = line.text.partition(" ")
            line.text = f"{first}{between}{others}"
    assert bool([*gutters.troubles(layout, pages)]) is told


def test_a_heading_between_the_columns_lines_changes_nothing() -> None:
    found = cells(3, ("Legal", "Rules", "apply"), ("The mill keeps", "a register", "of its duties."))
    found[1].insert(0, words(90, (LEFT, "Observation of the auditor")))
    assert [*gutters.troubles(*report(found))]
