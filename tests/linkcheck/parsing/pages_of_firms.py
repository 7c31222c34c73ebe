"""The findings of `test_layouts` as web pages in the manner of further audit firms, which Chromium prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

BOXED: Final = "border: 1px solid #333"
GRID: Final = f"td, th {{ {BOXED} }}"
TITLES: Final = {
    "1": "1. Business Integrity", "2": "2. Policy and Management", "3": "3. Transparency", "5": "5. Greenhouse Gases",
}  # fmt: skip
HEADS: Final = {
    "1": ("Criterion", "Rating", "Comment"),
    "2": ("Requirement", "Level of Conformity", "Summary of Findings / Objective Evidence"),
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
    return table((head(HEADS["2"]), *rows_of(findings)), (25, 15, 60), css)


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


def merged_cells(aligned: str) -> str:
    """A rating's cell for three parts of a criterion, and a comment's for two of another one. `aligned`: in CSS."""
    url = "https://www.skerry-metals.example"
    said = f"What both parts ask for is public at {url}/d.pdf. " + "It is reviewed each year, as the minutes show. " * 4
    rows = (
        (("1.1 Legal Compliance", 1), ("Conformance", 1), ("A register is kept.", 1)),
        (("1.2a Anti-Corruption", 1), ("Conformance", 3), (f"{url}/a.pdf", 1)),
        (("1.2b Anti-Corruption Training", 1), (f"{url}/b.pdf", 1)),
        (("1.2c Anti-Corruption Reporting", 1), (f"{url}/c.pdf", 1)),
        (("1.3a Code of Conduct", 1), ("Minor Non-Conformance", 1), (said, 2)),
        (("1.3b Code of Conduct Review", 1), ("Conformance", 1)),
        (("2.1 Policy", 1), ("Unable to Rate", 1), ("No policy was shown.", 1)),
    )
    cells = ("".join(f'<td rowspan="{span}">{text}' for text, span in row) for row in rows)
    css = f"{GRID} .findings td {{ vertical-align: {aligned} }}"
    return table((head(HEADS["1"]), *(f"<tr>{row}" for row in cells)), (30, 20, 50), css)


def a_column_of_facilities() -> str:
    """A row for each criterion and facility."""
    url = "https://www.skerry-metals.example"
    rows = (
        ("1.2 Anti-Corruption", "All", "Conformance", f"{url}/a.pdf"),
        ("2.1 (a-f) Policy", "Alder Smelter", "Conformance", f"The Entity’s policy is public: {url}/b.pdf"),
        ("2.1 (a-f) Policy", "Port Lume Terminal", "Minor NC", f"The policy ({url}/b.pdf) was not displayed."),
        ("5.3 (a)-(c) Plans", "Alder Smelter", "Major NC", f"No pathway was shown: {url}/c.pdf (p. 4)"),
        ("5.3 (a)-(c) Plans", "Port Lume Terminal", "N/A", "There are no emissions."),
    )
    return table((head(("Criterion", "Facility", "Rating", "Comment")), *map(row, rows)), (25, 20, 15, 40))


def one_criterion_beside_facilities(aligned: str) -> str:
    """A criterion's cell over the rows of its facilities. `aligned`: in CSS."""
    url = "https://www.skerry-metals.example"
    long = "The auditors saw the site, and spoke with those who work there. " * 3
    rows = (
        f"<td>1.2 Anti-Corruption<td>All<td>Conformance<td>{url}/a.pdf",
        f'<td rowspan="3">2.5 Impact Assessments<td>Alder Smelter<td>Conformance<td>EIA: {url}/b.pdf',
        f"<td>Port Lume Terminal<td>Minor NC<td>EIA: {url}/c.pdf. {long}",
        "<td>North Foundry<td>N/A<td>There were no projects.",
        f'<td rowspan="2">6.1 Emissions to Air<td>Alder Smelter<td>Conformance<td>{url}/d.pdf',
        "<td>Port Lume Terminal<td>Conformance<td>There is no dust.",
    )
    css = f"{GRID} .findings td {{ vertical-align: {aligned} }}"
    heads = head(("Criterion", "Facility", "Rating", "Comment"))
    return table((heads, *(f"<tr>{cells}" for cells in rows)), (24, 20, 16, 40), css)


