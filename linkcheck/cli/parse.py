"""`linkcheck parse`: what a report says, before any link is fetched."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkcheck.cli import options
from linkcheck.vocabulary import CitationKind

if TYPE_CHECKING:
    from linkcheck.report import AuditReport, Citation


class Format(StrEnum):
    """How a report that was read is shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


CSV_COLUMNS = (
    "criterion", "rating", "facility", "attribution", "kind", "document", "pages", "sections",
    "url", "cited_as", "report_page", "source", "unresolved",
)  # fmt: skip


UNSURE = "  (the address is not certain)"


def parse(
    report: Annotated[Path, typer.Argument(help="An audit report: PDF, text, Word, or a table of citations.")],
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TABLE,
    draw: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write pictures of the pages with what was read drawn on them.")
    ] = None,
    config: options.Config = None,
) -> None:
    """Read a report and print its facilities, findings, citations and observations. Nothing is fetched."""
    from linkcheck.parsing.limits import LIMITS, Confined

    with Confined(LIMITS) as reader:
        reader.start()  # before the settings: both take their time to load
        from linkcheck import settings

        read = reader.read(report, settings.load(config).facilities)
    if draw is not None:
        _draw(report, draw)
    {Format.TABLE: _print_table, Format.JSON: _print_json, Format.CSV: _print_csv}[format](read)


def _draw(report: Path, folder: Path) -> None:
    from linkcheck.cli.terminal import say
    from linkcheck.parsing.drawing import draw

    for picture in draw(report, folder):
        say(f"drawn: {picture}")


def _print_json(report: AuditReport) -> None:
    typer.echo(report.model_dump_json(by_alias=True, indent=2))


def _print_csv(report: AuditReport) -> None:
    import csv

    rating = cache(report.rating)
    rows = csv.writer(sys.stdout)
    rows.writerow(CSV_COLUMNS)
    for c in report.citations:
        rows.writerow(
            _cell(value)
            for value in (
                c.criterion, rating(c.criterion, c.facility), c.facility, c.attribution, c.kind, c.document,
                "; ".join(c.locators.pages), "; ".join(c.locators.sections),
                c.url, c.cited_as, c.report_page, c.source, "yes" if c.unresolved else None,
            )
        )  # fmt: skip


def _cell(value: object) -> str:
    """A spreadsheet must not take a cell for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _print_table(report: AuditReport) -> None:
    from linkcheck.cli.terminal import out, shown

    out.print(shown(report.entity or report.source.path), style="bold")
    for name, value in _facts(report):
        if value:
            out.print(f"{name:>12}  {shown(value)}")
    for known in report.facilities:
        aliases = f" (also: {', '.join(map(shown, known.aliases))})" if known.aliases else ""
        out.print(f"{'facility':>12}  {shown(known.name)}{aliases}")

    titles = {finding.criterion: finding for finding in report.findings}
    for criterion, citations in groupby(report.citations, key=attrgetter("criterion")):
        finding = titles.get(criterion)
        title = f"{finding.title} – {finding.rating or 'no rating'}" if finding else ""
        out.print(f"\n{criterion:<10}  {shown(title)}", style="bold")
        apart = {each.facility: each.rating for f in report.findings if f.criterion == criterion for each in f.ratings}
        for facility, rating in apart.items() if len({*apart.values()}) > 1 else ():
            out.print(f"{'':12}{shown(facility)} – {shown(rating)}", style="bold")
        for c in citations:
            out.print(f"{'':12}{shown(_cited(c))}")
            out.print(f"{'':14}{shown(c.url)}{UNSURE if c.unresolved else ''}", style="dim")

    if report.observations:
        out.print("\nTo look at before any link is fetched", style="bold")
    for o in report.observations:
        place = f", page {o.report_page}" if o.report_page else ""
        out.print(f"{o.criterion or '':<10}  {o.code}{place}: {shown(o.text, 400)}")


def _facts(report: AuditReport) -> Iterator[tuple[str, str | None]]:
    version = report.standard_version
    yield "standard", " ".join(filter(None, (report.standard, f"V{version}" if version else None)))
    yield "certificate", report.certificate
    yield "audit", " to ".join(day.isoformat() for day in report.audit_dates)
    yield "audit firm", report.audit_firm
    urls = len({citation.url for citation in report.citations})
    yield "findings", str(len(report.findings))
    yield "citations", f"{len(report.citations)}, of {urls} URLs"


def _cited(citation: Citation) -> str:
    """Who, what and where, as far as the report says: "Harbour Ltd. – ESG Report, page 11"."""
    places = [f"page {page}" for page in citation.locators.pages]
    places += [f"section {section}" for section in citation.locators.sections]
    what = ", ".join(filter(None, (citation.document, *places)))
    kind = "" if citation.kind is CitationKind.DISCLOSURE else f" ({citation.kind})"
    return " – ".join(filter(None, (citation.facility or "whole entity", what))) + kind
