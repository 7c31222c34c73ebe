"""The tables' history (Alembic), as package data: a store is brought up to this version when it is opened.

A new step: `alembic revision --autogenerate --rev-id NUMBER -m "…"` on a store of the last version (`--database` of the
settings), look at what it wrote, and add its number to `REVISIONS`. There are no steps back: an older version of the
program refuses a newer store.
"""

from __future__ import annotations

from sqlalchemy import Connection

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""All steps in their order, as in `versions/` (tested): known here so that opening a store needs no Alembic."""

HEAD = REVISIONS[-1]

VERSION_TABLE = "linkcheck_version"
"""Our own name: on a shared PostgreSQL another program may keep its `alembic_version` beside us."""


def upgrade(connection: Connection) -> None:
    """Bring the tables up to HEAD within the connection's transaction."""
    from alembic import command  # takes 0.2 s, and only a new or an old store needs it
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "linkcheck.store:migrations")
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
