"""What a fictional report says, how it looks, and what is true of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from linkcheck.report import AuditReport


class Rules(StrEnum):
    """Which lines are drawn around the cells of the findings table."""

    GRID = "grid"
    ROWS = "rows"
    NONE = "none"


class Arrangement(StrEnum):
    """Where the parts of a finding stand."""

    COLUMNS = "columns"  # criterion and title | rating | comment
    NUMBERED = "numbered"  # criterion | title | rating | comment
    RATING_LAST = "rating last"  # criterion and title | comment | rating
    STACKED = "stacked"  # criterion, title and rating on one line, the comment below it


class Header(StrEnum):
    """Where the table's header stands."""

    EVERY_PAGE = "every page"
    FIRST_PAGE = "first page"
    NONE = "none"


class Aligned(StrEnum):
    """Where the cells of a row stand in it."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Break(StrEnum):
    """Where a URL may be broken when a line is full."""

    HYPHEN = "hyphen"  # after a hyphen, as word processors do
    AFTER_MARK = "after a mark"  # after / ? & = _ . % -
    BEFORE_MARK = "before a mark"
    ANYWHERE = "anywhere"


class Annotations(StrEnum):
    """What the link annotations of the URLs cover."""

    FULL = "full"  # each line of the URL links to the whole
    CUT = "cut"  # each line links to what stands on the first
    NONE = "none"


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph. `link`: what a click opens; a `url` may be broken inside; "\\n" is a forced break."""

    text: str
    link: str | None = None
    url: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of a comment. `tight`: no blank line before it."""

    runs: tuple[Run, ...]
    bullet: str = ""
    tight: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Row:
    """One finding as it is printed. `merged`: it shares the rating's cell with the row before it."""

    criterion: str
    title: str
    principle: str
    rating: str | None
    comment: tuple[Paragraph, ...]
    merged: bool = False


@dataclass(frozen=True)
class Look:
    """How the report is printed. Lengths are in points; `widths` are shares of the table's width."""

    edition: str = "V3.1"
    rules: Rules = Rules.GRID
    arrangement: Arrangement = Arrangement.COLUMNS
    header: Header = Header.EVERY_PAGE
    header_words: tuple[str, str, str] = ("CRITERION", "RATING", "COMMENT")
    overview_columns: bool = True
    letter_spaced: bool = False
    broken_labels: bool = False
    breaks: Break = Break.HYPHEN
    annotations: Annotations = Annotations.FULL
    page: tuple[float, float] = (595.0, 842.0)
    margin: float = 50.0
    size: float = 8.0
    widths: tuple[float, float, float] = (0.24, 0.15, 0.61)
    aligned: Aligned = Aligned.TOP
    running_head: str = ""
    page_numbers: str = ""  # "", "{n}", "Page {n} of {m}"

    def heads(self) -> tuple[str, ...]:
        """What stands above each column."""
        criterion, rating, comment = self.header_words
        return {
            Arrangement.COLUMNS: (criterion, rating, comment),
            Arrangement.NUMBERED: (criterion, "", rating, comment),
            Arrangement.RATING_LAST: (criterion, comment, rating),
            Arrangement.STACKED: (criterion, rating),
        }[self.arrangement]

    def shares(self) -> tuple[float, ...]:
        """The columns' shares of the width, so that "Conformance" fits on a line in whatever font."""
        first, second, _ = self.widths
        second = max(second, (8 * self.size + 12) / (self.page[0] - 2 * self.margin))
        third = 1 - first - second
        return {
            Arrangement.COLUMNS: (first, second, third),
            Arrangement.NUMBERED: (0.1, first - 0.06, second, third - 0.04),
            Arrangement.RATING_LAST: (first, third, second),
            Arrangement.STACKED: (1 - second, second),
        }[self.arrangement]


@dataclass(frozen=True)
class ReportSpec:
    """A report, printable in many ways. `truth` is what a careful auditor reads out of it."""

    seed: int | None
    look: Look
    front: tuple[str, ...]  # lines of a page before the report, such as a certificate
    heading: tuple[str, ...]
    overview: tuple[tuple[str, tuple[str, ...]], ...]  # label, paragraphs ("• " begins a bullet)
    boilerplate: tuple[Paragraph, ...]
    prose: tuple[str, ...]  # the overview of the entity
    rows: tuple[Row, ...]
    closing: tuple[str, ...]
    truth: AuditReport = field(repr=False)
