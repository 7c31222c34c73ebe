"""A program that kills its own children while they archive, record and seal, again and again.

`python -m tests.linkcheck.evidence.killed_sealing STORE ARCHIVE KILLS SEED`: each child goes on where the one before
was killed, and begins a new run where it had come to an end.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from linkcheck.evidence.sealing import seal
from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock
from tests.linkcheck.killed_crawl import crawl

KEY = Ed25519PrivateKey.from_private_bytes(b"\3" * 32)


def crawl_and_seal(store: str, folder: Path, beginning: int) -> None:
    """What `linkcheck run` does, without a network."""
    crawl(store, folder, beginning)
    engine = open_store(store)
    with run_lock(engine, wait=True):
        for _ in seal(engine, folder, key=KEY):
            os.write(beginning, b"!")
    engine.dispose()


def kill_one(store: str, folder: Path, moment: random.Random) -> None:
    begun, beginning = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(begun)
        crawl_and_seal(store, folder, beginning)
        os._exit(0)
    os.close(beginning)
    for _ in range(moment.choice((0, 1, 1, 4, 12))):
        select.select([begun], [], [], 60)
        if not os.read(begun, 1):
            break
    time.sleep(moment.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun)


if __name__ == "__main__":
    moment = random.Random(int(sys.argv[4]))
    for _ in range(int(sys.argv[3])):
        kill_one(sys.argv[1], Path(sys.argv[2]), moment)
