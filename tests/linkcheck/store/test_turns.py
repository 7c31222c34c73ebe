"""Turns at sites, as two processes of a store see them: two connections stand for them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from linkcheck.store.engine import open_store
from linkcheck.store.turns import SharedTurns
from tests.linkcheck.store.proxy import proxied

pytestmark = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
SITE = "northwind.example"


@pytest.fixture
def one(engine: Engine) -> Iterator[SharedTurns]:
    turns = SharedTurns(engine, lambda: False)
    yield turns
    turns.close()


@pytest.fixture
def other(engine: Engine) -> Iterator[SharedTurns]:
    turns = SharedTurns(engine, lambda: False)
    yield turns
    turns.close()


def wait(turns: SharedTurns, site: str = SITE, delay: float = 0.0) -> float:
    """How long the turn is to be waited for; 0: it is ours."""
    return turns.enter(site, delay).result()


def test_a_turn_is_one_process_s_at_a_time(one: SharedTurns, other: SharedTurns) -> None:
    assert wait(one) == 0
    assert wait(other) > 0
    assert wait(other, "rivermouth.example") == 0
    one.leave(SITE, 0).result()
    assert wait(other) == 0


def test_the_next_turn_is_a_delay_after_the_last_whoever_had_it(one: SharedTurns, other: SharedTurns) -> None:
    assert wait(one, delay=60) == 0
    one.leave(SITE, 60).result()
    assert 55 < wait(other, delay=60) <= 60
    assert 55 < wait(one, delay=60) <= 60


def test_a_site_that_is_held_is_held_for_all(one: SharedTurns, other: SharedTurns) -> None:
    assert wait(one) == 0
    one.leave(SITE, 0)
    one.hold(SITE, 120).result()
    assert 100 < wait(other) <= 120


def test_after_a_process_died_in_its_turn_the_delay_begins_anew(engine: Engine, other: SharedTurns) -> None:
    dying = SharedTurns(engine, lambda: False)
    assert wait(dying, delay=0.01) == 0
    time.sleep(0.05)  # its delay would be over
    dying.close()
    assert 50 < wait(other, delay=60) <= 60


def test_what_is_not_ours_is_not_given_back(one: SharedTurns, other: SharedTurns) -> None:
    assert wait(one) == 0
    other.leave(SITE, 0).result()
    assert wait(other) > 0


def test_a_server_that_goes_away_is_waited_for(engine: Engine, store_url: str) -> None:
    with proxied(store_url) as (url, proxy):
        through = open_store(url)
        turns = SharedTurns(through, lambda: False)
        assert wait(turns) == 0
        proxy.cut()
        left = turns.leave(SITE, 0)
        time.sleep(0.3)
        assert not left.done()
        proxy.mend()
        left.result()
        assert wait(turns) == 0
        turns.close()
        through.dispose()
