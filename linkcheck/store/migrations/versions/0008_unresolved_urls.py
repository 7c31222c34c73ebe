"""Citations whose URL a report's text does not tell for certain. Of reports that were read before, none is marked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("citation", sa.Column("unresolved", sa.Boolean(), server_default=sa.false(), nullable=False))
