"""What was read by OCR off the pages of scans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("document_page", sa.Column("ocr", sa.Text()))
