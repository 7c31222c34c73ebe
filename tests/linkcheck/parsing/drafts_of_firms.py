"""The findings of `test_layouts` as Word drafts in the manner of further audit firms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from docx.document import Document

from tests.linkcheck.parsing.pages_of_firms import SHORT, TITLES, Said

Draft = Callable[[Document, Sequence[Said]], None]
Cells = Sequence[str | None]

RATINGS: Final = ("Conformance", "Minor Non-Conformance", "Major Non-Conformance", "Not Applicable", "Unable to Rate")


def lines_of(said: Said) -> list[str]:
    return [text for text in (said.comment, *said.disclosures) if text]


def text_of(said: Said) -> str:
    return "\n".join(lines_of(said))


def named(said: Said) -> str:
    return f"{said.number} {said.title}"


def table(document: Document, *rows: Cells) -> None:
    """A table with these cells; None goes on with the cell to its left."""
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for n, texts in enumerate(rows):
        cells = made.rows[n].cells
        starts = [k for k, text in enumerate(texts) if text is not None]
        for start, end in zip(starts, [*starts[1:], len(texts)], strict=True):
            cell = cells[start] if end - start == 1 else cells[start].merge(cells[end - 1])
            cell.text = texts[start] or ""


def columns(head: Cells | None, row: Callable[[Said], Cells]) -> Draft:
    """One table with a row for each criterion."""
    return lambda document, findings: table(document, *([head] if head else []), *map(row, findings))


def cards(*rows: Callable[[Said], Cells]) -> Draft:
    """A table for each criterion."""

    def write(document: Document, findings: Sequence[Said]) -> None:
        for said in findings:
            table(document, *(row(said) for row in rows))
            document.add_paragraph()

    return write


def paragraphs(title: str, *lines: str) -> Draft:
    """A heading and paragraphs for each criterion; "{said}" is the comment and what is disclosed."""

    def write(document: Document, findings: Sequence[Said]) -> None:
        for said in findings:
            document.add_heading(title.format(**said._asdict()), 3)
            for line in lines:
                for text in lines_of(said) if line == "{said}" else [line.format(**said._asdict())]:
                    document.add_paragraph(text)

    return write


def a_title_over_each_row(document: Document, findings: Sequence[Said]) -> None:
    """A table for each principle, below a heading; rating and comment below each title."""
    for number, title in TITLES.items():
        document.add_heading(title, 2)
        own = [said for said in findings if said.number.startswith(number)]
        table(document, *(row for s in own for row in ((named(s), None), (s.rating, text_of(s)))))
    document.add_heading("Corrective Action Plan", 2)
    table(document, ("Criterion", "Site", "Action"), ("1.3", "Skerry", "The review is to be done by June."))


def labels_in_one_table(document: Document, findings: Sequence[Said]) -> None:
    rows: list[Cells] = []
    for said in findings:
        rows += [(named(said), None), ("Conformance level", said.rating), ("Objective evidence", said.comment)]
        rows += [("Public links", "\n".join(said.disclosures))]
    table(document, *rows)


def bars(document: Document, findings: Sequence[Said]) -> None:
    """The principles' names, without numbers, over all columns."""

    def rows() -> Iterator[Cells]:
        last = ""
        for said in findings:
            if said.number[0] != last:
                last = said.number[0]
                yield TITLES[last].partition(". ")[2], None, None
            yield named(said), said.rating, text_of(said)

    table(document, ("Criterion", "Rating", "Comment"), *rows())


def comments_below(document: Document, findings: Sequence[Said]) -> None:
    rows = (row for s in findings for row in ((s.number, s.title, s.rating), (text_of(s), None, None)))
    table(document, ("Criterion", "Title", "Rating"), *rows)


def short_ratings(document: Document, findings: Sequence[Said]) -> None:
    document.add_paragraph("Legend: " + ", ".join(f"{short} = {rating}" for rating, short in SHORT.items()))
    head = ("Clause", "Requirement", "Rating", "Auditor’s comment")
    table(document, head, *((s.number, s.title, SHORT[s.rating], text_of(s)) for s in findings))


def contents_before(document: Document, findings: Sequence[Said]) -> None:
    document.add_paragraph("Table of contents")
    for page, said in enumerate(findings, start=3):
        document.add_paragraph(f"{named(said)}\t{page}")
    paragraphs("{number} {title}", "{said}", "Rating: {rating}")(document, findings)


def counted_headings(document: Document, findings: Sequence[Said]) -> None:
    for n, said in enumerate(findings, start=1):
        document.add_paragraph(f"{n}. [{said.number}] {said.title} – {said.rating}")
        for line in lines_of(said):
            document.add_paragraph(line)


