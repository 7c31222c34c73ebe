"""What each standard asks to be disclosed, and how sure that is.

The facts are CSV files beside this module, one per edition of a standard; `EDITIONS` says which file speaks for
which version. A user's own file has the same columns:

    criterion    as the standard numbers it ("2.5"), or as a report prints it ("5.3b-e")
    title        may be empty
    disclosure   required, conditional, none, unknown
    condition    when a conditional disclosure is asked for; may be empty
    basis_kind   what the entry rests on: published, published-in-part, general-knowledge; may be empty
    basis        that, in a sentence; shown wherever "required" is shown
    source       URLs, separated by "; "; may be empty
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from linkcheck.errors import UsageError
from linkcheck.vocabulary import Expectation

COLUMNS = ("criterion", "title", "disclosure", "condition", "basis_kind", "basis", "source")
_MAY_BE_ABSENT = {"title", "condition", "basis_kind", "basis", "source"}

# (words of the standard's name, version) -> (what the edition is called, its file). V3.1 kept the numbers of V3.
EDITIONS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("performance standard", "2"): ("ASI Performance Standard V2", "asi_ps_v2.csv"),
    ("performance standard", "3"): ("ASI Performance Standard V3.1", "asi_ps_v3_1.csv"),
    ("performance standard", "3.1"): ("ASI Performance Standard V3.1", "asi_ps_v3_1.csv"),
}

_CRITERION = re.compile(r"(?P<clause>\d{1,2}(?:\.\d{1,2})+) ?(?P<letters>[a-z](?: ?[-–,] ?[a-z])*)?", re.IGNORECASE)
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_BIGGEST_FILE = 4 * 2**20  # bytes; the largest edition is some 15 kB


@dataclass(frozen=True)
class Requirement:
    """What a standard asks of one criterion. `condition` and `source` may be empty, `basis` only in a user's file."""

    criterion: str
    title: str
    expectation: Expectation
    condition: str
    basis_kind: str
    basis: str
    source: str


@dataclass(frozen=True)
class Catalogue:
    """The requirements of one edition. `name` is empty where the edition is not known."""

    name: str = ""
    requirements: Mapping[str, Requirement] = field(default_factory=dict)

    def requirement(self, criterion: str) -> Requirement | None:
        """What is asked of a criterion as a report prints it: "2.5a-g" is looked up as such, then as "2.5"."""
        parts = _CRITERION.fullmatch(criterion.strip())
        if parts is None:
            return None
        return self.requirements.get(_key(criterion)) or self.requirements.get(parts["clause"])


def load(standard: str | None, version: str | None, file: Path | None = None) -> Catalogue:
    """The catalogue for a report's standard, or the user's own `file` whatever the standard.

    `standard` and `version` as a report prints them ("ASI Performance Standard V3.1" with or without its version,
    "V3.1", "3.1"). An unknown edition gives an empty catalogue: nothing is known to be asked.
    Raises UsageError, one line, when `file` is missing or not a catalogue.
    """
    if file is not None:
        return Catalogue(file.name, _read_rows(_lines_of(file), str(file)))
    edition = _edition(standard or "", version or "")
    if edition is None:
        return Catalogue()
    name, data = edition
    text = (resources.files(__package__) / data).read_text(encoding="utf-8")
    return Catalogue(name, _read_rows(text.splitlines(), data))


def _edition(standard: str, version: str) -> tuple[str, str] | None:
    number = _VERSION.search(version) or _VERSION.search(standard)
    if number is None:
        return None
    plain = number[0].removesuffix(".0")
    named = " ".join(standard.lower().split())
    return next((e for (words, edition), e in EDITIONS.items() if words in named and edition == plain), None)


def _lines_of(file: Path) -> list[str]:
    try:
        if file.stat().st_size > _BIGGEST_FILE:
            raise UsageError(f"catalogue file {file} is larger than {_BIGGEST_FILE // 2**20} MiB", "Give a CSV file")
        return file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError(f"catalogue file {file} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"catalogue file {file} is not UTF-8 text", "Save it as CSV in UTF-8") from error


def _read_rows(lines: Iterable[str], where: str) -> dict[str, Requirement]:
    rows = csv.DictReader(lines, strict=True)
    try:
        header = [(name or "").strip().lower() for name in rows.fieldnames or ()]
        if missing := [c for c in COLUMNS if c not in header and c not in _MAY_BE_ABSENT]:
            raise UsageError(
                f"catalogue file {where} has no column {missing[0]}", f"Its first line is: {','.join(COLUMNS)}"
            )
        rows.fieldnames = header
        found: dict[str, Requirement] = {}
        for row in rows:
            requirement = _requirement(row, f"{where} line {rows.line_num}")
            if found.setdefault(_key(requirement.criterion), requirement) is not requirement:
                raise UsageError(f"{where} line {rows.line_num}: criterion {requirement.criterion} is there twice")
        return found
    except csv.Error as error:
        raise UsageError(f"catalogue file {where} is not CSV: {error}") from error


def _requirement(row: Mapping[str, str | None], where: str) -> Requirement:
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    if not _CRITERION.fullmatch(cells["criterion"]):
        raise UsageError(f"{where}: {cells['criterion']!r} is not a criterion", 'Write "2.5" or "5.3b-e"')
    if cells["disclosure"].lower() not in list(Expectation):
        words = ", ".join(expectation.value for expectation in Expectation)
        raise UsageError(f"{where}: disclosure is {cells['disclosure']!r}", f"It is one of: {words}")
    expectation = Expectation(cells.pop("disclosure").lower())
    return Requirement(expectation=expectation, **cells)


def _key(criterion: str) -> str:
    return re.sub(r"\s", "", criterion).lower().replace("–", "-")
