"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("examined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("reading", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member", sa.Text()),
        sa.Column("entity", sa.Text()),
        sa.Column("certificate", sa.Text()),
        sa.Column("standard", sa.Text()),
        sa.Column("standard_version", sa.Text()),
        sa.Column("audit_type", sa.Text()),
        sa.Column("audit_firm", sa.Text()),
        sa.Column("audit_dates", sa.JSON(), nullable=False),
        sa.Column("report_submitted", sa.Date()),
        sa.Column("certification_start", sa.Date()),
        sa.Column("certification_end", sa.Date()),
        sa.Column("next_audit_type", sa.Text()),
        sa.Column("next_audit_date", sa.Date()),
        sa.Column("supply_chain_activities", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("sha256", name=op.f("uq_report_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "resource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
        sa.UniqueConstraint("key", name=op.f("uq_resource_key")),
    )
    op.create_index(op.f("ix_resource_site"), "resource", ["site"])
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("facility", sa.Text()),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("cited_as", sa.Text(), nullable=False),
        sa.Column("document", sa.Text()),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("report_page", sa.Integer()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], op.f("fk_citation_report_id_report"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], op.f("fk_citation_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_citation_report_id_position")),
    )
    op.create_index(op.f("ix_citation_resource_id"), "citation", ["resource_id"])
    op.create_table(
        "facility",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], op.f("fk_facility_report_id_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facility")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_facility_report_id_position")),
    )
    op.create_table(
        "fetch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text()),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("status", sa.Integer()),
        sa.Column("final_url", sa.Text()),
        sa.Column("hops", sa.JSON(), nullable=False),
        sa.Column("content_type", sa.Text()),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("bytes", sa.BigInteger()),
        sa.Column("sha256", sa.String(length=64)),
        sa.Column("sha1", sa.String(length=40)),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("robots", sa.Text(), nullable=False),
        sa.Column("warc_file", sa.Text()),
        sa.Column("warc_offset", sa.BigInteger()),
        sa.Column("warc_record_id", sa.Text()),
        sa.Column("body_file", sa.Text()),
        sa.Column("body_offset", sa.BigInteger()),
        sa.Column("body_record_id", sa.Text()),
        sa.Column("second_look", sa.JSON()),
        sa.Column("document_sha256", sa.String(length=64)),
        sa.ForeignKeyConstraint(["document_sha256"], ["document.sha256"], op.f("fk_fetch_document_sha256_document")),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], op.f("fk_fetch_resource_id_resource")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], op.f("fk_fetch_run_id_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetch")),
        sa.UniqueConstraint("run_id", "resource_id", name=op.f("uq_fetch_run_id_resource_id")),
    )
    op.create_index(op.f("ix_fetch_resource_id_finished_at"), "fetch", ["resource_id", "finished_at"])
    op.create_index(op.f("ix_fetch_sha256"), "fetch", ["sha256"])
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("principle", sa.Text()),
        sa.Column("rating", sa.Text()),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], op.f("fk_finding_report_id_report"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_finding_report_id_position")),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text()),
        sa.Column("facility", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("urls", sa.JSON(), nullable=False),
        sa.Column("report_page", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], op.f("fk_observation_report_id_report"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("report_id", "position", name=op.f("uq_observation_report_id_position")),
    )
    op.create_table(
        "run_report",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], op.f("fk_run_report_report_id_report"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], op.f("fk_run_report_run_id_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "report_id", name=op.f("pk_run_report")),
    )
