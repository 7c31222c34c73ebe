"""Text extractions as `pdftotext` prints them: cells out of order, hyphens dropped, URLs broken over pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from linkcheck.parsing import ranges, read_report
from linkcheck.parsing.siblings import Siblings
from linkcheck.vocabulary import ObservationCode

OPENING: Final = "AUDIT REPORT\nASI PERFORMANCE STANDARD V3.1\nENTITY NAME: Skerry Metals AB\n\n"
HEAD: Final = "CRITERION\n\nRATING\n\nCOMMENT\n\n"
HOST: Final = "https://skerry.example"


class Case(NamedTuple):
    """A plain extraction's findings, and what is to be read: (criterion, rating), (criterion, facility, URL)."""

    name: str
    text: str
    findings: list[tuple[str, str | None]]
    citations: list[tuple[str, str | None, str]]


CASES: Final = [
    Case(
        "dashes before URLs are dropped with the line's end",
        f"1.2 Anti-Corruption\n\nConformance\n\nTheir policies are public:\n"
        f"Kalmar Mill B.V.{HOST}/kalmar.pdf\nTidewater Foundrywww.skerry.example/tidewater.pdf\n"
        f"Sundby Works 2{HOST}/sundby.pdf\nTidewater S.p.A..HTTPS://SKERRY.EXAMPLE/REPORT.PDF\n",
        [("1.2", "Conformance")],
        [
            ("1.2", None, f"{HOST}/kalmar.pdf"),
            ("1.2", None, "http://www.skerry.example/tidewater.pdf"),
            ("1.2", None, f"{HOST}/sundby.pdf"),
            ("1.2", None, "HTTPS://SKERRY.EXAMPLE/REPORT.PDF"),
        ],
    ),
    Case(
        "a URL goes on below a page's foot and the repeated head",
        f"1.2 Anti-Corruption\n\nConformance\n\nThe policy is public: {HOST}/policies/anti\n\n"
        f"Page 1 of 2\n\n\f{HEAD}-corruption.pdf\nTraining took place.\n",
        [("1.2", "Conformance")],
        [("1.2", None, f"{HOST}/policies/anti-corruption.pdf")],
    ),
    Case(
        "a page's first rating and comment come before its number",
        f"Minor NonConformance\n\nTraining is overdue.\n\n1. BUSINESS INTEGRITY\n1.2a\n\nAnti-Corruption\n\n"
        f"The policy is public: {HOST}/policy.pdf\n\n1.3 Code of Conduct\n\nConformance\n\nA code is kept.\n",
        [("1.2a", "Minor Non-Conformance"), ("1.3", "Conformance")],
        [("1.2a", None, f"{HOST}/policy.pdf")],
    ),
    Case(
        "a rating stands among the words of a title",
        "2.3a Environmental and\nUnable to Rate\nSocial Management Systems\n\nNothing was seen.\n\n"
        "2.8a-c\n\nSuspended Minor Non- Operations\nConformance\n\nA plan is missing.\n\n"
        f"6.5\n\nWaste\nNot Applicable\nManagement and\nReporting\n\nThere is none: {HOST}/waste.pdf\n",
        [("2.3a", "Unable to Rate"), ("2.8a-c", "Minor Non-Conformance"), ("6.5", "Not Applicable")],
        [("6.5", None, f"{HOST}/waste.pdf")],
    ),
    Case(
        "ratings come behind what their comments begin with, or behind the next number",
        "6.4\n\nReporting of Spills\n\nNo spills were reported.\n\nMinor Non-Conformance\n\n"
        f"The list is public: {HOST}/spills.pdf\n\n6.6a\n\nBauxite Residue\n\nIt is dried: {HOST}/residue.pdf\n\n"
        "6.6b-c\n\nBauxite Residue Minor Non- Identification\nConformance\n\nConformance\n\nNo map is kept.\n\n"
        f"6.7 Spent Pot Lining (SPL)\n\nConformance\n\nIt is treated: {HOST}/lining.pdf\n",
        [
            ("6.4", "Minor Non-Conformance"),
            ("6.6a", "Conformance"),
            ("6.6b-c", "Minor Non-Conformance"),
            ("6.7", "Conformance"),
        ],
        [
            ("6.4", None, f"{HOST}/spills.pdf"),
            ("6.6a", None, f"{HOST}/residue.pdf"),
            ("6.7", None, f"{HOST}/lining.pdf"),
        ],
    ),
    Case(
        "a page's headings and first numbers come last on it",
        "5.4a GHG Emissions Management\n\nConformance\n\nThe plan is kept.\n\nMinor Non-Conformance\n\n"
        "No study was made.\n\n6.1 Emissions to Air\n\nConformance\n\nThe filters are new.\n\n"
        f"4. MATERIAL STEWARDSHIP\n4.1a Environmental Life Cycle Assessment\n\nIt is to be public: {HOST}/study.pdf\n\f"
        f"7. WATER STEWARDSHIP\n7.1a Water Assessment\n\nConformance\n\nAll is public: {HOST}/water.pdf\n",
        [("4.1a", "Minor Non-Conformance"), ("5.4a", "Conformance"), ("6.1", "Conformance"), ("7.1a", "Conformance")],
        [("4.1a", None, f"{HOST}/study.pdf"), ("7.1a", None, f"{HOST}/water.pdf")],
    ),
    Case(
        "numbers stand apart from titles that are broken in a narrow column",
        "2.8\n\nSuspended Opera\ntions\n\nConformance\n\nNothing stands still.\n\nMine\nRehabilitation\n\n"
        f"Major Non-Conformance\n\n8.5a-h\n\nThe plan is public: {HOST}/mine.pdf\n",
        [("2.8", "Conformance"), ("8.5a-h", "Major Non-Conformance")],
        [("8.5a-h", None, f"{HOST}/mine.pdf")],
    ),
]


