"""Citations whose URL a report's text does not tell for certain; of reports read before, those that were observed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_OBSERVATION = sa.table(
    "observation",
    sa.column("report_id", sa.Integer()),
    sa.column("code", sa.Text()),
    sa.column("criterion", sa.Text()),
    sa.column("urls", sa.JSON()),
)
_CITATION = sa.table(
    "citation",
    sa.column("report_id", sa.Integer()),
    sa.column("criterion", sa.Text()),
    sa.column("url", sa.Text()),
    sa.column("unresolved", sa.Boolean()),
)


def upgrade() -> None:
    op.add_column("citation", sa.Column("unresolved", sa.Boolean(), server_default=sa.false(), nullable=False))
    connection = op.get_bind()
    observed = sa.select(_OBSERVATION).where(_OBSERVATION.c.code == "unresolved-url")
    for seen in connection.execute(observed).all():
        for url in seen.urls:
            theirs = (_CITATION.c.report_id == seen.report_id, _CITATION.c.criterion == seen.criterion)
            connection.execute(sa.update(_CITATION).where(*theirs, _CITATION.c.url == url).values(unresolved=True))
