"""How long a reader may go on, so that a report that never ends is read in part.

`linkcheck.parsing.child` sets it. A reader of pages or rows asks `spent()` between two of them and, when it is, says
what is missing and stops; one that is in the middle of a page is stopped there by `OutOfTime`.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from types import FrameType

_end = inf


class OutOfTime(Exception):
    """Raised once, wherever the reader is when its time is up."""


def spent() -> bool:
    """Is the time up?"""
    return time.monotonic() >= _end


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Give what runs inside `seconds` of wall time. Only in a process's main thread (signal.setitimer)."""
    global _end
    _end = time.monotonic() + seconds
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        _end = inf


def _stop(number: int, frame: FrameType | None) -> None:
    raise OutOfTime("the time for reading is up")
