"""What is next is read in parts, and what is pending no more is passed over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from crawler import upcoming
from crawler.feed import Feed
from crawler.politeness import Politeness
from linkcheck.store.runs import Pending


class Shelf:
    """Pending fetches, and how they were asked for."""

    def __init__(self, sites: Sequence[str], gone: Sequence[int] = ()) -> None:
        self.waiting = list(enumerate(sites))
        self.asked: list[list[int]] = []
        self._gone = gone

    async def load(self, fetch_ids: Sequence[int]) -> list[Pending]:
        self.asked.append(list(fetch_ids))
        return [Pending(number, "", self.waiting[number][1], None) for number in fetch_ids if number not in self._gone]

    def all(self, at_once: int = 1) -> list[int]:
        """The fetches in the order in which they are handed out, each done at once."""

        async def hand_out() -> list[int]:
            stopping = asyncio.Event()
            feed = Feed(self.waiting, self.load, Politeness(0.0, 1, stopping), at_once)
            found = []
            while (place := await feed.next()) is not None:
                found.append(place.resource.fetch_id)
                place.done()
            await feed.drained()
            return found

        return asyncio.run(hand_out())


def test_each_is_read_once_and_no_more_at_once_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upcoming, "AT_ONCE", 10)
    shelf = Shelf(["a.test"] * 30 + [f"{number}.test" for number in range(70)])
    assert sorted(shelf.all()) == list(range(100))
    assert sorted(number for part in shelf.asked for number in part) == list(range(100))
    assert max(len(part) for part in shelf.asked) == 10
    assert len(shelf.asked) <= 15


def test_what_is_pending_no_more_is_passed_over_and_holds_nothing() -> None:
    shelf = Shelf(["a.test", "a.test", "b.test", "a.test"], gone=[0, 2, 3])
    assert shelf.all() == [1]


def test_little_is_held_however_many_sites_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sites by turns, each with more to come: the worst case for reading ahead."""
    monkeypatch.setattr(upcoming, "READY", 100)
    shelf = Shelf([f"{number % 200}.test" for number in range(4_000)])
    held: list[int] = []
    ready: dict[int, Pending] = {}
    load = shelf.load

    async def counted(fetch_ids: Sequence[int]) -> list[Pending]:
        held.append(len(ready))
        return await load(fetch_ids)

    class Watched(upcoming.Upcoming):
        def __init__(self, load: upcoming.Load) -> None:
            super().__init__(load)
            self._ready = ready

    monkeypatch.setattr("crawler.feed.Upcoming", Watched)
    shelf.load = counted  # type: ignore[method-assign]
    assert len(shelf.all(at_once=64)) == 4_000
    assert max(held) < 100 + upcoming.AT_ONCE