def sites_before_comments() -> str:
    """Rows of sites beside one criterion and one rating, which is last."""
    url = "https://www.skerry-metals.example"
    long = "The auditors saw the site, and spoke with those who work there. " * 2
    rows = (
        f"<td>1.2 Anti-Corruption<td>All sites<td>{long}{url}/a.pdf<td>Conformance",
        f'<td rowspan="3">2.5 Assessments of Impacts<td>All sites<td>{long}They are public:'
        '<td rowspan="3">Minor Non-Conformance',
        f"<td>Alder Smelter<td>{url}/b.pdf (page 3)",
        f"<td>Port Lume Terminal<td>{url}/c.pdf",
        f"<td>6.1 Emissions to Air<td>Port Lume Terminal<td>{long}{url}/d.pdf<td>Conformance",
    )
    heads = head(("Criterion", "Site", "Comment", "Rating"))
    return table((heads, *(f"<tr>{cells}" for cells in rows)), (26, 16, 42, 16))


def columns_of_sites(heads: Sequence[str]) -> str:
    """What is said of the entity, and a column for each of two sites. `heads`: of the comments and of these."""
    url = "https://www.skerry-metals.example"
    cells = (
        ("1.2 Anti-Corruption", "Conformance", f"The policy of the group is public: {url}/a.pdf (page 4)", "", ""),
        (
            "2.5 Assessments of Impacts", "Minor Non-Conformance", "Two of three were shown, and are public.",
            f"{url}/assessments/of-the-first-site.pdf", f"The pier was assessed. {url}/pier.pdf (page 7)",
        ),
        ("6.1 Emissions to Air", "Conformance", "They are measured each year.", "", f"{url}/d.pdf"),
        ("6.6 Bauxite Residue", "Not Applicable", "There is none.", "", ""),
    )  # fmt: skip
    return table((head(("Criterion", "Rating", *heads)), *map(row, cells)), (18, 16, 22, 22, 22))


def columns_for_what_is_cited(pages: str) -> str:
    """Facility, URL and place in columns of their own, all else over its rows. `pages`: the last head."""
    url = "https://www.skerry-metals.example/documents/of-the-last-year"
    said = "The auditors saw what is kept, and asked who keeps it."
    cells = (
        (("1.2", "Anti-Corruption", "Conformance", said), (("All", f"{url}/a.pdf", "page 6"),)),
        (("2.1", "Policy", "Unable to Rate", "None was shown."), (("", "", ""),)),
        (
            ("2.5", "Assessments of Impacts", "Minor Non-Conformance", said * 3),
            (("Alder Smelter", f"{url}/b.pdf", "12, 14"), ("Port Lume Terminal", f"{url}/c.pdf", "–")),
        ),
        (("6.1", "Emissions to Air", "Conformance", said), (("Port Lume Terminal", f"{url}/d.pdf", "section 4.2"),)),
    )
    parts = [head(("No.", "Title", "Rating", "Comment", "Facility", "Web link", pages))]
    for own, (first, *rest) in cells:
        parts += [f"<tr>{''.join(f'<td rowspan={len(rest) + 1}>{cell}' for cell in own)}", *(f"<td>{c}" for c in first)]
        parts += map(row, rest)
    return table(parts, (7, 13, 14, 22, 12, 22, 10))


def short_names_of_facilities_last() -> str:
    """Rows of facilities beside one criterion and its rating, their short names last; what it requires has a column."""
    url = "https://www.skerry-metals.example"
    rows = (
        '<td rowspan="2">2.5 Impact Assessments<td rowspan="2">Assess what a change does to people and nature'
        f'<td>EIA: {url}/b.pdf<td rowspan="2">Conformance<td>Alder',
        f"<td>EIA: {url}/c.pdf, P7<td>Port Lume",
        "<td>6.1 Emissions to Air<td>Quantify what is emitted, and disclose it"
        f"<td>{url}/d.pdf<td>Conformance<td>Alder, Port Lume",
        f"<td>9.1 Human Rights<td>Respect them wherever work is done<td>{url}/e.pdf<td>Conformance<td>All",
    )
    heads = head(("Criterion", "Requirement (short)", "Evidence", "Rating", "Site"))
    return table((heads, *(f"<tr>{cells}" for cells in rows)), (20, 25, 30, 15, 10), GRID)


