"""Whatever a report, an address or a server says is shown as text, and nothing of it runs, links or computes."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook
from parsel import Selector

from linkcheck.store.snapshot import Snapshot
from reports import citations_csv, coverage_json, html, workbook
from reports.coverage import Coverage, build
from reports.text import LONGEST, link_target, one_line, shortened, visible
from reports.views import VIEWS, Files
from tests.reports import factory


@pytest.fixture(scope="module")
def source() -> str:
    return html.render(build(factory.hostile())).decode()


@pytest.fixture(scope="module")
def page(source: str) -> Selector:
    return Selector(source)


class TestPage:
    def test_the_only_script_and_style_are_ours(self, source: str, page: Selector) -> None:
        assert len(page.css("script")) == len(page.css("style")) == 1
        assert source.count("<script") == source.count("</script>") == 1

    def test_the_policy_names_their_hashes_and_nothing_else(self, page: Selector) -> None:
        policy = page.css("meta[http-equiv='Content-Security-Policy']").attrib["content"]

        assert policy.startswith("default-src 'none';")
        assert re.fullmatch(
            r"default-src 'none'; style-src 'sha256-\S{44}'; script-src 'sha256-\S{44}'; img-src data:; "
            r"base-uri 'none'; form-action 'none'",
            policy,
        )

    def test_no_attribute_is_a_handler_or_a_style(self, page: Selector) -> None:
        names = {str(name) for element in page.css("*") for name in element.attrib}

        assert not {name for name in names if name.startswith("on") or name in ("style", "src", "srcset", "action")}

    def test_links_lead_to_the_web_or_into_the_page(self, page: Selector) -> None:
        for link in page.css("a, link, use, base, form"):
            href = link.attrib.get("href", "#")
            assert href.startswith(("http://", "https://", "#", "data:,")), href
            assert href.startswith(("#", "data:,")) or link.attrib["rel"] == "noreferrer noopener"

    def test_ids_are_not_taken_from_the_report(self, page: Selector) -> None:
        assert all(re.fullmatch(r"[a-z-]+\d*", value) for value in page.xpath("//@id").getall())

    @pytest.mark.parametrize("text", [t for t in factory.HOSTILE if len(t) < LONGEST])
    def test_the_text_is_there_to_be_read(self, page: Selector, text: str) -> None:
        shown = [one_line(" ".join(node.css("::text").getall())) for node in page.css(".matrix thead bdi")]

        assert one_line(text) in shown

    def test_hidden_characters_are_spelled_out(self, source: str) -> None:
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07\x1b]", source)
        assert "⟨U+202E⟩" in source

    def test_no_value_is_longer_than_a_person_reads(self, page: Selector) -> None:
        texts = page.xpath("//body//text()[not(ancestor::script) and not(ancestor::style)]").getall()

        assert max(map(len, texts)) < LONGEST + 40
        assert max(len(value) for value in page.xpath("//body//@*").getall()) < LONGEST + 40


class TestCsv:
    def test_no_cell_is_a_formula(self) -> None:
        content = citations_csv.render(build(factory.hostile())).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]

        assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]
        assert "'=cmd|' /C calc'!A0" in cells

    def test_it_reads_back_as_what_it_was(self) -> None:
        coverage = build(factory.hostile())
        content = citations_csv.render(coverage)
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))

        assert content.startswith(b"\xef\xbb\xbf")
        assert [unescaped(row["document"]) for row in rows] == [
            visible(citation.document or "") for citation in coverage.reports[0].citations
        ]


def unescaped(cell: str) -> str:
    """A cell as a spreadsheet shows it."""
    return cell.removeprefix("'") if cell[1:].lstrip()[:1] in tuple("=+-@⟨") else cell


HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class TestEveryView:
    """But coverage.json, whose strings are exact and whose escapes are JSON's own."""

    @pytest.mark.parametrize("name", sorted(set(VIEWS) - {"json", "xlsx"}))
    def test_no_hidden_character_is_in_it(self, name: str) -> None:
        several = build(Snapshot(factory.RUN, factory.hostile().reports * 2))
        for coverage in (build(factory.hostile()), several):
            view = VIEWS[name]
            contents = [view.render(coverage), *(content for _, content in (view.beside or _nothing)(coverage))]

            assert not [hidden for content in contents for hidden in HIDDEN.findall(content.decode("utf-8-sig"))]

    def test_no_hidden_character_is_in_the_workbook(self) -> None:
        book = load_workbook(io.BytesIO(workbook.render(build(factory.hostile()))))
        values = [value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]

        assert not [value for value in values if HIDDEN.search(str(value))]
        assert "<script>alert(1)</script>" in values

    def test_the_json_has_every_string_as_it_was(self) -> None:
        (report,) = json.loads(coverage_json.render(build(factory.hostile())))["reports"]

        assert {finding["title"] for finding in report["findings"]} == set(factory.HOSTILE)
        assert {citation["url"] for citation in report["citations"]} == set(factory.HOSTILE_URLS)

    def test_file_names_are_ours(self) -> None:
        several = build(Snapshot(factory.RUN, factory.hostile().reports * 2))
        for view in VIEWS.values():
            names = [view.file, *(name for name, _ in (view.beside or _nothing)(several))]

            assert all(re.fullmatch(r"(?:reports/)?[a-z0-9-]+\.[a-z]+", name) for name in names)


def _nothing(_: Coverage) -> Files:
    yield from ()


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://host.example/a.pdf?x=1&y=%20#page=3", True),
        ("http://host.example:8080/ä/年.pdf", True),
        ("HTTPS://host.example", True),
        *((url, False) for url in factory.HOSTILE_URLS),
        ("https://host.example/a b", False),
        ("https://host.example\\@evil.example/", False),
        ("https://host.example:99999999/", False),
        ("//host.example/", False),
        ("mailto:a@host.example", False),
        ("https://host.example/soft\u00adhyphen", False),
        ("", False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str, links: bool) -> None:
    assert link_target(url) == (url if links else None)


def test_a_long_value_says_how_long_it_is() -> None:
    assert shortened("x" * 10_000, 10) == "xxxxxxxxxx… (10,000 characters)"


def test_line_breaks_and_joiners_stay() -> None:
    assert visible("a\r\nb\tc\u200dd") == "a\nb\tc\u200dd"
