"""Does the document speak of what it is cited for? Found, it is quoted; not found, it could not be told."""

from __future__ import annotations

import pytest

from linkcheck.documents.facts import PdfFacts, TextLayer, write_facts
from linkcheck.report import Facility
from linkcheck.verdicts import Content, NoteCode, Verdict, judge
from linkcheck.vocabulary import EvidenceState
from tests.linkcheck.verdicts.examples import body, citation, fetch

NEW = Facility(name="Northwind New Materials Co., Ltd.", aliases=("北风创新新材料",))
LIGHT = Facility(name="Northwind Lightweight New Materials Co., Ltd.", aliases=("北风创新轻量化新材料",))


def _judged(*pages: str, facility: str | None = NEW.name, criterion: str = "6.5a-c", title: str = "") -> Verdict:
    document = body(facts=write_facts(PdfFacts(pages=len(pages), layer=TextLayer.TEXT, title=title or None)))
    content = Content(pages, (NEW, LIGHT), "Performance Standard")
    return judge(citation(facility=facility, criterion=criterion), fetch(document=document), (), content)


def test_what_is_found_is_quoted_with_its_page() -> None:
    verdict = _judged("Cover 2025", "北风创新新材料\nhazardous waste: 12 tonnes")
    assert [(note.code, note.proof.page) for note in verdict.notes] == [
        (NoteCode.FACILITY_NAMED, 2),
        (NoteCode.TERM_FOUND, 2),
        (NoteCode.YEAR_NAMED, 1),
    ]
    facility, term, year = verdict.notes
    assert facility.text == "It names the facility: 北风创新新材料"
    assert "北风创新新材料" in (facility.proof.quote or "")
    assert "hazardous waste" in (term.proof.quote or "")
    assert year.text == "It names the year 2025."


def test_what_is_not_found_could_not_be_told_and_makes_no_doubt() -> None:
    verdict = _judged("Nothing of interest", "北风创新轻量化新材料")
    assert verdict.state is EvidenceState.LIVE
    assert [note.code for note in verdict.notes] == [
        NoteCode.FACILITY_UNTOLD,
        NoteCode.TERM_UNTOLD,
        NoteCode.YEAR_UNTOLD,
    ]
    assert all(note.text.startswith("Could not tell") for note in verdict.notes)


@pytest.mark.parametrize(
    ("text", "facility", "code"),
    [
        ("北风创新新材料有限公司", NEW.name, NoteCode.FACILITY_NAMED),
        ("北风创新新材料有限公司", LIGHT.name, NoteCode.FACILITY_UNTOLD),
        ("北风创新轻量化新材料有限公司", LIGHT.name, NoteCode.FACILITY_NAMED),
        ("北风创新轻量化新材料有限公司", NEW.name, NoteCode.FACILITY_UNTOLD),
        ("Northwind Lightweight New Materials Co., Ltd.", NEW.name, NoteCode.FACILITY_UNTOLD),
        ("Northwind New Materials Co., Ltd.", NEW.name, NoteCode.FACILITY_NAMED),
    ],
)
def test_companies_of_nearly_one_name_are_never_confused(text: str, facility: str, code: NoteCode) -> None:
    assert _judged(text, facility=facility).notes[0].code is code


def test_entity_wide_citations_name_no_facility() -> None:
    codes = [note.code for note in _judged("Waste 2025", facility=None).notes]
    assert codes == [NoteCode.TERM_FOUND, NoteCode.YEAR_NAMED]


def test_criteria_without_terms_have_no_note_of_them() -> None:
    codes = [note.code for note in _judged("2025", facility=None, criterion="99.1").notes]
    assert codes == [NoteCode.YEAR_NAMED]


def test_a_year_in_the_title_comes_first() -> None:
    assert _judged("2023", title="Report 2024").notes[-1].text == "It names the year 2024."


def test_a_target_beyond_the_next_year_is_not_the_year_of_a_document() -> None:
    years = fetch().finished_at.year + 1, fetch().finished_at.year + 2
    assert _judged(f"{years[0]}").notes[-1].text == f"It names the year {years[0]}."
    assert _judged(f"Net zero by {years[1]}").notes[-1].code is NoteCode.YEAR_UNTOLD


def test_pages_without_text_say_nothing_about_it() -> None:
    assert _judged("", "  ").notes == ()
