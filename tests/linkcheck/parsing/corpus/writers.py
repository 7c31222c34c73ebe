"""The ways to make a file of a fictional report: the one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.linkcheck.parsing.corpus import chromium, reportlab_pdf, text, word
from tests.linkcheck.parsing.corpus.spec import ReportSpec


@dataclass(frozen=True)
class Writer:
    """`links`: the file keeps the targets of links behind words. `missing`: why it can't be used here."""

    name: str
    suffix: str
    write: Callable[[ReportSpec, Path], None]
    links: bool = True
    missing: str = ""


def _libreoffice(spec: ReportSpec, path: Path) -> None:
    draft = path.with_suffix(".docx")
    word.write(spec, draft)
    word.to_pdf([draft], path.parent, profile=path.parent / "libreoffice")


def _absent(program: str, found: str | None) -> str:
    return "" if found else f"{program} is not installed"


WRITERS = {
    writer.name: writer
    for writer in (
        Writer("reportlab", ".pdf", reportlab_pdf.write),
        Writer("word", ".docx", word.write),
        Writer("chromium", ".pdf", chromium.write, missing=_absent("Chromium", chromium.CHROMIUM)),
        Writer("libreoffice", ".pdf", _libreoffice, missing=_absent("LibreOffice", word.SOFFICE)),
        Writer("flat", ".txt", text.write_flat, links=False),
        Writer("pdftotext", ".txt", text.write_plain, links=False, missing=_absent("pdftotext", text.PDFTOTEXT)),
        Writer("layout", ".txt", text.write_layout, links=False, missing=_absent("pdftotext", text.PDFTOTEXT)),
    )
}
