"""Documents that other programs wrote: Debian's own, and LibreOffice's, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from linkcheck.documents import examine
from linkcheck.documents.changes import Change, ChangeKind, compare
from linkcheck.documents.facts import OfficeFacts, PdfFacts
from linkcheck.documents.office import ODF
from linkcheck.documents.types import DOCX, PDF, XLSX
from tests.linkcheck.documents.test_changes import SAVED_AGAIN, as_document

FOLDERS = (Path("/usr/share/doc"), Path("/usr/share/debian-reference"))
INSTALLED = sorted(path for folder in FOLDERS for path in folder.rglob("*.pdf"))[:40]

SOURCE = """<html><head><title>Emergency plan</title></head><body><h1>Emergency plan 2025</h1>
<p>Drills are held in May.</p><table><tr><td>Spills</td><td>none</td></tr></table></body></html>"""


@pytest.mark.skipif(not INSTALLED, reason="no package with PDF documentation is installed")
def test_pdfs_of_debian_open_without_a_problem() -> None:
    for path in INSTALLED:
        examined = examine(path)
        assert examined.media_type == PDF, path
        facts = examined.facts
        assert isinstance(facts, PdfFacts)
        assert (facts.problem, len(examined.pages)) == (None, facts.pages), path


@pytest.mark.skipif(not INSTALLED, reason="no package with PDF documentation is installed")
def test_pdfs_of_debian_saved_again_are_resaved(tmp_path: Path) -> None:
    path = min(INSTALLED, key=lambda path: path.stat().st_size)
    before = as_document(path.read_bytes(), tmp_path)
    for again in SAVED_AGAIN.values():
        assert compare(before, as_document(again(path.read_bytes()), tmp_path)) == Change(ChangeKind.RESAVED), path


def test_what_libreoffice_writes_is_read(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed (package libreoffice-writer-nogui)")
    (tmp_path / "plan.html").write_text(SOURCE)
    start = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    for source, kind, how in (
        ("plan.html", "odt", ["--infilter=HTML (StarWriter)"]),
        ("plan.odt", "docx", []),
        ("plan.odt", "pdf", []),
    ):
        command = [*start, "--convert-to", kind, *how, "--outdir", str(tmp_path), str(tmp_path / source)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    for kind, media_type in (("odt", f"{ODF}text"), ("docx", DOCX), ("pdf", PDF)):
        examined = examine(tmp_path / f"plan.{kind}")
        assert (examined.media_type, examined.facts.problem) == (media_type, None)
        assert "Drills are held in May." in "\n".join(examined.pages)
        assert examined.facts.title == "Emergency plan"


def test_what_openpyxl_and_python_docx_write_is_read(tmp_path: Path) -> None:
    openpyxl, docx = pytest.importorskip("openpyxl"), pytest.importorskip("docx")
    book = openpyxl.Workbook()
    book.active.append(["Emission", "Tonnes"])
    book.active.append(["SO2", 412])
    book.create_sheet("Waste").append(["Hazardous", 12])
    book.save(tmp_path / "data.xlsx")
    examined = examine(tmp_path / "data.xlsx")
    assert examined.media_type == XLSX
    assert isinstance(examined.facts, OfficeFacts)
    assert examined.facts.sheets == 2
    assert examined.pages == ("Emission\tTonnes\nSO2\t412", "Hazardous\t12")

    document = docx.Document()
    document.core_properties.title = "Emergency plan"
    document.add_paragraph("Drills are held in May.")
    document.save(tmp_path / "plan.docx")
    examined = examine(tmp_path / "plan.docx")
    assert (examined.media_type, examined.facts.title, examined.pages) == (
        DOCX,
        "Emergency plan",
        ("Drills are held in May.",),
    )
