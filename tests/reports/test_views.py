"""Every view shows the same figures, gives the same bytes twice, and reaches its file whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from collections import Counter
from pathlib import Path

import pytest
from parsel import Selector

from linkcheck.errors import UsageError
from linkcheck.fetch import TlsVerdict
from linkcheck.store.snapshot import Snapshot
from linkcheck.vocabulary import CellState, EvidenceState
from reports import citations_csv, coverage_json, html, views
from reports.coverage import Coverage, build
from tests.reports import factory


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return build(factory.example())


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
        with pytest.raises(UsageError, match=r"there is no view 'pdf'\. Views: html, "):
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
def test_the_documentation_names_it(name: str) -> None:
    documentation = (Path(__file__).parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")

    assert f"| `{name}` | `{views.VIEWS[name].file}`" in documentation


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

    def test_the_page_shows_the_certificate_also_where_it_was_refused(self, coverage: Coverage, page: Selector) -> None:
        fetches = {c.fetch.url: c.fetch for c in coverage.reports[0].citations if c.fetch}
        seen = [(f.second_look or f.hops[-1]).tls for f in fetches.values() if f.hops]
        certificates = [tls.certificate for tls in seen if tls and tls.certificate]
        shown = " ".join(page.css(".record .facts *::text").getall())

        assert {tls.verdict for tls in seen if tls} == {TlsVerdict.VERIFIED, TlsVerdict.EXPIRED}
        for one in certificates:
            valid = f"valid {one.not_before.date()} to {one.not_after.date()}"
            assert f"{one.subject}, from {one.issuer}, {valid}" in shown
            assert one.sha256 in shown

    def test_a_cell_opens_the_citations_that_it_has(self, coverage: Coverage, page: Selector) -> None:
        opened = [cell.attrib.get("data-c", "") for cell in page.css("#cells td a")]

        expected = [
            c for c in coverage.reports[0].cells if c.citations or c.state in (CellState.UNCITED, CellState.CLAIMED)
        ]
        expected += [c for c in coverage.reports[0].cells if c.state is CellState.REQUIRED]
        assert sorted(opened) == sorted(" ".join(map(str, cell.citations)) for cell in expected)


@pytest.fixture(scope="module")
def several() -> Coverage:
    return build(factory.many(reports=3, citations=40))


class TestManyReports:
    def test_the_index_names_each_report_and_leads_to_its_page(self, several: Coverage, tmp_path: Path) -> None:
        views.write(several, tmp_path, ["html"])
        index = Selector((tmp_path / "coverage.html").read_text())
        pages = {link.attrib["href"]: link.css("bdi::text").get() for link in index.css(".entry a")}

        assert sorted(filter(None, pages.values())) == [report.entity for report in several.reports]
        for file, entity in pages.items():
            page = Selector((tmp_path / file).read_text())
            assert page.css("h1 bdi::text").get() == entity
            assert page.css(".masthead .kind a").attrib["href"] == "../coverage.html"

    def test_its_tables_add_up_to_the_summary(self, several: Coverage) -> None:
        index = Selector(html.render(several).decode())
        order = ("live", "doubtful", "undetermined", "dead", "untested")
        expected = [several.summary.states[EvidenceState(state)] for state in order]

        for row in (".entry", "#firms .tally-row", "#schemes .tally-row"):
            counts = [[int(n) for n in r.css(".figure-cell::text").getall()[:5]] for r in index.css(row)]
            assert [sum(column) for column in zip(*counts, strict=True)] == expected
        assert len(index.css("#firms .tally-row")) == 2

    def test_the_worst_report_comes_first(self, several: Coverage) -> None:
        better = several.reports[0].model_copy(
            update={
                "entity": "All Live Works",
                "summary": several.reports[0].summary.model_copy(
                    update={"criteria": several.reports[0].summary.criteria.model_copy(update={"live": 26})}
                ),
            }
        )
        index = Selector(html.render(several.model_copy(update={"reports": (better, *several.reports[1:])})).decode())

        assert index.css(".entry bdi::text").getall()[-1] == "All Live Works"

    def test_a_domain_counts_each_address_once(self, several: Coverage) -> None:
        (domain,) = Selector(html.render(several).decode()).css(".domain")

        assert int(domain.css(".figure-cell::text").get("")) == several.summary.urls

    def test_no_report_at_all_is_an_empty_index(self) -> None:
        index = Selector(html.render(build(Snapshot(run=None, reports=()))).decode())

        assert index.css("h1::text").get() == "No reports"

    def test_a_report_decides_nothing_about_file_names(self) -> None:
        hostile = factory.hostile()
        several = build(Snapshot(run=hostile.run, reports=hostile.reports * 2))

        names = [name for name, _ in html.beside(several)]
        assert all(re.fullmatch(r"reports/\d{3}-[0-9a-f]{12}\.html", name) for name in names)


class TestSize:
    def test_1000_citations_and_60_facilities_fit_in_5_megabytes(self) -> None:
        page = html.render(build(factory.large(facilities=60, criteria=60, citations=1000)))

        assert len(page) < 5_000_000
