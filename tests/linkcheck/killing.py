"""A child that is killed at some moment after it has told of its beginning."""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

Work = Callable[[str, Path, int], None]
"""What the child does: with a store, in a folder, writing to a descriptor whenever it has got on."""

Patience = Callable[[int, random.Random], None]
"""Wait until the child, whose descriptor this is, has come as far as it is to come."""


def kill_many(work: Work, wait: Patience) -> None:
    """The arguments of the command line: a store, a folder, how many children are killed, and a seed."""
    store, folder, kills, seed = sys.argv[1:]
    moment = random.Random(int(seed))
    for _ in range(int(kills)):
        _kill_one(lambda beginning: work(store, Path(folder), beginning), wait, moment)


def told(begun: int) -> bool:
    """Wait for the child to tell something or to end; False where it does neither for a minute."""
    return bool(select.select([begun], [], [], 60)[0])


def _kill_one(work: Callable[[int], None], wait: Patience, moment: random.Random) -> None:
    begun, beginning = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(begun)
        work(beginning)
        os._exit(0)
    os.close(beginning)
    wait(begun, moment)
    time.sleep(moment.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun)
