"""Lists of facilities on a page, by the places of their words: tables, boxes side by side, legends of maps.

Each becomes lines that need no places: those of a table a head and a line for each row, the others an item for each
site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from linkcheck.parsing.characters import unspaced
from linkcheck.parsing.columns import in_columns
from linkcheck.parsing.countries import first_in
from linkcheck.parsing.fields import label_at, without_lead
from linkcheck.parsing.lines import is_close, text_of
from linkcheck.parsing.names import ONLY_FORM
from linkcheck.parsing.pages import Line, Page, Word
from linkcheck.parsing.sitelists import is_marked
from linkcheck.parsing.sites import is_name, says_kind
from linkcheck.parsing.sitetables import columns_of, titles_facilities
from linkcheck.parsing.starts import NEAR
from linkcheck.parsing.tablehead import Rows, cells_of
from linkcheck.parsing.wording import ANOTHER_PART

HIGHEST: Final = 4
"""Lines of a row from which a table's columns are told."""

LONGEST: Final = 60
"""Lines of boxes or legends."""

WIDEST: Final = 4
"""Boxes side by side."""

LONGEST_HEAD: Final = 20
"""Words of a table's head."""

_KEY: Final = re.compile(r"[A-Z]|\d{1,2}")


def sites_at(page: Page, rows: Rows, n: int) -> tuple[int, list[Line]] | None:
    """How many rows a list of facilities takes that begins at a row, and its lines; None where none does."""
    if lefts := _columns(rows, n):
        return _table(page, rows, n, lefts)
    if not titles_facilities(without_lead(unspaced(text_of(rows[n])))):
        return None
    if any(_columns(rows, k) for k in range(n + 1, min(n + 3, len(rows)))):
        return None
    if headless := _headless(page, rows, n):
        return headless
    below = rows[n + 1 : n + 1 + LONGEST]
    found = _keyed(below) or _boxes(below)
    if found is None:
        return None
    taken, items = found
    return taken + 1, [Line(text_of(rows[n]), page.number, gap=True), *(Line(item, page.number) for item in items)]


def _columns(rows: Rows, n: int) -> list[float]:
    """The left edges of a table's columns whose head a row is; none where it is no head of a table of facilities.

    Heads may stand close together: where one begins, cells below it do.
    """
    if not 1 < len(rows[n]) <= LONGEST_HEAD:
        return []
    below = rows[n + 1 : n + 4]
    if len(cells_of(rows[n])) == 1 and titles_facilities(text_of(rows[n])) and below and _columns(below, 0):
        return []  # a title, the words of which stand where columns begin below
    edges = {round(cell[0].x0) for row in rows[n + 1 : n + 1 + HIGHEST] for cell in cells_of(row)}
    cells: list[list[Word]] = []
    for cell in cells_of(rows[n]):
        for k, word in enumerate(cell):
            if k == 0 or any(abs(word.x0 - edge) <= 1 for edge in edges):
                cells.append([])
            cells[-1].append(word)
    titled = titles_facilities(next((text_of(row) for row in rows[max(0, n - 2) : n][::-1]), ""))
    return [cell[0].x0 for cell in cells] if columns_of([text_of(c) for c in cells], titled=titled) else []


def _table(page: Page, rows: Rows, n: int, lefts: Sequence[float]) -> tuple[int, list[Line]]:
    """A table of facilities, one line for each row: a row begins with the first column and the names', with space above
    or with all its cells filled."""
    lefts = _below_centred(rows[n + 1 :], lefts)
    last = _last_of_head(rows, n, lefts)
    lines = [in_columns(row, lefts) for row in rows[n : last + 1]]
    head = [" ".join(text_of(cell) for cell in cells if cell) for cells in zip(*lines, strict=True)]
    columns = columns_of(head, titled=True)
    taken, table = _rows_below(rows, last, lefts, columns.name if columns else 0)
    return last - n + taken + 1, [_line_of(page, cells) for cells in (head, *table)]


