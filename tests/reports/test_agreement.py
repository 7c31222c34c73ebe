"""All views agree on every figure: what each says of itself, read back from its bytes, is what the model counts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook
from parsel import Selector

from linkcheck.vocabulary import EvidenceState
from reports import views, wording
from reports.coverage import Coverage, build
from reports.model import Summary
from tests.reports import factory

Figures = dict[str, int]

STATES = ("live", "doubtful", "undetermined", "dead", "untested")


def of_model(summary: Summary) -> Figures:
    """Every figure of a summary, each under a name of its own."""
    figures = {name: value for name, value in summary if isinstance(value, int)}
    figures |= {f"criteria {name}": value for name, value in summary.criteria}
    for table in ("states", "cells", "to_look_at", "changes"):
        figures |= {f"{table} {word}": count for word, count in getattr(summary, table).items()}
    return figures


def counted(table: str, words: Iterable[str], all_words: Iterable[str]) -> Figures:
    counts = Counter(words)
    return {f"{table} {word}": counts[word] for word in all_words}


def of_html(content: bytes, summary: Summary) -> Figures:
    page = Selector(content.decode())
    criteria, citations, matters = (list(map(int, re.findall(r"\d+", _text(n)))) for n in page.css(".number"))
    live, partly, without = (int(_text(b)) for b in page.css(".figure")[0].css(".key b"))
    key = {_text(li).split()[1]: int(li.css("b::text").get("")) for li in page.css(".figure")[1].css(".key li")}
    lead = re.findall(r"(\d+) addresses of (\d+) .* for (\d+) citations in (\d+) criteria", _text(page.css(".lead")[0]))
    fetched, urls, cited, total = map(int, lead[0])
    chips = {chip.attrib["data-state"]: int(chip.css("small::text").get("")) for chip in page.css(".chip")}
    heads = {d.attrib["id"][2:]: int(_text(d.css("h3 small")[0])) for d in page.css("details.matters")}
    assert (criteria, citations) == ([live, summary.criteria.expected], [key["live"], cited])
    assert matters == [sum(heads.values())]
    assert len(page.css("#evidence .citation")) == cited
    assert len(page.css(".record")) == fetched
    return {
        "criteria live": live,
        "criteria partly": partly,
        "criteria without": without,
        "criteria total": total,
        "criteria expected": criteria[1],
        "citations": cited,
        "references": int(re.findall(r"(\d+) of them", _text(page.css(".figure")[1]))[0]),
        "urls": urls,
        "fetched": fetched,
        **{f"states {state}": key.get(state, 0) for state in STATES},
        **{f"cells {state}": chips.get(state, 0) for state in wording.CELLS},
        **{f"to_look_at {kind}": heads.get(kind, 0) for kind in wording.ATTENTION},
        **counted("changes", page.css(".change").xpath("@data-kind").getall(), wording.CHANGES),
    }


def of_xlsx(content: bytes, summary: Summary) -> Figures:
    book = load_workbook(io.BytesIO(content))
    rows: dict[str, list[Any]] = {name: list(book[name].iter_rows(values_only=True)) for name in book.sheetnames}
    shown: dict[str, Any] = {row[0]: row[1] for row in rows["Summary"]}
    cells = Counter(value for row in rows["Coverage"][1:] for value in row[5:] if value)
    states = Counter(row[rows["Citations"][0].index("state")] for row in rows["Citations"][1:])
    matters = Counter(row[1] for row in rows["To look at"][1:])
    changes = Counter(row[0] for row in rows["Changes"][1:])
    assert {s: n for s, n in states.items() if n} == {s: n for s, n in summary.states.items() if n}
    assert {s: n for s, n in cells.items() if n} == {s: n for s, n in summary.cells.items() if n}
    assert {k: n for k, n in matters.items() if n} == {k: n for k, n in summary.to_look_at.items() if n}
    assert sum(changes.values()) == sum(summary.changes.values())
    names = {
        "reports": "Reports",
        "criteria total": "Criteria",
        "criteria expected": "Criteria that evidence is expected for",
        "criteria live": "of these live throughout",
        "criteria partly": "of these live in part",
        "criteria without": "of these without live evidence",
        "citations": "Citations",
        "disclosures": "Disclosures",
        "references": "References",
        "urls": "Addresses",
        "fetched": "Addresses fetched",
        **{f"states {state}": f"Citations {state}" for state in EvidenceState},
        **{f"cells {state}": f"Cells {meaning.word}" for state, meaning in wording.CELLS.items()},
        **{f"to_look_at {kind}": f"To look at: {title}" for kind, title in wording.ATTENTION.items()},
        **{f"changes {kind}": f"Changes: {title}" for kind, title in wording.CHANGES.items()},
    }
    return {name: shown[label] for name, label in names.items()}


def of_json(content: bytes, _: Summary) -> Figures:
    coverage = json.loads(content)
    return of_model(Summary.model_validate(coverage["summary"]))


def of_csv(content: bytes, _: Summary) -> Figures:
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return {
        "citations": len(rows),
        "references": sum(row["kind"] == "reference" for row in rows),
        "disclosures": sum(row["kind"] == "disclosure" for row in rows),
        "urls": len({row["url"] for row in rows}),
        "fetched": len({row["url"] for row in rows if row["outcome"]}),
        **counted("states", (row["state"] for row in rows), EvidenceState),
    }


def of_markdown(content: bytes, _: Summary) -> Figures:
    page = Selector(MarkdownIt("commonmark").enable("table").render(content.decode()))
    citations, *states = map(int, page.css("td::text").getall())
    heads = [re.fullmatch(r"(.*) \((\d+)\)", head) for head in page.css("h3::text").getall()]
    titles = {head[1]: int(head[2]) for head in heads if head}
    return {
        "citations": citations,
        **dict(zip((f"states {state}" for state in EvidenceState), states, strict=True)),
        **{f"to_look_at {kind}": titles.get(title, 0) for kind, title in wording.ATTENTION.items()},
    }


def of_junit(content: bytes, summary: Summary) -> Figures:
    root = fromstring(content)  # our own XML
    failing, skipped = (int(root.get(name, "")) for name in ("failures", "skipped"))
    assert failing == summary.states[EvidenceState.DEAD] + summary.states[EvidenceState.DOUBTFUL]
    assert skipped == summary.states[EvidenceState.UNDETERMINED] + summary.states[EvidenceState.UNTESTED]
    types = Counter(failure.get("type", "") for failure in root.iter("failure"))
    types += Counter(case.get("message", "").partition(":")[0] for case in root.iter("skipped"))
    return {
        "citations": int(root.get("tests", "")),
        "reports": len(root.findall("testsuite")),
        **{f"states {state}": types[state] for state in EvidenceState if state is not EvidenceState.LIVE},
    }


def of_trend(content: bytes, _: Summary) -> Figures:
    last = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))[-1]
    return {f"states {state}": int(last[state]) for state in EvidenceState}


def of_sarif(content: bytes, _: Summary) -> Figures:
    (run,) = json.loads(content)["runs"]
    return counted("to_look_at", (result["properties"]["kind"] for result in run["results"]), wording.ATTENTION)


READ: Mapping[str, Callable[[bytes, Summary], Figures]] = {
    "html": of_html,
    "xlsx": of_xlsx,
    "csv": of_csv,
    "json": of_json,
    "markdown": of_markdown,
    "junit": of_junit,
    "trend": of_trend,
    "sarif": of_sarif,
}


def _text(node: Any) -> str:
    return " ".join(" ".join(node.css("::text").getall()).split())


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return build(factory.example())


def test_every_view_is_read_back() -> None:
    assert set(READ) == set(views.VIEWS)


@pytest.mark.parametrize("name", READ)
def test_every_figure_of_a_view_is_that_of_the_model(name: str, coverage: Coverage) -> None:
    expected = of_model(coverage.summary)
    shown = READ[name](views.VIEWS[name].render(coverage), coverage.summary)

    assert shown == {figure: expected[figure] for figure in shown}


@pytest.mark.parametrize(("name", "unsaid"), [("html", {"reports", "disclosures"}), ("xlsx", set()), ("json", set())])
def test_these_views_have_every_figure(name: str, unsaid: set[str], coverage: Coverage) -> None:
    shown = READ[name](views.VIEWS[name].render(coverage), coverage.summary)

    assert set(of_model(coverage.summary)) - set(shown) == unsaid
