"""When the next request to a site may leave, on a clock of the test's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import pytest

from crawler import feed, politeness
from crawler.feed import Feed
from crawler.outcomes import Interrupted
from crawler.politeness import Politeness
from linkcheck.store.runs import Pending
from linkcheck.vocabulary import Outcome

_timeout = asyncio.timeout


class Clock:
    """Time that passes as soon as nothing else can happen."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    @asynccontextmanager
    async def timeout(self, seconds: float | None) -> AsyncIterator[None]:
        """asyncio.timeout, by this clock."""
        async with _timeout(None) as limit:
            timer: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            timer.add_done_callback(lambda _: None if timer.cancelled() else limit.reschedule(0))
            if seconds is not None:
                self._sleepers.append((self.now + seconds, len(self._sleepers), timer))
            try:
                yield
            finally:
                timer.cancel()

    async def run(self, main: Coroutine[Any, Any, None]) -> None:
        """Let time pass until `main` is done."""
        task = asyncio.ensure_future(main)
        while not task.done():
            for _ in range(50):
                await asyncio.sleep(0)
            self._sleepers = [sleeper for sleeper in self._sleepers if not sleeper[2].done()]
            if self._sleepers and not task.done():
                at, _, timer = min(self._sleepers)
                self.now = max(self.now, at)
                timer.set_result(None)
        await task


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in (politeness, feed):
        monkeypatch.setattr(module, "monotonic", made)
    monkeypatch.setattr(asyncio, "timeout", made.timeout)
    return made


