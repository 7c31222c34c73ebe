"""The store's run lock, and a word to who waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from linkcheck.store.locks import RunLock


@contextmanager
def locked(engine: Engine, wait: bool) -> Iterator[RunLock]:
    """Hold the run lock. With `wait` it is waited for, and said what for; without it, raises RunInProgress."""
    from linkcheck.cli.terminal import say, shown
    from linkcheck.errors import RunInProgress
    from linkcheck.store.locks import run_lock

    with ExitStack() as held:
        try:
            lock = held.enter_context(run_lock(engine))
        except RunInProgress as other:
            if not wait:
                raise
            say(f"{shown(other.message)}; waiting until it is done")
            lock = held.enter_context(run_lock(engine, wait=True))
        yield lock
