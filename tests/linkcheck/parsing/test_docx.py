"""Word drafts: tables, links, tracked changes, and what else Word makes of a text."""

from __future__ import annotations

import io
from copy import deepcopy
from pathlib import Path
from random import Random

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import read_report
from linkcheck.parsing.limits import read_report_limited
from linkcheck.vocabulary import CitationSource, ObservationCode
from tests.linkcheck.parsing.corpus import generate, score, word
from tests.linkcheck.parsing.damage import packed, parts_of
from tests.linkcheck.parsing.drafts_of_firms import table

URL = "https://northwind.example/policy.pdf"


def draft(path: Path, comment: str, relations: tuple[str, ...] = ()) -> Path:
    """A draft with one finding, whose comment is this XML; `relations` are the targets of rId100, rId101 …"""
    document = docx.Document()
    document.add_paragraph("ENTITY NAME Northwind Aluminium AB")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("CRITERION", "RATING", "COMMENT"), strict=True):
        cell.text = text
    table.cell(1, 0).text, table.cell(1, 1).text = "1.3a-e Code of Conduct", "Conformance"
    table.cell(1, 2)._tc.append(parse_xml(f"<w:p {nsdecls('w', 'r')}>{comment}</w:p>"))
    for n, target in enumerate(relations):
        document.part.rels.add_relationship(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            target,
            f"rId{100 + n}",
            True,
        )
    document.save(str(path))
    return path


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


SIMPLE_FIELD = f"<w:fldSimple w:instr=' HYPERLINK \"{URL}\" '>{run('here')}</w:fldSimple>"
DELETED = '<w:del w:id="1" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>'


def field(arguments: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> HYPERLINK {arguments} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("our policy")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("comment", "source"),
    [
        (run(f"The Entity has disclosed its Policy at {URL}."), CitationSource.TEXT),
        (run("See ") + f'<w:hyperlink r:id="rId100">{run("here")}</w:hyperlink>', CitationSource.LINK),
        (run("See ") + f'<w:hyperlink r:id="rId100">{run(URL)}</w:hyperlink>', CitationSource.BOTH),
        (run("See ") + f'<w:hyperlink r:id="rId100">{run(URL[:20])}{run(URL[20:])}</w:hyperlink>', CitationSource.BOTH),
        (run("See ") + field(f'"{URL}" \\o "tip"'), CitationSource.LINK),
        (run("See ") + field(f'\\t "_blank" \\n "{URL}"'), CitationSource.LINK),
        (run("See ") + SIMPLE_FIELD, CitationSource.LINK),
        (run("See ") + f'<w:ins w:id="1" w:author="A">{run(URL)}</w:ins>', CitationSource.TEXT),
        (run("See " + URL) + DELETED, CitationSource.TEXT),
        (run("See https://northwind.example/pol") + run("icy.pdf"), CitationSource.TEXT),
        (run("See https://north") + "<w:r><w:softHyphen/></w:r>" + run("wind.example/policy.pdf"), CitationSource.TEXT),
    ],
)  # fmt: skip
def test_a_link_is_read_however_word_keeps_it(tmp_path: Path, comment: str, source: CitationSource) -> None:
    (citation,) = read_report(draft(tmp_path / "draft.docx", comment, (URL,))).citations
    assert (citation.criterion, citation.url, citation.source) == ("1.3a-e", URL, source)


@pytest.mark.parametrize(
    "comment",
    [
        f'<w:del w:id="1" w:author="A"><w:r><w:delText>{URL}</w:delText></w:r></w:del>',
        f'<w:moveFrom w:id="1" w:author="A">{run(URL)}</w:moveFrom>',
        f'<w:hyperlink r:id="rId100">{run("mail us")}</w:hyperlink>',
        f'<w:hyperlink r:id="rId999">{run("no such relation")}</w:hyperlink>',
        f'<w:hyperlink w:anchor="chapter">{run("chapter 2")}</w:hyperlink>',
        field('\\l "_Toc123"'),
    ],
)
def test_what_is_no_citation(tmp_path: Path, comment: str) -> None:
    assert not read_report(draft(tmp_path / "draft.docx", comment, ("mailto:csr@northwind.example",))).citations


