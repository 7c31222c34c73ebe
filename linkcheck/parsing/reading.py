"""From a file to an `AuditReport`: what kind of file it is, its layout, and the steps that all kinds share."""

from __future__ import annotations

import gc
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from linkcheck.errors import UnreadableReport
from linkcheck.parsing import (
    beside,
    forms,
    gutters,
    hosts,
    kinds,
    labels,
    ratinglines,
    registers,
    registertables,
    rows,
    scattered,
    sideways,
    signatures,
    siteratings,
    sites,
    summaries,
    supplied,
    urls,
)
from linkcheck.parsing.boxes import with_marked_alone
from linkcheck.parsing.breaks import WORDS
from linkcheck.parsing.characters import closed
from linkcheck.parsing.choice import fullest
from linkcheck.parsing.citations import Cited, cite
from linkcheck.parsing.contents import without_contents
from linkcheck.parsing.discovery import discover
from linkcheck.parsing.displaced import without_displaced
from linkcheck.parsing.facilities import ENTITY, Roster
from linkcheck.parsing.feet import without_notes
from linkcheck.parsing.findings import Read, read_findings
from linkcheck.parsing.footnotes import attach, take_off
from linkcheck.parsing.headwords import with_whole_heads
from linkcheck.parsing.innertables import below_criteria
from linkcheck.parsing.kinds import media_type
from linkcheck.parsing.leading import take_titles
from linkcheck.parsing.legends import without_short_forms
from linkcheck.parsing.lettering import with_whole_words
from linkcheck.parsing.matrices import without_matrices
from linkcheck.parsing.names import core
from linkcheck.parsing.observations import observe
from linkcheck.parsing.overview import (
    Overview,
    audit_type,
    certificate_of,
    read_overview,
    standard_of,
)
from linkcheck.parsing.pages import Layout, Page, Trouble
from linkcheck.parsing.parties import firm_of, member_of
from linkcheck.parsing.pdf import read_pages
from linkcheck.parsing.prefixes import without_prefixes
from linkcheck.parsing.roman import with_figures
from linkcheck.parsing.running import read_running
from linkcheck.parsing.sitecolumns import SITE, gravest
from linkcheck.parsing.sitelists import as_list, with_lists
from linkcheck.parsing.siteratings import BySite
from linkcheck.parsing.spelling import Known
from linkcheck.parsing.text import LARGEST, decode, read_text
from linkcheck.parsing.unfolding import unfold
from linkcheck.parsing.wording import order
from linkcheck.report import AuditReport, FacilityRating, Source

NO_ALIASES: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})

_JOINED: Final = re.compile(r"[,;:/&+\n、和及]|\b(?:and|und)\b")
"""What stands between the names in a cell for several facilities."""

_NAME_WORD: Final = re.compile(r"[^\W和及]+")
LONGEST_NAME: Final = 12
"""Words of a facility's name."""

_NO_SITE: Final = re.compile(
    r"(?:yes|no|n\.?/?a\.?|none|all|both|group|corporate|on-?site|off-?site|remote(?:ly)?)|(?:p\.|pages?|annex|appendix|section|table)\W?.*",
    re.IGNORECASE,
)
"""What a column such as "Location" or "Site" says otherwise: whether it was visited, or where to look."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as it was read, with its layout and the places of its citations on the pages, for drawing."""

    report: AuditReport
    layout: Layout
    cited: tuple[Cited, ...]


def read_report(path: Path, *, aliases: Mapping[str, Sequence[str]] = NO_ALIASES) -> AuditReport:
    """Read one audit report. `aliases`: further names of facilities, by a facility's name.

    Raises UnreadableReport, one line: no such file, empty, encrypted, no text, no report, no findings.
    """
    return examine(path, aliases=aliases).report


def examine(path: Path, *, aliases: Mapping[str, Sequence[str]] = NO_ALIASES) -> Reading:
    """`read_report` with all that is needed to draw what was read. Raises UnreadableReport."""
    kind = media_type(path)
    source = Source(path=str(path), sha256=_sha256(path), media_type=kind)
    gc.freeze()  # the collector then looks only at what reading makes: a twentieth less time
    try:
        if kind in TABLES:
            return Reading(_read_table(path, source, aliases), Layout(), ())
        return assemble(LAYOUTS[kind](path), source, aliases)
    finally:
        gc.unfreeze()