def assert_read(case: Case, head: str, path: Path) -> None:
    path.write_text(f"{OPENING}{head}{case.text}\f", encoding="utf-8")
    found = read_report(path)
    assert [(f.criterion, f.rating) for f in found.findings] == case.findings
    assert [(c.criterion, c.facility, c.url) for c in found.citations] == case.citations


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_plain_extraction_is_read(case: Case, tmp_path: Path) -> None:
    assert_read(case, HEAD, tmp_path / "report.txt")


@pytest.mark.parametrize(
    ("siblings", "printed", "meant"),
    [
        (("/p/2025/02-20/a1.pdf", "/p/2024/11-06/a2.pdf"), "/p/2025/0312/a3.pdf", "/p/2025/03-12/a3.pdf"),
        (("/esg-report-2024-3.pdf",), "/esg-report-20237.pdf", "/esg-report-2023-7.pdf"),
        (("/emergency-plan-2.pdf",), "/emergencyplan-4.pdf", "/emergency-plan-4.pdf"),
        (("/water-policy.pdf", "/water-policy.pdf"), "/waterpolicy.pdf", "/water-policy.pdf"),
        (("/files/0a1b2c3d-9.pdf",), "/files/9f8e7d6c12.pdf", "/files/9f8e7d6c-12.pdf"),
        (("/a.pdf",), "/p/2025/0312/a3.pdf", None),
        (("/1-2.pdf", "/3-4.pdf"), "/567.pdf", None),
        (("/p/2025/02-20/a1.pdf", "/p/2025/0221/a2.pdf"), "/p/2025/0312/a3.pdf", None),
    ],
    ids=["folder", "year", "words", "the same", "hash", "none", "several readings", "both ways"],
)
def test_a_hyphen_is_put_back_where_other_urls_have_it(
    siblings: tuple[str, ...], printed: str, meant: str | None
) -> None:
    whole = [(f"{HOST}{path}", frozenset[int]()) for path in siblings]
    url = f"{HOST}{printed}"
    everywhere = frozenset(range(1, len(url)))
    places = Siblings([*whole, (url, everywhere)]).lacking(url, everywhere).places
    found = url
    for place in reversed(places):
        found = f"{found[:place]}-{found[place:]}"
    assert found == (url if meant is None else f"{HOST}{meant}")


