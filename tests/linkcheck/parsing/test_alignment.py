"""Tables without rules whose cells are aligned at their tops, middles or bottoms, with rows that go over pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from linkcheck.parsing import read_report
from linkcheck.parsing.alignment import share_out
from linkcheck.parsing.filling import Alignment, Group
from linkcheck.parsing.pages import Box
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.corpus import generate, reportlab_pdf, score
from tests.linkcheck.parsing.corpus.spec import Aligned, Rules

SEEDS = range(300, 308)


def written(folder: Path, seed: int, aligned: Aligned, size: float) -> tuple[score.Score, frozenset[ObservationCode]]:
    """A report of many pages, read: how much of it is right, and what is observed."""
    spec = generate.report(Random(seed), seed)
    spec = replace(spec, look=replace(spec.look, rules=Rules.NONE, aligned=aligned, size=size))
    path = folder / f"{seed}.pdf"
    reportlab_pdf.write(spec, path)
    read = read_report(path)
    return score.compare(spec.truth, read), frozenset(observation.code for observation in read.observations)


@pytest.mark.parametrize("aligned", [Aligned.TOP, Aligned.MIDDLE])
def test_rows_that_go_over_pages_keep_their_comments(tmp_path: Path, aligned: Aligned) -> None:
    total = score.Score()
    for seed in SEEDS:
        total += written(tmp_path, seed, aligned, size=8.0)[0]
    assert float(total.citations) >= 0.995
    assert float(total.pages) >= 0.99


def test_at_the_bottoms_the_space_between_rows_tells_them_apart(tmp_path: Path) -> None:
    """At this size a blank line in a comment is 1.25 points more than what parts two rows."""
    total = score.Score()
    for seed in SEEDS:
        total += written(tmp_path, seed, Aligned.BOTTOM, size=9.0)[0]
    assert float(total.citations) >= 0.99


def test_where_nothing_tells_rows_apart_it_is_observed(tmp_path: Path) -> None:
    """At this size a blank line in a comment is as much as what parts two rows."""
    wrong = 0
    for seed in SEEDS:
        scored, observed = written(tmp_path, seed, Aligned.BOTTOM, size=8.0)
        if float(scored.citations) < 0.99:
            wrong += 1
            assert ObservationCode.PARTIAL_READING in observed, seed
    assert wrong


def lines(*tops: float) -> list[Box]:
    return [Box(100, top, 300, top + 8) for top in tops]


@pytest.mark.parametrize(
    ("anchors", "rows", "alignment"),
    [
        ((50, 100), [0, 0, 0, 0, 1, 1, 1], Alignment.TOP),
        ((65, 110), [0, 0, 0, 0, 1, 1, 1], Alignment.MIDDLE),
        ((80, 120), [0, 0, 0, 0, 1, 1, 1], Alignment.BOTTOM),
        ((55, 105), [0, 0, 1, 1, 1, 1, 1], Alignment.MIDDLE),
    ],
)
def test_lines_go_to_the_row_in_whose_place_they_stand(
    anchors: tuple[float, ...], rows: list[int], alignment: Alignment
) -> None:
    tops = [50.0 + 10 * n + (10 if row else 0) for n, row in enumerate(rows)]
    shares = share_out([Group(lines(*anchors), lines(*tops), goes_on=False)])
    assert (shares.alignment, shares.rows) == (alignment, [rows])


def test_a_row_that_goes_on_over_the_page_begins_at_its_top() -> None:
    """Both pages are needed to tell: the last row's comment is not in the middle beside its number."""
    first = Group(lines(60, 110), lines(50, 60, 70, 110, 120, 130, 140, 150), goes_on=False)
    second = Group(lines(100, 160), lines(50, 60, 80, 90, 100, 110, 120, 140, 150, 160, 170, 180), goes_on=True)
    shares = share_out([first, second])
    assert shares.alignment is Alignment.MIDDLE
    assert shares.rows == [[0, 0, 0, 1, 1, 1, 1, 1], [-1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]]


def test_a_page_of_very_many_lines_costs_no_time() -> None:
    many = lines(*range(0, 30_000, 10))
    shares = share_out([Group(lines(0, 15_005), many, goes_on=True)])
    assert shares.alignment is Alignment.TOP