def facilities_below_their_criterion() -> str:
    """A criterion over all columns, and below it a row for each facility."""
    url = "https://www.skerry-metals.example"
    rows = {
        "1.2 Anti-Corruption": (("All facilities", "Conformance", f"Policy: {url}/a.pdf"),),
        "2.5 Impact Assessments": (
            ("Alder Smelter", "Conformance", f"EIA: {url}/b.pdf"),
            ("Port Lume Terminal", "Minor Non-Conformance", f"EIA: {url}/c.pdf"),
        ),
        "6.6 Bauxite Residue": (("Alder Smelter", "Conformance", f"{url}/d.pdf"), ("Port Lume Terminal", "N/A", "")),
    }
    parts = [head(("Facility", "Rating", "Comments"))]
    for title, cells in rows.items():
        parts += [f'<tr><td colspan="3"><b>{title}</b>', *map(row, cells)]
    return table(parts, (24, 20, 56))


def facilities_below_rated_criteria() -> str:
    """A criterion and its rating over all columns, and below it what is seen and disclosed for each facility."""
    url = "https://www.skerry-metals.example"
    rows = {
        "Criterion 1.2 – Anti-Corruption &emsp; Rating: Conformance": (("Group", "A policy.", f"{url}/a.pdf, page 2"),),
        "Criterion 2.5 – Impact Assessments &emsp; Rating: Minor Non-Conformance": (
            ("Alder", "It was seen.", f"{url}/b.pdf"),
            ("Port Lume", "It is late.", f"{url}/c.pdf"),
        ),
        "Criterion 6.6 – Bauxite Residue &emsp; Rating: Conformance": (("Alder", "It is stored.", f"{url}/d.pdf"),),
    }
    parts = [head(("Establishment", "Observation", "Public evidence"))]
    for title, cells in rows.items():
        parts += [f'<tr><td colspan="3"><b>{title}</b>', *map(row, cells)]
    return table(parts, (24, 30, 46))


def several_criteria_in_a_row() -> str:
    url = "https://www.skerry-metals.example"
    rows = (
        ("1.1 Legal Compliance", "Conformance", "A register is kept."),
        ("1.2 Anti-Corruption &amp; 1.3 Code of Conduct", "Conformance", f"{url}/a.pdf"),
        ("2.1a, 2.1b &amp; 2.1c Policy", "Minor Non-Conformance", f"{url}/b.pdf"),
        ("9.1–9.3 Human Rights", "Not Applicable (9.3) / Conformance (9.1, 9.2)", f"{url}/c.pdf"),
    )
    return table((head(HEADS["1"]), *map(row, rows)), (30, 20, 50))


def broken_numbers(width: int, *, below: bool) -> str:
    """Numbers that a column of so many points breaks at their hyphens. `below`: comments stand below their rows."""
    url = "https://www.skerry-metals.example"
    rows = (
        ("1.1", "Legal Compliance", "Conformance", "A register is kept."),
        ("1.3a-e", "Anti-Corruption", "Conformance", f"{url}/a.pdf"),
        ("2.3a-c", "Policy of the whole group", "Minor Non-Conformance", f"{url}/b.pdf"),
        ("2.4", "Leadership", "Unable to Rate", "Nothing was shown."),
        ("10.4a-f", "Pay", "Conformance", f"{url}/c.pdf"),
    )
    heads = ("No.", "Title", "Rating") if below else ("No.", "Title", "Rating", "Comment")
    parts = [head(heads)]
    for *cells, said in rows:
        parts += [row(cells), f'<tr><td colspan="3">{said}'] if below else [row((*cells, said))]
    columns = f'<col style="width: {width}pt"><col style="width: 130pt"><col style="width: 100pt">'
    css = f"{GRID} .findings td {{ padding: 2pt }}"
    return f"<style>{css}</style><table>{columns}{'' if below else '<col>'}{''.join(parts)}</table>"


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