def _read_pdf(path: Path) -> Layout:
    troubles: list[str] = []
    pages = list(read_pages(path, troubles.append))
    if not any(page.words for page in pages):
        if troubles:
            raise UnreadableReport(
                f"damaged PDF, no page of it can be read: {path}", "Open it in a viewer and save it anew"
            )
        raise UnreadableReport(f"no text in this PDF, only pictures: {path}", "Run text recognition over it first")
    whole = with_figures(with_whole_heads(with_whole_words(without_displaced(pages))))
    pages, notes = without_notes(with_marked_alone(without_contents(whole)))
    rated, by_site, told = siteratings.taken(without_matrices(pages))
    rated, by_line = ratinglines.taken(rated)
    pages, entries = registertables.without_registers(rated)
    left, summary = summaries.taken(without_prefixes(pages))
    ratings = summaries.ratings(summary, summaries.begun(left)) if summary else {}
    readers = list(_readers(pages, pages if ratings else without_short_forms(pages)))
    if summary:
        readers += _readers(left, left)
        readers.append(lambda: supplied.read(unfold(left), summary, pages=len(pages)))
    layout = scattered.instead(fullest(readers, ratings, {entry.key for entry in entries}), left) or Layout(
        pages=len(pages)
    )
    layout.troubles += [*told, *gutters.troubles(layout, pages)]
    layout.by_site |= by_line | by_site
    layout.epilogue += notes
    layout.top = next((text for page in whole for text in page.texts), "")
    registers.attach(layout, entries)
    layout.targets += [link.target for page in pages for link in page.links]
    layout.troubles += map(Trouble, troubles)
    return layout


def _readers(pages: Sequence[Page], spelled: Sequence[Page]) -> Iterator[Callable[[], Layout | None]]:
    """The readers, each with its pages: `spelled` with ratings in words, which a table puts there itself."""
    for reader in (_running, *READERS) if below_criteria(pages) else READERS:
        yield partial(reader, pages if reader is rows.read_table else spelled)


def _running(pages: Sequence[Page]) -> Layout:
    return read_running(unfold(pages), pages=len(pages))


READERS: Final = (sideways.read, beside.read, forms.read, rows.read_table, _running)
"""What takes a PDF's pages apart, in the order in which they are asked."""


def _read_plain(path: Path) -> Layout:
    if path.stat().st_size > LARGEST:
        raise UnreadableReport(f"{path} is larger than {LARGEST // 2**20} MiB of text", "Give the report alone")
    text = decode(path.read_bytes())
    if text is None:
        raise UnreadableReport(f"not a file that can be read as a report: {path}", kinds.WANTED)
    return read_text(text)


def _read_docx(path: Path) -> Layout:
    from linkcheck.parsing.docx import read_docx  # only here: it takes its time to load

    return read_docx(path)


def _read_table(path: Path, source: Source, aliases: Mapping[str, Sequence[str]]) -> AuditReport:
    from linkcheck.parsing.table import read_table  # only here: it takes its time to load

    return read_table(path, source, aliases)


LAYOUTS: Final[Mapping[str, Callable[[Path], Layout]]] = {
    kinds.PDF: _read_pdf,
    kinds.TEXT: _read_plain,
    kinds.DOCX: _read_docx,
}
"""What takes a report of each media type apart. Each raises UnreadableReport."""

TABLES: Final = frozenset({kinds.CSV, kinds.XLSX})
"""Media types of tables of citations."""


def assemble(layout: Layout, source: Source, aliases: Mapping[str, Sequence[str]]) -> Reading:
    """From a layout to the report: findings, facilities, citations, observations. Raises UnreadableReport."""
    registers.listed(layout)
    attach(layout)
    take_off(layout)
    take_titles(layout.rows)
    overview = read_overview(layout.prologue, layout.top)
    signatures.take_off(layout, firm_of(overview.text("audit_firm") or ""))
    texts = [line.text.lower() for row in layout.rows for line in row.comment]
    words = {word for text in texts for word in WORDS.findall(text)}
    known = Known(layout.targets, words, hosts.domains_in(texts))
    read = read_findings(layout.rows, known, layout.summary)
    if not read:
        raise UnreadableReport(_nothing_found(source.path, overview), "Give the full audit report, with its findings")
    roster = _roster(overview, read, layout, aliases)
    read = [_owned(r, layout.by_site, roster) for r in read]
    own = _own_hosts(read)
    cited = [c for r in read for c in cite(r.finding.criterion, r.passage, roster, own, owners=r.owners)]
    report = _report(source.model_copy(update={"pages": layout.pages}), overview, read, roster, cited)
    return Reading(observe(report, read, cited, layout), layout, tuple(cited))


def _owned(read: Read, by_site: BySite, roster: Roster) -> Read:
    """A finding with the facilities that its row is for, and the rating of each where the report rates them apart."""
    owners = roster.owners(read.whose)
    rated = [(roster.owners(head), said) for head, said in by_site.get(order(read.finding.criterion), {}).items()]
    if owners and read.finding.rating:
        rated = [((owner,), read.finding.rating) for owner in owners]
    known: dict[str, list[str]] = {}
    for names, said in rated:
        if len(names) == 1:
            known.setdefault(names[0], []).append(said)
    ratings = tuple(FacilityRating(facility=name, rating=gravest(said)) for name, said in known.items())
    return replace(read, owners=owners, finding=read.finding.model_copy(update={"ratings": ratings}))


