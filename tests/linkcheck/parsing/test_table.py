"""Tables of citations: .csv and .xlsx, as entities write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import read_report
from linkcheck.parsing import table as table_module
from linkcheck.report import AuditReport, Citation, Locators
from linkcheck.vocabulary import Attribution, CitationSource, ObservationCode
from tests.linkcheck.parsing.damage import packed, parts_of

HEADER = ("Criterion", "Facility", "URL", "Document", "Pages", "Title", "Rating")
ROWS: Sequence[Sequence[object]] = (
    ("2.5a-g", "Northwind Kalmar AB", "https://northwind.example/esia.pdf", "ESIA Report", 12, "Impact", "Conformance"),
    ("", "Northwind Tidewater AB", "https://northwind.example/esia-2.pdf", "ESIA Report", "14, 17 and 20-22", "", ""),
    ("3.1", "", "www.northwind.example/csr", "", "section 4.1, page 3", "", "Minor Non Conformance"),
    ("5.1", "", "", "", "", "GHG", "Not applicable"),
)


def csv_file(folder: Path, rows: Sequence[Sequence[object]] = ROWS, header: Sequence[str] = HEADER) -> Path:
    path = folder / "citations.csv"
    lines = [",".join(f'"{cell}"' for cell in row) for row in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def xlsx_file(folder: Path, rows: Sequence[Sequence[object]] = ROWS, header: Sequence[str] = HEADER) -> Path:
    path = folder / "citations.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(list(row))
    book.save(path)
    return path


@pytest.fixture(params=[csv_file, xlsx_file])
def report(request: pytest.FixtureRequest, tmp_path: Path) -> AuditReport:
    return read_report(request.param(tmp_path))


def said(citation: Citation) -> tuple[object, ...]:
    return (citation.criterion, citation.facility, citation.url, citation.document, citation.locators.pages)


def test_each_row_is_a_citation(report: AuditReport) -> None:
    assert [said(citation) for citation in report.citations] == [
        ("2.5a-g", "Northwind Kalmar AB", "https://northwind.example/esia.pdf", "ESIA Report", ("12",)),
        (
            "2.5a-g",
            "Northwind Tidewater AB",
            "https://northwind.example/esia-2.pdf",
            "ESIA Report",
            ("14", "17", "20-22"),
        ),
        ("3.1", None, "http://www.northwind.example/csr", None, ("3",)),
    ]
    assert report.citations[2].locators.sections == ("4.1",)
    assert [citation.attribution for citation in report.citations] == [
        Attribution.EXPLICIT,
        Attribution.EXPLICIT,
        Attribution.ENTITY,
    ]


def test_criteria_and_facilities_come_in_the_tables_order(report: AuditReport) -> None:
    assert [(f.criterion, f.title, f.rating) for f in report.findings] == [
        ("2.5a-g", "Impact", "Conformance"),
        ("3.1", "", "Minor Non-Conformance"),
        ("5.1", "GHG", "Not Applicable"),
    ]
    assert [facility.name for facility in report.facilities] == ["Northwind Kalmar AB", "Northwind Tidewater AB"]


@pytest.mark.parametrize("write", [csv_file, xlsx_file])
@pytest.mark.parametrize(
    ("facility", "names"),
    [
        ("", [None]),
        ("All Facilities", [None]),
        ("whole entity", [None]),
        ("Northwind Kalmar AB; Northwind Tidewater AB", ["Northwind Kalmar AB", "Northwind Tidewater AB"]),
        ("Tern and Gull Foundry", ["Tern and Gull Foundry"]),
        ("kalmar", ["Northwind Kalmar AB"]),
        ("北风铝业有限公司", ["北风铝业有限公司"]),
    ],
)
def test_whose_a_row_is(tmp_path: Path, write: object, facility: str, names: list[str | None]) -> None:
    assert callable(write)
    path = write(tmp_path, [("1.1", facility, "https://northwind.example/a", "", "", "", "")])
    read = read_report(path, aliases={"Northwind Kalmar AB": ["Kalmar"]})
    assert [citation.facility for citation in read.citations] == names


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_as_spreadsheets_write_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "citations.csv"
    rows = (("CRITERION", "url", "document"), ("1.1", "https://northwind.example/ä.pdf", "Bericht über Öfen"))
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    (citation,) = read_report(path).citations
    assert (citation.url, citation.document) == ("https://northwind.example/%C3%A4.pdf", "Bericht über Öfen")


def test_several_urls_in_a_cell_are_several_citations(tmp_path: Path) -> None:
    cell = "https://northwind.example/a.pdf\nhttps://northwind.example/b.pdf (in English)"
    read = read_report(csv_file(tmp_path, [("1.1", "", cell, "", "", "", "")]))
    assert [c.url for c in read.citations] == ["https://northwind.example/a.pdf", "https://northwind.example/b.pdf"]


def test_links_behind_words_in_a_sheet_are_read(tmp_path: Path) -> None:
    path = tmp_path / "citations.xlsx"
    book = Workbook()
    notes, sheet = book.active, book.create_sheet("citations")
    assert notes is not None
    notes.append(["Only notes here"])
    sheet.append(["criterion", "url"])
    sheet.append(["1.1", "our report"])
    sheet["B2"].hyperlink = "https://northwind.example/report.pdf"
    sheet.append(["1.2", '=HYPERLINK("https://northwind.example/policy.pdf","policy")'])
    book.save(path)
    read = read_report(path)
    assert [(c.criterion, c.url, c.source) for c in read.citations] == [
        ("1.1", "https://northwind.example/report.pdf", CitationSource.LINK),
        ("1.2", "https://northwind.example/policy.pdf", CitationSource.LINK),
    ]


def test_columns_may_have_other_names(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        [("1.1", "Kalmar Mill", "https://northwind.example/a.pdf", "see Link", "9", "6.9.3; 8")],
        ("Clause", "Site", "Link", "Website", "Page", "Sections"),
    )
    (citation,) = read_report(path).citations
    assert (citation.criterion, citation.facility, citation.url) == (
        "1.1",
        "Kalmar Mill",
        "https://northwind.example/a.pdf",
    )
    assert citation.locators == Locators(pages=("9",), sections=("6.9.3", "8"))


def test_the_very_name_of_a_column_goes_before_another_word(tmp_path: Path) -> None:
    header = ("criterion", "Website", "url", "Site", "Plant")
    row = ("1.1", "northwind.example", "https://northwind.example/a.pdf", "Kalmar", "Mill 2")
    read = read_report(csv_file(tmp_path, [row], header))
    assert [(c.facility, c.url) for c in read.citations] == [("Kalmar", "https://northwind.example/a.pdf")]


def test_a_url_in_a_column_that_is_not_read_is_told_once(tmp_path: Path) -> None:
    header = ("criterion", "url", "Link 2", "cited_as", "Remark")
    cited = "https://northwind.example/a.pdf"
    rows = [(f"1.{n}", cited, "https://northwind.example/b.pdf", "www.northwind.example", f"{cited} 4") for n in (1, 2)]
    read = read_report(csv_file(tmp_path, rows, header))
    assert [o.text for o in read.observations] == ["Column 'link 2' is not read, and holds a URL in row 2."]


@pytest.mark.parametrize("row", ["1.2,Anti-Corruption", "1.2", ",", ""])
def test_a_row_may_be_shorter_than_the_header(tmp_path: Path, row: str) -> None:
    path = tmp_path / "citations.csv"
    cited = "https://northwind.example/a.pdf"
    path.write_text(f"criterion,title,rating,url\n1.1,Legal Compliance,Conformance,{cited}\n{row}\n", encoding="utf-8")
    read = read_report(path)
    assert [c.url for c in read.citations] == [cited]
    assert [f.criterion for f in read.findings] == (["1.1", "1.2"] if row[:1] == "1" else ["1.1"])


def test_a_number_is_read_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "citations.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["criterion", "url", "pages"])
    sheet.append([2.1, "https://northwind.example/a.pdf", 12.0])
    sheet.append([2.1, "https://northwind.example/b.pdf", 7])
    sheet["A3"].number_format = "0.00"
    book.save(path)
    read = [(c.criterion, c.locators.pages) for c in read_report(path).citations]
    assert read == [("2.1", ("12",)), ("2.10", ("7",))]


def test_a_zero_that_a_spreadsheet_left_out_is_told(tmp_path: Path) -> None:
    rows = [(number, "", "https://northwind.example/a", "", "", "", "") for number in ("2.1", "2.9a", "2.1", "2.11")]
    (observation,) = read_report(csv_file(tmp_path, rows)).observations
    assert observation.code is ObservationCode.PARTIAL_READING
    assert observation.text.startswith("Row 4: 2.1 stands behind 2.9, and may be 2.10,")


def link(sheet: Worksheet, cells: str, target: str) -> None:
    sheet["A1"].hyperlink = target
    sheet["A1"].hyperlink.ref = cells


def test_a_link_and_merged_cells_are_those_of_all_rows_they_cover(tmp_path: Path) -> None:
    path = tmp_path / "citations.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["criterion", "facility", "url", "document"])
    sheet.append(["1.1", "Kalmar Mill", "our report", "ESG Report"])
    sheet.append(["1.2", None, "as before"])
    sheet.append(["1.3", None, "once more"])
    sheet.append(["2.1", "Lund Mill", "https://northwind.example/policy.pdf", "Policy"])
    sheet.append(["2.2"])
    link(sheet, "C2:C4", "https://northwind.example/report.pdf")
    for cells in ("B2:B4", "D2:D4", "B5:B6", "C5:C6", "D5:D6"):
        sheet.merge_cells(cells)
    book.save(path)
    assert [(c.criterion, c.facility, c.url, c.document) for c in read_report(path).citations] == [
        ("1.1", "Kalmar Mill", "https://northwind.example/report.pdf", "ESG Report"),
        ("1.2", "Kalmar Mill", "https://northwind.example/report.pdf", "ESG Report"),
        ("1.3", "Kalmar Mill", "https://northwind.example/report.pdf", "ESG Report"),
        ("2.1", "Lund Mill", "https://northwind.example/policy.pdf", "Policy"),
        ("2.2", "Lund Mill", "https://northwind.example/policy.pdf", "Policy"),
    ]


@pytest.mark.parametrize("covered", ["B2:B1048576", "A1:XFD1048576", "B:B", "2:2", "nothing", "B3:A1", "B0:B2", ""])
def test_a_link_over_anything_is_one_of_its_first_cell_or_none(tmp_path: Path, covered: str) -> None:
    path = tmp_path / "citations.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["criterion", "url"])
    sheet.append(["1.1", "https://northwind.example/report.pdf"])
    link(sheet, covered, "https://northwind.example/other.pdf")
    book.save(path)
    assert [c.criterion for c in read_report(path).citations] == ["1.1"]


@pytest.mark.parametrize(
    ("row", "code", "text"),
    [
        (("2.5", "", "on our website", "", "", "", ""), ObservationCode.UNRESOLVED_URL, "Row 3 holds no URL"),
        (("soon", "", "https://northwind.example/b", "", "", "", ""), ObservationCode.PARTIAL_READING, "Row 3 has no"),
    ],
)
def test_what_can_not_be_read_is_observed(tmp_path: Path, row: Sequence[str], code: ObservationCode, text: str) -> None:
    sound = ("1.1", "", "https://northwind.example/a", "", "", "", "")
    read = read_report(csv_file(tmp_path, [sound, row]))
    assert len(read.citations) == 1
    assert [o.code for o in read.observations] == [code]
    assert text in read.observations[0].text


def test_citations_are_compared_as_in_a_report(tmp_path: Path) -> None:
    rows = [
        ("2.5", "Plant 1", "https://northwind.example/esia.pdf", "ESIA Report", "", "", ""),
        ("3.1", "Plant 1; Plant 2", "https://www.northwind.example/esia.pdf", "ESIA Report", "", "", ""),
        ("4.1", "", "https://northwind.example/lca.pdf", "", "", "", "Not Applicable"),
    ]
    observed = {(o.code, o.criterion, o.facility) for o in read_report(csv_file(tmp_path, rows)).observations}
    assert (ObservationCode.FACILITY_GAP, "2.5", "Plant 2") in observed
    assert (ObservationCode.CITED_WHILE_NOT_APPLICABLE, "4.1", None) in observed
    assert ObservationCode.HOST_VARIANT in {code for code, _, _ in observed}


@pytest.mark.parametrize(
    ("rows", "own", "whole"),
    [
        ([("Plant 1", "Conformance"), ("Plant 2", "Minor Non-Conformance")], True, "Minor Non-Conformance"),
        ([("Plant 1", "Not Applicable"), ("Plant 2", "Conformance"), ("", "Conformance")], True, "Conformance"),
        ([("Plant 1; Plant 2", "Conformance"), ("", "")], False, "Conformance"),
        ([("Plant 1", "Conformance"), ("Plant 2", "Conformance")], False, "Conformance"),
        ([("", "")], False, None),
    ],
)
def test_a_rating_is_that_of_the_rows_facility(
    tmp_path: Path, rows: Sequence[tuple[str, str]], own: bool, whole: str | None
) -> None:
    url = "https://northwind.example/esia.pdf"
    read = read_report(csv_file(tmp_path, [("2.5", facility, url, "", "", "", rated) for facility, rated in rows]))
    (finding,) = read.findings
    assert finding.rating == whole
    assert [(each.facility, each.rating) for each in finding.ratings] == (
        [row for row in rows if row[0]] if own else []
    )
    assert not any(o.code is ObservationCode.PARTIAL_READING for o in read.observations)


def test_two_ratings_of_one_facility_are_told(tmp_path: Path) -> None:
    url = "https://northwind.example/esia.pdf"
    rows = [("2.5", "Plant 1", url, "", "", "", rated) for rated in ("Conformance", "Not Applicable")]
    read = read_report(csv_file(tmp_path, rows))
    told = [o.text for o in read.observations if o.code is ObservationCode.PARTIAL_READING]
    assert told == ["Row 3 rates 2.5 otherwise than a row above: that was taken."]
    assert [finding.rating for finding in read.findings] == ["Conformance"]


def test_only_so_many_rows_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_module, "MOST_ROWS", 5)
    rows = [("1.1", "", f"https://northwind.example/{n}", "", "", "", "") for n in range(9)]
    read = read_report(csv_file(tmp_path, rows))
    assert len(read.citations) == 5
    assert [o.text for o in read.observations] == ["Only the first 5 rows were read."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"criterion,url\n", "no row with a criterion"),
        (b"criterion,url\nno,number\n", "no row with a criterion"),
        (b'criterion,url\n1.1,"' + b"x" * 300_000, "is no CSV at line 2"),
        (b"criterion,url\n1.1,https://northwind.example/\xff\xff", "is not UTF-8 text"),
    ],
)
def test_a_table_that_can_not_be_read_is_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "citations.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableReport) as caught:
        read_report(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"xl/workbook.xml": b"<workbook"}, "damaged file"),
        ({"xl/worksheets/sheet1.xml": b"<!DOCTYPE x [<!ENTITY a 'a'>]><worksheet/>"}, "declares XML entities"),
        ({"xl/worksheets/sheet1.xml": b" " * 49 * 2**20}, "unpacks to more than"),
    ],
)
def test_a_workbook_that_can_not_be_opened_is_one_line(tmp_path: Path, change: dict[str, bytes], message: str) -> None:
    path = xlsx_file(tmp_path)
    path.write_bytes(packed(parts_of(path.read_bytes()) | change))
    with pytest.raises(UnreadableReport) as caught:
        read_report(path)
    assert message in str(caught.value)