@pytest.mark.parametrize("dots", ["…", "..."])
def test_what_is_printed_short_is_what_its_link_opens(tmp_path: Path, dots: str) -> None:
    short = f"{URL[:30]}{dots}"
    found = read_report(
        draft(tmp_path / "linked.docx", f'<w:hyperlink r:id="rId100">{run(short)}</w:hyperlink>', (URL,))
    )
    assert [(c.url, c.unresolved) for c in found.citations] == [(URL, False)]
    assert {o.code for o in found.observations} == {ObservationCode.UNKNOWN_VERSION}
    found = read_report(draft(tmp_path / "printed.docx", run(f"It is at {short}")))
    assert [(c.url, c.unresolved) for c in found.citations] == [(URL[:30], True)]


def controlled(inside: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize("level", ["w:p", "w:tc", "w:tr", "w:tbl"])
def test_what_is_in_a_content_control_is_read(tmp_path: Path, level: str) -> None:
    path = draft(tmp_path / "draft.docx", run(f"It is at {URL}."))
    document = docx.Document(str(path))
    element = list(document.element.body.iter(qn(level)))[-1 if level != "w:tbl" else 0]
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    element.addprevious(control)
    control[-1].append(element)
    document.save(str(path))
    found = read_report(path)
    assert [(c.criterion, c.url) for c in found.citations] == [("1.3a-e", URL)]
    assert found.findings[0].rating == "Conformance"


def test_words_in_a_content_control_are_read(tmp_path: Path) -> None:
    comment = controlled(run("Its Policy ")) + run("is at ") + controlled(controlled(run(URL)))
    (citation,) = read_report(draft(tmp_path / "draft.docx", comment)).citations
    assert citation.url == URL


BOX = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"
DRAWN = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml">'
    f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>'
    f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_what_is_in_a_text_box_is_read_once(tmp_path: Path) -> None:
    comment = run("Its Policy is at:") + DRAWN.format(*[run(URL)] * 2) + run(" and nowhere else.")
    (citation,) = read_report(draft(tmp_path / "draft.docx", comment)).citations
    assert (citation.criterion, citation.url) == ("1.3a-e", URL)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_belong_to_the_comment_that_refers_to_them(tmp_path: Path, kind: str) -> None:
    mark = f'<w:r><w:{kind}Reference w:id="{{}}"/></w:r>'
    deleted = f'<w:del w:id="1" w:author="A">{mark.format(3)}</w:del>'
    path = draft(tmp_path / "draft.docx", run("Its Policy is public.") + mark.format(1) + mark.format(2) * 2 + deleted)
    document = docx.Document(str(path))
    notes = "".join(
        f'<w:{kind} w:id="{n}"><w:p><w:r><w:{kind}Ref/></w:r>{text}</w:p></w:{kind}>'
        for n, text in (
            (1, run(f" See {URL}")),
            (2, f'<w:hyperlink r:id="rId1">{run("Code of Conduct")}</w:hyperlink>'),
            (3, run("https://northwind.example/deleted")),
            (4, run("https://northwind.example/nobody-refers-to-it")),
        )
    )
    part = Part(
        PackURI(f"/word/{kind}s.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
        f"<w:{kind}s {nsdecls('w', 'r')}>{notes}</w:{kind}s>".encode(),
        document.part.package,
    )
    part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, "https://northwind.example/code.pdf", "rId1", True)
    document.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"))
    document.save(str(path))
    assert [(c.criterion, c.url, c.source) for c in read_report(path).citations] == [
        ("1.3a-e", URL, CitationSource.TEXT),
        ("1.3a-e", "https://northwind.example/code.pdf", CitationSource.LINK),
    ]


@pytest.mark.parametrize("place", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="7"/>'])
def test_raised_figures_are_no_part_of_what_they_stand_behind(tmp_path: Path, place: str) -> None:
    mark = f"<w:r><w:rPr>{place}</w:rPr><w:t>3</w:t></w:r>"
    comment = run(f"See {URL}") + mark + run(", page 14") + mark + run(".")
    (citation,) = read_report(draft(tmp_path / "draft.docx", comment)).citations
    assert (citation.url, citation.locators.pages) == (URL, ("14",))


def test_lines_parted_by_hand_are_lines(tmp_path: Path) -> None:
    comment = run("Two plans:") + f"<w:r><w:br/></w:r>{run(URL)}<w:r><w:br/></w:r>{run('https://northwind.example/b')}"
    read = read_report(draft(tmp_path / "draft.docx", comment))
    assert [citation.url for citation in read.citations] == [URL, "https://northwind.example/b"]
    assert read.findings[0].comment.splitlines()[0] == "Two plans:"


def test_a_column_behind_the_comments_is_more_of_them(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=4)
    texts = (
        "Criterion",
        "Rating",
        "Comment",
        "Public disclosure",
        "1.2 Anti-Corruption",
        "Conformance",
        "Public.",
        URL,
    )
    for cell, text in zip((cell for row in table.rows for cell in row.cells), texts, strict=True):
        cell.text = text
    document.save(str(tmp_path / "draft.docx"))
    (citation,) = read_report(tmp_path / "draft.docx").citations
    assert (citation.criterion, citation.url) == ("1.2", URL)


def test_findings_as_paragraphs_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    for text in ("Criterion 1.2: Anti-Corruption", "Rating: Conformance", f"Comment: {URL}", "Criterion 1.3: Code"):
        document.add_paragraph(text)
    document.add_paragraph("Rating: Minor Non-Conformance")
    document.save(str(tmp_path / "draft.docx"))
    report = read_report(tmp_path / "draft.docx")
    assert [(f.criterion, f.rating) for f in report.findings] == [
        ("1.2", "Conformance"),
        ("1.3", "Minor Non-Conformance"),
    ]
    assert [(c.criterion, c.url) for c in report.citations] == [("1.2", URL)]


@pytest.mark.parametrize("seed", range(12))
def test_a_draft_says_what_its_author_wrote(tmp_path: Path, seed: int) -> None:
    spec = generate.report(Random(seed), seed)
    path = tmp_path / "draft.docx"
    word.write(spec, path)
    found = score.compare(spec.truth, read_report(path))
    assert float(found.citations) == 1
    assert float(found.findings) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"word/document.xml": b"<w:document"}, "damaged file"),
        ({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}, "declares XML entities"),
        ({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode("utf-16")}, "declares XML entities"),
        ({"word/document.xml": b" " * 49 * 2**20}, "unpacks to more than"),
        ({"[Content_Types].xml": b""}, "damaged file"),
    ],
)
def test_a_draft_that_can_not_be_opened_is_one_line(tmp_path: Path, change: dict[str, bytes], message: str) -> None:
    path = draft(tmp_path / "draft.docx", run("x"))
    path.write_bytes(packed(parts_of(path.read_bytes()) | change))
    with pytest.raises(UnreadableReport) as caught:
        read_report(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_document_without_findings_is_one_line(tmp_path: Path) -> None:
    path, buffer = tmp_path / "letter.docx", io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Dear Sir or Madam")
    document.save(buffer)
    path.write_bytes(buffer.getvalue())
    with pytest.raises(UnreadableReport, match="no audit report"):
        read_report(path)


def test_a_field_that_leads_to_a_place_in_a_document_says_so(tmp_path: Path) -> None:
    (citation,) = read_report(draft(tmp_path / "draft.docx", field(f'"{URL}" \\l "page=3"'))).citations
    assert (citation.url, citation.locators.pages) == (f"{URL}#page=3", ("3",))


def test_many_links_in_one_paragraph_are_read_within_the_limits(tmp_path: Path) -> None:
    many = [f"https://northwind.example/{n}.pdf" for n in range(3_000)]
    path = draft(tmp_path / "draft.docx", "".join(field(f'"{url}"') for url in many))
    citations = read_report_limited(path).citations
    assert [citation.url for citation in citations] == many


def test_a_cell_over_many_rows_or_columns_is_read_within_the_limits(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1_000, cols=3)
    for n, row in enumerate(table.rows):
        first, second, _ = row._tr.tc_lst
        _Cell(first, table).text = f"{1 + n // 90}.{1 + n % 90} Title"
        _Cell(second, table).text = "Conformance"
        row._tr.tc_lst[2].vMerge = "continue" if n else "restart"
    third = table.rows[0]._tr.tc_lst[2]
    third.grid_span = 1_000_000_000
    _Cell(third, table).text = URL
    document.save(str(tmp_path / "draft.docx"))
    citations = read_report_limited(tmp_path / "draft.docx").citations
    assert [citation.url for citation in citations] == [URL] * 1_000


def test_what_counts_criteria_anew_is_a_summary_or_another_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("ENTITY NAME Northwind Aluminium AB")
    for rows in (
        (("Criterion", "Rating"), ("1.2", "Conformance"), ("1.3", "Minor Non-Conformance")),
        (
            ("CRITERION", "RATING", "COMMENT"),
            ("1.2 Anti-Corruption", "Conformance", URL),
            ("1.3 Code of Conduct", "Minor Non-Conformance", "It is late."),
        ),
        (("Criterion", "Corrective action", "Status"), ("1.3", f"Publish the code at {URL}", "Closed")),
    ):
        table(document, *rows)
        document.add_paragraph("And more.")
    path = tmp_path / "draft.docx"
    document.save(str(path))
    report = read_report(path)
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        ("1.2", "Anti-Corruption", "Conformance"),
        ("1.3", "Code of Conduct", "Minor Non-Conformance"),
    ]
    assert [(c.criterion, c.url) for c in report.citations] == [("1.2", URL)]
    assert any("behind the findings" in observation.text for observation in report.observations)


