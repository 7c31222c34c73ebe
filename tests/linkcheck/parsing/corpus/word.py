"""Writing a fictional report as a Word draft, and LibreOffice's PDF of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from tests.linkcheck.parsing.corpus.spec import Aligned, Arrangement, Header, Look, Paragraph, ReportSpec, Row, Rules

_ALIGNED = {
    Aligned.TOP: WD_CELL_VERTICAL_ALIGNMENT.TOP,
    Aligned.MIDDLE: WD_CELL_VERTICAL_ALIGNMENT.CENTER,
    Aligned.BOTTOM: WD_CELL_VERTICAL_ALIGNMENT.BOTTOM,
}
SOFFICE = shutil.which("soffice")
_LINK_STYLE = "Hyperlink"  # as Word names it; without it LibreOffice makes no link annotation


def write(spec: ReportSpec, path: Path) -> None:
    """The report as .docx: overview and findings as tables, links as hyperlinks."""
    document = Document()
    _set_up(document, spec.look)
    for text in spec.front:
        document.add_paragraph(text)
    if spec.front:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for text in (*spec.heading, "OVERVIEW"):
        document.add_paragraph().add_run(text).bold = True
    _overview(document, spec)
    for paragraph in spec.boilerplate:
        _fill(document.add_paragraph(), paragraph)
    document.add_paragraph().add_run("ENTITY OVERVIEW").bold = True
    for text in spec.prose:
        document.add_paragraph(text)
    document.add_paragraph().add_run("FINDINGS").bold = True
    _findings(document, spec)
    for text in spec.closing:
        document.add_paragraph(text)
    document.save(str(path))


def to_pdf(files: Sequence[Path], folder: Path, *, profile: Path) -> list[Path]:
    """LibreOffice's PDFs of .docx files. `profile`: a folder for its settings, of this process alone."""
    assert SOFFICE is not None
    command = [SOFFICE, f"-env:UserInstallation={profile.absolute().as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=60 + 20 * len(files),
    )
    return [folder / f"{file.stem}.pdf" for file in files]


def _set_up(document: DocumentType, look: Look) -> None:
    section = document.sections[0]
    width, height = look.page
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(width), Pt(height)
    section.left_margin = section.right_margin = Pt(look.margin)
    section.top_margin = section.bottom_margin = Pt(look.margin)
    style = document.styles["Normal"]
    style.font.size = Pt(look.size)
    style.paragraph_format.space_after = Pt(2)
    document.styles.add_style(_LINK_STYLE, WD_STYLE_TYPE.CHARACTER).font.underline = True
    if look.running_head:
        section.header.paragraphs[0].text = look.running_head


def _overview(document: DocumentType, spec: ReportSpec) -> None:
    if not spec.look.overview_columns:
        for label, paragraphs in spec.overview:
            document.add_paragraph(f"{label} {paragraphs[0]}")
            for text in paragraphs[1:]:
                document.add_paragraph(text)
        return
    table = document.add_table(rows=0, cols=2)
    for label, paragraphs in spec.overview:
        cells = _new_row(table).cells
        cells[0].text = label
        cells[1].text = paragraphs[0]
        for text in paragraphs[1:]:
            cells[1].add_paragraph(text)


def _findings(document: DocumentType, spec: ReportSpec) -> None:
    look = spec.look
    table = document.add_table(rows=0, cols=len(look.heads()))
    if look.rules is not Rules.NONE:
        table.style = "Table Grid"
    if look.header is not Header.NONE:
        _header(table, look)
    principle = ""
    for row in spec.rows:
        if row.principle != principle:
            principle = row.principle
            cells = _new_row(table).cells
            cells[0].merge(cells[-1]).text = principle
        _row(table, look, row)
    _set_widths(table, look)


def _header(table: Table, look: Look) -> None:
    row = _new_row(table)
    for cell, name in zip(row.cells, look.heads(), strict=True):
        cell.text = name
    if look.header is Header.EVERY_PAGE:
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)


def _row(table: Table, look: Look, row: Row) -> None:
    cells = _new_row(table).cells
    if look.arrangement is Arrangement.NUMBERED:
        cells[0].text, cells[1].text, cells[2].text = row.criterion, row.title, row.rating or ""
        _comment(cells[3], row.comment)
    elif look.arrangement is Arrangement.STACKED:
        cells[0].text, cells[1].text = f"{row.criterion} {row.title}", row.rating or ""
        below = _new_row(table).cells
        _comment(below[0].merge(below[1]), row.comment)
    else:
        cells[0].text = f"{row.criterion} {row.title}"
        if look.arrangement is Arrangement.RATING_LAST:
            _comment(cells[1], row.comment)
            cells[2].text = row.rating or ""
            return
        _comment(cells[2], row.comment)
        if row.merged:
            table.rows[-2].cells[1].merge(cells[1])
        else:
            cells[1].text = row.rating or ""


def _new_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx gives it no types
    return row


def _comment(cell: _Cell, paragraphs: Sequence[Paragraph]) -> None:
    for number, paragraph in enumerate(paragraphs):
        if number and not paragraph.tight:
            cell.add_paragraph()
        _fill(cell.paragraphs[0] if number == 0 else cell.add_paragraph(), paragraph)


def _fill(target: WordParagraph, paragraph: Paragraph) -> None:
    if paragraph.bullet:
        target.add_run(f"{paragraph.bullet} ")
    for run in paragraph.runs:
        if run.link is None:
            target.add_run(run.text)
            continue
        relation = target.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        link.append(target.add_run(run.text, _LINK_STYLE)._r)
        target._p.append(link)


def _set_widths(table: Table, look: Look) -> None:
    room = look.page[0] - 2 * look.margin
    table.autofit = False
    for column, share in zip(table.columns, look.shares(), strict=True):
        column.width = Pt(share * room)
        for cell in column.cells:
            cell.width = Pt(share * room)
            cell.vertical_alignment = _ALIGNED[look.aligned]
