"""A PDF's pages by PDFium and by pdfplumber: the same words, rules and links, and who reads what."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from linkcheck.fonts import without_system_fonts
from linkcheck.parsing import pdf, pdfium, plumber
from linkcheck.parsing.limits import Limits, read_report_limited
from linkcheck.parsing.links import MOST_LINKS
from linkcheck.parsing.pages import Box, Page
from tests.linkcheck.parsing import bombs
from tests.linkcheck.parsing.corpus import generate
from tests.linkcheck.parsing.corpus.writers import WRITERS

SEEN = b"BT /F1 10 Tf 50 200 Td (See https://x.example/a-b.pdf now) Tj ET "
DRAWN = b"50 150 200 30 re S 50 100 m 250 100 l S 50 80 200 0.5 re f "
LINK = b"/Annots [<< /Subtype /Link /Rect [50 195 150 212] /A << /S /URI /URI (https://x.example/a) >> >>]"
NEAR = 4
"""Points: to pdfplumber Helvetica's bullet has no width."""


TYPE_3 = (
    b"<< /Type /Font /Subtype /Type3 /FirstChar 97 /LastChar 98 /Widths [600 600] /FontMatrix [.001 0 0 .001 0 0]"
    b" /FontBBox [0 0 750 750] /CharProcs << /a 4 0 R /b 4 0 R >> /Encoding << /Differences [97 /a /b] >>"
    b" /Resources << >> >>"
)


def written(
    folder: Path, content: bytes, *, entries: bytes = b"/MediaBox [0 0 400 300]", font: bytes = b"", form: bytes = b""
) -> Path:
    """A PDF of one page with a font /F1 (Helvetica, or another one) and a form /X."""
    path = folder / "page.pdf"
    path.write_bytes(
        bombs.pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R"
                b" /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> %s >>" % entries,
                bombs.stream(content),
                font or b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
                bombs.stream(
                    form, entries=b"/Subtype /Form /BBox [0 0 400 300] /Resources << /Font << /F1 5 0 R >> >>"
                ),
            ]
        )
    )
    return path


def by(reader: type[pdfium.Document | plumber.Document], path: Path) -> list[Page]:
    with reader(path) as document:
        return [document.read(number) for number in range(1, len(document) + 1)]


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def boxes_are_near(ours: Page, theirs: Page) -> bool:
    pairs = zip(ours.words, theirs.words, strict=True)
    return all(max(abs(a.x0 - b.x0), abs(a.x1 - b.x1)) < NEAR and abs(a.top - b.top) < 0.01 for a, b in pairs)


@pytest.mark.parametrize("name", ["reportlab", "chromium", "libreoffice"])
def test_both_readers_read_the_same_in_what_writer_programs_make(name: str, tmp_path: Path) -> None:
    if WRITERS[name].missing:
        pytest.skip(WRITERS[name].missing)
    path = tmp_path / "report.pdf"
    WRITERS[name].write(generate.report(Random(11), 11), path)
    for ours, theirs in zip(by(pdfium.Document, path), by(plumber.Document, path), strict=True):
        assert texts(ours) == texts(theirs)
        assert boxes_are_near(ours, theirs)
        assert [link.target for link in ours.links] == [link.target for link in theirs.links]
        assert rounded(ours) == rounded(theirs)


def rounded(page: Page) -> set[tuple[int, ...]]:
    """The rules, in half points."""
    return {tuple(round(2 * value) for value in rule) for rule in page.rules}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"(two  words)", ["two", "words"]),
        (b"[(no)-80(gap)-300(a)-160(gap)]", ["nogap", "a", "gap"]),
        (b"(trail ) Tj ( lead)", ["trail", "lead"]),
        (b"(https://x.example/a-) Tj T* (b.pdf)", ["https://x.example/a-", "b.pdf"]),
        (b"(\\240nb\\240sp)", ["nb", "sp"]),
        (b"(a\\225b) Tj T* (\\225)", ["a•b", "•"]),
        (b"(up) Tj 2 Ts (1) Tj 0 Ts ( down)", ["up1", "down"]),
        (b"(page 14) Tj /F1 6 Tf 3 Ts (2, 3) Tj /F1 10 Tf 0 Ts (, x)", ["page", "14²⁾", "³,", "x"]),
        (b"/F1 6 Tf 3 Ts (2) Tj /F1 10 Tf 0 Ts (seen)", ["²seen"]),
        (b"3 Tr (hidden)", ["hidden"]),
        (b"50 Tz (narrow words)", ["narrow", "words"]),
        (b"1 Tc (spaced) Tj 0 Tc 3 Tw ( far apart)", ["spaced", "far", "apart"]),
        (b"0 1 -1 0 90 90 Tm (upwards) Tj 1 0 0 1 50 50 Tm (level)", ["level"]),
        (b"1 0 0 -1 50 50 Tm (mirrored) Tj 1 0 0 1 50 90 Tm (plain)", ["plain"]),
    ],
)
def test_both_readers_part_words_alike(content: bytes, words: list[str], tmp_path: Path) -> None:
    path = written(
        tmp_path, b"BT /F1 10 Tf 12 TL 50 200 Td %s %s ET" % (content, b"TJ" if content[:1] == b"[" else b"Tj")
    )
    (ours,), (theirs,) = by(pdfium.Document, path), by(plumber.Document, path)
    assert texts(ours) == texts(theirs) == words