@pytest.mark.parametrize("part", ["w:tbl", "w:tr", "w:tc", "w:p"])
def test_what_stands_in_a_content_control_is_read(tmp_path: Path, part: str) -> None:
    path = draft(tmp_path / "draft.docx", run(URL))
    document = docx.Document(str(path))
    (cell,) = (cell for row in document.tables[0].rows for cell in row.cells if URL in cell.text)
    inner = next(element for element in (*cell._tc.iterancestors(), cell._tc, cell._tc[-1]) if element.tag == qn(part))
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    inner.addprevious(control)
    control[-1].append(inner)
    document.save(str(path))
    assert [c.url for c in read_report(path).citations] == [URL]


@pytest.mark.parametrize("style", ["List Bullet", "List Number"])
def test_words_own_bullets_part_a_list(tmp_path: Path, style: str) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "AUDIT SCOPE"
    table.cell(0, 1).text = "The Audit Scope included the following Facilities:"
    for name in ("Skerry Alder", "Skerry Lume"):
        table.cell(0, 1).add_paragraph(name, style=style)
    findings = document.add_table(rows=2, cols=3)
    for row, cells in zip(
        findings.rows, (("CRITERION", "RATING", "COMMENT"), ("1.1 Law", "Conformance", "")), strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    findings.cell(1, 2).text = f"Lume: {URL}"
    document.save(str(tmp_path / "draft.docx"))
    report = read_report(tmp_path / "draft.docx")
    assert [facility.name for facility in report.facilities] == ["Skerry Alder", "Skerry Lume"]
    assert [c.facility for c in report.citations] == ["Skerry Lume"]


def test_a_cell_may_say_more_or_less_than_a_criterions_number(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("ENTITY NAME Northwind Aluminium AB")
    table = document.add_table(rows=0, cols=3)
    for cells in (
        ("CRITERION", "RATING", "COMMENT"),
        ("Criterion 1.2: Anti-Corruption", "C", URL),
        ("5.3 GHG Emissions Reduction Plans", "", ""),
        ("a) Plan", "mNC", "It is late."),
        ("b-c) Targets", "Conform", "They are set."),
    ):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.save(str(tmp_path / "draft.docx"))
    assert [(f.criterion, f.title, f.rating) for f in read_report(tmp_path / "draft.docx").findings] == [
        ("1.2", "Anti-Corruption", "Conformance"),
        ("5.3a", "Plan", "Minor Non-Conformance"),
        ("5.3b-c", "Targets", "Conformance"),
    ]


def test_styles_based_on_each_other_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    one, other = (document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("Audited", "Noted"))
    one.base_style, other.base_style = other, one
    for text in ("1.1 Law", "Conformance", f"It is at {URL}"):
        document.add_paragraph(text, style=one)
    document.save(str(tmp_path / "draft.docx"))
    assert [c.url for c in read_report(tmp_path / "draft.docx").citations] == [URL]


def test_a_table_for_each_of_many_criteria_is_read_within_the_limits(tmp_path: Path) -> None:
    path = draft(tmp_path / "draft.docx", run(f"It is at {URL}"))
    document = docx.Document(str(path))
    table = document.tables[0]._tbl
    for n in range(2_000):
        another = deepcopy(table)
        next(
            text for text in another.iter(qn("w:t")) if text.text.startswith("1.3a-e")
        ).text = f"{n // 90 + 2}.{n % 90 + 1} Law"
        document.element.body.append(another)
    document.save(str(path))
    assert len(read_report_limited(path).findings) == 2_001


def counting(document: Document, *levels: tuple[str, str], number: str = "90", anew: bool = False) -> None:
    """Add a list of these levels, each of a form and a text; `anew` begins the list 90 once more."""
    root = document.part.numbering_part.element
    if not anew:
        inside = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(levels)
        )
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{inside}</w:abstractNum>'))
    starts = "".join(f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="1"/></w:lvlOverride>' for n in (0, 1))
    inside = f'<w:abstractNumId w:val="90"/>{starts if anew else ""}'
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}">{inside}</w:num>'))


def counted(paragraph: Paragraph, level: int, number: str = "90") -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().set(qn("w:val"), str(level))
    properties.get_or_add_numId().set(qn("w:val"), number)


SECTIONS = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"))


@pytest.mark.parametrize("alone", [True, False], ids=["in a column of their own", "before titles"])
def test_criteria_that_word_counts_have_their_numbers(tmp_path: Path, alone: bool) -> None:
    document = docx.Document()
    counting(document, *SECTIONS)
    counting(document, number="91", anew=True)
    for n in range(2):
        counted(document.add_paragraph(f"About the audit {n}"), 0)
    table = document.add_table(rows=1, cols=4 if alone else 3)
    head = ("No.", "Criterion", "Rating", "Comment")
    for cell, text in zip(table.rows[0].cells, head[not alone :], strict=True):
        cell.text = text
    for principle, titles in (("Integrity", ("Compliance", "Corruption")), ("Management", ("Policy", "1.3 Conduct"))):
        row = table.add_row().cells
        whole = row[0].merge(row[-1])
        whole.text = principle
        counted(whole.paragraphs[0], 0, "91")
        for title in titles:
            row = table.add_row().cells
            for cell, text in zip(row[alone:], (title, "Conformance", f"See {URL}"), strict=True):
                cell.text = text
            if title[0].isalpha():
                counted(row[0].paragraphs[0], 1, "91")
            elif alone:
                row[0].text, row[1].text = title.split()
    document.save(str(tmp_path / "draft.docx"))
    report = read_report(tmp_path / "draft.docx")
    found = [(finding.criterion, finding.title, finding.principle) for finding in report.findings]
    assert found == [
        ("1.1", "Compliance", "1. Integrity"),
        ("1.2", "Corruption", "1. Integrity"),
        ("2.1", "Policy", "2. Management"),
        ("1.3", "Conduct", "2. Management"),
    ]


def test_headings_and_parts_of_criteria_may_be_counted_by_their_styles(tmp_path: Path) -> None:
    document = docx.Document()
    counting(document, *SECTIONS)
    for name, level in (("Heading 1", 0), ("Heading 2", 1)):
        properties = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().set(qn("w:val"), "90")
        if level:
            properties.get_or_add_ilvl().set(qn("w:val"), str(level))
    document.add_heading("Business Integrity", 1)
    for title in ("Legal Compliance", "Anti-Corruption"):
        document.add_heading(title, 2)
        document.add_paragraph("Rating: Conformance")
        document.add_paragraph(f"See {URL}")
        counted(document.add_paragraph("The register is kept."), 2)
        counted(document.add_paragraph("It is renewed."), 2)
    document.save(str(tmp_path / "draft.docx"))
    report = read_report(tmp_path / "draft.docx")
    assert [(finding.criterion, finding.title) for finding in report.findings] == [
        ("1.1", "Legal Compliance"),
        ("1.2", "Anti-Corruption"),
    ]
    assert report.findings[1].comment == f"See {URL}\n\na) The register is kept.\n\nb) It is renewed."


@pytest.mark.parametrize("form", ["lowerLetter", "upperRoman", "decimalZero", "cardinalText"])
def test_a_list_that_counts_otherwise_does_no_harm(tmp_path: Path, form: str) -> None:
    document = docx.Document(str(draft(tmp_path / "draft.docx", run(f"See {URL}"))))
    counting(document, (form, "%1"), (form, "%1.%2"))
    for level in (0, 1, 1, 7):
        counted(document.add_paragraph("More"), level)
    document.save(str(tmp_path / "draft.docx"))
    assert [citation.url for citation in read_report(tmp_path / "draft.docx").citations] == [URL]


def test_a_table_of_facilities_gives_each_site_the_name_that_the_findings_use(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("ENTITY NAME Northwind Aluminium AB")
    document.add_paragraph("Facilities")
    sites = (
        ("Name of facility", "English", "Town", "Activities", "Workers"),
        ("Gjuteriet Alder", "Foundry", "Alderby", "Casting of slabs", "188"),
        ("Valsverket Lume", "Rolling Mill", "Lume", "Hot and cold rolling", "540"),
    )
    findings = (
        ("CRITERION", "RATING", "COMMENT"),
        ("1.3a-e Code of Conduct", "Conformance", f"Foundry: {URL}"),
        ("1.4 Other", "Conformance", f"Lume: {URL}"),
    )
    for rows in (sites, findings):
        table(document, *rows)
        document.add_paragraph("")
    document.save(str(tmp_path / "draft.docx"))
    report = read_report(tmp_path / "draft.docx")
    assert [facility.name for facility in report.facilities] == ["Gjuteriet Alder", "Valsverket Lume"]
    assert [citation.facility for citation in report.citations] == ["Gjuteriet Alder", "Valsverket Lume"]


@pytest.mark.parametrize("said", ["Common (both sites)", "Comments", "Entity"])
def test_each_site_may_have_a_column(tmp_path: Path, said: str) -> None:
    document = docx.Document()
    document.add_paragraph("ENTITY NAME Northwind Aluminium AB")
    document.add_paragraph("We audited Alder Mill and Lume Works in May.")
    rows = (
        ("No.", "Criterion", "Rating", said, "Alder Mill", "Lume Works"),
        ("1.3", "Code of Conduct", "Conformance", URL, "–", "–"),
        ("6.1", "Emissions to Air", "Minor Non-Conformance", "They are measured.", URL, f"It is at {URL}, page 7"),
        ("6.2", "Discharges to Water", "Conformance", "", "", f"See {URL}"),
    )
    table(document, *rows)
    document.save(str(tmp_path / "draft.docx"))
    report = read_report(tmp_path / "draft.docx")
    assert [f.rating for f in report.findings] == ["Conformance", "Minor Non-Conformance", "Conformance"]
    assert [(c.criterion, c.facility, c.locators.pages) for c in report.citations] == [
        ("1.3", None, ()), ("6.1", "Alder Mill", ()), ("6.1", "Lume Works", ("7",)), ("6.2", "Lume Works", ()),
    ]  # fmt: skip
