"""The signals that stop a crawl in order."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from crawler.job import Job

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopped_by_signals(job: Job) -> Iterator[None]:
    """Stop the job for the signals that ask for it; afterwards they do what they did before. Within the event loop."""
    if threading.current_thread() is not threading.main_thread():
        yield  # whoever runs it elsewhere stops it by the job
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        loop.add_signal_handler(number, job.interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, handler)
