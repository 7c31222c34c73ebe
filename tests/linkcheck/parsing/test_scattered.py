"""Reports whose layout no reader knows: criteria and ratings are found by where they stand, and that is told."""

from __future__ import annotations

from linkcheck.parsing import scattered
from linkcheck.parsing.pages import Layout, Line, Page, Row, Word

HOST = "https://www.skerry-metals.example"
LONG = f"{HOST}/documents/on-emissions-of-dust-and-"
FINDINGS = (
    ("1.1", "Legal Compliance", "Conformance", ("Permits are kept in a register.",)),
    ("1.2", "Anti-Corruption", "Minor Non-Conformance", ("Rules are public:", f"{HOST}/ethics.pdf, page 3")),
    ("2.1a", "Policy", "Conformance", (f"It is at {HOST}/policy.pdf",)),
    ("2.1b", "Policy", "Not Applicable", ("It was not reviewed.",)),
    ("6.1", "Emissions to Air", "Conformance", ("They are measured.", LONG, "noise-at-the-mill.pdf")),
)


def words(left: float, top: float, said: str) -> list[Word]:
    """A line's words, each letter as wide as it is high by half."""
    found: list[Word] = []
    for word in said.split():
        found.append(Word(word, left, top, left + 5 * len(word), top + 10))
        left += 5 * (len(word) + 1)
    return found


def upside_down() -> list[Word]:
    """Ratings right of the titles, comments below them in the middle, and a note of somebody at the left."""
    found, top = words(50, 20, "Entity: Skerry Metals AG"), 60.0
    for n, (number, title, rating, said) in enumerate(FINDINGS):
        found += [*words(200, top, f"{number} {title}"), *words(500 + 7 * n, top, f"Verdict: {rating}")]
        found += [*words(60, top + 14, f"seen by {'XYZ'[n % 3]}Q")]
        for line in said:
            top += 14
            found += words(230, top, line)
        top += 30
    return found


def test_what_stands_from_one_number_to_the_next_is_its_own() -> None:
    layout = scattered.instead(None, [Page(1, 800, 600, upside_down())])
    assert layout
    assert [(row.criterion[0].text, row.rating[0].text) for row in layout.rows] == [
        (f"{number} {title}", rating) for number, title, rating, _ in FINDINGS
    ]
    comments = [[line.text for line in row.comment if not line.text.startswith("seen")] for row in layout.rows]
    assert comments == [[*said] for *_, said in FINDINGS]
    assert [trouble.text for trouble in layout.troubles] == [f"{scattered.UNCERTAIN} 1.1, 1.2, 2.1a, 2.1b and 6.1."]


def test_it_is_asked_only_where_others_leave_most_out() -> None:
    pages = [Page(1, 800, 600, upside_down())]
    few = Layout(rows=[Row([Line("1.1 Legal Compliance")], [], [Line("6.1 Emissions to Air")])])
    full = Layout(rows=[Row([Line(f"{number} {title}")], [Line(rating)]) for number, title, rating, _ in FINDINGS[:2]])
    assert scattered.instead(full, pages) is full
    found = scattered.instead(few, pages)
    assert found
    assert len(found.rows) == len(FINDINGS)
    assert scattered.instead(few, [Page(1, 800, 600, words(50, 20, "1.1 Legal Compliance was rated"))]) is few
