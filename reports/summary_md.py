"""`summary.md`: the figures and what needs a person, for a pull request or an e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from linkcheck.vocabulary import EvidenceState
from reports import attested, wording
from reports.model import Attention, CheckedReport, Coverage
from reports.text import counted, link_target, one_line, shortened

MOST = 20
"""Matters of one kind that are listed; the others are counted."""

# What is markup in the middle of a line; a value never begins one.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&#$]")


def render(coverage: Coverage) -> bytes:
    """Markdown (CommonMark with tables)."""
    return "\n".join(_lines(coverage)).encode() + b"\n"


def plain(value: str, limit: int = 200) -> str:
    """Any text on one line, so that none of it is markup (CommonMark 2.4)."""
    return _MARKUP.sub(r"\\\g<0>", shortened(one_line(value), limit))


def address(url: str) -> str:
    """A URL as a link where it may be one, else as text."""
    return f"<{url}>" if link_target(url) else plain(url)


def _lines(coverage: Coverage) -> Iterator[str]:
    yield "# Coverage"
    yield ""
    yield wording.checked(coverage)
    for report in coverage.reports:
        yield ""
        yield from _report(report)


def _report(report: CheckedReport) -> Iterator[str]:
    summary = report.summary
    yield f"## {plain(report.entity or report.source.path)}"
    yield ""
    yield f"{wording.standing(summary)} {wording.for_a_person(summary)}"
    yield ""
    yield f"| citations | {' | '.join(EvidenceState)} |"
    yield f"| ---: {'| ---: ' * len(EvidenceState)}|"
    yield f"| {summary.citations} | {' | '.join(str(summary.states[state]) for state in EvidenceState)} |"
    for kind, title in wording.ATTENTION.items():
        matters = [matter for matter in report.to_look_at if matter.kind is kind]
        if matters:
            yield ""
            yield f"### {title} ({len(matters)})"
            yield ""
            for matter in matters[:MOST]:
                yield _matter(report, matter)
            if len(matters) > MOST:
                yield f"- and {counted(len(matters) - MOST, 'other')}"
    yield ""
    yield "### Not checked"
    yield ""
    for left in report.not_checked:
        yield f"- {left.text}" + (f" ({left.count})" if left.count is not None else "")


def _matter(report: CheckedReport, matter: Attention) -> str:
    criteria = ", ".join(dict.fromkeys(plain(place.criterion, 40) for place in matter.places))
    facilities = tuple(dict.fromkeys(place.facility for place in matter.places))
    whose = plain(wording.whose(facilities, len(report.facilities)))
    head = f"**{criteria}**, {whose}" if criteria else "**The report as a whole**"
    link = f" {address(matter.url)}" if matter.url else ""
    word = attested.of_matter(report, matter)
    said = f" {plain(attested.words(word), 1200)}" if word else ""
    return f"- {head}: {plain(matter.subject)}.{link} {plain(matter.text, 300)}{said} *{matter.advice}*"
