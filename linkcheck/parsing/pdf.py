"""A PDF's pages: words, rules and link annotations, each page read once and let go.

PDFium reads them, in an eighth of the time of pdfplumber. What it can't read, or what pdfplumber knows better
(`pdfium.Doubtful`), pdfplumber reads, page by page. PDFium ends the process where memory runs out: `linkcheck.parsing.
child` then lets pdfplumber read the file alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Final, Protocol

from pypdfium2 import PdfiumError

from linkcheck.errors import UnreadableReport
from linkcheck.fonts import without_system_fonts
from linkcheck.parsing import budget, pdfium
from linkcheck.parsing.links import MOST_LINKS
from linkcheck.parsing.pages import Page

MOST_LOST: Final = 100
"""Pages in a row that can't be read: behind so many none is looked for. A file may say that it has any number."""

_trusts_pdfium = True


def without_pdfium() -> None:
    """From now on this process reads with pdfplumber alone."""
    global _trusts_pdfium
    _trusts_pdfium = False


class Document(Protocol):
    """An open file: so many pages, read by their numbers from 1."""

    def __len__(self) -> int: ...

    def read(self, number: int) -> Page: ...


def read_pages(path: Path, trouble: Callable[[str], None]) -> Iterator[Page]:
    """Yield the pages in order. `trouble` is called with a sentence for each page that could not be read.

    Raises UnreadableReport: no PDF, damaged beyond opening, or encrypted with a password.
    """
    with ExitStack() as opened:
        opened.enter_context(without_system_fonts())

        @cache
        def opening() -> Document | UnreadableReport:
            from linkcheck.parsing import plumber  # only here: most files do without

            try:
                return opened.enter_context(plumber.Document(path))
            except UnreadableReport as error:
                return error

        def second() -> Document:
            found = opening()
            if isinstance(found, UnreadableReport):
                raise found
            return found

        try:
            first: Document = opened.enter_context(pdfium.Document(path)) if _trusts_pdfium else second()
        except PdfiumError:
            first = second()
        if not len(first):
            first = second()
        yield from _all(first, second, trouble)


def _all(first: Document, second: Callable[[], Document], trouble: Callable[[str], None]) -> Iterator[Page]:
    """All pages that can be read. What could not is told once for pages in a row."""
    count, lost, cause, stopped = len(first), list[int](), "", ""
    for number in range(1, count + 1):
        if budget.spent() or len(lost) == MOST_LOST:
            why = "none before it could be read" if len(lost) == MOST_LOST else "its time was up"
            stopped = f"Reading stopped before page {number} of {count}: {why}."
            break
        try:
            page = _read(first, second, number, trouble)
        except Exception as error:  # any kind of damage: pdfminer raises what it stumbles over
            lost.append(number)
            cause = type(error).__name__
            continue
        if lost:
            trouble(_lost(lost, cause))
            lost = []
        if len(page.links) == MOST_LINKS:
            trouble(f"Page {number} has more links than the {MOST_LINKS} that were read.")
        yield page
    if lost:
        trouble(_lost(lost, cause))
    if stopped:
        trouble(stopped)


def _lost(pages: Sequence[int], cause: str) -> str:
    which = f"Page {pages[0]}" if len(pages) == 1 else f"Pages {pages[0]} to {pages[-1]}"
    return f"{which} could not be read ({cause})."


def _read(first: Document, second: Callable[[], Document], number: int, trouble: Callable[[str], None]) -> Page:
    try:
        return first.read(number)
    except pdfium.Doubtful as doubtful:
        if doubtful.typed:
            trouble(f"What was typed into form fields of page {number}, or onto it, could not be read.")
        return second().read(number)
