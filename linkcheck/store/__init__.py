"""What the program knows, in SQLite or PostgreSQL: reports and their citations, runs and their fetches, documents.

`open_store` gives an engine; the functions of `reports`, `runs` and `snapshot` take a SQLAlchemy Session on it and
leave the commit to the caller, unless they say otherwise. `locks.run_lock` keeps a second run away.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkcheck.store.engine import open_store as open_store

_HOMES = {"open_store": "linkcheck.store.engine"}


def __getattr__(name: str) -> object:
    """The names above, when they are first used: a command that needs no store shouldn't wait for SQLAlchemy."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