def test_hyphens_are_put_back_and_what_is_left_is_told(tmp_path: Path) -> None:
    prose = "The policy is known to all who work here and is gone through with them.\n" * 6
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}{HEAD}1.2 Anti-Corruption\n\nConformance\n\n{prose}"
        f"{HOST}/p/2025/02-20/plan.pdf\n{HOST}/p/2024/11-06/plan.pdf\n"
        f"It has been published in full here: {HOST}/p/2025/0312/water-policy-of-the-group-and-its-sites.pdf\n"
        f"It is published here: {HOST}/documents/codeofconduct-of-the-group-and-its-sites.pdf\n\f",
        encoding="utf-8",
    )
    found = read_report(path)
    urls = [c.url for c in found.citations]
    assert urls[2] == f"{HOST}/p/2025/03-12/water-policy-of-the-group-and-its-sites.pdf"
    doubtful = {url for o in found.observations if o.code is ObservationCode.UNRESOLVED_URL for url in o.urls}
    assert doubtful == {c.url for c in found.citations if c.unresolved}
    assert urls[3] in doubtful
    assert not doubtful & {*urls[:2]}


@pytest.mark.parametrize(
    ("path", "proven", "meant"),
    [
        ("/p/2025/0220/a1.pdf", True, "/p/2025/02-20/a1.pdf"),
        ("/p/2025/0220/a1.pdf", False, None),
        ("/p/2025/1340/a1.pdf", True, None),
        ("/p/1025/0220/a1.pdf", True, None),
        ("/p/2025/02201/a1.pdf", True, None),
        ("/2024/1231/2025/0220.pdf", True, "/2024/12-31/2025/0220.pdf"),
    ],
)
def test_a_day_below_its_year_gets_the_hyphen_that_is_missing(path: str, proven: bool, meant: str | None) -> None:
    url = f"{HOST}{path}"
    everywhere = frozenset(range(1, len(url)))
    lacking = Siblings([(url, everywhere)]).lacking(url, everywhere, proven=proven)
    assert [f"{url[:place]}-{url[place:]}" for place in lacking.places] == ([f"{HOST}{meant}"] if meant else [])
    assert not lacking.sure


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("/2025/0220/9a8b7c6d.pdf", "/2025/0220/9a8b7c6d.pdf"),
        ("/2025/0220/9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f.pdf", "/2025/02-20/9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f.pdf"),
    ],
    ids=["a line's end", "wider than the column"],
)
def test_a_day_is_put_right_where_a_line_is_too_wide(tmp_path: Path, printed: str, meant: str) -> None:
    prose = "The policy is known to all who work here and is gone through with them.\n" * 6
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}{HEAD}1.2 Anti-Corruption\n\nConformance\n\n{prose}It is at:\n{HOST}{printed}\n\f",
        encoding="utf-8",
    )
    found = read_report(path)
    assert [c.url for c in found.citations] == [f"{HOST}{meant}"]
    doubtful = {url for o in found.observations if o.code is ObservationCode.UNRESOLVED_URL for url in o.urls}
    assert doubtful == ({f"{HOST}{meant}"} if meant != printed else set())


COLUMNS: Final = [
    Case(
        "a rating touches the title",
        "2.3a    Environmental and  Unable to      Nothing was seen here that would have been of any use.\n"
        "        Social Management  Rate           It was asked for.\n"
        "        Systems\n\n"
        "2.8a    Suspended         Minor Non-     A plan is missing for the two furnaces that stand still.\n"
        "        Operations Conformance            It is due in spring.\n\n"
        f"6.1     Emissions to Air  Conformance     They are public: {HOST}/air.pdf\n",
        [("2.3a", "Unable to Rate"), ("2.8a", "Minor Non-Conformance"), ("6.1", "Conformance")],
        [("6.1", None, f"{HOST}/air.pdf")],
    ),
]


@pytest.mark.parametrize("case", COLUMNS, ids=lambda case: case.name)
def test_an_extraction_with_columns_is_read(case: Case, tmp_path: Path) -> None:
    assert_read(case, "CRITERION                 RATING          COMMENT\n\n", tmp_path / "report.txt")


