"""Bodies of known kind, made here: PDFs good and bad, Office files, web pages, pictures."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any, Literal

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

PAGES = (
    "Northwind Aluminium Group\nEnvironmental report 2025",
    "Emissions to air: 412 tonnes of sulphur dioxide in 2025.\nWaste: 96 tonnes, of which 12 hazardous.",
    "Water: 18,200 cubic metres were withdrawn from the river.\nNo spill was recorded in 2025.",
)
CHINESE = ("北风铝业有限公司\n环境报告 2025", "大气污染物排放：二氧化硫 412 吨。\n危险废物 12 吨。")

_SONG = "STSong-Light"


def pdf(
    pages: Sequence[str] = PAGES,
    *,
    title: str = "Environmental report 2025",
    compress: bool = True,
    draw: Callable[[Canvas], None] | None = None,
) -> bytes:
    """A text PDF; the same arguments give the same bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(_SONG))
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=int(compress), invariant=1)
    canvas.setTitle(title)
    for page in pages:
        canvas.setFont("Helvetica" if page.isascii() else _SONG, 11)
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(60, 780 - 16 * number, line)
        if draw:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def scan(pages: int = 2, *, coverage: float = 1.0, text: str = "", fmt: str = "JPEG") -> bytes:
    """A PDF whose pages are pictures that cover so much of each, with some text over them."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    width, height = 595.28, 841.89
    for number in range(pages):
        canvas.drawImage(ImageReader(io.BytesIO(picture(fmt, shade=40 + number))), 0, 0, width, height * coverage)
        canvas.drawString(20, 20, text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def picture(fmt: str = "PNG", *, shade: int = 80, size: tuple[int, int] = (60, 80)) -> bytes:
    target = io.BytesIO()
    image = Image.new("RGB", size, (shade, 2 * shade, 90))
    image.putpixel((3, 3), (255, 0, 0))
    image.save(target, fmt)
    return target.getvalue()


def unseen(
    *, text_mode: Literal[0, 1, 3] = 0, white: bool = False, x: float = 60, ground: bool = False, scanned: bool = False
) -> bytes:
    """A PDF with text that may not be seen: its render mode, its colour, its place, and what lies under it."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    for page in PAGES:
        if scanned:
            canvas.drawImage(ImageReader(io.BytesIO(picture("JPEG"))), 0, 0, 595.28, 841.89)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 0, 595.28, 841.89, stroke=0, fill=1)
        if ground:
            canvas.setFillColorRGB(0, 0, 0.6)
            canvas.rect(40, 700, 400, 100, stroke=0, fill=1)
        canvas.setFillColorRGB(*((1, 1, 1) if white else (0, 0, 0)))
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(x, 780 - 16 * number, line, mode=text_mode)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def resaved(data: bytes, change: Callable[[pikepdf.Pdf], None] | None = None, **options: Any) -> bytes:
    """The same PDF written again by qpdf, after a change."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        if change:
            change(document)
        document.save(target, **{"deterministic_id": True, **options})
    return target.getvalue()


def locked(data: bytes, *, user: str, owner: str = "owner") -> bytes:
    return resaved(data, encryption=pikepdf.Encryption(owner=owner, user=user), deterministic_id=False)


def without_pages(data: bytes) -> bytes:
    def empty(document: pikepdf.Pdf) -> None:
        while document.pages:
            del document.pages[-1]

    return resaved(data, empty)


def blank(pages: int = 2) -> bytes:
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        target = io.BytesIO()
        document.save(target, deterministic_id=True)
    return target.getvalue()


def labelled(data: bytes, **entry: object) -> bytes:
    """With page labels from one range on: `S` the style, `P` the prefix, `St` the first number."""

    def label(document: pikepdf.Pdf) -> None:
        numbers = pikepdf.Array([0, pikepdf.Dictionary({f"/{key}": value for key, value in entry.items()})])
        document.Root.PageLabels = document.make_indirect(pikepdf.Dictionary(Nums=numbers))

    return resaved(data, label)


def annotated(data: bytes, kind: pikepdf.Name) -> bytes:
    """With an annotation on its second page."""

    def annotate(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=kind, Rect=[100, 100, 300, 200])
        document.pages[1].Annots = pikepdf.Array([document.make_indirect(note)])

    return resaved(data, annotate)


def with_wrong_byte(data: bytes) -> bytes:
    """One byte wrong within the compressed content of a page in the middle."""
    start = data.index(b"stream\n", data.index(b"/Length", len(data) // 3)) + 30
    return data[:start] + bytes([data[start] ^ 0x55]) + data[start + 1 :]


def with_hole(data: bytes) -> bytes:
    """A block in the middle overwritten with zeros, as disks and interrupted copies do."""
    middle = len(data) // 3
    return data[:middle] + bytes(len(data) // 3) + data[2 * len(data) // 3 :]


def with_content(compressed: bytes) -> bytes:
    """A PDF of one page whose content unpacks from that."""
    with pikepdf.new() as document:
        document.add_blank_page()
        content = pikepdf.Stream(document, compressed)
        content.Filter = pikepdf.Name.FlateDecode
        document.pages[0].Contents = document.make_indirect(content)
        target = io.BytesIO()
        document.save(target, compress_streams=False)
    return target.getvalue()


def _repeated(block: bytes, times: int) -> bytes:
    """A zlib stream that unpacks to a block again and again, made without packing it as often."""
    packer = zlib.compressobj()
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (times - 1) + packer.flush()


def slow_pdf() -> bytes:
    """A small file that draws many millions of lines."""
    return with_content(_repeated(b"0 0 m 9 9 l S\n" * 100_000, 120))


def greedy_pdf() -> bytes:
    """A small file whose content unpacks to 4 GiB."""
    return with_content(_repeated(bytes(16 * 2**20), 256))


def package(*members: tuple[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return target.getvalue()


_TYPES = ("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')


def _core(title: str) -> tuple[str, str]:
    return (
        "docProps/core.xml",
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>',
    )


def docx(paragraphs: Sequence[str] = PAGES, *, title: str = "Emergency plan") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return package(_TYPES, _core(title), ("word/document.xml", document))


def xlsx(rows: Sequence[Sequence[str]] = (("Emission", "Tonnes"), ("SO2", "412"))) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    words = list(dict.fromkeys(cell for row in rows for cell in row if not cell.isdigit()))
    shared = "".join(f"<si><t>{word}</t></si>" for word in words)

    def cell(text: str) -> str:
        return f"<c><v>{text}</v></c>" if text.isdigit() else f'<c t="s"><v>{words.index(text)}</v></c>'

    lines = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return package(
        _TYPES,
        ("xl/workbook.xml", f'<workbook xmlns="{space}"/>'),
        ("xl/sharedStrings.xml", f'<sst xmlns="{space}">{shared}</sst>'),
        ("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{space}"><sheetData>{lines}</sheetData></worksheet>'),
    )


def pptx(slides: Sequence[str] = PAGES) -> bytes:
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    members = [
        (f"ppt/slides/slide{number}.xml", f'<sld xmlns:a="{space}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></sld>')
        for number, text in enumerate(slides, 1)
    ]
    return package(_TYPES, ("ppt/presentation.xml", "<presentation/>"), *reversed(members))


def odt(paragraphs: Sequence[str] = PAGES) -> bytes:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    lines = "".join(f"<text:p>{line}</text:p>" for line in paragraphs)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", f'<document xmlns:text="{text}">{lines}</document>', zipfile.ZIP_DEFLATED)
    return target.getvalue()


def compound(sectors: int = 3) -> bytes:
    """An older Office file's container: a header, its allocation table and so many sectors, all in use."""
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *[0xFFFFFFFE] * (sectors + 1), *[0xFFFFFFFF] * (127 - sectors))
    return bytes(header) + table + b"Plan" * 128 * sectors


def web_page(body: str, *, title: str = "Northwind Aluminium Group", head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


ARTICLE = "<h1>Disclosures</h1>" + "".join(
    f"<p>In {year} the group emitted {year % 97} kilotonnes of carbon dioxide, withdrew {year % 89} thousand cubic"
    f" metres of water and recorded {year % 7} spills. The board reviewed the plan for closing the gap.</p>"
    for year in range(2010, 2026)
)
