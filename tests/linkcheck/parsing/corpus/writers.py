"""The ways to make a file of a fictional report: the one table."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.linkcheck.parsing.corpus import chromium, reportlab_pdf, text, word
from tests.linkcheck.parsing.corpus.spec import ReportSpec


@dataclass(frozen=True)
class Writer:
    """`links`: the file keeps the targets of links behind words. `missing`: why it can't be used here.

    `write_all`: several at once, where starting the program takes longer than the writing.
    """

    name: str
    suffix: str
    write: Callable[[ReportSpec, Path], None]
    links: bool = True
    missing: str = ""
    write_all: Callable[[Sequence[tuple[ReportSpec, Path]]], None] | None = None

    def written(self, reports: Sequence[tuple[ReportSpec, Path]]) -> None:
        """Write several reports; what poppler can't write (Chinese without its data) is left out."""
        if self.write_all:
            self.write_all(reports)
            return
        for spec, path in reports:
            with suppress(LookupError):
                self.write(spec, path)


def _libreoffice(spec: ReportSpec, path: Path) -> None:
    _all_by_libreoffice([(spec, path)])


def _all_by_libreoffice(reports: Sequence[tuple[ReportSpec, Path]]) -> None:
    drafts = [path.with_suffix(".docx") for _, path in reports]
    for (spec, _), draft in zip(reports, drafts, strict=True):
        word.write(spec, draft)
    folder = drafts[0].parent
    word.to_pdf(drafts, folder, profile=folder / f"libreoffice-{os.getpid()}")


def _absent(program: str, found: str | None) -> str:
    return "" if found else f"{program} is not installed"


WRITERS = {
    writer.name: writer
    for writer in (
        Writer("reportlab", ".pdf", reportlab_pdf.write),
        Writer("word", ".docx", word.write),
        Writer("chromium", ".pdf", chromium.write, missing=_absent("Chromium", chromium.CHROMIUM)),
        Writer(
            "libreoffice",
            ".pdf",
            _libreoffice,
            missing=_absent("LibreOffice", word.SOFFICE),
            write_all=_all_by_libreoffice,
        ),
        Writer("flat", ".txt", text.write_flat, links=False),
        Writer("pdftotext", ".txt", text.write_plain, links=False, missing=_absent("pdftotext", text.PDFTOTEXT)),
        Writer("layout", ".txt", text.write_layout, links=False, missing=_absent("pdftotext", text.PDFTOTEXT)),
    )
}
