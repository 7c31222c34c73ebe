"""Cards and heads by the places of their words: ratings around a title's line, letters set apart."""

from __future__ import annotations

from linkcheck.parsing.cards import unfolded
from linkcheck.parsing.lettering import with_whole_words
from linkcheck.parsing.pages import Page, Word


def words(text: str, x0: float, top: float) -> list[Word]:
    """Words of letters that are five points wide, with blanks between them as wide."""
    found, left = list[Word](), x0
    for word in text.split():
        found.append(Word(word, left, top, left + 5 * len(word), top + 9))
        left += 5 * len(word) + 3
    return found


def test_a_cards_rating_may_stand_above_and_below_its_titles_line() -> None:
    drawn = list[Word]()
    for n, number in enumerate(("1.1", "1.2", "1.3", "2.1", "2.2")):
        top = 100.0 + 100 * n
        drawn += words(number, 50, top) + words("Title of it", 100, top)
        if number == "1.3":
            drawn += words("Minor", 400, top - 6) + words("Non-Conformance", 400, top + 6)
        else:
            drawn += words("Conformance", 400, top)
        drawn += words("Findings", 50, top + 30) + words("Something was found here", 100, top + 30)
    lines = [line.text for line in unfolded([Page(1, 600, 800, drawn)]) or ()]
    assert lines[6:9] == ["1.3 Title of it", "Minor Non-Conformance", "Something was found here"]


def test_two_capitals_may_stand_close_among_letters_set_apart() -> None:
    spaced = [Word(text, x0, 10, x1, 18) for text, x0, x1 in (
        ("R", 188, 193), ("AT", 194.4, 205), ("I", 206.4, 208.7), ("N", 210.2, 216), ("G", 217.4, 222.9),
    )]  # fmt: skip
    page = with_whole_words([Page(1, 600, 800, spaced)])[0]
    assert [word.text for word in page.words] == ["RATING"]
    marks = [word._replace(text=text) for word, text in zip(spaced, ("a", "of", "b", "c", "d"), strict=True)]
    assert len(with_whole_words([Page(1, 600, 800, marks)])[0].words) == len(marks)
