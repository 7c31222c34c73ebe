"""Alembic's way in: on the connection that `upgrade` hands over, or for a developer on the settings' store."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, TypeDecorator, create_engine

from linkcheck.settings import load
from linkcheck.store.migrations import VERSION_TABLE
from linkcheck.store.shared_models import Base  # with all tables, those of `models` too


def plain_type(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """A step names the database's own types: what the models' types do may change after it."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        render_item=plain_type,
        render_as_batch=True,  # SQLite alters a table by copying it
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    with create_engine(load().database).begin() as connection:
        migrate(connection)
