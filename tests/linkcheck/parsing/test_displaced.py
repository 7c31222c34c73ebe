"""Boxes of links that a writer program draws beside their words."""

from __future__ import annotations

import pytest

from linkcheck.parsing.displaced import without_displaced
from linkcheck.parsing.pages import Box, Link, Page, Word

TARGET = "https://skerry.example/en/waste-and-dross/data-2023/"
BEGUN = Page(
    1,
    400,
    800,
    (Word("https://skerry.example/en/waste-", 60, 700, 300, 710),),
    links=(Link(TARGET, Box(60, 699, 300, 711)),),
)
END = Word("and-dross/data-2023/.", 60, 80, 200, 90)
OTHERS = (Word("Slag", 60, 104, 90, 114), Word("is", 94, 104, 100, 114), Word("sold.", 104, 104, 130, 114))


@pytest.mark.parametrize(
    ("box", "words", "target", "kept"),
    [
        (Box(60, 100, 200, 112), (END, *OTHERS), TARGET, 0),
        (Box(60, 58, 200, 70), (Word("Comment", 60, 59, 100, 69), END), TARGET, 0),
        (Box(60, 79, 200, 91), (END, *OTHERS), TARGET, 1),
        (Box(60, 100, 200, 112), OTHERS, TARGET, 1),
        (Box(60, 400, 200, 412), (END, Word("here", 60, 401, 90, 411)), TARGET, 1),
        (Box(60, 100, 200, 112), (END, *OTHERS), "https://skerry.example/other", 1),
    ],
    ids=["below", "above", "over its words", "nothing of its own", "far away", "another's"],
)
def test_a_box_beside_the_end_of_its_url_is_none(box: Box, words: tuple[Word, ...], target: str, kept: int) -> None:
    pages = without_displaced([BEGUN, Page(2, 400, 800, words, links=(Link(target, box),))])
    assert [len(page.links) for page in pages] == [1, kept]


def test_thousands_of_boxes_over_thousands_of_words_take_no_time() -> None:
    words = tuple(Word("slag", 60, 80, 90, 90) for _ in range(100_000))
    links = [Link(TARGET, Box(60, 80, 200, 92))] * 2_000
    assert len(without_displaced([BEGUN, Page(2, 400, 800, words, links=links)])) == 2