def _last_of_head(rows: Rows, n: int, lefts: Sequence[float]) -> int:
    """The last row of a head: close below its first, nothing in the first column and small letters in the others."""
    for k in range(n + 1, min(n + HIGHEST, len(rows))):
        cells = in_columns(rows[k], lefts)
        more = not cells[0] and all(cell[0].text[:1].islower() for cell in cells if cell)
        if not more or not is_close(max(word.bottom for word in rows[k - 1]), rows[k]):
            return k - 1
    return min(n + HIGHEST, len(rows)) - 1


def _below_centred(below: Rows, lefts: Sequence[float]) -> Sequence[float]:
    """Where the columns begin below heads that stand in the middle of theirs: left of these, on two full lines."""
    for row, after in pairwise(below[:HIGHEST]):
        begun, again = ([cell[0].x0 for cell in cells_of(each)] for each in (row, after))
        if len(begun) != len(lefts) or len(again) != len(lefts):
            continue
        if all(abs(left - other) <= NEAR for left, other in zip(begun, again, strict=True)):
            ends = [*begun[1:], float("inf")]
            over = all(own <= left + NEAR < end for own, left, end in zip(begun, lefts, ends, strict=True))
            return begun if over else lefts
    return lefts


def _headless(page: Page, rows: Rows, n: int) -> tuple[int, list[Line]] | None:
    """A table of facilities without a head below a title, a line for each row; None where none is.

    Boxes side by side have places below all their names. In a table those stand beside them, or its rows are counted,
    or all names say what the sites are.
    """
    lefts = [cell[0].x0 for cell in cells_of(rows[n + 1])] if n + 1 < len(rows) else []
    if len(lefts) < 2:
        return None
    taken, table = _rows_below(rows, n, lefts, 0)
    counted = len(table) > 1 and all(row[0].rstrip(".") == str(k) for k, row in enumerate(table, start=1))
    table = [row[1:] for row in table] if counted else table
    names, *others = zip(*table, strict=True) if table else [()]
    if len(table) < 2 or not all(map(is_name, names)):
        return None
    beside = any(all(map(_is_beside, cells)) or _labelled(cells) for cells in others)
    beside = beside and not all(map(_is_beside, names)) and not _labelled(names)
    of_a_kind = all(map(says_kind, names)) and not any(says_kind(cell) for cells in others for cell in cells)
    if not (counted or beside or of_a_kind):
        return None
    title = Line(text_of(rows[n]), page.number, gap=True)
    return taken + 1, [title, *(_line_of(page, cells) for cells in table)]


def _is_beside(cell: str) -> bool:
    """Does a cell tell the country of a site, or a quantity?"""
    return first_in(cell) is not None or cell[:1].isdigit()


def _labelled(cells: Sequence[str]) -> bool:
    """Do all cells of a column begin with the same label: "Code: KW", "Code: SM"?"""
    labels = {cell.partition(":")[0] for cell in cells if ":" in cell}
    return len(labels) == 1 and all(":" in cell for cell in cells)


def _line_of(page: Page, cells: Sequence[str]) -> Line:
    return Line("  ".join(text or "–" for text in cells), page.number)


def _rows_below(rows: Rows, n: int, lefts: Sequence[float], name: int) -> tuple[int, list[list[str]]]:
    """How many lines a table of facilities takes below one, and the cells of its rows; `name`: the names' column."""
    first = {0, name}
    table: list[list[str]] = []
    taken = 0
    bottom = max(word.bottom for word in rows[n])
    for row in rows[n + 1 :]:
        if _crosses(row, lefts) or label_at([unspaced(text_of(row))], 0) or ANOTHER_PART.fullmatch(text_of(row)):
            break
        cells = {k: text_of(cell) for k, cell in enumerate(in_columns(row, lefts)) if cell}
        apart = not is_close(bottom, row)
        if apart and not first & set(cells):
            break
        begins = first <= set(cells) and not ONLY_FORM.fullmatch(cells[name])
        if begins and len(cells) > 1 and (apart or len(first) > 1 or len(cells) == len(lefts)):
            table.append([cells.get(k, "") for k in range(len(lefts))])
        elif not table:
            break
        else:
            table[-1] = [f"{text} {cells.get(k, '')}".strip() for k, text in enumerate(table[-1])]
        bottom = max(word.bottom for word in row)
        taken += 1
    return taken, table


