"""Putting a footnote's text where a comment holds its mark, in brackets: whose a document is, the words there say.

"Certificates of Alder¹ and Lume²." becomes "Certificates of Alder (https://…) and Lume (https://…).": a mark behind a
full stop or comma is one of what stands before it. A note whose mark is not plain to see comes behind the comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from linkcheck.parsing import urls
from linkcheck.parsing.characters import RAISED, lowered
from linkcheck.parsing.pages import Line, Row
from linkcheck.parsing.sentences import segments
from linkcheck.parsing.slices import joined, slice_of

FIGURES: Final = rf"[{RAISED[:-1]}]{{1,3}}"
SURE: Final = re.compile(rf"\[(\d{{1,3}})\]|({FIGURES})")
MARK: Final = re.compile(rf"{SURE.pattern}|(?<=[^\W\d_]|[.,;:)”\"’'])\s?(\d{{1,3}})(?=\s*$|\s+[A-Z])", re.MULTILINE)
"""A footnote's mark, and what may be one: a number behind a word."""

_BEFORE: Final = re.compile(r"\s*[.,;]?[”\"’']?\s*$")
"""What a mark stands behind, and the note before."""

Note = tuple[str, Sequence[Line]]
"""A footnote's number and its lines."""


def place(row: Row, notes: Sequence[Note]) -> None:
    """Put notes where a row's comment holds their marks; behind it where that is not one place."""
    text = "\n".join(line.text for line in row.comment)
    put, behind = list[tuple[int, int, Sequence[Line]]](), list[Line]()
    for number, lines in notes:
        spans = _spans(text, number, SURE) or _spans(text, number, MARK)
        if len(spans) == 1 and _is_short(lines):
            put.append((*spans[0], lines))
        else:
            behind += [replace(lines[0], gap=True), *lines[1:]]
    for start, end, lines in sorted(put, key=lambda one: one[0], reverse=True):
        _put(row, start, end, lines)
    row.comment += behind


def _spans(text: str, number: str, marks: re.Pattern[str]) -> list[tuple[int, int]]:
    return [found.span() for found in marks.finditer(text) if lowered("".join(filter(None, found.groups()))) == number]


def _is_short(lines: Sequence[Line]) -> bool:
    """Is a note one address with what is said of it, and no text of several sentences?"""
    text = urls.SHOWN.sub("", " ".join(line.text for line in lines))
    return len(list(segments(text, 0, len(text)))) <= 1


def _put(row: Row, start: int, end: int, note: Sequence[Line]) -> None:
    lines = row.comment
    text = "\n".join(line.text for line in lines)
    before = _BEFORE.search(text, max(0, start - 4), start)
    at = before.start() if before else start
    begins = [0, *accumulate(len(line.text) + 1 for line in lines)]
    first, last = (bisect_right(begins, spot) - 1 for spot in (at, end))
    last = min(last, len(lines) - 1)
    head = _part(lines[first], 0, at - begins[first])
    stop = text[at:start].strip()
    tail = _part(lines[last], end - begins[last], len(lines[last].text))
    own = [replace(line, gap=False) for line in note]
    moved = (span._replace(start=span.start + 1, end=span.end + 1) for span in own[0].links)
    own[0] = replace(own[0], text=f"({own[0].text}", links=tuple(moved))
    own[-1] = replace(own[-1], text=f"{own[-1].text.rstrip().removesuffix('.')}){stop}")
    rest = [joined(own[-1], tail)] if tail.text else own[-1:]
    row.comment[first : last + 1] = [replace(head, room=None), *own[:-1], *rest]


def _part(line: Line, start: int, end: int) -> Line:
    shift = len(line.text) - len(line.text.lstrip())
    return slice_of(line, max(0, start - shift), max(0, end - shift))
