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
    ("said", "whose"),
    [
        (f"The plan is public: {HOST}/alder/plan.pdf", ["Alder Mill"]),
        (f"See {HOST}/sites/T%C3%A5rnby/plan.pdf", ["Tårnby Works"]),
        ("See https://www.aldermill-info.example/plan.pdf", ["Alder Mill"]),
        ("See https://www.tarnbyworksnet.example/plan.pdf", ["Tårnby Works"]),
        (f"See {HOST}/skjoren/plan.pdf", ["Skjøren Dross Center"]),
        (f"See {HOST}/download-center/plan.pdf", [None]),
        (f"The dross was sampled. See {HOST}/dross/plan.pdf", [None]),
        (f"The dross was sampled. See {HOST}/dross-center/plan.pdf", ["Skjøren Dross Center"]),
        (f"The plan of the Group: {HOST}/alder/plan.pdf", [None]),
        (f"See {HOST}/alder-tarnby/plan.pdf", [None]),
        (f"Tårnby Works: {HOST}/alder/plan.pdf", ["Tårnby Works"]),
        (f"Tårnby is near a river. A study was made: {HOST}/alder/plan.pdf", [None]),
        (
            f"Alder and Tårnby are certified: {HOST}/cert_alder.pdf and {HOST}/cert_tarnby.pdf",
            ["Alder Mill", "Tårnby Works"],
        ),
    ],
)
def test_a_urls_own_words_say_whose_it_is_where_nothing_else_does(
    tmp_path: Path, said: str, whose: list[str | None]
) -> None:
    path = tmp_path / "report.txt"
    sites = f"{OPENING}• Skjøren Dross Center\n"
    text = f"{sites}\n\n1.3a Code of Conduct\nConformance\n\nA center for trainees.\n\n{said}\n"
    path.write_text(text, encoding="utf-8")
    assert [c.facility for c in read_report(path).citations] == whose


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        (f"The plan of the Group: {HOST}/alder/plan.pdf", "Given to the whole entity, though the URL names Alder Mill"),
        (
            f"The Entity has {HOST}/sites/T%C3%A5rnby/plan.pdf",
            "Given to the whole entity, though the URL names Tårnby Works",
        ),
        (f"The Group has {HOST}/AlderPlan.pdf", "Given to the whole entity, though the URL names Alder Mill"),
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
