"""Registers of evidence: a table that gives documents with their addresses once, to which the comments refer.

They refer to an entry by its number ("E7, page 3", "[N2]"), or the register names the criterion for which an entry is.
Either way its address is read where a comment would have it: behind the number, or at the comment's end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from linkcheck.parsing import urls
from linkcheck.parsing.characters import word_list
from linkcheck.parsing.findings import join, number_of
from linkcheck.parsing.lines import lines_of, rows_of_words, text_of
from linkcheck.parsing.pages import Layout, Line, Page, Row, Word
from linkcheck.parsing.ruling import separators
from linkcheck.parsing.slices import slice_of
from linkcheck.parsing.tablehead import cells_of
from linkcheck.parsing.unfolding import note_room
from linkcheck.parsing.wording import END, HEADS, criterion, digits

FEWEST: Final = 2
"""Entries of a register."""

CLOSE: Final = 0.9
"""Heights: the space between two lines of an entry is less."""

NEAR: Final = 3.0
"""Points that what stands in a column may begin left of its head."""

_KEY: Final = re.compile(r"\[?(?P<code>[A-Z]{1,4}[-.]?\d{1,3}|\d{1,3})[\]).:]{0,2}")
"""What numbers an entry: "E7", "DOC-12", "[3]"."""

_REFERENCE: Final = re.compile(
    r"(?<![\w./-])(?P<code>[A-Z]{1,4}[-.]?\d{1,3})(?![\w/-]|\.\d)"
    r"|\[(?P<figure>\d{1,3})(?:\]|(?=[,;]\s?(?:p\b|pp\b|page|sec|chap|ch\b|§|\d{1,3}\b)))",
)
"""What may refer to an entry in a comment: its number, in brackets where it is figures alone."""

_ITEM: Final = re.compile(
    r"\s*(?:\[?(?P<code>[A-Z]{1,4}[-.]?\d{1,3})\]?|\[(?P<figure>\d{1,3})\])[.:)]?\s+(?:[–—-]\s)?(?=\S)"
)
"""How an item of a list begins that is a register without a table."""

_OPENED: Final = ("[", "(")

_ADDRESSES: Final = word_list("address addresses url urls link links website web hyperlink source internet online")
_DOCUMENTS: Final = word_list("document documents title evidence name description information publication")
_SITES: Final = word_list("facility facilities site sites plant plants location locations")
_FINDINGS: Final = HEADS["rating"] | word_list("comment comments finding findings remark remarks assessment")
"""Heads of a table of findings, which may have a column of links as well."""

_EVERYBODY: Final = re.compile(
    r"\W*|(?:the\s)?(?:all|whole|entire|both|group|entity|company|corporate)\b.*|.*\b(?:entity|group)\W*", re.IGNORECASE
)
"""Whose an entry is that is no single site's."""


class Head(NamedTuple):
    """The places of a register's columns among the cells of its head; the first has the keys."""

    document: int
    site: int | None
    address: int


@dataclass(slots=True)
class Entry:
    """A document of a register: its number or the criterion that it is for, its title, whose it is, its address."""

    key: str
    title: str = ""
    site: str = ""
    address: list[Line] = field(default_factory=list)

    @property
    def is_cited(self) -> bool:
        """Is there a URL, or a link, where the address should be?"""
        first = self.address[0] if self.address else Line("")
        return bool(first.links) or urls.START.match(first.text) is not None


def head_of(cells: Sequence[str]) -> Head | None:
    """The columns of a register whose head some cells are; None where they are none."""
    heads = [frozenset(re.findall(r"[^\W\d_]+", cell.lower())) for cell in cells]
    if len(heads) < 3 or any(head & _FINDINGS for head in heads):
        return None
    address = next((n for n, head in enumerate(heads) if n and head & _ADDRESSES), None)
    document = next((n for n, head in enumerate(heads) if n and n != address and head & _DOCUMENTS), None)
    site = next((n for n, head in enumerate(heads) if n and n not in (address, document) and head & _SITES), None)
    return Head(document, site, address) if address is not None and document is not None else None


def _is_key(text: str) -> bool:
    """Does a cell number an entry, or name the criterion that it is for?"""
    found = criterion(text)
    return bool(found and not found[1]) or _KEY.fullmatch(text) is not None