@pytest.mark.parametrize(
    ("text", "joined", "meant"),
    [
        ("see pages 1521", True, "see pages 15-21"),
        ("see page 5364:", False, "see page 53-64:"),
        ("see pages 72, 89 and 9196", False, "see pages 72, 89 and 91-96"),
        ("see pp. 750", True, "see pp. 7-50"),
        ("see pages 750", False, "see pages 750"),
        ("see page 750", True, "see page 750"),
        ("see pages 2125", True, "see pages 2125"),
        ("see pages 67 and", True, "see pages 67 and"),
        ("see pages 26 42:", True, "see pages 26 -42:"),
        ("see pages 26 42 - there", True, "see pages 26 -42 - there"),
        ("see pages 26 42 - 50", True, "see pages 26 42 - 50"),
        ("see pages 74, 76 and 89119, at", True, "see pages 74, 76 and 89-119, at"),
        ("see pages 42 26:", True, "see pages 42 26:"),
    ],
)
def test_a_page_range_gets_its_hyphen_back_where_one_reading_is_left(text: str, joined: bool, meant: str) -> None:
    found = text
    for one in reversed([one for one in ranges.lacking(text, lambda _: True, joined=joined) if one.sure]):
        found = f"{found[: one.place]}-{found[one.place :]}"
    assert found == meant


FOOT: Final = "\n\nNordlys Assurance AS – report 24-117\n\n\f"
TOP: Final = "Skerry Metals AB – surveillance audit\n\n"


