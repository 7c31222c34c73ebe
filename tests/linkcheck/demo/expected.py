"""What a run of the whole program must say of the demo, from the demo's own tables."""

from __future__ import annotations

import json
from pathlib import Path

from linkcheck.demo.findings import Cited, cited
from linkcheck.demo.group import CASTING, LIGHT_ROLLING, PRECISION, ROLLING
from linkcheck.demo.web import PLACES
from linkcheck.vocabulary import EvidenceState, Outcome

PAST_END = ("57",)
"""The one cited page that its document does not have: the address is live, the evidence is not."""

CELLS = {
    ("3.1a-b", ROLLING): "live",
    ("2.7a-f", ROLLING): "partial",
    ("2.5a-g", LIGHT_ROLLING): "doubtful",
    ("6.2a-g", PRECISION): "doubtful",
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
"""One of each state, and what the report is odd in."""

Ends = dict[tuple[str, tuple[str, ...]], tuple[str, str]]
"""Outcome and state by URL and cited pages."""


def expected_ends() -> Ends:
    """What each citation must end as."""
    return {(label.url, label.pages): _end(label) for _, label in cited()}


def _end(label: Cited) -> tuple[Outcome, EvidenceState]:
    manner = next(place.manner for place in PLACES if place.url == label.url)
    return manner.outcome, EvidenceState.DOUBTFUL if label.pages == PAST_END else manner.state


def found_ends(coverage: Path) -> Ends:
    """What each citation ended as, by `coverage.json`."""
    return {
        (citation["url"], tuple(citation["locators"]["pages"])): (citation["fetch"]["outcome"], citation["state"])
        for report in json.loads(coverage.read_text(encoding="utf-8"))["reports"]
        for citation in report["citations"]
    }


def found_cells(coverage: Path) -> dict[tuple[str, str], str]:
    """The matrix, by `coverage.json`: states by criterion and facility."""
    return {
        (cell["criterion"], cell["facility"]): cell["state"]
        for report in json.loads(coverage.read_text(encoding="utf-8"))["reports"]
        for cell in report["cells"]
    }
