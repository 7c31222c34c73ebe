"""Cutting lines and closing their gaps, the links under them moved along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linkcheck.parsing.characters import squash
from linkcheck.parsing.findings import join
from linkcheck.parsing.pages import Line, LinkSpan


def cut(lines: Sequence[Line], start: int, end: int) -> tuple[list[Line], list[Line], list[Line]]:
    """Cut lines at two places of their `join`: before, between, behind."""
    parts: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
    done = ""
    for line in lines:
        before = len(done)
        done = join([Line(done), line]) if done else join([line])
        offset = len(done) - len(line.text.strip())
        for part, low, high in ((parts[0], 0, start), (parts[1], start, end), (parts[2], end, len(done))):
            left, right = max(low, offset, before), min(high, len(done))
            if left < right and done[left:right].strip():
                part.append(slice_of(line, left - offset, right - offset))
    return parts


def squashed(line: Line) -> Line:
    """A line without wide gaps, its links moved along."""
    if "  " not in line.text:
        return line
    links = tuple(
        LinkSpan(len(squash(line.text[: s.start] + "|")) - 1, len(squash(line.text[: s.end])), s.target)
        for s in line.links
    )
    return replace(line, text=squash(line.text), links=links)


def slice_of(line: Line, start: int, end: int) -> Line:
    """Part of a line, counted without the blanks before it."""
    text = line.text.strip()
    shift = len(line.text) - len(line.text.lstrip())
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    links = tuple(
        LinkSpan(max(0, s.start - shift - begin), min(end, s.end - shift) - begin, s.target)
        for s in line.links
        if s.end - shift > begin and s.start - shift < end
    )
    whole = begin == 0
    return Line(text[begin:end].rstrip(), line.page, line.box, links, line.room, line.gap if whole else False)


def joined(address: Line, rest: Line) -> Line:
    """An address that is put into a line, or the end of it, and what stands behind it."""
    if not address.text:
        return rest
    text = address.text + (" " if rest.text[:1].isalnum() or rest.text[:1] in ("(", "[") else "")
    moved = (s._replace(start=s.start + len(text), end=s.end + len(text)) for s in rest.links)
    return replace(address, text=text + rest.text, links=(*address.links, *moved), room=None)
