"""The views for other programs: JSON Schema, data package, JUnit, SARIF, Markdown. Each says what the model says."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, fromstring

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from parsel import Selector

from linkcheck.vocabulary import EvidenceState
from reports import citations_csv, coverage_json, datapackage_json, junit_xml, sarif, summary_md
from reports.coverage import Coverage, build
from reports.model import EARL, AttentionKind
from reports.text import one_line
from tests.reports import factory

SNAPSHOTS = [factory.example, factory.uncrawled, factory.hostile]


@pytest.fixture(scope="module", params=SNAPSHOTS, ids=lambda snapshot: snapshot.__name__)
def coverage(request: pytest.FixtureRequest) -> Coverage:
    return build(request.param())


class TestSchema:
    def test_the_published_schema_is_that_of_the_program(self) -> None:
        published = Path(__file__).parents[2] / "docs" / "coverage.schema.json"

        assert published.read_bytes() == coverage_json.schema(), "run `make docs`"

    def test_every_coverage_is_valid(self, coverage: Coverage) -> None:
        schema = json.loads(coverage_json.schema())
        Draft202012Validator.check_schema(schema)

        assert not list(Draft202012Validator(schema).iter_errors(json.loads(coverage_json.render(coverage))))

    def test_something_else_is_not(self) -> None:
        schema = json.loads(coverage_json.schema())

        assert not Draft202012Validator(schema).is_valid({"schema": "linkcheck/report@1", "run": None})

    def test_every_state_has_its_earl_outcome(self, coverage: Coverage) -> None:
        found = json.loads(coverage_json.render(coverage))

        for citation in found["reports"][0]["citations"]:
            assert citation["earl"] == EARL[EvidenceState(citation["state"])]
        assert set(EARL) == set(EvidenceState)


def test_the_data_package_describes_the_columns_as_they_are(coverage: Coverage) -> None:
    ((name, content),) = datapackage_json.beside_citations(coverage)
    (resource,) = json.loads(content)["resources"]
    rows = list(csv.reader(io.StringIO(citations_csv.render(coverage).decode("utf-8-sig"), newline="")))

    assert name == "datapackage.json"
    assert [field["name"] for field in resource["schema"]["fields"]] == rows[0]
    assert resource["rows"] == len(rows) - 1
    integers = [i for i, field in enumerate(resource["schema"]["fields"]) if field["type"] == "integer"]
    assert all(row[i].isdigit() or row[i] == "" for row in rows[1:] for i in integers)


class TestJunit:
    @pytest.fixture
    def suites(self, coverage: Coverage) -> Element:
        return fromstring(junit_xml.render(coverage))  # our own XML

    def test_there_is_a_case_for_each_citation(self, suites: Element, coverage: Coverage) -> None:
        cases = suites.findall("testsuite/testcase")

        assert [case.get("classname", "")[:90] for case in cases] == [
            one_line(citation.criterion)[:90] for citation in coverage.reports[0].citations
        ]
        assert len({case.get("name") for case in cases}) == len(cases)

    def test_dead_and_doubtful_fail_and_what_a_machine_cannot_tell_is_skipped(
        self, suites: Element, coverage: Coverage
    ) -> None:
        states = coverage.summary.states

        assert len(suites.findall(".//failure")) == states[EvidenceState.DEAD] + states[EvidenceState.DOUBTFUL]
        assert len(suites.findall(".//skipped")) == states[EvidenceState.UNDETERMINED] + states[EvidenceState.UNTESTED]
        for element in (suites, *suites.findall("testsuite")):
            assert int(element.get("tests", "")) == coverage.summary.citations
            assert int(element.get("failures", "")) == len(suites.findall(".//failure"))
            assert int(element.get("skipped", "")) == len(suites.findall(".//skipped"))


class TestSarif:
    @pytest.fixture
    def run(self, coverage: Coverage) -> Any:
        (run,) = json.loads(sarif.render(coverage))["runs"]
        return run

    def test_there_is_a_result_for_each_matter(self, run: Any, coverage: Coverage) -> None:
        kinds = Counter(result["properties"]["kind"] for result in run["results"])

        assert kinds == {kind: n for kind, n in coverage.summary.to_look_at.items() if n}
        assert all(result["level"] == sarif.LEVELS[result["properties"]["kind"]] for result in run["results"])
        assert set(sarif.LEVELS) == set(AttentionKind)

    def test_each_result_has_its_rule_its_place_and_a_fingerprint(self, run: Any, coverage: Coverage) -> None:
        rules = run["tool"]["driver"]["rules"]
        prints = {result["partialFingerprints"]["matter/v1"] for result in run["results"]}

        assert len(prints) == len(run["results"])
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            assert unquote(uri) == coverage.reports[0].source.path
            pages = [f"page {page}" for page in result["properties"]["reportPages"]]
            places = [place["fullyQualifiedName"] for place in result["locations"][0].get("logicalLocations", [])]
            assert places[len(places) - len(pages) :] == pages


class TestMarkdown:
    @pytest.fixture
    def page(self, coverage: Coverage) -> Selector:
        return Selector(MarkdownIt("commonmark", {"html": True}).enable("table").render(_markdown(coverage)))

    def test_it_has_the_figures_of_the_model(self, page: Selector, coverage: Coverage) -> None:
        figures = [int(cell) for cell in page.css("td::text").getall()]

        assert figures == [coverage.summary.citations, *coverage.summary.states.values()]
        assert len(page.css("h3")) == sum(n > 0 for n in coverage.summary.to_look_at.values()) + 1

    def test_what_a_report_says_is_text(self, page: Selector, coverage: Coverage) -> None:
        tags = {element.root.tag for element in page.css("body *")}

        assert tags <= {
            "h1",
            "h2",
            "h3",
            "p",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "ul",
            "li",
            "strong",
            "em",
            "a",
        }
        assert page.css("h2::text").get() == one_line(coverage.reports[0].entity or "")
        assert all(link.attrib["href"].startswith(("http://", "https://")) for link in page.css("a"))

    def test_a_long_list_is_cut_and_counted(self) -> None:
        text = _markdown(build(factory.large(facilities=10, criteria=20, citations=200 * 4)))

        assert "- and " in text
        assert len(text) < 40_000


def _markdown(coverage: Coverage) -> str:
    return summary_md.render(coverage).decode()
