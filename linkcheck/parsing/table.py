"""A table of citations (.csv or .xlsx), for entities that check themselves before an audit.

Columns, in any order and case: criterion, url; optionally facility, document, pages, sections, title, rating,
unresolved. A row is a citation; without a URL it only says that the criterion is there. An empty facility is the whole
entity, several are parted by semicolons. An empty criterion goes on from the row above, as in merged cells.

A rating is that of the row's facility, which matters where a criterion's rows differ; else it is everybody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import budget, header, locators, urls
from linkcheck.parsing.characters import folded, squash
from linkcheck.parsing.citations import Cited
from linkcheck.parsing.findings import Read
from linkcheck.parsing.kinds import XLSX
from linkcheck.parsing.mentions import Mention, Passage
from linkcheck.parsing.observations import observe
from linkcheck.parsing.pages import Layout, Line, LinkSpan, Trouble
from linkcheck.parsing.passages import read_passage
from linkcheck.parsing.sheets import HEADER_ROWS, LONGEST_CELL, Cell, csv_cells, xlsx_cells
from linkcheck.parsing.spelling import Known
from linkcheck.parsing.wording import GRAVEST, criterion, digits, rating
from linkcheck.report import AuditReport, Citation, Facility, FacilityRating, Finding, Locators, Observation, Source
from linkcheck.vocabulary import Attribution, ObservationCode

MOST_ROWS: Final = 20_000
_CITED_AS: Final = "cited_as"
"""How `linkcheck parse --format csv` calls the same URLs as they were printed."""

_CERTAIN: Final = frozenset({"", "-", "no", "false", "0"})
"""What the column `unresolved` says of a URL that is certain."""

MARKED: Final = "The table marks it as not certain"

_WHOLE_ENTITY: Final = frozenset(
    {"", "-", "entity", "the entity", "whole entity", "all", "all facilities", "all sites"}
)
_DECIMALS: Final = re.compile(r"(?<=\d)\.0+$")
Row = tuple[int, Mapping[str, Cell]]  # its number in the file, its cells by column name


def read_table(path: Path, source: Source, aliases: Mapping[str, Sequence[str]]) -> AuditReport:
    """Read a table of citations. Raises UnreadableReport: no such table, damaged, too large, without citations."""
    cells = xlsx_cells(path, header.is_header) if source.media_type == XLSX else csv_cells(path)
    return _Table(source, aliases).read(_named(cells, path), path)


def _named(rows: Iterable[tuple[int, Sequence[Cell]]], path: Path) -> Iterator[Row]:
    """The rows below the header, their cells by the header's names."""
    names: list[str] = []
    for number, cells in rows:
        if names:
            yield number, dict(zip(names, cells, strict=False))
            continue
        if header.is_header([cell.text for cell in cells]):
            names = header.names([cell.text for cell in cells])
        elif number > HEADER_ROWS:
            break
    if not names:
        raise UnreadableReport(
            f"no header with the columns criterion and url: {path}", f"Its first row is: {', '.join(header.COLUMNS)}"
        )