def rated_last_beside_the_evidence(findings: Sequence[Said]) -> str:
    """Ratings in the last column, and an appendix by its own numbers behind the findings."""
    cells = (row((s.number, s.title, s.comment, "<br>".join(s.disclosures), s.rating)) for s in findings)
    heads = head(("Ref", "Criterion", "Auditor comments", "Evidence sighted / weblinks", "Conformance"))
    action = row(
        ("NC-01", "1.3", "The review is overdue", "Published on https://www.skerry-metals.example/news", "Closed")
    )
    appendix = table((head(("NC no.", "Criterion", "Finding", "Action", "Status")), action), (12, 12, 26, 38, 12))
    findings_table = table((heads, *cells), (8, 20, 26, 30, 16))
    return f"{findings_table}<div class=new></div><h3>Appendix B – Corrective action plan</h3>{appendix}"


def titles_in_the_middle(findings: Sequence[Said]) -> str:
    """Titles of more lines than comments; then, on the same page, corrective actions that are counted."""
    cells = (row((s.number, s.title.replace(" ", "<br>"), text_of(s), s.rating)) for s in findings)
    heads = head(("Cl. No.", "Criterion", "Objective Evidence / Auditor Observation", "Rating"))
    url = "https://www.skerry-metals.example/news"
    action = row(("1", "1.3", "Minor Non-Conformance", "Nobody was told to", f"Published on {url}"))
    actions = table((head(("Sl.", "Criterion", "Grade", "Root Cause", "Action")), action), (5, 9, 20, 26, 40))
    css = f"{GRID} td {{ vertical-align: middle !important }}"
    return f"{table((heads, *cells), (8, 20, 54, 18), css)}<h3>3. Corrective Action Plan</h3>{actions}"


SHORT: Final = {
    "Conformance": "C", "Minor Non-Conformance": "mNC", "Major Non-Conformance": "MNC", "Not Applicable": "n.a.",
    "Unable to Rate": "UtR",
}  # fmt: skip


def short_ratings(findings: Sequence[Said]) -> str:
    legend = ", ".join(f"{short} = {rating.lower()}" for rating, short in SHORT.items())
    cells = (row((s.number, s.title, SHORT[s.rating], text_of(s))) for s in findings)
    heads = head(("Clause", "Requirement", "Rating", "Auditor’s comment"))
    return f"<p>Legend: {legend}</p>" + table((heads, *cells), (12, 25, 13, 50))


SYMBOLS: Final = dict(zip(SHORT, "●◐○–?", strict=True))


def symbols_for_ratings(findings: Sequence[Said]) -> str:
    legend = "; ".join(f"{symbol} {rating}" for rating, symbol in SYMBOLS.items())
    cells = (row((s.number, SYMBOLS[s.rating], s.title, text_of(s))) for s in findings)
    return f"<p>Legend: {legend}</p>" + table(
        (head(("No.", "Rating", "Criterion", "Comment")), *cells), (8, 12, 25, 55)
    )


def short_ratings_by_a_table(findings: Sequence[Said]) -> str:
    shorts = {rating: f"{chr(80 + n)}R" for n, rating in enumerate(SHORT)}
    legend = table((row((short, rating)) for rating, short in shorts.items()), (15, 85))
    cells = (row((s.number, s.title, shorts[s.rating], text_of(s))) for s in findings)
    heads = head(("Clause", "Requirement", "Rating", "Auditor’s comment"))
    return f"<h3>Key to the ratings</h3>{legend}" + table((heads, *cells), (12, 25, 13, 50))


def a_summary_before(findings: Sequence[Said]) -> str:
    cells = (row((s.number, s.title, s.rating)) for s in findings)
    summary = table((head(("Criterion", "Title", "Rating")), *cells), (15, 55, 30))
    return f"<h3>SUMMARY OF RATINGS</h3>{summary}<div class=new></div><h3>FINDINGS</h3>{plain(findings)}"


def below_bars(findings: Sequence[Said], cells: Callable[[Said], str], widths: Sequence[int], css: str) -> str:
    """Rows below bars with the principles' names, without numbers."""
    parts: list[str] = []
    for said in findings:
        name = TITLES[said.number[0]].partition(". ")[2]
        if name not in "".join(parts):
            parts.append(f'<tr style="background: #255; color: #fff"><td colspan="{len(widths)}"><b>{name}</b>')
        parts.append(cells(said))
    return table(parts, widths, css)


