"""The catalogue: what each standard asks to be disclosed, and a user's own file."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

from linkcheck import catalogue
from linkcheck.catalogue import COLUMNS, EDITIONS, Catalogue, load
from linkcheck.errors import UsageError
from linkcheck.vocabulary import Expectation

DATA = sorted({file for _, file in EDITIONS.values()})
HEADER = ",".join(COLUMNS)


@pytest.mark.parametrize(
    ("standard", "version", "name"),
    [
        ("Performance Standard", "V3.1", "ASI Performance Standard V3.1"),
        ("ASI Performance Standard V3.1", None, "ASI Performance Standard V3.1"),
        ("ASI  PERFORMANCE\nStandard", "3.1", "ASI Performance Standard V3.1"),
        ("Performance Standard", "V3", "ASI Performance Standard V3.1"),
        ("Performance Standard", "V3.0", "ASI Performance Standard V3.1"),
        ("Performance Standard", "V2", "ASI Performance Standard V2"),
        ("Performance Standard", "V2.0 (2017)", "ASI Performance Standard V2"),
        ("Performance Standard", "V4", ""),
        ("Performance Standard", "V31", ""),
        ("Performance Standard", None, ""),
        ("Chain of Custody Standard", "V2", ""),
        ("Northwind Charter", "V3.1", ""),
        (None, None, ""),
    ],
)
def test_the_edition_is_found_by_name_and_version(standard: str | None, version: str | None, name: str) -> None:
    assert load(standard, version).name == name


@pytest.mark.parametrize(
    ("criterion", "title"),
    [
        ("2.5", "Environmental and Social Impact Assessments"),
        ("2.5a-g", "Environmental and Social Impact Assessments"),
        (" 2.5 a – g ", "Environmental and Social Impact Assessments"),
        ("2.10a-b", "Closure, Decommissioning and Divestment"),
        ("2.1a-f", "Environmental, Social, and Governance Policy"),
        ("5.3a, b", "GHG Emissions Reduction Plans"),
    ],
)
def test_a_criterion_is_looked_up_as_the_report_prints_it(criterion: str, title: str) -> None:
    requirement = load("Performance Standard", "V3.1").requirement(criterion)
    assert requirement is not None
    assert requirement.title == title


@pytest.mark.parametrize("criterion", ["2.11", "12.1", "2", "", "Legal Compliance", "2.5a-g and more"])
def test_what_the_standard_does_not_have_is_none(criterion: str) -> None:
    assert load("Performance Standard", "V3.1").requirement(criterion) is None


def test_an_unknown_standard_asks_for_nothing() -> None:
    assert load("Another Standard", "V1") == Catalogue()
    assert Catalogue().requirement("2.5") is None


@pytest.mark.parametrize(
    ("version", "criterion", "expectation"),
    [
        ("V3.1", "2.4a-e", Expectation.REQUIRED),
        ("V3.1", "2.5a-g", Expectation.UNKNOWN),
        ("V3.1", "8.7", Expectation.CONDITIONAL),
        ("V3.1", "10.9a-b", Expectation.NONE),
        ("V2", "7.3", Expectation.REQUIRED),
        ("V2", "2.4", Expectation.UNKNOWN),
    ],
)
def test_what_is_expected(version: str, criterion: str, expectation: Expectation) -> None:
    requirement = load("Performance Standard", version).requirement(criterion)
    assert requirement is not None
    assert requirement.expectation is expectation


@pytest.mark.parametrize("file", DATA)
def test_every_entry_says_what_it_rests_on(file: str) -> None:
    text = (resources.files(catalogue) / file).read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == COLUMNS
    for row in rows:
        assert row["basis"].endswith("."), row
        assert row["basis_kind"] in {"published", "published-in-part", "general-knowledge"}, row
        assert (row["basis_kind"] != "general-knowledge") or "Not verified" in row["basis"], row
        assert bool(row["condition"]) == (row["disclosure"] == "conditional"), row


def test_a_file_of_ones_own_replaces_the_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(
        "\ufeffCriterion, Disclosure ,basis\n5.3b-e,Required,asked for by the buyer\n5.3,none,\n", encoding="utf-8"
    )
    own = load("Performance Standard", "V3.1", file)
    assert own.name == "own.csv"
    precise, rest = own.requirement("5.3b-e"), own.requirement("5.3a")
    assert precise is not None
    assert rest is not None
    assert (precise.expectation, precise.basis) == (Expectation.REQUIRED, "asked for by the buyer")
    assert rest.expectation is Expectation.NONE
    assert own.requirement("2.5") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "has no column criterion"),
        (b"criterion,title\n2.5,x\n", "has no column disclosure"),
        (f"{HEADER}\n2.5,,perhaps,,,,\n".encode(), "line 2: disclosure is 'perhaps'. It is one of: required"),
        (f"{HEADER}\nSection 2,,none,,,,\n".encode(), "line 2: 'Section 2' is not a criterion"),
        (f"{HEADER}\n2.5,,none,,,,\n2.5,,required,,,,\n".encode(), "line 3: criterion 2.5 is there twice"),
        (f'{HEADER}\n2.5,"x,none,,,,\n'.encode(), "is not CSV"),
        (b"PK\x03\x04\xff\xfe", "is not UTF-8 text"),
        (b"x" * (4 * 2**20 + 1), "is larger than 4 MiB"),
    ],
)
def test_a_bad_file_is_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load(None, None, file)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be read: No such file or directory"):
        load(None, None, tmp_path / "none.csv")
