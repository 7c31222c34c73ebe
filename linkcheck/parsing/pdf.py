"""A PDF's pages: words, rules and link annotations, each page read once and let go.

PDFium reads them, in an eighth of the time of pdfplumber. What it can't read, or what pdfplumber knows better
(`pdfium.Doubtful`), pdfplumber reads, page by page. PDFium ends the process where memory runs out: `linkcheck.parsing.
child` then lets pdfplumber read the file alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Protocol

from pypdfium2 import PdfiumError

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import budget, pdfium
from linkcheck.parsing.pages import Page

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

        @cache
        def opening() -> Document | UnreadableReport:
            from linkcheck.parsing.plumber import Document  # only here: most files do without

            try:
                return opened.enter_context(Document(path))
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
        count = len(first)
        for number in range(1, count + 1):
            if budget.spent():
                trouble(f"Reading stopped before page {number} of {count}: its time was up.")
                return
            try:
                yield _read(first, second, number)
            except Exception as error:  # any kind of damage: pdfminer raises what it stumbles over
                trouble(f"Page {number} could not be read ({type(error).__name__}).")


def _read(first: Document, second: Callable[[], Document], number: int) -> Page:
    try:
        return first.read(number)
    except pdfium.Doubtful:
        return second().read(number)
