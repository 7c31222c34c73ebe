"""The cells of .csv and .xlsx files, row by row, with what a click on them opens; bounded in every direction."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree
from zipfile import ZipFile

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import budget
from linkcheck.parsing.characters import clean
from linkcheck.parsing.packages import check_package, damaged

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

LARGEST_CSV: Final = 32 * 2**20
"""Bytes."""

HEADER_ROWS: Final = 20
MOST_COLUMNS: Final = 100
LONGEST_CELL: Final = 32_767
"""Characters, as in Excel."""

_FORMULA_LINK: Final = re.compile(r'=\s*HYPERLINK\s*\(\s*"([^"]+)"\s*(?:[,;]\s*"([^"]*)")?', re.IGNORECASE)
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


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
        links = _links(path, chosen)
        for number, row in enumerate(_rows(chosen), 1):
            filled = [n for n, cell in enumerate(row) if cell.value is not None]
            if filled:
                yield number, [_sheet_cell(cell, links) for cell in row[: filled[-1] + 1]]
    except (UnreadableReport, MemoryError, budget.OutOfTime):
        raise
    except Exception as error:  # openpyxl raises what it stumbles over: KeyError, zlib's and expat's errors …
        raise damaged(path) from error


def _has(sheet: ReadOnlyWorksheet, is_header: Callable[[Sequence[str]], bool]) -> bool:
    return any(is_header([_kept(cell.value) for cell in row]) for row in _rows(sheet, HEADER_ROWS))


def _rows(sheet: ReadOnlyWorksheet, most: int | None = None) -> Iterator[Sequence[Any]]:
    rows: Iterator[Sequence[Any]] = sheet.iter_rows(max_row=most, max_col=MOST_COLUMNS)  # type: ignore[misc]  # its stubs
    return rows


def _sheet_cell(cell: object, links: Mapping[str, str]) -> Cell:
    text = _kept(getattr(cell, "value", None))
    formula = _FORMULA_LINK.match(text)
    if formula:
        return Cell(formula[2] or formula[1], formula[1])
    return Cell(text, links.get(getattr(cell, "coordinate", "")))


def _links(path: Path, sheet: ReadOnlyWorksheet) -> dict[str, str]:
    """What the cells' hyperlinks open, which openpyxl leaves out when it reads row by row."""
    name: str = sheet._worksheet_path  # type: ignore[attr-defined]  # its stubs leave it out
    folder, _, file = name.rpartition("/")
    with ZipFile(path) as package:
        relations = f"{folder}/_rels/{file}.rels"
        if relations not in package.namelist():
            return {}
        with package.open(relations) as part:
            root = ElementTree.parse(part).getroot()  # noqa: S314  # check_package lets no type declaration through
        targets = {relation.get("Id"): relation.get("Target", "") for relation in root}
        links: dict[str, str] = {}
        with package.open(name) as part:
            for _, element in ElementTree.iterparse(part):  # noqa: S314  # as above
                if element.tag == f"{_MAIN}row":
                    element.clear()
                elif element.tag == f"{_MAIN}hyperlink" and (target := targets.get(element.get(_RELATION))):
                    place, cell = element.get("location"), (element.get("ref") or "").partition(":")[0]
                    links[cell] = clean(f"{target}#{place}" if place else target)
        return links