@pytest.mark.parametrize(
    ("text", "ratings", "cited"),
    [
        (
            "Nordlys Assurance AS\nASI Performance Standard V3.1\nEntity: Skerry Metals AB\n\n"
            "Indicator 2.3a: Environmental Management Systems\nResult: Conformance\n"
            f"Evidence: 环境方针已公开，见：{HOST}/环境方针.pdf（第3页）。能源政策：www.skerry.example/energy。\n"
            "Indicator 3.1: Sustainability Reporting\nResult: Minor Non-Conformance\n"
            f"Evidence: 可持续发展报告（{HOST}/report-2024.pdf，第12-14页）未经核实；参见{HOST}/esg。\n"
            "Indicator 5.1: Disclosure of GHG Emissions\nResult: Not Applicable\n",
            ["Conformance", "Minor Non-Conformance", "Not Applicable"],
            [
                ("2.3a", f"{HOST}/%E7%8E%AF%E5%A2%83%E6%96%B9%E9%92%88.pdf", ("3",)),
                ("2.3a", "http://www.skerry.example/energy", ()),
                ("3.1", f"{HOST}/report-2024.pdf", ("12-14",)),
                ("3.1", f"{HOST}/esg", ()),
            ],
        ),
        (
            f"{TOP}ASI PERFORMANCE STANDARD V3.1\nENTITY NAME: Skerry Metals AB{FOOT}"
            f"{TOP}1.2 Anti-Corruption\nConformance\nThe policy of all sites is public: {HOST}/ethics/anti-{FOOT}"
            f"{TOP}corruption.pdf. Training took place.\n\n1.3 Code of Conduct\nConformance\n"
            f"The code is public: {HOST}/code{FOOT}{TOP}/of-conduct.pdf, page{FOOT}{TOP}11.\n\n"
            f"2.1 Policy\nUnable to Rate\nNothing was seen.{FOOT}",
            ["Conformance", "Conformance", "Unable to Rate"],
            [("1.2", f"{HOST}/ethics/anti-corruption.pdf", ()), ("1.3", f"{HOST}/code/of-conduct.pdf", ("11",))],
        ),
        (
            f"{OPENING}1.2 Anti-Corruption\nCon\u00adfor\u00admance\n"
            f"The con\ufb01rmed policy: {HOST}/\ufb01nal-o\ufb03ce\u2010report.pdf, pa\u00adge\u00a07. "
            f"See\u200b {HOST}/a\u200bb.pdf.\n\n"
            "1.3 Code of Conduct\nUnable\u00a0to\u00a0Rate\nNothing was seen.\n",
            ["Conformance", "Unable to Rate"],
            [("1.2", f"{HOST}/final-office-report.pdf", ("7",)), ("1.2", f"{HOST}/ab.pdf", ())],
        ),
        (
            f"{OPENING}Clause\tTitle\tRating\tFindings\n"
            f"1.2\tAnti-Corruption\tConformance\tIt is public: {HOST}/a.pdf, page 2\n"
            f"1.3\tCode of Conduct\tMinor Non-Conformance\tIt is old. {HOST}/code.pdf\n2.1\tPolicy\tNot Applicable\n"
            f"3.1\tSustainability Reporting\tConformance\tIt is public:\n\t\t\t{HOST}/report.pdf\n",
            ["Conformance", "Minor Non-Conformance", "Not Applicable", "Conformance"],
            [("1.2", f"{HOST}/a.pdf", ("2",)), ("1.3", f"{HOST}/code.pdf", ()), ("3.1", f"{HOST}/report.pdf", ())],
        ),
    ],
    ids=["Chinese", "heads and feet between", "ligatures and soft hyphens", "tabs"],
)
def test_a_report_of_another_firm_is_read(
    text: str, ratings: list[str], cited: list[tuple[str, str, tuple[str, ...]]], tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    found = read_report(path)
    assert [f.rating for f in found.findings] == ratings
    assert [(c.criterion, c.url, c.locators.pages) for c in found.citations] == cited


def test_a_page_that_may_be_a_range_is_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = (
        "Measured values of dust stayed below the limits of the permit, as its holder has known.\n" * 3
        + f"2024 Sustainability Report, of all that is there: {HOST}/a.pdf (pp. 818)\n"
    )
    path.write_text(f"{OPENING}{HEAD}8.1a-d Biodiversity\n\nConformance\n\n{text}\f", encoding="utf-8")
    found = read_report(path)
    assert found.citations[0].locators.pages == ("818",)
    assert any("may be ranges: 818 in 8.1a-d." in o.text for o in found.observations)


def test_activities_are_known_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}SUPPLY CHAIN\nACTIVITIES\nASI STANDARD\n\n• Casthouses\n\nAUDIT REPORT\nSUBMISSION\nAUDIT SCOPE\n\n"
        "• 1 March 2024\n\n• Semi-Fabrication\n\nThe following Facilities were included in the Audit Scope:\n"
        f"1) Kalmar Mill\n2) Sundby Works\n{HEAD}1.2 Anti-Corruption\n\nConformance\n\n"
        f"Kalmar Mill: {HOST}/kalmar.pdf\nSundby Works: {HOST}/sundby.pdf\n\f",
        encoding="utf-8",
    )
    found = read_report(path)
    assert found.supply_chain_activities == ("Casthouses", "Semi-Fabrication")
    assert [f.name for f in found.facilities] == ["Kalmar Mill", "Sundby Works"]
    assert found.report_submitted == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("url", "rest"),
    [
        (f"{HOST}/d/upload/2024/02-05/ba3b51", "61153f.pdf"),
        (f"{HOST}/d/upload/202", "4/02-05/f30dc1.pdf, see there."),
    ],
    ids=["a name's end", "a path's end"],
)
def test_a_url_that_is_cut_over_blank_lines_goes_on(url: str, rest: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}{HEAD}10.5a Communication Conformance It is known.\n\n{url}\n\n\n \n{rest}\n\nIt is new.\n",
        encoding="utf-8",
    )
    assert [c.url for c in read_report(path).citations] == [f"{url}{rest.partition(',')[0]}"]


def test_a_rating_goes_on_below_the_next_pages_head(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}CRITERION RATING COMMENT\n\n10.2 Child Labour Minor Non- \n\n\n \n\nCRITERION RATING COMMENT\n\n"
        "Conformance \n\nIt is kept.\n",
        encoding="utf-8",
    )
    found = read_report(path).findings[0]
    assert (found.title, found.rating) == ("Child Labour", "Minor Non-Conformance")