class _Table:
    """Gathers facilities, findings and citations, row by row, in the table's own order."""

    def __init__(self, source: Source, aliases: Mapping[str, Sequence[str]]) -> None:
        self._source = source
        self._names = {folded(alias): name for name, others in aliases.items() for alias in (name, *others)}
        self._facilities: dict[str, Facility] = {}
        self._findings: dict[str, Finding] = {}
        self._rated: defaultdict[str, dict[str | None, str]] = defaultdict(dict)
        self._passages: dict[str, Passage] = {}
        self._cited: list[Cited] = []
        self._empty: list[Observation] = []
        self._troubles: list[str] = []
        self._unread: dict[str, int] = {}
        self._criterion = ""

    def read(self, rows: Iterable[Row], path: Path) -> AuditReport:
        for number, cells in islice(rows, MOST_ROWS):
            if budget.spent():
                self._troubles.append(f"Reading stopped before row {number}: its time was up.")
                break
            self._row(number, {name: cells.get(name, Cell()) for name in header.COLUMNS})
            self._look_beside(number, cells)
        if next(iter(rows), None) is not None:
            self._troubles.append(f"Only the first {MOST_ROWS} rows were read.")
        for name, number in self._unread.items():
            self._troubles.append(f"Column {name!r} is not read, and holds a URL in row {number}.")
        if not self._findings:
            raise UnreadableReport(f"no row with a criterion: {path}", 'Write criteria as "2.5" or "2.5a-g"')
        report = AuditReport(
            source=self._source,
            facilities=tuple(self._facilities.values()),
            findings=tuple(map(self._with_ratings, self._findings.values())),
            citations=tuple(cited.citation for cited in self._cited),
        )
        reads = [Read(finding, self._passages[finding.criterion]) for finding in report.findings]
        seen = observe(report, reads, self._cited, Layout(troubles=list(map(Trouble, self._troubles)))).observations
        kept = (o for o in seen if o.code is not ObservationCode.UNKNOWN_VERSION)
        return report.model_copy(update={"observations": (*kept, *self._empty)})

    def _row(self, number: int, cells: Mapping[str, Cell]) -> None:
        if not any(cell.text or cell.link for cell in cells.values()):
            return
        text = squash(cells["criterion"].text)
        found = criterion(text) if text else (self._criterion, "")
        if not found or not found[0]:
            self._troubles.append(f"Row {number} has no criterion: {text[:80]!r}.")
            return
        before = digits(self._criterion)
        self._criterion, title = found
        if before.endswith(".9") and self._criterion == f"{before.removesuffix('9')}1":
            self._troubles.append(
                f"Row {number}: {self._criterion} stands behind {before}, and may be {self._criterion}0,"
                " of which a spreadsheet leaves out the last zero."
            )
        self._finding(self._criterion, squash(cells["title"].text) or title)
        facilities = self._named_facilities(cells["facility"].text)
        if rated := rating(cells["rating"].text):
            self._rate(number, facilities, rated)
        doubt = None if folded(cells["unresolved"].text) in _CERTAIN else MARKED
        mentions = [replace(mention, doubt=mention.doubt or doubt) for mention in _mentions(cells["url"])]
        self._passages[self._criterion].mentions.extend(mentions)
        if not mentions and (shown := cells["url"].text or cells["url"].link):
            self._empty.append(
                Observation(
                    code=ObservationCode.UNRESOLVED_URL,
                    criterion=self._criterion,
                    text=f"Row {number} holds no URL: {shown[:200]!r}.",
                )
            )
        for facility in facilities:
            for mention in mentions:
                self._cite(mention, facility, cells)

    def _look_beside(self, number: int, cells: Mapping[str, Cell]) -> None:
        """Note other columns that hold a URL which the row's own does not."""
        url = cells.get("url", Cell())
        cited = f"{url.text} {url.link}"
        for name, cell in cells.items():
            found = None if name in (*header.COLUMNS, _CITED_AS) else urls.START.search(cell.text)
            if found and cell.text[found.start() :].split()[0] not in cited:
                self._unread.setdefault(name, number)

    def _finding(self, number: str, title: str) -> None:
        self._passages.setdefault(number, Passage())
        before = self._findings.setdefault(number, Finding(criterion=number, title=title))
        if title and not before.title:
            self._findings[number] = before.model_copy(update={"title": title})

    def _rate(self, number: int, facilities: Sequence[str | None], rated: str) -> None:
        """Note a row's rating; the first one counts where two are of the same facility."""
        ratings = self._rated[self._criterion]
        if any(ratings.setdefault(facility, rated) != rated for facility in facilities):
            self._troubles.append(f"Row {number} rates {self._criterion} otherwise than a row above: that was taken.")

    def _with_ratings(self, finding: Finding) -> Finding:
        """A finding with its rows' rating: the entity's or the gravest, and each facility's own where they differ."""
        ratings = self._rated.get(finding.criterion, {})
        given = {*ratings.values()}
        gravest = next((rated for rated in (*GRAVEST, *ratings.values()) if rated in given), None)
        own = ((facility, rated) for facility, rated in ratings.items() if facility and len(given) > 1)
        apart = tuple(FacilityRating(facility=facility, rating=rated) for facility, rated in own)
        return finding.model_copy(update={"rating": ratings.get(None, gravest), "ratings": apart})

    def _named_facilities(self, text: str) -> list[str | None]:
        """The facilities that a cell names, by the name that was read first or that the settings give."""
        if folded(text) in _WHOLE_ENTITY:
            return [None]
        names: list[str | None] = []
        for part in filter(None, map(squash, re.split(r"[;\n]", text))):
            name = self._names.setdefault(folded(part).rstrip("."), self._names.get(folded(part), part))
            self._facilities.setdefault(name, Facility(name=name))
            names.append(name)
        return names or [None]

    def _cite(self, mention: Mention, facility: str | None, cells: Mapping[str, Cell]) -> None:
        if mention.url is None:
            return
        citation = Citation(
            criterion=self._criterion,
            facility=facility,
            attribution=Attribution.EXPLICIT if facility else Attribution.ENTITY,
            url=mention.url,
            cited_as=mention.cited_as,
            document=squash(cells["document"].text) or None,
            locators=_where(cells["pages"].text, cells["sections"].text),
            source=mention.source,
            unresolved=mention.doubt is not None,
        )
        self._cited.append(Cited(citation, mention, listed=0, labelled=citation.facility is not None))


def _mentions(cell: Cell) -> Iterator[Mention]:
    text = cell.text or cell.link or ""
    lines = [Line(line, room=float(LONGEST_CELL), gap=True) for part in text.splitlines() if (line := part.strip())]
    if cell.link and lines:
        lines[0].links = (LinkSpan(0, len(lines[0].text), cell.link),)
    yield from read_passage(lines, Known()).mentions


def _where(pages: str, sections: str) -> Locators:
    """What the columns say: "12", "14, 17 and 20-22", "6.9.3; 8", or any spelling that reports use."""
    found = locators.find(squash(pages)).locators
    if pages and not found.pages and not found.sections:
        found = locators.find(f"pages {_DECIMALS.sub('', squash(pages))}").locators
    named = locators.find(squash(sections)).locators.sections or tuple(filter(None, re.split(r"[;,\s]+", sections)))
    return Locators(pages=found.pages, sections=tuple(dict.fromkeys((*found.sections, *named))))
