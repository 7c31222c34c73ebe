"""Generated reports of every layout and writer program are read as a careful person reads them.

The sample is fixed; `python -m tests.linkcheck.parsing.corpus --reports 300` measures as many as one likes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from linkcheck.parsing import read_report
from linkcheck.report import Citation, Observation
from linkcheck.vocabulary import ObservationCode
from tests.linkcheck.parsing.corpus import generate, reportlab_pdf, score, telling, text
from tests.linkcheck.parsing.corpus.spec import Annotations, Arrangement, Break, Header, ReportSpec, Rules
from tests.linkcheck.parsing.corpus.writers import WRITERS

LARGE = pytest.param(60, marks=[pytest.mark.slow, pytest.mark.timeout(1_800)])
SAYS_SO = {ObservationCode.CLAIM_WITHOUT_LINK, ObservationCode.UNRESOLVED_URL}


@dataclass(frozen=True)
class Goal:
    """The least figures over a sample: citations as F1, facilities and locators as shares."""

    citations: float = 0.995
    facility: float = 0.99
    pages: float = 0.99
    sections: float = 0.99


GOALS = {
    "reportlab": Goal(),
    "word": Goal(),
    "chromium": Goal(),
    "libreoffice": Goal(),
    "flat": Goal(),
    "layout": Goal(0.99, 0.99, 0.98, 0.97),
    "pdftotext": Goal(0.985, 0.99, 0.975, 0.975),
}


@pytest.mark.parametrize("count", [12, LARGE])
@pytest.mark.parametrize("name", [name for name in WRITERS if name not in ("chromium", "libreoffice")])
def test_a_sample_is_read_right(name: str, count: int, tmp_path: Path) -> None:
    _check(name, range(count), tmp_path)


@pytest.mark.parametrize("count", [3, LARGE])
@pytest.mark.parametrize("name", ["chromium", "libreoffice"])
def test_a_small_sample_of_slow_writers_is_read_right(name: str, count: int, tmp_path: Path) -> None:
    _check(name, range(104, 104 + count), tmp_path)


def _check(name: str, seeds: range, folder: Path) -> None:
    writer, goal = WRITERS[name], GOALS[name]
    if writer.missing:
        pytest.skip(writer.missing)
    specs = {folder / f"report-{seed}{writer.suffix}": generate.report(Random(seed), seed) for seed in seeds}
    writer.written([(spec, path) for path, spec in specs.items()])
    total, lines = score.Score(), list[str]()
    for path, spec in specs.items():
        if not path.exists():
            continue
        truth = spec.truth if writer.links else score.without_links(spec.truth)
        found = read_report(path)
        total += score.compare(truth, found)
        lines += [f"{spec.seed}: {line}" for line in score.differences(truth, found)]
    missed = "\n".join(lines)
    assert float(total.citations) >= goal.citations, missed
    assert float(total.facility) >= goal.facility, missed
    assert float(total.pages) >= goal.pages, missed
    assert float(total.sections) >= goal.sections, missed


@pytest.mark.parametrize("name", WRITERS)
def test_one_report_says_the_same_whatever_wrote_it(name: str, tmp_path: Path) -> None:
    """Links behind words are lost in a text, but not without a word."""
    writer, spec = WRITERS[name], _plain_report()
    if writer.missing:
        pytest.skip(writer.missing)
    path = tmp_path / f"report{writer.suffix}"
    writer.write(spec, path)
    found = read_report(path)
    truth = spec.truth if writer.links else score.without_links(spec.truth)
    assert {_said(c) for c in found.citations} == {_said(c) for c in truth.citations}
    behind_words = {c.criterion for c in spec.truth.citations} - {c.criterion for c in truth.citations}
    assert behind_words <= {o.criterion for o in found.observations if o.code in SAYS_SO}


@pytest.mark.skipif(text.PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed")
def test_hyphens_that_pdftotext_drops_are_not_lost_without_a_word(tmp_path: Path) -> None:
    """It joins "…/02-" and "20/a.pdf" to "…/0220/a.pdf": nothing in the text tells where the hyphen was."""
    spec = _plain_report()
    spec = replace(spec, look=replace(spec.look, breaks=Break.HYPHEN))
    path = tmp_path / "report.txt"
    text.pdftotext(spec, path)
    found = read_report(path)
    doubtful = {url for o in found.observations if o.code is ObservationCode.UNRESOLVED_URL for url in o.urls}
    printed = {score.same(c.url) for c in score.without_links(spec.truth).citations}
    wrong = {c.url for c in found.citations if score.same(c.url) not in printed}
    assert wrong, "this report has no URL with a hyphen at a line's end"
    assert wrong <= doubtful


def _plain_report() -> ReportSpec:
    """A report in Latin letters, in columns, with a link behind words."""
    for seed in range(1000, 2000):
        spec = generate.report(Random(seed), seed)
        printed = score.without_links(spec.truth).citations
        behind = {c.criterion for c in spec.truth.citations} - {c.criterion for c in printed}
        comments = "".join(paragraph.text for row in spec.rows for paragraph in row.comment)
        usual = (spec.look.arrangement, spec.look.header) == (Arrangement.COLUMNS, Header.EVERY_PAGE)
        if behind and usual and comments.isascii() and len(spec.truth.facilities) > 1:
            look = replace(spec.look, rules=Rules.GRID, annotations=Annotations.FULL, breaks=Break.AFTER_MARK, size=8.0)
            return replace(spec, look=look)
    raise LookupError("no such report")


def _said(citation: Citation) -> tuple[object, ...]:
    return citation.criterion, citation.facility, score.same(citation.url), citation.locators.pages


@given(st.randoms(use_true_random=False))
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # to shrink a report takes minutes
    suppress_health_check=list(HealthCheck),
)
def test_whatever_the_report_nothing_is_made_up(tmp_path_factory: pytest.TempPathFactory, random: Random) -> None:
    """Few URLs may be missed, none may come from nowhere: each that is read begins as one of the report's does."""
    spec = generate.report(random)
    path = tmp_path_factory.mktemp("corpus") / "report.pdf"
    reportlab_pdf.write(spec, path)
    found = read_report(path)
    true = {score.same(citation.url) for citation in spec.truth.citations}
    true |= {score.same(citation.cited_as) for citation in spec.truth.citations}
    for citation in found.citations:
        assert any(url.startswith(score.same(citation.url)[:20]) for url in true), citation.url
    assert float(score.compare(spec.truth, found).citations) > 0.8


def test_the_same_seed_gives_the_same_report(tmp_path: Path) -> None:
    first, second = (reportlab_pdf.render(generate.report(Random(3), 3)) for _ in range(2))
    assert first == second


def test_what_is_misread_is_told_where_an_observation_names_its_criterion_or_url() -> None:
    truth = generate.report(Random(5), 5).truth
    first, *_ = truth.citations
    cut = first.model_copy(update={"url": f"{first.url[:-4]}cut"})
    read = truth.model_copy(update={"citations": (cut, *truth.citations[1:]), "observations": ()})
    named = Observation(
        code=ObservationCode.PARTIAL_READING, text=f"Comments of {first.criterion} and 99.1 may differ."
    )
    doubted = Observation(code=ObservationCode.UNRESOLVED_URL, text="Cut?", urls=(cut.url,))
    for observations, told in (((), False), ((named,), True), ((doubted,), True)):
        found, untold = telling.tell(truth, read.model_copy(update={"observations": observations}))
        assert dict(found.wrong) == {"missing": 1, "made up": 1}
        assert dict(found.told) == ({"missing": 1, "made up": 1} if told else {})
        assert [d.kind for d in untold] == ([] if told else ["missing", "made up"])