def timed(clock: Clock, test: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        await clock.run(test(asyncio.Event()))

    asyncio.run(main())


def fed(sites: Sequence[str], gate: Politeness, at_once: int) -> Feed:
    resources = [Pending(number, f"http://{site}/{number}", site, None) for number, site in enumerate(sites)]

    async def load(fetch_ids: Sequence[int]) -> list[Pending]:
        return [resources[fetch_id] for fetch_id in fetch_ids]

    return Feed(list(enumerate(sites)), load, gate, at_once)


def test_requests_are_a_delay_apart_from_when_each_was_sent(clock: Clock) -> None:
    sent: list[float] = []

    async def ask(gate: Politeness, connecting: float) -> None:
        async with gate.turn("example.test") as turn:
            clock.now += connecting
            turn.sent()
            sent.append(clock.now)

    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(1.0, 1, stopping)
        await asyncio.gather(*(ask(gate, connecting) for connecting in (0.7, 0.0, 0.0)))

    timed(clock, test)
    assert sent == [1000.7, 1001.7, 1002.7]


def test_sites_do_not_wait_for_each_other(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(60.0, 1, stopping)
        for site in ("a.test", "b.test"):
            async with gate.turn(site):
                assert clock.now == 1000.0

    timed(clock, test)


def test_a_held_site_waits_even_without_a_delay_and_even_for_who_waits_already(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(0.0, 1, stopping)
        gate.hold("example.test", 10)

        async def ask() -> None:
            async with gate.turn("example.test"):
                assert clock.now == 1030.0

        waiting = asyncio.ensure_future(ask())
        await asyncio.sleep(0)
        gate.hold("example.test", 30)
        await waiting

    timed(clock, test)


def test_the_longest_delay_that_was_asked_for_counts(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(1.0, 1, stopping)
        async with gate.turn("example.test"):
            pass
        gate.slow_down("example.test", 5.0)
        gate.slow_down("example.test", 2.0)
        async with gate.turn("example.test"):
            assert clock.now == 1005.0
        async with gate.turn("example.test"):
            assert clock.now == 1010.0

    timed(clock, test)


def test_who_waits_for_a_turn_is_sent_away_when_the_crawl_is_stopped(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(1000.0, 1, stopping)
        async with gate.turn("example.test"):
            pass

        async def ask() -> None:
            async with gate.turn("example.test"):
                pytest.fail("a turn after the stop")

        waiting = [asyncio.ensure_future(ask()) for _ in range(3)]
        await asyncio.sleep(0)
        stopping.set()
        assert [type(e) for e in await asyncio.gather(*waiting, return_exceptions=True)] == [Interrupted] * 3
        assert clock.now < 1001

    timed(clock, test)


def test_after_five_failures_in_a_row_a_site_is_left_with_what_it_failed_of() -> None:
    gate = Politeness(0, 1, asyncio.Event())
    for outcome in (Outcome.TIMEOUT,) * 4 + (Outcome.OK,) + (Outcome.TIMEOUT,) * 4 + (Outcome.GONE,):
        gate.note("example.test", outcome)
    assert gate.site("example.test").left is None
    for outcome in (Outcome.RESET,) * 4 + (Outcome.TIMEOUT,):
        gate.note("example.test", outcome)
    left = gate.site("example.test").left
    assert left is not None
    assert left[0] is Outcome.TIMEOUT
    assert gate.site("other.test").left is None


def test_names_that_do_not_exist_leave_nothing() -> None:
    gate = Politeness(0, 1, asyncio.Event())
    for _ in range(20):
        gate.note("example.test", Outcome.DNS_FAILURE)
    assert gate.site("example.test").left is None


def test_the_feed_hands_out_one_resource_per_site_and_so_many_over_all(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(0.0, 1, stopping)
        source = fed(("a.test", "a.test", "b.test", "c.test"), gate, at_once=2)
        first, second = await source.next(), await source.next()
        assert first is not None
        assert second is not None
        assert [first.resource.site, second.resource.site] == ["a.test", "b.test"]
        third = asyncio.ensure_future(source.next())
        await asyncio.sleep(0)
        assert not third.done()
        second.done()
        given = await third
        assert given is not None
        assert given.resource.site == "c.test"
        first.done()
        given.done()
        last = await source.next()
        assert last is not None
        assert last.resource.fetch_id == 1
        last.done()
        assert await source.next() is None

    timed(clock, test)


def test_the_feed_waits_for_the_turn_of_a_site(clock: Clock) -> None:
    handed: list[tuple[str, float]] = []

    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(2.0, 1, stopping)
        source = fed(("a.test", "b.test", "a.test", "b.test"), gate, at_once=8)
        while (place := await source.next()) is not None:
            async with gate.turn(place.resource.site):
                handed.append((place.resource.site, clock.now))
            place.done()

    timed(clock, test)
    assert handed == [("a.test", 1000.0), ("b.test", 1000.0), ("a.test", 1002.0), ("b.test", 1002.0)]


def test_a_resource_that_waits_for_another_attempt_keeps_its_site_and_lends_its_place(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        source = fed(("a.test", "a.test", "b.test"), Politeness(0.0, 1, stopping), at_once=1)
        first = await source.next()
        assert first is not None
        async with first.aside():
            other = await source.next()
            assert other is not None
            assert other.resource.site == "b.test"
            other.done()
        first.done()
        last = await source.next()
        assert last is not None
        assert last.resource.site == "a.test"

    timed(clock, test)


def test_what_is_being_kept_lends_its_place_to_as_many_as_may_be_under_way_and_no_more(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        source = fed([f"{number}.test" for number in range(9)], Politeness(0.0, 1, stopping), at_once=2)
        with ExitStack() as kept:
            held = []
            for _ in range(4):
                place = await source.next()
                assert place is not None
                kept.enter_context(place.kept())
                held.append(place)
            fifth = asyncio.ensure_future(source.next())
            await asyncio.sleep(0)
            assert not fifth.done(), "two are kept, two more hold the places that they had been lent"
        for place in held:
            place.done()
        assert await fifth is not None
        assert await source.next() is not None
        seventh = asyncio.ensure_future(source.next())
        await asyncio.sleep(0)
        assert not seventh.done()
        seventh.cancel()

    timed(clock, test)


def test_a_place_given_back_twice_is_one_place(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        source = fed(("a.test", "a.test", "a.test"), Politeness(0.0, 1, stopping), at_once=1)
        first = await source.next()
        assert first is not None
        first.leave_site()
        first.done()
        first.done()
        assert await source.next() is not None
        third = asyncio.ensure_future(source.next())
        await asyncio.sleep(0)
        assert not third.done()
        third.cancel()

    timed(clock, test)


def test_resources_of_a_site_that_was_left_are_handed_out_at_once(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(0.0, 1, stopping)
        gate.hold("a.test", 3600)
        source = fed(("a.test",), gate, at_once=1)
        gate.leave("a.test", Outcome.RATE_LIMITED, "asked to come back later")
        waiting = asyncio.ensure_future(source.next())
        source.wake()
        assert await waiting is not None
        assert clock.now < 1001

    timed(clock, test)


def test_a_stopped_feed_hands_out_nothing(clock: Clock) -> None:
    async def test(stopping: asyncio.Event) -> None:
        gate = Politeness(1000.0, 1, stopping)
        source = fed(("a.test", "a.test"), gate, at_once=1)
        first = await source.next()
        assert first is not None
        waiting = asyncio.ensure_future(source.next())
        await asyncio.sleep(0)
        stopping.set()
        source.wake()
        assert await waiting is None
        drained = asyncio.ensure_future(source.drained())
        await asyncio.sleep(0)
        assert not drained.done()
        first.done()
        await drained

    timed(clock, test)