def ratings_below_titles(findings: Sequence[Said]) -> str:
    return below_bars(
        findings, lambda s: f"<tr><td><b>{s.number}</b> {s.title}<br><i>{s.rating}</i><td>{text_of(s)}", (32, 68), ""
    )


def numbers_titles_and_badges(findings: Sequence[Said]) -> str:
    badge = '<span style="background: #cdc; padding: 2pt 6pt">{}</span>'
    rows = (row((f"{s.number}<br>{s.title}<br>{badge.format(s.rating.upper())}", text_of(s))) for s in findings)
    return table(rows, (32, 68), "tr:nth-child(even) { background: #eef }")


def titles_over_comments(findings: Sequence[Said]) -> str:
    """Ratings last; and on the last page a table of something else with rules between its columns."""
    cells = below_bars(
        findings,
        lambda s: row((s.number, f"<b>{s.title}</b><br>{text_of(s)}", s.rating)),
        (10, 74, 16),
        "tr { border-bottom: 1px solid #333 }",
    )
    other = table((head(("No.", "Criterion", "Grade", "Site")), row(("1", "1.3", "Minor", "Lume"))), (24, 24, 28, 24))
    return (
        f"{cells}<h3>Non-conformances</h3>{other.replace('<td', '<td class=boxed')}<style>.boxed {{ {BOXED} }}</style>"
    )


def ratings_over_comments(findings: Sequence[Said]) -> str:
    rows = (row((f"{s.number} {s.title}", f"<b>{s.rating}</b><br>{text_of(s)}")) for s in findings)
    return table(rows, (30, 70), "")


def titles_over_both(findings: Sequence[Said], css: str = GRID) -> str:
    """A title over the cells of its rating and comment, without a head."""
    rows = (f'<tr><td colspan="2"><b>{s.number} {s.title}</b>{row((s.rating, text_of(s)))}' for s in findings)
    return table(rows, (20, 80), css)


def titles_over_ratings_at_the_bottom(findings: Sequence[Said]) -> str:
    return titles_over_both(findings, f"{GRID} td:first-child {{ vertical-align: bottom }}")


def titles_over_both_without_rules(findings: Sequence[Said]) -> str:
    return titles_over_both(findings, "")


def a_small_table_for_each(findings: Sequence[Said]) -> str:
    """Title and rating beside each other, the comment below both."""
    rows = (f'{row((f"<b>{s.number} {s.title}</b>", s.rating))}<tr><td colspan="2">{text_of(s)}' for s in findings)
    return "".join(table((cells,), (75, 25)) for cells in rows)


def cards_with_badges(findings: Sequence[Said]) -> str:
    title = '<div style="display: flex; justify-content: space-between"><b>{} {}</b><span>{}</span></div>'
    cards = (f"{title.format(s.number, s.title, s.rating)}<p>{text_of(s)}</p>" for s in findings)
    return "".join(f'<div style="border: 1px solid #999; margin: 8pt 0; padding: 6pt">{card}</div>' for card in cards)


def badges_over_titles(findings: Sequence[Said]) -> str:
    return "".join(
        f"<p><span>{s.rating}</span><br><b>{s.number} {s.title}</b></p><p>{text_of(s)}</p>" for s in findings
    )


def badges_left_of_titles(findings: Sequence[Said]) -> str:
    return "".join(f"<p><span>{s.rating}</span> <b>{s.number} {s.title}</b></p><p>{text_of(s)}</p>" for s in findings)


def boxes_before_ratings(findings: Sequence[Said]) -> str:
    def boxes(said: Said) -> str:
        return "<br>".join(f"{'☒' if rating == said.rating else '☐'} {rating}" for rating in SHORT)

    cells = (row((f"{s.number} {s.title}", boxes(s), text_of(s))) for s in findings)
    return table((head(HEADS["1"]), *cells), (25, 25, 50))


def unknown_heads(findings: Sequence[Said]) -> str:
    cells = (row((s.number, s.title, s.rating, text_of(s))) for s in findings)
    heads = head(("Item", "Requirement text", "Assessment", "What the auditor saw"))
    return table((heads, *cells), (10, 25, 18, 47), "")


