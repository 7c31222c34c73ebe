"""Forms: each criterion's number, rating and comment one below the other, the labels at the left of what they name.

Such a form looks like a table of two columns, of which the first holds numbers and labels. A label may go on in a
second line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from linkcheck.parsing import cards
from linkcheck.parsing.fieldwords import is_number_label, is_rating_label, is_saying_label
from linkcheck.parsing.lines import text_of
from linkcheck.parsing.pages import Layout, Line, Page
from linkcheck.parsing.running import read_running
from linkcheck.parsing.slices import slice_of
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import cells_of
from linkcheck.parsing.unfolding import CELLS_APART, unfold
from linkcheck.parsing.wording import RATING, criterion

FEWEST: Final = 3
"""Ratings beside their labels that make a form."""

MOST: Final = 0.7
"""Of the criteria: so many have such a rating."""

_LABELLED: Final = re.compile(r"(?!https?:)[^:]{1,60}:\s")


def read(pages: Sequence[Page]) -> Layout | None:
    """Take a form apart; None for another report."""
    lines = list(_parted(list(_whole(unfold(pages))))) if _is_form(pages) else cards.unfolded(pages)
    if lines is None:
        return None
    layout = read_running(lines, pages=len(pages))
    return layout if layout.rows else None


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines with labels that go on in the line below ("Publicly" | "available") put together in the first.

    They come again, the second part in small letters behind the first. What stands right of it is more of the cell.
    """
    seconds = Counter(_labels(above, below) for above, below in pairwise(lines) if _goes_on(above, below))
    above = Line("")
    for n, line in enumerate(lines):
        if seconds[_labels(above, line)] >= FEWEST and _goes_on(above, line):
            rest = slice_of(line, len(_label(line)), len(line.text))
            if rest.text:
                yield replace(rest, gap=False)
        elif line.text and n + 1 < len(lines) and seconds[_labels(line, lines[n + 1])] >= FEWEST:
            label, more = _label(line), _label(lines[n + 1])
            by = len(more) + 1
            links = tuple(span._replace(start=span.start + by, end=span.end + by) for span in line.links)
            yield replace(line, text=f"{label} {more}{line.text[len(label) :]}", links=links)
        else:
            yield line
        above = line


def _goes_on(above: Line, below: Line) -> bool:
    """May a label at the left of a cell go on in the line below?"""
    near = above.box and below.box and abs(above.box.x0 - below.box.x0) < NEAR
    return bool(near and CELLS_APART in above.text and _label(below)[:1].islower())


def _labels(above: Line, below: Line) -> tuple[str, str]:
    return _label(above), _label(below)


def _label(line: Line) -> str:
    return line.text.partition(CELLS_APART)[0]


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines with labels of the form's own ("Published sources"), which come again, as paragraphs with a colon.

    Those before numbers, ratings and comments are known without. A label behind one begins a paragraph, too.
    """
    labels = Counter(_label(line) for line in lines if CELLS_APART in line.text)
    for line in lines:
        label, apart, rest = line.text.partition(CELLS_APART)
        known = is_number_label(label) or is_rating_label(label) or is_saying_label(label)
        if not apart or known or labels[label] < FEWEST or not (label[:1].isalpha() and label[-1:].isalpha()):
            yield line
            continue
        yield Line(f"{label}:", line.page, line.box, gap=True)
        beside = slice_of(line, len(label), len(line.text))
        yield replace(beside, gap=_LABELLED.match(rest.lstrip()) is not None)


def _is_form(pages: Sequence[Page]) -> bool:
    """Do ratings and comments stand beside labels, below their criteria's numbers or the label of these?"""
    kinds: dict[str, Counter[int]] = {"number": Counter(), "rating": Counter(), "comment": Counter()}
    for page in pages:
        for row in page.rows:
            cells = cells_of(row)
            if len(cells) == 2 and (kind := _kind(text_of(cells[0]), text_of(cells[1]))):
                kinds[kind][round(row[0].x0 / NEAR)] += 1
    left, ratings = max(kinds["rating"].items(), key=lambda item: item[1], default=(0, 0))
    numbers, comments = (sum(kinds[kind][left + by] for by in (-1, 0, 1)) for kind in ("number", "comment"))
    return ratings >= FEWEST and ratings >= MOST * numbers and 2 * comments >= ratings and 2 * numbers >= ratings


def _kind(label: str, beside: str) -> str | None:
    """What a line of two cells holds: a criterion, a rating or a comment."""
    if is_rating_label(label) and RATING.fullmatch(beside) and beside[0].isupper():
        return "rating"
    if is_saying_label(label):
        return "comment"
    found = criterion(beside if is_number_label(label) else label)
    return "number" if found else None