def _nothing_found(path: str, overview: Overview) -> str:
    if overview.fields:
        return f"an audit report without findings: {path}"
    return f"no audit report: {path} holds no table of criteria with ratings"


def _roster(overview: Overview, read: Sequence[Read], layout: Layout, aliases: Mapping[str, Sequence[str]]) -> Roster:
    fields = (
        f"Facilities:\n{as_list(overview.fields.get('facilities', ''))}",
        *(with_lists(overview.fields.get(name, "")) for name in ("scope", "audit_scope")),
    )
    cells = [r.whose for r in read if r.whose and not (ENTITY.match(r.whose) or _NO_SITE.fullmatch(r.whose))]
    cells = [cell for cell in cells if not urls.START.search(cell)]
    heads = dict.fromkeys(role.removeprefix(SITE) for row in layout.rows for role in row.sites)
    cells += heads
    distinct = dict.fromkeys(cells)
    known = {name for cell in distinct for name in _within(cell, whole=True)}
    several = {cell for cell in distinct if _JOINED.search(cell) and _names_others(cell, known)}
    listed = [*sites.listed(closed("\n\n".join(filter(None, fields))))]
    whole = [{*core(site.name)} for site in listed]
    codes = {word for site in listed for other in site.others for word in core(other)}
    others = [
        name
        for name in distinct
        if name not in several and not codes.issuperset(core(name)) and not any(map(set(core(name)).issubset, whole))
        if name not in heads or not any(map(set(core(name)).issuperset, filter(None, whole)))
    ]
    scope = _with_columns("\n\n".join(filter(None, fields)), others)
    passages = {id(r.passage): r.passage for r in read}.values()  # criteria in one row share theirs
    everything = [closed(overview.everything), scope, *(passage.text for passage in passages)]
    owners = (overview.text("entity"), overview.text("member"))
    rated = [*dict.fromkeys(head for own in layout.by_site.values() for head in own)]
    spoken = [*map(labels.of, passages), [*cells, *rated]]
    roster = discover(scope, everything, spoken, owners, aliases)
    if not rated or roster.names:
        return roster
    return discover(_with_columns(scope, rated), everything, spoken, owners, aliases)


def _with_columns(scope: str, names: Iterable[str]) -> str:
    """The text that tells of the facilities, with those that columns name."""
    columns = "".join(f"\n• {name}" for name in names)
    return closed("\n\n".join(filter(None, (scope, columns and f"Facilities:{columns}"))))


def _names_others(cell: str, known: set[str]) -> bool:
    """Does a cell for facilities name several of those that others name?"""
    return len(known.intersection(_within(cell)).difference(_within(cell, whole=True))) > 1


def _within(cell: str, *, whole: bool = False) -> Iterator[str]:
    """All runs of a cell's words that may be names, or the longest one."""
    words = list(_NAME_WORD.finditer(cell))
    for n, first in enumerate(words[:1] if whole else words):
        for last in words[-1:] if whole else words[n : n + LONGEST_NAME]:
            yield cell[first.start() : last.end()]


def _own_hosts(read: Sequence[Read]) -> frozenset[str]:
    """Hosts that findings cite again and again: the entity's own."""
    counts = Counter(urls.host(m.url) for r in read for m in r.passage.mentions if m.url)
    most = max(counts.values(), default=0)
    return frozenset(host for host, n in counts.items() if n >= max(3, most / 4))


def _report(
    source: Source, overview: Overview, read: Sequence[Read], roster: Roster, cited: Sequence[Cited]
) -> AuditReport:
    standard, version = standard_of(overview.text("standard") or "")
    if version is None:
        standard, version = standard_of(overview.everything, standard)
    period = overview.dates("period")
    if len(period) < 2:
        period = (*overview.dates("valid_from")[:1], *overview.dates("valid_until")[:1])
    return AuditReport(
        source=source,
        member=member_of(overview.text("member") or "") or None,
        entity=overview.text("entity"),
        certificate=certificate_of(overview.text("certificate") or ""),
        standard=standard,
        standard_version=version,
        audit_type=audit_type(overview.fields.get("audit_type", "")),
        audit_firm=firm_of(overview.text("audit_firm") or "") or None,
        audit_dates=overview.dates("audit_dates") or overview.dates("audit_type"),
        report_submitted=next(iter(overview.dates("submitted")), None),
        certification_period=(period[0], period[-1]) if len(period) > 1 else None,
        next_audit_type=audit_type(overview.fields.get("next_audit_type", "")),
        next_audit_date=next(iter(overview.dates("next_audit_date")), None),
        supply_chain_activities=overview.activities(),
        facilities=roster.facilities(),
        findings=tuple(r.finding for r in read),
        citations=tuple(c.citation for c in cited),
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
