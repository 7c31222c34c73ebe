"""What has become of a document between runs, by the program's own command, as `coverage.json` tells it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.linkcheck.cli.conftest import Command, linkcheck
from tests.web.server import Web

__all__ = ["linkcheck"]

HOST = "www.northwind.test"
NAMES = ("unchanged", "resaved", "edited", "back", "replaced", "old", "new")
URLS = [f"http://{HOST}/editions/{name}.pdf" for name in NAMES]


def _run(linkcheck: Command, web: Web, urls: list[str]) -> dict[str, Any]:
    """One run over these URLs: the report in `coverage.json`."""
    rows = [f"{number}.1,{url}" for number, url in enumerate(urls, 1)]
    Path("table.csv").write_text("\n".join(["criterion,url", *rows]))
    resolve = (f"{r.host}:{r.port}:{r.address}:{r.to_port}" for r in web.at(HOST))
    asked = [part for one in resolve for part in ("--resolve", one)]
    assert linkcheck("run", "table.csv", "--delay", 0, "--allow-network", "127.0.0.0/8", *asked).code in (0, 1)
    (report,) = json.loads(Path("coverage/coverage.json").read_text())["reports"]
    assert isinstance(report, dict)
    return report


def _notes(report: dict[str, Any], name: str) -> list[tuple[str, str]]:
    (citation,) = [citation for citation in report["citations"] if citation["url"].endswith(f"/{name}.pdf")]
    told = ("resaved", "edited", "changed", "differs-from-first")
    return [(note["code"], note["text"]) for note in citation["notes"] if note["code"] in told]


def _states(report: dict[str, Any]) -> dict[str, str]:
    return {Path(citation["url"]).stem: citation["state"] for citation in report["citations"]}


@pytest.fixture
def runs(linkcheck: Command, web: Web) -> list[dict[str, Any]]:
    """Three runs over the same documents, which become others in between."""
    return [_run(linkcheck, web, URLS) for _ in range(3)]


def test_documents_that_become_others(runs: list[dict[str, Any]]) -> None:
    first, second, third = runs
    assert _states(first) == dict.fromkeys(NAMES, "live") | {"new": "dead"}
    assert first["changes"] == []

    assert _states(second) == dict.fromkeys(NAMES, "live") | {"replaced": "doubtful", "old": "dead"}
    assert {Path(change["url"]).stem: (change["kind"], change["pages"]) for change in second["changes"]} == {
        "resaved": ("resaved", []),
        "edited": ("edited", [5]),
        "back": ("edited", [5]),
        "replaced": ("replaced", []),
        "old": ("moved", []),
        "new": ("recovered", []),
    }
    (moved,) = [change for change in second["changes"] if change["kind"] == "moved"]
    assert moved["moved_to"] == [f"http://{HOST}/editions/new.pdf"]
    assert _notes(second, "unchanged") == []
    assert _notes(second, "resaved") == [
        ("resaved", "Since the last time the document was saved again: its bytes differ, its text does not.")
    ]
    assert _notes(second, "edited") == [("edited", "Since the last time the document was edited (page 5).")]

    assert _states(third) == _states(second) | {"replaced": "live"}
    changes = {Path(change["url"]).stem: change["kind"] for change in third["changes"]}
    assert changes == {"back": "edited", "replaced": "recovered"}
    assert _notes(third, "replaced") == [
        ("differs-from-first", "Compared with the first time the document is replaced.")
    ]
    assert _notes(third, "edited") == [
        ("differs-from-first", "Compared with the first time the document is edited (page 5).")
    ]
    assert _notes(third, "back") == [
        ("edited", "Since the last time the document was edited (page 5)."),
        ("differs-from-first", "Compared with the first time the document is resaved."),
    ]


def test_one_document_behind_several_citations_is_said(linkcheck: Command, web: Web) -> None:
    report = _run(linkcheck, web, [*URLS[:2], URLS[4]])
    told = {
        Path(citation["url"]).stem: note["text"]
        for citation in report["citations"]
        for note in citation["notes"]
        if note["code"] == "same-document"
    }
    begin = "The very same document is at other cited addresses: "
    assert told == {
        "unchanged": f"{begin}{URLS[1]}, {URLS[4]}",
        "resaved": f"{begin}{URLS[0]}, {URLS[4]}",
        "replaced": f"{begin}{URLS[0]}, {URLS[1]}",
    }
