"""Inserting many rows of which some may be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from linkcheck.store.models import Base

T = TypeVar("T")

ROWS_AT_ONCE = 1000
"""Values in one `IN (…)`: well below the number of parameters that either database takes in a statement."""


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """The values in parts that fit into one statement each."""
    for start in range(0, len(values), ROWS_AT_ONCE):
        yield values[start : start + ROWS_AT_ONCE]


def insert_missing(session: Session, row: type[Base], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose unique columns are not there yet; another process may do the same at the same time."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    if values:
        session.execute(insert(row).on_conflict_do_nothing(), list(values))
