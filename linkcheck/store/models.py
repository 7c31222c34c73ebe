"""The tables: one row of `citation` per mention, of `resource` per distinct URL, of `fetch` per resource and run.

Those of work that processes share are in `linkcheck.store.shared_models`. Times are UTC and come back timezone-aware on
every database. Lists that are only read whole are JSON. Every text passes `linkcheck.store.cleaning` on its way in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from linkcheck.store.cleaning import clean_json, clean_text

SHA256 = String(64)
SHA1 = String(40)

_IDS_ONCE = {"sqlite_autoincrement": True}
"""An id that was removed never comes back for another row: archives and reports name rows by it."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime, also on SQLite, which stores none of its own."""

    impl = SqlDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive time reached the store: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text of any length, without what a database can't keep."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean_text(value)


class CleanJson(TypeDecorator[Any]):
    """A JSON value, without what a database can't keep. None is SQL's NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return clean_json(value)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy's own form
        datetime: UtcDateTime,
        str: CleanText,
        dict[str, Any]: CleanJson,
        list[Any]: CleanJson,
    }


class ReportRow(Base):
    """An audit report as it was given, known by the SHA-256 of its file."""

    __tablename__ = "report"
    __table_args__ = _IDS_ONCE

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(SHA256, unique=True)
    path: Mapped[str]
    media_type: Mapped[str]
    pages: Mapped[int]
    reading: Mapped[str] = mapped_column(SHA256)
    """SHA-256 of what was read, as JSON: whether another reading of the file differs."""
    added_at: Mapped[datetime]
    member: Mapped[str | None]
    entity: Mapped[str | None]
    certificate: Mapped[str | None]
    standard: Mapped[str | None]
    standard_version: Mapped[str | None]
    audit_type: Mapped[str | None]
    audit_firm: Mapped[str | None]
    audit_dates: Mapped[list[Any]]
    report_submitted: Mapped[date | None]
    certification_start: Mapped[date | None]
    certification_end: Mapped[date | None]
    next_audit_type: Mapped[str | None]
    next_audit_date: Mapped[date | None]
    supply_chain_activities: Mapped[list[Any]]


class FacilityRow(Base):
    """A site or company of a report's entity."""

    __tablename__ = "facility"
    __table_args__ = (UniqueConstraint("report_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[str]
    aliases: Mapped[list[Any]]


class FindingRow(Base):
    """A criterion's row in a report."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("report_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    position: Mapped[int]
    criterion: Mapped[str]
    title: Mapped[str]
    principle: Mapped[str | None]
    rating: Mapped[str | None]
    ratings: Mapped[list[Any] | None]
    comment: Mapped[str]
    pages: Mapped[list[Any]]


class ResourceRow(Base):
    """A distinct URL to fetch. `key` is `linkcheck.store.resources.key`: a unique index on URLs of any length."""

    __tablename__ = "resource"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(SHA256, unique=True)
    url: Mapped[str]
    site: Mapped[str] = mapped_column(index=True)
    """The registrable domain (or the host where there is none): what politeness is counted by."""


class CitationRow(Base):
    """One mention of a URL in a finding, for one facility or (facility null) the whole entity."""

    __tablename__ = "citation"
    __table_args__ = (UniqueConstraint("report_id", "position"), Index(None, "resource_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    position: Mapped[int]
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))
    criterion: Mapped[str]
    facility: Mapped[str | None]
    attribution: Mapped[str]
    kind: Mapped[str]
    url: Mapped[str]
    cited_as: Mapped[str]
    document: Mapped[str | None]
    pages: Mapped[list[Any]]
    sections: Mapped[list[Any]]
    report_page: Mapped[int | None]
    source: Mapped[str]
    unresolved: Mapped[bool] = mapped_column(default=False, server_default=false())


class ObservationRow(Base):
    """Something to look at before any link is fetched."""

    __tablename__ = "observation"
    __table_args__ = (UniqueConstraint("report_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    position: Mapped[int]
    code: Mapped[str]
    criterion: Mapped[str | None]
    facility: Mapped[str | None]
    text: Mapped[str]
    urls: Mapped[list[Any]]
    report_page: Mapped[int | None]


class RunRow(Base):
    """One crawl. `finished_at` is null while it goes on or was interrupted: the next start goes on with it."""

    __tablename__ = "run"
    __table_args__ = _IDS_ONCE

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    program: Mapped[str]
    user_agent: Mapped[str]
    settings: Mapped[dict[str, Any]]


class RunReportRow(Base):
    """Which reports a run is for."""

    __tablename__ = "run_report"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)


class DocumentRow(Base):
    """A distinct body, by SHA-256, and what was found in it."""

    __tablename__ = "document"

    sha256: Mapped[str] = mapped_column(SHA256, primary_key=True)
    bytes: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str]
    facts: Mapped[dict[str, Any]]
    examined_at: Mapped[datetime]


class FetchRow(Base):
    """What one resource did in one run. `outcome` is null while it is pending; it is set once and never again."""

    __tablename__ = "fetch"
    __table_args__ = (
        UniqueConstraint("run_id", "resource_id"),
        Index(None, "resource_id", "finished_at"),
        Index(
            "ix_fetch_pending",
            "run_id",
            postgresql_where=text("outcome IS NULL"),
            sqlite_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id", ondelete="CASCADE"))
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))
    outcome: Mapped[str | None]
    detail: Mapped[str] = mapped_column(default="")
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    status: Mapped[int | None]
    final_url: Mapped[str | None]
    hops: Mapped[list[Any]] = mapped_column(default=list)
    content_type: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    bytes: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(SHA256, index=True)
    sha1: Mapped[str | None] = mapped_column(SHA1)
    complete: Mapped[bool] = mapped_column(default=True)
    attempts: Mapped[int] = mapped_column(default=0)
    robots: Mapped[str] = mapped_column(default="")
    warc_file: Mapped[str | None]
    warc_offset: Mapped[int | None] = mapped_column(BigInteger)
    warc_record_id: Mapped[str | None]
    body_file: Mapped[str | None]
    """With the two below: the record that holds the body, where the fetch's own is a revisit or a 304."""
    body_offset: Mapped[int | None] = mapped_column(BigInteger)
    body_record_id: Mapped[str | None]
    second_look: Mapped[dict[str, Any] | None]
    probe: Mapped[dict[str, Any] | None]
    document_sha256: Mapped[str | None] = mapped_column(SHA256, ForeignKey("document.sha256"))


class DocumentPageRow(Base):
    """A page of a document, counted from 1: its text as it stands there, and a small picture (WebP) where it is cited.

    What has no pages (a web page, a text document) has its text on page 1. `ocr` is what was read off a page of a scan.
    """

    __tablename__ = "document_page"

    document_sha256: Mapped[str] = mapped_column(
        SHA256, ForeignKey("document.sha256", ondelete="CASCADE"), primary_key=True
    )
    page: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    picture: Mapped[bytes | None]
    ocr: Mapped[str | None]


class AttestationRow(Base):
    """A person's word on a resource. `outcome` and `sha256` are its last fetch's at that time."""

    __tablename__ = "attestation"
    __table_args__ = (Index(None, "resource_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))
    state: Mapped[str]
    by: Mapped[str]
    note: Mapped[str]
    at: Mapped[datetime]
    file: Mapped[str | None]
    file_sha256: Mapped[str | None] = mapped_column(SHA256)
    warc_file: Mapped[str | None]
    warc_offset: Mapped[int | None] = mapped_column(BigInteger)
    warc_record_id: Mapped[str | None]
    outcome: Mapped[str | None]
    sha256: Mapped[str | None] = mapped_column(SHA256)


class ArchivedRow(Base):
    """What a public web archive had of a resource: the captures (JSON) nearest to the day `around`, if any."""

    __tablename__ = "archived"
    __table_args__ = (Index(None, "resource_id", "looked_up_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))
    archive: Mapped[str]
    looked_up_at: Mapped[datetime]
    around: Mapped[date | None]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