def counted_rows(findings: Sequence[Said]) -> str:
    cells = (row((str(n), f"{s.number} {s.title}", s.rating, text_of(s))) for n, s in enumerate(findings, 1))
    return table((head(("Sl.", "Criterion", "Rating", "Comment")), *cells), (7, 25, 18, 50))


def principles_in_a_column(findings: Sequence[Said]) -> str:
    cells = (row((TITLES[s.number[0]], f"{s.number} {s.title}", s.rating, text_of(s))) for s in findings)
    return table((head(("Principle", "Criterion", "Rating", "Comment")), *cells), (18, 22, 15, 45))


def labelled_ratings_below_titles(findings: Sequence[Said]) -> str:
    cells = (row((f"<b>{s.number} {s.title}</b><br>Rating: {s.rating}", text_of(s))) for s in findings)
    return table((head(("Criterion / Rating", "Comment")), *cells), (35, 65), "")


def numbers_of_principles_in_a_column(findings: Sequence[Said]) -> str:
    """Bars over all columns, the principle's number in that of the criteria's numbers, its name above the titles."""
    parts = []
    for principle, title in TITLES.items():
        name = title.partition(" ")[2].upper() + " AND ALL THAT BELONGS TO IT"
        parts.append(f'<tr style="background: #ddd"><td>{principle}<td colspan="3">{name}')
        parts += [row((s.number, s.title, s.rating, text_of(s))) for s in findings if s.number[0] == principle]
    return table((head(("No.", "Criterion", "Result", "Remarks")), *parts), (8, 25, 20, 47), "")


def a_head_for_each(findings: Sequence[Said]) -> str:
    """A title over a small table with a head of its own."""
    heads = head(("Rating", "Comment", "Evidence"))
    cells = ((s, row((s.rating, s.comment, "<br>".join(s.disclosures)))) for s in findings)
    return "".join(f"<h4>{s.number} {s.title}</h4>{table((heads, cell), (24, 30, 46))}" for s, cell in cells)


def ratings_behind_comments(findings: Sequence[Said]) -> str:
    cells = (row((f"{s.number} {s.title}", f"{text_of(s)}<br><b>{s.rating}</b>")) for s in findings)
    return table(cells, (35, 65), "")


def centred_numbers(findings: Sequence[Said]) -> str:
    """Number and rating in the middle of the first column, title and comment in the second."""
    first = '<div style="text-align: center"><b>{}</b><br><small>{}</small></div>'
    cells = (row((first.format(s.number, s.rating), f"<b>{s.title}</b><br>{text_of(s)}")) for s in findings)
    return table(cells, (30, 70), "")


def one_nonconformance_behind(findings: Sequence[Said]) -> str:
    said = next(s for s in findings if "Minor" in s.rating)
    return f"{ratings_below_titles(findings)}<h4>Non-conformance</h4>{said.number} – minor – {said.comment}"


def label_rows(findings: Sequence[Said]) -> str:
    """A form: number and title, rating, comment below one another, labels in the first column."""
    labelled = (((s.number, s.title), ("Rating", s.rating), ("Comment", text_of(s))) for s in findings)
    return table(map(row, (cells for finding in labelled for cells in finding)), (20, 80))


def contents_and_nonconformances_before(findings: Sequence[Said]) -> str:
    """Contents without dots, then a table of what was found wrong, then a form."""
    lines = [row((f"{s.number} {s.title}", str(n))) for n, s in enumerate(findings, 3)]
    wrong = [
        row((f"NC-{n}", s.number, s.rating, f"2026-0{n}-30"))
        for n, s in enumerate((s for s in findings if "Non-" in s.rating), start=1)
    ]
    before = table(lines, (90, 10), ""), table((head(("NC", "Criterion", "Grade", "Due")), *wrong), (10, 20, 40, 30))
    return f"<h3>Contents</h3>{before[0]}<h3>Non-conformances</h3>{before[1]}<h3>Findings</h3>{label_rows(findings)}"