def test_text_that_is_drawn_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    twice = b"BT /F1 10 Tf 50 200 Td (Bold) Tj ET BT /F1 10 Tf 50.2 200 Td (Bold) Tj ET"
    assert texts(by(pdfium.Document, written(tmp_path, twice))[0]) == ["Bold"]


@pytest.mark.parametrize("reader", [pdfium.Document, plumber.Document])
def test_a_watermark_across_the_page_is_not_read(
    reader: type[pdfium.Document | plumber.Document], tmp_path: Path
) -> None:
    across = b"BT .8 g /F1 60 Tf .6 .8 -.8 .6 80 60 Tm (DRAFT) Tj ET " + SEEN
    (page,) = by(reader, written(tmp_path, across))
    assert texts(page) == ["See", "https://x.example/a-b.pdf", "now"]


def test_forms_are_looked_into(tmp_path: Path) -> None:
    path = written(tmp_path, b"q .5 0 0 .5 10 20 cm /X Do Q", form=SEEN + DRAWN)
    (ours,), (theirs,) = by(pdfium.Document, path), by(plumber.Document, path)
    assert texts(ours) == texts(theirs) == ["See", "https://x.example/a-b.pdf", "now"]
    assert boxes_are_near(ours, theirs)
    assert rounded(ours) == rounded(theirs)
    assert len(ours.rules) == 6


def test_what_is_only_drawn_within_is_no_rule(tmp_path: Path) -> None:
    clipped = written(tmp_path, SEEN + b"0 0 10 10 re W n 0 0 m 60 140 70 140 80 130 c S 100 100 50 50 re n")
    assert by(pdfium.Document, clipped)[0].rules == ()


@pytest.mark.parametrize("reader", [pdfium.Document, plumber.Document])
@pytest.mark.parametrize(
    ("entries", "size", "corner"),
    [
        (b"/MediaBox [0 0 400 300]", (400, 300), (50, 88)),
        (b"/MediaBox [0 0 400 300] /CropBox [20 30 380 280]", (360, 250), (30, 68)),
    ],
)
def test_places_are_from_the_upper_left_corner_of_what_is_shown(
    reader: type[pdfium.Document | plumber.Document],
    entries: bytes,
    size: tuple[float, float],
    corner: tuple[float, float],
    tmp_path: Path,
) -> None:
    (page,) = by(reader, written(tmp_path, SEEN, entries=entries + LINK))
    assert (page.width, page.height) == size
    assert page.links[0].box == Box(*corner, corner[0] + 100, corner[1] + 17)
    assert abs(page.words[0].x0 - corner[0]) < NEAR
    assert page.links[0].box.top < page.words[0].middle < page.links[0].box.bottom


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_by_pdfplumber(turn: int, tmp_path: Path) -> None:
    level = {90: b"0 1 -1 0 100 50", 180: b"-1 0 0 -1 300 200", 270: b"0 -1 1 0 100 250"}[turn]
    path = written(
        tmp_path,
        b"BT /F1 10 Tf %s Tm (level words) Tj ET" % level,
        entries=b"/MediaBox [0 0 400 300] /CropBox [20 30 380 280] /Rotate %d" % turn,
    )
    with pytest.raises(pdfium.Doubtful):
        by(pdfium.Document, path)
    (page,) = pdf.read_pages(path, pytest.fail)
    assert texts(page) == ["level", "words"]
    assert (page.width, page.height) == ((360, 250) if turn == 180 else (250, 360))
    assert all(0 < word.x0 < word.x1 < page.width and 0 < word.top < page.height for word in page.words)


def test_letters_that_only_shapes_name_are_read_by_pdfplumber(tmp_path: Path) -> None:
    path = written(tmp_path, b"BT /F1 10 Tf 50 200 Td (abba) Tj ET", font=TYPE_3)
    with pytest.raises(pdfium.Doubtful):
        by(pdfium.Document, path)
    assert [texts(page) for page in pdf.read_pages(path, pytest.fail)] == [["abba"]]


