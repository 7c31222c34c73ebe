"""What a report is told apart into, case by case, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import dates, following, locators, read_report, urls
from linkcheck.parsing.breaks import breaks_inside
from linkcheck.parsing.pages import Box, Line
from linkcheck.parsing.passages import read_passage
from linkcheck.parsing.spelling import Known
from linkcheck.vocabulary import ObservationCode

REAL = Path(__file__).parents[4] / "shared" / "reports" / "asi-482"
HEAD = "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Northwind Aluminium AB\n\n"


@pytest.mark.parametrize(
    ("text", "pages", "sections"),
    [
        ("see page 5", ("5",), ()),
        ("pp. 12-14", ("12-14",), ()),
        ("pages 7 and 9", ("7", "9"), ()),
        ("p.33", ("33",), ()),
        ("section 4.1", (), ("4.1",)),
        ("chapter 3", (), ("3",)),
        ("the home page", (), ()),
        ("pages 2 à 5", ("2-5",), ()),
        ("S. 22–25", ("22-25",), ()),
        ("páginas 4 a 6", ("4-6",), ()),
        ("U.S. 25 million", (), ()),
        ("Pages: 12, 13; 18", ("12", "13", "18"), ()),
        ("from page 8 to page 11", ("8-11",), ()),
        ("P12-P15", ("12-15",), ()),
        ("pages 102-4", ("102-104",), ()),
        ("pages 12-1", ("12-1",), ()),
        ("第12页至第30页", ("12-30",), ()),
        ("slide 4", ("4",), ()),
        ("Kap. 3.2, S. 8 f.", ("8",), ("3.2",)),
        ("item 5.3 at p.21", ("21",), ("5.3",)),
    ],
)
def test_places_in_a_document_are_read(text: str, pages: tuple[str, ...], sections: tuple[str, ...]) -> None:
    found = locators.find(text).locators
    assert (found.pages, found.sections) == (pages, sections)


@pytest.mark.parametrize(
    ("behind", "pages"),
    [
        (", page 4", ("4",)),
        (" (pp. 4-5)", ("4-5",)),
        ("（第3页）。", ("3",)),
        (" (pages 4-5), section 2.1, page 7", ("4-5", "7")),
        (" (page 4), page 9: https://x.example/b.pdf", ("4",)),
        (", chapter Environment (p. 33)", ("33",)),
        (", Table 4 on page 31", ("31",)),
        (" (German only), p. 5", ("5",)),
        ("), S. 44-47.", ("44-47",)),
        (", summary only, page 3", ("3",)),
        (", especially pages 9, 10 and 14- 16.", ("9", "10", "14-16")),
        (", refer to pages 10 through 18.", ("10-18",)),
        (", see in particular pages 112 to 131 for the impacts and page 140 for the measures).", ("112-131", "140")),
        (" , governance approach page 24-29, material topics page 33.", ("24-29", "33")),
        (" (material topics: page 20; governance: page 31; energy: pages 44-67).", ("20", "31", "44-67")),
        (", see page 9-15 for governance, page 18 for material topics.", ("9-15", "18")),
        (", page 9 for governance, results page 18 of the Annual Report.", ("9",)),
        (", energy policy page 3 https://x.example/b.pdf", None),
        (", water balance page 5, https://x.example/b.pdf", None),
        (", water balance page 5\nhttps://x.example/b.pdf", None),
        (" and the results on page 3 of the Annual Report.", None),
        ("\npages 10-12, 33\n\nMore.", ("10-12", "33")),
        ("\npage 9\nhttps://x.example/b.pdf", None),
        ("\nPage 9 of the report says more.", None),
        (" page 9: https://x.example/b.pdf", None),
    ],
)
def test_places_behind_a_url_are_its_own(behind: str, pages: tuple[str, ...] | None) -> None:
    found = following.find_after(behind)
    assert (found[0].pages if found else None) == pages


@pytest.mark.parametrize("text", ["12 March 2024", "2024-03-12", "12-Mar-2024"])
def test_dates_are_read(text: str) -> None:
    assert dates.find(text) == [date(2024, 3, 12)]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://x.example/a.pdf).", "https://x.example/a.pdf"),
        ("https://x.example/a_(b).pdf,", "https://x.example/a_(b).pdf"),
        ("https://x.example/a。", "https://x.example/a"),
    ],
)
def test_a_sentences_punctuation_is_no_part_of_its_url(text: str, url: str) -> None:
    assert urls.trimmed(text) == url


@pytest.mark.parametrize("so_far", ["www.cr", "https://www.cr"])
def test_a_host_is_not_whole_with_one_label_behind_www(so_far: str) -> None:
    lines = Line(so_far, 1, room=0.5), Line("edit-register.example", 1, room=60)
    assert breaks_inside(so_far, *lines, sure=False)


def test_a_url_of_more_lines_may_end_with_a_word_behind_a_slash() -> None:
    lines = Line("0b6f2cbe6a11/", 1, Box(0, 0, 90, 10), room=0.5), Line("Data", 1, Box(0, 12, 90, 22), room=9)
    assert breaks_inside("https://www.northal.example/files/0b6f2cbe6a11/", *lines, sure=False)
    assert not breaks_inside("0b6f2cbe6a11/", *lines, sure=False)


@pytest.mark.parametrize(
    ("before", "behind", "joined"),
    [
        ("https://www.north-", "al.example/plan.pdf", True),
        ("https://www.northal.", "example.org/plan.pdf", True),
        ("https://www.northal.exa", "mple/plan.pdf", True),
        ("https://www.northal.example/plans/", "2023 (pages 4-5)", True),
        ("https://www.northal.example/反腐败政", "策.pdf", True),
        ("https://www.al", "der-metals.example/plan.pdf", True),
        ("https://www.northal.example/plans/2020#esc", "opo1. Energy use", True),
        ("https://www.northal.example/plans/2020#sec", "tion-16, page 3", True),
        ("https://www.northal.example/plans?lang=e", "n and on paper.", True),
        ("https://www.northal.example/plans/202", "3 and on paper.", True),
        ("https://www.northal.example/plans/2023", "12 of them.", False),
        ("https://www.northal.example/plans#page=11", "3. Alder:", False),
        ("https://files.no", "rthal.com/plan.pdf", True),
        ("https://www.northal.example/plans/a;", "version=2", True),
        ("https://www.northal.example/plans/a;", "ISO/IEC certificate", False),
        ("https://www.northal.example/plans/", "and on paper.", False),
        ("https://www.northal.example", "www.southal.example", False),
        ("https://www.northal.example/hinweise?sprache=de", "ng, and on paper.", True),
        ("https://www.northal.example/u", "nternehmen. It is", True),
        ("https://www.northal.example/plans", "cf. the handbook", False),
        ("https://www.northal.example/plans", "showing how", False),
        ("https://www.northal.example/get.", "do?File=12&Name=Plan.pdf", True),
        ("https://www.northal.example/get.", "Do they", False),
        ("https://www.northal.example/plans/", "soil for all mills", True),
        ("https://www.northal.example/plans/", "covers all mills", False),
        ("https://www.northal.example/plans/", "together with all", False),
    ],
)
def test_a_url_goes_on_in_the_next_line(before: str, behind: str, joined: bool) -> None:
    lines = Line(before, 1, Box(0, 0, 90, 10), room=0.5), Line(behind, 1, Box(0, 12, 90, 22), room=0.5)
    assert breaks_inside(before, *lines, sure=False) is joined


@pytest.mark.parametrize(
    ("first", "second", "urls_told"),
    [
        ("It is at https://www.northal.example/gov", "ernance and on paper.", ["https://www.northal.example/gov"]),
        ("It is at https://www.northal.example/gov", "and on paper.", []),
        ("It is at https://www.northal.example/gov.pdf", "paper has it, too.", []),
        ("It is at https://www.northal.example/gov.", "paper has it, too.", []),
        ("It is at", "https://www.northal.example/gov", []),
        ("It is at fil", "es.northal.com/gov.pdf", ["http://es.northal.com/gov.pdf"]),
    ],
)
def test_a_url_that_may_be_longer_is_told(first: str, second: str, urls_told: list[str]) -> None:
    lines = [Line(first, 1, Box(0, 0, 90, 10), room=0.2), Line(second, 1, Box(0, 12, 90, 22), room=9)]
    assert [mention.url for mention in read_passage(lines, Known()).mentions if mention.doubt] == urls_told


@pytest.mark.parametrize(("words", "cited"), [({"governance"}, "governance"), ({"gov"}, "gov"), (set(), "gov")])
def test_a_url_is_broken_in_words_that_the_report_has(words: set[str], cited: str) -> None:
    texts = "It is at https://x.example/gov", "ernance and on paper."
    lines = [Line(text, 1, Box(0, 12 * n, 90, 10), room=0.2) for n, text in enumerate(texts)]
    assert [m.cited_as for m in read_passage(lines, Known((), words)).mentions] == [f"https://x.example/{cited}"]


def test_a_host_without_a_scheme_goes_on_in_the_next_line() -> None:
    lines = [Line("It is at files.no", 1, room=0.2), Line("rthal.com/gov.pdf.", 1, room=9)]
    found = read_passage([*lines, Line("Read it.", 1, room=20)], Known())
    assert [mention.cited_as for mention in found.mentions] == ["files.northal.com/gov.pdf"]


def test_a_narrow_column_breaks_urls_where_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("Courier", 10)
    url = "https://www.northal.example/reports/2023/sustainability-report-of-the-mill.pdf"
    for n in range(1, 8):
        canvas.drawString(60, 800 - 60 * n, f"1.{n} Title of it")
        canvas.drawString(460, 800 - 60 * n, "Conformance")
        text = f"The report number {n} is kept by the mill and is at {url}"
        for line in range(0, len(text), 55):
            canvas.drawString(110, 785 - 60 * n - line / 4, text[line : line + 55].strip())
    canvas.save()
    assert [citation.url for citation in read_report(path).citations] == [url] * 7


def test_footnotes_belong_to_the_comments_that_refer_to_them(tmp_path: Path) -> None:
    text = (
        f"{HEAD}1.1 Legal Compliance\nConformance\nA register is kept [3].\n\n"
        "1.2 Anti-Corruption\nConformance\nThe policy is public.1\n\n"
        "1.3 Code of Conduct\nConformance\nPublished [2].\n\nEND OF THE REPORT\n"
        "1 https://x.example/policy.pdf\n[2] https://x.example/code.pdf, page 4\n[9] https://x.example/other.pdf\n"
    )
    report = read_report(written(tmp_path, text))
    cited = [(c.criterion, c.url, c.locators.pages) for c in report.citations]
    assert cited == [("1.2", "https://x.example/policy.pdf", ()), ("1.3", "https://x.example/code.pdf", ("4",))]
    told = [o.text for o in report.observations if o.code is ObservationCode.PARTIAL_READING]
    assert told == ["Whose footnote 9 is could not be told: https://x.example/other.pdf"]


@pytest.mark.parametrize(
    ("said", "url", "told"),
    [
        ("at https:// www.x.example/a.pdf .", "https://www.x.example/a.pdf", False),
        ("at https: //x.example/a.pdf.", "https://x.example/a.pdf", False),
        ("at www. x.example/a.pdf", "http://www.x.example/a.pdf", False),
        ("at www. x.example/ ethics/ code.pdf, page 3", "http://www.x.example/ethics/code.pdf", True),
        ("at https://x.example/a/ and b.pdf", "https://x.example/a/", False),
        ("at https://x.example/a/ and/or in print", "https://x.example/a/", False),
    ],
)
def test_a_writers_blanks_within_a_url_are_none_of_it(tmp_path: Path, said: str, url: str, told: bool) -> None:
    read = read_report(written(tmp_path, f"{HEAD}1.2 Anti-Corruption  Conformance\nIt is public {said}\n"))
    assert [c.url for c in read.citations] == [url]
    assert [o.code for o in read.observations] == [ObservationCode.UNRESOLVED_URL] * told


def test_blanks_in_a_links_target_are_escaped() -> None:
    assert urls.requested("https://x.example/a b.pdf") == "https://x.example/a%20b.pdf"


def test_a_url_in_brackets_goes_on_to_the_bracket() -> None:
    lines = [Line("A source (www.x.example/wetland/bahra", room=0.5), Line("in) was used.", room=40.0)]
    assert [m.cited_as for m in read_passage(lines, Known()).mentions] == ["www.x.example/wetland/bahrain"]


def test_a_host_without_a_scheme_is_asked_over_http() -> None:
    assert urls.requested("www.x.example/a") == "http://www.x.example/a"


def written(folder: Path, text: str) -> Path:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return path


def report(comment: str) -> str:
    return f"{HEAD}CRITERION  RATING  COMMENT\n1.3a Code of Conduct\nConformance\n{comment}\n"


@pytest.mark.parametrize("noise", ["", "\u200f", "\u202b", "\x07"])
def test_marks_and_control_characters_do_no_harm(tmp_path: Path, noise: str) -> None:
    url = "https://northwind.example/code.pdf"
    found = read_report(written(tmp_path, report(f"The Code of Conduct is public:{noise} {url} {noise}.")))
    assert [citation.url for citation in found.citations] == [url]


@pytest.mark.parametrize(
    "comment",
    [
        "https://northwind.example/" + "a" * 100_000,
        "https://northwind.example/a.pdf (" + "Plant " * 16_000 + ")",
        "The Entity is well. " * 5_000,
        "(" * 100_000,
        "-" * 100_000,
    ],
    ids=["url", "label", "comment", "brackets", "hyphens"],
)
def test_endless_text_is_read(tmp_path: Path, comment: str) -> None:
    assert [finding.criterion for finding in read_report(written(tmp_path, report(comment))).findings] == ["1.3a"]


def drawn(path: Path, *lines: str, encrypt: str | None = None) -> Path:
    canvas = Canvas(str(path), encrypt=encrypt)
    for n, line in enumerate(lines):
        canvas.drawString(50, 780 - 14 * n, line)
    canvas.showPage()
    canvas.save()
    return path


def test_what_is_no_report_is_refused_in_one_line(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    letter = drawn(tmp_path / "letter.pdf", "Dear Sir or Madam,", "we thank you for your letter.")
    scan = drawn(tmp_path / "scan.pdf")
    locked = drawn(tmp_path / "locked.pdf", "Report", encrypt="secret")
    for path in (tmp_path / "none.pdf", tmp_path, empty, letter, scan, locked):
        with pytest.raises(UnreadableReport) as refused:
            read_report(path)
        assert path.name in str(refused.value)
        assert "\n" not in str(refused.value)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real report is not part of the repository (../shared)")
@pytest.mark.parametrize("name", ["report.pdf", "report.txt"])
def test_a_real_report_is_read_as_its_gold_says(name: str) -> None:
    gold = json.loads((REAL / "gold.json").read_text(encoding="utf-8"))
    found = read_report(REAL / name)
    wanted = [finding["criterion"] for finding in gold["findings"]]
    assert [finding.criterion for finding in found.findings] == wanted
    codes = {observation.code for observation in found.observations}
    assert {ObservationCode.CLAIM_WITHOUT_LINK, ObservationCode.FACILITY_GAP} <= codes


def test_observations_say_on_which_page(tmp_path: Path) -> None:
    """Where the version is named, where a link stands apart from the text, where a footnote is nobody's."""
    link = "https://northwind.example/annual-report.pdf"
    text = (
        "CERTIFICATE\n\fASI PERFORMANCE STANDARD V7\nENTITY NAME  Northwind Aluminium AB\n\f"
        f"1.1 Legal Compliance\nConformance\nThe report is available here.\n\n{link}\n{link}\n\f"
        "1.2 Anti-Corruption\nConformance\nA policy is kept.\n\nEND OF THE REPORT\n[4] https://x.example/policy.pdf\n\f"
    )
    report = read_report(written(tmp_path, text))
    pages = {o.code: o.report_page for o in report.observations}
    assert pages[ObservationCode.UNKNOWN_VERSION] == 2
    assert pages[ObservationCode.UNRESOLVED_URL] == 3
    assert pages[ObservationCode.PARTIAL_READING] == 4


