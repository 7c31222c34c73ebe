"""SIGINT and SIGTERM, wherever they meet a command: it lets go of what it holds, and ends with its own exit code.

Click would make another one of SIGINT, and SIGTERM would let go of nothing. A crawl has handlers of its own while it
goes on (`crawler.run`): there, transfers may end first.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from linkcheck.cli.exits import Exit

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stopped(SystemExit):
    """Raised by the first of these signals."""


@contextmanager
def stopped_in_order() -> Iterator[None]:
    """The first of these signals raises Stopped, and the second one ends the process at once."""
    before = {number: signal.signal(number, _stop) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    raise Stopped(Exit.INTERRUPTED)