def test_a_rating_behind_its_comment_goes_on_below_the_links_at_a_pages_foot(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    links = f"{HOST}/plan.pdf\n{HOST}/plan.pdf\n"
    path.write_text(
        f"{OPENING}CRITERION COMMENT RATING\n\n10.2 Child\nLabour\n\nThe plan is public: {HOST}/plan.pdf\n\n"
        f"Major Non-\n\n{links}\n \nConformance\n\n10.3 Forced Labour There is none. Conformance\n",
        encoding="utf-8",
    )
    found = read_report(path).findings
    assert [(f.criterion, f.rating) for f in found] == [("10.2", "Major Non-Conformance"), ("10.3", "Conformance")]


def test_the_end_of_a_files_name_is_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}CRITERION RATING COMMENT\n\n1.2 Anti-Corruption Conformance It is here: {HOST}/REPORT\n22.PDF\n",
        encoding="utf-8",
    )
    assert [c.url for c in read_report(path).citations] == [f"{HOST}/REPORT22.PDF"]


def test_a_full_line_goes_on_over_a_pages_end(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}SITES\n\nPort Lume\nPort Arden\nNew Arden\n\n{HEAD}11.1a Health Policy\n\nConformance\n\n"
        f"The safety policy of Port Lume has been public for many years now:\n{HOST}/lume.pdf\n"
        f"However, the safety policy of all that belongs to the site of Port\n\n\f{HEAD}"
        f"Arden has been disclosed, available at:\n{HOST}/arden.pdf\n\f",
        encoding="utf-8",
    )
    assert [c.facility for c in read_report(path).citations] == ["Port Lume", "Port Arden"]


def test_values_that_stand_behind_all_their_labels_are_shared_out(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    text = (
        f"{OPENING}AUDIT REPORT\nSUBMISSION\nAUDIT SCOPE\n\n• 1 March 2024\nThe Audit took place in Kalmar.\n\n"
        "NEXT AUDIT\nTYPE\nNEXT AUDIT\nDATE\nCERTIFICATE NUMBER\n\nSurveillance Audit\n23 September 2025\n365\n\n"
        f"{HEAD}1.2 Anti-Corruption\n\nConformance\n\nA policy is kept.\n\f"
    )
    path.write_text(text, encoding="utf-8")
    found = read_report(path)
    assert (found.report_submitted, found.next_audit_date) == (date(2024, 3, 1), date(2025, 9, 23))
    assert (found.next_audit_type, found.certificate) == ("Surveillance Audit", "365")
    path.write_text(text.replace("365\n", "", 1), encoding="utf-8")
    assert read_report(path).certificate is None


def test_a_locator_is_read_over_a_short_lines_end(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}{HEAD}1.2 Anti-Corruption\n\nConformance\n\n"
        "The policy of the group is public in full, and so is all else that belongs to it and its sites.\n"
        f"Kalmar: {HOST}/a.pdf (Section 6.4,\npage 43-53)\nSundby, Waste Inventory, pages\n9 to 36: {HOST}/b.pdf\n",
        encoding="utf-8",
    )
    places = [c.locators for c in read_report(path).citations]
    assert [(place.pages, place.sections) for place in places] == [(("43-53",), ("6.4",)), (("9-36",), ())]


def test_ideographs_are_two_letters_wide(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        f"{OPENING}FACILITIES\n• 海鸥白沙铝业有限公司\n• 海鸥临河铝业有限公司\n\n"
        f"{HEAD}1.2 Anti-Corruption\n\nConformance\n\n"
        "The policy of the group is public in full, and so is all else of its sites.\n"
        f"海鸥白沙铝业有限公司, 海鸥临河铝业有限公司: Supplier Due Diligence\nReport, section 9.5: {HOST}/a.pdf\n",
        encoding="utf-8",
    )
    cited = read_report(path).citations
    assert [c.facility for c in cited] == ["海鸥白沙铝业有限公司", "海鸥临河铝业有限公司"]
    assert {c.document for c in cited} == {"Supplier Due Diligence Report"}


