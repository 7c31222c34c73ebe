"""Text extractions of a report: plain ones, and those that keep the columns (`pdftotext -layout`)."""

from __future__ import annotations

import itertools
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from linkcheck.parsing import bullets, hyphens, order, ratinglines, scattered, summaries, supplied, urls
from linkcheck.parsing.breaks import breaks_inside
from linkcheck.parsing.characters import clean
from linkcheck.parsing.choice import fullest
from linkcheck.parsing.grid import (
    BOTH,
    SHORTEST_FOOT,
    fewest_sheets,
    keeps_columns,
    page_of,
    read_grid,
    sheet_of,
    without_boxes,
)
from linkcheck.parsing.heads import roles
from linkcheck.parsing.lines import EDGE, PAGE_NUMBER_OFFSET
from linkcheck.parsing.overleaf import goes_over
from linkcheck.parsing.pages import Layout, Line, Orphan
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.running import read_running
from linkcheck.parsing.widths import width
from linkcheck.parsing.wording import PAGE_NUMBER, criterion

LARGEST: Final = 16 * 2**20
"""Bytes of a text that is read: some hundred times a report's."""

LOOSE: Final = 0.85
"""Of the usual width: letters of other fonts than Helvetica make lines of one width differ."""

LETTER: Final = 0.5
"""Ems: the width of a usual letter."""

USUAL: Final = 0.95
USUAL_JOINED: Final = 0.75
"""Of all lines: so many are no longer than a full one; fewer where some were joined to the next."""

REACH: Final = 20_000
"""Characters before a page's foot in which its links may stand: some four pages."""

_MASK: Final = re.compile(r"\d+")
_ENCODINGS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(content: bytes, *, partial: bool = False) -> str | None:
    """Text by its byte order mark, as UTF-8, or else as Windows-1252; None for what is no text.

    `partial`: the content may end within a character.
    """
    for mark, encoding in _ENCODINGS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\x00" in content[:4096]:
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if partial and error.start >= len(content) - 4:
            text = content[: error.start].decode("utf-8")
        else:
            text = content.decode("cp1252", "replace")
    return None if len(_BINARY.findall(text[:65_536])) * 50 > min(len(text), 65_536) else text


def read_text(text: str) -> Layout:
    """Take a text extraction apart; form feeds part pages where there are any."""
    cleaned = clean(text).replace("\r\n", "\n").replace("\r", "\n").expandtabs(8)
    sheets = cleaned.split("\f")
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    paged = len(sheets) > 1
    rated, by_site = ratinglines.taken([page_of(n, sheet) for n, sheet in enumerate(sheets, start=1)])
    if by_site:
        sheets = list(map(sheet_of, rated))
        cleaned = "\f".join(sheets)
    pages, summary = summaries.taken([page_of(n, sheet) for n, sheet in enumerate(sheets, start=1)])
    columns = keeps_columns(cleaned)
    readers: list[Callable[..., Layout | None]] = [partial(_read_columns, sheets)] if columns else []
    readers.append(partial(_read_lines, cleaned, sheets))
    if summary:
        left = list(map(sheet_of, pages))
        readers += [partial(_read_columns, left)] if columns else []
        readers.append(partial(_read_lines, cleaned, left, read=partial(supplied.read, summary=summary)))
    ratings = summaries.ratings(summary, summaries.begun(pages)) if summary else {}
    found = fullest([partial(reader, paged=paged) for reader in readers], ratings)
    layout = scattered.instead(found, pages) if columns else found
    if layout and layout is not found:
        without_boxes(layout, paged=paged)
        _measure(layout)
    layout = layout or Layout()
    layout.by_site |= by_site
    return layout


def _read_columns(sheets: Sequence[str], *, paged: bool) -> Layout | None:
    layout = read_grid(sheets, paged=paged)
    if layout:
        _measure(layout)
    return layout


def _read_lines(
    cleaned: str, sheets: Sequence[str], *, paged: bool, read: Callable[..., Layout] = read_running
) -> Layout:
    lines = [
        _Printed(part, number if paged else None)
        for number, line in _unfurnished(sheets)
        for part in hyphens.parted(line)
    ]
    kept, targets, orphans = _without_feet(lines)
    layout = read(_lines(kept), pages=len(sheets) if paged else 0)
    dropped = hyphens.are_dropped(cleaned)
    layout.targets += targets
    layout.orphans += orphans
    if dropped:
        hyphens.mend(layout)
    if "\f" in cleaned:
        layout.troubles += order.troubles(layout.rows)
    _measure(layout, USUAL_JOINED if dropped else USUAL)
    return layout


@dataclass(frozen=True, slots=True)
class _Printed:
    text: str
    page: int | None
    foot: bool = False


