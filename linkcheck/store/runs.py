"""A run and its fetches: one pending row per resource first, then one outcome each, whatever happens in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, Text, bindparam, cast, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from linkcheck import __version__
from linkcheck.errors import UsageError
from linkcheck.fetch import Fetch
from linkcheck.store.engine import one_writer, writes_from_the_start
from linkcheck.store.kept import READ_AT_ONCE, kept_values, last_good_fetches
from linkcheck.store.models import (
    Base,
    CitationRow,
    DocumentRow,
    FetchRow,
    ReportRow,
    ResourceRow,
    RunReportRow,
    RunRow,
)
from linkcheck.store.resources import key
from linkcheck.store.rows import fetch_values
from linkcheck.vocabulary import Outcome

_FETCH = Base.metadata.tables[FetchRow.__tablename__]
_DOCUMENT = Base.metadata.tables[DocumentRow.__tablename__]


def _save_document(insert: Callable[[Table], Any]) -> Any:
    """A body that is known already may have been examined by a newer version of the program: its facts count."""
    new = insert(_DOCUMENT)
    return new.on_conflict_do_update(
        index_elements=["sha256"],
        set_={name: new.excluded[name] for name in ("media_type", "facts", "examined_at")},
        where=cast(_DOCUMENT.c.facts, Text) != cast(new.excluded.facts, Text),
    )


# Built once: making them anew would take longer than running them.
_SET_OUTCOME = update(_FETCH).where(_FETCH.c.id == bindparam("pending_id"), _FETCH.c.outcome.is_(None))
_STILL_PENDING = (
    select(_FETCH.c.id)
    .where(_FETCH.c.id.in_(bindparam("ids", expanding=True)), _FETCH.c.outcome.is_(None))
    .with_for_update()
)
_PENDING = (
    select(FetchRow.id, ResourceRow.url, ResourceRow.site)
    .join(ResourceRow, ResourceRow.id == FetchRow.resource_id)
    .where(FetchRow.id.in_(bindparam("fetch_ids", expanding=True)))
    .where(FetchRow.run_id == bindparam("run_id"), FetchRow.outcome.is_(None))
)
_SAVE_DOCUMENT = {"sqlite": _save_document(sqlite.insert), "postgresql": _save_document(postgresql.insert)}


@dataclass(frozen=True, slots=True)
class Pending:
    """A resource that a run has still to fetch.

    `previous` is its last good fetch of any run: answered `ok` or `not_modified`, whole, its body in the archive. It
    comes without hops and document.
    """

    fetch_id: int
    url: str
    site: str
    previous: Fetch | None


def start_run(
    session: Session,
    report_ids: Sequence[int],
    *,
    user_agent: str,
    settings: Mapping[str, object],
    urls: Iterable[str] | None = None,
) -> int:
    """Insert a run with one pending fetch per distinct URL that the reports cite, and return its id.

    `urls` limits it to those. `settings` are kept as JSON, but for the store's own address: it may hold a password.
    Raises UsageError for a report that isn't there and a URL that none of the reports cites.
    """
    one_writer(session)
    _refuse_unknown_reports(session, report_ids)
    run = RunRow(
        started_at=datetime.now(UTC),
        program=f"disclosure-linkcheck {__version__}",
        user_agent=user_agent,
        settings={name: value for name, value in settings.items() if name != "database"},
    )
    session.add(run)
    session.flush()
    cited = _cited(session, report_ids)
    wanted = list(cited.values()) if urls is None else _ids_of(urls, cited)
    _insert(
        session, RunReportRow, [{"run_id": run.id, "report_id": report_id} for report_id in sorted(set(report_ids))]
    )
    _insert(session, FetchRow, [{"run_id": run.id, "resource_id": resource_id} for resource_id in wanted])
    return run.id


def unfinished_run(session: Session, report_ids: Sequence[int], *, since: datetime | None = None) -> int | None:
    """The latest interrupted run for exactly these reports, or None. `since`: not one that was started before."""
    query = (
        select(RunRow.id, RunReportRow.report_id)
        .join(RunReportRow, RunReportRow.run_id == RunRow.id)
        .where(RunRow.finished_at.is_(None))
        .order_by(RunRow.id.desc())
    )
    if since is not None:
        query = query.where(RunRow.started_at >= since)
    reports_of: dict[int, set[int]] = {}
    for run_id, report_id in session.execute(query):
        reports_of.setdefault(run_id, set()).add(report_id)
    return next((run_id for run_id, reports in reports_of.items() if reports == set(report_ids)), None)


def run_ids(session: Session, report_ids: Sequence[int]) -> list[int]:
    """The finished runs that any of these reports took part in, oldest first."""
    query = (
        select(RunRow.id)
        .join(RunReportRow, RunReportRow.run_id == RunRow.id)
        .where(RunReportRow.report_id.in_(report_ids), RunRow.finished_at.is_not(None))
        .distinct()
        .order_by(RunRow.id)
    )
    return list(session.scalars(query))


def add_new_citations(session: Session, run_id: int) -> int:
    """Before an interrupted run goes on: add URLs that its reports cite by now and that no run has ever taken up.

    A report may have been read anew in between. Returns how many were added.
    """
    one_writer(session)
    reports = list(session.scalars(select(RunReportRow.report_id).where(RunReportRow.run_id == run_id)))
    taken_up = select(FetchRow.resource_id)
    new = select(CitationRow.resource_id).where(
        CitationRow.report_id.in_(reports), CitationRow.resource_id.not_in(taken_up)
    )
    resources = sorted(set(session.scalars(new)))
    _insert(session, FetchRow, [{"run_id": run_id, "resource_id": resource_id} for resource_id in resources])
    return len(resources)


def waiting(session: Session, run_id: int, site: str | None = None) -> list[tuple[int, str]]:
    """The pending fetches' ids and registrable domains, domains by turns: the first of each, then the second …

    `site` limits it to that domain.
    """
    turn = func.row_number().over(partition_by=ResourceRow.site, order_by=FetchRow.id)
    query = (
        select(FetchRow.id, ResourceRow.site)
        .join(ResourceRow, ResourceRow.id == FetchRow.resource_id)
        .where(FetchRow.run_id == run_id, FetchRow.outcome.is_(None))
        .order_by(turn, FetchRow.id)
    )
    if site is not None:
        query = query.where(ResourceRow.site == site)
    sites: dict[str, str] = {}  # one string for each, however many rows have it
    return [(fetch_id, sites.setdefault(name, name)) for fetch_id, name in session.execute(query)]


def pending(session: Session, run_id: int, fetch_ids: Sequence[int] | None = None) -> list[Pending]:
    """What the run has still to fetch, in the order of `waiting`; of these fetches only where `fetch_ids` are given."""
    if fetch_ids is None:
        fetch_ids = [fetch_id for fetch_id, _ in waiting(session, run_id)]
    found: dict[int, Pending] = {}
    for start in range(0, len(fetch_ids), READ_AT_ONCE):
        part = fetch_ids[start : start + READ_AT_ONCE]
        previous = last_good_fetches(session, part)
        for fetch_id, url, site in session.execute(_PENDING, {"run_id": run_id, "fetch_ids": part}):
            found[fetch_id] = Pending(fetch_id, url, site, previous.get(fetch_id))
    return [found[fetch_id] for fetch_id in fetch_ids if fetch_id in found]


def record(session: Session, fetch_id: int, fetch: Fetch) -> bool:
    """`record_all` for one fetch."""
    return record_all(session, [(fetch_id, fetch)])[0]


def record_all(session: Session, outcomes: Sequence[tuple[int, Fetch]]) -> list[bool]:
    """Give pending fetches, by id, their outcomes with their documents, and commit. False for each that has one.

    What a `not_modified` fetch lacks for want of a body (hashes, type, document, where the body is kept) is taken from
    the resource's last good fetch.
    """
    writes_from_the_start(session)
    connection = session.connection()
    still_pending = set(connection.scalars(_STILL_PENDING, {"ids": [fetch_id for fetch_id, _ in outcomes]}))
    new = [(fetch_id, fetch) for fetch_id, fetch in outcomes if fetch_id in still_pending]
    if documents := {fetch.document.sha256: fetch.document for _, fetch in new if fetch.document is not None}:
        now = datetime.now(UTC)
        connection.execute(
            _SAVE_DOCUMENT[connection.dialect.name],
            [document.model_dump() | {"examined_at": now} for document in documents.values()],
        )
    if new:
        connection.execute(_SET_OUTCOME, _values(session, new))
    session.commit()
    return [fetch_id in still_pending for fetch_id, _ in outcomes]


def _values(session: Session, outcomes: Sequence[tuple[int, Fetch]]) -> list[dict[str, Any]]:
    values = {fetch_id: fetch_values(fetch) for fetch_id, fetch in outcomes}
    unmodified = {fetch_id: values[fetch_id] for fetch_id, fetch in outcomes if fetch.outcome is Outcome.NOT_MODIFIED}
    kept = kept_values(session, unmodified)
    return [own | kept.get(fetch_id, {}) | {"pending_id": fetch_id} for fetch_id, own in values.items()]


def pending_sites(session: Session, run_id: int) -> dict[str, int]:
    """How many fetches of the run are pending, by registrable domain; the domains with most of them first."""
    query = (
        select(ResourceRow.site, func.count())
        .join(FetchRow, FetchRow.resource_id == ResourceRow.id)
        .where(FetchRow.run_id == run_id, FetchRow.outcome.is_(None))
        .group_by(ResourceRow.site)
        .order_by(func.count().desc(), ResourceRow.site)
    )
    return dict(session.execute(query).all())


def counts(session: Session, run_id: int, site: str | None = None) -> tuple[int, int]:
    """How many of the run's fetches have an outcome, and how many there are; of all, or of one registrable domain."""
    query = select(func.count(FetchRow.outcome), func.count()).where(FetchRow.run_id == run_id)
    if site is not None:
        query = query.join(ResourceRow, ResourceRow.id == FetchRow.resource_id).where(ResourceRow.site == site)
    done, total = session.execute(query).one()
    return done, total