@pytest.mark.parametrize(
    ("font", "text"),
    [("STSong-Light", "北"), ("MSung-Light", "臺"), ("HeiseiMin-W3", "アルミ"), ("HYSMyeongJo-Medium", "한")],
)
def test_east_asian_letters_that_stand_alone_are_read_without_their_font(tmp_path: Path, font: str, text: str) -> None:
    path = tmp_path / "page.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    page = Canvas(str(path))
    page.setFont(font, 10)
    for n, letter in enumerate(text):
        page.drawString(50 + 20 * n, 700, letter)
    page.save()
    with without_system_fonts():
        assert [texts(page) for page in by(pdfium.Document, path)] == [list(text)]


def test_a_letter_whose_shape_is_nowhere_is_read_by_pdfplumber(tmp_path: Path) -> None:
    font = (
        b"<< /Type /Font /Subtype /TrueType /BaseFont /Amiri /FirstChar 97 /LastChar 98 /Widths [600 600]"
        b" /Encoding << /Differences [97 /afii57415 /afii57416] >> >>"
    )
    path = written(tmp_path, b"BT /F1 10 Tf 50 200 Td (a) Tj 50 0 Td (ba) Tj ET", font=font)
    with without_system_fonts(), pytest.raises(pdfium.Doubtful):
        by(pdfium.Document, path)
    assert [texts(page) for page in pdf.read_pages(path, pytest.fail)] == [["\u0627", "\u0628\u0627"]]


def test_invisible_text_of_which_some_has_no_shape_is_read_by_pdfplumber(tmp_path: Path) -> None:
    """In the text behind a scan a letter that stands alone has no more of a shape than a blank."""
    path = written(tmp_path, b"BT 3 Tr /F1 10 Tf 50 200 Td (37) Tj 20 0 Td ( ) Tj 20 0 Td (tons) Tj ET")
    with pytest.raises(pdfium.Doubtful):
        by(pdfium.Document, path)
    assert [texts(page) for page in pdf.read_pages(path, pytest.fail)] == [["37", "tons"]]


TYPED = b"<< /Subtype /%s /Rect [0 0 400 300] /AP << /N 6 0 R >> >>"
INTO = b"BT /F1 10 Tf 50 120 Td (typed https://x.example/typed) Tj ET"


@pytest.mark.parametrize("subtype", [b"FreeText", b"Widget /FT /Tx /T (comment)"])
def test_what_was_typed_into_a_page_is_read(subtype: bytes, tmp_path: Path) -> None:
    entries = b"/MediaBox [0 0 400 300] " + LINK.removesuffix(b"]") + TYPED % subtype + b"]"
    (page,) = pdf.read_pages(written(tmp_path, SEEN, entries=entries, form=INTO), pytest.fail)
    assert texts(page) == ["See", "https://x.example/a-b.pdf", "now", "typed", "https://x.example/typed"]
    assert [link.target for link in page.links] == ["https://x.example/a"]


def test_what_is_hidden_of_it_is_not(tmp_path: Path) -> None:
    entries = b"/MediaBox [0 0 400 300] /Annots [%s]" % (TYPED % b"FreeText /F 2")
    (page,) = pdf.read_pages(written(tmp_path, SEEN, entries=entries, form=INTO), pytest.fail)
    assert texts(page) == ["See", "https://x.example/a-b.pdf", "now"]


def test_that_pdfplumber_does_not_see_it_is_told(tmp_path: Path) -> None:
    entries = b"/MediaBox [0 0 400 300] /Rotate 90 /Annots [%s]" % (TYPED % b"FreeText")
    told: list[str] = []
    turned = b"BT /F1 10 Tf 0 1 -1 0 100 50 Tm (level words) Tj ET"
    (page,) = pdf.read_pages(written(tmp_path, turned, entries=entries, form=INTO), told.append)
    assert texts(page) == ["level", "words"]
    assert told == ["What was typed into form fields of page 1, or onto it, could not be read."]


def test_a_page_that_no_reader_can_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(bombs.BOMBS["pages-in-a-ring.pdf"]())
    troubles: list[str] = []
    assert list(pdf.read_pages(path, troubles.append)) == []
    assert troubles


def test_a_page_without_words_is_looked_at_by_both_and_has_none(tmp_path: Path) -> None:
    path = written(tmp_path, DRAWN)
    with pytest.raises(pdfium.Doubtful):
        by(pdfium.Document, path)
    (page,) = pdf.read_pages(path, pytest.fail)
    assert not page.words
    assert len(page.rules) == 6