def test_a_page_of_nothing_but_a_comment_goes_on_with_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    rows = "".join(
        f"8.{n} Title of it       It is kept, and known to all who work in the plants.     Conformance\n\n"
        for n in (1, 2, 3)
    )
    comment = "".join(f"Kalmar, document {n}:\n{HOST}/{n}.pdf\n\n" for n in range(3))
    head = "CRITERION           COMMENT                                              RATING\n\n"
    path.write_text(f"{OPENING}{head}{rows}\f{comment}\f", encoding="utf-8")
    cited = read_report(path).citations
    assert [(c.criterion, c.url) for c in cited] == [("8.3", f"{HOST}/{n}.pdf") for n in range(3)]


def test_columns_below_no_head_have_the_order_of_the_tables_head(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    page = "".join(
        f"{number} Title of it     It is kept, and known to all who work in the plants of the group.     Conformance\n"
        f"                    The policy is public: {HOST}/{number}.pdf\n\n"
        for number in ("{0}.1", "{0}.2a", "{0}.2b-e", "{0}.3")
    )
    head = "CRITERION           COMMENT                                                              RATING\n\n"
    path.write_text(f"{OPENING}{head}{page.format(8)}\f{page.format(9)}\f", encoding="utf-8")
    found = read_report(path)
    assert [f.rating for f in found.findings] == ["Conformance"] * 8
    assert {f.title for f in found.findings} == {"Title of it"}
    assert [(c.criterion, c.url) for c in found.citations] == [
        (f.criterion, f"{HOST}/{f.criterion}.pdf") for f in found.findings
    ]


def test_bullets_apart_from_their_items_are_put_back(tmp_path: Path) -> None:
    """`pdftotext` prints the bullets of a list first, and perhaps the items elsewhere."""
    text = (
        "ENTITY NAME\n\nSkerry Metals AB\n\nSUPPLY CHAIN\nACTIVITIES\n\n\uf0b7\n\uf0b7\n\nCasthouses\nSemi-Fabrication"
        "\n\nAUDIT TYPE\n\n\uf0b7\n\nAUDIT FIRM\n\nFirth Assurance\n\nAUDIT SCOPE\n\nThe Facilities:\n•\n\n•\n\n"
        "Alder Mill\nPort Lume\n\nFINDINGS\n\n1.1 Legal Compliance\n\nConformance\n\nAlder: https://x.example/a.pdf\n"
    )
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    report = read_report(path)
    assert report.supply_chain_activities == ("Casthouses", "Semi-Fabrication")
    assert (report.audit_type, report.audit_firm) == (None, "Firth Assurance")
    assert [facility.name for facility in report.facilities] == ["Alder Mill", "Port Lume"]


@pytest.mark.parametrize("number", ["377", "95"])
def test_a_number_at_a_pages_end_may_be_a_certificates(tmp_path: Path, number: str) -> None:
    titles = ("1.1 Legal Compliance", "1.2 Anti-Corruption", "1.3 Code of Conduct", "2.2 Leadership")
    pages = [f"{title}\n\nConformance\n\n{title} is kept.\n\n{n}" for n, title in enumerate(titles, start=2)]
    first = f"ENTITY NAME\n\nSkerry AB\n\nCERTIFICATE NUMBER\n\n{number}\n"
    path = tmp_path / "report.txt"
    path.write_text("\f".join([first, *pages]), encoding="utf-8")
    report = read_report(path)
    assert report.certificate == number
    assert [finding.comment for finding in report.findings] == [f"{title} is kept." for title in titles]


def test_criteria_at_the_pages_tops_are_no_running_heads(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    numbers = [f"{principle}.{n}" for principle in range(1, 4) for n in (1, 2)]
    files = ("law", "ethics", "policy", "leaders", "report", "fines")
    told = [
        f"Criterion {number} – Conformance\n\nSee {HOST}/{name}.pdf\n\n"
        for number, name in zip(numbers, files, strict=True)
    ]
    path.write_text(OPENING + "\f".join("".join(told[n : n + 2]) for n in range(0, len(told), 2)), encoding="utf-8")
    report = read_report(path)
    assert [(f.criterion, f.rating) for f in report.findings] == [(number, "Conformance") for number in numbers]
    assert [c.url for c in report.citations] == [f"{HOST}/{name}.pdf" for name in files]