def finish_run(session: Session, run_id: int) -> bool:
    """Mark the run as finished, unless something is pending: then False."""
    still_pending = exists().where(FetchRow.run_id == run_id, FetchRow.outcome.is_(None))
    if session.scalar(select(still_pending)):
        return False
    session.execute(
        update(RunRow).where(RunRow.id == run_id, RunRow.finished_at.is_(None)).values(finished_at=datetime.now(UTC))
    )
    return True


def _refuse_unknown_reports(session: Session, report_ids: Sequence[int]) -> None:
    known = set(session.scalars(select(ReportRow.id).where(ReportRow.id.in_(report_ids))))
    if unknown := set(report_ids) - known:
        raise UsageError(f"the store has no report {min(unknown)}")


def _cited(session: Session, report_ids: Sequence[int]) -> dict[str, int]:
    """Resource ids by key, in the order of the reports and their citations."""
    query = (
        select(ResourceRow.key, ResourceRow.id)
        .join(CitationRow, CitationRow.resource_id == ResourceRow.id)
        .where(CitationRow.report_id.in_(report_ids))
        .order_by(CitationRow.report_id, CitationRow.position)
    )
    return dict(session.execute(query).all())


def _ids_of(urls: Iterable[str], cited: Mapping[str, int]) -> list[int]:
    wanted: dict[int, None] = {}
    for url in urls:
        if key(url) not in cited:
            raise UsageError(f"none of the reports cites {url}")
        wanted[cited[key(url)]] = None
    return list(wanted)


def _insert(session: Session, table: type[RunReportRow] | type[FetchRow], rows: Sequence[Mapping[str, int]]) -> None:
    if rows:
        session.execute(insert(table), rows)