@pytest.mark.parametrize("reader", [pdfium.Document, plumber.Document])
def test_what_lies_beside_the_page_is_not_read(
    reader: type[pdfium.Document | plumber.Document], tmp_path: Path
) -> None:
    places = ((-90, 200), (401, 200), (50, 303), (50, 20), (2_000_000_000, 200))
    beside = b"".join(b"1 0 0 1 %d %d Tm (https://x.example/b) Tj " % place for place in places)
    entries = b"/MediaBox [0 0 400 300] /CropBox [0 40 400 300]"
    path = written(tmp_path, SEEN + b"BT /F1 8 Tf " + beside + b"ET", entries=entries)
    assert texts(by(reader, path)[0]) == ["See", "https://x.example/a-b.pdf", "now"]


def test_a_file_may_claim_to_have_any_number_of_pages(tmp_path: Path) -> None:
    path = written(tmp_path, SEEN)
    path.write_bytes(path.read_bytes().replace(b"/Count 1 ", b"/Count 900000 "))
    troubles: list[str] = []
    assert [page.number for page in pdf.read_pages(path, troubles.append)] == [1]
    assert troubles == [
        "Pages 2 to 101 could not be read (IndexError).",
        "Reading stopped before page 102 of 900000: none before it could be read.",
    ]


@pytest.mark.parametrize("annotations", [b"5", b"<< /A 1 >>", b"[5 (x) null]"])
def test_annotations_that_are_none_cost_no_words(annotations: bytes, tmp_path: Path) -> None:
    entries = b"/MediaBox [0 0 300 400] /Rotate 90 /Annots " + annotations
    path = written(tmp_path, b"BT /F1 10 Tf 0 1 -1 0 100 50 Tm (See) Tj ET", entries=entries)
    assert [texts(page) for page in pdf.read_pages(path, pytest.fail)] == [["See"]]


def test_a_page_has_a_bounded_number_of_links(tmp_path: Path) -> None:
    link = LINK.partition(b"[")[2].removesuffix(b"]")
    box = b"/MediaBox [0 0 400 300]"
    path = written(tmp_path, SEEN, entries=box + b" /Annots [" + link * (MOST_LINKS + 1) + b"]")
    troubles: list[str] = []
    (page,) = pdf.read_pages(path, troubles.append)
    assert len(page.links) == MOST_LINKS
    assert troubles == [f"Page 1 has more links than the {MOST_LINKS} that were read."]


@pytest.mark.parametrize("reader", [pdfium.Document, plumber.Document])
def test_a_link_that_no_server_takes_is_none(reader: type[pdfium.Document | plumber.Document], tmp_path: Path) -> None:
    link = LINK.replace(b"example/a", b"example/" + b"a" * 9_000)
    path = written(tmp_path, SEEN, entries=b"/MediaBox [0 0 400 300] " + link)
    assert not by(reader, path)[0].links


def test_a_page_with_too_many_letters_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkcheck.parsing.letters.MOST_LETTERS", 10)
    troubles: list[str] = []
    assert list(pdf.read_pages(written(tmp_path, SEEN), troubles.append)) == []
    assert troubles == ["Page 1 could not be read (Overfull)."]


def test_a_built_in_font_with_a_long_name_has_its_shapes(tmp_path: Path) -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-BoldOblique >>"
    path = written(tmp_path, SEEN + b"BT /F1 10 Tf 300 100 Td ( ) Tj ET", font=font)
    assert texts(by(pdfium.Document, path)[0]) == ["See", "https://x.example/a-b.pdf", "now"]


def test_where_pdfium_ends_the_process_pdfplumber_reads(tmp_path: Path) -> None:
    """A form that draws itself twice takes all memory from PDFium."""
    itself = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    lines = (
        "CRITERION    RATING    COMMENT",
        "1.1 Legal Compliance Conformance Fine.",
        "1.2 Anti-Corruption Conformance Fine.",
    )
    text = b"".join(b"0 -20 Td (%s) Tj " % line.encode() for line in lines)
    path = tmp_path / "report.pdf"
    path.write_bytes(
        bombs.one_page(
            bombs.stream(b"BT /F1 10 Tf 50 700 Td %s ET /X Do" % text), bombs.stream(b"/X Do /X Do", entries=itself)
        )
    )
    report = read_report_limited(path, limits=Limits(seconds=30, memory=2**29))
    assert [finding.criterion for finding in report.findings] == ["1.1", "1.2"]
