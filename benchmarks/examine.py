"""How fast documents are examined: pages per second of one core. The goal: 300 on text PDFs.

    python benchmarks/examine.py [FILE.pdf …]

Without files it makes its own, 300 pages each: text, tables, and Chinese whose font is not embedded, which PDFium by
itself looks for anew on every page (`linkcheck.fonts`). `facts` is the whole examination (structure, every
stream decoded, text, fingerprints), as an examiner process does it; `text` is PDFium's text alone, for comparison.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from linkcheck.documents import examine

PAGES = 300
ROUNDS = 3

ENGLISH = "In the year under report the smelter emitted {} tonnes of carbon dioxide and recycled {} tonnes of scrap."
CHINESE = "报告期内电解铝厂排放二氧化碳 {} 吨，回收废铝 {} 吨，危险废物全部合规处置，未发生泄漏事故。"


def sentence(template: str) -> Callable[[int, int], str]:
    """Lines of running text."""
    return lambda page, line: template.format(page * 37 + line, page + line * 11)


def table(page: int, line: int) -> str:
    """A row of figures."""
    return "   ".join(f"{(page * 131 + line * 17 + column * 7) % 9973}" for column in range(14))


def make(line_of: Callable[[int, int], str], font: str, lines: int = 24) -> bytes:
    """A PDF of PAGES pages with some 2,000 characters each."""
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=1, invariant=1)
    for page in range(PAGES):
        canvas.setFont(font, 10)
        for line in range(lines):
            canvas.drawString(50, 780 - 30 * line, line_of(page, line))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def best(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of ROUNDS: what else the machine does at the same time does not count."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        seconds.append(time.process_time() - started)
    return min(seconds)


def text_alone(path: Path) -> None:
    """PDFium's text of every page."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_range()
            page.close()


def measured(files: list[tuple[str, Path]]) -> list[tuple[str, int, int, float, float]]:
    """Of each file: its name, pages and characters; pages per second examined, and of PDFium's text alone."""
    found = []
    for name, path in files:
        pages = examine(path).pages
        facts, text = best(partial(examine, path)), best(partial(text_alone, path))
        found.append((name, len(pages), sum(map(len, pages)), len(pages) / facts, len(pages) / text))
    return found


def fictional(folder: Path) -> list[tuple[str, Path]]:
    """The files made here, by name."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    made = {
        "english": make(sentence(ENGLISH), "Helvetica"),
        "chinese, no font embedded": make(sentence(CHINESE), "STSong-Light"),
        "tables": make(table, "Helvetica"),
    }
    for name, data in made.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return [(name, folder / f"{name}.pdf") for name in made]


def main() -> None:
    """Measure the files named, or those made here."""
    with tempfile.TemporaryDirectory() as folder:
        files = [(Path(name).name, Path(name)) for name in sys.argv[1:]] or fictional(Path(folder))
        print(f"{'file':28} {'pages':>6} {'characters':>11} {'facts p/s':>10} {'text p/s':>9}")
        for name, pages, characters, facts, text in measured(files):
            print(f"{name:28.28} {pages:6} {characters:11,} {facts:10.0f} {text:9.0f}")


if __name__ == "__main__":
    main()