def principles_in_merged_cells(findings: Sequence[Said]) -> str:
    """Each principle's name beside all its criteria, whose numbers have a prefix and their ratings below the titles."""
    parts = [head(("Principle", "Criterion and rating", "Observations"))]
    for number, title in TITLES.items():
        own = [said for said in findings if said.number.startswith(number)]
        for said in own:
            merged = f"<td rowspan={len(own)}>{title}" if said is own[0] else ""
            cell = f"PS {said.number}<br>{said.title}<br>{said.rating}"
            parts.append(f"<tr>{merged}<td>{cell}<td>{text_of(said)}")
    return table(parts, (20, 25, 55))


def labels_over_cells(findings: Sequence[Said]) -> str:
    """A small form for each: labels over number, title and rating, and over the comment below them."""

    def cell(label: str, said: str, span: int = 1) -> str:
        return f'<td colspan="{span}"><span style="font-size: 6pt">{label}</span><br>{said}'

    forms = (
        f"<tr>{cell('Criterion', s.number)}{cell('Title', s.title)}{cell('Result', s.rating)}"
        f"<tr>{cell('Remarks', text_of(s), 3)}"
        for s in findings
    )
    return "".join(table((form,), (20, 40, 40)) for form in forms)


def _paragraphs(findings: Sequence[Said]) -> Iterable[str]:
    rating = '<div style="text-align: right">Rating: {}</div>'
    return (f"<h3>{s.number} {s.title}</h3><div>{text_of(s)}</div>{rating.format(s.rating)}" for s in findings)


def columns_of_paragraphs(findings: Sequence[Said]) -> str:
    return f'<div style="columns: 2; column-gap: 20pt; overflow-wrap: anywhere">{"".join(_paragraphs(findings))}</div>'


def columns_of_cards(findings: Sequence[Said]) -> str:
    cards = (cards_with_badges([s]) for s in findings)
    return f'<div style="columns: 2; column-gap: 14pt; font-size: 10pt; overflow-wrap: anywhere">{"".join(cards)}</div>'


def rows_of_cards(findings: Sequence[Said]) -> str:
    """Two beside each other, the next two below them."""
    cards = "".join(f'<div style="break-inside: avoid">{card}</div>' for card in _paragraphs(findings))
    css = "display: grid; grid-template-columns: 1fr 1fr; gap: 12pt; overflow-wrap: anywhere"
    return f'<div style="{css}">{cards}</div>'


def cards_with_titles_below(findings: Sequence[Said]) -> str:
    """Two beside each other: number and rating on one line, the title below them."""
    line = '<div style="display: flex; justify-content: space-between"><b>{}</b><span>{}</span></div><b>{}</b><p>{}</p>'
    said = (line.format(s.number, s.rating, s.title, text_of(s)) for s in findings)
    cards = "".join(f'<div style="break-inside: avoid">{card}</div>' for card in said)
    css = "display: grid; grid-template-columns: 1fr 1fr; gap: 12pt; overflow-wrap: anywhere"
    return f'<div style="{css}">{cards}</div>'


def centred_headings_in_columns(findings: Sequence[Said]) -> str:
    """Number, title and rating on a line each, in the middle of two columns of text."""
    head = "<h4 style='text-align: center'>{}<br>{}<br>{}</h4><div>{}</div>"
    text = "".join(head.format(s.number, s.title, s.rating, text_of(s)) for s in findings)
    return f'<div style="columns: 2; column-gap: 20pt; overflow-wrap: anywhere">{text}</div>'


def principles_in_roman_figures(findings: Sequence[Said]) -> str:
    figures = {"1": "I", "2": "II", "3": "III", "5": "V"}
    roman = (s._replace(number=f"Criterion {figures[s.number[0]]}{s.number[1:]}") for s in findings)
    return columns_of_paragraphs([*roman])


def three_columns(findings: Sequence[Said]) -> str:
    text = "".join(_paragraphs(findings))
    return f'<div style="columns: 3; column-gap: 16pt; font-size: 9pt; overflow-wrap: anywhere">{text}</div>'


def badges_with_letters_set_apart(findings: Sequence[Said]) -> str:
    badge = '<span style="font-size: 8pt; letter-spacing: 0.18em; text-transform: uppercase">{}</span>'
    cards = (f"{badge.format(s.rating)}<br><b>{s.number} {s.title}</b><p>{text_of(s)}</p>" for s in findings)
    return "".join(f'<div style="border-left: 4pt solid #063; padding: 4pt">{card}</div>' for card in cards)


