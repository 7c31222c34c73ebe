"""`linkcheck parse`: what a report says, before any link is fetched."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkcheck.cli import options

if TYPE_CHECKING:
    from linkcheck.report import AuditReport


class Format(StrEnum):
    """How a report that was read is shown."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


CSV_COLUMNS = (
    "criterion", "rating", "facility", "attribution", "kind", "document", "pages", "sections",
    "url", "cited_as", "report_page", "source",
)  # fmt: skip


def parse(
    report: Annotated[Path, typer.Argument(help="An audit report: PDF, text, Word, or a table of citations.")],
    format: Annotated[Format, typer.Option(help="How to print it.")] = Format.TABLE,
    draw: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write pictures of the pages with what was read drawn on them.")
    ] = None,
    config: options.Config = None,
) -> None:
    """Read a report and print its facilities, findings, citations and observations. Nothing is fetched."""
    from linkcheck import settings
    from linkcheck.parsing.limits import read_report_limited

    read = read_report_limited(report, aliases=settings.load(config).facilities)
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

    rating = {finding.criterion: finding.rating for finding in report.findings}
    rows = csv.writer(sys.stdout)
    rows.writerow(CSV_COLUMNS)
    for c in report.citations:
        rows.writerow(
            _cell(value)
            for value in (
                c.criterion, rating.get(c.criterion), c.facility, c.attribution, c.kind, c.document,
                "; ".join(c.locators.pages), "; ".join(c.locators.sections),
                c.url, c.cited_as, c.report_page, c.source,
            )
        )  # fmt: skip


def _cell(value: object) -> str:
    """A spreadsheet must not take a cell for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _print_table(report: AuditReport) -> None:
    from rich.table import Table

    from linkcheck.cli.terminal import out, shown

    out.print(f"{shown(report.entity or report.source.path)}", style="bold")
    facts = (
        ("standard", " ".join(filter(None, (report.standard, report.standard_version)))),
        ("certificate", report.certificate),
        ("audit", " to ".join(d.isoformat() for d in report.audit_dates)),
        ("audit firm", report.audit_firm),
        ("read", f"{len(report.findings)} findings, {len(report.citations)} citations of "
                 f"{len({c.url for c in report.citations})} URLs, {len(report.observations)} observations"),
    )  # fmt: skip
    for name, value in facts:
        if value:
            out.print(f"  {name}: {shown(value)}")
    for facility in report.facilities:
        aliases = f" (also: {', '.join(map(shown, facility.aliases))})" if facility.aliases else ""
        out.print(f"  facility: {shown(facility.name)}{aliases}")

    citations = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("criterion", "facility", "document", "pages"):
        citations.add_column(column, overflow="fold")
    citations.add_column("URL", overflow="fold", ratio=1)
    for c in report.citations:
        facility_name = shown(c.facility) if c.facility else "whole entity"
        pages = ", ".join(c.locators.pages)
        citations.add_row(c.criterion, facility_name, shown(c.document or ""), pages, shown(c.url))
    out.print()
    out.print(citations, soft_wrap=False)

    if report.observations:
        out.print()
        out.print("To look at before any link is fetched", style="bold")
    for o in report.observations:
        place = f"page {o.report_page}, " if o.report_page else ""
        out.print(f"  {o.code} ({place}{o.criterion or 'the report'}): {shown(o.text, 300)}")
