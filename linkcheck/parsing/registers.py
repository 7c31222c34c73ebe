"""Registers of evidence: a table that gives documents with their addresses once, to which the comments refer.

They refer to an entry by its number ("E7, page 3", "[N2]"), or the register names the criterion for which an entry is.
Either way its address is read where a comment would have it: behind the number, or at the comment's end. Where an
entry has both, a number and criteria, the comments' word counts, and what none of them names is the criteria's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from linkcheck.parsing import hosts, urls
from linkcheck.parsing.findings import number_of
from linkcheck.parsing.footnotes import end_at, numbered
from linkcheck.parsing.pages import Layout, Line, Row, Trouble
from linkcheck.parsing.prefixes import bare
from linkcheck.parsing.slices import joined, slice_of
from linkcheck.parsing.wording import MOST_IN_CELL, digits, several

FEWEST: Final = 2
"""Entries of a register."""


KEY: Final = re.compile(r"\[?(?P<code>[A-Z]{1,4}[-.]?\d{1,3}|\d{1,3})[\]).:]{0,2}")
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

LOOKED_UP: Final = re.compile(
    r"[\])]?[,;:]?\s?[(\[]?(?:pp?\b|pages?\b|sections?\b|sect?\b|chapters?\b|ch\b|§)", re.IGNORECASE
)
"""A comment's own pages or sections behind an entry's number: they count more than the register's."""

_BETWEEN: Final = re.compile(r"(?<![-–])(?<!\bto)\s?[,;/&+\s]\s?(?:and\s)?(?=\d{1,2}\.\d)")
"""What parts the criteria that an entry is for: "2.1a-f, 9.1a-e", but not the ends of a range: "1.1 - 1.3"."""

_OPENED: Final = ("[", "(")


_PLACED: Final = re.compile(r"^(?=\d)")
"""Figures alone say on which pages."""

_EVERYBODY: Final = re.compile(
    r"\W*|(?:the\s)?(?:all|whole|entire|both|group|entity|company|corporate)\b.*|.*\b(?:entity|group)\W*", re.IGNORECASE
)
"""Whose an entry is that is no single site's."""


@dataclass(slots=True)
class Entry:
    """A document of a register: its number or the criteria that it is for, its title, whose it is, its address, where
    in it to look, and the criteria that stand beside its number."""

    key: str
    title: str = ""
    site: str = ""
    address: list[Line] = field(default_factory=list)
    place: str = ""
    beside: str = ""

    @property
    def code(self) -> str | None:
        """The number by which comments may refer to it."""
        found = KEY.fullmatch(self.key)
        return found["code"] if found else None

    @property
    def criteria(self) -> list[str]:
        """The criteria that the register says it is for."""
        return criteria_in(self.beside if self.code else self.key)

    @property
    def is_cited(self) -> bool:
        """Is there a URL, or a link, where the address should be?"""
        first = self.address[0] if self.address else Line("")
        return bool(first.links) or urls.START.match(first.text) is not None or hosts.is_bare(first.text)


def criteria_in(text: str) -> list[str]:
    """The criteria that a cell names and nothing else; none where it says more, or something else."""
    parts = [several(bare(part.strip())) for part in _BETWEEN.split(text, MOST_IN_CELL)]
    bare_ones = all(part and not any(title for _, title in part) for part in parts)
    return [number for part in parts for number, _ in part] if bare_ones else []


def codes_in(text: str) -> Iterator[str]:
    """The numbers of entries to which a text may refer."""
    return (found["code"] or found["figure"] for found in _REFERENCE.finditer(text))


def listed(layout: Layout) -> None:
    """Put what a list around the findings gives to the numbers by which comments refer to it: "[2] Policy: https://…"."""
    _end_before_list(layout)
    items = [item for part in (layout.prologue, layout.epilogue) for item in numbered(part, _ITEM, apart=True)]
    named = {code for row in layout.rows for line in row.comment for code in codes_in(line.text)}
    entries = [
        Entry(code, address=lines)
        for code, _, lines in items
        if code in named and any(urls.START.search(line.text) or line.links for line in lines)
    ]
    if len(entries) >= FEWEST:
        keys = {entry.key for entry in entries}
        taken = {id(line) for code, own, _ in items if code in keys for line in own}
        layout.prologue = [line for line in layout.prologue if id(line) not in taken]
        layout.epilogue = [line for line in layout.epilogue if id(line) not in taken]
        attach(layout, entries)


