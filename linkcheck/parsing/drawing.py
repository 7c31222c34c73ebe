"""Pictures of a report's pages with what was read drawn over them, so that a person can see why.

The columns of the findings table are tinted, each finding's beginning is ruled and named on the left, each citation's
URL is framed in its facility's colour and told on the right: whose it is, why, and where in the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from linkcheck.errors import UnreadableReport, UsageError
from linkcheck.parsing.citations import Cited
from linkcheck.parsing.findings import join
from linkcheck.parsing.limits import LIMITS, Confined, Limits
from linkcheck.parsing.pages import Box, Columns
from linkcheck.parsing.reading import Reading, examine
from linkcheck.parsing.wording import criterion
from linkcheck.report import Citation

SCALE: Final = 1.5
"""Pixels for a point."""

MOST_PIXELS: Final = 12_000_000
MOST_PAGES: Final = 300
MARGINS: Final = (150, 330)
"""Pixels added on the left for findings and on the right for citations."""

_LETTERS: Final = 15
_FONTS: Final = ("NotoSansCJK-Regular.ttc", "DejaVuSans.ttf", "Arial Unicode.ttf")
_ENTITY: Final = (90, 90, 90)
_COLOURS: Final = (
    (0, 92, 175), (200, 70, 0), (0, 125, 70), (160, 30, 130),
    (150, 110, 0), (0, 130, 150), (190, 20, 40), (90, 70, 190),
)  # fmt: skip
_TINTS: Final = {
    "criterion": (255, 215, 0, 38), "title": (255, 150, 0, 30), "rating": (0, 170, 90, 34),
    "comment": (0, 120, 255, 22), "aside": (150, 60, 255, 26), "facility": (0, 180, 180, 30),
}  # fmt: skip
_OTHER: Final = (120, 120, 120, 20)
"""A column that is not read."""

_ROW: Final = (170, 0, 0)

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


class _Note(NamedTuple):
    """Something told beside the page at a height (points)."""

    height: float
    text: str
    colour: Colour


def draw(
    path: Path, folder: Path, *, aliases: Mapping[str, Sequence[str]] | None = None, limits: Limits = LIMITS
) -> list[Path]:
    """Write one PNG for each page of a PDF report into `folder`, and give their paths.

    Reading and drawing happen in a limited process. Raises UnreadableReport, and UsageError where `folder` can't be
    written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"pictures can't be written to {folder}: {error.strerror}") from error
    with Confined(limits) as process:
        answer = process.ask("draw", path, aliases or {}, folder=str(folder.absolute()))
    return [Path(picture) for picture in answer["pictures"]]


def pictures(path: Path, folder: Path, aliases: Mapping[str, Sequence[str]]) -> Iterator[Path]:
    """Draw page after page, in this process. Raises UnreadableReport."""
    reading = examine(path, aliases=aliases)
    if reading.report.source.media_type != "application/pdf":
        raise UnreadableReport(f"only a PDF has pages to draw on: {path}", "Leave out --draw")
    colours = {facility.name: _COLOURS[n % len(_COLOURS)] for n, facility in enumerate(reading.report.facilities)}
    document = pypdfium2.PdfDocument(path)
    try:
        for number in range(1, min(len(document), MOST_PAGES) + 1):
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            picture = _picture(page.render(scale=scale).to_pil().convert("RGB"), reading, number, scale, colours)
            file = folder / f"{path.stem}-page-{number:03}.png"
            picture.save(file)
            yield file
    finally:
        document.close()


