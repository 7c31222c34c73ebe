"""Writing a fictional report as a web page, and Chromium's PDF of it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from tests.linkcheck.parsing.corpus.spec import Arrangement, Break, Header, Look, Paragraph, ReportSpec, Row, Rules

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

_RULES = {
    Rules.GRID: "td, th { border: 1px solid #333 }",
    Rules.ROWS: "tr { border-bottom: 1px solid #333 }",
    Rules.NONE: "",
}
_BREAKS = {Break.HYPHEN: "overflow-wrap: anywhere", Break.ANYWHERE: "word-break: break-all"}


def write(spec: ReportSpec, path: Path) -> None:
    """The report as PDF, printed by a Chromium of its own."""
    printed(html(spec), path)


def printed(text: str, path: Path) -> None:
    """A web page's PDF."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        page.write_text(text, encoding="utf-8")
        command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={path}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=90)


def html(spec: ReportSpec) -> str:
    """The report as one web page."""
    body: list[str] = []
    if spec.front:
        body.append('<section class="sheet">' + "".join(f"<p>{escape(text)}</p>" for text in spec.front) + "</section>")
    body += [f"<h3>{escape(text)}</h3>" for text in (*spec.heading, "OVERVIEW")]
    body += _overview(spec)
    body += [f"<p>{_runs(paragraph)}</p>" for paragraph in spec.boilerplate]
    body.append("<h3>ENTITY OVERVIEW</h3>")
    body += [f"<p>{escape(text)}</p>" for text in spec.prose]
    body.append('<h3 class="new">FINDINGS</h3><table class="findings">')
    body += _findings(spec)
    body.append("</table>")
    body += [f"<p>{escape(text)}</p>" for text in spec.closing]
    style = _style(spec.look)
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{style}</style>{"".join(body)}</html>'


def _style(look: Look) -> str:
    width, height = look.page
    return f"""
        @page {{ size: {width}pt {height}pt; margin: {look.margin}pt }}
        body {{ font: {look.size}pt/1.25 sans-serif; margin: 0 }}
        table {{ border-collapse: collapse; width: 100%; table-layout: fixed }}
        td, th {{ vertical-align: top; text-align: left; padding: 3pt 4pt }}
        .findings td {{ vertical-align: {look.aligned} }}
        p {{ margin: 0 0 6pt }} p.tight {{ margin-top: -6pt }} a {{ color: inherit }}
        .sheet {{ break-after: page }} .new {{ break-before: page }}
        .findings .url {{ {_BREAKS.get(look.breaks, "overflow-wrap: anywhere")} }}
        .findings {{ {"" if look.rules is Rules.NONE else "border: 1px solid #333"} }}
        {_RULES[look.rules].replace("td, th", ".findings td, .findings th").replace("tr {", ".findings tr {")}
        thead {{ display: {"table-header-group" if look.header is Header.EVERY_PAGE else "table-row-group"} }}
    """


def _overview(spec: ReportSpec) -> Iterator[str]:
    if not spec.look.overview_columns:
        for label, paragraphs in spec.overview:
            yield f"<p>{escape(label)} {escape(paragraphs[0])}</p>"
            yield from (f"<p>{escape(text)}</p>" for text in paragraphs[1:])
        return
    yield '<table><col style="width: 28%"><col>'
    for label, paragraphs in spec.overview:
        yield f"<tr><td>{escape(label)}<td>" + "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    yield "</table>"


def _findings(spec: ReportSpec) -> Iterator[str]:
    look = spec.look
    shares = look.shares()
    yield "".join(f'<col style="width: {share:.0%}">' for share in shares)
    if look.header is not Header.NONE:
        yield "<thead><tr>" + "".join(f"<th>{name}" for name in look.heads()) + "</thead>"
    yield "<tbody>"
    principle = ""
    for number, row in enumerate(spec.rows):
        if row.principle != principle:
            principle = row.principle
            yield f'<tr><td colspan="{len(shares)}"><b>{escape(principle)}</b>'
        span = 1
        while number + span < len(spec.rows) and spec.rows[number + span].merged:
            span += 1
        yield _row(look, row, span)


def _row(look: Look, row: Row, span: int) -> str:
    comment = "".join(
        f'<p class="{"tight" if paragraph.tight else ""}">{escape(paragraph.bullet)} {_runs(paragraph)}</p>'
        for paragraph in row.comment
    )
    criterion, title, rating = escape(row.criterion), escape(row.title), escape(row.rating or "")
    if look.arrangement is Arrangement.NUMBERED:
        return f"<tr><td>{criterion}<td>{title}<td>{rating}<td>{comment}"
    if look.arrangement is Arrangement.STACKED:
        return f'<tr><td>{criterion} {title}<td>{rating}<tr><td colspan="2">{comment}'
    if look.arrangement is Arrangement.RATING_LAST:
        return f"<tr><td>{criterion} {title}<td>{comment}<td>{rating}"
    rated = "" if row.merged else f'<td rowspan="{span}">{rating}'
    return f"<tr><td>{criterion} {title}{rated}<td>{comment}"


def _runs(paragraph: Paragraph) -> str:
    parts = []
    for run in paragraph.runs:
        text = escape(run.text).replace("\n", "<br>")
        if run.url:
            text = f'<span class="url">{text}</span>'
        parts.append(text if run.link is None else f'<a href="{escape(run.link)}">{text}</a>')
    return "".join(parts)
