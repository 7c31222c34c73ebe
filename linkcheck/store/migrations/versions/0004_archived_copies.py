"""What public web archives have of cited URLs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "archived",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.Column("archive", sa.Text(), nullable=False),
        sa.Column("looked_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("around", sa.Date()),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
        sa.ForeignKeyConstraint(["resource_id"], ["resource.id"], op.f("fk_archived_resource_id_resource")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archived")),
    )
    op.create_index(op.f("ix_archived_resource_id_looked_up_at"), "archived", ["resource_id", "looked_up_at"])
