"""What each cell of the matrix has."""

from __future__ import annotations

import itertools

import pytest

from linkcheck.catalogue import Catalogue, Requirement
from linkcheck.report import AuditReport, Citation, Facility, FacilityRating, Finding, Observation, Source
from linkcheck.verdicts import Cell, Check, Reason, Verdict, cells
from linkcheck.vocabulary import CellState, CitationKind, EvidenceState, Expectation, ObservationCode
from tests.linkcheck.verdicts.examples import citation

NORTH, SOUTH = "Northwind Smelter Co., Ltd.", "Southwind Casting Co., Ltd."
ROW = "2.5a-g"

DEAD, DOUBTFUL, UNDETERMINED, UNTESTED, LIVE = EvidenceState


def _verdict(state: EvidenceState) -> Verdict:
    return Verdict(state=state, reasons=(Reason(code=Check.NOT_FETCHED, text="It was not fetched yet."),))


def _report(
    *citations: Citation,
    facilities: tuple[str, ...] = (NORTH, SOUTH),
    rating: str = "Conformance",
    observations: tuple[Observation, ...] = (),
) -> AuditReport:
    return AuditReport(
        source=Source(path="report.pdf", sha256="0" * 64, media_type="application/pdf"),
        facilities=tuple(Facility(name=name) for name in facilities),
        findings=(Finding(criterion=ROW, title="Impact assessments", rating=rating),),
        citations=citations,
        observations=observations,
    )


def _claim(facility: str | None = None) -> Observation:
    text = "The plan is disclosed on the website."
    return Observation(code=ObservationCode.CLAIM_WITHOUT_LINK, criterion=ROW, facility=facility, text=text)


def _catalogue(expectation: Expectation, condition: str = "") -> Catalogue:
    requirement = Requirement("2.5", "", expectation, condition, "general-knowledge", "The standard asks for it.", "")
    return Catalogue("Test", {"2.5": requirement})


def _one_row(report: AuditReport, *states: EvidenceState, catalogue: Catalogue | None = None) -> dict[str | None, Cell]:
    made = cells(report, [_verdict(state) for state in states], catalogue or Catalogue())
    assert {cell.criterion for cell in made} == {ROW}
    return {cell.facility: cell for cell in made}


WORST: list[tuple[tuple[EvidenceState, ...], CellState]] = [
    ((LIVE,), CellState.LIVE),
    ((LIVE, LIVE), CellState.LIVE),
    ((LIVE, DEAD), CellState.PARTIAL),
    ((LIVE, DOUBTFUL), CellState.PARTIAL),
    ((LIVE, UNDETERMINED), CellState.PARTIAL),
    ((LIVE, UNTESTED), CellState.PARTIAL),
    ((DEAD, DOUBTFUL, UNDETERMINED, UNTESTED), CellState.DEAD),
    ((DOUBTFUL, UNDETERMINED, UNTESTED), CellState.DOUBTFUL),
    ((UNDETERMINED, UNTESTED), CellState.UNDETERMINED),
    ((UNTESTED,), CellState.UNTESTED),
]


@pytest.mark.parametrize(("states", "expected"), WORST)
def test_cell_is_live_or_partial_or_its_worst(states: tuple[EvidenceState, ...], expected: CellState) -> None:
    for order in itertools.permutations(states):
        row = _one_row(_report(*[citation(facility=NORTH)] * len(order), facilities=(NORTH,)), *order)
        assert row[NORTH].state is expected


@pytest.mark.parametrize("entity_wide", EvidenceState)
def test_what_the_entity_has_does_not_fill_a_facility_gap(entity_wide: EvidenceState) -> None:
    text = f"Cited for {NORTH}, not for {SOUTH}."
    gap = Observation(code=ObservationCode.FACILITY_GAP, criterion=ROW, facility=SOUTH, text=text)
    row = _one_row(_report(citation(facility=NORTH), citation(), observations=(gap,)), LIVE, entity_wide)
    assert row[SOUTH].state is CellState.UNCITED
    assert row[SOUTH].citations == (1,)
    assert row[SOUTH].basis == text


