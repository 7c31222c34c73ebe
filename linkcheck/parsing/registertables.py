"""Tables of documents with their addresses, in pages and in drafts: where they are, and their entries."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from itertools import compress
from typing import Final, NamedTuple

from linkcheck.parsing import urls
from linkcheck.parsing.characters import word_list
from linkcheck.parsing.columns import in_columns
from linkcheck.parsing.findings import join
from linkcheck.parsing.lines import is_close, lines_of, text_of
from linkcheck.parsing.pages import Line, Page, Word
from linkcheck.parsing.registers import FEWEST, KEY, LOOKED_UP, Entry, codes_in, criteria_in
from linkcheck.parsing.ruling import separators
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import cells_of
from linkcheck.parsing.unfolding import note_room
from linkcheck.parsing.wording import HEADS

_ADDRESSES: Final = word_list("address addresses url urls link links website web hyperlink source internet online")
_DOCUMENTS: Final = word_list("document documents title evidence name description information publication")
_SITES: Final = word_list("facility facilities site sites plant plants location locations")
_PLACES: Final = {"page": {"page", "pages"}, "section": {"section", "sections"}, "chapter": {"chapter", "chapters"}}
_WHERE: Final = word_list("place places locator locators where")
"""Heads of places in the documents, also where these are named: "Place in document"."""
_PLACED: Final = _WHERE.union(*_PLACES.values())
_NUMBERS: Final = word_list("no nr number id ref reference code entry evidence item")
_FINDINGS: Final = HEADS["rating"] | word_list("comment comments finding findings remark remarks assessment")
"""Heads of a table of findings, which may have a column of links as well."""


class Head(NamedTuple):
    """The places of a register's columns among the cells of its head. `key`: the first, or the criteria's behind sites;
    no documents are named where criteria are the keys, and `places` are for their pages and sections, each with the
    word that its figures lack; what begins with such a word is a place below any other head, too. `address`: the
    documents', below whose names it stands, where it has no column. `criteria`: those beside the numbers of entries."""

    key: int
    document: int | None
    site: int | None
    address: int
    places: tuple[tuple[int, str], ...]
    criteria: int | None

    def entry(self, cells: Sequence[str], address: Sequence[Line], site: str = "") -> Entry:
        """What a row says. `site`: whose it is where no column says so."""
        if self.address == self.document:
            start = next(
                (n for n, line in enumerate(address) if urls.START.match(line.text) or line.links), len(address)
            )
            cells = [join(address[:start]) if n == self.document else cell for n, cell in enumerate(cells)]
            address = address[start:]
        document = "" if self.document is None else cells[self.document]
        roles = {self.key, self.document, self.site, self.address, self.criteria}
        places = {n: "" for n, cell in enumerate(cells) if n not in roles and LOOKED_UP.match(cell)} | dict(self.places)
        said = [(word, cells[n]) for n, word in sorted(places.items()) if re.search(r"\w", cells[n])]
        place = ", ".join(f"{word} {text}" if word and text[0].isdigit() else text for word, text in said)
        whose = site if self.site is None else cells[self.site]
        beside = "" if self.criteria is None else cells[self.criteria]
        return Entry(cells[self.key], document, whose, list(address), place, beside)


def head_of(cells: Sequence[str]) -> Head | None:
    """The columns of a register whose head some cells are; None where they are none."""
    heads = [frozenset(re.findall(r"[^\W\d_]+", cell.lower())) for cell in cells]
    if len(heads) < 3 or any(head & _FINDINGS for head in heads):
        return None
    criteria = [n for n, head in enumerate(heads) if head & HEADS["criterion"]]
    key = criteria[0] if criteria and heads[0] & _SITES else 0
    address = next((n for n, head in enumerate(heads) if n and head & _ADDRESSES), None)
    others = [(n, head) for n, head in enumerate(heads) if n not in (key, address)]
    document = next((n for n, head in others if n and head & _DOCUMENTS and not head & (_SITES | _WHERE)), None)
    site = next((n for n, head in others if n != document and head & _SITES), None)
    places = tuple((n, _word(head)) for n, head in others if n != document and _PLACED & head)
    if address is None and not criteria and (heads[0] & _NUMBERS or not heads[0]):
        address = document
    known = document is not None or (key in criteria and (site is not None or places))
    beside = next((n for n in criteria if n not in (key, document, site, address)), None)
    return Head(key, document, site, address, places, beside) if address is not None and known else None


def _word(head: Set[str]) -> str:
    """What the figures below a head for pages, or for sections, are; nothing where it is one for both."""
    kinds = [word for word, words in _PLACES.items() if head & words]
    return kinds[0] if len(kinds) == 1 else ""


def _is_key(text: str) -> bool:
    """Does a cell number an entry, or name the criterion that it is for?"""
    return KEY.fullmatch(text) is not None or bool(criteria_in(text))


