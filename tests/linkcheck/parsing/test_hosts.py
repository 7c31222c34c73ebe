"""Bare hosts are URLs where the report's other URLs are below the same domain; words with accents within URLs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from linkcheck.parsing import hosts, read_report, urls
from linkcheck.parsing.breaks import WORDS, parts_word
from linkcheck.parsing.pages import Box, Line
from linkcheck.parsing.passages import read_passage
from linkcheck.parsing.spelling import Known

CITED = "https://www.north.example/code.pdf"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Complaints: complaints.north.example and by mail.", ["complaints.north.example/"]),
        ("Details at north.example/contact-us.", ["north.example/contact-us"]),
        ("The firm is known as north.example today.", []),
        ("The permit is published on north.example.", ["north.example/"]),
        ("Policies are available to all at north.example and by mail.", ["north.example/"]),
        ("Write to line@complaints.north.example or to ana.berg@north.example.", []),
        ("Complaints: complaints.south.example and by mail.", []),
        ("Write to line @ complaints.north.example or to line @complaints.north.example.", []),
        ("Write to line(at)complaints.north.example or line [at] complaints.north.example.", []),
        ("Write to ana.berg at mail.north.example or to info at mail.north.example.", []),
        ("The mailbox is published: ana.berg (at) north.example.", []),
        ("Published as code.pdf at files.north.example.", ["files.north.example/"]),
        ("Found by anybody at files.north.example.", ["files.north.example/"]),
        ("Version v1.2.north.example and part 4.1.north.example.", []),
        (
            "At 2024.north.example/report and esg2024.north.example.",
            ["2024.north.example/report", "esg2024.north.example/"],
        ),
        ("The file code.pdf was seen, in version 2.1a, by J.Berg.", []),
    ],
)
def test_a_bare_host_is_a_url_below_a_domain_of_the_reports(said: str, expected: list[str], tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    opening = "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Northwind Aluminium AB"
    path.write_text(f"{opening}\n\n1.3a Code of Conduct\nConformance\n\nCode: {CITED}\n\n{said}\n", encoding="utf-8")
    assert [c.url for c in read_report(path).citations] == [CITED, *(f"http://{url}" for url in expected)]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("north-", "wind.example/policies", ["http://north-wind.example/policies"]),
        ("north-", "wind and beyond.", []),
        ("south-", "wind.example/policies", []),
        ("Alder-", "www.north-wind.example/policies", ["http://www.north-wind.example/policies"]),
        ("Alder-", "north-wind.example/policies", ["http://north-wind.example/policies"]),
    ],
)
def test_a_bare_host_may_be_broken_behind_its_hyphen(
    above: str, below: str, expected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    opening = "ASI PERFORMANCE STANDARD V3.1\nENTITY NAME  Northwind Aluminium AB\n\n1.3a Code of Conduct\nConformance"
    cited = "https://north-wind.example/code.pdf"
    path.write_text(f"{opening}\n\nCode: {cited}\n\nPolicies are at {above}\n{below}\n", encoding="utf-8")
    assert [citation.url for citation in read_report(path).citations] == [cited, *expected]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Write to ana @ mail.north.com, line(at)north.com or info at north.com.", []),
        ("Write to line [AT] north.com.", []),
        ("Version v1.2.north.com was seen.", []),
        ("At 1.2.north.com/code, 365.north.com and at north.com.", ["1.2.north.com", "365.north.com", "north.com"]),
    ],
)
def test_neither_is_a_host_with_a_known_ending_of_a_mails_address(said: str, expected: list[str]) -> None:
    assert [found.group() for found in urls.START.finditer(said)] == expected


class Counted:
    """A pattern that counts how many times a line is searched for it."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.match = pattern.match
        self.times = 0
        self._search = pattern.search

    def search(self, *asked: Any) -> re.Match[str] | None:
        self.times += 1
        return self._search(*asked)


def test_a_line_with_many_bare_hosts_is_searched_anew_only_behind_each_other_url(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = Counted(urls.START)
    monkeypatch.setattr(urls, "START", counted)
    bare = [f"h{n}.north.example" for n in range(90)]
    line = Line(f"{CITED} {' '.join(bare)} {CITED} {' '.join(bare)}")
    found = read_passage([line], Known(domains={"north.example"})).mentions
    assert [mention.cited_as for mention in found] == [CITED, *bare, CITED, *bare]
    assert counted.times == 3


@pytest.mark.parametrize(
    ("lines", "domains"),
    [
        (["Code: https://www.north-", "wind.example/code.pdf."], {"north-wind.example"}),
        (["See https://files.north-", "  wind-", "and-sun.example/code.pdf."], {"north-wind-and-sun.example"}),
        (["Code: https://north.example/code-", "wind.example"], {"north.example"}),
    ],
)
def test_a_domain_may_be_broken_behind_its_hyphen(lines: list[str], domains: set[str]) -> None:
    assert hosts.domains_in(lines) == domains


@pytest.mark.parametrize(
    ("cell", "bare"),
    [
        ("complaints.north.example", True),
        ("north.no/code", True),
        ("code.pdf", False),
        ("Annex 1.2", False),
        ("", False),
    ],
)
def test_a_cell_may_be_a_bare_host(cell: str, bare: bool) -> None:
    assert hosts.is_bare(cell) is bare


@pytest.mark.parametrize(
    ("cited", "below", "parted"),
    [
        ("https://www.north.example/política-anticorrup", "ção.", True),
        ("https://www.north.example/Ethikgrundsä", "tze (page 2)", True),
        ("https://www.north.example/política", "foi publicada.", False),
    ],
)
def test_a_full_line_parts_a_word_with_accents_that_the_report_has_elsewhere(
    cited: str, below: str, parted: bool
) -> None:
    line = Line(cited, 1, Box(100, 100, 300, 110), room=0.5)
    words = set(WORDS.findall("anticorrupção, ethikgrundsätze, política, publicada"))
    assert parts_word(cited, line, Line(below, 1, Box(100, 112, 300, 122)), words) is parted
