"""Which resource is next: one at a time per site, when its site's turn has come, so many at once over all sites."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from time import monotonic
from typing import Any

from scrapy import Request

from crawler.politeness import Politeness
from crawler.upcoming import Load, Upcoming
from linkcheck.store.runs import Pending

AHEAD = 0.05
"""Seconds before its site's turn that a resource is handed out: the gate lets it go at the very moment then."""

OF_SITE, OF_OTHERS = 256, 16
"""How many more of a site, where it is the only one, and of each other site are read along with one that is needed."""


@dataclass(slots=True)
class _Queue:
    """The fetches of one site that wait. `busy` of them are under way; `listed`: the site stands in the heap."""

    waiting: deque[int] = field(default_factory=deque)
    busy: int = 0
    listed: bool = False


class Place:
    """What a resource under way holds: a place of its site, and one of the whole. Giving back twice does no harm.

    `request` is the latest one that was made for it.
    """

    __slots__ = ("_at_site", "_feed", "_open", "request", "resource")

    def __init__(self, feed: Feed, resource: Pending) -> None:
        self.resource = resource
        self.request: Request | None = None
        self._feed = feed
        self._at_site = True
        self._open = True

    @property
    def meta(self) -> dict[str, Any]:
        """What is known of the latest request."""
        return self.request.meta if self.request is not None else {}

    def leave_site(self) -> None:
        """All that this resource needed of its site is here: the site's turn is free again."""
        if self._at_site:
            self._at_site = False
            self._feed.site_left(self.resource.site)

    def done(self) -> None:
        """The resource has its outcome, or never will in this crawl."""
        self.request = None  # which knows of this place
        self.leave_site()
        if self._open:
            self._open = False
            self._feed.one_done()

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[None]:
        """While the resource waits for another attempt, others take its place of the whole, not that of its site."""
        self._feed.step_aside(1)
        try:
            yield
        finally:
            self._feed.step_aside(-1)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """While the outcome is kept, others take its place of the whole: what is kept together costs less.

        As many as may be under way have that: each has its bodies in memory, or on the disk.
        """
        lends = 1 if self._feed.kept < self._feed.at_once else 0
        self._feed.being_kept(lends)
        try:
            yield
        finally:
            self._feed.being_kept(-lends)


class Feed:
    """Hands out resources, each with the place that it holds until it is done."""

    def __init__(self, waiting: Iterable[tuple[int, str]], load: Load, politeness: Politeness, at_once: int) -> None:
        """`waiting` are the pending fetches' ids and sites, `load` reads what is known of them, a part at a time."""
        self._upcoming = Upcoming(load)
        self._politeness = politeness
        self.at_once = at_once
        self.kept = 0
        """Resources that have lent their places while they are kept."""
        self._under_way = 0
        self._open = 0
        self._changed = asyncio.Event()
        self._queues: dict[str, _Queue] = {}
        self._sites: list[tuple[float, int, str]] = []
        self._numbers = 0
        self._left_seen = 0
        for fetch_id, site in waiting:
            self._queues.setdefault(site, _Queue()).waiting.append(fetch_id)
        for site in self._queues:
            self._list(site)

    async def next(self) -> Place | None:
        """The next resource, as soon as one may be asked for; None when none is left or the crawl is being stopped."""
        while not self._politeness.stopping.is_set():
            if not self._sites and not self._open:
                return None
            self._changed.clear()
            wait = self._wait()
            if wait is None or wait > 0:
                await self._sleep(wait)
            elif (place := await self._take()) is not None:
                return place
        return None

    async def drained(self) -> None:
        """Wait until every resource handed out is done."""
        while self._open:
            self._changed.clear()
            await self._changed.wait()

    def site_left(self, site: str) -> None:
        """A place at a site is free again."""
        self._queues[site].busy -= 1
        self._list(site)
        self._changed.set()

    def one_done(self) -> None:
        """A place of the whole is free again, for good."""
        self._open -= 1
        self._under_way -= 1
        self._changed.set()

    def step_aside(self, places: int) -> None:
        """So many places of the whole are free for a while; back with a negative number."""
        self._under_way -= places
        self._changed.set()

    def being_kept(self, more: int) -> None:
        """So many more resources have lent their places while they are kept."""
        self.kept += more
        self.step_aside(more)

    def wake(self) -> None:
        """Look again: the crawl is being stopped."""
        self._changed.set()

    def _list(self, site: str) -> None:
        queue = self._queues[site]
        if queue.waiting and not queue.listed and queue.busy < self._politeness.at_once:
            queue.listed = True
            self._numbers += 1  # first listed, first served
            heapq.heappush(self._sites, (self._politeness.ready_at(site), self._numbers, site))

    def _wait(self) -> float | None:
        """Seconds until the first site's turn is near; None where only a change can bring one."""
        if not self._sites or self._under_way >= self.at_once:
            return None
        if self._left_seen != self._politeness.sites_left:  # what waits for one of them need not wait any longer
            self._left_seen = self._politeness.sites_left
            self._sites = [(self._politeness.ready_at(site), number, site) for _, number, site in self._sites]
            heapq.heapify(self._sites)
        while (due := self._politeness.ready_at(self._sites[0][2])) > self._sites[0][0]:
            _, number, site = self._sites[0]  # held, or slowed down, since it was listed
            heapq.heapreplace(self._sites, (due, number, site))
        return self._sites[0][0] - monotonic() - AHEAD

    async def _take(self) -> Place | None:
        _, _, site = heapq.heappop(self._sites)
        queue = self._queues[site]
        queue.listed = False
        queue.busy += 1
        self._under_way += 1
        self._open += 1
        fetch_id = queue.waiting.popleft()
        self._list(site)
        resource = None
        try:
            resource = await self._upcoming.resource(fetch_id, self._next_ones(queue))
        finally:
            if resource is None:
                self.site_left(site)
                self.one_done()
        return Place(self, resource) if resource is not None else None

    def _next_ones(self, queue: _Queue) -> Iterator[int]:
        """What is likely to be handed out soon: more of this site, then some of those whose turn is near."""
        yield from islice(queue.waiting, max(OF_OTHERS, OF_SITE // (len(self._sites) + 1)))
        for _, _, site in self._sites:
            yield from islice(self._queues[site].waiting, OF_OTHERS)

    async def _sleep(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return