def ratings_before_numbers(findings: Sequence[Said], css: str = GRID) -> str:
    """Numbers in the second column, titles over the comments in the third."""
    cells = (row((s.rating, s.number, f"<b>{s.title}</b><br>{text_of(s)}")) for s in findings)
    return table((head(("Result", "Clause", "Requirement and remarks")), *cells), (20, 14, 66), css)


def numbers_last(findings: Sequence[Said]) -> str:
    cells = (row((s.title, text_of(s), s.rating, s.number)) for s in findings)
    return table((head(("Criterion", "Auditor’s comment", "Rating", "No.")), *cells), (20, 50, 20, 10), "")


def comments_before_numbers_and_titles(findings: Sequence[Said]) -> str:
    cells = (row((text_of(s), s.number, s.title, s.rating)) for s in findings)
    return table((head(("Observations", "Ref", "Criterion", "Result")), *cells), (50, 9, 21, 20))


def criteria_over_columns(findings: Sequence[Said]) -> str:
    """Three side by side, and the next three below them."""
    parts = []
    for three in (findings[:3], findings[3:]):
        rows = (
            row((f"<b>{label}</b>", *said))
            for label, said in (
                ("Criterion", [s.number for s in three]),
                ("Title", [s.title for s in three]),
                ("Rating", [s.rating for s in three]),
                ("Auditor’s comments", [text_of(s) for s in three]),
            )
        )
        parts.append(table(rows, (19, 27, 27, 27)))
    return f'<div style="font-size: 10pt">{"".join(parts)}</div>'


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
    rated_last_beside_the_evidence,
    short_ratings,
    titles_in_the_middle,
    ratings_below_titles,
    numbers_titles_and_badges,
    titles_over_comments,
    ratings_over_comments,
    titles_over_both,
    titles_over_both_without_rules,
    a_small_table_for_each,
    cards_with_badges,
    badges_over_titles,
    badges_left_of_titles,
    boxes_before_ratings,
    unknown_heads,
    counted_rows,
    principles_in_a_column,
    labelled_ratings_below_titles,
    numbers_of_principles_in_a_column,
    centred_numbers,
    one_nonconformance_behind,
    label_rows,
    columns_of_paragraphs,
    columns_of_cards,
    rows_of_cards,
    three_columns,
    a_head_for_each,
    ratings_behind_comments,
    contents_and_nonconformances_before,
    principles_in_merged_cells,
    badges_with_letters_set_apart,
    ratings_before_numbers,
    numbers_last,
    comments_before_numbers_and_titles,
    symbols_for_ratings,
    short_ratings_by_a_table,
    cards_with_titles_below,
    centred_headings_in_columns,
    principles_in_roman_figures,
    titles_over_ratings_at_the_bottom,
    labels_over_cells,
    criteria_over_columns,
)

LOOKS: Final[Mapping[str, str]] = {
    "short pages": "@page { size: 210mm 160mm; margin: 50pt }",
    "broad table": "@page { size: 210mm 160mm; margin: 50pt } "
    "@page broad { size: 297mm 160mm } .findings { page: broad }",
    "address in the head": "@page { size: 210mm 160mm; margin: 60pt; "
    "@top-center { content: 'Report of https://www.audit-firm.example/reports/2024' } "
    "@bottom-center { content: 'Confidential – www.audit-firm.example – page ' counter(page) } }",
}


def html(findings: str, look: str, opening: Iterable[str]) -> str:
    """The whole report as one web page. `findings`: what a layout makes of them."""
    style = f"""{LOOKS[look]} body {{ font: 13pt/1.3 sans-serif; margin: 0 }} .new {{ break-before: page }}
        table {{ border-collapse: collapse; width: 100%; table-layout: fixed; margin-bottom: 12pt }}
        td, th {{ vertical-align: top; text-align: left; padding: 4pt; overflow-wrap: anywhere }}"""
    paragraphs = "".join(f"<p>{text}</p>" for text in opening)
    body = f"{paragraphs}<div class='findings'>{findings}</div>"
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{style}</style>{body}</html>'
