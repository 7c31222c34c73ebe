"""When the next request to a site may leave: the one place that every request passes, whatever it is for.

A site is a registrable domain. Requests to it are at least its delay apart, counted from the moment that each went over
the wire, and a site can be held: Scrapy's own slots count from when a request leaves a queue, know no Retry-After, and
forget a Crawl-delay once a site was quiet for a minute. Where several processes work on one store, its turns are theirs
together (`linkcheck.store.turns`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic

from crawler.outcomes import OF_THE_SITE, Interrupted
from linkcheck.store.turns import SharedTurns
from linkcheck.vocabulary import Outcome

IN_A_ROW = 5
"""Resources of a site that fail one after another before the rest is left for this run."""


@dataclass(slots=True)
class Site:
    """What is known of a registrable domain in this run. `next_at` is of `time.monotonic`."""

    delay: float
    places: asyncio.Semaphore
    next_at: float = 0.0
    failures: int = 0
    left: tuple[Outcome, str] | None = None
    """Why nothing more is asked of the site, once that is so."""


@dataclass(slots=True)
class Turn:
    """A place at a site, held while a request is under way."""

    site: Site

    def sent(self) -> None:
        """The request has gone over the wire."""
        self.site.next_at = max(self.site.next_at, monotonic() + self.site.delay)


@dataclass(slots=True)
class Politeness:
    """All sites of a crawl. `delay` in seconds; `at_once` requests to one site may be under way.

    `shared`: the store's turns, which allow one request at a time. `sites_left` counts those that nothing more is asked
    of.
    """

    delay: float
    at_once: int
    stopping: asyncio.Event
    shared: SharedTurns | None = None
    sites_left: int = 0
    _sites: dict[str, Site] = field(default_factory=dict)

    def site(self, name: str) -> Site:
        """The site of that registrable domain."""
        if name not in self._sites:
            self._sites[name] = Site(self.delay, asyncio.Semaphore(self.at_once))
        return self._sites[name]

    def ready_at(self, name: str) -> float:
        """When the site's next turn is (`time.monotonic`); at once where nothing more is asked of it."""
        site = self.site(name)
        return 0.0 if site.left else site.next_at

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[Turn]:
        """Wait for a turn at a site. Raises Interrupted when the crawl is being stopped meanwhile."""
        site = self.site(name)
        async with site.places:
            await self._come(site)
            while self.shared and (wait := await self._enter(self.shared, name, site)) > 0:
                await self.pause(wait)
                await self._come(site)
            turn = Turn(site)
            turn.sent()  # no other may leave before this one has
            try:
                yield turn
            finally:
                if self.shared:
                    self.shared.leave(name, site.next_at - monotonic())

    async def _come(self, site: Site) -> None:
        """Wait for what we know of the site's next turn. Raises Interrupted when the crawl is being stopped."""
        while (wait := site.next_at - monotonic()) > 0:  # once more: it can be held while we wait
            await self.pause(wait)
        if self.stopping.is_set():
            raise Interrupted

    async def _enter(self, shared: SharedTurns, name: str, site: Site) -> float:
        try:
            wait = await asyncio.wrap_future(shared.enter(name, site.delay))
        except asyncio.CancelledError:
            shared.leave(name, 0)  # it may have become ours meanwhile
            raise
        if wait == 0 and self.stopping.is_set():
            shared.leave(name, 0)
            raise Interrupted
        return wait

    async def pause(self, seconds: float) -> None:
        """Sleep. Raises Interrupted when the crawl is being stopped meanwhile."""
        try:
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        except TimeoutError:
            return
        raise Interrupted

    def hold(self, name: str, seconds: float) -> None:
        """Let nothing go to a site for so long."""
        site = self.site(name)
        site.next_at = max(site.next_at, monotonic() + seconds)
        if self.shared:
            self.shared.hold(name, seconds)

    def slow_down(self, name: str, delay: float) -> None:
        """Keep at least this delay at a site from now on."""
        site = self.site(name)
        site.next_at += max(0.0, delay - site.delay)
        site.delay = max(site.delay, delay)

    def leave(self, name: str, outcome: Outcome, why: str) -> None:
        """Ask nothing more of a site in this run; its other resources end with this outcome."""
        site = self.site(name)
        if site.left is None:
            site.left = outcome, why
            self.sites_left += 1

    def note(self, name: str, outcome: Outcome) -> None:
        """How a resource of a site ended. After a row of failures the site is left."""
        site = self.site(name)
        site.failures = site.failures + 1 if outcome in OF_THE_SITE else 0
        if site.failures >= IN_A_ROW:
            self.leave(name, outcome, f"not asked: {name} had failed {IN_A_ROW} times in a row")
