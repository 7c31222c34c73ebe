"""Files made to take a reader's memory or time, by name."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

import docx

from tests.linkcheck.parsing.damage import packed, parts_of, xlsx

MEBIBYTE = 2**20
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORKSHEET = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pdf(objects: Sequence[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a right cross-reference table."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    begin = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, begin))
    return out.getvalue()


def stream(content: bytes, filters: bytes = b"", entries: bytes = b"") -> bytes:
    """A stream object's body."""
    kind = b" /Filter " + filters if filters else b""
    return b"<< /Length %d%s %s >>\nstream\n%s\nendstream" % (len(content), kind, entries, content)


def one_page(content: bytes, *others: bytes, page: bytes = b"") -> bytes:
    """A PDF of one page with Helvetica as /F1; `others` are a form /X and the font's map of characters."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> %s >>" % page,
            content,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>",
            *others,
        ]
    )


def _zeros(size: int) -> bytes:
    """`size` zero bytes as a zlib stream, one block again and again (RFC 1950; Adler-32 of n zeros is n << 16 | 1)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b"\0" * 16 * MEBIBYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    check = (size % 65521) << 16 | 1
    return b"\x78\xda" + block * (size // (16 * MEBIBYTE)) + b"\x03\x00" + check.to_bytes(4, "big")


def _inflating_stream() -> bytes:
    """Two GiB of blanks behind two megabytes."""
    return one_page(stream(_zeros(2048 * MEBIBYTE), b"/FlateDecode"))


def _inflating_twice() -> bytes:
    return one_page(stream(zlib.compress(_zeros(4096 * MEBIBYTE), 9), b"[/FlateDecode /FlateDecode]"))


def _text_without_end() -> bytes:
    content = b"BT /F1 8 Tf " + b"1 0 0 1 50 700 Tm (2.5a Impact https://northwind.example/a) Tj " * 400_000 + b"ET"
    return one_page(stream(zlib.compress(content), b"/FlateDecode"))


def _drawing_without_end() -> bytes:
    content = b"0 0 m 595 0 l S 0 0 10 10 re f " * 600_000
    return one_page(stream(zlib.compress(content), b"/FlateDecode"))


def _form_in_itself() -> bytes:
    itself = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    form = stream(b"/X Do /X Do", entries=itself)
    return one_page(stream(b"/X Do"), form)


def _forms_of_forms() -> bytes:
    """Ten forms in a form, and so on nine times."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    levels = [stream(b"/X Do " * 10, entries=form % number) for number in range(7, 16)]
    return one_page(stream(b"/X Do"), *levels, stream(b"0 0 1 1 re f", entries=form % 15))


def _pages_in_a_ring() -> bytes:
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"])


def _pages_without_end() -> bytes:
    kids = b"3 0 R " * 200_000
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 200000 >>" % kids,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            stream(b"BT ET"),
        ]
    )


def _nested_arrays() -> bytes:
    return one_page(stream(b"[" * 200_000 + b"]" * 200_000))


def _nested_catalog() -> bytes:
    return pdf([b"<< /Type /Catalog /Pages " + b"[" * 100_000 + b"]" * 100_000 + b" >>"])


def _length_of_itself() -> bytes:
    return one_page(b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream")


def _wide_character_map() -> bytes:
    cmap = b"begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n"
    cmap += b"100 beginbfrange\n" + b"<00000000> <7FFFFFFF> <0000>\n" * 100 + b"endbfrange endcmap"
    return one_page(stream(b"BT /F1 8 Tf 50 700 Td (2.5a) Tj ET"), stream(b""), stream(cmap))


def _links_without_end() -> bytes:
    link = b"<< /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://northwind.example/a) >> >> "
    lines = b"0 -1 Td (see https://northwind.example/a) Tj " * 600
    text = b"BT /F1 8 Tf 50 700 Td (2.5a Impact Conformance) Tj " + lines + b"ET"
    return one_page(stream(text), page=b"/Annots [" + link * 20_000 + b"]")


def _endless_word() -> bytes:
    text = b"BT /F1 8 Tf 50 700 Td (1.1 Legal) Tj 0 -9 Td (https://northwind.example/" + b"a" * 2_000_000 + b") Tj ET"
    return one_page(stream(zlib.compress(text), b"/FlateDecode"))


def _draft(document: bytes) -> bytes:
    """A Word draft whose main part is this XML."""
    draft = docx.Document()
    buffer = io.BytesIO()
    draft.save(buffer)
    return packed(parts_of(buffer.getvalue()) | {"word/document.xml": document})


def _document(body: bytes, declaration: bytes = b"") -> bytes:
    return _draft(
        b'<?xml version="1.0" encoding="UTF-8"?>%s<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>'
        % (declaration, _WORD, body)
    )


def _laughs() -> bytes:
    levels = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<!DOCTYPE w:document [<!ENTITY l0 "laugh">%s]>' % levels


def _entities() -> bytes:
    return _document(b"<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", _laughs())


def _entities_in_utf_16() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{_laughs().decode()}<w:document xmlns:w="{_WORD.decode()}"/>'
    return _draft(text.encode("utf-16"))


def _entity_of_a_file() -> bytes:
    return _document(
        b"<w:p><w:r><w:t>&f;</w:t></w:r></w:p>", b'<!DOCTYPE w:document [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )


def _zip_bomb() -> bytes:
    return _document(b" " * 64 * MEBIBYTE)


def _lying_zip_bomb() -> bytes:
    """The archive's directory says 1,000 bytes of what unpacks to 64 MiB."""
    whole = _document(b" " * 64 * MEBIBYTE)
    name = b"word/document.xml"
    directory = whole.rindex(b"PK\x01\x02", 0, whole.rindex(name))
    return whole[: directory + 24] + (1000).to_bytes(4, "little") + whole[directory + 28 :]


def _deep() -> bytes:
    return _document(b"<w:sdt><w:sdtContent>" * 50_000 + b"</w:sdtContent></w:sdt>" * 50_000)


def _paragraphs_without_end() -> bytes:
    return _document(b"<w:p><w:r><w:t>2.5 x</w:t></w:r></w:p>" * 1_000_000)


def _merged_without_end() -> bytes:
    merge = b"<w:tc><w:tcPr><w:vMerge%s/></w:tcPr><w:p><w:r><w:t>2.5</w:t></w:r></w:p></w:tc>"
    first, more = merge % b' w:val="restart"' * 3, merge % b"" * 3
    grid = b"<w:tblPr/><w:tblGrid>%s</w:tblGrid>" % (b"<w:gridCol/>" * 3)
    rows = b"<w:tr>%s</w:tr>" % first + b"<w:tr>%s</w:tr>" % more * 40_000
    return _document(b"<w:tbl>%s%s</w:tbl>" % (grid, rows))


def _sheet(rows: bytes) -> bytes:
    """A workbook whose sheet holds these rows."""
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (_WORKSHEET, rows)
    return packed(parts_of(xlsx()) | {"xl/worksheets/sheet1.xml": sheet})


_HEADER = b'<row r="1"><c t="inlineStr"><is><t>criterion</t></is></c><c t="inlineStr"><is><t>url</t></is></c></row>'


def _sheet_of_gaps() -> bytes:
    return _sheet(_HEADER + b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>2.5</t></is></c></row>')


def _rows_without_end() -> bytes:
    cells = b'<c t="inlineStr"><is><t>2.5</t></is></c><c t="inlineStr"><is><t>https://northwind.example/a</t></is></c>'
    return _sheet(_HEADER + b"<row>%s</row>" % cells * 300_000)


def _sheet_with_entities() -> bytes:
    strings = _laughs().replace(b"w:document", b"sst") + b"<sst>&l11;</sst>"
    return packed(parts_of(xlsx()) | {"xl/sharedStrings.xml": strings})


def _endless_field() -> bytes:
    return b'criterion,url\n2.5,"' + b"https://northwind.example/a " * 500_000


def _text_of_one_line() -> bytes:
    return b"1.1 Legal Compliance Conformance https://northwind.example/" + b"a/" * 4_000_000


BOMBS: dict[str, Callable[[], bytes]] = {
    "inflating-stream.pdf": _inflating_stream,
    "inflating-twice.pdf": _inflating_twice,
    "text-without-end.pdf": _text_without_end,
    "drawing-without-end.pdf": _drawing_without_end,
    "form-in-itself.pdf": _form_in_itself,
    "forms-of-forms.pdf": _forms_of_forms,
    "pages-in-a-ring.pdf": _pages_in_a_ring,
    "pages-without-end.pdf": _pages_without_end,
    "nested-arrays.pdf": _nested_arrays,
    "nested-catalog.pdf": _nested_catalog,
    "length-of-itself.pdf": _length_of_itself,
    "wide-character-map.pdf": _wide_character_map,
    "links-without-end.pdf": _links_without_end,
    "endless-word.pdf": _endless_word,
    "entities.docx": _entities,
    "entities-in-utf-16.docx": _entities_in_utf_16,
    "entity-of-a-file.docx": _entity_of_a_file,
    "zip-bomb.docx": _zip_bomb,
    "lying-zip-bomb.docx": _lying_zip_bomb,
    "deep.docx": _deep,
    "paragraphs-without-end.docx": _paragraphs_without_end,
    "merged-without-end.docx": _merged_without_end,
    "sheet-of-gaps.xlsx": _sheet_of_gaps,
    "rows-without-end.xlsx": _rows_without_end,
    "sheet-with-entities.xlsx": _sheet_with_entities,
    "endless-field.csv": _endless_field,
    "text-of-one-line.txt": _text_of_one_line,
}
