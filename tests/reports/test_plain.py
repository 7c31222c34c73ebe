"""What is printed to a terminal: the list of what to settle, and the changes between two runs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from linkcheck.store.snapshot import Snapshot
from reports import worklist
from reports.changes import Changes, between
from reports.changes_formats import FORMATS, as_json, as_markdown, as_text
from reports.coverage import build
from reports.model import AttentionKind
from tests.reports import factory
from tests.reports.test_changes import BEFORE, EDITED, NOW, SAME, fetch, two_runs


class TestWorklist:
    def test_it_lists_every_matter_with_what_to_do_next(self) -> None:
        coverage = build(factory.example())
        text = worklist.render(coverage)

        assert text.count("→") == sum(coverage.summary.to_look_at.values())
        assert re.findall(r"^([A-Z].*) \((\d+)\)$", text, re.MULTILINE)[0] == ("Dead", "4")

    def test_it_says_when_there_is_nothing(self) -> None:
        assert worklist.render(build(factory.part("4.3a-b"))) == "Nothing to settle.\n"

    def test_a_criterion_without_a_title_is_not_told_twice(self) -> None:
        (known,) = factory.example().reports
        findings = tuple(finding.model_copy(update={"title": ""}) for finding in known.report.findings)
        bare = replace(known, report=known.report.model_copy(update={"findings": findings}))
        lines = [line.strip() for line in worklist.render(build(Snapshot(None, (bare,)))).splitlines()]

        assert any(line.startswith("Criterion ") for line in lines)
        assert not {finding.criterion for finding in findings} & set(lines)

    def test_no_control_character_reaches_the_terminal(self) -> None:
        text = worklist.render(build(factory.hostile()))

        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
        assert max(map(len, text.splitlines())) < 2100

    @pytest.mark.parametrize(
        ("kinds", "count"),
        [((), 0), ((AttentionKind.DEAD,), 4), ((AttentionKind.DEAD, AttentionKind.CLAIMED), 5), (AttentionKind, 21)],
    )
    def test_the_kinds_that_fail_are_counted(self, kinds: tuple[AttentionKind, ...], count: int) -> None:
        assert worklist.calls_for(build(factory.example()), tuple(kinds)) == count


@pytest.fixture
def changes() -> Changes:
    return between(*two_runs(fetch("l", BEFORE, SAME), fetch("l", NOW, EDITED)))


class TestChanges:
    def test_as_text(self, changes: Changes) -> None:
        assert as_text(changes).splitlines() == [
            "1 change from run 1 (10 November 2026) to run 2 (24 November 2026)",
            "",
            "edited (1)",
            "  3.1, whole entity",
            "    https://northwind.example/a.pdf",
            "    The text was edited. Pages that differ: 4.",
        ]

    def test_as_markdown(self, changes: Changes) -> None:
        lines = as_markdown(changes).splitlines()

        assert lines[4] == "### Edited (1)"
        assert lines[6].startswith("- **3.1**, whole entity: <https://northwind.example/a.pdf> The text was edited.")

    def test_as_json(self, changes: Changes) -> None:
        assert json.loads(as_json(changes))["schema"] == "linkcheck/changes@1"
        assert Changes.model_validate_json(as_json(changes)) == changes

    @pytest.mark.parametrize("name", FORMATS)
    def test_nothing_changed(self, name: str) -> None:
        nothing = between(*two_runs(fetch("l", BEFORE, SAME), fetch("l", NOW, SAME)))

        assert "Nothing changed" in FORMATS[name](nothing) or json.loads(FORMATS[name](nothing))["reports"]
