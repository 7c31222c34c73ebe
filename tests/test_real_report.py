"""The main job on a real audit report, where one lies beside the checkout; its web is played by the local one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from linkcheck.parsing import read_report
from linkcheck.vocabulary import CellState, ObservationCode, Outcome
from tests.linkcheck.parsing.corpus.text import PDFTOTEXT
from tests.web.server import Web

FOLDER = Path(__file__).parents[2] / "shared" / "reports" / "asi-482"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="no real report in ../shared beside the checkout")


@dataclass(frozen=True)
class Checked:
    """What a person knows of the report, what came out, and which URLs the web was asked for how often."""

    gold: dict[str, Any]
    report: dict[str, Any]
    requested: Counter[str]
    code: int


def check(folder: Path) -> Checked:
    """`linkcheck run` on the report, all hosts at the local web."""
    with Web(elsewhere="/as-promised") as web:
        options = [f"--resolve=*:80:127.0.0.1:{web.port('http')}", f"--resolve=*:443:127.0.0.1:{web.port('verified')}"]
        options += [f"--ca-file={web.ca_file}", "--allow-network=127.0.0.1/32", "--delay=0"]
        command = [str(Path(sys.executable).with_name("linkcheck")), "run", str(FOLDER / "report.pdf"), *options]
        ended = subprocess.run(command, cwd=folder, check=False, timeout=100, capture_output=True)
        requested = Counter(
            f"{'http' if request.listener == 'http' else 'https'}://{request.host}{request.target}"
            for request in web.log.of()
        )
    assert b"Traceback" not in ended.stderr
    coverage = json.loads((folder / "coverage" / "coverage.json").read_bytes())
    gold = json.loads((FOLDER / "gold.json").read_bytes())
    return Checked(gold, coverage["reports"][0], requested, ended.returncode)


def test_the_main_job_on_a_real_report(tmp_path: Path) -> None:
    """One test, for it is one run: each process that shared it out would make its own."""
    checked = check(tmp_path)
    each_citation_has_an_outcome(checked)
    each_distinct_url_is_asked_for_once(checked)
    the_matrix_shows_the_gaps(checked)
    the_matrix_shows_what_is_claimed_without_a_link(checked)


def each_citation_has_an_outcome(checked: Checked) -> None:
    citations = checked.report["citations"]
    assert len(citations) == len(checked.gold["citations"]) == 106
    assert {citation["fetch"]["outcome"] for citation in citations} == {Outcome.OK}
    not_live = [(citation["url"], citation["reasons"]) for citation in citations if citation["state"] != "live"]
    assert not_live == []
    assert checked.code == 0


def each_distinct_url_is_asked_for_once(checked: Checked) -> None:
    cited = {citation["url"].partition("#")[0] for citation in checked.gold["citations"]}
    assert len(cited) == 83
    assert {url: checked.requested[url] for url in cited} == dict.fromkeys(cited, 1)


def the_matrix_shows_the_gaps(checked: Checked) -> None:
    cells = {(cell["criterion"], cell["facility"]): cell["state"] for cell in checked.report["cells"]}
    gaps = [(gap["criterion"], facility) for gap in checked.gold["facility_gaps"] for facility in gap["missing"]]
    assert len(gaps) == 2
    assert {cells[gap] for gap in gaps} == {CellState.UNCITED}
    others = [cells[criterion, name] for criterion, missing in gaps for name in facilities(checked) if name != missing]
    assert set(others) == {CellState.LIVE}


def the_matrix_shows_what_is_claimed_without_a_link(checked: Checked) -> None:
    cells = {(cell["criterion"], cell["facility"]): cell["state"] for cell in checked.report["cells"]}
    assert {cells["9.7a-h", name] for name in facilities(checked)} == {CellState.CLAIMED}


def facilities(checked: Checked) -> list[str]:
    return list(checked.gold["facilities"])


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("options", [(), ("-layout",)], ids=["plain", "layout"])
def test_its_text_cites_what_the_report_does(tmp_path: Path, options: tuple[str, ...]) -> None:
    """The plain one lacks a hyphen in nearly every URL, where its line ended: what was put back is told."""
    text = tmp_path / "report.txt"
    subprocess.run([str(PDFTOTEXT), *options, str(FOLDER / "report.pdf"), str(text)], check=True)
    report, found = read_report(FOLDER / "report.pdf"), read_report(text)
    assert Counter((c.criterion, c.facility, c.url, c.locators) for c in found.citations) == Counter(
        (c.criterion, c.facility, c.url, c.locators) for c in report.citations
    )
    doubtful = {url for o in found.observations if o.code is ObservationCode.UNRESOLVED_URL for url in o.urls}
    assert (len(doubtful) > len(report.citations) / 2) == (not options)
