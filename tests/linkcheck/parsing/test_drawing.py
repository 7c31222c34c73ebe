"""Pictures of what was read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from PIL import Image

from linkcheck.errors import UnreadableReport, UsageError
from linkcheck.parsing import read_report
from linkcheck.parsing.drawing import MARGINS, draw
from tests.linkcheck.parsing.corpus import generate, reportlab_pdf


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("drawing") / "report.pdf"
    reportlab_pdf.write(generate.report(Random(1)), path)
    return path


def test_each_page_gives_one_picture_with_notes_beside_it(report: Path, tmp_path: Path) -> None:
    pictures = draw(report, tmp_path / "new" / "pictures")
    assert [picture.name for picture in pictures] == [
        f"report-page-{n:03}.png" for n in range(1, read_report(report).source.pages + 1)
    ]
    first, findings = (Image.open(picture).convert("RGB") for picture in pictures[:2])
    assert _ink(first, MARGINS[0]) == 0
    assert _ink(findings, MARGINS[0]) > 500


def _ink(picture: Image.Image, margin: int) -> int:
    """Pixels that are not white on the left of the page, where findings are named."""
    strip = picture.crop((0, 0, margin, picture.height)).convert("L")
    return sum(strip.histogram()[:200])


def test_a_text_has_no_pages_to_draw_on(tmp_path: Path) -> None:
    text = tmp_path / "report.txt"
    rows = "1.1 Legal Compliance Conformance Fine.\n\n1.2 Anti-Corruption Conformance Fine.\n"
    text.write_text(f"CRITERION RATING COMMENT\n\n{rows}")
    with pytest.raises(UnreadableReport, match="only a PDF has pages"):
        draw(text, tmp_path)


def test_a_folder_that_can_not_be_is_one_line(report: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(UsageError, match="pictures can't be written"):
        draw(report, tmp_path / "taken" / "pictures")
