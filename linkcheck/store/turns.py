"""Turns at sites that all processes of a PostgreSQL store share: one request at a time, and its delay after it.

While a request is under way its process holds an advisory lock, which ends with the process however that ends; when the
next one may leave is a row. All times are the server's, so that no machine's clock matters.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlalchemy import Connection, Engine, func, select, text

from linkcheck.errors import DatabaseTrouble
from linkcheck.store.engine import schema_key
from linkcheck.store.locks import notice_dead_peers
from linkcheck.store.outages import patiently

T = TypeVar("T")

TURN_LOCK = 0x7475726E  # "turn"
"""First key of the advisory locks; the second is the site's, within the schema."""

_TAKE = text(
    """
    INSERT INTO turn (site, busy, not_before) VALUES (:site, true, clock_timestamp() + :delay * interval '1 second')
    ON CONFLICT (site) DO UPDATE SET
        busy = NOT turn.busy AND turn.not_before <= clock_timestamp(),
        not_before = CASE WHEN turn.busy OR turn.not_before <= clock_timestamp()
            THEN clock_timestamp() + :delay * interval '1 second' ELSE turn.not_before END
    RETURNING busy, EXTRACT(epoch FROM not_before - clock_timestamp())
    """
)
"""Under the site's lock. Where it stands as busy, whoever held it died in the middle: its delay begins now."""

_GIVE_BACK = text(
    "UPDATE turn SET busy = false, not_before = clock_timestamp() + :seconds * interval '1 second' WHERE site = :site"
)
_HOLD = text(
    "UPDATE turn SET not_before = greatest(not_before, clock_timestamp() + :seconds * interval '1 second') "
    "WHERE site = :site"
)


class SharedTurns:
    """One process's part in them. Methods return at once; what they ask for is done in their order by one thread.

    A server that is away is waited for (`linkcheck.store.outages`).
    """

    def __init__(self, engine: Engine, unless: Callable[[], bool]) -> None:
        """`unless` says that nobody waits for an absent server any more."""
        self._engine = engine
        self._unless = unless
        self._connection: Connection | None = None
        self._mine: set[str] = set()
        self._closed = threading.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="turns")

    def enter(self, site: str, delay: float) -> Future[float]:
        """Take the site's turn: 0 where it is ours now, else the seconds after which to ask again."""
        return self._do(lambda connection: self._enter(connection, site, delay))

    def leave(self, site: str, seconds: float) -> Future[None]:
        """The request is over: another one may leave in so many seconds. Nothing where the turn isn't ours."""
        return self._do(lambda connection: self._leave(connection, site, seconds))

    def hold(self, site: str, seconds: float) -> Future[None]:
        """Nothing may leave for so many seconds."""
        return self._do(lambda connection: _discard(connection.execute(_HOLD, {"site": site, "seconds": seconds})))

    def close(self) -> None:
        """Give back what is ours. Nothing may be asked for any more."""
        self._closed.set()
        self._thread.submit(self._disconnect)
        self._thread.shutdown()

    def _enter(self, connection: Connection, site: str, delay: float) -> float:
        if not connection.scalar(select(func.pg_try_advisory_lock(TURN_LOCK, _key(site)))):
            return random.uniform(0.05, 0.25)  # noqa: S311  # no secret
        ours, seconds = connection.execute(_TAKE, {"site": site, "delay": delay}).one()
        if ours:
            self._mine.add(site)
            return 0.0
        _unlock(connection, site)
        return max(0.01, float(seconds))

    def _leave(self, connection: Connection, site: str, seconds: float) -> None:
        if site in self._mine:
            connection.execute(_GIVE_BACK, {"site": site, "seconds": max(0.0, seconds)})
            self._mine.discard(site)
            _unlock(connection, site)

    def _do(self, task: Callable[[Connection], T]) -> Future[T]:
        return self._thread.submit(
            lambda: patiently(lambda: self._connected(task), unless=lambda: self._closed.is_set() or self._unless())
        )

    def _connected(self, task: Callable[[Connection], T]) -> T:
        if self._connection is None:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()  # locks are the connection's: it must not come back to the pool
            notice_dead_peers(connection)
            self._connection = connection
        try:
            return task(self._connection)
        except DatabaseTrouble:
            self._disconnect()
            raise

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DatabaseTrouble):
                connection.close()


def _key(site: str) -> object:
    return func.hashtext(func.concat(schema_key(), ":", site))


def _unlock(connection: Connection, site: str) -> None:
    connection.execute(select(func.pg_advisory_unlock(TURN_LOCK, _key(site))))


def _discard(_result: object) -> None:
    return None