def non_conformances_behind(document: Document, findings: Sequence[Said]) -> None:
    """Headed paragraphs, and behind them a table of what was found wrong."""
    paragraphs("{number} {title}", "Rating: {rating}", "{said}")(document, findings)
    document.add_heading("5. Non-conformances", 2)
    document.add_paragraph("The following was raised during the audit.")
    head = ("NC no.", "Criterion", "Rating", "Action")
    table(document, head, ("1", "1.3", "Minor Non-Conformance", "Look at https://www.skerry-metals.example/actions"))


def marked(said: Said, full: str, empty: str) -> list[str]:
    return [full if rating == said.rating else empty for rating in RATINGS]


def boxes(said: Said, full: str, empty: str) -> str:
    return "  ".join(f"{box} {rating}" for box, rating in zip(marked(said, full, empty), RATINGS, strict=True))


DRAFTS: Final[dict[str, Draft]] = {
    "a title over each row": a_title_over_each_row,
    "rating beside a title over two": cards(lambda s: (named(s), None, s.rating), lambda s: (text_of(s), None, None)),
    "number, title, rating": cards(lambda s: (s.number, s.title, s.rating), lambda s: (text_of(s), None, None)),
    "labels": cards(
        lambda s: (named(s), None), lambda s: ("Rating", s.rating), lambda s: ("Findings", text_of(s))
    ),
    "labels, the number apart": cards(
        lambda s: (s.number, s.title), lambda s: ("Rating", s.rating), lambda s: ("Findings", text_of(s))
    ),
    "labels before the number, too": cards(
        lambda s: ("Provision", named(s)), lambda s: ("What we make of it", s.rating),
        lambda s: ("Comments", text_of(s)),
    ),
    "labels in one table": labels_in_one_table,
    "boxes": cards(
        lambda s: (named(s), None), lambda s: ("Rating", boxes(s, "☒", "☐")), lambda s: ("Comment", text_of(s))
    ),
    "one cell": cards(lambda s: ("\n".join((named(s), s.rating, *lines_of(s))),)),
    "rating below the title": columns(("Criterion", "Comment"), lambda s: (f"{named(s)}\n{s.rating}", text_of(s))),
    "unknown heads, rating below": columns(
        ("What the Standard asks", "What was seen"), lambda s: (f"{named(s)}\n{s.rating}", text_of(s))
    ),
    "unknown heads": columns(
        ("Item", "Requirement text", "Assessment", "What the auditor saw"),
        lambda s: (s.number, s.title, s.rating, text_of(s)),
    ),
    "title over the comment": columns(None, lambda s: (s.number, f"{s.title}\n{text_of(s)}", s.rating)),
    "number last": columns(("Comment", "Rating", "Criterion"), lambda s: (text_of(s), s.rating, named(s))),
    "number behind the comment": columns(
        ("Comment", "Number", "Title", "Rating"), lambda s: (text_of(s), s.number, s.title, s.rating)
    ),
    "number alone last": columns(
        ("Title", "Comment", "Rating", "Number"), lambda s: (s.title, text_of(s), s.rating, s.number)
    ),
    "rating first": columns(("Rating", "Criterion", "Comment"), lambda s: (s.rating, named(s), text_of(s))),
    "rating first, no head": columns(None, lambda s: (s.rating, named(s), text_of(s))),
    "counted": columns(
        ("Sl. No.", "Criterion", "Rating", "Comment"), lambda s: (f"{s.number[2]}", named(s), s.rating, text_of(s))
    ),
    "principle first": columns(
        ("Principle", "Criterion", "Rating", "Comment"),
        lambda s: (TITLES[s.number[0]], named(s), s.rating, text_of(s)),
    ),
    "marks": columns(("Criterion", *RATINGS, "Comment"), lambda s: (named(s), *marked(s, "☒", "☐"), text_of(s))),
    "marks below short forms": columns(
        ("Criterion", "C", "mNC", "MNC", "N/A", "UTR", "Comment"), lambda s: (named(s), *marked(s, "X", ""), text_of(s))
    ),
    "bars": bars,
    "comments below": comments_below,
    "short ratings": short_ratings,
    "contents before": contents_before,
    "counted headings": counted_headings,
    "non-conformances behind": non_conformances_behind,
    "number in brackets behind the title": paragraphs("{rating}", "{title} ({number})", "{said}"),
    "number and rating behind the title": paragraphs("{title} [Criterion {number}] – {rating}", "{said}"),
    "number below the title": paragraphs("{title}  {rating}", "Clause {number}", "{said}"),
    "rating in brackets first": paragraphs("[{rating}] {number} {title}", "{said}"),
    "in brackets": paragraphs("{number} {title} [{rating}]", "{said}"),
    "rating behind the comment": paragraphs("{number} {title}", "{said}", "Rating: {rating}"),
    "conclusion behind the comment": paragraphs("Criterion {number} – {title}", "{said}", "Conclusion: {rating}"),
}  # fmt: skip
