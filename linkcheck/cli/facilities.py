"""`linkcheck facilities`: what facilities may be called in their disclosures, for a person to review."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linkcheck.cli import options
from linkcheck.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from linkcheck.documents.aliases import Aliases
    from linkcheck.documents.candidates import Candidate, Candidates, Source
    from linkcheck.report import AuditReport, Facility

MOST_CANDIDATES = 12
"""Of one facility: what comes after is unlikely to be its name."""

MOST_ELSEWHERE = 40
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}

_HEAD = """\
# What facilities are called in their disclosures, for a person to review.
#
# Delete the "# " before a name that is the facility's own and no other's. Names are looked for exactly, but for spaces,
# punctuation and letter case. Then give this file to the program: linkcheck report --aliases FILE, or set `aliases`.

[facilities]
"""


def facilities(
    report: Annotated[Path, typer.Argument(help="An audit report that was checked before.")],
    write: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write it there. A file that exists is left alone.", show_default=False),
    ] = None,
    aliases: options.Aliases = None,
    database: options.Database = None,
    config: options.Config = None,
) -> None:
    """Prepare a file of facilities' names for a person to review, with what their disclosures call companies.

    Names that are reviewed already (--aliases) are taken over.

    Exit codes: 0 prepared; 2 wrong usage, a report that was not checked yet, or a file that can't be written.
    """
    from sqlalchemy.orm import Session

    from linkcheck import settings
    from linkcheck.cli.coverage import reviewed_names
    from linkcheck.cli.stored import stored_reports
    from linkcheck.cli.terminal import say, shown
    from linkcheck.documents.aliases import with_aliases
    from linkcheck.documents.candidates import find_candidates, of_findings
    from linkcheck.store.engine import open_store

    configured = settings.load(config, aliases=aliases, database=database)
    reviewed = reviewed_names(configured)
    with Session(open_store(configured.database, create=False)) as session:
        (report_id,) = stored_reports(session, [report])
        known, documents = _read(session, report_id)
    candidates = find_candidates(with_aliases(known.facilities, reviewed), [*documents, *of_findings(known)])
    text = render(known.facilities, reviewed, candidates)
    if write is None:
        typer.echo(text, nl=False)
    else:
        _write(write, text)
    found = sum(map(len, candidates.facilities.values()))
    say(f"{found} names found for {len(known.facilities)} facilities, in {len(documents)} documents")
    if write is not None:
        say(f"written: {shown(str(write))}. Review it, then: linkcheck report --aliases {shown(str(write))}")


def _read(session: Session, report_id: int) -> tuple[AuditReport, list[Source]]:
    """The report, and the text of each document that it cites with whom it is cited for."""
    from linkcheck.documents.candidates import Source
    from linkcheck.store import pages
    from linkcheck.store.snapshot import load_snapshot
    from reports.changes import body

    (known,) = load_snapshot(session, [report_id]).reports
    cited: dict[str, tuple[str, set[str]]] = {}
    for citation in known.report.citations:
        fetch = known.fetches.get(citation.url)
        document = body(fetch, known.history.get(citation.url, ())) if fetch else None
        if document is not None:
            _, names = cited.setdefault(document.sha256, (citation.url, set()))
            names |= {citation.facility} if citation.facility else set()
    texts, ocr = pages.texts(session, cited), pages.ocr(session, cited)
    sources = []
    for sha256, (url, names) in cited.items():
        if sha256 in ocr:  # a scan
            read = tuple(ocr[sha256].get(page, "") for page in range(1, max(ocr[sha256]) + 1))
            sources.append(Source(f"{url} (read by OCR)", read, frozenset(names)))
        elif sha256 in texts:
            sources.append(Source(url, texts[sha256], frozenset(names)))
    return known.report, sources


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(
            f"{path} is there already and is left alone",
            f"Write another file; with --aliases {path} it takes over what is reviewed there",
        ) from None
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from error


def render(facilities: Sequence[Facility], reviewed: Aliases, candidates: Candidates) -> str:
    """The file: reviewed names as they are, candidates as comments. TOML, whatever a name or a passage holds."""
    names = {facility.name: facility.aliases for facility in facilities}
    lines = [_HEAD.rstrip()]
    for facility in dict.fromkeys((*names, *reviewed)):
        lines += ["", f"{quoted(facility)} = ["]
        lines += _facility(names.get(facility, ()), reviewed.get(facility, ()), candidates.facilities.get(facility, ()))
        lines.append("]")
    if candidates.elsewhere:
        lines += ["", "# Named elsewhere, in what is cited for the whole entity and in the report:"]
        for candidate in islice(candidates.elsewhere, MOST_ELSEWHERE):
            lines += [f"# {quoted(candidate.name)},", f"#     {_place(candidate)}"]
        lines += _left_out("#", len(candidates.elsewhere) - MOST_ELSEWHERE)
    return "\n".join(lines) + "\n"


def _facility(used: Iterable[str], reviewed: Iterable[str], candidates: Sequence[Candidate]) -> Iterator[str]:
    for name in used:
        yield f"    # the report itself calls it {_comment(quoted(name))}"
    for name in reviewed:
        yield f"    {quoted(name)},"
    for candidate in candidates[:MOST_CANDIDATES]:
        yield f"    # {quoted(candidate.name)},"
        counts = f"in {candidate.own} of {candidate.of_own} documents cited for it"
        yield f"    #     {counts}, in {candidate.others} of {candidate.of_others} cited for others alone"
        yield f"    #     {_place(candidate)}"
    yield from _left_out("    #", len(candidates) - MOST_CANDIDATES)


def _left_out(indent: str, count: int) -> Iterator[str]:
    if count > 0:
        yield f"{indent} {count} more that are less likely"


def _place(candidate: Candidate) -> str:
    page = f", page {candidate.mention.page}" if "://" in candidate.source else ""
    return _comment(f"{candidate.source}{page}: {candidate.mention.quote}")


def _comment(text: str) -> str:
    from linkcheck.cli.terminal import shown

    return shown(text, 600)


def quoted(text: str) -> str:
    """A basic string of TOML 1.0. What can't be seen, or turns the direction of writing, is written as its number."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    category = unicodedata.category(character)
    if category == "Cs":  # half of a pair: no character, and not allowed in TOML
        return "�"
    return f"\\U{ord(character):08x}" if category in _HIDDEN or (character != " " and category == "Zs") else character
