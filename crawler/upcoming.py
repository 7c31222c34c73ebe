"""What is known of the resources that are next, read from the store many at a time, shortly before their turn.

A run may have any number of them: all at once would take as much memory as everything else together.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from itertools import islice

from linkcheck.store.runs import Pending

AT_ONCE = 512
"""Resources that are read together at most."""

READY = 2048
"""Resources that are read and not asked for yet, beyond which only what is needed is read."""

Load = Callable[[Sequence[int]], Awaitable[Iterable[Pending]]]
"""Reads what is pending of the fetches with these ids."""


class Upcoming:
    """Not for several callers at once."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._ready: dict[int, Pending] = {}

    async def resource(self, fetch_id: int, next_ones: Iterable[int]) -> Pending | None:
        """The resource of a pending fetch; None where it is pending no more. `next_ones` will be asked for after it."""
        if fetch_id not in self._ready:
            most = AT_ONCE if len(self._ready) < READY else 1
            more = islice((one for one in next_ones if one not in self._ready), most - 1)
            for pending in await self._load([fetch_id, *more]):
                self._ready[pending.fetch_id] = pending
        return self._ready.pop(fetch_id, None)
