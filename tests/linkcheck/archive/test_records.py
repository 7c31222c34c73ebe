from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from uuid import RFC_4122, UUID

from linkcheck.archive.records import new_record_id

COUNT = 2_000


def ids(count: int) -> list[str]:
    return [new_record_id() for _ in range(count)]


def ids_of_a_fork() -> list[str]:
    """Made by a process that begins with all that this one knows."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.write(writing, "\n".join(ids(COUNT // 4)).encode())  # less than a pipe holds
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return told.read().split("\n")


def test_ids_are_random_uuids() -> None:
    for record_id in ids(COUNT):
        uuid = UUID(record_id.removeprefix("<urn:uuid:").removesuffix(">"))
        assert (uuid.version, uuid.variant) == (4, RFC_4122)
        assert record_id == f"<{uuid.urn}>"


def test_no_id_comes_twice_in_threads_or_forks() -> None:
    with ThreadPoolExecutor(4) as threads:
        found = [one for some in threads.map(ids, [COUNT] * 4) for one in some]
    found += [*ids_of_a_fork(), *ids_of_a_fork(), *ids(COUNT)]
    assert len(set(found)) == len(found) == 5 * COUNT + 2 * (COUNT // 4)
