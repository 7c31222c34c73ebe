"""A database server that goes away while work is under way: it is waited for, and said so."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from linkcheck.errors import DatabaseTrouble

T = TypeVar("T")

logger = logging.getLogger(__name__)

OUTAGE_SECONDS = 300.0
"""How long a server that answered before is waited for."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 3.0


def never() -> bool:
    """For those who wait as long as it takes."""
    return False


def patiently(task: Callable[[], T], *, seconds: float = OUTAGE_SECONDS, unless: Callable[[], bool] = never) -> T:
    """What `task` returns; done again for as long as its trouble is a server that is away.

    The task may have been done without our being told: it must bear being done twice. Raises its DatabaseTrouble when
    the server is away for longer than `seconds`, or `unless` says that nobody waits any more. To be called in a thread
    that may sleep.
    """
    deadline, pause, told = time.monotonic() + seconds, _FIRST_PAUSE, False
    while True:
        try:
            done = task()
        except DatabaseTrouble as trouble:
            if not trouble.passing or unless() or time.monotonic() + pause > deadline:
                raise
            if not told:
                logger.warning("%s. Waiting for it, %d seconds at most", trouble.message, seconds)
            told = True
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            continue
        if told:
            logger.warning("the database answers again, the work goes on")
        return done
