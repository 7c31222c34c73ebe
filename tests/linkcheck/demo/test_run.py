"""Does the whole program say of the demo's web what the demo's table says?"""

from __future__ import annotations

import json
from pathlib import Path

from linkcheck import settings
from linkcheck.cli.checking import check
from linkcheck.cli.coverage import print_summary, write_coverage
from linkcheck.cli.exits import Exit
from linkcheck.demo import running
from linkcheck.demo.findings import Cited, cited
from linkcheck.demo.group import CASTING, LIGHT_ROLLING, PRECISION, ROLLING
from linkcheck.demo.web import PLACES
from linkcheck.vocabulary import EvidenceState, Outcome

PAST_END = ("57",)
"""The one cited page that its document does not have: the address is live, the evidence is not."""

MATRIX = {
    ("3.1a-b", ROLLING): "live",
    ("2.7a-f", ROLLING): "partial",
    ("2.5a-g", LIGHT_ROLLING): "doubtful",
    ("6.1a-f", ROLLING): "doubtful",
    ("6.3a-g", ROLLING): "uncited",
    ("5.3b-e", ROLLING): "uncited",
    ("6.3a-g", CASTING): "undetermined",
    ("7.1a-b", PRECISION): "dead",
    ("9.7a-h", ROLLING): "claimed",
    ("10.3a-c", CASTING): "required",
    ("3.3a-c", CASTING): "not-applicable",
    ("1.1", CASTING): "none",
}


def expected(label: Cited) -> tuple[Outcome, EvidenceState]:
    manner = next(place.manner for place in PLACES if place.url == label.url)
    return manner.outcome, EvidenceState.DOUBTFUL if label.pages == PAST_END else manner.state


def test_a_run_says_of_each_citation_and_cell_what_the_tables_say(tmp_path: Path) -> None:
    with running() as web:
        checked = check(
            [web.report],
            settings.load(
                database=f"sqlite:///{tmp_path / 'linkcheck.db'}",
                archive=tmp_path / "evidence",
                delay=0.01,
                retries=0,
                idle_timeout=1.0,
                resolve=web.resolve,
                ca_file=web.ca_file,
                allow_networks=("127.0.0.0/8",),
            ),
        )

    assert checked is not None
    assert not checked.unfinished
    ended = print_summary(*write_coverage(checked.engine, tmp_path / "coverage", checked.report_ids))
    (report,) = json.loads((tmp_path / "coverage" / "coverage.json").read_text(encoding="utf-8"))["reports"]
    found = {
        (citation["url"], tuple(citation["locators"]["pages"])): (citation["fetch"]["outcome"], citation["state"])
        for citation in report["citations"]
    }
    cells = {(cell["criterion"], cell["facility"]): cell["state"] for cell in report["cells"]}
    assert ended is Exit.NOT_LIVE
    assert found == {(label.url, label.pages): expected(label) for _, label in cited()}
    assert cells | MATRIX == cells
