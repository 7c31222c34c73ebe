"""Whose evidence a URL is, and of which kind, by the words about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report
from linkcheck.report import AuditReport
from linkcheck.vocabulary import CitationKind, ObservationCode

OPENING = "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Northwind Aluminium AB\n\n"
SITES = "SITES\n\nAlder Mill\nPort Lume Works\n\n"
HOST = "https://northwind.example"


def read(folder: Path, comment: str, opening: str = OPENING + SITES) -> AuditReport:
    path = folder / "report.txt"
    path.write_text(f"{opening}1.3a Code of Conduct\nConformance\n\n{comment}\n", encoding="utf-8")
    return read_report(path)


def test_a_plain_label_goes_on_for_the_site_before_while_more_entries_follow(tmp_path: Path) -> None:
    listed = (
        f"- Alder Mill, {HOST}/1.pdf\n\nDetails are found in the Waste Inventory at:\n"
        f"- Port Lume Works, {HOST}/2.pdf\nCode of Conduct: {HOST}/3.pdf\n"
    )
    found = read(tmp_path, f"{listed}- Port Lume Works, {HOST}/4.pdf")
    assert [c.facility for c in found.citations] == ["Alder Mill", *["Port Lume Works"] * 3]
    assert read(tmp_path, listed).citations[-1].facility is None


def test_a_heading_may_name_many_sites(tmp_path: Path) -> None:
    names = [f"{place} Lightweight New Materials AB" for place in ("Alder Point", "Port Lume", "Sundby Bay")]
    scope = f"AUDIT SCOPE  The Facilities were: {'; '.join(names)}\n\n"
    comment = f"Please refer to:\n\n1. {names[0]}, {names[1]} and {names[2]}:\n- Human Rights Policy: {HOST}/a.pdf"
    assert [c.facility for c in read(tmp_path, comment, OPENING + scope).citations] == names


def test_what_the_next_sentence_consults_says_nothing_of_the_url_before(tmp_path: Path) -> None:
    comment = (
        f"Code of Conduct: https://files.example/code.pdf The Entity had no fines according to www.register.example, "
        f"which was searched.\n\n{HOST}/a.pdf\n{HOST}/b.pdf\n{HOST}/c.pdf"
    )
    kinds = [c.kind for c in read(tmp_path, comment).citations]
    assert kinds[:2] == [CitationKind.DISCLOSURE, CitationKind.REFERENCE]


def test_a_site_of_the_scope_counts_where_a_sentence_before_a_url_names_it(tmp_path: Path) -> None:
    scope = "AUDIT SCOPE  The Audit was carried out at the sites Alder Mill and Port Lume Works.\n\n"
    found = read(tmp_path, f"Alder Mill has disclosed its Energy Policy: {HOST}/energy.pdf", OPENING + scope)
    assert [f.name for f in found.facilities] == ["Alder Mill"]
    assert [c.facility for c in found.citations] == ["Alder Mill"]


@pytest.mark.parametrize(
    "before",
    [
        "Design reviews were seen. Not applicable at Alder Mill.\nEPD library, ",
        "采购政策已公开，但奥德工厂未对两家新供应商进行评估。\nThe sourcing policy is disclosed at ",
    ],
)
def test_a_site_to_which_a_sentence_before_does_not_apply_owns_no_url_behind(before: str, tmp_path: Path) -> None:
    scope = "AUDIT SCOPE  The Audit was carried out at the sites Alder Mill (“奥德工厂”) and Port Lume Works.\n\n"
    found = read(
        tmp_path, f"{before}{HOST}/a.pdf\n\nAlder Mill: {HOST}/b.pdf\nPort Lume Works: {HOST}/c.pdf", OPENING + scope
    )
    assert [c.facility for c in found.citations] == [None, "Alder Mill", "Port Lume Works"]


def test_sites_with_their_pages_in_brackets_stand_together(tmp_path: Path) -> None:
    found = read(tmp_path, f"Alder Mill (Page 3) and Port Lume Works (Page 6): {HOST}/ghg.pdf")
    assert [c.facility for c in found.citations] == ["Alder Mill", "Port Lume Works"]


def test_pages_of_another_document_in_the_sentence_are_not_the_urls(tmp_path: Path) -> None:
    said = "Results are in the Sustainability Report 2023, page 61, and the action plan in"
    (cited,) = read(tmp_path, f"{said} {HOST}/plan.pdf. Dust is measured each month.").citations
    assert (cited.document, cited.locators.pages) == ("action plan", ())


@pytest.mark.parametrize(
    ("said", "pages"),
    [
        ("Figures are on pages 4-6 of the Annual Report. It can be found at", ("4-6",)),
        ("Figures are on pages 4-6 of the Annual Report. The report is available at:", ("4-6",)),
        ("Figures are on pages 4-6 of the Annual Report. The Energy Policy is at", ()),
        ("Figures are on pages 4-6 of the Annual Report. The policy is available at", ()),
        ("Figures are on pages 4-6 of the Annual Report. It is noted that the permit is at", ()),
    ],
)
def test_it_is_what_the_sentence_before_names(tmp_path: Path, said: str, pages: tuple[str, ...]) -> None:
    (cited,) = read(tmp_path, f"{said} {HOST}/report.pdf").citations
    assert cited.locators.pages == pages


@pytest.mark.parametrize("said", ["A policy was signed, available here.", "Click here for the policy."])
def test_a_link_that_the_text_has_not_is_told(tmp_path: Path, said: str) -> None:
    assert [o.text for o in read(tmp_path, said).observations if o.code is ObservationCode.CLAIM_WITHOUT_LINK]


@pytest.mark.parametrize(
    "signed", ["Firth Assurance AB, Alder, 20 May 2024. www.firth.example", "Firth Assurance AB\nwww.firth.example"]
)
def test_the_auditors_own_address_behind_the_findings_is_no_citation(tmp_path: Path, signed: str) -> None:
    opening = f"{OPENING}AUDIT FIRM  Firth Assurance AB\n\n"
    found = read(tmp_path, f"Code of Conduct: {HOST}/code.pdf\n\n{signed}", opening)
    assert [c.url for c in found.citations] == [f"{HOST}/code.pdf"]


def test_the_article_before_a_company_is_none_of_its_name(tmp_path: Path) -> None:
    scope = "AUDIT SCOPE  The Audit took place at Alder Rolling AB; and Lume Casting AB.\n\n"
    comment = f"1. The Alder Rolling AB facility: {HOST}/a.pdf\n2. The Alder Rolling AB site: {HOST}/b.pdf\n"
    found = read(tmp_path, comment, OPENING + scope)
    assert [f.name for f in found.facilities] == ["Alder Rolling AB", "Lume Casting AB"]


def test_respectively_parts_sites_only_where_one_kind_of_document_is_named(tmp_path: Path) -> None:
    whose = f"Alder Mill and Port Lume Works publish {{}} at {HOST}/1.pdf and {HOST}/2.pdf respectively."
    each = [c.facility for c in read(tmp_path, whose.format("their Policies")).citations]
    both = [c.facility for c in read(tmp_path, whose.format("their Policy and Plan")).citations]
    assert each == ["Alder Mill", "Port Lume Works"]
    assert both == each * 2


def test_a_url_without_a_blank_is_not_doubted_for_another_on_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, f"Code: {HOST}/a/ code.pdf. Policy: {HOST}/policy.pdf").citations
    assert [(c.url, c.unresolved) for c in found] == [(f"{HOST}/a/code.pdf", True), (f"{HOST}/policy.pdf", False)]


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        (f"Study: {HOST}/lca.pdf. A permit states bounds on pages 3 and 4.", "pages 3 and 4"),
        (f"The plan is public: {HOST}/plan.pdf\n\nWorkers know chapter 7.1, pages 12–19, by heart.",
         "pages 12-19 and section 7.1"),
        (f"It is {HOST}/code.pdf, page 4. Page 4 was read.\n\nPage 9 was, too.", "page 9"),
        (f"It is {HOST}/p-12/page3.pdf#page=7, section 2.", None),
        ("Nothing on page 5 is public.", None),
    ],
)  # fmt: skip
def test_places_that_no_citation_was_given_are_told(comment: str, told: str | None, tmp_path: Path) -> None:
    found = [o for o in read(tmp_path, comment).observations if "none of its citations" in o.text]
    said = f"The comment on 1.3a names {told}, given to none of its citations."
    assert [(o.code, o.criterion, o.text) for o in found] == (
        [(ObservationCode.PARTIAL_READING, "1.3a", said)] if told else []
    )
