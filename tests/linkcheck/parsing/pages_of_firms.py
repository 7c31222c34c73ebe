"""The findings of `test_layouts` as web pages in the manner of further audit firms, which Chromium prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

GRID: Final = "td, th { border: 1px solid #333 }"
TITLES: Final = {
    "1": "1. Business Integrity", "2": "2. Policy and Management", "3": "3. Transparency", "5": "5. Greenhouse Gases",
}  # fmt: skip
HEADS: Final = {
    "1": ("Criterion", "Rating", "Comment"),
    "2": ("Requirement", "Conformance", "Findings"),
    "3": ("Clause", "Result", "Observations"),
    "5": ("Criterion", "Level of conformance", "Audit evidence"),
}


class Said(NamedTuple):
    """One finding: what the auditor says, and what the entity discloses."""

    number: str
    title: str
    rating: str
    comment: str
    disclosures: tuple[str, ...] = ()


Layout = Callable[[Sequence[Said]], str]


def text_of(said: Said) -> str:
    return "<br>".join(filter(None, (said.comment, *said.disclosures)))


def row(cells: Iterable[str], *, style: str = "") -> str:
    return f'<tr style="{style}">' + "".join(f"<td>{cell}" for cell in cells)


def head(names: Iterable[str]) -> str:
    return "<thead><tr>" + "".join(f"<th>{name}" for name in names) + "</thead>"


def table(parts: Iterable[str], widths: Sequence[int], css: str = GRID) -> str:
    columns = "".join(f'<col style="width: {width}%">' for width in widths)
    return f"<style>{css}</style><table>{columns}{''.join(parts)}</table>"


def rows_of(findings: Sequence[Said]) -> list[str]:
    return [row((f"{s.number} {s.title}", s.rating, text_of(s))) for s in findings]


def plain(findings: Sequence[Said], css: str = GRID) -> str:
    return table((head(HEADS["1"]), *rows_of(findings)), (25, 15, 60), css)


def a_table_for_each_principle(findings: Sequence[Said]) -> str:
    parts = []
    for number, title in TITLES.items():
        own = [said for said in findings if said.number.startswith(number)]
        parts.append(f"<h3>{title}</h3>" + table((head(HEADS[number]), *rows_of(own)), (25, 15, 60)))
    return "".join(parts)


def titles_over_all_columns(findings: Sequence[Said]) -> str:
    parts = [head(("Rating", "Evidence", "Comment"))]
    for said in findings:
        parts.append(f'<tr><td colspan="3"><b>{said.number} {said.title}</b>')
        parts.append(row((said.rating, "<br>".join(said.disclosures), said.comment)))
    return table(parts, (16, 42, 42))


def ticked(findings: Sequence[Said], mark: str = "X") -> str:
    ratings = ("Conformance", "Minor Non-Conformance", "Major Non-Conformance", "Not Applicable", "Unable to Rate")
    parts = [head(("Criterion", *ratings, "Comment"))]
    for said in findings:
        marks = (mark if rating == said.rating else "" for rating in ratings)
        parts.append(row((f"{said.number} {said.title}", *marks, text_of(said))))
    return table(parts, (18, 11, 11, 11, 9, 7, 33))


def ticked_with_check_marks(findings: Sequence[Said]) -> str:
    return ticked(findings, "✓")


def zebra(findings: Sequence[Said]) -> str:
    return plain(findings, "tbody tr:nth-child(even) { background: #dde }")


def zebra_in_the_middle(findings: Sequence[Said]) -> str:
    return plain(findings, "tbody tr:nth-child(even) { background: #dde } td { vertical-align: middle }")


def a_wide_column_of_numbers(findings: Sequence[Said]) -> str:
    cells = (row((s.number, s.title, s.rating, text_of(s))) for s in findings)
    return table((head(("Criterion", "Title", "Rating", "Comment")), *cells), (30, 15, 15, 40))


def contents_before(findings: Sequence[Said]) -> str:
    lines = "".join(f"<p>{s.number} {s.title} {'.' * 40} {n}</p>" for n, s in enumerate(findings, 3))
    return f"<h3>TABLE OF CONTENTS</h3>{lines}<div class=new></div>{plain(findings)}"


def contents_as_a_table(findings: Sequence[Said]) -> str:
    lines = [row((s.number, s.title, str(n))) for n, s in enumerate(findings, 3)]
    return f"<h3>CONTENTS</h3>{table(lines, (15, 70, 15), '')}<div class=new></div>{plain(findings)}"


def actions_behind(findings: Sequence[Said]) -> str:
    actions = [
        row((s.number, f"Review the {s.title} by the management", "30 June 2026", "Open"))
        for s in findings
        if "Non-Conformance" in s.rating
    ]
    heads = head(("Criterion", "Corrective action", "Due date", "Status"))
    return f"{plain(findings)}<h3>CORRECTIVE ACTION PLAN</h3>{table((heads, *actions), (15, 45, 20, 20))}"


def a_summary_before(findings: Sequence[Said]) -> str:
    cells = (row((s.number, s.title, s.rating)) for s in findings)
    summary = table((head(("Criterion", "Title", "Rating")), *cells), (15, 55, 30))
    return f"<h3>SUMMARY OF RATINGS</h3>{summary}<div class=new></div><h3>FINDINGS</h3>{plain(findings)}"


LAYOUTS: Final[tuple[Layout, ...]] = (
    a_table_for_each_principle,
    titles_over_all_columns,
    ticked,
    ticked_with_check_marks,
    zebra,
    zebra_in_the_middle,
    a_wide_column_of_numbers,
    contents_before,
    contents_as_a_table,
    actions_behind,
    a_summary_before,
)

LOOKS: Final[Mapping[str, str]] = {
    "short pages": "@page { size: 210mm 160mm; margin: 50pt }",
    "broad table": "@page { size: 210mm 160mm; margin: 50pt } "
    "@page broad { size: 297mm 160mm } .findings { page: broad }",
    "address in the head": "@page { size: 210mm 160mm; margin: 60pt; "
    "@top-center { content: 'Report of https://www.audit-firm.example/reports/2024' } "
    "@bottom-center { content: 'Confidential – www.audit-firm.example – page ' counter(page) } }",
}


def html(layout: Layout, findings: Sequence[Said], look: str, opening: Iterable[str]) -> str:
    """The whole report as one web page."""
    style = f"""{LOOKS[look]} body {{ font: 13pt/1.3 sans-serif; margin: 0 }} .new {{ break-before: page }}
        table {{ border-collapse: collapse; width: 100%; table-layout: fixed; margin-bottom: 12pt }}
        td, th {{ vertical-align: top; text-align: left; padding: 4pt; overflow-wrap: anywhere }}"""
    paragraphs = "".join(f"<p>{text}</p>" for text in opening)
    body = f"{paragraphs}<div class='findings'>{layout(findings)}</div>"
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{style}</style>{body}</html>'