def _unfurnished(sheets: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of all sheets with the sheet's number, without running heads, feet and page numbers.

    Running is what stands among a sheet's first or last lines, digits aside, on at least half of the sheets; of two
    sheets, what is the first or the last line of both.
    """
    near = 1 if len(sheets) == BOTH else EDGE
    split = [list(bullets.put_back(sheet.split("\n"))) for sheet in sheets]
    edges = []
    for lines in split:
        filled = [n for n, line in enumerate(lines) if line.strip()]
        edges.append({n: _MASK.sub("#", lines[n].strip()) for n in {*filled[:near], *filled[-near:]}})
    seen = Counter(text for edge in edges for text in set(edge.values()))
    often = fewest_sheets(len(sheets))
    fewest = SHORTEST_FOOT if len(sheets) == BOTH else 0
    for number, (lines, edge) in enumerate(zip(split, edges, strict=True), start=1):
        last = max(edge, default=-1)
        for n, line in enumerate(lines):
            count = PAGE_NUMBER.match(line.strip())
            numbers_it = count is not None and abs(int(count["number"]) - number) <= PAGE_NUMBER_OFFSET
            counts = numbers_it and n in (last, min(edge, default=-1))
            own = _is_url(line) or roles(line) or criterion(bare(line.strip())) or len(line.split()) < fewest
            running = n in edge and seen[edge[n]] >= often and not own and (numbers_it or count is None)
            yield number, "" if len(sheets) > 1 and (counts or running) else line


def _is_url(text: str) -> bool:
    text = text.strip()
    return bool(re.match(r"(?:https?|ftp)://", text, re.IGNORECASE)) and urls.run_at(text, 0) == len(text)


class _Recent:
    """The text of the last lines, at least `REACH` characters of it, without blanks and in lower case."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque()
        self._length = 0

    def add(self, line: str) -> None:
        self._lines.append(urls.ascii_lower("".join(line.split())))
        self._length += len(self._lines[-1])
        while self._length - len(self._lines[0]) > REACH:
            self._length -= len(self._lines.popleft())

    def text(self) -> str:
        return "".join(self._lines)


def _without_feet(lines: Sequence[_Printed]) -> tuple[list[_Printed], list[str], list[Orphan]]:
    """Take out the link targets that an extraction prints at a page's foot: the lines left, the targets, the orphans.

    A run of lines that are whole URLs is a foot when the text before it spells them out. Orphans are targets of a foot
    that the text does not spell out: links behind words.
    """
    kept: list[_Printed] = []
    targets: list[str] = []
    orphans: list[Orphan] = []
    since = _Recent()
    n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and _is_url(lines[end].text):
            end += 1
        while end > n and _goes_on(lines[end - 1 : end + 1]):
            end -= 1
        if end == n:
            kept.append(lines[n])
            since.add(lines[n].text)
            n += 1
            continue
        run = [line.text.strip() for line in lines[n:end]]
        spelled = since.text()
        known = [url for url in run if any(key in spelled for key in urls.keys(url))]
        if _is_foot(run, known, kept, lines[end : end + 1]):
            targets += run
            there = set(known)
            apart = (url for url in dict.fromkeys(run) if url not in there and not urls.is_boilerplate(url))
            orphans += [Orphan(url, lines[n].page) for url in apart]
            kept.append(_Printed("", lines[n].page, foot=True))
            since = _Recent()
        else:
            kept += lines[n:end]
            for url in run:
                since.add(url)
        n = end
    return kept, targets, orphans


def _goes_on(lines: Sequence[_Printed]) -> bool:
    """Does the URL of the first of two lines go on in the second?"""
    if len(lines) < 2 or _is_url(lines[1].text):
        return False
    first, second = (Line(line.text.strip()) for line in lines)
    return breaks_inside(first.text, first, second, sure=False)


def _is_foot(run: Sequence[str], known: Sequence[str], before: Sequence[_Printed], after: Sequence[_Printed]) -> bool:
    if run[::2] == run[1::2]:
        return True
    if any(a == b for a, b in itertools.pairwise(run)):
        return len(known) * 2 >= len(run)
    if len(known) < len(run):
        return False
    last = next((line.text.strip() for line in reversed(before[-4:]) if line.text.strip()), "")
    apart = bool(before) and not before[-1].text.strip()
    labelled = bool(re.search(r"[:–—-]$|\b(?:at|to|in|here)$", last)) and not _ends_in_url(last)
    return apart and (len(run) > 1 or not labelled)


def _ends_in_url(text: str) -> bool:
    return bool(text) and bool(urls.START.search(text.split()[-1]))


def _lines(printed: Iterable[_Printed]) -> list[Line]:
    """Lines with what blank lines said: more space above."""
    lines: list[Line] = []
    gap = foot = False
    for item in printed:
        text = item.text.strip()
        if not text:
            gap, foot = True, foot or item.foot
            continue
        line = Line(text, item.page, turned=foot)
        line.gap = gap and bool(lines) and not _goes_over(lines[-1], line)
        lines.append(line)
        gap = foot = False
    return lines


def _goes_over(before: Line, line: Line) -> bool:
    """`goes_over`; a small letter alone says so between two pages only, as the next cell may begin with one."""
    first = line.text.split()[0]
    if before.page is not None and before.page == line.page and first[0].islower():
        line = replace(line, text=f"{first.capitalize()}{line.text[len(first) :]}")
    return goes_over(before, line)


def _measure(layout: Layout, usual: float = USUAL) -> None:
    """Note how much room the comments' lines have left: the usual length of the lines.

    `usual` is the share of lines that are no longer than that.
    """
    lines = [line for row in layout.rows for line in row.comment]
    lengths = sorted(_length(line.text) for line in lines if " " in line.text)
    full = lengths[int(usual * (len(lengths) - 1))] if lengths else 0
    for line in lines:
        line.room = max(0.0, LOOSE * full - _length(line.text)) if full else None


def _length(text: str) -> float:
    """The width of a text in letters of the usual width."""
    return width(text) / LETTER