def _picture(
    page: Image.Image, reading: Reading, number: int, scale: float, colours: Mapping[str, Colour]
) -> Image.Image:
    left, right = MARGINS
    sheet = Image.new("RGB", (left + page.width + right, page.height), "white")
    sheet.paste(_tinted(page, [c for c in reading.layout.columns if c.page == number], scale), (left, 0))
    pen = ImageDraw.Draw(sheet)
    font = _font()
    findings = list(_findings(reading, number))
    for note in findings:
        y = note.height * scale
        pen.line((left, y, left + page.width, y), fill=note.colour, width=1)
    _beside(pen, findings, 6, left - 10, scale, font)
    citations = []
    for cited, box in _boxes(reading.cited, number):
        colour = colours.get(cited.citation.facility or "", _ENTITY)
        x0, top, x1, bottom = (value * scale for value in box)
        pen.rectangle((left + x0 - 2, top - 1, left + x1 + 2, bottom + 1), outline=colour, width=2)
    for cited, box in _boxes(reading.cited, number, first=True):
        colour = colours.get(cited.citation.facility or "", _ENTITY)
        citations.append(_Note(box.middle, _told(cited.citation), colour))
        x = left + page.width
        pen.line((left + box.x1 * scale + 3, box.middle * scale, x, box.middle * scale), fill=colour, width=1)
    _beside(pen, citations, left + page.width + 8, right - 14, scale, font)
    return sheet


def _tinted(page: Image.Image, columns: Sequence[Columns], scale: float) -> Image.Image:
    tint = Image.new("RGBA", page.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(tint)
    for found in columns:
        for role, x0, x1 in found.edges:
            box = x0 * scale, found.top * scale, x1 * scale, found.bottom * scale
            pen.rectangle(box, fill=_TINTS.get(role, _OTHER))
            pen.text((x0 * scale + 2, 2), role, fill=(*_ENTITY, 255), font=_font())
    return Image.alpha_composite(page.convert("RGBA"), tint).convert("RGB")


def _findings(reading: Reading, number: int) -> Iterator[_Note]:
    """Where each finding begins on the page; on its first line the criterion and what it was rated."""
    rated = {finding.criterion: finding.rating or "no rating" for finding in reading.report.findings}
    for row in reading.layout.rows:
        found = criterion(join(row.criterion))
        first = row.criterion[0] if row.criterion else None
        if found and first and first.box and first.page == number:
            yield _Note(first.box.top - 1, f"{found[0]}\n{rated.get(found[0], 'not read')}", _ROW)


def _boxes(cited: Sequence[Cited], number: int, *, first: bool = False) -> Iterator[tuple[Cited, Box]]:
    """The boxes of the citations on a page, one per line of each URL; `first`: only one per citation."""
    for one in cited:
        here = [box for page, box in one.mention.boxes if page == number]
        for box in here[:1] if first else here:
            yield one, box


def _told(citation: Citation) -> str:
    where = [f"p. {page}" for page in citation.locators.pages]
    where += [f"§ {section}" for section in citation.locators.sections]
    whose = f"{citation.criterion} {citation.facility or 'whole entity'} ({citation.attribution})"
    what = ", ".join([*([citation.document] if citation.document else []), *where])
    kind = "" if citation.kind == "disclosure" else f" [{citation.kind}]"
    return f"{whose}{kind}\n{what}" if what else f"{whose}{kind}"


def _beside(pen: ImageDraw.ImageDraw, notes: Sequence[_Note], x: float, room: float, scale: float, font: Font) -> None:
    """Write the notes beside the page, each at its height or below the one before."""
    free = 0.0
    for note in sorted(notes, key=lambda n: n.height):
        y = max(free, note.height * scale - _LETTERS / 2)
        for text in note.text.split("\n"):
            pen.text((x, y), _cut(pen, text, room, font), fill=note.colour, font=font)
            y += _LETTERS
        free = y + 1


def _cut(pen: ImageDraw.ImageDraw, text: str, room: float, font: Font) -> str:
    if pen.textlength(text, font=font) <= room:
        return text
    while text and pen.textlength(f"{text}…", font=font) > room:
        text = text[:-1]
    return f"{text}…"


def _font() -> Font:
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, _LETTERS - 3)
        except OSError:
            continue
    return ImageFont.load_default(_LETTERS - 3)
