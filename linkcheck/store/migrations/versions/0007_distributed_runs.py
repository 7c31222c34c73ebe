"""Runs that are handed out to workers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "distributed",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("write", sa.Boolean(), nullable=False),
        sa.Column("notify", sa.JSON(), nullable=False),
        sa.Column("schedule", sa.Text()),
        sa.Column("concluded_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], op.f("fk_distributed_run_id_run"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_distributed")),
    )