def entries_of(table: Sequence[Sequence[Sequence[Line]]]) -> list[Entry]:
    """The entries of a table of cells with lines, if it is a register."""
    head, width, found = None, 0, list[Entry]()
    for row in table:
        cells = [join(cell) for cell in row]
        if head is None:
            head, width = head_of(cells), len(cells)
        elif len(cells) == width and _is_key(cells[0]):
            site = cells[head.site] if head.site is not None else ""
            found.append(Entry(cells[0], cells[head.document], site, list(row[head.address])))
    return _register(found)


def _register(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of a register that have an address; none where too few have one."""
    found = list(entries)
    cited = [entry for entry in found if entry.is_cited]
    return cited if len(cited) >= max(FEWEST, len(found) / 2) else []


def without_registers(pages: Sequence[Page]) -> tuple[list[Page], list[Entry]]:
    """The pages without their registers, and these registers' entries."""
    kept, found = [], list[Entry]()
    columns: Columns | None = None
    for page in pages:
        rows = rows_of_words(page.words)
        read = _Sheet(page, rows, columns)
        columns = read.columns
        entries = _register(read.entries)
        taken = read.taken if entries else frozenset[int]()
        found += entries
        kept.append(replace(page, words=[w for w in page.words if id(w) not in taken]) if taken else page)
    return kept, found


class Columns(NamedTuple):
    """Where a register's columns begin, and what each holds."""

    lefts: tuple[float, ...]
    head: Head


class _Sheet:
    """One page's entries. `columns` are those of a register that may go on from the page before."""

    def __init__(self, page: Page, rows: Sequence[Sequence[Word]], columns: Columns | None) -> None:
        self.page = page
        self.columns = columns
        self.entries: list[Entry] = []
        self.taken: set[int] = set()
        self._open: list[list[Word]] = []
        self._group = ""
        self._noted = 0
        heights: list[float] = []
        above = rows[0] if rows else []
        for row in rows:
            begun = _columns(row)
            if begun:
                self._end()
                self.columns, self._group = begun, ""
                self.taken.update(map(id, row))
                heights = separators(page, begun.lefts[begun.head.address], max(word.x1 for word in row))
            elif self.columns:
                cells = _in_columns(row, self.columns.lefts)
                parted = bool(cells[0]) or _space(above, row) > CLOSE
                if len(heights) > FEWEST:
                    parted = bisect_right(heights, above[0].middle) < bisect_right(heights, row[0].middle)
                self._row(cells, parted=parted)
            above = row
        self._end()

    def _row(self, cells: list[list[Word]], *, parted: bool) -> None:
        if parted or not self._open:
            self._close()
            self._open = cells
        else:
            for cell, more in zip(self._open, cells, strict=True):
                cell += more

    def _end(self) -> None:
        """Note how much room the addresses of one table have."""
        self._close()
        note_room([line for entry in self.entries[self._noted :] for line in entry.address])
        self._noted = len(self.entries)

    def _close(self) -> None:
        """Keep the entry that is read, or what stands over the entries that follow: whose they are."""
        if self._open and self.columns:
            cells = [lines_of(cell, self.page) if cell else [] for cell in self._open]
            head, key = self.columns.head, join(cells[0])
            if _is_key(key):
                site = join(cells[head.site]) if head.site is not None else self._group
                self.entries.append(Entry(key, join(cells[head.document]), site, cells[head.address]))
                self.taken.update(id(word) for cell in self._open for word in cell)
            else:
                self._group = " ".join(filter(None, map(join, cells)))
        self._open = []


def _space(above: Sequence[Word], below: Sequence[Word]) -> float:
    """The space between two lines, in heights."""
    return (below[0].top - max(word.bottom for word in above)) / ((below[0].bottom - below[0].top) or 1.0)


def _columns(row: Sequence[Word]) -> Columns | None:
    cells = cells_of(row)
    head = head_of([text_of(cell) for cell in cells])
    return Columns(tuple(cell[0].x0 - NEAR for cell in cells), head) if head else None


def _in_columns(row: Sequence[Word], lefts: Sequence[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in lefts]
    for word in row:
        cells[max(0, bisect_right(lefts, word.x0) - 1)].append(word)
    return cells


def listed(layout: Layout) -> None:
    """Put what a list behind the findings gives to the numbers by which comments refer to it: "[2] Policy: https://…"."""
    items = list(_items(layout.epilogue))
    named = {
        found["code"] or found["figure"]
        for row in layout.rows
        for line in row.comment
        for found in _REFERENCE.finditer(line.text)
    }
    entries = [
        Entry(code, address=lines)
        for code, _, lines in items
        if code in named and any(urls.START.search(line.text) or line.links for line in lines)
    ]
    if len(entries) >= FEWEST:
        taken = {id(line) for code, own, _ in items for line in own if any(entry.key == code for entry in entries)}
        layout.epilogue = [line for line in layout.epilogue if id(line) not in taken]
        attach(layout, entries)


def _items(lines: Iterable[Line]) -> Iterator[tuple[str, list[Line], list[Line]]]:
    """The items of numbered lists: the number, the lines, and these without the number."""
    code, own, rest = "", list[Line](), list[Line]()
    for line in [*lines, Line("")]:
        found = _ITEM.match(line.text)
        if code and (found or not line.text or line.gap or END.match(line.text)):
            yield code, own, rest
            code = ""
        if found:
            code, own, rest = found["code"] or found["figure"], [line], [slice_of(line, found.end(), len(line.text))]
        elif code:
            own.append(line)
            rest.append(line)


def attach(layout: Layout, entries: Sequence[Entry]) -> None:
    """Put the addresses of a register's entries where the comments refer to them, or to the criteria they are for."""
    numbered = {found["code"]: entry for entry in entries if (found := _KEY.fullmatch(entry.key))}
    for row in layout.rows if numbered else ():
        row.comment = list(_resolved(row.comment, numbered))
        row.aside = list(_resolved(row.aside, numbered))
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in layout.rows if len(numbered) < len(entries) else ():
        if number := number_of(row):
            for name in {number, digits(number)}:
                rows[name].append(row)
    for entry in entries:
        named = None if _KEY.fullmatch(entry.key) else criterion(entry.key)
        label, address = _told(entry)
        for row in (rows[named[0]] or rows[digits(named[0])]) if named else ():
            row.comment += [Line(label, address[0].page, gap=True), *address]


def _resolved(lines: Iterable[Line], entries: Mapping[str, Entry]) -> Iterator[Line]:
    """A comment's lines with each entry's title and address behind its number."""
    sites = False
    for line in lines:
        at, address = 0, Line("")
        for found in _REFERENCE.finditer(line.text.strip()):
            entry = entries.get(found["code"] or found["figure"])
            if entry is None:
                continue
            label, told = _told(entry, found.group().strip("[]"), "the Entity" if sites else "")
            sites = sites or not _EVERYBODY.fullmatch(entry.site)
            before = _joined(address, slice_of(line, at, found.start()))
            space = "" if before.text.endswith(_OPENED) else " "
            opened = "[" if found.group()[0] == "[" and found.group()[-1] != "]" else ""
            yield replace(before, text=f"{before.text}{space}{opened}{label}".lstrip())
            yield from told[:-1]
            at, address = found.end(), told[-1]
        yield _joined(address, slice_of(line, at, len(line.text))) if at else line


def _joined(address: Line, rest: Line) -> Line:
    """An entry's address, or the end of it, and what the comment says behind it."""
    if not address.text:
        return rest
    text = address.text + (" " if rest.text[:1].isalnum() or rest.text[:1] in ("(", "[") else "")
    moved = (s._replace(start=s.start + len(text), end=s.end + len(text)) for s in rest.links)
    return replace(address, text=text + rest.text, links=(*address.links, *moved), room=None)


def _told(entry: Entry, code: str = "", everybody: str = "") -> tuple[str, list[Line]]:
    """An entry as a comment would have it, "Annual Report (E7), Alder Mill:", and its address."""
    site = everybody if _EVERYBODY.fullmatch(entry.site) else entry.site
    named = " ".join(filter(None, (entry.title, code and f"({code})")))
    label = ", ".join(filter(None, (named, site)))
    return f"{label}:" if entry.title else label, [replace(line, gap=False) for line in entry.address]
