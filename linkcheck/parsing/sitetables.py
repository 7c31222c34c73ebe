"""Tables of facilities before the findings: which column names them, and which gives each a code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from linkcheck.parsing import bilingual
from linkcheck.parsing.characters import word_list
from linkcheck.parsing.countries import first_in
from linkcheck.parsing.wording import ANOTHER_PART

_NOUNS: Final = word_list(
    "facility facilities site sites plant plants location locations unit units installation installations establishment"
    " establishments"
)
_AROUND: Final = word_list(
    "name names of the in scope audit audited certification certified certificate covered included visited assessed"
    " reviewed inspected entity list"
    " asi full production operating and all by within"
)
_CODES: Final = word_list(
    "code codes column no nr number id ref abbreviation abbr short symbol form name key english translation translated"
    " called"
)
_COUNTS: Final = word_list("no nr number")
"""Codes that may be no more than a count, where another column says what the sites are called for short."""

_BESIDE: Final = word_list(
    "address location locations country city town place region state activity activities supply chain scope employees"
    " workers headcount number of type process processes product products capacity coordinates remarks description role"
    " date visited"
)
_TITLE: Final = (
    _NOUNS
    | _AROUND
    | word_list(
        "table overview covering codes abbreviations short activities addresses locations their a an this these our"
        " under operations companies where are map which"
    )
)
_SEVERAL: Final = frozenset(noun for noun in _NOUNS if noun.endswith("s"))
"""One of them is in a title in two languages: "Alder / Plant" is a site."""

_HEADS: Final = _NOUNS | _AROUND | _CODES | _BESIDE | word_list("company companies municipality")
LONGEST_HEAD: Final = 4
LONGEST_TITLE: Final = 9
_CELLS: Final = re.compile(r"\s{2,}")
_CODE: Final = re.compile(
    r"(?P<code>[^\W_a-z][\w-]{0,7}|[^\W\d_a-z][^\d,;:()]{2,40}?(?:\s\d{1,2})?)\.?(?:\s\([A-Z]{1,4}\))?"
)
"""What a site is called for short: "AM", "Alder", "Alder 2", "Alder (HO)"."""

_COUNT: Final = re.compile(r"\d{1,7}\.?")

_NAMES: Final = word_list("name names company companies")
"""Heads of the column of names below a title that says what they are of."""

_USED_HERE: Final = word_list("in this the report text used as below here findings comments table hereafter")
"""What a head may say of where a short name is used: "Short name in this report"."""

_PLACES: Final = word_list("town city location place municipality")
_WHERE: Final = word_list("location locations")
"""Heads that name the sites, unless another column does: "Location", but not beside "Name"."""


class Columns(NamedTuple):
    """The places of the columns with the facilities' names and, if there are such, with their codes and towns.

    `number`: the column that may count them, also beside one of codes.
    """

    name: int
    code: int | None
    town: int | None = None
    number: int | None = None

    def site(self, cells: Sequence[str]) -> Site:
        """What a row's cells say of a facility, its country in whichever cell."""
        code, town, number = (
            cells[n] if n is not None and n < len(cells) else "" for n in (self.code, self.town, self.number)
        )
        found = _CODE.fullmatch(code)
        known = found["code"] if found else None
        others = " ".join(cell for n, cell in enumerate(cells) if n != self.name)
        count = number.rstrip(".") if _COUNT.fullmatch(number) else None
        return Site(
            cells[self.name], known, town.split(",")[0] if town[:1].isupper() else None, first_in(others), count
        )


class Site(NamedTuple):
    """A row of a table: a facility, the code that the report calls it by, its town, its country and its number."""

    name: str
    code: str | None = None
    town: str | None = None
    country: str | None = None
    number: str | None = None

    @property
    def item(self) -> str:
        """As an item of a list."""
        number = f"{self.number}." if self.number else "•"
        code = f" (“{self.code}”)" if self.code and self.code != self.number else ""
        place = ", ".join(filter(None, (self.town, self.country)))
        return f"{number} {self.name}{code}{f' ({place})' if place else ''}"


def columns_of(cells: Sequence[str], *, titled: bool = False) -> Columns | None:
    """The columns of a table of facilities, whose head some cells are; None where they are none.

    `titled`: a title above says that it is one.
    """
    plain = (bilingual.english(cell, _HEADS).lower().replace("#", "no") for cell in cells)
    heads = [frozenset(re.findall(r"\w+", cell)) for cell in plain]
    heads = [head - _USED_HERE if head & _CODES else head for head in heads]
    if len(heads) < 2 or any(len(head) > LONGEST_HEAD for head in heads) or not all(heads[:2]):
        return None
    names = [n for n, head in enumerate(heads[:2]) if head & _NOUNS and head <= _NOUNS | _AROUND]
    if (titled and not names) or (names and heads[names[0]] <= _WHERE and any(head <= _NAMES for head in heads[:2])):
        names = [n for n, head in enumerate(heads[:2]) if head <= _NAMES]
    if not names:
        return None
    codes = [n for n, head in enumerate(heads) if n != names[0] and head and head <= _CODES]
    code = next((n for n in codes if not heads[n] <= _COUNTS), codes[0] if codes else None)
    beside = any(head and head <= _BESIDE for n, head in enumerate(heads) if n != names[0])
    town = next((n for n, head in enumerate(heads) if n != names[0] and head and head <= _PLACES), None)
    return Columns(names[0], code, town, codes[0]) if codes else Columns(names[0], None, town) if beside else None


def are_heads(cells: Sequence[str]) -> bool:
    """Are all cells heads of columns, as a table of facilities has them, and none a value: "Facility", "Short name"?"""
    return all(_HEADS.issuperset(re.findall(r"\w+", cell.lower())) for cell in cells)


def titles_facilities(text: str) -> bool:
    """Is a line nothing but the title over a list of facilities: "Facilities in the audit scope"?"""
    said = bilingual.english(text, _TITLE)
    words = re.findall(r"[^\W\d_]+", said.lower())
    if said != text and _SEVERAL.isdisjoint(words):
        return False
    return (
        len(words) <= LONGEST_TITLE
        and text[:1].isupper()
        and not text.rstrip().endswith(".")
        and "  " not in text
        and bool(_NOUNS.intersection(words))
        and _TITLE.issuperset(words)
    )


def sites_in(texts: Sequence[str]) -> Iterator[tuple[int, Site | None]]:
    """The lines of tables of facilities, with the site of each; none for a head, and for what goes on over a line."""
    columns: Columns | None = None
    wide = 0
    for n, text in enumerate(texts):
        cells = _CELLS.split(text)
        if found := columns_of(cells, titled=titles_facilities(next(filter(None, texts[max(0, n - 2) : n][::-1]), ""))):
            columns, wide = found, len(cells)
            yield n, None
        elif columns and 1 < len(cells) <= wide and columns.name < len(cells):
            yield n, columns.site(cells)
        elif columns and (
            len(cells) > 1 or text.endswith((".", ":")) or text.isupper() or ANOTHER_PART.fullmatch(text)
        ):
            columns = None
