"""`linkcheck attest` and then `linkcheck report`: a person's word is in every view, and changes no state or figure."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from parsel import Selector

from reports.views import VIEWS
from tests.linkcheck.cli.conftest import Command
from tests.linkcheck.evidence.kept import PAGE, PDF, POLICY, START, WATER, Answer, Office

SAVED = b"%PDF-1.7\nwhat the auditor saved\n"
SHA256 = hashlib.sha256(SAVED).hexdigest()
NAME = "R. Vega <b>"
NOTE = "=seen in a browser | <script>alert(1)</script> \u202eback"
SHOWN = "=seen in a browser | <script>alert(1)</script> ⟨U+202E⟩back"
FORBIDDEN = {POLICY: Answer(PDF), WATER: Answer(PAGE, 404, "text/html")}


@pytest.fixture
def office(linkcheck: Command, tmp_path: Path) -> Office:
    """A finished run: one live URL, one that is gone, both attested; of the second a file was saved."""
    office = Office(tmp_path)
    office.run(FORBIDDEN)
    (tmp_path / "map & more.pdf").write_bytes(SAVED)
    return office


def attest(linkcheck: Command, url: str = WATER) -> None:
    saved = ("--file", "map & more.pdf")
    assert linkcheck("attest", url, "--state", "live", "--by", NAME, "--note", NOTE, *saved).code == 0


def written(linkcheck: Command, folder: Path) -> dict[str, bytes]:
    assert linkcheck("report").code == 1
    return {name: (folder / "coverage" / view.file).read_bytes() for name, view in VIEWS.items()}


def cited(files: dict[str, bytes], url: str = WATER) -> Any:
    (report,) = json.loads(files["json"])["reports"]
    return next(citation for citation in report["citations"] if citation["url"] == url)


def without_words(content: bytes) -> Any:
    """What coverage.json says but for the words of people."""
    coverage = json.loads(content)
    for report in coverage["reports"]:
        for citation in report["citations"]:
            citation["attested"] = None
    return coverage


class TestAWordThatHolds:
    @pytest.fixture
    def files(self, linkcheck: Command, office: Office, tmp_path: Path) -> dict[str, bytes]:
        attest(linkcheck)
        return written(linkcheck, tmp_path)

    def test_it_is_in_the_json_beside_the_outcome(self, files: dict[str, bytes]) -> None:
        citation = cited(files)

        assert (citation["state"], citation["fetch"]["outcome"], citation["earl"]) == ("dead", "gone", "failed")
        word = citation["attested"]
        assert (word["state"], word["by"], word["note"], word["lapsed"]) == ("live", NAME, NOTE, False)
        assert (word["file"], word["file_sha256"], word["outcome"]) == ("map & more.pdf", SHA256, "gone")
        assert word["capture"]["file"].startswith("attested-")
        assert cited(files, POLICY)["attested"] is None

    def test_it_is_in_the_page_with_the_citation_and_with_the_matter(self, files: dict[str, bytes]) -> None:
        page = Selector(files["html"].decode())
        (word,) = page.css("#evidence .citation .word")

        told = " ".join(word.css("::text").getall())
        assert all(part in told for part in ("a person's word", NAME, "live", SHOWN, "map & more.pdf", SHA256))
        assert "lapsed" not in told
        assert page.css(".citation:has(.word)").attrib["data-s"] == "dead"
        (matter,) = page.css(".matter")
        assert SHOWN in " ".join(matter.css("::text").getall())
        assert len(page.css("script")) == 1

    def test_it_is_in_the_table(self, files: dict[str, bytes]) -> None:
        rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"), newline="")))
        row = next(row for row in rows if row["url"] == WATER)

        assert (row["state"], row["attested"], row["attested_by"]) == ("dead", "live", NAME)
        assert (row["attested_note"], row["attested_lapsed"]) == (f"'{SHOWN}", "")
        assert (row["attested_file"], row["attested_sha256"]) == ("map & more.pdf", SHA256)

    def test_it_is_in_the_workbook(self, files: dict[str, bytes]) -> None:
        book = load_workbook(io.BytesIO(files["xlsx"]))
        head, *rows = book["Citations"].iter_rows(values_only=True)
        row = next(dict(zip(head, row, strict=True)) for row in rows if WATER in row)

        assert (row["state"], row["attested"], row["attested_note"]) == ("dead", "live", SHOWN)
        assert isinstance(row["attested_at"], datetime)
        head, matter = book["To look at"].iter_rows(values_only=True)
        assert SHOWN in str(dict(zip(head, matter, strict=True))["A person's word"])

    @pytest.mark.parametrize("name", ["markdown", "junit", "sarif"])
    def test_it_is_in_the_view(self, files: dict[str, bytes], name: str) -> None:
        content = files[name].decode()

        assert "A person's word: R. Vega" in content
        assert all(part in content for part in ("seen in a browser", SHA256, "saw it live,"))

    def test_it_changes_no_state_and_no_figure(
        self, files: dict[str, bytes], office: Office, linkcheck: Command, tmp_path: Path
    ) -> None:
        after = without_words(files["json"])
        (tmp_path / "other").mkdir()
        untouched = Office(tmp_path / "other")
        untouched.run(FORBIDDEN)
        store = f"sqlite:///{tmp_path / 'other' / 'linkcheck.db'}"
        assert linkcheck("report", "--database", store, "--output", "other").code == 1

        before = without_words((tmp_path / "other" / "coverage.json").read_bytes())
        for coverage in (before, after):
            coverage["run"] = coverage["trend"] = None
            for citation in coverage["reports"][0]["citations"]:
                citation["fetch"]["capture"] = None
        assert before == after


def test_a_word_that_lapsed_is_marked_with_the_reason(linkcheck: Command, office: Office, tmp_path: Path) -> None:
    attest(linkcheck)
    attest(linkcheck, POLICY)
    later = (datetime.now(UTC) - START).days + 2
    office.run({POLICY: Answer(PDF + b"edited"), WATER: Answer(PAGE, 404, "text/html")}, day=later)
    files = written(linkcheck, tmp_path)

    assert cited(files)["attested"]["lapsed"] is False
    word = cited(files, POLICY)["attested"]
    assert (word["lapsed"], word["lapsed_by"]["outcome"]) == (True, "ok")
    page = Selector(files["html"].decode())
    (lapsed,) = page.css(".word.lapsed")
    why = f"the machine saw another body (SHA-256 {hashlib.sha256(PDF + b'edited').hexdigest()})"
    assert why in " ".join(lapsed.css("::text").getall())
    assert "a person's word, lapsed" in lapsed.css(".tag::text").getall()
    assert why in files["csv"].decode()
    assert why in files["junit"].decode()
    rows = load_workbook(io.BytesIO(files["xlsx"]))["Citations"].iter_rows(values_only=True)
    assert any(why in str(value) for row in rows for value in row)
