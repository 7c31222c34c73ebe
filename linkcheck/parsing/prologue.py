"""The overview's table of labels and values, row by row, however it is ruled and its cells are aligned."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from linkcheck.parsing import bilingual
from linkcheck.parsing.alignment import share_out
from linkcheck.parsing.bands import band_at
from linkcheck.parsing.characters import unspaced
from linkcheck.parsing.fields import label_at
from linkcheck.parsing.filling import Group
from linkcheck.parsing.lines import box_of, lines_of, text_of
from linkcheck.parsing.pages import Box, Line, Page, Word
from linkcheck.parsing.sitelayouts import sites_at
from linkcheck.parsing.sitetables import are_heads
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import Rows, cells_of
from linkcheck.parsing.wording import HEADING

FEWEST: Final = 4
"""Labels with a value beside them that make a table."""

PAIRS: Final = 4
"""Cells of a row with two labels, each with its value beside it."""

SITES: Final = 2
"""Lines of a table of one facility, which may be fields side by side: "Facility", "Country" above their values."""


def read_prologue(page: Page, rows: Rows) -> list[Line]:
    """A page's lines before the findings, wide gaps kept; each label first, then all lines of its value."""
    lines: list[Line] = []
    n = start = 0
    while n < len(rows):
        taken, apart = _apart_at(page, rows, n)
        if taken:
            lines += [*_after(lines, _between_bands(page, rows[start:n])), *apart]
            start = n + taken
        n += taken or 1
    return lines + _after(lines, _between_bands(page, rows[start:]))


def _after(before: Sequence[Line], lines: list[Line]) -> list[Line]:
    """Lines behind what stands by itself: a paragraph of their own."""
    for line in lines[:1] if before else ():
        line.gap = True
    return lines


def _apart_at(page: Page, rows: Rows, n: int) -> tuple[int, list[Line]]:
    """How many rows stand by themselves from a row on, as a band or a table, and their lines; 0 where none do."""
    band = band_at(rows, n)
    if band is None and (taken := _pairs_at(rows, n)):
        return taken, _in_pairs(page, rows[n : n + taken])
    sites = sites_at(page, rows, n)
    if sites and (band is None or (band.rows <= sites[0] and len(sites[1]) > SITES)):
        return sites
    return (
        (band.rows, [Line(text, page.number, gap=bool(label_at([text], 0))) for text in band.texts])
        if band
        else (0, [])
    )


def _pairs_at(rows: Rows, n: int) -> int:
    """How many rows a table takes that begins at a row with two labels, each with its value beside it; 0 without."""
    cells = cells_of(rows[n])
    texts = [unspaced(text_of(cell)) for cell in cells]
    if len(cells) != PAIRS or not all(map(_is_label, texts[::2])) or are_heads(texts):
        return 0
    lefts = [cell[0].x0 for cell in cells]
    for count, row in enumerate(rows[n:]):
        if not all(any(abs(cell[0].x0 - left) <= NEAR for left in lefts) for cell in cells_of(row)):
            return count - _headings(rows[n : n + count])
        if any(cell[0].x0 < lefts[2] - NEAR < cell[-1].x1 for cell in cells_of(row)):
            return count - _headings(rows[n : n + count])
    return len(rows) - n


def _is_label(text: str) -> bool:
    return (label_at([text], 0) or label_at([_with_value(text)], 0)) is not None


def _with_value(text: str) -> str:
    """A label as it stands before a value, where it is known by its words, too."""
    return f"{text}: –"


def _headings(rows: Rows) -> int:
    """How many of the last rows are nothing but a label: headings below a table."""
    values = (n for n, row in enumerate(reversed(rows)) if len(cells_of(row)) > 1 or not label_at([text_of(row)], 0))
    return next(values, 0)


def _in_pairs(page: Page, rows: Rows) -> list[Line]:
    """The lines of a table with two columns of labels, the left half's before the right half's."""
    _, left, middle, right = (cell[0].x0 for cell in cells_of(rows[0]))
    halves = (
        ([w for w in row if w.x0 < middle - NEAR] for row in rows),
        ([w for w in row if w.x0 >= middle - NEAR] for row in rows),
    )
    return [
        line
        for half, values in zip(halves, (left, right), strict=True)
        for line in _fields(page, [row for row in half if row], values)
    ]


