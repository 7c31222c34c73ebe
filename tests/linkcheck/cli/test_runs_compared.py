"""`linkcheck diff`, `linkcheck trend` and `linkcheck report --all`: over several runs and reports of one store."""

from __future__ import annotations

import csv
import gc
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from parsel import Selector

from linkcheck.report import AuditReport
from linkcheck.store.engine import open_store
from tests.linkcheck.cli import filling
from tests.linkcheck.cli.conftest import Command
from tests.reports import factory

NEWLY_DEAD, RECOVERED, STILL_DEAD = (f"https://www.northwind.example/{name}.pdf" for name in ("gone", "back", "never"))
LAST = factory.START + timedelta(days=28)


def report(entity: str, *urls: str) -> AuditReport:
    (known,) = factory.example().reports
    citation = known.report.citations[0]
    return known.report.model_copy(
        update={
            "source": known.report.source.model_copy(update={"sha256": f"{len(entity):064x}", "path": f"{entity}.pdf"}),
            "entity": entity,
            "citations": tuple(citation.model_copy(update={"url": url, "cited_as": url}) for url in urls),
            "observations": (),
        }
    )


ONE = report("Northwind One", NEWLY_DEAD, RECOVERED, STILL_DEAD)
TWO = report("Northwind Other", STILL_DEAD)


@pytest.fixture
def three_runs(tmp_path: Path) -> None:
    """Two reports over three runs. Between the first and the last one URL dies and one comes back."""
    for letters, days in (("lgg", 0), ("ltg", 14), ("glg", 28)):
        at = factory.START + timedelta(days=days)
        filling.run(tmp_path, [ONE, TWO], dict(zip((NEWLY_DEAD, RECOVERED, STILL_DEAD), letters, strict=True)), at)


@pytest.mark.usefixtures("three_runs")
class TestDiff:
    def test_it_compares_the_last_two_runs(self, linkcheck: Command) -> None:
        ended = linkcheck("diff")

        assert ended.code == 0
        assert ended.out.startswith("2 changes from run 2 (")
        assert [line.strip() for line in ended.out.splitlines() if line.startswith("    https:")] == [
            NEWLY_DEAD,
            RECOVERED,
        ]

    @pytest.mark.parametrize(
        ("runs", "kinds"),
        [
            (("1", "2"), ["better"]),
            (("2", "3"), ["newly-dead", "recovered"]),
            (("1",), ["newly-dead", "recovered"]),
            (("2",), ["newly-dead", "recovered"]),
        ],
    )
    def test_or_those_that_are_named(self, linkcheck: Command, runs: tuple[str, ...], kinds: list[str]) -> None:
        ended = linkcheck("diff", *runs, "--format", "json")
        changes = json.loads(ended.out)

        assert changes["schema"] == "linkcheck/changes@1"
        assert (changes["before"]["id"], changes["after"]["id"]) == (int(runs[0]), int((*runs, "3")[1]))
        assert [change["kind"] for found in changes["reports"] for change in found["changes"]] == kinds

    def test_as_markdown(self, linkcheck: Command) -> None:
        lines = linkcheck("diff", "--format", "markdown").out.splitlines()

        assert lines[0].startswith("# 2 changes from run 2 (")
        assert [line for line in lines if line.startswith("#")][1:] == [
            "## Northwind One",
            "### Newly dead (1)",
            "### Recovered (1)",
            "## Northwind Other",
        ]
        assert lines[-1] == "Nothing changed."

    def test_of_a_report_that_is_not_in_the_store_is_one_line(self, linkcheck: Command, tmp_path: Path) -> None:
        (tmp_path / "other.pdf").write_bytes(b"%PDF-")
        ended = linkcheck("diff", "--report", "other.pdf")

        assert ended.code == 2
        assert ended.err.startswith("linkcheck: other.pdf is not in the store. ")

    @pytest.mark.parametrize(
        ("runs", "says"),
        [
            (("9",), "run 9 is not before run 3. Name the earlier run first"),
            (("3", "1"), "run 3 is not before run 1"),
            (("2", "2"), "run 2 is not before run 2"),
            (("1", "9"), "9"),
            (("0", "3"), "0"),
        ],
    )
    def test_runs_that_can_not_be_compared_are_one_line(
        self, linkcheck: Command, runs: tuple[str, ...], says: str
    ) -> None:
        ended = linkcheck("diff", *runs)

        assert (ended.code, ended.out) == (2, "")
        assert ended.err.startswith("linkcheck: ")
        assert ended.err.count("\n") == 1
        assert says in ended.err


