"""Every view shows the same figures, gives the same bytes twice, and reaches its file whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import stat
from collections import Counter
from pathlib import Path

import pytest
from parsel import Selector

from linkcheck.errors import UsageError
from linkcheck.vocabulary import CellState, EvidenceState
from reports import citations_csv, coverage_json, html, views
from reports.coverage import Coverage, build
from tests.reports import factory


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return build(factory.example(), trend=factory.earlier_runs())


@pytest.fixture(scope="module")
def page(coverage: Coverage) -> Selector:
    return Selector(html.render(coverage).decode())


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


class TestWriting:
    def test_all_views_are_written_and_named(self, coverage: Coverage, tmp_path: Path) -> None:
        written = views.write(coverage, tmp_path / "new" / "folder")

        assert [path.name for path in written] == [view.file for view in views.VIEWS.values()]
        assert all(path.stat().st_size for path in written)

    def test_only_the_views_asked_for(self, coverage: Coverage, tmp_path: Path) -> None:
        assert views.write(coverage, tmp_path, ["json"]) == [tmp_path / "coverage.json"]
        assert [path.name for path in tmp_path.iterdir()] == ["coverage.json"]

    def test_an_unknown_view_is_one_line(self, coverage: Coverage, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=r"there is no view 'pdf'\. Views: html, csv, json"):
            views.write(coverage, tmp_path, ["json", "pdf"])

        assert list(tmp_path.iterdir()) == []

    def test_a_folder_that_is_a_file_is_one_line(self, coverage: Coverage, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(views.UnwritableReport, match="can't be written"):
            views.write(coverage, tmp_path / "file")

    def test_a_file_is_replaced_whole(
        self, coverage: Coverage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "coverage.json").write_text("before")

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
        with pytest.raises(views.UnwritableReport, match="No space left on device"):
            views.write(coverage, tmp_path, ["json"])

        assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]

    def test_files_have_the_modes_that_the_umask_leaves(self, coverage: Coverage, tmp_path: Path) -> None:
        (path,) = views.write(coverage, tmp_path, ["json"])
        (tmp_path / "other").touch()

        assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)


@pytest.mark.parametrize("name", list(views.VIEWS))
def test_the_same_snapshot_gives_the_same_bytes(name: str) -> None:
    render = views.VIEWS[name].render

    assert render(build(factory.example())) == render(build(factory.example()))


class TestAgreement:
    """The model is the truth; here is each view's own account of it."""

    def test_json_is_the_model_word_for_word(self, coverage: Coverage) -> None:
        content = coverage_json.render(coverage)

        assert json.loads(content)["schema"] == "linkcheck/coverage@1"
        assert Coverage.model_validate_json(content) == coverage

    def test_csv_has_a_row_for_each_citation(self, coverage: Coverage) -> None:
        (report,) = coverage.reports
        rows = rows_of(citations_csv.render(coverage))

        assert [(r["criterion"], r["facility"], r["url"], r["state"]) for r in rows] == [
            (c.criterion, c.facility or "", c.url, c.state) for c in report.citations
        ]
        assert Counter(r["state"] for r in rows) == {k: v for k, v in coverage.summary.states.items() if v}
        assert [r["sha256"] for r in rows] == [(c.fetch and c.fetch.sha256) or "" for c in report.citations]

    def test_the_page_shows_the_figures_of_the_summary(self, coverage: Coverage, page: Selector) -> None:
        criteria, look = coverage.summary.criteria, sum(coverage.summary.to_look_at.values())
        figures = [" ".join(f.css("::text").getall()) for f in page.css(".number")]

        assert figures == [
            f"{criteria.live}  of {criteria.expected}",
            f"{coverage.summary.states[EvidenceState.LIVE]}  of {coverage.summary.citations} live",
            f"{look}  to look at",
        ]

    def test_the_page_shows_each_citation_once(self, coverage: Coverage, page: Selector) -> None:
        shown = page.css("#evidence .citation")

        assert len(shown) == coverage.summary.citations
        assert Counter(shown.xpath("@data-s").getall()) == {k: v for k, v in coverage.summary.states.items() if v}

    def test_the_matrix_shows_every_cell(self, coverage: Coverage, page: Selector) -> None:
        states = [value.removeprefix("s-") for value in page.css("#cells td[class^='s-']").xpath("@class").getall()]

        assert Counter(states) == {state: n for state, n in coverage.summary.cells.items() if n}
        assert len(page.css("#cells tr[id]")) == coverage.summary.criteria.total

    def test_the_legend_counts_the_cells(self, coverage: Coverage, page: Selector) -> None:
        counts = {chip.attrib["data-state"]: int(chip.css("small::text").get("")) for chip in page.css(".chip")}

        assert counts == {state.value: n for state, n in coverage.summary.cells.items() if n}

    def test_the_page_lists_every_matter(self, coverage: Coverage, page: Selector) -> None:
        assert page.css(".matter").xpath("@data-s").getall() == [m.kind for m in coverage.reports[0].to_look_at]

    def test_the_page_lists_every_change_and_marks_its_citations(self, coverage: Coverage, page: Selector) -> None:
        changes = coverage.reports[0].changes

        assert page.css(".change").xpath("@data-kind").getall() == [change.kind for change in changes]
        assert page.css("#evidence .citation[data-x] .url::text").getall() == [change.url for change in changes]

    def test_the_trend_shows_each_run_in_a_table_and_a_chart(self, coverage: Coverage, page: Selector) -> None:
        order = ("live", "doubtful", "undetermined", "dead", "untested")
        rows = [[int(n) for n in row.css("td::text").getall()] for row in page.css(".trends tbody tr")]

        assert rows == [[point.states[EvidenceState(state)] for state in order] for point in coverage.trend]
        assert len(page.css(".trend rect")) == sum(n > 0 for row in rows for n in row)

    def test_the_page_keeps_each_fetch_once(self, coverage: Coverage, page: Selector) -> None:
        assert len(page.css(".record")) == coverage.summary.fetched
        assert set(page.css(".citation").xpath("@data-r").getall()) == {str(n) for n in range(coverage.summary.fetched)}

    def test_a_cell_opens_the_citations_that_it_has(self, coverage: Coverage, page: Selector) -> None:
        opened = [cell.attrib.get("data-c", "") for cell in page.css("#cells td a")]

        expected = [
            c for c in coverage.reports[0].cells if c.citations or c.state in (CellState.UNCITED, CellState.CLAIMED)
        ]
        expected += [c for c in coverage.reports[0].cells if c.state is CellState.REQUIRED]
        assert sorted(opened) == sorted(" ".join(map(str, cell.citations)) for cell in expected)


class TestSize:
    def test_1000_citations_and_60_facilities_fit_in_5_megabytes(self) -> None:
        page = html.render(build(factory.large(facilities=60, criteria=60, citations=1000)))

        assert len(page) < 5_000_000
