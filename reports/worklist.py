"""What to settle, for a terminal: the weightiest first, each with what to do next. `linkcheck precheck` prints it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reports import attested, wording
from reports.model import Attention, AttentionKind, CheckedReport, Coverage
from reports.text import one_line, shortened


def render(coverage: Coverage) -> str:
    """Plain text, a heading for each kind; one line where there is nothing to do."""
    lines = [line for report in coverage.reports for line in _report(report)]
    return "\n".join(lines or ["Nothing to settle."]) + "\n"


def calls_for(coverage: Coverage, kinds: Collection[AttentionKind]) -> int:
    """How many matters there are of these kinds: what `--fail-on` decides by."""
    return sum(coverage.summary.to_look_at[kind] for kind in kinds)


def _report(report: CheckedReport) -> Iterator[str]:
    if not report.to_look_at:
        return
    yield one_line(report.entity or report.source.path)
    for kind, title in wording.ATTENTION.items():
        matters = [matter for matter in report.to_look_at if matter.kind is kind]
        if matters:
            yield ""
            yield f"{title} ({len(matters)})"
            for matter in matters:
                yield from _matter(report, matter)
    yield ""


def _matter(report: CheckedReport, matter: Attention) -> Iterator[str]:
    criteria = ", ".join(dict.fromkeys(place.criterion for place in matter.places))
    facilities = tuple(dict.fromkeys(place.facility for place in matter.places))
    whose = f", {wording.whose(facilities, len(report.facilities))}" if facilities else ""
    if matter.places:
        yield f"  {_shown(criteria + whose)}"
        yield f"    {_shown(matter.subject)}"
    else:
        yield f"  {_shown(matter.subject)}"
    if matter.url:
        yield f"    {_shown(matter.url, 2000)}"
    yield f"    {_shown(matter.text, 400)}"
    if word := attested.of_matter(report, matter):
        yield f"    {_shown(attested.words(word), 1200)}"
    yield f"    → {matter.advice}"


def _shown(text: str, limit: int = 160) -> str:
    return shortened(one_line(text), limit)
