"""`citations.csv`: one row per citation, for a spreadsheet.

UTF-8 with a byte order mark, so that Excel reads it right; commas, CRLF (RFC 4180). A cell that a spreadsheet would
take for a formula (`=`, `+`, `-`, `@`, tab or carriage return at its start) begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from linkcheck.fetch import Capture, Document, Fetch
from reports.attested import why_lapsed
from reports.model import AttestedWord, CheckedCitation, CheckedReport, Coverage
from reports.text import visible

Cell = str | int | datetime | None
"""Times are UTC."""

_FORMULA = re.compile(r"[\s\x00-\x1f]*[=+\-@\t\r＝＋－＠]")


class Mention(NamedTuple):
    """A citation in its report."""

    report: CheckedReport
    citation: CheckedCitation


class Column(NamedTuple):
    """`type` is one of Table Schema's; `about` says what is in the column."""

    name: str
    type: str
    about: str
    value: Callable[[Mention], Cell]


def _of_fetch(value: Callable[[Fetch], Cell]) -> Callable[[Mention], Cell]:
    return lambda mention: None if mention.citation.fetch is None else value(mention.citation.fetch)


def _of_document(value: Callable[[Document], Cell]) -> Callable[[Mention], Cell]:
    return _of_fetch(lambda fetch: None if fetch.document is None else value(fetch.document))


def _of_capture(value: Callable[[Capture], Cell]) -> Callable[[Mention], Cell]:
    return _of_fetch(lambda fetch: None if fetch.capture is None else value(fetch.capture))


def _of_word(value: Callable[[AttestedWord], Cell]) -> Callable[[Mention], Cell]:
    return lambda mention: None if mention.citation.attested is None else value(mention.citation.attested)


COLUMNS: tuple[Column, ...] = (
    Column("report", "string", "The audit report, as it was given", lambda m: m.report.source.path),
    Column("entity", "string", "Who is certified", lambda m: m.report.entity),
    Column("criterion", "string", "Criterion as the report prints it", lambda m: m.citation.criterion),
    Column("facility", "string", "Facility; empty: the whole entity", lambda m: m.citation.facility),
    Column("state", "string", "Evidence state", lambda m: m.citation.state.value),
    Column("confirmed", "string", "yes where dead was confirmed", lambda m: "yes" if m.citation.confirmed else ""),
    Column("reason_code", "string", "Code of the weightiest reason", lambda m: m.citation.reasons[0].code.value),
    Column("reasons", "string", "Why it has its state", lambda m: "\n".join(r.text for r in m.citation.reasons)),
    Column("notes", "string", "What changes no state", lambda m: "\n".join(n.text for n in m.citation.notes)),
    Column("document", "string", "Name that the report gives the document", lambda m: m.citation.document),
    Column("pages", "string", "Cited pages", lambda m: ", ".join(m.citation.locators.pages)),
    Column("sections", "string", "Cited sections", lambda m: ", ".join(m.citation.locators.sections)),
    Column("url", "string", "Address that was requested", lambda m: m.citation.url),
    Column("cited_as", "string", "Address as the report prints it", lambda m: m.citation.cited_as),
    Column("kind", "string", "disclosure or reference", lambda m: m.citation.kind.value),
    Column("attribution", "string", "Why it belongs to its facility", lambda m: m.citation.attribution.value),
    Column("source", "string", "Read from text, link or both", lambda m: m.citation.source.value),
    Column("report_page", "integer", "Page of the audit report", lambda m: m.citation.report_page),
    Column("outcome", "string", "How the fetch ended", _of_fetch(lambda f: f.outcome.value)),
    Column("detail", "string", "What the crawler adds to it", _of_fetch(lambda f: f.detail)),
    Column("status", "integer", "HTTP status of the last hop", _of_fetch(lambda f: f.status)),
    Column("final_url", "string", "Address after all redirects", _of_fetch(lambda f: f.final_url)),
    Column("hops", "integer", "Requests in the chain", _of_fetch(lambda f: len(f.hops))),
    Column("content_type", "string", "Content-Type as sent", _of_fetch(lambda f: f.content_type)),
    Column("media_type", "string", "Type from the first bytes", _of_document(lambda d: d.media_type)),
    Column("bytes", "integer", "Size of the body", _of_fetch(lambda f: f.bytes)),
    Column("sha256", "string", "SHA-256 of the body", _of_fetch(lambda f: f.sha256)),
    Column("fetched_at", "datetime", "When the fetch ended, UTC", _of_fetch(lambda f: f.finished_at)),
    Column("warc_file", "string", "File of the evidence archive", _of_capture(lambda c: c.file)),
    Column("warc_offset", "integer", "Offset in it", _of_capture(lambda c: c.offset)),
    Column("warc_record", "string", "Id of its record", _of_capture(lambda c: c.record_id)),
    Column("attested", "string", "What a person saw; changes no state", _of_word(lambda w: w.state.value)),
    Column("attested_by", "string", "Who saw it", _of_word(lambda w: w.by)),
    Column("attested_at", "datetime", "When it was put on record, UTC", _of_word(lambda w: w.at)),
    Column("attested_note", "string", "What was seen, and how", _of_word(lambda w: w.note)),
    Column("attested_file", "string", "Name of what the person saved", _of_word(lambda w: w.file)),
    Column("attested_sha256", "string", "SHA-256 of what the person saved", _of_word(lambda w: w.file_sha256)),
    Column("attested_lapsed", "string", "Why the word no longer holds; empty where it does", _of_word(why_lapsed)),
)


def render(coverage: Coverage) -> bytes:
    """The table with its head, reports and citations in their own order."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow([column.name for column in COLUMNS])
    for report in coverage.reports:
        for citation in report.citations:
            mention = Mention(report, citation)
            rows.writerow([_safe(column.value(mention)) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _safe(value: Cell) -> Cell:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if not isinstance(value, str):
        return value
    shown = visible(value)
    return f"'{shown}" if _FORMULA.match(value) else shown