@pytest.mark.parametrize(
    ("comment", "whose"),
    [
        ("Alder:\nThe plan was reviewed in May. It is public at {}", "Alder Mill"),
        ("Alder: The plan was reviewed in May. It is public at {}", "Alder Mill"),
        ("Alder:\nThe mill has a plan.\nLume:\nThe mill has another plan. Plan: {}", "Port Lume"),
        ("Alder: https://x.example/a.pdf\nThe plan of the group was reviewed. It is public at {}", None),
        ("Alder:\nThe mill has a plan.\nThe Entity publishes its policy at {}", None),
        ("At Alder, the plan at {} is out of date.", "Alder Mill"),
    ],
)
def test_a_facilitys_heading_holds_for_the_prose_below(tmp_path: Path, comment: str, whose: str | None) -> None:
    scope = "AUDIT SCOPE  The Audit Scope included the Facilities:\n• Alder Mill\n• Port Lume\n\nFINDINGS\n\n"
    url = "https://x.example/plan.pdf"
    path = written(tmp_path, f"{HEAD}{scope}1.1 Legal Compliance  Conformance\n{comment.format(url)}\n")
    cited = {c.url: c.facility for c in read_report(path).citations}
    assert cited[url] == whose


def test_what_is_said_respectively_is_each_ones_own(tmp_path: Path) -> None:
    scope = "AUDIT SCOPE  The Audit Scope included the Facilities:\n• Alder Mill\n• Port Lume\n\nFINDINGS\n\n"
    said = (
        "Alder Mill and Port Lume disclose theirs at https://x.example/a.pdf and https://x.example/b.pdf respectively."
    )
    path = written(tmp_path, f"{HEAD}{scope}1.1 Legal Compliance  Conformance\n{said}\n")
    assert [(c.facility, c.url) for c in read_report(path).citations] == [
        ("Alder Mill", "https://x.example/a.pdf"),
        ("Port Lume", "https://x.example/b.pdf"),
    ]


@pytest.mark.parametrize(
    ("head", "standard", "version"),
    [
        (
            "PERFORMANCE STANDARD\n\nThis is to certify that it meets the ASI Performance Standard V3 (2022).\n",
            "ASI Performance Standard",
            "3",
        ),
        (
            "ASI STANDARD  Performance Standard\n\nIt meets Performance Standard V3.1.\n",
            "ASI Performance Standard",
            "3.1",
        ),
        (
            "ASI STANDARD  Chain of Custody Standard\n\nIts Performance Standard V3 audit was before.\n",
            "ASI Chain of Custody Standard",
            None,
        ),
        ("ASI STANDARD  Performance Standard V3\n\nBefore, it was V2.\n", "ASI Performance Standard", "3"),
    ],
    ids=["in the certificate's text", "behind the field", "of another standard", "in its field"],
)
def test_the_standards_version_may_stand_elsewhere_than_at_its_label(
    tmp_path: Path, head: str, standard: str, version: str | None
) -> None:
    text = f"{head}ENTITY NAME  Northwind Aluminium AB\n\n1.2 Anti-Corruption\nConformance\nA policy is kept.\n"
    found = read_report(written(tmp_path, text))
    assert (found.standard, found.standard_version) == (standard, version)