def entries_of(table: Sequence[Sequence[Sequence[Line]]]) -> list[Entry]:
    """The entries of a table of cells with lines, if it is a register."""
    head, width, found = None, 0, list[Entry]()
    for row in table:
        cells = [join(cell) for cell in row]
        if head is None:
            head, width = head_of(cells), len(cells)
        elif len(cells) == width and _is_key(cells[head.key]):
            found.append(head.entry(cells, row[head.address]))
    return _register(found)


def _register(entries: Iterable[Entry], fewest: int = FEWEST) -> list[Entry]:
    """The entries of a register that have an address; none where too few have one."""
    found = list(entries)
    cited = [entry for entry in found if entry.is_cited]
    return cited if len(cited) >= max(fewest, len(found) / 2) else []


def without_registers(pages: Sequence[Page]) -> tuple[list[Page], list[Entry]]:
    """The pages without the registers that they refer to, and these registers' entries."""
    sheets = list[_Sheet]()
    for page in pages:
        sheets.append(_Sheet(page, sheets[-1] if sheets else None))
    entries = list[list[Entry]]()
    for sheet in sheets:
        goes_on = bool(entries and entries[-1])
        entries.append(_register(sheet.entries, 1 if goes_on else FEWEST))
    if not any(entries):
        return list(pages), []
    left = [
        page.without(sheet.taken if found else frozenset())
        for page, sheet, found in zip(pages, sheets, entries, strict=True)
    ]
    referred = {code for page in left for code in codes_in(" ".join(word.text for word in page.words))}
    used = [is_referred_to(found, referred) for found in entries]
    kept = [without if use else page for page, without, use in zip(pages, left, used, strict=True)]
    return kept, [entry for found in compress(entries, used) for entry in found]


def is_referred_to(entries: Iterable[Entry], referred: Set[str]) -> bool:
    """Does a report refer to one of the entries, or do they name criteria?"""
    return any(entry.code in referred or entry.criteria for entry in entries)


class Columns(NamedTuple):
    """Where a register's columns begin, and what each holds."""

    lefts: tuple[float, ...]
    head: Head


class _Sheet:
    """One page's entries. The register of the sheet `before`, and its last entry, may go on."""

    def __init__(self, page: Page, before: _Sheet | None) -> None:
        self.page = page
        self.columns: Columns | None = before.columns if before else None
        self._last = before.entries[-1:] if before else []
        self.entries: list[Entry] = []
        self.taken: set[Word] = set()
        self._open: list[list[Word]] = []
        self._group = ""
        self._noted = 0
        heights = self._heights(max((word.x1 for row in page.rows for word in row), default=0.0))
        above = page.rows[0] if page.rows else []
        for row in page.rows:
            begun = _columns(row)
            if begun:
                self._end()
                self._leave_others()
                self.columns, self._group = begun, ""
                self.taken.update(row)
                heights = self._heights(max(word.x1 for word in row))
            elif self.columns:
                cells = in_columns(row, self.columns.lefts)
                parted = bool(cells[self.columns.head.key]) or not is_close(max(word.bottom for word in above), row)
                if len(heights) > FEWEST:
                    parted = bisect_right(heights, above[0].middle) < bisect_right(heights, row[0].middle)
                self._row(cells, parted=parted)
            above = row
        self._end()

    def _heights(self, right: float) -> list[float]:
        """Where rules part the addresses."""
        return (
            separators(self.page, self.columns.lefts[self.columns.head.address] - NEAR, right) if self.columns else []
        )

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
        note_room([line for entry in (*self._last, *self.entries[self._noted :]) for line in entry.address])
        self._noted = len(self.entries)

    def _leave_others(self) -> None:
        """Leave what was read above a register's head, if it is none: of a list of sites, say, and of findings."""
        fewest = 1 if any(entry.is_cited for entry in self._last) else FEWEST
        if not _register(self.entries, fewest):
            self.entries.clear()
            self.taken.clear()
            self._noted = 0

    def _close(self) -> None:
        """Keep the entry that is read, or what stands over the entries that follow: whose they are."""
        if self._open and self.columns:
            cells = [lines_of(cell, self.page) if cell else [] for cell in self._open]
            head, texts = self.columns.head, [join(cell) for cell in cells]
            if _is_key(texts[head.key]):
                self.entries.append(head.entry(texts, cells[head.address], self._group))
                self.taken.update(word for cell in self._open for word in cell)
            elif self._goes_on(texts):
                self._last[0].address += cells[head.address]
                self.taken.update(word for cell in self._open for word in cell)
            else:
                self._group = " ".join(filter(None, texts))
        self._open = []

    def _goes_on(self, texts: Sequence[str]) -> bool:
        """Is what stands over a page's first entry, with nothing beside it, the end of the last address before it?"""
        address = self.columns.head.address if self.columns else None
        alone = all(not text or n == address for n, text in enumerate(texts))
        return bool(self._last) and alone and not self.entries and not any(" " in text for text in texts)


def _columns(row: Sequence[Word]) -> Columns | None:
    cells = cells_of(row)
    head = head_of([text_of(cell) for cell in cells])
    return Columns(tuple(cell[0].x0 for cell in cells), head) if head else None
