"""File descriptors, which a crawl needs many of: for connections, also idle ones, and for bodies on the disk."""

from __future__ import annotations

import os
import resource
from contextlib import ExitStack

ENOUGH = 8192
"""Connections stay open for a while: a crawl of many hosts takes more than the thousand that systems allow unasked."""

SPARE = 16
"""What the system's own libraries may need at once."""


def allow_enough() -> None:
    """Let this process open as many as a crawl needs, as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def assure_some() -> None:
    """Raises OSError where there are hardly any left."""
    with ExitStack() as held:
        for _ in range(SPARE):
            held.callback(os.close, os.open(os.devnull, os.O_RDONLY))
