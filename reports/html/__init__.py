"""`coverage.html`: one file that asks nothing of any network.

One report is one page. Several are an index, `coverage.html`, and beside it a page for each in `reports/`. Styles and
script are inlined, and the page's Content-Security-Policy names their hashes: nothing else runs or is fetched, whatever
a report, an address or a server's answer may hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.html.environment import POLICY, POLICY_WITH_FILES, template
from reports.html.index import Index
from reports.html.page import Page
from reports.html.pictures import Gallery
from reports.model import CheckedReport, Coverage


def render(coverage: Coverage) -> bytes:
    """The page of the only report, or the index of several."""
    if len(coverage.reports) == 1:
        (report,) = coverage.reports
        return _page(coverage, report, Gallery(coverage, report, up=""), back="")
    files = [page_name(number, report) for number, report in enumerate(coverage.reports, 1)]
    return template("index.html.j2").render(index=Index(coverage, files), policy=POLICY).encode()


def beside(coverage: Coverage) -> Iterator[tuple[str, bytes]]:
    """What goes along: the pages beside an index, and pictures where there are too many for a page."""
    if len(coverage.reports) == 1:
        yield from Gallery(coverage, coverage.reports[0], up="").beside()
        return
    for number, report in enumerate(coverage.reports, 1):
        gallery = Gallery(coverage, report, up="../")
        yield from gallery.beside()
        yield page_name(number, report), _page(coverage, report, gallery, back="../coverage.html")


def page_name(number: int, report: CheckedReport) -> str:
    """The file of a report beside the index: its position and the start of its SHA-256, so that nothing in a report
    decides about a path."""
    return f"reports/{number:03}-{report.source.sha256[:12]}.html"


def _page(coverage: Coverage, report: CheckedReport, gallery: Gallery, back: str) -> bytes:
    """`back` leads to the index; empty where there is none."""
    policy = POLICY if gallery.inline else POLICY_WITH_FILES
    return template("report.html.j2").render(page=Page(coverage, report, gallery), back=back, policy=policy).encode()