def test_a_gap_in_one_list_does_not_hide_what_the_facility_has_elsewhere() -> None:
    gap = Observation(code=ObservationCode.FACILITY_GAP, criterion=ROW, facility=SOUTH, text="Not in the list.")
    row = _one_row(_report(citation(facility=NORTH), citation(facility=SOUTH), observations=(gap,)), LIVE, DOUBTFUL)
    assert row[SOUTH].state is CellState.DOUBTFUL


def test_entity_wide_citations_count_for_every_facility() -> None:
    row = _one_row(_report(citation(facility=NORTH), citation()), LIVE, DEAD)
    assert {facility: cell.state for facility, cell in row.items()} == {
        NORTH: CellState.PARTIAL,
        SOUTH: CellState.DEAD,
        None: CellState.DEAD,
    }
    assert row[NORTH].citations == (0, 1)
    assert row[SOUTH].citations == row[None].citations == (1,)


def test_facility_is_uncited_where_others_are_cited() -> None:
    row = _one_row(_report(citation(facility=NORTH)), LIVE)
    assert set(row) == {NORTH, SOUTH}
    assert row[SOUTH].state is CellState.UNCITED
    assert row[SOUTH].basis == f"cited for {NORTH}"


def test_references_do_not_count() -> None:
    reference = citation(facility=NORTH, kind=CitationKind.REFERENCE)
    row = _one_row(_report(reference), LIVE, catalogue=_catalogue(Expectation.REQUIRED))
    assert [row[name].state for name in (NORTH, SOUTH)] == [CellState.REQUIRED] * 2
    assert row[NORTH].citations == (0,)


def test_a_reference_takes_nothing_from_a_live_cell() -> None:
    reference = citation(facility=NORTH, kind=CitationKind.REFERENCE)
    row = _one_row(_report(citation(facility=NORTH), reference), LIVE, DEAD)
    assert row[NORTH].state is CellState.LIVE


# (rating, claims, expectation, what a cell without citations has)
WITHOUT: list[tuple[str, tuple[Observation, ...], Expectation, CellState]] = [
    ("Conformance", (), Expectation.NONE, CellState.NONE),
    ("Conformance", (), Expectation.UNKNOWN, CellState.NONE),
    ("Conformance", (), Expectation.CONDITIONAL, CellState.NONE),
    ("Conformance", (), Expectation.REQUIRED, CellState.REQUIRED),
    ("Conformance", (_claim(),), Expectation.REQUIRED, CellState.CLAIMED),
    ("Not Applicable", (), Expectation.REQUIRED, CellState.NOT_APPLICABLE),
    ("not applicable", (), Expectation.NONE, CellState.NOT_APPLICABLE),
    ("N/A", (), Expectation.NONE, CellState.NOT_APPLICABLE),
    ("Not Applicable", (_claim(),), Expectation.NONE, CellState.CLAIMED),
]


@pytest.mark.parametrize(("rating", "claims", "expectation", "state"), WITHOUT)
@pytest.mark.parametrize("facilities", [(NORTH, SOUTH), ()], ids=["facilities", "entity alone"])
def test_cell_without_citations(
    rating: str,
    claims: tuple[Observation, ...],
    expectation: Expectation,
    state: CellState,
    facilities: tuple[str, ...],
) -> None:
    report = _report(rating=rating, observations=claims, facilities=facilities)
    row = _one_row(report, catalogue=_catalogue(expectation, "bauxite mining only"))
    assert {cell.state for cell in row.values()} == {state}
    assert set(row) == {*facilities} | ({None} if claims or not facilities else set())


def test_required_says_its_basis() -> None:
    row = _one_row(_report(), catalogue=_catalogue(Expectation.REQUIRED))
    assert row[NORTH].basis == "The standard asks for it."


