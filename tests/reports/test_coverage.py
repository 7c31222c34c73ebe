"""The model: judged, counted once, the same for the same snapshot, and without secrets."""

from __future__ import annotations

from collections import Counter

import pytest

from linkcheck.vocabulary import CellState, CitationKind, EvidenceState, ObservationCode, Outcome
from reports.advice import ADVICE
from reports.coverage import Coverage, build
from reports.model import AttentionKind
from tests.reports import factory


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return build(factory.example())


def test_every_citation_carries_its_verdict_and_fetch(coverage: Coverage) -> None:
    (report,) = coverage.reports
    (known,) = factory.example().reports

    assert [c.url for c in report.citations] == [c.url for c in known.report.citations]
    assert all(c.reasons for c in report.citations)
    assert all((c.fetch is None) == (c.state is EvidenceState.UNTESTED) for c in report.citations)
    assert {c.state for c in report.citations} == set(EvidenceState)


def test_figures_are_those_of_the_citations_and_cells(coverage: Coverage) -> None:
    (report,) = coverage.reports
    summary = report.summary

    assert summary.states == {s: Counter(c.state for c in report.citations)[s] for s in EvidenceState}
    assert summary.cells == {s: Counter(c.state for c in report.cells)[s] for s in CellState}
    assert summary.to_look_at == {k: Counter(m.kind for m in report.to_look_at)[k] for k in AttentionKind}
    assert summary.citations == summary.disclosures + summary.references == len(report.citations)
    assert summary.references == sum(c.kind is CitationKind.REFERENCE for c in report.citations)
    assert summary.urls == len({c.url for c in report.citations})
    assert summary.fetched == summary.urls - 1
    assert summary.criteria.total == len(report.findings)
    assert summary.criteria.live + summary.criteria.partly + summary.criteria.without == summary.criteria.expected


@pytest.mark.parametrize(
    ("criterion", "standing"),
    [
        ("1.2", "live"),
        ("3.1a-b", "partly"),
        ("2.5a-g", "partly"),
        ("3.3a-c", "without"),
        ("2.7a-f", "without"),
        ("1.1", "not expected"),
        ("2.8a-d", "not expected"),
    ],
)
def test_a_criterion_stands_as_its_cells_do(criterion: str, standing: str) -> None:
    criteria = build(factory.part(criterion)).summary.criteria

    found = {"live": criteria.live, "partly": criteria.partly, "without": criteria.without}
    assert found == {word: int(word == standing) for word in found}
    assert criteria.expected == int(standing != "not expected")


def test_a_url_that_several_reports_cite_counts_once() -> None:
    (known,) = factory.example().reports
    once, twice = (
        build(factory.of(known.report, known.fetches)),
        build(factory.of(known.report, known.fetches, copies=2)),
    )

    assert twice.summary.urls == once.summary.urls
    assert twice.summary.fetched == once.summary.fetched
    assert twice.summary.citations == 2 * once.summary.citations
    assert twice.summary.criteria.live == 2 * once.summary.criteria.live


def test_the_same_snapshot_gives_the_same_model(coverage: Coverage) -> None:
    assert build(factory.example()) == coverage


def test_a_snapshot_without_a_run_is_all_untested() -> None:
    coverage = build(factory.uncrawled())

    assert coverage.run is None
    assert coverage.summary.fetched == 0
    assert coverage.summary.states[EvidenceState.UNTESTED] == coverage.summary.citations


def test_the_databases_password_is_not_in_the_model(coverage: Coverage) -> None:
    assert coverage.run is not None
    assert "delay" in coverage.run.settings
    assert "secret" not in coverage.model_dump_json()


def test_history_is_judged_run_by_run(coverage: Coverage) -> None:
    (report,) = coverage.reports
    doubtful = next(c for c in report.citations if c.state is EvidenceState.DOUBTFUL)

    assert [past.state for past in doubtful.history] == [EvidenceState.LIVE, EvidenceState.LIVE, EvidenceState.DOUBTFUL]


def test_a_304_shows_the_body_that_it_stands_for(coverage: Coverage) -> None:
    (report,) = coverage.reports
    unchanged = next(c for c in report.citations if c.fetch and c.fetch.outcome is Outcome.NOT_MODIFIED)

    assert unchanged.state is EvidenceState.LIVE
    assert unchanged.fetch is not None
    assert unchanged.fetch.document is not None


class TestToLookAt:
    def test_the_weightiest_kind_comes_first(self, coverage: Coverage) -> None:
        kinds = [matter.kind for matter in coverage.reports[0].to_look_at]

        assert set(kinds) == set(AttentionKind)
        assert kinds == sorted(kinds, key=list(AttentionKind).index)

    def test_one_dead_url_cited_twice_is_one_matter_with_two_places(self) -> None:
        (known,) = factory.example().reports
        gone = {url for url, fetch in known.fetches.items() if fetch.outcome is Outcome.GONE}
        dead = next(c for c in known.report.citations if c.url in gone)
        again = dead.model_copy(update={"criterion": "4.3a-b"})
        report = known.report.model_copy(update={"citations": (*known.report.citations, again)})
        matters = build(factory.of(report, known.fetches)).reports[0].to_look_at

        (matter,) = [m for m in matters if m.url == dead.url]
        assert [place.criterion for place in matter.places] == [dead.criterion, "4.3a-b"]
        assert len(matter.citations) == 2

    def test_an_observation_that_says_what_a_cell_says_is_folded_into_it(self, coverage: Coverage) -> None:
        (report,) = coverage.reports
        claimed = next(m for m in report.to_look_at if m.kind is AttentionKind.CLAIMED)

        assert [report.observations[i].code for i in claimed.observations] == [ObservationCode.CLAIM_WITHOUT_LINK]

    def test_every_observation_is_in_exactly_one_matter(self, coverage: Coverage) -> None:
        (report,) = coverage.reports
        seen = [index for matter in report.to_look_at for index in matter.observations]

        assert sorted(seen) == list(range(len(report.observations)))

    def test_each_says_why_and_what_to_do_next(self, coverage: Coverage) -> None:
        assert all(m.text and m.advice and m.subject for m in coverage.reports[0].to_look_at)

    @pytest.mark.parametrize("code", [*ObservationCode, *(o for o in Outcome if o not in ("ok", "not_modified"))])
    def test_there_is_advice_for_every_code(self, code: str) -> None:
        assert ADVICE[code]


class TestNotChecked:
    def test_what_holds_always_has_no_count_and_comes_last(self, coverage: Coverage) -> None:
        counts = [matter.count for matter in coverage.reports[0].not_checked]

        assert counts == [c for c in counts if c is not None] + [None] * counts.count(None)
        assert 0 not in counts

    def test_citations_without_a_page_are_named(self, coverage: Coverage) -> None:
        (report,) = coverage.reports
        matter = next(m for m in report.not_checked if m.code == "whole-document")

        assert matter.count == len(matter.citations)
        assert all(not report.citations[index].locators.pages for index in matter.citations)

    def test_without_a_catalogue_it_says_so(self) -> None:
        (known,) = factory.example().reports
        report = known.report.model_copy(update={"standard": "Some Other Scheme", "standard_version": "9"})
        (checked,) = build(factory.of(report, known.fetches)).reports

        matter = next(m for m in checked.not_checked if m.code == "unknown-expectation")
        assert "no catalogue" in matter.text
        assert "1.1" in matter.criteria
