"""The ratings of each facility; reports read before know none."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("finding", sa.Column("ratings", sa.JSON(), nullable=True))