def _end_before_list(layout: Layout) -> None:
    """Take such a list, to items of which other comments refer, for no part of the last one."""
    *others, last = layout.rows or [Row()]
    start = next((n for n, line in enumerate(last.comment) if n and _ITEM.match(line.text)), 0)
    said = (*(line for row in others for line in row.comment), *last.comment[:start])
    named = {code for line in said if start for code in codes_in(line.text)}
    items = [code for code, _, _ in numbered(last.comment[start:], _ITEM)] if named else []
    if sum(code in named for code in items) >= FEWEST:
        end_at(layout, start)


def attach(layout: Layout, entries: Sequence[Entry]) -> None:
    """Put the addresses of a register's entries where the comments refer to them, or to the criteria they are for.

    Entries that are nobody's are told.
    """
    coded = {entry.code: entry for entry in entries if entry.code}
    referred = {code for row in layout.rows for line in (*row.comment, *row.aside) for code in codes_in(line.text)}
    for row in layout.rows if coded else ():
        text = _packed((*row.comment, *row.aside))
        others = {code: entry for code, entry in coded.items() if _packed(entry.address) not in text}
        row.comment = list(_resolved(row.comment, others))
        row.aside = list(_resolved(row.aside, others))
    alone = [entry for entry in entries if entry.code not in referred]
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in layout.rows if alone else ():
        if number := number_of(row):
            for name in {number, digits(number)}:
                rows[name].append(row)
    unused = list[str]()
    for entry in alone:
        its = {id(row): row for number in entry.criteria for row in rows[number] or rows[digits(number)]}
        for row in its.values():
            label, address = _told(entry)
            row.comment += [*([Line(label, address[0].page, gap=True)] if label else ()), *address]
        unused += [] if its else [entry.key]
    if unused:
        page = next((line.page for entry in entries for line in entry.address), None)
        layout.troubles.append(
            Trouble(f"Evidence of the register that no finding refers to: {', '.join(unused)}.", page)
        )


def _packed(lines: Iterable[Line]) -> str:
    """Some lines without blanks: an address that a comment spells out itself is found in them, however broken."""
    return "".join("".join(line.text.split()) for line in lines)


def _resolved(lines: Iterable[Line], entries: Mapping[str, Entry]) -> Iterator[Line]:
    """A comment's lines with each entry's title and address behind its number."""
    sites = False
    for line in lines:
        at, address = 0, Line("")
        for found in _REFERENCE.finditer(line.text.strip()):
            entry = entries.get(found["code"] or found["figure"])
            if entry is None:
                continue
            if LOOKED_UP.match(line.text.strip(), found.end()):
                entry = replace(entry, place="")
            label, told = _told(entry, found.group().strip("[]"), "the Entity" if sites else "")
            sites = sites or not _EVERYBODY.fullmatch(entry.site)
            before = joined(address, slice_of(line, at, found.start()))
            space = "" if before.text.endswith(_OPENED) else " "
            opened = "[" if found.group()[0] == "[" and found.group()[-1] != "]" else ""
            yield replace(before, text=f"{before.text}{space}{opened}{label}".lstrip())
            yield from told[:-1]
            at, address = found.end(), told[-1]
        yield joined(address, slice_of(line, at, len(line.text))) if at else line


def _told(entry: Entry, code: str = "", everybody: str = "") -> tuple[str, list[Line]]:
    """An entry as a comment would have it, "Annual Report (E7), Alder Mill:", and its address."""
    site = everybody if _EVERYBODY.fullmatch(entry.site) else entry.site
    named = " ".join(filter(None, (urls.clip(entry.title), code and f"({code})")))
    label = ", ".join(filter(None, (named, site)))
    address = [replace(line, gap=False) for line in entry.address]
    if entry.place:
        address.append(Line(f"({_PLACED.sub('page ', entry.place)})", entry.address[-1].page))
    return f"{label}:" if label and (entry.title or not code) else label, address
