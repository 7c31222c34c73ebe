"""Does the whole program say of the demo's web what the demo's table says?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkcheck import settings
from linkcheck.cli.exits import Exit
from linkcheck.cli.run import check
from linkcheck.demo import running
from linkcheck.demo.findings import cited
from linkcheck.demo.web import PLACES, Manner
from linkcheck.vocabulary import EvidenceState

PAST_END = {(label.url, label.pages) for _, label in cited() if label.pages == ("57",)}
"""Cited pages that the document doesn't have: the address is live, the evidence is not."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The only report of `coverage.json` after a run with short waits."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with running() as web:
        ended = check(
            [web.report],
            settings.load(
                database=f"sqlite:///{folder / 'linkcheck.db'}",
                archive=folder / "evidence",
                output=folder / "coverage",
                delay=0.01,
                retries=0,
                idle_timeout=1.0,
                resolve=web.resolve,
                ca_file=web.ca_file,
                allow_networks=("127.0.0.0/8",),
            ),
        )
    assert ended is Exit.NOT_LIVE
    coverage = json.loads((folder / "coverage" / "coverage.json").read_text(encoding="utf-8"))
    (only,) = coverage["reports"]
    return dict(only)


@pytest.mark.parametrize("manner", Manner, ids=lambda manner: manner.name)
def test_each_manner_of_answering_ends_as_it_should(report: dict[str, Any], manner: Manner) -> None:
    urls = {place.url for place in PLACES if place.manner is manner}
    mine = [citation for citation in report["citations"] if citation["url"] in urls]

    assert mine
    assert {citation["fetch"]["outcome"] for citation in mine} == {manner.outcome}
    assert {
        citation["state"]
        for citation in mine
        if (citation["url"], tuple(citation["locators"]["pages"])) not in PAST_END
    } == {manner.state}


def test_a_cited_page_beyond_the_end_is_doubtful_where_it_is_cited(report: dict[str, Any]) -> None:
    found = [c for c in report["citations"] if (c["url"], tuple(c["locators"]["pages"])) in PAST_END]

    assert [citation["state"] for citation in found] == [EvidenceState.DOUBTFUL]


def test_the_gaps_and_the_claim_show_in_the_matrix(report: dict[str, Any]) -> None:
    states = {(cell["criterion"], cell["facility"]): cell["state"] for cell in report["cells"]}

    assert states["6.3a-g", "Northwind Fjord Rolling Ltd."] == "uncited"
    assert states["9.7a-h", "Northwind Fjord Rolling Ltd."] == "claimed"
    assert states["3.1a-b", "Northwind Fjord Rolling Ltd."] == "live"
