"""The cells of .csv and .xlsx files, row by row, with what a click on them opens; bounded in every direction."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import budget
from linkcheck.parsing.characters import clean
from linkcheck.parsing.packages import check_package, damaged

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

LARGEST_CSV: Final = 32 * 2**20
"""Bytes."""

HEADER_ROWS: Final = 20
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 32_767
"""Characters, as in Excel."""

MOST_COVERED: Final = 50_000
"""Cells that links and merged cells may cover: what covers more than is left of them is one of its first cell."""

_DECIMALS: Final = re.compile(r"0\.(0{1,9})(?:_\))?")
_FORMULA_LINK: Final = re.compile(r'=\s*HYPERLINK\s*\(\s*"([^"]+)"\s*(?:[,;]\s*"([^"]*)")?', re.IGNORECASE)
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COVERING: Final = (f"{_MAIN}mergeCell", f"{_MAIN}hyperlink")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


Place = tuple[int, int]
"""A cell's row and column, from 1."""


@dataclass(frozen=True)
class Cell:
    """A cell's text, and what a click on it opens."""

    text: str = ""
    link: str | None = None


def csv_cells(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Each row's number and cells. Commas, semicolons or tabs; UTF-8 or UTF-16. Raises UnreadableReport."""
    if path.stat().st_size > LARGEST_CSV:
        raise UnreadableReport(f"{path} is larger than {LARGEST_CSV // 2**20} MiB", "Give the table of citations alone")
    content = path.read_bytes()
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableReport(f"{path} is not UTF-8 text", "Save it as CSV UTF-8") from error
    head = text[:10_000].lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(LONGEST_CELL * 8)
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        for row in rows:
            yield rows.line_num, [Cell(_kept(value)) for value in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise UnreadableReport(f"{path} is no CSV at line {rows.line_num}: {error}", "Save it as CSV UTF-8") from error


def _kept(value: object) -> str:
    return "" if value is None else clean(str(value)[:LONGEST_CELL]).strip()


def xlsx_cells(path: Path, is_header: Callable[[Sequence[str]], bool]) -> Iterator[tuple[int, list[Cell]]]:
    """Each row's number and cells, of the first sheet whose first rows hold a header, else of the first sheet.

    Raises UnreadableReport: no workbook, damaged, of no bounded size.
    """
    from openpyxl import load_workbook  # a CSV file is read sooner than this is loaded
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    check_package(path)
    try:
        book = load_workbook(path, read_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
        chosen = next((sheet for sheet in sheets if _has(sheet, is_header)), sheets[0] if sheets else None)
        if chosen is None:
            raise damaged(path)
        covered = _covered(path, chosen)
        shown: dict[Place, Cell] = {}
        for number, row in enumerate(_rows(chosen), 1):
            if any(cell.value is not None for cell in row):
                cells = [_sheet_cell(cell, covered.links.get((number, n))) for n, cell in enumerate(row, 1)]
                for n, cell in enumerate(cells, 1):
                    if first := covered.merged.get((number, n)):
                        cells[n - 1] = shown.setdefault(first, cell)
                yield number, cells
    except (UnreadableReport, MemoryError, budget.OutOfTime):
        raise
    except Exception as error:  # openpyxl raises what it stumbles over: KeyError, zlib's and expat's errors …
        raise damaged(path) from error


def _has(sheet: ReadOnlyWorksheet, is_header: Callable[[Sequence[str]], bool]) -> bool:
    return any(is_header([_kept(cell.value) for cell in row]) for row in _rows(sheet, HEADER_ROWS))


def _rows(sheet: ReadOnlyWorksheet, most: int | None = None) -> Iterator[Sequence[Any]]:
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS)  # type: ignore[misc]  # its stubs
    return rows


def _sheet_cell(cell: object, link: str | None) -> Cell:
    text = _kept(_printed(cell))
    formula = _FORMULA_LINK.match(text)
    return Cell(formula[2] or formula[1], formula[1]) if formula else Cell(text, link)


def _printed(cell: object) -> object:
    """A cell's value; a number with the decimals that it is shown with: criterion 2.10 is the number 2.1."""
    value: object = getattr(cell, "value", None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        decimals = _DECIMALS.fullmatch(getattr(cell, "number_format", ""))
        return f"{value:.{len(decimals[1])}f}" if decimals else value
    return value


class _Covered(NamedTuple):
    """What openpyxl leaves out when it reads row by row: `links`, what a click on a cell opens; `merged`, the first
    cell of those that were merged with others below it, which show the same."""

    links: dict[Place, str]
    merged: dict[Place, Place]


def _covered(path: Path, sheet: ReadOnlyWorksheet) -> _Covered:
    name: str = sheet._worksheet_path  # type: ignore[attr-defined]  # its stubs leave it out
    covered = _Covered({}, {})
    with ZipFile(path) as package:
        targets = _targets(package, name)
        with package.open(name) as part:
            for _, element in ElementTree.iterparse(part):  # noqa: S314  # check_package lets no declaration through
                if element.tag == f"{_MAIN}row":
                    element.clear()
                elif element.tag in _COVERING:
                    left = MOST_COVERED - len(covered.links) - len(covered.merged)
                    _cover(covered, element, _places(element.get("ref") or "", left), targets)
    return covered


def _cover(covered: _Covered, element: Element, places: Sequence[Place], targets: Mapping[str | None, str]) -> None:
    """Note what `element` says of the cells `places`."""
    if element.tag == f"{_MAIN}mergeCell":
        covered.merged.update((place, places[0]) for place in places if place[1] == places[0][1])
    elif target := targets.get(element.get(_RELATION)):
        inside = element.get("location")
        covered.links.update(dict.fromkeys(places, clean(f"{target}#{inside}" if inside else target)))


def _targets(package: ZipFile, sheet: str) -> dict[str | None, str]:
    """Where a sheet's relations lead, by their ids."""
    folder, _, file = sheet.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in package.namelist():
        return {}
    with package.open(relations) as part:
        root = ElementTree.parse(part).getroot()  # noqa: S314  # check_package lets no declaration through
    return {relation.get("Id"): relation.get("Target", "") for relation in root}


def _places(reference: str, most: int) -> list[Place]:
    """The cells of "B2" or "B2:C9", row by row; the first alone where they are more than `most`; none of no place."""
    from openpyxl.utils import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return []
    if left is None or top is None or right is None or bottom is None:
        return []
    if (right - left + 1) * (bottom - top + 1) > most:
        return [(top, left)]
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