def _between_bands(page: Page, rows: Rows) -> list[Line]:
    values = _values_left(rows)
    if values is None:
        return lines_of([w for row in rows for w in row], page, keep_gaps=True)
    lines: list[Line] = []
    table: list[Sequence[Word]] = []
    for row in rows:
        if any(w.x0 < values - NEAR < values + NEAR < w.x1 for w in row) or _runs_over(row, values):
            lines += _fields(page, table, values)
            lines += lines_of(row, page, keep_gaps=True)
            table = []
        else:
            table.append(row)
    return lines + _fields(page, table, values)


def _values_left(rows: Rows) -> float | None:
    """Where the values begin: the left edge that most labels have beside them."""
    edges: dict[int, list[float]] = {}
    for row in rows:
        cells = cells_of(row)
        if len(cells) > 1 and ((text := unspaced(text_of(cells[0]))).isupper() or label_at([text], 0)):
            edges.setdefault(round(cells[1][0].x0 / NEAR), []).append(cells[1][0].x0)
    most = max(edges.values(), key=len, default=[])
    return min(most) if len(most) >= FEWEST else None


def _runs_over(row: Sequence[Word], values: float) -> bool:
    """Does the line's text run on from the labels into the values, as running text does?

    The longest label may fill its column, and so stand close to its value.
    """
    label = [word for word in row if word.x1 < values]
    if label and len(label) < len(row) and abs(row[len(label)].x0 - values) <= NEAR and label_at([text_of(label)], 0):
        return False
    cells = cells_of(row)
    return len(cells) == 1 and row[0].x0 < values - NEAR and row[-1].x1 > values + NEAR


def _fields(page: Page, rows: Sequence[Sequence[Word]], values: float) -> list[Line]:
    """The lines of some rows of the table, each label joined with the first line of its value."""
    left = lines_of([w for row in rows for w in row if w.x0 < values - NEAR], page)
    right = lines_of([w for row in rows for w in row if w.x0 >= values - NEAR], page)
    labels = _labels([line.text for line in left])
    if not labels:
        return sorted([*left, *right], key=lambda line: _box(line).middle)
    boxes = [_box(line) for line in right]
    labels = [*_labels_above(left[: labels[0][0]], boxes), *labels]
    above = sum(labels[0][0] > 0 and box.bottom <= _box(left[0]).top for box in boxes)  # over a heading
    letterhead, right, boxes = right[:above], right[above:], boxes[above:]
    anchors = [_around(left[start:end]) for start, end in labels]
    group = Group(anchors, boxes, goes_on=labels[0][0] == 0)
    shared = share_out([group]).rows[0]
    lines = letterhead + right[: bisect_left(shared, 0)]
    lines += left[: labels[0][0]]
    for n, (start, end) in enumerate(labels):
        label = " ".join(line.text for line in left[start:end])
        value = right[bisect_left(shared, n) : bisect_right(shared, n)]
        first = value[0].text if value else ""
        lines.append(Line(f"{label}  {first}".rstrip(), page.number, anchors[n], gap=True))
        lines += value[1:]
    return lines


def _labels(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Which lines of the first column are a label each, known or not, from the first known one on."""
    spaced = [unspaced(text) for text in texts]
    found: list[tuple[int, int]] = []
    n = 0
    while n < len(texts):
        label = label_at(spaced, n) or label_at([_with_value(spaced[n])], 0)
        count = len(label[1]) if label else 1
        if label or (found and (_may_be_label(texts[n]) or HEADING.match(texts[n]))):
            found.append((n, n + count))
        elif found:
            found[-1] = (found[-1][0], n + 1)
        n += count
    return found


def _may_be_label(text: str) -> bool:
    """Does a line begin as a label does, which may be one in another script: "地址 ADDRESS"?"""
    return text[:1].isupper() or any(sure for _, sure in bilingual.before(text))


def _labels_above(left: Sequence[Line], values: Sequence[Box]) -> list[tuple[int, int]]:
    """The lines right above the first known label that stand beside values as labels do."""
    level = {round(box.bottom) for box in values}
    above = takewhile(
        lambda n: left[n].text[:1].isupper() and round(_box(left[n]).bottom) in level, reversed(range(len(left)))
    )
    return [(n, n + 1) for n in above][::-1]


def _box(line: Line) -> Box:
    return line.box or Box(0.0, 0.0, 0.0, 0.0)


def _around(lines: Sequence[Line]) -> Box:
    return box_of([Word("", *_box(line)) for line in lines])