def test_diff_of_one_run_is_one_line(linkcheck: Command, tmp_path: Path) -> None:
    filling.run(tmp_path, [ONE], {}, factory.START)
    ended = linkcheck("diff")

    assert ended.code == 2
    assert ended.err == ("linkcheck: there are no two finished runs to compare. Run the check again on another day\n")


@pytest.mark.parametrize("command", ["diff", "trend"])
def test_an_empty_store_is_one_line(linkcheck: Command, tmp_path: Path, command: str) -> None:
    open_store(f"sqlite:///{tmp_path / 'linkcheck.db'}").dispose()
    ended = linkcheck(command)

    assert ended.code == 2
    assert ended.err == "linkcheck: the store has no report yet. `linkcheck run REPORT` takes it in and checks it\n"


@pytest.mark.usefixtures("three_runs")
def test_trend_has_a_row_for_each_run(linkcheck: Command) -> None:
    ended = linkcheck("trend")
    rows = list(csv.DictReader(io.StringIO(ended.out, newline="")))

    assert ended.code == 0
    assert [(row["run"], row["live"], row["undetermined"], row["dead"]) for row in rows] == [
        ("1", "1", "0", "3"),
        ("2", "1", "1", "2"),
        ("3", "1", "0", "3"),
    ]


def test_trend_before_the_first_run_has_a_head_only(linkcheck: Command, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("criterion,facility,url\n3.1a-b,,https://www.northwind.example/a.pdf\n")
    filling.take_in(tmp_path, [ONE])
    ended = linkcheck("trend")

    assert (ended.code, ended.out) == (0, "run,at,dead,doubtful,undetermined,untested,live\r\n")


@pytest.mark.usefixtures("three_runs")
class TestReport:
    @pytest.mark.parametrize("wanted", [("--all",), ()])
    def test_all_is_an_index_that_leads_to_each_report(
        self, linkcheck: Command, tmp_path: Path, wanted: tuple[str, ...]
    ) -> None:
        ended = linkcheck("report", *wanted)
        index = Selector((tmp_path / "coverage" / "coverage.html").read_text())

        assert ended.code == 1
        assert index.css(".entry bdi::text").getall() == ["Northwind One", "Northwind Other"]
        for link in index.css(".entry a"):
            page = Selector((tmp_path / "coverage" / link.attrib["href"]).read_text())
            assert page.css("h1 bdi::text").get() == link.css("bdi::text").get()

    def test_a_run_shows_how_things_stood_then(self, linkcheck: Command, tmp_path: Path) -> None:
        assert linkcheck("report", "--all", "--run", "2").code == 1
        coverage = json.loads((tmp_path / "coverage" / "coverage.json").read_text())

        assert (coverage["run"]["id"], coverage["summary"]["states"]["undetermined"]) == (2, 1)
        assert [point["run"] for point in coverage["trend"]] == [1, 2]

    def test_a_run_that_was_never_is_one_line(self, linkcheck: Command) -> None:
        ended = linkcheck("report", "--run", "9")

        assert ended.code == 2
        assert ended.err.startswith("linkcheck: ")

    def test_all_and_a_name_do_not_go_together(self, linkcheck: Command) -> None:
        ended = linkcheck("report", "--all", "x.pdf")

        assert ended.code == 2
        assert ended.err == ("linkcheck: --all and the name of a report don't go together. Give one or the other\n")

    def test_a_folder_that_can_not_be_written_is_one_line(self, linkcheck: Command, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        ended = linkcheck("report", "--output", "file")

        assert ended.code == 2
        assert "can't be written" in ended.err
        assert ended.err.count("\n") == 1


@pytest.mark.parametrize(("letters", "code"), [("lll", 0), ("llf", 4), ("lfw", 1)])
def test_report_ends_as_the_states_are(linkcheck: Command, tmp_path: Path, letters: str, code: int) -> None:
    urls = (NEWLY_DEAD, RECOVERED, STILL_DEAD)
    filling.run(tmp_path, [ONE], dict(zip(urls, letters, strict=True)), factory.START)

    assert linkcheck("report").code == code


@pytest.mark.usefixtures("three_runs")
@pytest.mark.parametrize(("folder", "code"), [("coverage", 1), ("taken/coverage", 2)])
def test_garbage_is_looked_for_as_before_once_reports_are_written(
    linkcheck: Command, tmp_path: Path, folder: str, code: int
) -> None:
    (tmp_path / "taken").touch()
    before = gc.get_threshold()

    assert linkcheck("report", "--output", folder).code == code
    assert gc.get_threshold() == before
