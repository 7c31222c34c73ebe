"""URLs that name a site by themselves, while nothing else says that they are its evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from linkcheck.parsing import read_report
from linkcheck.vocabulary import ObservationCode

OPENING = (
    "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Northwind Aluminium AB\n\nSITES\n\n• Alder Mill\n• Tårnby Works\n"
)
HOST = "https://www.northwind.example"


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        (f"The plan is public: {HOST}/alder/plan.pdf", "Given to the whole entity, though the URL names Alder Mill"),
        (f"See {HOST}/sites/T%C3%A5rnby/plan.pdf", "Given to the whole entity, though the URL names Tårnby Works"),
        (f"See {HOST}/AlderPlan.pdf", "Given to the whole entity, though the URL names Alder Mill"),
        (f"Alder Mill: {HOST}/tarnby_plan.pdf", "Given to Alder Mill, though the URL names Tårnby Works"),
        (f"Alder Mill: {HOST}/alder/plan.pdf", ""),
        (f"Alder Mill and Tårnby Works: {HOST}/tarnby/plan.pdf", ""),
        (f"See {HOST}/northwind/plan.pdf and {HOST}/alderson/plan.pdf", ""),
        (f"See {HOST}/plan.pdf?site=alder", ""),
    ],
)
def test_a_site_that_only_the_url_names_is_told(tmp_path: Path, comment: str, told: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"{OPENING}\n\n1.3a Code of Conduct\nConformance\n\n{comment}\n", encoding="utf-8")
    found = [o.text for o in read_report(path).observations if o.code is ObservationCode.PARTIAL_READING]
    assert [text.partition(": http")[0] for text in found] == ([told] if told else [])
