"""What people attest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "attestation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file", sa.Text()),
        sa.Column("file_sha256", sa.String(length=64)),
        sa.Column("warc_file", sa.Text()),
        sa.Column("warc_offset", sa.BigInteger()),
        sa.Column("warc_record_id", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("sha256", sa.String(length=64)),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], op.f("fk_attestation_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
    )
    op.create_index(op.f("ix_attestation_resource_id_at"), "attestation", ["resource_id", "at"])
