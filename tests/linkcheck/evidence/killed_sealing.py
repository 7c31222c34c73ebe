"""A program that kills its own children while they archive, record and seal, again and again.

`python -m tests.linkcheck.evidence.killed_sealing STORE ARCHIVE KILLS SEED`: each child goes on where the one before
was killed, and begins a new run where it had come to an end.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from linkcheck.evidence.sealing import seal
from linkcheck.store.engine import open_store
from linkcheck.store.locks import run_lock
from tests.linkcheck.killed_crawl import crawl
from tests.linkcheck.killing import kill_many, told

KEY = Ed25519PrivateKey.from_private_bytes(b"\3" * 32)


def crawl_and_seal(store: str, folder: Path, beginning: int) -> None:
    """What `linkcheck run` does, without a network."""
    crawl(store, folder, beginning)
    engine = open_store(store)
    with run_lock(engine, wait=True):
        for _ in seal(engine, folder, key=KEY):
            os.write(beginning, b"!")
    engine.dispose()


def somewhere(begun: int, moment: random.Random) -> None:
    """After some of what it tells, or before."""
    for _ in range(moment.choice((0, 1, 1, 4, 12))):
        told(begun)
        if not os.read(begun, 1):
            break


if __name__ == "__main__":
    kill_many(crawl_and_seal, somewhere)