def _crosses(row: Sequence[Word], lefts: Sequence[float]) -> bool:
    """Does text run over from one column into the next, as none of a table does?"""
    return any(
        cell[0].x0 < left - NEAR and cell[-1].x1 > left + NEAR and not any(abs(w.x0 - left) <= NEAR for w in cell)
        for cell in cells_of(row)
        for left in lefts
    )


def _keyed(rows: Rows) -> tuple[int, list[str]] | None:
    """A legend's items, each behind a letter or number in turn at one edge, whatever the map beside it has there: but
    for the next field's label, where they are a field's value."""
    for row in rows[:HIGHEST]:
        for word, after in pairwise(row):
            if word.text.rstrip(".:)") in ("A", "1") and is_name(after.text):
                taken, items = _keyed_from(rows, word.x0)
                beside = any(row[0].x0 < word.x0 - NEAR for row in rows[:taken])
                if len(items) > 1 and (beside or word.text == "A"):
                    return taken, items
    return None


def _keyed_from(rows: Rows, left: float) -> tuple[int, list[str]]:
    items: list[str] = []
    taken = 0
    bottom = rows[0][0].top
    key = ""
    for count, row in enumerate(rows, start=1):
        if items and row[0].x0 < left - NEAR and label_at([unspaced(text_of(row))], 0):
            break  # the next field's, beside which no legend goes on
        own = [word for word in row if word.x0 >= left - NEAR]
        if items and own and len(own) < len(row) and label_at([unspaced(text_of(row[: -len(own)]))], 0):
            break
        if not own:
            continue
        begins = abs(own[0].x0 - left) <= NEAR
        marked = own[0].text.rstrip(".:)") if begins and len(own) > 1 else ""
        if _KEY.fullmatch(marked) and marked == (_following(key) if key else marked):
            items.append(
                f"{marked}. {text_of(own[1:])}" if marked.isdigit() else f"• Unit {marked}: {text_of(own[1:])}"
            )
            key = marked
        elif items and is_close(bottom, own):
            items[-1] += f" {text_of(own)}"
        elif items:
            break
        if items:
            bottom, taken = max(word.bottom for word in own), count
    return taken, items


def _following(key: str) -> str:
    return str(int(key) + 1) if key.isdigit() else chr(ord(key) + 1)


def _boxes(rows: Rows) -> tuple[int, list[str]] | None:
    """Sites side by side, each of several lines, the first of which is its name; one such band below the other."""
    lefts = [cell[0].x0 for cell in cells_of(rows[0])] if rows else []
    if (
        not 1 < len(lefts) <= WIDEST
        or is_marked(text_of(rows[0]))
        or not all(is_name(text_of(cell)) for cell in cells_of(rows[0]))
    ):
        return None
    items: list[list[str]] = []
    taken = 0
    bottom = 0.0
    for row in rows:
        cells = in_columns(row, lefts)
        fits = all(abs(cell[0].x0 - left) <= NEAR for cell, left in zip(cells, lefts, strict=True) if cell)
        if not fits or _crosses(row, lefts) or label_at([unspaced(text_of(row))], 0):
            break
        if not items or not is_close(bottom, row):
            items += [[] for _ in lefts]
        for item, cell in zip(items[-len(lefts) :], cells, strict=True):
            item += [text_of(cell)] if cell else []
        bottom = max(word.bottom for word in row)
        taken += 1
    named = [f"• {'; '.join(item)}" for item in items if item]
    return (taken, named) if any(len(item) > 1 for item in items) else None