def test_condition_is_said() -> None:
    row = _one_row(_report(), catalogue=_catalogue(Expectation.CONDITIONAL, "bauxite mining only"))
    assert row[NORTH].basis == "asked for on a condition (bauxite mining only): The standard asks for it."


def test_claim_for_one_facility_is_its_own() -> None:
    row = _one_row(_report(citation(facility=NORTH), observations=(_claim(SOUTH),)), LIVE)
    assert row[NORTH].state is CellState.LIVE
    assert row[SOUTH].state is CellState.CLAIMED
    assert row[SOUTH].basis == "The plan is disclosed on the website."


def test_not_applicable_weighs_more_than_what_others_have() -> None:
    row = _one_row(_report(citation(facility=NORTH), rating="Not Applicable"), LIVE)
    assert (row[NORTH].state, row[SOUTH].state) == (CellState.LIVE, CellState.NOT_APPLICABLE)


def test_not_applicable_for_one_facility_is_not_so_for_the_others() -> None:
    report = _report(rating="Not Applicable")
    (row,) = report.findings
    more = report.model_copy(update={"findings": (row, row.model_copy(update={"rating": "Conformance"}))})
    made = cells(more, [], _catalogue(Expectation.REQUIRED))
    assert {cell.state for cell in made} == {CellState.REQUIRED}


def test_each_facility_has_its_own_rating() -> None:
    report = _report(rating="Minor Non-Conformance")
    (row,) = report.findings
    apart = (FacilityRating(facility=NORTH, rating="Not Applicable"), FacilityRating(facility=SOUTH, rating="Minor"))
    rated = report.model_copy(update={"findings": (row.model_copy(update={"ratings": apart}),)})
    cell = {each.facility: each for each in cells(rated, [], _catalogue(Expectation.REQUIRED))}
    assert (cell[NORTH].state, cell[NORTH].basis) == (CellState.NOT_APPLICABLE, "rated Not Applicable")
    assert cell[SOUTH].state is CellState.REQUIRED


@pytest.mark.parametrize("spread", [True, False], ids=["a row for each", "one row"])
def test_a_facility_is_not_waived_by_what_others_were_rated(*, spread: bool) -> None:
    report = _report(rating="Not Applicable", facilities=(NORTH, SOUTH, "Eastwind"))
    (row,) = report.findings
    each = [FacilityRating(facility=name, rating="Not Applicable") for name in (NORTH, SOUTH)]
    rows = [row.model_copy(update={"ratings": apart}) for apart in ([(one,) for one in each] if spread else [each])]
    rated = report.model_copy(update={"findings": tuple(rows)})
    cell = {each.facility: each.state for each in cells(rated, [], _catalogue(Expectation.REQUIRED))}
    waived = CellState.NOT_APPLICABLE
    assert cell == {NORTH: waived, SOUTH: waived, "Eastwind": CellState.REQUIRED}


def test_facilities_that_only_citations_name_have_columns() -> None:
    row = _one_row(_report(citation(facility="Eastwind"), facilities=()), LIVE)
    assert set(row) == {"Eastwind"}


def test_criteria_that_only_citations_name_have_rows_at_the_end() -> None:
    report = _report(citation(criterion="11.3", facility=NORTH))
    made = cells(report, [_verdict(LIVE)], Catalogue())
    assert [(cell.criterion, cell.facility) for cell in made] == [
        (ROW, NORTH),
        (ROW, SOUTH),
        ("11.3", NORTH),
        ("11.3", SOUTH),
    ]


def test_each_cell_is_there_once_though_a_finding_is_printed_twice() -> None:
    report = _report(citation(facility=NORTH))
    twice = report.model_copy(update={"findings": report.findings * 2})
    made = cells(twice, [_verdict(LIVE)], Catalogue())
    assert len({(cell.criterion, cell.facility) for cell in made}) == len(made) == 2


def test_verdicts_of_another_report_are_refused() -> None:
    with pytest.raises(ValueError, match="0 verdicts for 1 citations"):
        cells(_report(citation()), [], Catalogue())
