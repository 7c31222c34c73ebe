"""What must hold in every store, whatever happened: for tests, and for whoever doubts a database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from linkcheck.store.models import CitationRow, DocumentRow, FetchRow, ReportRow, ResourceRow, RunRow
from linkcheck.store.resources import key
from linkcheck.vocabulary import Outcome

_DONE = FetchRow.outcome.is_not(None)


def _fetches(*conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(FetchRow).where(*conditions)


def _some_but_not_all(*columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return and_(or_(*(c.is_not(None) for c in columns)), or_(*(c.is_(None) for c in columns)))


_COUNTS: dict[str, Select[int]] = {
    "citations without their report": select(func.count())
    .select_from(CitationRow)
    .where(~exists().where(ReportRow.id == CitationRow.report_id)),
    "citations without their resource": select(func.count())
    .select_from(CitationRow)
    .where(~exists().where(ResourceRow.id == CitationRow.resource_id)),
    "fetches without their run": _fetches(~exists().where(RunRow.id == FetchRow.run_id)),
    "fetches without their resource": _fetches(~exists().where(ResourceRow.id == FetchRow.resource_id)),
    "fetches whose document is missing": _fetches(
        FetchRow.document_sha256.is_not(None), ~exists().where(DocumentRow.sha256 == FetchRow.document_sha256)
    ),
    "resources fetched twice in one run": select(func.count()).select_from(
        select(FetchRow.run_id).group_by(FetchRow.run_id, FetchRow.resource_id).having(func.count() > 1).subquery()
    ),
    "outcomes that are none": _fetches(FetchRow.outcome.not_in([outcome.value for outcome in Outcome])),
    "outcomes without their times": _fetches(_DONE, or_(FetchRow.started_at.is_(None), FetchRow.finished_at.is_(None))),
    "pending fetches with a result": _fetches(
        ~_DONE,
        or_(FetchRow.finished_at.is_not(None), FetchRow.sha256.is_not(None), FetchRow.warc_record_id.is_not(None)),
    ),
    "bodies that the archive doesn't keep": _fetches(FetchRow.bytes > 0, FetchRow.warc_record_id.is_(None)),
    "places in the archive that are told in part": _fetches(
        or_(
            _some_but_not_all(FetchRow.warc_file, FetchRow.warc_offset, FetchRow.warc_record_id),
            _some_but_not_all(FetchRow.body_file, FetchRow.body_offset, FetchRow.body_record_id),
        )
    ),
    "finished runs with pending fetches": select(func.count())
    .select_from(RunRow)
    .where(RunRow.finished_at.is_not(None), exists().where(FetchRow.run_id == RunRow.id, ~_DONE)),
}
"""What is wrong, and how to count it."""


def check(session: Session) -> list[str]:
    """What is wrong with the store, one line each; nothing where all is well. Changes nothing."""
    return [*_damage(session), *_violations(session), *_wrong_keys(session)]


def _violations(session: Session) -> Iterator[str]:
    for what, query in _COUNTS.items():
        if count := session.scalar(query):
            yield f"{what}: {count}"


def _wrong_keys(session: Session) -> Iterator[str]:
    rows = session.execute(select(ResourceRow.id, ResourceRow.key, ResourceRow.url))
    wrong = [resource_id for resource_id, its_key, url in rows if its_key != key(url)]
    if wrong:
        yield f"resources whose URL was changed: {len(wrong)}, the first is {wrong[0]}"


def _damage(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name == "sqlite":
        for (line,) in session.execute(text("PRAGMA integrity_check(10)")):
            if line != "ok":
                yield f"the file is damaged: {line}"
