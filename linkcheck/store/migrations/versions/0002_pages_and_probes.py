"""Pages of documents, and what a site answered to a random sibling of a cited URL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "document_page",
        sa.Column("document_sha256", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("picture", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["document_sha256"],
            ["document.sha256"],
            op.f("fk_document_page_document_sha256_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_sha256", "page", name=op.f("pk_document_page")),
    )
    op.add_column("fetch", sa.Column("probe", sa.JSON()))
