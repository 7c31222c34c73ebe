"""What changed between two runs: a table of what was there and what is there now, and the kind of change it is."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import timedelta

import pytest

from linkcheck.fetch import Document, Fetch
from linkcheck.report import AuditReport, Citation, Finding, Source
from linkcheck.store.snapshot import ReportSnapshot, RunInfo, Snapshot
from linkcheck.vocabulary import Attribution, EvidenceState, Outcome
from reports import changes, trend
from reports.coverage import build
from reports.model import Change, ChangeKind
from tests.reports import factory

URL, OTHER = "https://northwind.example/a.pdf", "https://northwind.example/b.pdf"
BEFORE, NOW = factory.START - timedelta(days=14), factory.START + timedelta(minutes=1)
PAGES = tuple(f"{page:032}" for page in range(10))


def report(*urls: str, sha256: str = "0" * 64, entity: str = "Northwind Works") -> AuditReport:
    return AuditReport(
        source=Source(path="report.pdf", sha256=sha256, media_type="application/pdf"),
        entity=entity,
        findings=(Finding(criterion="3.1", title="Reporting"),),
        citations=tuple(
            Citation(criterion="3.1", attribution=Attribution.ENTITY, url=url, cited_as=url) for url in urls
        ),
    )


def document(*, sha256: str = "a", pages: tuple[str, ...] = PAGES) -> Document:
    text = {
        "characters": 1000,
        "han_share": 0.0,
        "sha256": "".join(page[-1] for page in pages).rjust(64, "0"),
        "pages": pages,
        "sketch": pages,
    }
    facts = {"kind": "pdf", "extractor": "test", "pages": len(pages), "layer": "text", "text": text}
    return Document(sha256=sha256 * 64, bytes=10, media_type="application/pdf", facts=facts)


def fetch(letter: str, at: object, body: Document | None = None, url: str = URL) -> Fetch:
    made = factory.fetch_of(url, factory.OUTCOMES[letter], BEFORE if at is BEFORE else NOW)
    if body is None or made.document is None:
        return made
    return made.model_copy(update={"document": body, "sha256": body.sha256})


def run(number: int) -> RunInfo:
    return RunInfo(number, BEFORE if number == 1 else factory.START, None, "", "", {})


def two_runs(before: Fetch, after: Fetch) -> tuple[Snapshot, Snapshot]:
    """A snapshot after each of two runs of one URL."""
    cited = report(URL)
    return (
        Snapshot(run(1), (ReportSnapshot(cited, {URL: before}, {URL: (before,)}),)),
        Snapshot(run(2), (ReportSnapshot(cited, {URL: after}, {URL: (before, after)}),)),
    )


SAME, RESAVED = document(), document(sha256="b")
EDITED = document(sha256="c", pages=(*PAGES[:3], "f" * 32, *PAGES[4:]))
REPLACED = document(sha256="d", pages=tuple(page.replace("0", "e") for page in PAGES))

CASES = [
    ("the same again", "l", SAME, "l", SAME, None),
    ("a 304", "l", SAME, "n", None, None),
    ("dead as before", "d", None, "d", None, None),
    ("live, then gone", "l", SAME, "d", None, ChangeKind.NEWLY_DEAD),
    ("undetermined, then gone", "t", None, "d", None, ChangeKind.NEWLY_DEAD),
    ("gone, then back", "d", None, "l", SAME, ChangeKind.RECOVERED),
    ("a timeout, then there", "t", None, "l", SAME, ChangeKind.RECOVERED),
    ("live, then a timeout", "l", SAME, "t", None, ChangeKind.WORSE),
    ("gone, then a timeout", "d", None, "t", None, ChangeKind.BETTER),
    ("saved anew", "l", SAME, "l", RESAVED, ChangeKind.RESAVED),
    ("one page edited", "l", SAME, "l", EDITED, ChangeKind.EDITED),
    ("another document", "l", SAME, "l", REPLACED, ChangeKind.REPLACED),
]


@pytest.mark.parametrize(("then", "was", "now", "is_", "kind"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
class TestKinds:
    def test_between_two_snapshots(
        self, then: str, was: Document | None, now: str, is_: Document | None, kind: ChangeKind | None
    ) -> None:
        found = changes.between(*two_runs(fetch(then, BEFORE, was), fetch(now, NOW, is_))).reports[0].changes

        assert [change.kind for change in found] == ([kind] if kind else [])

    def test_since_the_run_before_in_the_model(
        self, then: str, was: Document | None, now: str, is_: Document | None, kind: ChangeKind | None
    ) -> None:
        coverage = build(two_runs(fetch(then, BEFORE, was), fetch(now, NOW, is_))[1])

        assert [change.kind for change in coverage.reports[0].changes] == ([kind] if kind else [])
        assert coverage.summary.changes == {one: int(one is kind) for one in ChangeKind}


def only(before: Snapshot, after: Snapshot) -> Change:
    (change,) = changes.between(before, after).reports[0].changes
    return change


def test_an_edit_names_its_pages_and_both_hashes() -> None:
    change = only(*two_runs(fetch("l", BEFORE, SAME), fetch("l", NOW, EDITED)))

    assert change.pages == (4,)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.sha256, change.after.sha256) == (SAME.sha256, EDITED.sha256)


def test_a_change_of_state_says_from_what_and_when() -> None:
    change = only(*two_runs(fetch("l", BEFORE, SAME), fetch("d", NOW)))

    assert change.text == "It was live on 10 November 2026 and is dead now."


def test_a_body_that_was_cut_short_is_not_compared() -> None:
    short = {"outcome": Outcome.TRUNCATED, "complete": False}
    halves = (fetch("l", at, body).model_copy(update=short) for at, body in ((BEFORE, SAME), (NOW, REPLACED)))

    assert changes.between(*two_runs(*halves)).reports[0].changes == ()


def test_a_document_that_is_cited_elsewhere_now_has_moved() -> None:
    cited = report(URL, OTHER)
    gone, there = fetch("d", NOW), fetch("l", NOW, SAME, url=OTHER)
    old, other = fetch("l", BEFORE, SAME), fetch("d", BEFORE, url=OTHER)
    before = Snapshot(run(1), (ReportSnapshot(cited, {URL: old, OTHER: other}),))
    after = Snapshot(run(2), (ReportSnapshot(cited, {URL: gone, OTHER: there}),))
    moved, recovered = changes.between(before, after).reports[0].changes

    assert (moved.kind, moved.moved_to) == (ChangeKind.MOVED, (OTHER,))
    assert recovered.kind is ChangeKind.RECOVERED


def test_a_new_edition_of_a_report_has_new_and_dropped_citations() -> None:
    before = Snapshot(run(1), (ReportSnapshot(report(URL), {URL: fetch("l", BEFORE, SAME)}),))
    after = Snapshot(run(2), (ReportSnapshot(report(OTHER, sha256="1" * 64), {}),))
    found = changes.between(before, after)

    assert len(found.reports) == 1
    assert [(c.kind, c.url) for c in found.reports[0].changes] == [(ChangeKind.NEW, OTHER), (ChangeKind.DROPPED, URL)]


def test_reports_of_others_are_not_compared() -> None:
    before = Snapshot(run(1), (ReportSnapshot(report(URL), {}),))
    after = Snapshot(run(2), (ReportSnapshot(report(URL, sha256="1" * 64, entity="Southwind Works"), {}),))

    assert [[c.kind for c in r.changes] for r in changes.between(before, after).reports] == [
        [ChangeKind.NEW],
        [ChangeKind.DROPPED],
    ]


def test_what_this_run_did_not_fetch_has_not_changed() -> None:
    old, older = fetch("d", BEFORE), fetch("l", BEFORE, SAME)
    known = ReportSnapshot(report(URL), {URL: old}, {URL: (older, old)})

    assert build(Snapshot(run(2), (known,))).reports[0].changes == ()


def test_the_first_run_changes_nothing() -> None:
    known = ReportSnapshot(report(URL), {URL: fetch("d", NOW)}, {URL: (fetch("d", NOW),)})

    assert build(Snapshot(run(2), (known,))).reports[0].changes == ()


class TestTrend:
    def test_a_point_has_the_states_of_its_run(self) -> None:
        coverage = build(factory.example())
        (report,) = coverage.reports

        assert coverage.trend[-1].states == coverage.summary.states
        assert [point.run for point in coverage.trend] == [5, 6, 7]
        for position, point in enumerate(coverage.trend):
            states = Counter(c.history[position].state if c.history else c.state for c in report.citations)
            assert point.reports[report.source.sha256] == {state: states[state] for state in EvidenceState}

    def test_what_a_run_did_not_fetch_stands_as_it_was(self) -> None:
        known = ReportSnapshot(
            report(URL, OTHER),
            {URL: fetch("l", NOW), OTHER: fetch("d", NOW, url=OTHER)},
            {URL: (fetch("t", BEFORE), fetch("l", NOW)), OTHER: (fetch("d", NOW, url=OTHER),)},
            runs={URL: (1, 3), OTHER: (3,)},
        )
        points = build(Snapshot(run(3), (known,), (run(1), run(2)))).trend

        assert [{state for state, count in point.states.items() if count} for point in points] == [
            {"undetermined", "untested"},
            {"undetermined", "untested"},
            {"live", "dead"},
        ]

    def test_the_table_has_a_row_for_each_run(self) -> None:
        coverage = build(factory.example())
        rows = list(csv.DictReader(io.StringIO(trend.render(coverage).decode("utf-8-sig"), newline="")))

        assert [{state: int(row[state]) for state in EvidenceState} for row in rows] == [
            point.states for point in coverage.trend
        ]

    def test_without_a_run_there_is_no_point(self) -> None:
        assert build(factory.uncrawled()).trend == ()
